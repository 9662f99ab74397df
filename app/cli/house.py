"""The house as the commands get it: settings from the surroundings, a hardened process, a migrated database."""

import getpass
import socket
from datetime import UTC, datetime

from app import log, process
from app.main import House, assemble
from app.settings import Logs, Settings, take_environment
from app.store.schema import migrate


def real_time() -> datetime:
    return datetime.now(UTC)


def open_house(*, quiet: bool = False) -> House:
    """Everything from the environment and `.env`. `quiet`: a command for people, whose log is only what went wrong."""
    process.harden()
    environment = take_environment()
    logs = Logs.load(environment)
    log.configure(logs.format, "ERROR" if quiet and logs.level == "INFO" else logs.level)
    settings = Settings.load(environment)
    migrate(settings.database.url.get_secret_value())
    return assemble(settings, real_time)


def operator() -> str:
    """Whom the audit names for what a command does."""
    return f"cli:{getpass.getuser()}@{socket.gethostname()}"
