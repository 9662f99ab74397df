"""A catalogue's words and everyday English, made ready for looking up, with a sense for typos.

A word counts as a misspelt name only if it is close to a name, begins with the same letter, and is no word of the
vocabulary itself, nor one of those that the catalogue lists as only looking like a name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from app.core.catalogue import Area, Catalogue, Level
from app.core.reading.vocabulary.cue_words import PHRASES
from app.core.reading.vocabulary.english import NOT_ADVERBS, PLAIN, WITH_MEANING, Cue

# In a hint, stands for a few words between two beginnings of words.
GAP = " … "
NO_CUES: frozenset[Cue] = frozenset()


class Term(StrEnum):
    """What a word of the catalogue speaks of."""

    __hash__ = str.__hash__  # that of Enum is slow, and these are looked up all the time

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


@dataclass(frozen=True)
class Entry:
    """A word or phrase: what it names and what it does. `sure` names have no everyday meaning."""

    words: tuple[str, ...]
    cues: frozenset[Cue] = NO_CUES
    term: Term | None = None
    value: str = ""
    sure: bool = False

    @cached_property
    def plain(self) -> bool:
        return all(word in PLAIN for word in self.words)

    @cached_property
    def is_open(self) -> bool:
        return self.term is None and not self.plain and self.cues <= WITH_MEANING


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a single word, its typos mended."""

    text: str
    entry: Entry | None
    plain: bool
    adverb: bool
    is_word: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`word` looks up a word in lower case, or a method in capitals; `phrases` by their first two words, longest first.

    `starts` are the words that may begin a phrase; `paths` and `hint_paths` the areas that a path's first part names or
    suggests; `pairs` the levels of two words and `known` the words that are spelt right.
    """

    word: Callable[[str], Word]
    methods: frozenset[str]
    phrases: dict[tuple[str, str], tuple[Entry, ...]]
    starts: "_Starts"
    paths: dict[str, str]
    hint_paths: dict[str, str]
    known: frozenset[str]
    pairs: "_Pairs"

    def mended_pair(self, first: str, second: str) -> tuple[str, str] | None:
        """A level of two words ("read only") of which one is misspelt."""
        if (first not in self.pairs.firsts and second not in self.pairs.seconds) or (first in self.known) == (
            second in self.known
        ):
            return None
        return next((pair for pair in self.pairs.whole if _one_slip(pair, (first, second))), None)


class _Pairs:
    """The levels of two words, and which begin and end them."""

    def __init__(self, whole: Iterable[tuple[str, str]]) -> None:
        self.whole = tuple(whole)
        self.firsts, self.seconds = (frozenset(pair[at] for pair in self.whole) for at in (0, 1))


@dataclass(frozen=True, slots=True)
class _Starts:
    """The words that begin a phrase, and those that could be a misspelt first word of a level."""

    words: frozenset[str]
    letters: frozenset[str]
    known: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.words or (word[:1] in self.letters and word not in self.known)


def _one_slip(pair: tuple[str, str], written: tuple[str, str]) -> bool:
    one_right = (pair[0] == written[0]) != (pair[1] == written[1])
    return one_right and OSA.distance("".join(written), "".join(pair), score_cutoff=1) <= 1


_SHORTEST, _LONG, _LONGEST = 5, 8, 20
_SLIPS_IN_LONG = 2
_SHORT_NAMES = frozenset({"read", "only", "bibs", "prod", "live", "view"})


@lru_cache(maxsize=8)
def lexicon_of(catalogue: Catalogue) -> Lexicon:
    """The catalogue's lexicon; made once."""
    entries: dict[tuple[str, ...], Entry] = {}
    for entry in [*_cues(), *_terms(catalogue)]:
        known = entries.get(entry.words)
        entries[entry.words] = replace(entry, cues=entry.cues | known.cues) if known else entry
    phrases: dict[tuple[str, str], list[Entry]] = {}
    for words in sorted((words for words in entries if len(words) > 1), key=len, reverse=True):
        phrases.setdefault((words[0], words[1]), []).append(entries[words])
    known_words = PLAIN | {word for words in entries for word in words} | set(catalogue.not_typos)
    pairs = _Pairs(_pairs(catalogue))
    return Lexicon(
        word=lru_cache(maxsize=8192)(_Words(entries, known_words, catalogue).look_up),
        methods=frozenset(method for level in catalogue.levels for method in level.methods),
        phrases={start: tuple(each) for start, each in phrases.items()},
        starts=_Starts(
            frozenset(start[0] for start in phrases), frozenset(first[0] for first in pairs.firsts), known_words
        ),
        paths={path: area.id for area in catalogue.areas for path in area.paths},
        hint_paths={hint[1:]: area.id for area in catalogue.areas for hint in area.hints if hint.startswith("/")},
        known=known_words,
        pairs=pairs,
    )


class _Words:
    """Single words: the entries, and the names that a typo may have been meant for, by first letter."""

    def __init__(self, entries: dict[tuple[str, ...], Entry], known: frozenset[str], catalogue: Catalogue) -> None:
        self.single = {words[0]: entry for words, entry in entries.items() if len(words) == 1}
        self.known = known
        names = {*_named(catalogue), *(_SHORT_NAMES & self.single.keys() & {"bibs"})}
        self.names = {letter: tuple(sorted(n for n in names if n[0] == letter)) for letter in {n[0] for n in names}}

    def look_up(self, written: str) -> Word:
        text = written if written in self.known else self._mended(written)
        entry = self.single.get(text)
        plain = text in PLAIN or text.isdigit()
        is_word = text[:1].isalnum()
        adverb = text.endswith("ly") and text not in NOT_ADVERBS and entry is None and not plain
        meaning = (entry.is_open if entry else True) and not plain and not text.endswith(("'s", "s'"))
        return Word(text.lower(), entry, plain, adverb, is_word, is_word and meaning and not adverb)

    def _mended(self, word: str) -> str:
        """The word, or the name that it misspells."""
        if len(word) == _SHORTEST - 1:
            return self._swapped(word)
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return word
        close = [(distance, name) for name in self.names.get(word[0], ()) if (distance := _distance(word, name))]
        return min(close)[1] if close else word

    def _swapped(self, word: str) -> str:
        """A four-letter word with two neighbouring letters swapped: "raed"."""
        swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
        close = sorted(swaps & _SHORT_NAMES & self.known)
        return close[0] if len(close) == 1 else word


def _distance(word: str, name: str) -> int:
    """How many slips of the pen lie between the two; 0 where they are too many for a typo."""
    if abs(len(word) - len(name)) > _SLIPS_IN_LONG:
        return 0
    allowed = _SLIPS_IN_LONG if max(len(word), len(name)) >= _LONG else 1
    distance = OSA.distance(word, name, score_cutoff=allowed)
    return distance if distance <= allowed else 0


def _cues() -> Iterator[Entry]:
    for cue, phrases in PHRASES.items():
        for phrase in phrases:
            yield Entry(tuple(phrase.split()), cues=frozenset({cue}))


def _terms(catalogue: Catalogue) -> Iterator[Entry]:
    yield from _entries(Term.SERVICE, catalogue.service, catalogue.names)
    for other in catalogue.others:
        yield from _entries(Term.OTHER, other, (other,))
    for environment in catalogue.environments:
        yield from _entries(Term.ENVIRONMENT, environment.id, environment.common)
        yield from _entries(Term.ENVIRONMENT, environment.id, environment.words, sure=True)
    for area in catalogue.areas:
        yield from _area(area)
    for level in catalogue.levels:
        yield from _level(level)


def _area(area: Area) -> Iterator[Entry]:
    yield from _entries(Term.HINT, area.id, (hint for hint in area.hints if not hint.startswith("/")))
    yield from _entries(Term.RECORD, area.id, area.records)
    yield from _entries(Term.AREA, area.id, area.common)
    yield from _entries(Term.AREA, area.id, area.words, sure=True)


def _level(level: Level) -> Iterator[Entry]:
    yield from _entries(Term.LEVEL_HINT, level.id, level.hints)
    yield from _entries(Term.VERB, level.id, [form for verb in level.verbs for form in _forms(verb)])
    yield from _entries(Term.VERB, level.id, level.short, sure=True)
    yield from _entries(Term.METHOD, level.id, level.methods)
    yield from _entries(Term.LEVEL, level.id, level.words, sure=True)


def _entries(term: Term, value: str, phrases: Iterable[str], sure: bool = False) -> Iterator[Entry]:
    for phrase in phrases:
        if GAP in phrase:
            continue
        yield Entry(tuple(phrase.split()), term=term, value=value, sure=sure)


def _forms(verb: str) -> tuple[str, ...]:
    """Its forms: write, writes, writing, written; "look up" bends its first word."""
    head, _, tail = verb.partition(" ")
    stem = head[:-1] if head.endswith("e") else head
    third = head[:-1] + "ies" if head.endswith("y") else head + "s"
    done = _IRREGULAR.get(head, stem + "ed")
    return tuple(f"{form} {tail}".strip() for form in (head, third, stem + "ing", done))


_IRREGULAR = {"write": "written", "overwrite": "overwritten", "read": "read", "modify": "modified"}


def _named(catalogue: Catalogue) -> Iterator[str]:
    """What a typo may have been meant for: names of one word, and the long words of names of several."""
    phrases = [word for each in catalogue.environments for word in (*each.words, *each.common)]
    phrases += [word for each in catalogue.areas for word in (*each.words, *each.common)]
    phrases += [word for each in catalogue.levels for word in each.short if not each.verbs]
    for phrase in phrases:
        alone = [phrase] if len(phrase) >= _SHORTEST else []
        yield from (word for word in phrase.split() if len(word) > _SHORTEST + 1 or word in alone)


def _pairs(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for level in catalogue.levels:
        for phrase in level.words:
            words = phrase.split()
            if level.verbs and len(words) == 2 and len(phrase) >= _LONG:
                yield words[0], words[1]
