"""Annotated tickets: how they are loaded, read and compared.

`tickets.jsonl` holds tickets that are read exactly; `hard.jsonl` those of which too little is understood as yet, and of
which never too much may be. The id of each says what it shows.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.core.reading import Asks, KeyAsked, Message, Reading, Role, read
from app.main import CATALOGUES

Ticket = Mapping[str, Any]
Cells = dict[tuple[str | None, str], str | None]
FOLDER = Path(__file__).parent


def load(path: Path) -> list[Ticket]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


TICKETS = load(FOLDER / "tickets.jsonl")
HARD = load(FOLDER / "hard.jsonl")


def messages_of(ticket: Ticket) -> tuple[Message, ...]:
    first = Message(Role.REQUESTER, f"{ticket['summary']}\n\n{ticket['description']}")
    return (first, *(Message(Role(each["by"]), each["body"]) for each in ticket["comments"]))


def read_ticket(ticket: Ticket) -> Reading:
    return read(messages_of(ticket), CATALOGUES[ticket["service"]])


def understood(reading: Reading) -> dict[str, Any]:
    """A reading in the shape of a ticket's `expect`."""
    return {
        "keys": [{"environment": key.environment, "grants": dict(key.grants)} for key in reading.keys],
        "missing": [str(each) for each in reading.missing],
        "suggest": list(reading.suggest),
        "explained": reading.explained,
    }


def expected_asks(ticket: Ticket) -> str:
    """What a ticket asks for; those that are annotated with what they ask to be granted ask for a new key."""
    return str(ticket.get("asks", Asks.NEW))


def granted(keys: Iterable[KeyAsked]) -> Cells:
    return {(key.environment, area): level for key in keys for area, level in key.grants.items()}


def wanted(ticket: Ticket) -> tuple[KeyAsked, ...]:
    return tuple(KeyAsked(key["environment"], key["grants"]) for key in ticket["expect"]["keys"])


def beyond(keys: Iterable[KeyAsked], allowed: Iterable[KeyAsked], service: str) -> list[str]:
    """What the keys would grant beyond those allowed: an environment, an area, or a higher level.

    Areas of a key whose environment is not known are compared with every key's, for it cannot be issued as it is.
    """
    allowed = tuple(allowed)
    rank = CATALOGUES[service].rank
    found = []
    for key in keys:
        same = [each for each in allowed if key.environment in (None, each.environment)]
        if not same:
            found.append(f"{key.environment}")
        for area, level in key.grants.items():
            most = max((rank(each.grants[area]) for each in same if area in each.grants), default=-1)
            if same and rank(level) > most:
                found.append(f"{key.environment}: {area} {level}")
    return found
