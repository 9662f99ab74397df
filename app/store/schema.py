"""Brings a database to the newest form. The migrations stand at the root of the repository, where Keydesk runs from."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.store import engines

_ROOT = Path(__file__).resolve().parents[2]


def migrate(url: str) -> None:
    """To the newest form; several processes may call it at once. A SQLite file that is not there is made."""
    run(url, lambda config: command.upgrade(config, "head"))


def is_current(db: Connection) -> bool:
    """Whether the database has the form that this version of Keydesk needs."""
    needed = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(db).get_current_revision() == needed


class Form(Enum):
    """How far a database has come, seen from this version of Keydesk."""

    NOT_THERE = "not there"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def form_of(url: str) -> Form:
    """Makes no database, and changes none."""
    where = engines.parse(url)
    if where.get_backend_name() == "sqlite" and not Path(where.database or "").exists():
        return Form.NOT_THERE
    writer = engines.writer(where)
    reader = engines.reader(where, writer)
    try:
        with reader.begin() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except engines.PASSING_FAILURES as error:
        raise engines.failure(error) from None
    finally:
        reader.dispose()
        writer.dispose()
    script = ScriptDirectory.from_config(_config())
    if revision is None:
        return Form.NOT_THERE
    if revision == script.get_current_head():
        return Form.CURRENT
    return Form.OLDER if revision in {each.revision for each in script.walk_revisions()} else Form.NEWER


def run(url: str, step: Callable[[Config], None]) -> None:
    """One of Alembic's commands on this database, in one transaction."""
    engine = engines.writer(engines.parse(url))
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            step(config)
    except engines.PASSING_FAILURES as error:
        raise engines.failure(error) from None
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config(_ROOT / "alembic.ini")
    config.set_main_option("script_location", str(_ROOT / "migrations").replace("%", "%%"))
    return config
