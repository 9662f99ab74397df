"""Lines into statements: what belongs together by the way a ticket is laid out, before any sentence is understood."""

import re
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from app.core.reading.layout.boxes import Box, Boxes, boxes_in
from app.core.reading.layout.cells import Cell, Table
from app.core.reading.layout.footnotes import note_in, notes_in
from app.core.reading.layout.frames import Frame, Framing
from app.core.reading.layout.grids import Entry, Grid
from app.core.reading.layout.labels import Label, Role, asked_by, is_label_line, label_of, role_of, without_brackets
from app.core.reading.layout.marks import Mark, mark_of
from app.core.reading.layout.names import AREA, PLACE, Tokens, kind_of_name, names_in
from app.core.reading.layout.openers import heads_code, is_answered_below, is_left_blank, stands_above
from app.core.reading.layout.pairs import Pairs
from app.core.reading.layout.records import in_records
from app.core.reading.layout.references import Numbered
from app.core.reading.layout.settings import Settings, entries_of_code
from app.core.reading.layout.shapes import is_taken_away, paragraph_end, shape_of
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.layout.tables import Tables
from app.core.reading.layout.trees import Blocks
from app.core.reading.text.limits import Load
from app.core.reading.text.lines import Line, Whose
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Lexicon
from app.core.reading.vocabulary.topics import Topic, topic_of


def statements_of(
    text: str,
    lines: Sequence[Line],
    lexicon: Lexicon,
    title: bool = False,
    numbered: Numbered | None = None,
    load: Load | None = None,
) -> list[Statement]:
    """The statements of the writer's own lines, in order; `title`: the first line is a ticket's summary.

    `numbered` is what earlier messages numbered: this one may refer to it, and adds to it. `load` is what they came to.
    Raises TooLong where it is more than any request has.
    """
    found, load = [], load or Load()
    walk = _Walk(text, lines, lexicon, numbered or Numbered())
    for statement in walk.statements(title):
        load.of_statement(sum(token.term is not None or Cue.KEY in token.cues for token in statement.tokens))
        found.append(statement)
    walk.numbering.close()
    return in_records(found)


_BOLD = re.compile(r"[ \t]*[*_]{1,2}[^*\n]{2,90}[*_]{1,2}:?[ \t]*$")
_TELLS = re.compile(
    r"\W*(?:the(?! key)|our|we|i|it|this|that|these|a|an|my|there|in|on|for|so|and|here|as|to|with)\b", re.IGNORECASE
)
_LONGEST_HEADING = 100
_GRANTING = (Topic.ENVIRONMENT, Topic.GRANTS)
_SILENT = (Topic.PURPOSE, Topic.OTHER)
_BLANK = " *_\t"


class _Walk(Framing):
    """Walks the lines, keeping what holds for those to come."""

    def __init__(self, text: str, lines: Sequence[Line], lexicon: Lexicon, numbered: Numbered) -> None:
        super().__init__(text, lexicon, numbered)
        self.lines, self.blocks, self.tables = lines, Blocks(lines), Tables(lines, lexicon)
        self.pairs = Pairs()
        self.notes: dict[str, Tokens] = {}
        self.crosses = "(/)" in text
        self.settings = Settings(text, lexicon, self._tokens)

    def statements(self, title: bool) -> Iterator[Statement]:
        at = 0
        while at < len(self.lines):
            line, after = self.lines[at], at + 1
            if line.whose is Whose.QUOTED:
                self.asked = topic_of(line.text) or self._asked_by(line) or self.asked
            elif line.whose is Whose.CODE:
                code = list(takewhile(lambda each: each.whose is Whose.CODE, self.lines[at:]))
                yield from self._code(code)
                after = at + len(code)
            elif line.blank:
                self.frames = [frame for frame in self.frames if frame.rank != 1 or not frame.used]
            elif line.whose is Whose.OWN and title and at == 0:
                yield from self._sentences(line.start, line.end, Place.TITLE)
            elif line.whose is Whose.OWN:
                after = yield from self._own(at)
            at = after

    def _asked_by(self, line: Line) -> Topic | None:
        """What a quoted question is about that names but what can be chosen: "production, sandbox or both?"."""
        if not line.text.rstrip().endswith("?"):
            return None
        kinds = {kind_of_name(token) for token in names_in(self._tokens(line.start, line.end))}
        return Topic.ENVIRONMENT if kinds == {PLACE} else Topic.GRANTS if kinds else None

    def _own(self, at: int) -> Generator[Statement, None, int]:
        """What begins with this line; returns the number of the line after it."""
        if after := self.blocks.after(at):
            yield from self._code(self.lines[at:after])
            return after
        if table := self.tables.at(at):
            yield from self._table(table)
            return table.last
        line = self.lines[at]
        if picked := self.numbering.picked_in(line.text, line.start):
            yield from map(self._picked, picked)
            return at + 1
        after = paragraph_end(self.lines, at)
        yield from self._line(line._replace(end=self.lines[after - 1].end), at)
        return after

    def _line(self, line: Line, at: int) -> Iterator[Statement]:
        shape = shape_of(self.lines, at, line.text)
        start, rank = line.start + shape.start, shape.rank
        self._make_room(rank, line)
        text = self.text[start : line.end]
        if picked := self.numbering.enter(shape, text, start):
            yield self._picked(picked)
            return
        start += self.numbering.letter(shape, text)
        text = self.text[start : line.end]
        if boxes := boxes_in(self.legend.without(text, start), self.crosses):
            yield from self._boxes(start, boxes)
            return
        if self.notes and (note := note_in(self.text[line.start : line.end])) and note[0] in self.notes:
            frames = self.frames
            self.frames = [*frames, Frame(1, self.notes[note[0]])]
            yield from self._sentences(line.start + note[1], line.end, Place.CELL)
            self.frames = frames
            return
        if is_taken_away(self.lines, at) and (names := self._names(start, line.end)):
            yield self._refused(names)
            return
        label = label_of(text)
        role = role_of(label, text, self.lexicon) if label else Role.NONE
        self.numbering.note(shape, line.end if role is Role.FIELD else start, line.end)
        if label and role is Role.ANSWERED:
            yield from self._answered(start, line.end, label)
        elif label and role is Role.FIELD:
            yield from self._field(
                start, line.end, label, 1 if rank is None or is_answered_below(self.lines, at) else rank
            )
        elif self._is_followed(at, within=2) and is_label_line(text, self.lexicon):
            self.frames = [*(frame for frame in self.frames if frame.rank < 1), Frame(1, (), topic_of(text))]
        else:
            yield from self._words(line, start, rank, at)

    def _picked(self, tokens: Tokens) -> Statement:
        """An option that was picked, as if it had been filled in."""
        place = all(kind_of_name(token) == PLACE or token.has(Cue.BOTH) for token in tokens)
        return replace(self._statement(tokens, Place.FIELD), topic=Topic.ENVIRONMENT if place else Topic.GRANTS)

    def _answered(self, start: int, end: int, label: Label) -> Iterator[Statement]:
        """A label that names something, with a yes or a no ("Bibs? Y, read/write", "Users: none")."""
        names = self._tokens(start, start + len(label.words))
        stop = next((each.end() for each in re.finditer(r"[.;](?=\s)", self.text[start + label.value : end])), None)
        after = end if stop is None else start + label.value + stop
        answer = self._tokens(start + label.value, after)
        if mark_of(answer[0].text if answer else "-") is Mark.YES:
            yield self._statement((*names, *answer[1:]), Place.BOX)
        elif (kinds := {kind_of_name(token) for token in names_in(names)}) and kinds <= {PLACE, AREA}:
            yield self._refused(names_in(names) if len(kinds) == 1 else names, answer[0] if answer else None)
        yield from self._sentences(after, end, Place.PROSE)

    def _refused(self, names: Tokens, no: Token | None = None) -> Statement:
        """Names to which a mark says no."""
        refused = (no or names[-1])._replace(
            text="none", cues=frozenset({Cue.NOT}), term=None, is_open=False, is_word=True
        )
        return self._statement((*names, refused), Place.BOX)

    def _field(self, start: int, end: int, label: Label, rank: int) -> Iterator[Statement]:
        said = self.pairs.area(label, self._names(start + label.value, end)) or label.names(self.lexicon, start)
        self.frames = [frame for frame in self.frames if frame.rank < rank]
        self.frames.append(Frame(rank, said, label.topic))
        if self.text[start + label.value : end].strip(_BLANK):
            yield from self._sentences(start + label.value, end, Place.FIELD)
            self.frames.pop()
            if rank > 1:
                self.frames.append(Frame(rank, self._tokens(start, end), label.topic))

    def _boxes(self, start: int, found: Boxes) -> Iterator[Statement]:
        """What is ticked, beneath the label that stands before the first box."""
        frames = self.frames
        if found.label:
            words = self.text[start : start + found.label]
            self.frames = [*frames, Frame(1, self._tokens(start, start + found.label), topic_of(words))]
        for box in _without_lesser(found.boxes, self.text, start):
            words = self.text[start + box.start : start + box.end].strip(" .,;")
            if box.ticked and mark_of(words) is Mark.YES and found.label:
                yield self._statement(self.frames[-1].tokens, Place.BOX)
            elif box.ticked and mark_of(words) is not Mark.NO:
                yield from self._sentences(start + box.start, start + box.end, Place.BOX)
        self.frames = frames
        self._use()

    def _words(self, line: Line, start: int, rank: int | None, at: int) -> Iterator[Statement]:
        """Prose or an item; and if it opens something (a heading, a colon, an item), it holds for what is beneath."""
        bold = rank is None and bool(_BOLD.match(line.text))
        heading = bold or rank == 0
        text = self.text[start : line.end]
        ending = text.rstrip(_BLANK)[-1:]
        opens = ending == ":" or (ending == "?" and (heading or self._is_followed(at)))
        beneath = bool(rank) or (line.text[:1].isspace() and any(frame.rank for frame in self.frames))
        said = list(self._sentences(start, line.end, Place.ITEM if beneath else Place.PROSE))
        tokens = tuple(token for statement in said[-1:] for token in statement.tokens)
        topic = topic_of(text) if (heading or opens) and len(text) < _LONGEST_HEADING else None
        if topic in _SILENT and (_TELLS.match(text) or names_in(tokens) or _is_sentence(line.text, heading)):
            topic = None
        asks = rank is not None and ending == "?" and topic_of(text) and is_answered_below(self.lines, at)
        if asks or (opens and (heads_code(tokens, self.blocks, at) or is_left_blank(tokens, self.lines, at))):
            said, tokens = said[:-1], ()
        if not (heading and topic) or cued(tokens, Cue.KEY):
            yield from said
        if heading or opens or rank is not None or stands_above(tokens, self.tables, at):
            rank = 1 if rank is None or is_answered_below(self.lines, at) else rank
            self.frames = [frame for frame in self.frames if frame.rank < rank]
            above = () if topic is Topic.EXPLANATION else tokens
            self.frames.append(Frame(rank, above, topic if heading or opens else None))
        else:
            self._use()

    def _is_followed(self, at: int, within: int = 1) -> bool:
        """Whether one of the next lines is there to answer this one."""
        return any(line.whose is Whose.OWN and not line.blank for line in self.lines[at + 1 : at + 1 + within])

    def _code(self, lines: Sequence[Line]) -> Iterator[Statement]:
        """Of code, only what reads like settings, a form, or a list of API calls."""
        own = [line._replace(whose=Whose.OWN) for line in lines if not line.blank]
        table = Tables(own, self.lexicon).at(0) if own else None
        if table is not None and table.last == len(own):
            yield from self._table(table)
            return
        entries = entries_of_code(self.text, lines, self.lexicon, self.settings)
        if entries or (entries is not None and not self._names_only(own)):
            yield from self._entries(entries)
            return
        for line in lines:
            bare = line.text.split(" #")[0]
            if bare.strip():
                yield from self._line(line._replace(end=line.start + len(bare), text=bare), len(self.lines))

    def _names_only(self, lines: Sequence[Line]) -> bool:
        """Whether each line does nothing but name things of several kinds: a row without heads."""
        rows = [self._tokens(line.start, line.end) for line in lines]
        return all(
            len({kind_of_name(token) for token in names_in(row)}) > 1 and not any(token.is_open for token in row)
            for row in rows
        )

    def _table(self, table: Table) -> Iterator[Statement]:
        self.notes.update(notes_in(table, self.text, self._names))
        labelled = [row for row in table.rows if asked_by(row[0].text, self.lexicon) is not None]
        if len(labelled) * 2 <= len(table.rows) or (len(table.rows) > 1 and len(labelled) < 2):
            yield from self._entries(Grid(table, self._tokens, self.legend).entries())
            return
        for row in table.rows:
            if row in labelled:
                yield from self._row(row)
            elif filled := [cell for cell in row if cell.text]:
                yield from self._sentences(filled[0].start, filled[-1].end, Place.CELL)

    def _row(self, row: Sequence[Cell]) -> Iterator[Statement]:
        """A label with what is in the cells beside it."""
        frames = self.frames
        label = Label(without_brackets(row[0].text), "?", 0)
        self.frames = [*frames, Frame(1, label.names(self.lexicon, row[0].start), asked_by(row[0].text, self.lexicon))]
        for cell in row[1:]:
            if boxes := boxes_in(cell.text, self.crosses):
                yield from self._boxes(cell.start, boxes)
            elif cell.text:
                yield from self._sentences(cell.start, cell.end, Place.FIELD)
        self.frames = frames

    def _entries(self, entries: Iterable[Entry]) -> Iterator[Statement]:
        for row, group in groupby(entries, key=lambda entry: entry.row):
            yield from self._said(row, list(group))
        self._use()

    def _said(self, row: int, entries: Sequence[Entry]) -> Iterator[Statement]:
        names = [names_in(entry.tokens) for entry in entries if not entry.topic]
        if row and names:
            one = len(names) == 1
            self.numbering.numbered.note(row, [token for token in names[0] if one or kind_of_name(token) == AREA])
        for entry in entries:
            if entry.tokens:
                place = Place.FIELD if entry.topic else Place.CELL
                statement = replace(self._statement(entry.tokens, place), number=row)
                yield replace(statement, topic=entry.topic) if entry.topic else statement


def _without_lesser(boxes: Sequence[Box], text: str, start: int) -> list[Box]:
    """The boxes; where both "read" and "write" are ticked, that is to write as well."""
    ticked = {text[start + box.start : start + box.end].strip(" .,;").lower() for box in boxes if box.ticked}
    return [
        box
        for box in boxes
        if not (
            {"read", "write"} <= ticked and text[start + box.start : start + box.end].strip(" .,;").lower() == "read"
        )
    ]


def _is_sentence(text: str, heading: bool) -> bool:
    """Whether a line that ends with a colon tells something rather than being a label."""
    return not heading and text.rstrip(_BLANK).endswith(":") and ("," in text or len(text.split()) > _LONGEST_TITLE)


_LONGEST_TITLE = 6
