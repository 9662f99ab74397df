"""What is known of keys while a ticket is heard, and how much an act upon one counts."""

from dataclasses import dataclass
from enum import IntEnum


class Weight(IntEnum):
    """How much an act counts: one that is asked for outright, told, or only likely."""

    LIKELY = 1
    TOLD = 2
    ASKED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What of a key was spoken of before: any, one that there is not yet, one asked for, one that exists.

    `places`: the environments that keys spoken of were called by.
    """

    spoken: bool = False
    to_come: bool = False
    wanted: bool = False
    exists: bool = False
    places: frozenset[str] = frozenset()
