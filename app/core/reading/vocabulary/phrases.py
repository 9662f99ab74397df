"""Phrases as data, and where they stand in a sentence: verbs in all their forms, phrases with a gap in them.

In the data phrases are apart by commas. "~rotate" stands for all forms of the verb, "_" for up to four words of a
clause ("take _ off"). Words are lower case and have no hyphens.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

_IRREGULAR = {
    forms.split()[0]: forms.split()
    for forms in """
    be is are was were been being am
    have has had having
    do does did done doing
    get gets got gotten getting
    give gives gave given giving
    take takes took taken taking
    make makes made making
    put puts putting
    set sets setting
    cut cuts cutting
    let lets letting
    shut shuts shutting
    send sends sent sending
    lose loses lost losing
    leave leaves left leaving
    find finds found finding
    see sees saw seen seeing
    show shows showed shown showing
    steal steals stole stolen stealing
    know knows knew known knowing
    hear hears heard hearing
    tell tells told telling
    run runs ran running
    throw throws threw thrown throwing
    break breaks broke broken breaking
    forget forgets forgot forgotten forgetting
    withdraw withdraws withdrew withdrawn withdrawing
    come comes came coming
    go goes went gone going
    become becomes became becoming
    build builds built building
    write writes wrote written writing
    speak speaks spoke spoken speaking
    understand understands understood understanding
    hand hands handed handing
    kill kills killed killing
    yank yanks yanked yanking
    bring brings brought bringing
    hit hits hitting
    freeze freezes froze frozen freezing
    """.strip().split("\n")
}
_VOWELS = frozenset("aeiou")
_NOT_DOUBLED = frozenset("wxy")
_STRESSED_BEFORE = frozenset(
    "open enter order alter render offer cover consider register transfer recover answer".split()
)
_GAP = "_"
Kind = TypeVar("Kind")
_WIDEST = 4
_BREAKS = frozenset(",:()")


def forms_of(verb: str) -> list[str]:
    """All forms of a verb: rotate, rotates, rotated, rotating."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    stem = verb + verb[-1] if _doubles(verb) else verb
    return [verb, third, stem + "ed", stem + "ing"]


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled: swap, swapped."""
    ends = len(verb) > 2 and verb[-1] not in _VOWELS | _NOT_DOUBLED and verb[-2] in _VOWELS
    return ends and verb[-3] not in _VOWELS and verb not in _STRESSED_BEFORE and not verb.endswith(("en", "er", "it"))


class Span(NamedTuple):
    """Words first to last (inclusive) of a sentence."""

    first: int
    last: int


class Vocabulary(Generic[Kind]):
    """Phrases of several kinds, all found in one pass."""

    def __init__(self, data: Mapping[Kind, str]) -> None:
        found: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        for kind, text in data.items():
            for words in _phrases(text):
                found.setdefault(words[0], []).append((words[1:], kind))
        self._by_first = {first: _by_second(rests) for first, rests in found.items()}

    def marks(self, words: Sequence[str]) -> dict[Kind, list[Span]]:
        """Where phrases of each kind stand, in order of their first words."""
        found: dict[Kind, list[Span]] = {}
        for at, word in enumerate(words):
            by_second = self._by_first.get(word)
            if by_second is None:
                continue
            after = words[at + 1] if at + 1 < len(words) else ""
            for rest, kind in by_second.get(after) or by_second[""]:
                last = _end_of(words, at + 1, rest)
                if last is not None:
                    found.setdefault(kind, []).append(Span(at, last))
        return found


_Rests = list[tuple[tuple[str, ...], Kind]]


def _by_second(rests: "_Rests[Kind]") -> "dict[str, _Rests[Kind]]":
    """The rests of phrases by the word that may follow; by "" those that any may: of one word, or with a gap."""
    return {
        word: [each for each in rests if not each[0] or each[0][0] in (word, _GAP)]
        for word in ("", *(rest[0] for rest, _ in rests if rest))
    }


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    for phrase in " ".join(text.split()).split(","):
        first, *rest = phrase.split()
        for form in forms_of(first[1:]) if first.startswith("~") else (first,):
            yield (form, *rest)


def _end_of(words: Sequence[str], at: int, rest: Sequence[str]) -> int | None:
    """The index of the last word of the rest of a phrase if it stands here."""
    for number, word in enumerate(rest):
        if word == _GAP:
            return _after_gap(words, at, rest[number + 1 :])
        if at >= len(words) or words[at] != word:
            return None
        at += 1
    return at - 1


def _after_gap(words: Sequence[str], at: int, rest: Sequence[str]) -> int | None:
    for start in range(at, min(at + _WIDEST, len(words)) + 1):
        last = _end_of(words, start, rest)
        if last is not None:
            return last
        if start < len(words) and words[start] in _BREAKS:
            return None
    return None
