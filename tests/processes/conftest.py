"""The office that the tests of this folder work in, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes.office import Office, office
from tests.store.databases import postgres_template, postgres_url, sqlite_template, sqlite_url  # noqa: F401


@pytest.fixture
def on_sqlite(tmp_path: Path, sqlite_url: str) -> Iterator[Office]:  # noqa: F811
    with office(tmp_path, sqlite_url) as made:
        yield made


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str) -> Iterator[Office]:  # noqa: F811
    with office(tmp_path, postgres_url) as made:
        yield made
