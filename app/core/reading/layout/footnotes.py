"""Footnotes to a table: what a line says that begins with the mark of a cell is said of that cell's row."""

import re
from collections.abc import Callable, Iterator

from app.core.reading.layout.cells import Cell, Table
from app.core.reading.layout.names import AREA, PLACE, Tokens, kind_of_name

_MARK = re.compile(r"(?<=\S)[ \t]*(?:\((?P<round>\d|\*{1,3}|[a-h])\)|\[(?P<square>\d|[a-h])\])$")
_NOTE = re.compile(r"[ \t]*(?:\((\d|\*{1,3}|[a-h])\)|\[(\d|[a-h])\]|(\d|[a-h])\)|(\*{1,3})(?=[ \t]))[ \t:]*")
_STAR = re.compile(r"\*{1,3}(?=[\s|]|$)")


def notes_in(table: Table, text: str, names: Callable[[int, int], Tokens]) -> Iterator[tuple[str, Tokens]]:
    """Each mark with the areas of its row, and with the environment that its column or row is about."""
    heads = table.rows[0]
    for row in table.rows:
        for at, cell in enumerate(row):
            if mark := _mark_of(cell, text):
                around = [name for each in row for name in names(each.start, each.end)]
                above = names(heads[at].start, heads[at].end) if at < len(heads) and row is not heads else ()
                areas = tuple(name for name in around if kind_of_name(name) == AREA)
                places = tuple(name for name in (*above, *around) if kind_of_name(name) == PLACE)
                yield mark, (*places[:1], *areas)


def _mark_of(cell: Cell, text: str) -> str:
    """The mark at a cell's end; a star there is one unless the cell is set in bold."""
    if match := _MARK.search(cell.text):
        return match["round"] or match["square"]
    star = _STAR.match(text, cell.end)
    bold = cell.start > 0 and text[cell.start - 1] == "*"
    return star[0] if star and cell.text and not bold else ""


def note_in(line: str) -> tuple[str, int] | None:
    """The mark that a line begins with, and where its words begin."""
    match = _NOTE.match(line)
    return (next(mark for mark in match.groups() if mark), match.end()) if match else None
