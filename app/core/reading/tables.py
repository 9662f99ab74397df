"""Tables, as wiki markup, Markdown or tabs, into rows of cells; and what a mark in a cell says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.reading.lines import Line


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the text."""

    start: int
    end: int
    text: str


class Mark(Enum):
    YES = auto()
    NO = auto()
    OPEN = auto()  # wanted, but not settled
    WORDS = auto()


_SEPARATOR = re.compile(r"^[\s|:+=-]+$")
_CELL = re.compile(r"[^|\t]+")
_YES = re.compile(r"^(?:\(/\)|\[[xX✓✔]\]|[✔✓✅☑🗹+]|x|yes|y|ja|ok|true|needed|required|wanted|1)$", re.IGNORECASE)
_NO = re.compile(
    r"^(?:[-.]*|\[ ?\]|[✗✘❌☐□⬜]|\(-\)|no|n|none|n/a|nein|nothing|false|0|not (?:needed|required|wanted)|no"
    r" access|don'?t need)$",
    re.IGNORECASE,
)
_CROSS = re.compile(r"^(?:\(x\)|x)$", re.IGNORECASE)
_OPEN = re.compile(
    r"^(?:\?+|tbd|tbc|open|not sure|unsure|unclear|maybe|to be (?:decided|discussed|confirmed))$", re.IGNORECASE
)
_TICKS = re.compile(r"\(/\)|[✔✓✅☑]")


def is_row(text: str) -> bool:
    """Whether a line is a table's row: it begins with a bar, or has several columns by bars or tabs."""
    stripped = text.strip()
    return stripped.startswith("|") or " | " in stripped or len(re.findall(r"\S\t+\S", stripped)) >= 1


def rows_of(lines: Sequence[Line]) -> list[list[Cell]]:
    """The rows, without the separators of Markdown. Empty cells between bars stay, so that columns keep their place."""
    return [list(_cells(line)) for line in lines if not _SEPARATOR.match(line.text)]


def _cells(line: Line) -> Iterator[Cell]:
    text = line.text.replace("||", " |")
    left = len(text) - len(text.lstrip(" |\t") if text.lstrip().startswith("|") else text.lstrip())
    right = len(text.rstrip().removesuffix("|").rstrip())
    at = left
    for piece in re.split(r"[|\t]", text[left:right]):
        lead = len(piece) - len(piece.lstrip(" *_"))
        word = piece.strip(" *_")
        yield Cell(line.start + at + lead, line.start + at + lead + len(word), word)
        at += len(piece) + 1


def mark_of(cell: Cell, ticks: bool) -> Mark:
    """What a cell says by a mark; `ticks`: the table has tick marks, so that an x is a cross."""
    if (ticks and _CROSS.match(cell.text)) or _NO.match(cell.text):
        return Mark.NO
    if _YES.match(cell.text) or _CROSS.match(cell.text):
        return Mark.YES
    return Mark.OPEN if _OPEN.match(cell.text) else Mark.WORDS


def has_ticks(rows: Sequence[Sequence[Cell]]) -> bool:
    return any(_TICKS.search(cell.text) for row in rows for cell in row)
