"""Statements: sentences, items, fields, ticked boxes and cells, each with the headings that hold for it.

A statement is the smallest thing that says something by itself. What stands above it (a heading, a label, the item it
is under, its column's head) comes along as words, so that later stages need not know whether it came from a table or
a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic


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

    `bare`: it is hardly more than names, levels and grammar. `number`: its row's or item's, or 0.
    """

    tokens: tuple[Token, ...]
    place: Place
    bare: bool
    topic: Topic | None = None
    above: tuple[tuple[Token, ...], ...] = ()
    question: bool = False
    number: int = 0

    def has(self, *cues: Cue) -> bool:
        """Whether one of its own words is such a cue."""
        return cued(self.tokens, *cues)


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether a statement has no word of its own, or one and no verb: "Bibs RO for SpineOMatic"."""
    own = sum(token.is_open for token in tokens)
    said = len(tokens) > 1 and tokens[0].text in _SUBJECTS and tokens[1].is_open
    return own == 0 or (own == 1 and not said and not any(token.text in _VERBS or _tells(token) for token in tokens))


def _tells(token: Token) -> bool:
    """Whether a verb tells what somebody does: "HR creates …"."""
    return token.term is Term.VERB and token.text.split()[0].endswith("s")


_SUBJECTS = frozenset("it they he she".split())
_VERBS = frozenset(
    """is are was were has have had do does did can could will would may might must should it's that's i've we've
    they've""".split()
)
