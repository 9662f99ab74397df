"""The database that the tests of this folder run on, and logs that nobody has to see."""

from collections.abc import Iterator

import pytest
import structlog
from structlog.typing import EventDict

from tests.store.databases import (  # noqa: F401
    database_url,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    store,
)


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    """What was logged during the test."""
    with structlog.testing.capture_logs() as captured:
        yield captured
