"""How much of a ticket is read at most, so that no text can take long.

Beyond, nothing is understood and a person reads it. The figures leave room for fifteen pages of prose; what names more
areas, levels and keys than MOST_NAMES is no request.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from app.core.reading.text.lines import Line, Whose

LONGEST = 65_536
"""Code points, over all messages."""

MOST_SIGNS = 12_000
"""For one message."""

MOST_MESSAGES = 150
MOST_LINES = 1_200
MOST_WORDS = 5_000
MOST_STATEMENTS = 750
MOST_NAMES = 500
"""All five for all messages; of the words those of their writers' own lines."""


_SIGN, _WORD = re.compile(r"[^\w\s]"), re.compile(r"[^\W_]+")


class TooLong(Exception):
    """There is more than is read. Never leaves `read`."""


def check_text(text: str) -> None:
    """Raises TooLong where a clean text has too many lines or signs."""
    if text.count("\n") > MOST_LINES or len(_SIGN.findall(text)) > MOST_SIGNS:
        raise TooLong


@dataclass(slots=True)
class Load:
    """How much of a ticket was read so far: lines once fields that stood on one have their own, and what is in them."""

    lines: int = 0
    words: int = 0
    statements: int = 0
    names: int = 0

    def of_lines(self, lines: Iterable[Line]) -> list[Line]:
        """The lines of one more message."""
        found = list(islice(lines, MOST_LINES + 1 - self.lines))
        self.lines += len(found)
        self.words += sum(len(_WORD.findall(line.text)) for line in found if line.whose in (Whose.OWN, Whose.CODE))
        self._check()
        return found

    def of_statement(self, names: int) -> None:
        """One more statement, which names so many things."""
        self.statements += 1
        self.names += names
        self._check()

    def _check(self) -> None:
        if (
            self.lines > MOST_LINES
            or self.words > MOST_WORDS
            or self.statements > MOST_STATEMENTS
            or self.names > MOST_NAMES
        ):
            raise TooLong
