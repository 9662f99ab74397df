"""A table that lost its columns on the way: each cell on a line of its own, the heads first, then row after row."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from app.core.reading.layout.cells import Cell, Table
from app.core.reading.layout.labels import is_label_line
from app.core.reading.layout.names import AREA, LEVEL, PLACE, kind_of_name
from app.core.reading.text.lines import Line, Whose
from app.core.reading.text.tokens import tokenise
from app.core.reading.vocabulary.lexicon import Lexicon

_MOST_WORDS, _FARTHEST, _FEWEST_ROWS, _MOST_COLUMNS = 6, 200, 2, 12


class Flattened:
    """The tables of this kind among lines; what a line may be is found out once."""

    def __init__(self, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self.lines = lines
        self.is_label = cache(lambda number: is_label_line(lines[number].text, lexicon))
        self.kinds = cache(lambda number: _kinds(lines[number], lexicon))

    def at(self, at: int) -> Table | None:
        """The table whose first head is this line: labels, perhaps with names, until a row begins with a name."""
        labels = _count(self.is_label, self._cells(at))
        if not 0 < labels <= _MOST_COLUMNS:
            return None
        near = list(islice(self._cells(at), (_FEWEST_ROWS + 1) * 2 * _MOST_COLUMNS))
        named = _count(lambda number: self.kinds(number) in ({PLACE}, {LEVEL}), iter(near[labels:]))
        for width in (labels, labels + named):
            if width > 1 and sum(1 for _ in islice(self._starts(near, width), _FEWEST_ROWS)) == _FEWEST_ROWS:
                return self._table(list(self._cells(at)), width)
        return None

    def _table(self, cells: Sequence[int], width: int) -> Table:
        starts = list(self._starts(cells, width))
        rows = [[self.lines[each] for each in cells[start : start + width]] for start in (0, *starts)]
        return Table(tuple(tuple(map(_cell, row)) for row in rows), True, cells[starts[-1] + width - 1] + 1)

    def _starts(self, cells: Sequence[int], width: int) -> Iterator[int]:
        """Where the rows begin, each with a name of the same kind as the first."""
        for start in range(width, len(cells) - width + 1, width):
            kinds = self.kinds(cells[start])
            if kinds != self.kinds(cells[width]) or kinds not in ({AREA}, {PLACE}):
                return
            yield start

    def _cells(self, at: int) -> Iterator[int]:
        """The numbers of the lines that could each be a cell."""
        for number in range(at, min(len(self.lines), at + _FARTHEST)):
            line = self.lines[number]
            if line.whose is not Whose.OWN or len(line.text.split()) > _MOST_WORDS or ":" in line.text:
                return
            if not line.blank:
                yield number


def _count(fits: Callable[[int], bool], cells: Iterator[int]) -> int:
    """How many of the cells fit before one does not; beyond what a table has of columns it does not matter."""
    return sum(1 for _ in islice(takewhile(fits, cells), _MOST_COLUMNS + 1))


def _kinds(line: Line, lexicon: Lexicon) -> set[int | None]:
    """The kinds of name in a line; with a word of its own it is no name."""
    tokens = tokenise(line.text, lexicon)
    found = {kind_of_name(token) for token in tokens} - {None}
    return {None} if any(token.is_open for token in tokens) else found


def _cell(line: Line) -> Cell:
    word = line.text.strip(" \t*_")
    start = line.start + line.text.find(word)
    return Cell(start, start + len(word), word)
