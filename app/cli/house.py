"""The house as the commands get it: settings from the surroundings, a hardened process, and the database."""

import getpass
import socket
from datetime import UTC, datetime
from pathlib import Path

from app import log, process
from app.errors import Misconfigured
from app.main import House, assemble
from app.settings import Environment, Logs, Settings, take_environment
from app.store.schema import Form, form_of, migrate

#: Without any of these nobody has set up anything, whatever else an image or a shell brings along.
_FIRST = frozenset({"KEYDESK_SECRET_KEY", "KEYDESK_JIRA_URL", "KEYDESK_JIRA_TOKEN"})


def real_time() -> datetime:
    return datetime.now(UTC)


def started_house() -> House:
    """For a process that stays. Its database is brought to the form that it needs."""
    house = settled_house()
    migrate(house.settings.database.url.get_secret_value())
    return house


def open_house(*, quiet: bool = False) -> House:
    """For a command beside such a process, whose database it leaves in its form; where there is none it is made."""
    house = settled_house(quiet=quiet)
    url = house.settings.database.url.get_secret_value()
    match form_of(url):
        case Form.NOT_THERE:
            migrate(url)
        case Form.OLDER:
            raise _other_form("an older", "Stop that one, then run `keydesk migrate`.")
        case Form.NEWER:
            raise _other_form("a newer", "Use that one.")
    return house


def settled_house(*, quiet: bool = False) -> House:
    """Everything from the environment and `.env`; no database is opened or made. `quiet`: a command for people, whose
    log is only what went wrong."""
    process.harden()
    environment = take_environment()
    _refuse_nothing(environment)
    logs = Logs.load(environment)
    log.configure(logs.format, "ERROR" if quiet and logs.level == "INFO" else logs.level)
    return assemble(Settings.load(environment), real_time)


def operator() -> str:
    """Whom the audit names for what a command does."""
    return f"cli:{getpass.getuser()}@{socket.gethostname()}"


def _refuse_nothing(environment: Environment) -> None:
    if not _FIRST & environment.keys():
        raise Misconfigured(
            "nothing is set up",
            f"Nothing is set up here: {Path.cwd()} has no .env, or an empty one, and the environment names no Jira. "
            "`keydesk init` asks five things and writes one; `keydesk demo` needs nothing.",
        )


def _other_form(whose: str, remedy: str) -> Misconfigured:
    return Misconfigured("database of another form", f"The database is that of {whose} Keydesk. {remedy}")
