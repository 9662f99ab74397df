"""How long a ticket is read: an ordinary one, the most hostile one of 64 KiB, and how the time grows with length."""

import time
from collections.abc import Sequence
from statistics import median

from app.core.reading import Message, Role, read
from app.main import CATALOGUES
from tests.core.reading.tickets import TICKETS, messages_of

LONG, SHORT = 65_536, 16_384
HOSTILE = (
    "a",
    "([{<",
    "> ",
    "{quote}",
    "*-*_-",
    "[x] [ ] ",
    "||Bibs|read-only|",
    "prodution sandbx acquisiton confguration ",
    "production sandbox Bibs Users read-only read/write ",
    "We would like to know whether the weather in the mountains stays as it was last week. ",
)


def run() -> dict[str, float]:
    ordinary = [_seconds(messages_of(ticket), ticket["service"]) for ticket in TICKETS]
    long, short = ([_hostile(piece, length) for piece in HOSTILE] for length in (LONG, SHORT))
    return {
        "read_median_ms": median(ordinary) * 1000,
        "read_hostile_ms": max(long) * 1000,
        "read_growth": max(long) / (LONG / SHORT * short[long.index(max(long))]),
    }


def _hostile(piece: str, length: int) -> float:
    return _seconds([Message(Role.REQUESTER, (piece * length)[:length])], "alma")


def _seconds(messages: Sequence[Message], service: str) -> float:
    """Processor time, the best of several: reading waits for nothing, and what else the machine does only ever adds."""
    taken = []
    for _ in range(5):
        begun = time.process_time()
        read(messages, CATALOGUES[service])
        taken.append(time.process_time() - begun)
    return min(taken)
