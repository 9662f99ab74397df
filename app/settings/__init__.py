"""What the operator sets, in small frozen sections, so that a command loads only what it needs.

Nothing is read at import, and constructing a section reads nothing, so that the demo, which constructs its own, cannot
meet a real credential. A wrong or missing setting is `Misconfigured`: it is named, with what to do, never shown.
"""

from app.settings.environment import Environment
from app.settings.sections import (
    Alma,
    Console,
    Database,
    Entrances,
    Jira,
    Keys,
    Logs,
    Mail,
    OpenAthens,
    Policy,
    Section,
    Vault,
    Web,
)
from app.settings.service import Settings
from app.settings.shapes import Address, StockProfile
from app.settings.taking import take_environment

__all__ = [
    "Address",
    "Alma",
    "Console",
    "Database",
    "Entrances",
    "Environment",
    "Jira",
    "Keys",
    "Logs",
    "Mail",
    "OpenAthens",
    "Policy",
    "Section",
    "Settings",
    "StockProfile",
    "Vault",
    "Web",
    "take_environment",
]
