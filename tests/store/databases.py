"""A fresh, migrated database for each test: SQLite always, PostgreSQL where KEYDESK_TEST_POSTGRES names a server.

`store` runs a test on both. Import the fixtures into a folder's conftest. Both databases are copied from one that was
migrated once in the session.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url

from app.store.schema import migrate
from app.store.session import Store

POSTGRES = os.environ.get("KEYDESK_TEST_POSTGRES", "")
AUDIT_KEY = b"a key that signs the tests' audit rows"

needs_postgres = pytest.mark.skipif(not POSTGRES, reason="set KEYDESK_TEST_POSTGRES to the URL of a PostgreSQL server")


def on_server(statement: str) -> None:
    engine = create_engine(make_url(POSTGRES).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def named(database: str) -> str:
    url: URL = make_url(POSTGRES).set(database=database)
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "keydesk.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    name = f"keydesk_{uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name}")
    try:
        migrate(named(name))
        yield name
    finally:
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "keydesk.db")
    (tmp_path / "keydesk.db").chmod(0o600)
    return f"sqlite:///{tmp_path}/keydesk.db"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    name = f"keydesk_{uuid4().hex[:12]}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {postgres_template}")
    yield named(name)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=needs_postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store(database_url, AUDIT_KEY)
    yield opened
    opened.close()
