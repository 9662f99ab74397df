"""A table's cells and rows, in whatever way they were written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; empty ones are there, too, so that columns keep their place. `headed`: the first row is marked."""

    rows: tuple[tuple[Cell, ...], ...]
    headed: bool
    last: int
