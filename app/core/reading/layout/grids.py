"""A table into rows that speak for themselves: each cell with its row's and its column's head."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.core.reading.layout.boxes import boxes_in
from app.core.reading.layout.cells import Cell, Table
from app.core.reading.layout.marks import Legend, Mark, has_ticks, mark_of
from app.core.reading.layout.names import AREA, LEVEL, PLACE, Tokens, in_order, kind_of_name, names_in
from app.core.reading.vocabulary.topics import Topic, is_label_word, topic_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says; or a cell of prose with the topic of its column. `row`: its number, or 0."""

    tokens: Tokens
    topic: Topic | None = None
    row: int = 0


class _Role(Enum):
    """What a column holds."""

    WORDS = auto()  # names, a level: part of what the row says
    NAMED = auto()  # whether, or how, its head holds for the row
    YES = auto()
    NO = auto()
    NUMBER = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class _Column:
    role: _Role
    head: Tokens = ()
    topic: Topic | None = None


class Grid:
    """A table, and how its cells are read."""

    def __init__(self, table: Table, tokens_of: Callable[[int, int], Tokens], legend: Legend) -> None:
        self.tokens_of, self.legend = tokens_of, legend
        self.rows, self.headed = table.rows, table.headed
        self.ticks = has_ticks([cell.text for row in table.rows for cell in row])

    def entries(self) -> Iterator[Entry]:
        heads = self.rows[0] if self._has_heads() else ()
        columns = [self._column(cell, at) for at, cell in enumerate(heads)]
        if len(columns) == _TWO and heads[0].text.lower() in _THINGS and self._names_things():
            columns[0] = _Column(_Role.WORDS)
        corner = self._names(heads[0]) if heads else ()
        above: dict[int, Tokens] = {}
        for number, row in enumerate(self.rows[1:] if heads else self.rows, start=1):
            filled = [*columns, *[_Column(_Role.WORDS)] * (len(row) - len(columns))]
            if not columns and _is_number(row[0]):
                filled[0] = _Column(_Role.NUMBER)
            told = next(
                (cell.text for cell, column in zip(row, filled, strict=False) if column.role is _Role.NUMBER), ""
            )
            number = int(told.strip("#.()")) if told.strip("#.()").isdigit() and len(told) < _LONGEST_NUMBER else number
            for entry in self._row(row, filled, above):
                tokens = entry.tokens if entry.topic else in_order([corner, entry.tokens])
                yield replace(entry, tokens=tokens, row=number)

    def _names_things(self) -> bool:
        """Whether the first column names what a key can be given: "what | value"."""
        return any(self._names(row[0]) for row in self.rows[1:])

    def _has_heads(self) -> bool:
        """Whether the first row heads the columns: it is marked so, or names only labels, or one kind of name."""
        if len(self.rows) < 2:
            return False
        first, *others = self.rows[0]
        if (
            not others
            or _is_number(first)
            or any(boxes_in(cell.text, self.ticks) for cell in others if len(cell.text) > 1)
        ):
            return False
        kinds = {kind_of_name(token) for cell in others for token in self._names(cell)}
        corner = {kind_of_name(token) for token in self._names(first)}
        if corner and not (corner == {PLACE} and len(kinds) == 1 and PLACE not in kinds):
            return False
        plain = all(self._is_label(cell) for cell in self.rows[0] if cell.text)
        return self.headed or len(kinds) == 1 or (not kinds and plain)

    def _is_label(self, cell: Cell) -> bool:
        marked = mark_of(cell.text) in (Mark.YES, Mark.NO)
        return marked or all(is_label_word(word.strip("#()?")) for word in cell.text.split())

    def _column(self, head: Cell, at: int) -> _Column:
        names, topic, mark = self._names(head), topic_of(head.text), mark_of(head.text)
        if names and at and topic not in (Topic.OTHER, Topic.PURPOSE, Topic.EXPLANATION):
            return _Column(_Role.NAMED, names)
        if _is_number(head) or head.text.lower().strip(".") in _NUMBERS:
            return _Column(_Role.NUMBER)
        if mark in (Mark.YES, Mark.NO) and head.text and head.text[0].isalnum():
            return _Column(_Role.YES if mark is Mark.YES else _Role.NO)
        silent = topic in (Topic.OTHER, Topic.PURPOSE, Topic.EXPLANATION) or head.text.lower() in _ASIDE
        return _Column(_Role.SILENT if silent else _Role.WORDS, (), topic)

    def _names(self, cell: Cell) -> Tokens:
        return self.legend.names.get(cell.text.lower()) or names_in(self.tokens_of(cell.start, cell.end))

    def _mark(self, cell: Cell) -> Mark:
        text = cell.text.lower()
        if text in self.legend.names:
            return Mark.WORDS
        return self.legend.marks.get(text) or mark_of(cell.text, self.ticks)

    def _tokens(self, cell: Cell) -> Tokens:
        """Of a cell with boxes to be ticked, only what is ticked."""
        if boxes := boxes_in(cell.text, self.ticks):
            spans = [(cell.start + box.start, cell.start + box.end) for box in boxes.boxes if box.ticked]
            return tuple(token for span in spans for token in self.tokens_of(*span))
        return self.legend.names.get(cell.text.lower()) or self.tokens_of(cell.start, cell.end)

    def _row(self, row: Sequence[Cell], columns: Sequence[_Column], above: dict[int, Tokens]) -> Iterator[Entry]:
        pairs = list(zip(row, columns, strict=False))
        words = []
        for at, (cell, column) in enumerate(pairs):
            if column.topic is Topic.ENVIRONMENT and cell.text:
                above[at] = self._tokens(cell)
            if column.role is _Role.SILENT and cell.text:
                yield Entry(self.tokens_of(cell.start, cell.end), column.topic or Topic.OTHER)
            elif column.role is _Role.WORDS:
                merged = above.get(at, ()) if not cell.text else ()
                words.append(self._tokens(cell) if self._mark(cell) is Mark.WORDS else merged)
        yield from self._said(pairs, [tokens for tokens in words if tokens])

    def _said(self, pairs: Sequence[tuple[Cell, _Column]], words: Sequence[Tokens]) -> Iterator[Entry]:
        told = [(cell, column) for cell, column in pairs if column.role in (_Role.NAMED, _Role.YES, _Role.NO)]
        for cell, column in told:
            yield from self._crossed(cell, column, words)
        if words and not told and not self._is_refused([cell for cell, column in pairs if column.role is _Role.WORDS]):
            yield Entry(in_order(words))

    def _is_refused(self, cells: Sequence[Cell]) -> bool:
        """Whether a row says no: in so many words; or by leaving all blank, in a table that lists what there is."""
        filled = [cell for cell in cells[1:] if cell.text]
        wide = len(cells) > 1 or (len(self.rows[0]) > 1 and self._names_area(cells))
        listed = wide and not filled and (len(self.rows) > _LISTED or self._is_filled_in)
        return listed or any(self._mark(cell) is Mark.NO for cell in filled)

    def _names_area(self, cells: Sequence[Cell]) -> bool:
        return any(kind_of_name(token) == AREA for cell in cells for token in self._names(cell))

    @property
    def _is_filled_in(self) -> bool:
        """Whether every row but a few says something beside what it is about."""
        others = [any(cell.text for cell in row[1:]) for row in self.rows]
        return sum(others) * 2 > len(others)

    def _crossed(self, cell: Cell, column: _Column, words: Sequence[Tokens]) -> Iterator[Entry]:
        mark = self._mark(cell)
        named = any(names_in(tokens) for tokens in words)
        if column.role is _Role.YES and mark in (Mark.YES, Mark.WORDS):
            yield Entry(in_order([*words, *([self._tokens(cell)] if mark is Mark.WORDS else [])]))
        elif column.role is _Role.NAMED and named and mark is not Mark.NO:
            level = any(kind_of_name(token) == LEVEL for token in column.head)
            head = () if mark is Mark.OPEN and level else column.head
            yield Entry(in_order([*words, head, *([self._tokens(cell)] if mark is Mark.WORDS else [])]))


def _is_number(cell: Cell) -> bool:
    return cell.text.strip("#.()").isdigit()


_LISTED, _TWO = 5, 2
_THINGS = frozenset("what item field setting parameter property attribute".split())
_LONGEST_NUMBER = 6
_NUMBERS = frozenset(("#", "no", "nr", "num", "number", "row", "line", "item"))
_ASIDE = frozenset("why notes note comment comments remark remarks reason reasons example examples details".split())
