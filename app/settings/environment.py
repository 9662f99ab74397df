"""What the settings are called from outside, which of them are secrets, and how a wrong one is told."""

from collections.abc import Mapping
from typing import TypeAlias

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


def misconfigured(problems: list[str]) -> Misconfigured:
    """`problems` are sentences without a full stop, each beginning with the name of its setting."""
    said = "; ".join(problems)
    return Misconfigured(f"settings: {said}", f"{said}. Put it right and start again.")
