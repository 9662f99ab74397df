from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.world import World, world


@pytest.fixture
def keydesk(tmp_path: Path) -> Iterator[World]:
    """Keydesk in its library, with the help desk's and the vault's own complaints looked at in the end."""
    with world(tmp_path) as made:
        yield made
        assert made.scene.desk.violations == []
        assert made.scene.alma.violations == []
        assert made.scene.vault.refused == []
