"""The one way from the outside into the settings: read once at start; then the process's environment holds no secret.

Every child process inherits the environment, and on Linux everybody of the same user can read it; a secret that was
read therefore does not stay there.
"""

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from dotenv import dotenv_values
from pydantic import SecretStr

from app.errors import Misconfigured

PREFIX = "KEYDESK_"
SECRETS = frozenset(
    PREFIX + name
    for name in (
        "DATABASE_URL",
        "SECRET_KEY",
        "AUDIT_KEY",
        "JIRA_TOKEN",
        "JIRA_WEBHOOK_SECRETS",
        "JIRA_AUTOMATION_TOKEN",
        "OP_SERVICE_ACCOUNT_TOKEN",
        "SMTP_URL",
        "CONSOLE_PASSWORD_HASH",
    )
)

Environment: TypeAlias = Mapping[str, str | SecretStr]


def take_environment(outside: MutableMapping[str, str] = os.environ, dotenv: Path | None = Path(".env")) -> Environment:
    """What is set under `KEYDESK_`, by full name; `outside` goes before `dotenv`, and loses its secrets to the result.

    An empty setting counts as not set; an empty secret is kept, for whoever wrote it believes that there is one.
    """
    written = {**(dotenv_values(dotenv, interpolate=False) if dotenv else {}), **outside}
    given = {name: value for name, value in written.items() if name.startswith(PREFIX) and value is not None}
    plain = {name: value for name, value in given.items() if value and name not in SECRETS}
    secrets = {name: SecretStr(value) for name in SECRETS if (value := _secret(name, given)) is not None}
    for name in SECRETS & outside.keys():
        del outside[name]
    return MappingProxyType({**plain, **secrets})


def _secret(name: str, given: Mapping[str, str]) -> str | None:
    file = given.get(f"{name}_FILE")
    if not file:
        return given.get(name)
    if name in given:
        raise misconfigured([f"{name} and {name}_FILE are both set: take one of them out"])
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise misconfigured([f"{name}_FILE names a file that cannot be read ({type(error).__name__})"]) from None


def misconfigured(problems: list[str]) -> Misconfigured:
    """`problems` are sentences without a full stop, each beginning with the name of its setting."""
    said = "; ".join(problems)
    return Misconfigured(f"settings: {said}", f"{said}. Put it right and start again.")
