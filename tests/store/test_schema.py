"""The migrations and the tables say the same, on both databases, in both directions."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, make_url

from app.errors import Misconfigured
from app.store import schema
from app.store.models import metadata
from app.store.session import Store
from tests.store.databases import AUDIT_KEY


def tables(url: str) -> set[str]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_the_migrations_make_exactly_the_tables_that_the_queries_know(database_url: str) -> None:
    schema.run(database_url, command.check)


def test_down_leaves_nothing_and_up_again_makes_everything(database_url: str) -> None:
    schema.run(database_url, lambda config: command.downgrade(config, "base"))
    assert tables(database_url) == set()
    schema.migrate(database_url)
    assert tables(database_url) == set(metadata.tables)
    schema.run(database_url, command.check)


def test_a_database_knows_whether_it_is_current(store: Store, database_url: str) -> None:
    with store.reading() as db:
        assert schema.is_current(db)
    schema.run(database_url, lambda config: command.downgrade(config, "base"))
    with store.reading() as db:
        assert not schema.is_current(db)


def test_several_processes_may_migrate_one_database_at_once(database_url: str) -> None:
    schema.run(database_url, lambda config: command.downgrade(config, "base"))
    program = "import sys; from app.store.schema import migrate; migrate(sys.argv[1])"
    command_line = [sys.executable, "-c", program, database_url]
    together = [subprocess.Popen(command_line, stderr=subprocess.PIPE, text=True) for _ in range(2)]  # noqa: S603
    assert [(each.communicate(timeout=30)[1], each.returncode) for each in together] == [("", 0)] * 2
    assert tables(database_url) == set(metadata.tables)


def test_a_new_sqlite_file_and_its_folder_are_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keydesk.db"
    schema.migrate(f"sqlite:///{path}")
    opened = Store(f"sqlite:///{path}", AUDIT_KEY)
    with opened.writing() as db:
        db.exec_driver_sql("SELECT 1")
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    opened.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == {
        "keydesk.db": 0o600,
        "keydesk.db-wal": 0o600,
        "keydesk.db-shm": 0o600,
        "keydesk.db.lock.d": 0o700,
    }


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_sqlite_file_that_others_can_read_is_refused(sqlite_url: str, mode: int) -> None:
    path = Path(make_url(sqlite_url).database or "")
    path.chmod(mode)
    with pytest.raises(Misconfigured, match="open to others") as refused:
        Store(sqlite_url, AUDIT_KEY)
    assert f"chmod 600 {path}" in refused.value.person


def test_a_folder_in_which_others_can_put_another_file_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o770)
    with pytest.raises(Misconfigured, match="open to others"):
        Store(sqlite_url, AUDIT_KEY)


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://root@127.0.0.1/test"])
def test_an_address_of_no_database_that_can_be_used_is_refused_in_words(url: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        Store(url, AUDIT_KEY)
    assert "KEYDESK_DATABASE_URL" in refused.value.person
