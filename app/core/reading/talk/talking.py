"""What a sentence does with a question beside answering it: it knows nothing, defers, promises, argues, asks, thanks.

The words stand in `words_of_talking`, as patterns of word classes.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from app.core.reading.talk.sayings import says
from app.core.reading.vocabulary.words_of_talking import Talk

_LONGEST = 4000
_SIGNS = 4
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[,:;().]")
_END = re.compile(r"(?<=[.?!\u2026])[\"')\]]*\s+|\n|(?<=;)\s")
# A line end where a mail program broke a long line.
_RUNS_ON = re.compile(r"(?<=[^\n]{55})(?<![.?!:;])\n(?=[a-z0-9(])")
_WRITTEN_OUT = (
    (r"\b(?:can't|cannot|cant)\b", "can not"),
    (r"\b(?:won't|wont)\b", "will not"),
    (r"\b(do|does|did|could|would|should|is|are|was|were|has|have|had)n'?t\b", r"\1 not"),
    (r"\b(?:i'm|im|i m)\b", "i am"),
    (r"'re\b", " are"),
    (r"'(?:ll|l)\b", " will"),
    (r"'ve\b", " have"),
    (r"'d\b", " would"),
    (r"\b(it|that|he|she|what|who|where|how|there|here|this|everything|all)'s\b", r"\1 is"),
    (r"\b(?:dunno|idk)\b", "do not know"),
    (r"\blet's\b", "let us"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "have to"),
    (r"\b(?:pls|plz)\b", "please"),
    (r"\b(?:u)\b", "you"),
    (r"\bpeople's\b", "people"),
)
_CONTRACTIONS = tuple((re.compile(written), full) for written, full in _WRITTEN_OUT)


@dataclass(frozen=True)
class Sentence:
    """A sentence in lower case, contractions written out, a blank around each word and sign."""

    text: str
    question: bool

    @cached_property
    def talk(self) -> frozenset[Talk]:
        """All that it does, as far as its words tell."""
        return frozenset(talk for talk in Talk if says(talk, self.text))


def sentences_in(text: str) -> list[Sentence]:
    """The sentences of a text, as far as they are looked at."""
    whole = _RUNS_ON.sub(" ", text[:_LONGEST])
    return [Sentence(_spelt_out(each), "?" in each[-_SIGNS:]) for each in _END.split(whole) if _WORD.search(each)]


def puts_off(words: str) -> bool:
    """Whether a sentence promises an answer, or says that its writer knows none: it gives none itself."""
    return not Sentence(_spelt_out(words), question=False).talk.isdisjoint((Talk.PROMISES, Talk.KNOWS_NOT))


def tells_plainly(words: str) -> bool:
    """Whether a sentence does nothing with a question that was put, unless it answers it."""
    return Sentence(_spelt_out(words), question=False).talk <= {Talk.CLOSES}


def _spelt_out(sentence: str) -> str:
    text = " ".join(_WORD.findall(sentence.lower().replace("\u2019", "'")))
    for written, full in _CONTRACTIONS:
        text = written.sub(full, text)
    return f" {text} . "
