"""A catalogue's words and everyday English, made ready for looking up, with a sense for typos.

A word counts as a misspelt name only if it is close to a name, begins with the same letter, and is no word of the
vocabulary itself, nor one of those that the catalogue lists as only looking like a name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from app.core.catalogue import Area, Catalogue, Level
from app.core.reading.english import PHRASES, PLAIN, Cue


class Term(StrEnum):
    """What a word of the catalogue speaks of."""

    ENVIRONMENT = auto()
    AREA = auto()
    RECORD = auto()  # an area's records: names the area only as what a key reads or writes
    LEVEL = auto()
    VERB = auto()  # what a key does: a level only where it is said of the key
    METHOD = auto()
    HINT = auto()
    LEVEL_HINT = auto()
    SERVICE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase: what it names and what it does. `sure` names have no everyday meaning."""

    words: tuple[str, ...]
    cues: frozenset[Cue] = frozenset()
    term: Term | None = None
    value: str = ""
    sure: bool = False

    @property
    def plain(self) -> bool:
        return self.words[0] in PLAIN and all(word in PLAIN for word in self.words)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`single` words; `phrases` by their first two words, longest first; the areas that paths name or suggest.

    `words` are all that is known to be spelt right, `names` by first letter what a typo is held against, and `pairs` the
    levels of two words.
    """

    single: dict[str, Entry]
    phrases: dict[tuple[str, str], tuple[Entry, ...]]
    paths: dict[str, str]
    hint_paths: dict[str, str]
    words: frozenset[str]
    names: dict[str, tuple[str, ...]]
    pairs: tuple[tuple[str, str], ...]

    def mended(self, word: str) -> str:
        """The word, or the name that it misspells."""
        if word in self.words or len(word) < _SHORTEST or not word.isalpha():
            return _swapped(word, self.words) if len(word) == _SHORTEST - 1 else word
        close = [(distance, name) for name in self.names.get(word[0], ()) if (distance := _distance(word, name))]
        return min(close)[1] if close else word

    def mended_pair(self, first: str, second: str) -> tuple[str, str] | None:
        """A level of two words ("read only") of which one is misspelt."""
        if (first in self.words) == (second in self.words):
            return None
        return next((pair for pair in self.pairs if _one_slip(pair, (first, second))), None)


def _one_slip(pair: tuple[str, str], written: tuple[str, str]) -> bool:
    one_right = (pair[0] == written[0]) != (pair[1] == written[1])
    return one_right and OSA.distance("".join(written), "".join(pair), score_cutoff=1) <= 1


_SHORTEST = 5
_LONG = 8
_SLIPS_IN_LONG = 2


def _distance(word: str, name: str) -> int:
    """How many slips of the pen lie between the two; 0 where they are too many for a typo."""
    if abs(len(word) - len(name)) > _SLIPS_IN_LONG:
        return 0
    allowed = _SLIPS_IN_LONG if max(len(word), len(name)) >= _LONG else 1
    distance = OSA.distance(word, name, score_cutoff=allowed)
    return distance if distance <= allowed else 0


def _swapped(word: str, words: frozenset[str]) -> str:
    """A four-letter word with two neighbouring letters swapped: "raed"."""
    if word in words:
        return word
    swaps = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(1, len(word) - 1)}
    close = sorted(swaps & _SHORT_NAMES)
    return close[0] if len(close) == 1 else word


_SHORT_NAMES = frozenset({"read", "only", "bibs", "prod", "live", "view"})


@lru_cache(maxsize=8)
def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """The catalogue's lexicon; made once."""
    merged: dict[tuple[str, ...], Entry] = {}
    for entry in [*_cues(), *_terms(catalogue)]:
        known = merged.get(entry.words)
        merged[entry.words] = replace(entry, cues=entry.cues | known.cues) if known else entry
    phrases: dict[tuple[str, str], list[Entry]] = {}
    for words in sorted((words for words in merged if len(words) > 1), key=len, reverse=True):
        phrases.setdefault((words[0], words[1]), []).append(merged[words])
    names = {
        *_named(catalogue),
        *(name for name in _SHORT_NAMES & {w for words in merged for w in words} if name == "bibs"),
    }
    return Lexicon(
        single={words[0]: entry for words, entry in merged.items() if len(words) == 1},
        phrases={start: tuple(entries) for start, entries in phrases.items()},
        paths={path: area.id for area in catalogue.areas for path in area.paths},
        hint_paths={hint[1:]: area.id for area in catalogue.areas for hint in area.hints if hint.startswith("/")},
        words=PLAIN | {word for words in merged for word in words} | set(catalogue.not_typos),
        names={letter: tuple(sorted(n for n in names if n[0] == letter)) for letter in {n[0] for n in names}},
        pairs=tuple(_pairs(catalogue)),
    )


def _cues() -> Iterator[Entry]:
    for cue, phrases in PHRASES.items():
        for phrase in phrases:
            yield Entry(tuple(phrase.split()), cues=frozenset({cue}))


def _terms(catalogue: Catalogue) -> Iterator[Entry]:
    yield from _entries(Term.SERVICE, catalogue.service, catalogue.names)
    for other in catalogue.others:
        yield from _entries(Term.OTHER, other, (other,))
    for environment in catalogue.environments:
        yield from _entries(Term.ENVIRONMENT, environment.id, environment.words, sure=True)
    for area in catalogue.areas:
        yield from _area(area)
    for level in catalogue.levels:
        yield from _level(level)


def _area(area: Area) -> Iterator[Entry]:
    yield from _entries(Term.HINT, area.id, area.hints)
    yield from _entries(Term.RECORD, area.id, area.records)
    yield from _entries(Term.AREA, area.id, area.common)
    yield from _entries(Term.AREA, area.id, area.words, sure=True)


def _level(level: Level) -> Iterator[Entry]:
    yield from _entries(Term.LEVEL_HINT, level.id, level.hints)
    yield from _entries(Term.VERB, level.id, [form for verb in level.verbs for form in _forms(verb)])
    yield from _entries(Term.VERB, level.id, level.short, sure=True)
    yield from _entries(Term.METHOD, level.id, [method.lower() for method in level.methods])
    yield from _entries(Term.LEVEL, level.id, level.words, sure=True)


def _entries(term: Term, value: str, phrases: Iterable[str], sure: bool = False) -> Iterator[Entry]:
    for phrase in phrases:
        yield Entry(tuple(phrase.split()), term=term, value=value, sure=sure)


def _forms(verb: str) -> tuple[str, ...]:
    """write, writes, writing; "look up" bends its first word."""
    head, _, tail = verb.partition(" ")
    stem = head[:-1] if head.endswith("e") else head
    third = head[:-1] + "ies" if head.endswith("y") else head + "s"
    return tuple(f"{form} {tail}".strip() for form in (head, third, stem + "ing"))


def _named(catalogue: Catalogue) -> Iterator[str]:
    """What a typo may have been meant for: names of one word, and the long words of names of several."""
    phrases = [word for each in catalogue.environments for word in each.words]
    phrases += [word for each in catalogue.areas for word in (*each.words, *each.common)]
    phrases += [word for each in catalogue.levels for word in each.short if not each.verbs]
    for phrase in phrases:
        yield from (
            word for word in phrase.split() if len(word) > _SHORTEST + 1 or (word == phrase and len(word) >= _SHORTEST)
        )


def _pairs(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for level in catalogue.levels:
        for phrase in level.words:
            words = phrase.split()
            if level.verbs and len(words) == 2 and len(phrase) >= _LONG:
                yield words[0], words[1]
