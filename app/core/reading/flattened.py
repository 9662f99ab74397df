"""A table that lost its columns on the way: each cell on a line of its own, the heads first, then row after row."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from app.core.reading.cells import Cell, Table
from app.core.reading.labels import is_label_line
from app.core.reading.lexicon import Lexicon
from app.core.reading.lines import Line, Whose
from app.core.reading.names import AREA, LEVEL, PLACE, kind_of_name
from app.core.reading.tokens import tokenise

_MOST_WORDS, _FARTHEST, _FEWEST_ROWS = 6, 200, 2


def flattened(lines: Sequence[Line], at: int, lexicon: Lexicon) -> Table | None:
    """The table whose first head is this line: labels, perhaps with names, until the first row begins with a name."""
    if not is_label_line(lines[at].text, lexicon):
        return None
    cells = list(_cells(lines, at))
    kinds = [_kinds(lines[number], lexicon) for number in cells]
    labels = sum(1 for _ in takewhile(lambda number: is_label_line(lines[number].text, lexicon), cells))
    named = sum(1 for _ in takewhile(lambda kind: kind in ({PLACE}, {LEVEL}), kinds[labels:]))
    for width in (labels, labels + named):
        starts = list(_starts(kinds, width)) if width > 1 else []
        if len(starts) >= _FEWEST_ROWS:
            rows = [[lines[each] for each in cells[start : start + width]] for start in (0, *starts)]
            return Table(tuple(tuple(map(_cell, row)) for row in rows), True, cells[starts[-1] + width - 1] + 1)
    return None


def _starts(kinds: Sequence[set[int | None]], width: int) -> Iterator[int]:
    """Where the rows begin, each with a name of the same kind as the first."""
    for start in range(width, len(kinds) - width + 1, width):
        if kinds[start] != kinds[width] or kinds[start] not in ({AREA}, {PLACE}):
            return
        yield start


def _cells(lines: Sequence[Line], at: int) -> Iterator[int]:
    """The numbers of the lines that could each be a cell."""
    for number in range(at, min(len(lines), at + _FARTHEST)):
        line = lines[number]
        if line.whose is not Whose.OWN or len(line.text.split()) > _MOST_WORDS or ":" in line.text:
            return
        if not line.blank:
            yield number


def _kinds(line: Line, lexicon: Lexicon) -> set[int | None]:
    """The kinds of name in a line; with a word of its own it is no name."""
    tokens = tokenise(line.text, lexicon)
    found = {kind_of_name(token) for token in tokens} - {None}
    return {None} if any(token.is_open for token in tokens) else found


def _cell(line: Line) -> Cell:
    word = line.text.strip(" \t*_")
    start = line.start + line.text.find(word)
    return Cell(start, start + len(word), word)
