"""Tables, as wiki markup, Markdown, HTML, tabs, commas or aligned columns, into rows of cells."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from app.core.reading.layout.boxes import boxes_in
from app.core.reading.layout.cells import Cell, Table
from app.core.reading.layout.flattened import Flattened
from app.core.reading.layout.labels import without_brackets
from app.core.reading.layout.marks import Mark, mark_of
from app.core.reading.text.lines import Line, Whose
from app.core.reading.text.tokens import tokenise
from app.core.reading.vocabulary.lexicon import Lexicon
from app.core.reading.vocabulary.topics import is_label_word

_RULE = re.compile(r"^[\s|:+=-]*-{2}[\s|:+=-]*$")
_BAR, _BARS, _TAB = re.compile(r"\|"), re.compile(r"\|\|?"), re.compile(r"\t")
_COMMA, _SEMICOLON = re.compile(r","), re.compile(r";")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_MOST_WORDS = 4
_LONGEST_CELL = 40
_FEWEST_HEADS = 3
_TWO = 2


class Tables:
    """The tables among lines. What shows that a run of lines is none is kept, so that each run is looked at once.

    Commas and blanks make a table only beneath heads that name grants or are labels: they abound in prose.
    """

    def __init__(self, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self.lines, self.lexicon = lines, lexicon
        self.flattened = Flattened(lines, lexicon)
        self.barren: dict[re.Pattern[str], range] = {}
        self.indents: dict[int, int] = {}

    def at(self, at: int) -> Table | None:
        """The table that begins with this line."""
        lines = self.lines
        if (table := self._barred(at)) and (_is_marked(lines, at, table) or self._are_heads(table.rows[0])):
            return table
        return _tabbed(lines, at) or self.flattened.at(at) or self._separated(at) or self._aligned(at)

    def _are_heads(self, cells: Sequence[Cell]) -> bool:
        return all(not cell.text or _is_head(cell.text, self.lexicon) for cell in cells)

    def _barred(self, at: int) -> Table | None:
        text = self.lines[at].text
        if ("|" not in text and "+" not in text) or at in self.barren.get(_BAR, ()):
            return None
        bars = without_brackets(text).count("|")
        block = list(_run(self.lines, at, lambda text: _is_barred(text) or (bars > 0 and _is_like(text, bars))))
        if not block or (len(block) == 1 and not _is_barred(block[0].text)):
            return None
        headed = block[0].text.lstrip().startswith("||") or any(_RULE.match(line.text) for line in block[1:2])
        rows = [tuple(_between_bars(line)) for line in block if not _RULE.match(line.text)]
        if not rows:
            self.barren[_BAR] = range(at, at + len(block))
        return Table(tuple(rows), headed, at + len(block)) if rows else None

    def _separated(self, at: int) -> Table | None:
        """Values between commas or semicolons: as many on each line, all short, and the first row heads them."""
        for separator in (_COMMA, _SEMICOLON):
            number = len(separator.findall(self.lines[at].text))
            if number and at not in self.barren.get(separator, ()) and (rows := self._rows_of(at, separator, number)):
                return Table(rows, True, at + len(rows))
        return None

    def _rows_of(self, at: int, separator: re.Pattern[str], number: int) -> tuple[tuple[Cell, ...], ...]:
        """The rows that have a number of separators and begin with heads; nothing where one of them is too long."""
        rows: list[tuple[Cell, ...]] = []
        for line in _run(self.lines, at, lambda text: len(separator.findall(text)) == number):
            rows.append(tuple(_cells(line, line.text, separator, 0, len(line.text))))
            if not all(_is_short(cell.text) for cell in rows[-1]):
                self.barren[separator] = range(at, at + len(rows))
                return ()
            if len(rows) == _TWO and not self._are_heads(rows[0]):
                return ()
        return tuple(rows) if len(rows) > 1 else ()

    def _aligned(self, at: int) -> Table | None:
        """Columns by blanks. Where a row has fewer cells, each is of the column whose head it stands under."""
        line = self.lines[at]
        if "  " not in line.text and "\t" not in line.text:
            return None
        heads = [_cell(line, first, last) for first, last in _gaps(line.text)]
        blank = line.text[:2].isspace()
        if len(heads) < _FEWEST_HEADS - blank or any(len(head.text) > _LONGEST_CELL for head in heads):
            return None
        columns = [(cell.start - line.start, cell.end - line.start) for cell in heads]
        if (blank and self._least_indent(at + 1) + _TWO > columns[0][0]) or not self._are_heads(heads):
            return None
        return self._rows_under(at, [(0, 0), *columns] if blank else columns)

    def _rows_under(self, at: int, columns: Sequence[tuple[int, int]]) -> Table | None:
        """The rows beneath heads; nothing where one does not fit: often the one that did not fit the heads before."""
        misfit = self.barren.get(_GAP, range(0))
        if at in misfit and not _row_under(self.lines[misfit[-1]], columns):
            return None
        rows, last = [_row_under(self.lines[at], columns)], at
        for number, line in enumerate(_run(self.lines, at + 1, _is_aligned), start=at + 1):
            if not _RULE.match(line.text):
                rows.append(_row_under(line, columns))
                last = number
            if not rows[-1]:
                self.barren[_GAP] = range(at, number + 1)
                return None
        return Table(tuple(rows), True, last + 1) if len(rows) > 1 else None

    def _least_indent(self, at: int) -> int:
        """How far the rows are indented at least that begin with this line."""
        if at not in self.indents:
            least = self.indents[at] = sys.maxsize
            run = list(enumerate(_run(self.lines, at, _is_aligned), start=at))
            for number, line in reversed(run):
                indent = len(line.text) - len(line.text.lstrip())
                least = self.indents[number] = least if _RULE.match(line.text) else min(least, indent)
        return self.indents[at]


def _is_marked(lines: Sequence[Line], at: int, table: Table) -> bool:
    """Whether bars part columns, and not just what somebody writes on one line ("Editor | Friend of the Theatre")."""
    return len(table.rows) > 1 or table.last > at + 1 or lines[at].text.lstrip().startswith("|")


def _is_head(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell names something, is a label, or a yes or no, and nothing but that."""
    if "?" in text or ":" in text or boxes_in(text, False):
        return False
    tokens = tokenise(text, lexicon)
    plain = all(not token.is_open or is_label_word(token.text) for token in tokens)
    return mark_of(text) in (Mark.YES, Mark.NO) or (plain and any(token.is_word for token in tokens))


def _run(lines: Sequence[Line], at: int, fits: Callable[[str], bool]) -> Iterator[Line]:
    """The requester's own lines from this one on, as far as they fit."""
    own = (lines[number] for number in range(at, len(lines)))
    return takewhile(lambda line: line.whose is Whose.OWN and fits(line.text), own)


def _is_barred(text: str) -> bool:
    shadow = without_brackets(text.strip())
    return shadow.startswith("|") or " | " in shadow or bool(_RULE.match(text) and "+" in text)


def _is_like(text: str, bars: int) -> bool:
    return without_brackets(text).count("|") == bars or bool(_RULE.match(text))


def _between_bars(line: Line) -> Iterator[Cell]:
    text = line.text.rstrip()
    shadow = without_brackets(text)
    first = len(text) - len(text.lstrip())
    separator = _BARS if text[first:].startswith("||") else _BAR
    opening = separator.match(text, first)
    last = len(text.rstrip("|")) if text.endswith("||") and separator is _BARS else len(text.removesuffix("|"))
    yield from _cells(line, shadow, separator, opening.end() if opening else first, last)


def _tabbed(lines: Sequence[Line], at: int) -> Table | None:
    if "\t" not in lines[at].text.strip():
        return None
    block = list(_run(lines, at, lambda text: "\t" in text.strip(" ")))
    if not block:
        return None
    rows = tuple(tuple(_cells(line, line.text, _TAB, 0, len(line.text))) for line in block)
    return Table(rows, False, at + len(block))


def _cells(line: Line, shadow: str, separator: re.Pattern[str], first: int, last: int) -> Iterator[Cell]:
    for match in separator.finditer(shadow, first, last):
        yield _cell(line, first, match.start())
        first = match.end()
    yield _cell(line, first, last)


def _cell(line: Line, first: int, last: int) -> Cell:
    piece = line.text[first:last]
    word = piece.strip(' \t*_"`')
    first += piece.find(word) if word else 0
    return Cell(line.start + first, line.start + first + len(word), word)


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and text[-1:] not in ("!", "?", ":")


def _is_aligned(text: str) -> bool:
    return bool(_GAP.search(text.strip())) or bool(_RULE.match(text))


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    first = len(text) - len(text.lstrip())
    for match in _GAP.finditer(text):
        yield first, match.start()
        first = match.end()
    yield first, len(text)


def _row_under(line: Line, columns: Sequence[tuple[int, int]]) -> tuple[Cell, ...]:
    """The row's cells by column; nothing where two would be of one column, or one is between two."""
    found: dict[int, Cell] = {}
    pieces = list(_gaps(line.text))
    for number, (first, last) in enumerate(pieces):
        column = number if len(pieces) == len(columns) else _nearest(columns, first, last)
        if column in found:
            return ()
        found[column] = _cell(line, first, last)
    nothing = Cell(line.end, line.end, "")
    return tuple(found.get(column, nothing) for column in range(len(columns)))


def _nearest(columns: Sequence[tuple[int, int]], first: int, last: int) -> int:
    apart = [(max(0, start - last, first - end), abs(start - first)) for start, end in columns]
    return apart.index(min(apart))
