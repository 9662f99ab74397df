"""Lines into statements: sentences, items, fields, ticked boxes and cells, each with the headings that hold for it.

A statement is the smallest thing that says something by itself. What stands above it (a heading, a label, the item it
is under, its column's head) comes along as words, so that later stages need not know whether it came from a table or
a list.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.core.reading.english import Cue
from app.core.reading.lexicon import Lexicon, Term
from app.core.reading.limits import MOST_NAMES, TooLong
from app.core.reading.lines import Line, Whose
from app.core.reading.sentences import sentences
from app.core.reading.tables import Cell, Mark, has_ticks, is_row, mark_of, rows_of
from app.core.reading.tokens import Token, tokenise
from app.core.reading.topics import Topic, topic_of


class Place(Enum):
    """Where a statement stands: prose has to say that it is about the key; the others are there for nothing else."""

    TITLE = auto()
    PROSE = auto()
    ITEM = auto()
    FIELD = auto()
    BOX = auto()
    CELL = auto()


@dataclass(frozen=True, slots=True)
class Statement:
    """`above` are the words that hold for it, outermost first; `question`: it ends with a question mark.

    `bare`: it is hardly more than names, levels and grammar.
    """

    tokens: tuple[Token, ...]
    place: Place
    bare: bool
    topic: Topic | None = None
    above: tuple[tuple[Token, ...], ...] = ()
    question: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for the lines beneath it; `rank` 0: heading, 1: label, 2 and more: an item, by its depth."""

    rank: int
    tokens: tuple[Token, ...] = ()
    topic: Topic | None = None
    used: bool = False


def statements_of(text: str, lines: Sequence[Line], lexicon: Lexicon, title: bool = False) -> list[Statement]:
    """The statements of the writer's own lines, in order; `title`: the first line is a ticket's summary.

    Raises TooLong where they name more than any request does.
    """
    found, names = [], 0
    for statement in _Walk(text, lines, lexicon).statements(title):
        names += sum(token.term is not None or token.has(Cue.KEY) for token in statement.tokens)
        if names > MOST_NAMES:
            raise TooLong
        found.append(statement)
    return found


_PREFIX = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<heading>h[1-6]\.)[ \t]*"
    r"|(?P<bullet>[*#+-]{1,6}|\d{1,2}[.)]|\(?(?:[a-h]|\d{1,2})\))(?:[ \t]+|(?=\[[ xX]?\])))?"
)
_LABEL = re.compile(r"[*_\"'\s]*(?P<label>[^:?=|\n]{2,160}?)[ \t]*[*_]*[ \t]*(?P<sign>[:?=])[*_]*(?=\s|$)[*_ \t]*")
_BOLD = re.compile(r"[ \t]*[*_]{1,2}[^*\n]{2,90}[*_]{1,2}[ \t]*$")
_IN_PARENTHESES = re.compile(r"\([^()\n]{0,300}\)|<[^<>\n]{0,200}>")
_PLACEHOLDER = re.compile(
    r"<[^<>\n\w]{0,3}\w{2}[^<>\n]{0,200}>|\[(?:please|your|choose|select|enter|fill|insert|e\.g)[^\]\n]{0,120}\]|_{3,}",
    re.I,
)
_BOX = re.compile(r"\[(?P<in>[ xX✓✔*vV]?)\](?!\()|(?<![\w(])\((?P<round>[ xX*]?)\)(?=[ \t]|$)|[☐□⬜☑☒✅✔✓✗✘❌]")
_TICKED = frozenset("xX✓✔*vV☑☒✅")
_TELLS = re.compile(
    r"\W*(?:the(?! key)|our|we|i|it|this|that|these|a|an|my|there|in|on|for|so|and|here|as|to|with)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!;]\s")
_YES_OR_NO = re.compile(r"(?:yes|no|ok|right|correct|fine)\b", re.IGNORECASE)
_SHORT_LABEL = 3
_OPENS_LABEL = re.compile(
    r"\W*(?:environment|env|instance|area|access|level|permission|right|scope|api|module|which|what|where|alma|needed|required)",
    re.I,
)
_NEXT_FIELD = re.compile(r"(?<=[.;!])[ \t]+(?=[A-Z][\w /-]{1,40}:[ \t])")
_LONGEST_LABEL = 9
_LONGEST_HEADING = 100


class _Walk:
    """Walks the lines, keeping what holds for those to come."""

    def __init__(self, text: str, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self.text, self.lines, self.lexicon = text, lines, lexicon
        self.frames: list[_Frame] = []
        self.asked: Topic | None = None
        self.crosses = "(/)" in text

    def statements(self, title: bool) -> Iterator[Statement]:
        at = 0
        while at < len(self.lines):
            line, after = self.lines[at], at + 1
            if line.whose is Whose.QUOTED:
                self.asked = topic_of(line.text) or self.asked
            elif line.whose is Whose.CODE:
                after = self._end(at, lambda each: each.whose is Whose.CODE)
                yield from self._code(self.lines[at:after])
            elif line.blank:
                self.frames = [frame for frame in self.frames if frame.rank != 1 or not frame.used]
            elif line.whose is Whose.OWN and title and at == 0:
                yield from self._sentences(line.start, line.end, Place.TITLE)
            elif line.whose is Whose.OWN and is_row(line.text):
                after = self._end(at, lambda each: each.whose is Whose.OWN and is_row(each.text))
                yield from self._table(rows_of(self.lines[at:after]))
            elif line.whose is Whose.OWN:
                after = self._paragraph(at)
                yield from self._line(line._replace(end=self.lines[after - 1].end), at)
            at = after

    def _end(self, at: int, goes_on: Callable[[Line], bool]) -> int:
        while at < len(self.lines) and goes_on(self.lines[at]):
            at += 1
        return at

    def _paragraph(self, at: int) -> int:
        """The number of the line after this one's last, where a mail program has broken it into several."""
        while at + 1 < len(self.lines) and _goes_on(self.lines[at], self.lines[at + 1]):
            at += 1
        return at + 1

    def _line(self, line: Line, at: int) -> Iterator[Statement]:
        prefix = _PREFIX.match(line.text)
        rank = _rank(prefix) if prefix else None
        if line.text.startswith("#") and not self._among_items(at):
            rank = 0
        start = line.start + (prefix.end() if prefix else 0)
        self._make_room(rank, line)
        for first, last in self._fields(start, line.end):
            text = self.text[first:last]
            if _BOX.match(text) or _ends_with_box(text):
                yield from self._boxes(first, text)
            elif label := self._label(text):
                yield from self._field(first, last, label, 1 if rank is None else rank)
            else:
                yield from self._words(line._replace(end=last), first, rank, at)

    def _fields(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A line's parts: several fields may stand on one ("Project: X. Environment: sandbox.")."""
        for match in _NEXT_FIELD.finditer(self.text, start, end):
            if self._label(self.text[match.end() : end]):
                yield start, match.end()
                start = match.end()
        yield start, end

    def _make_room(self, rank: int | None, line: Line) -> None:
        """Ends what this line ends: an item its siblings, a plain line the list before it and what was above that."""
        if rank is not None:
            self.frames = [frame for frame in self.frames if frame.rank < rank]
        elif not line.text.startswith((" ", "\t")) and any(frame.rank >= 2 for frame in self.frames):
            self.frames = [frame for frame in self.frames if frame.rank == 0]

    def _among_items(self, at: int) -> bool:
        """Whether a line that begins with "#" is an item of a wiki's numbered list: its neighbours begin so, too."""
        before = next((line.text for line in reversed(self.lines[:at]) if not line.blank), "")
        after = next((line.text for line in self.lines[at + 1 :] if not line.blank), "")
        return before.startswith("#") or after.startswith("#")

    def _label(self, text: str) -> tuple[Topic, str, int] | None:
        """A form's label: its topic, its words without the printed options, and where its value begins."""
        match = _LABEL.match(text)
        if not match:
            return None
        words = _IN_PARENTHESES.sub(lambda found: " " * len(found[0]), text[: match.end("label")])
        topic = topic_of(words)
        value = text[match.end() :].strip(" *_\t")
        if match["sign"] == "?":
            return None
        if topic is None or len(words.split()) > _LONGEST_LABEL or _SENTENCE.search(words):
            return None
        if _YES_OR_NO.match(value) and topic in _GRANTING:
            return None
        if topic in _GRANTING and len(words.split()) > _SHORT_LABEL and not _OPENS_LABEL.match(words):
            return None
        silent = topic in (Topic.PURPOSE, Topic.OTHER)
        if silent and (_TELLS.match(words) or _names_something(tokenise(words, self.lexicon))):
            return None
        return topic, words, match.end()

    def _field(self, start: int, end: int, label: tuple[Topic, str, int], rank: int) -> Iterator[Statement]:
        topic, words, value = label
        said = [replace_offset(token, start) for token in tokenise(words, self.lexicon)] if topic in _GRANTING else []
        self.frames = [frame for frame in self.frames if frame.rank < rank]
        self.frames.append(_Frame(rank, tuple(said), topic))
        text = self.text[start + value : end]
        if _BOX.match(text):
            yield from self._boxes(start + value, text)
        elif text.strip(" *_\t"):
            yield from self._sentences(start + value, end, Place.FIELD)
            self.frames.pop()

    def _boxes(self, start: int, text: str) -> Iterator[Statement]:
        """What is ticked. A box's words follow it, or stand before it where the line ends with a box."""
        boxes = list(_BOX.finditer(text))
        leading = not text[: boxes[0].start()].strip()
        for number, box in enumerate(boxes):
            if leading:
                words = box.end(), boxes[number + 1].start() if number + 1 < len(boxes) else len(text)
            else:
                words = boxes[number - 1].end() if number else 0, box.start()
            if self._is_ticked(box):
                yield from self._sentences(start + words[0], start + words[1], Place.BOX)
        self._use()

    def _is_ticked(self, box: re.Match[str]) -> bool:
        if box["round"] is not None:
            return bool(box["round"].strip()) and not self.crosses
        return (box["in"] if box["in"] is not None else box[0]) in _TICKED

    def _words(self, line: Line, start: int, rank: int | None, at: int) -> Iterator[Statement]:
        """Prose or an item; and if it opens something (a heading, a colon, an item), it holds for what is beneath."""
        bold = rank is None and bool(_BOLD.match(line.text))
        heading = bold or rank == 0
        ending = self.text[start : line.end].rstrip(" *_\t")[-1:]
        opens = ending == ":" or (ending == "?" and (heading or self._is_followed(at)))
        said = list(self._sentences(start, line.end, Place.ITEM if rank else Place.PROSE))
        tokens = tuple(token for statement in said[-1:] for token in statement.tokens)
        topic = topic_of(line.text) if (heading or opens) and len(line.text) < _LONGEST_HEADING else None
        if topic in (Topic.PURPOSE, Topic.OTHER) and _TELLS.match(line.text):
            topic = None
        if topic in (Topic.PURPOSE, Topic.OTHER) and _names_something(tokens):
            topic = None
        if not (heading and topic) or any(token.has(Cue.KEY) for token in tokens):
            yield from said
        if heading or opens or rank is not None or self._stands_above(tokens, at):
            rank = 1 if rank is None else rank
            self.frames = [frame for frame in self.frames if frame.rank < rank]
            self.frames.append(
                _Frame(rank, () if topic is Topic.EXPLANATION else tokens, topic if heading or opens else None)
            )
        else:
            self._use()

    def _is_followed(self, at: int) -> bool:
        """Whether the next line is there to answer this one."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else None
        return below is not None and below.whose is Whose.OWN and not below.blank

    def _stands_above(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a line names an environment and nothing else, and the next begins a list or names areas."""
        below = next((line for line in self.lines[at + 1 :] if not line.blank), None)
        named = {token.term for token in tokens if token.term} - {Term.SERVICE}
        if below is None or below.whose is not Whose.OWN or named != {Term.ENVIRONMENT}:
            return False
        bare = not any(token.is_open for token in tokens)
        terms = {token.term for token in tokenise(below.text, self.lexicon)}
        return bare and Term.AREA in terms and Term.ENVIRONMENT not in terms

    def _code(self, lines: Sequence[Line]) -> Iterator[Statement]:
        """Of code, only what reads like a form or a list of API calls."""
        filled = [line for line in lines if not line.blank]
        if sum(bool(_SETTING.match(line.text)) for line in filled) * 4 >= len(filled) * 3:
            for line in filled:
                bare = line.text.split(" #")[0]
                yield from self._line(line._replace(end=line.start + len(bare), text=bare), len(self.lines))
        else:
            for line in filled:
                if _CALL.match(line.text):
                    yield from self._sentences(line.start, line.end, Place.ITEM)

    def _table(self, rows: Sequence[Sequence[Cell]]) -> Iterator[Statement]:
        heads = [self._cell(cell) for cell in rows[0]]
        ticks = has_ticks(rows)
        if len(rows) > 1 and any(_names_something(head) for head in heads[1:]) and not _names_something(heads[0]):
            for row in rows[1:]:
                yield from self._crossed(row, heads, ticks)
        else:
            for row in rows:
                yield from self._row(row, ticks)

    def _crossed(self, row: Sequence[Cell], heads: Sequence[tuple[Token, ...]], ticks: bool) -> Iterator[Statement]:
        """Each cell with its row's and its column's head."""
        first = self._cell(row[0])
        for cell, head in zip(row[1:], heads[1:], strict=False):
            mark = mark_of(cell, ticks)
            if mark is Mark.NO or not _names_something(head):
                continue
            tokens = self._cell(cell) if mark is Mark.WORDS else ()
            level = tuple(token for token in head if mark is not Mark.OPEN or token.term is Term.ENVIRONMENT)
            yield self._statement((*first, *level, *tokens), Place.CELL)

    def _row(self, row: Sequence[Cell], ticks: bool) -> Iterator[Statement]:
        """A row whose cells belong together; none of it where a cell says no."""
        first = topic_of(row[0].text) if row else None
        if first and len(row) == 2 and not _names_something(self._cell(row[0])):
            yield from (replace(each, topic=first) for each in self._sentences(row[1].start, row[1].end, Place.FIELD))
        elif row and not any(mark_of(cell, ticks) is Mark.NO for cell in row[1:]):
            tokens = tuple(token for cell in row if mark_of(cell, ticks) is Mark.WORDS for token in self._cell(cell))
            if tokens:
                yield self._statement(tokens, Place.CELL)

    def _cell(self, cell: Cell) -> tuple[Token, ...]:
        return tuple(tokenise(self.text, self.lexicon, cell.start, cell.end))

    def _sentences(self, start: int, end: int, place: Place) -> Iterator[Statement]:
        """The sentences between the offsets; of a field only the first is its value, the others are prose."""
        told = False
        for found in _slices(self.text, start, end):
            tokens = tokenise(self.text, self.lexicon, *found)
            for sentence, question in sentences(tokens, self.text):
                statement = self._statement(sentence, place, question)
                yield replace(statement, topic=None) if told else statement
                told = told or (place is Place.FIELD and statement.topic is Topic.PURPOSE)
                if place is Place.FIELD and (told or statement.topic in _GRANTING):
                    place = Place.PROSE

    def _statement(self, tokens: tuple[Token, ...], place: Place, question: bool = False) -> Statement:
        topic = next((frame.topic for frame in reversed(self.frames) if frame.topic), None)
        above = tuple(frame.tokens for frame in self.frames if frame.tokens)
        if topic is None and place is not Place.TITLE:
            topic = self.asked
        return Statement(tokens, place, is_bare(tokens), topic, above, question)

    def _use(self) -> None:
        self.frames = [replace(frame, used=True) for frame in self.frames]


_GRANTING = (Topic.ENVIRONMENT, Topic.GRANTS)
_SETTING = re.compile(r"\s*-?\s*[\w ./-]{1,40}:(?:\s|$)")
_CALL = re.compile(r"\s*(?:[-*]\s+)?(?:(?:GET|POST|PUT|DELETE|PATCH)\b[,/&\s]*)*\S*/almaws/v1/\S+\s*(?:#.*|//.*)?$")
_FULL_LINE = 55


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether a statement has no word of its own, or one and no verb: "Bibs RO for SpineOMatic"."""
    own = sum(token.is_open for token in tokens)
    return own == 0 or (own == 1 and not any(token.text in _VERBS or _tells(token) for token in tokens))


def _tells(token: Token) -> bool:
    """Whether a verb tells what somebody does: "HR creates …"."""
    return token.term is Term.VERB and token.text.split()[0].endswith("s")


_VERBS = frozenset(
    """is are was were has have had do does did can could will would may might must should it's that's i've we've
    they've""".split()
)


def _goes_on(line: Line, after: Line) -> bool:
    """Whether a line was only broken for its length: it is long, does not end, and the next goes on in lower case."""
    full = len(line.text.rstrip()) >= _FULL_LINE and not line.text.rstrip().endswith((".", "!", "?", ":", ";", "|"))
    return full and after.whose is line.whose is Whose.OWN and after.text[:1].islower() and not is_row(after.text)


def _rank(prefix: re.Match[str]) -> int | None:
    if prefix["heading"]:
        return 0
    if not prefix["bullet"]:
        return None
    depth = len(prefix["bullet"]) if prefix["bullet"][0] in "*#-+" else 1
    return 1 + depth + len(prefix["indent"].expandtabs(4)) // 2


def _ends_with_box(text: str) -> bool:
    boxes = list(_BOX.finditer(text))
    return bool(boxes) and boxes[-1].end() == len(text.rstrip()) and boxes[0].start() > 0


def _names_something(tokens: Sequence[Token]) -> bool:
    named = (Term.ENVIRONMENT, Term.AREA, Term.LEVEL, Term.VERB)
    return any(token.term in named for token in tokens)


_LONG = 4_000


def _slices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is between placeholders, in slices that are quickly read."""
    for first, last in _filled(text, start, end):
        while last - first > _LONG:
            cut = max(text.rfind(" ", first, first + _LONG) + 1, first + _LONG // 2)
            yield first, cut
            first = cut
        yield first, last


def _filled(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is between the placeholders of an unfilled template."""
    for match in _PLACEHOLDER.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def replace_offset(token: Token, by: int) -> Token:
    return token._replace(start=token.start + by, end=token.end + by)
