"""What holds for the lines to come, and how a stretch of the text becomes statements beneath it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.core.reading.layout.marks import Legend, legend_of
from app.core.reading.layout.names import Tokens, names_in
from app.core.reading.layout.numbering import Numbering
from app.core.reading.layout.references import Numbered, resolved
from app.core.reading.layout.sentences import asides_apart, sentences
from app.core.reading.layout.shapes import filled_in
from app.core.reading.layout.statements import Place, Statement, is_bare
from app.core.reading.text.lines import Line
from app.core.reading.text.tokens import tokenise
from app.core.reading.vocabulary.lexicon import Lexicon
from app.core.reading.vocabulary.topics import Topic


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for the lines beneath it; `rank` 0: heading, 1: label, 2 and more: an item, by its depth."""

    rank: int
    tokens: Tokens = ()
    topic: Topic | None = None
    used: bool = False


_GRANTING = (Topic.ENVIRONMENT, Topic.GRANTS)


class Framing:
    """Keeps the frames; makes statements that stand beneath them."""

    def __init__(self, text: str, lexicon: Lexicon, numbered: Numbered) -> None:
        self.text, self.lexicon = text, lexicon
        self.known: Mapping[int, Tokens] = numbered.names
        self.numbering = Numbering(numbered, self._tokens)
        self.frames: list[Frame] = []
        self.asked: Topic | None = None
        self.legend: Legend = legend_of(text, self._names)

    def _tokens(self, start: int, end: int) -> Tokens:
        return tuple(resolved(tokenise(self.text, self.lexicon, start, end), self.known))

    def _names(self, start: int, end: int) -> Tokens:
        return names_in(self._tokens(start, end))

    def _make_room(self, rank: int | None, line: Line) -> None:
        """Ends what this line ends: an item its siblings, a plain line the list before it and what was above that."""
        if rank is not None:
            self.frames = [frame for frame in self.frames if frame.rank < rank]
        elif not line.text.startswith((" ", "\t")) and any(frame.rank >= 2 for frame in self.frames):
            self.frames = [frame for frame in self.frames if frame.rank == 0]

    def _sentences(self, start: int, end: int, place: Place) -> Iterator[Statement]:
        """The sentences between the offsets; of a field only the first is its value, the others are prose.

        Where a field tells of the project, that holds for what names grants and nothing else ("For X. Bibs, RO.").
        """
        for found in filled_in(self.text, start, end, self.legend.spans):
            for number, (sentence, question) in enumerate(sentences(self._tokens(*found), self.text)):
                for part in asides_apart(sentence):
                    statement = self._statement(part, place, question)
                    beside = number > 0 and place is Place.FIELD and statement.bare and names_in(part)
                    yield replace(statement, topic=None, place=Place.PROSE) if beside else statement
                place = self._after(place)

    def _after(self, place: Place) -> Place:
        """Where the next sentence stands: of a field only the first is its value."""
        topic = next((frame.topic for frame in reversed(self.frames) if frame.topic), None)
        return Place.PROSE if place is Place.FIELD and topic in _GRANTING else place

    def _statement(self, tokens: Tokens, place: Place, question: bool = False) -> Statement:
        topic = next((frame.topic for frame in reversed(self.frames) if frame.topic), None)
        above = tuple(frame.tokens for frame in self.frames if frame.tokens)
        if topic is None and place is not Place.TITLE:
            topic = self.asked
        return Statement(tokens, place, is_bare(tokens), topic, above, question, self.numbering.number)

    def _use(self) -> None:
        self.frames = [replace(frame, used=True) for frame in self.frames]
