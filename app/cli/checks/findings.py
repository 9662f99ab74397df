"""What a check finds: how a thing stands, and words for whoever can mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

#: From this many days before its end a token is worth a word.
SOON_DAYS = 30


class Standing(StrEnum):
    """How a thing stands. TO_DO: Keydesk runs without it, but somebody should see to it. MISSING: it does not."""

    OK = "ok"
    NOT_YET = "not needed yet"
    TO_DO = "to do"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    standing: Standing
    words: str


Found: TypeAlias = Iterator[tuple[Standing, str]]


def until(today: date, what: str, ends: date | None, setting: str) -> tuple[Standing, str]:
    """How long a token is still good for; `setting` is where its end is said."""
    if ends is None:
        return Standing.TO_DO, f"{what}; say when its token ends in {setting}, and you are reminded"
    left = (ends - today).days
    words = f"{what}, token ends {ends.day} {ends:%B %Y} ({left} days)"
    if left < 0:
        return Standing.MISSING, f"{what}: the token ended on {ends.day} {ends:%B %Y}; make a new one"
    return (Standing.TO_DO if left <= SOON_DAYS else Standing.OK), words
