"""Tables, as wiki markup, Markdown, HTML, tabs, commas or aligned columns, into rows of cells."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from app.core.reading.boxes import boxes_in
from app.core.reading.cells import Cell, Table
from app.core.reading.flattened import flattened
from app.core.reading.labels import without_brackets
from app.core.reading.lexicon import Lexicon
from app.core.reading.lines import Line, Whose
from app.core.reading.marks import Mark, mark_of
from app.core.reading.tokens import tokenise
from app.core.reading.topics import is_label_word

_RULE = re.compile(r"^[\s|:+=-]*-{2}[\s|:+=-]*$")
_BAR, _BARS, _TAB = re.compile(r"\|"), re.compile(r"\|\|?"), re.compile(r"\t")
_COMMA, _SEMICOLON = re.compile(r","), re.compile(r";")
_GAP = re.compile(r"(?<=\S)(?: {2,}|\t+)(?=\S)")
_MOST_WORDS = 4
_LONGEST_CELL = 40
_FEWEST_HEADS = 3


def table_at(lines: Sequence[Line], at: int, lexicon: Lexicon) -> Table | None:
    """The table that begins with this line.

    Commas and blanks make a table only beneath heads that name grants or are labels: they abound in prose.
    """
    if (table := _barred(lines, at)) and (_is_marked(lines, at, table) or _are_heads(table, lexicon)):
        return table
    if table := _tabbed(lines, at):
        return table
    if table := flattened(lines, at, lexicon):
        return table
    for find in (_separated, _aligned):
        if (table := find(lines, at)) and _are_heads(table, lexicon):
            return table
    return None


def _is_marked(lines: Sequence[Line], at: int, table: Table) -> bool:
    """Whether bars part columns, and not just what somebody writes on one line ("Editor | Friend of the Theatre")."""
    return len(table.rows) > 1 or table.last > at + 1 or lines[at].text.lstrip().startswith("|")


def _are_heads(table: Table, lexicon: Lexicon) -> bool:
    return all(not cell.text or _is_head(cell.text, lexicon) for cell in table.rows[0])


def _is_head(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell names something, is a label, or a yes or no, and nothing but that."""
    if "?" in text or ":" in text or boxes_in(text, False):
        return False
    tokens = tokenise(text, lexicon)
    plain = all(not token.is_open or is_label_word(token.text) for token in tokens)
    return mark_of(text) in (Mark.YES, Mark.NO) or (plain and any(token.is_word for token in tokens))


def _block(lines: Sequence[Line], at: int, fits: Callable[[str], bool]) -> list[Line]:
    return list(takewhile(lambda line: line.whose is Whose.OWN and fits(line.text), lines[at:]))


def _barred(lines: Sequence[Line], at: int) -> Table | None:
    bars = without_brackets(lines[at].text).count("|")
    block = _block(lines, at, lambda text: _is_barred(text) or (bars > 0 and _is_like(text, bars)))
    if not block or (len(block) == 1 and not _is_barred(block[0].text)):
        return None
    headed = block[0].text.lstrip().startswith("||") or any(_RULE.match(line.text) for line in block[1:2])
    rows = [tuple(_between_bars(line)) for line in block if not _RULE.match(line.text)]
    return Table(tuple(rows), headed, at + len(block))


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
    block = _block(lines, at, lambda text: "\t" in text.strip(" "))
    if not any("\t" in line.text.strip() for line in block[:1]):
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


def _separated(lines: Sequence[Line], at: int) -> Table | None:
    """Values between commas or semicolons: as many on each line, all short, and the first row heads them."""
    for separator in (_COMMA, _SEMICOLON):
        number = len(separator.findall(lines[at].text))
        if not number:
            continue
        block = _block(lines, at, lambda text, sign=separator, number=number: len(sign.findall(text)) == number)  # type: ignore[misc]
        rows = tuple(tuple(_cells(line, line.text, separator, 0, len(line.text))) for line in block)
        if len(rows) > 1 and all(_is_short(cell.text) for row in rows for cell in row):
            return Table(rows, True, at + len(block))
    return None


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and text[-1:] not in ("!", "?", ":")


def _aligned(lines: Sequence[Line], at: int) -> Table | None:
    """Columns by blanks. Where a row has fewer cells, each is of the column whose head it stands under."""
    heads = [_cell(lines[at], first, last) for first, last in _gaps(lines[at].text)]
    if len(heads) < _FEWEST_HEADS - lines[at].text[:2].isspace() or any(
        len(head.text) > _LONGEST_CELL for head in heads
    ):
        return None
    block = _block(lines, at, lambda text: bool(_GAP.search(text.strip())) or bool(_RULE.match(text)))
    block = [block[0], *(line for line in block[1:] if not _RULE.match(line.text))]
    if len(block) == 1:
        return None
    blank = lines[at].text[:2].isspace()
    if (
        blank
        and min(len(line.text) - len(line.text.lstrip()) for line in block[1:]) + 2 > heads[0].start - lines[at].start
    ):
        return None
    columns = [(cell.start - lines[at].start, cell.end - lines[at].start) for cell in heads]
    columns = [*([(0, 0)] if blank else []), *columns]
    rows = [row for line in block if (row := _row_under(line, columns))]
    last = next(
        number for number in range(at, len(lines) + 1) if number == len(lines) or lines[number].start > block[-1].start
    )
    return Table(tuple(rows), True, last) if len(rows) == len(block) else None


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
