"""How much of a ticket is read at most, so that no text can take long.

Beyond, nothing is understood and a person reads it. The figures leave room for fifteen pages of prose; what names more
areas, levels and keys than MOST_NAMES is no request.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

LONGEST = 65_536
"""Code points, over all messages."""

MOST_WORDS = 6_000
MOST_LINES = 1_500
MOST_SIGNS = 12_000
MOST_NAMES = 500
"""All four for one message."""


_SIGN = re.compile(r"[^\w\s]")


class TooLong(Exception):
    """There is more than is read. Never leaves `read`."""


def check_text(text: str) -> None:
    """Raises TooLong where a clean text has too many lines, words or signs."""
    if text.count("\n") > MOST_LINES or len(text.split()) > MOST_WORDS or len(_SIGN.findall(text)) > MOST_SIGNS:
        raise TooLong


Line = TypeVar("Line")


def check_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines, where there are not too many once fields that stood on one line have lines of their own."""
    found = list(islice(lines, MOST_LINES + 1))
    if len(found) > MOST_LINES:
        raise TooLong
    return found
