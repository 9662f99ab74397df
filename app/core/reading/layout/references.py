"""Rows and fields that are spoken of by their number or order: "row 3 ought to be read/write", "the last bullet"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.reading.layout.names import AREA, PLACE, Tokens, kind_of_name
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue

NUMBERED_NOUNS = frozenset(
    """row rows line lines no nr number numbers item items bullet bullets point points entry entries field fields
    question questions #""".split()
)
_ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
LAST = -1
_ORDINALS["last"] = LAST
_SHORTENED = frozenset(("no", "nr"))


@dataclass(slots=True)
class Numbered:
    """What was numbered so far: the names in it that a level could be said of; empty for a field that names nothing.

    `options` are the lettered options of what was asked by number.
    """

    names: dict[int, Tokens] = field(default_factory=dict)
    options: dict[tuple[int, str], Tokens] = field(default_factory=dict)

    def note(self, number: int, tokens: Sequence[Token]) -> None:
        """Two things of one number cannot be told apart."""
        found = tuple(token for token in tokens if kind_of_name(token) in (PLACE, AREA))
        self.names.pop(LAST, None)
        known = self.names.setdefault(number, found)
        if [token.value for token in known] != [token.value for token in found]:
            self.names[number] = ()
        self.names[LAST] = self.names[max(self.names)]

    def picked(self, number: int, letters: Sequence[str], start: int, end: int) -> Tokens:
        """The names of the options that are picked between two offsets; none where one of them is not known."""
        known = [self.options.get((number, letter), ()) for letter in letters]
        return tuple(name._replace(start=start, end=end) for names in known for name in names) if all(known) else ()


def resolved(tokens: Sequence[Token], names: Mapping[int, Tokens]) -> list[Token]:
    """The tokens with each reference replaced by the names of what it refers to, where the reference stands.

    To delete a row is to drop it, which says nothing of what the key may delete.
    """
    dropped = list(tokens)
    for at, token in enumerate(tokens):
        if token.text in _DELETING and _is_of_row(tokens, at):
            dropped[at] = _dropping(token)
    return list(_resolved(dropped, names)) if names else dropped


_DELETING = ("delete", "erase")


def _is_of_row(tokens: Sequence[Token], at: int) -> bool:
    ahead = tokens[at + 1 : at + _AHEAD]
    return any(token.text in _ROWS for token in ahead)


def _dropping(token: Token) -> Token:
    return token._replace(cues=frozenset({Cue.DROP}), term=None, value="", sure=False, is_open=False)


_ROWS = frozenset("row rows line lines bullet bullets column columns entry entries".split())
_AHEAD = 6


def _resolved(tokens: Sequence[Token], names: Mapping[int, Tokens]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        numbers, after = _reference(tokens, at)
        if not numbers or any(number not in names for number in numbers):
            yield tokens[at]
            at += 1
            continue
        meant = [name for number in numbers for name in names[number]]
        if cued(tokens[max(0, at - _NEAR) : at], Cue.ONLY):
            meant += _others_denied(names, meant)
        yield from (name._replace(start=tokens[at].start, end=tokens[after - 1].end) for name in meant)
        at = after


_NEAR = 3


def _others_denied(names: Mapping[int, Tokens], meant: Sequence[Token]) -> list[Token]:
    """What "only 1 and 2" says of 3."""
    wanted = {name.value for name in meant}
    others = {name.value: name for tokens in names.values() for name in tokens if name.value not in wanted}
    denying = [Token(",", 0, 0), Token("not", 0, 0, cues=frozenset({Cue.NOT}), plain=True, is_word=True)]
    return [*denying, *others.values()] if others else []


def numbers_in(tokens: Sequence[Token]) -> dict[int, int]:
    """The numbers that follow a noun for them, each by its token's place."""
    found: dict[int, int] = {}
    for at in range(len(tokens)):
        numbers, after = _reference(tokens, at)
        places = [each for each in range(at + 1, after) if tokens[each].text.isdigit()]
        found.update(zip(places, numbers, strict=True))
    return found


def _reference(tokens: Sequence[Token], at: int) -> tuple[list[int], int]:
    """The numbers that follow a noun for them, or an ordinal before one, and the index after the last."""
    if tokens[at].text in _ORDINALS and at + 1 < len(tokens) and tokens[at + 1].text in NUMBERED_NOUNS - _SHORTENED:
        return [_ORDINALS[tokens[at].text]], at + 2
    if tokens[at].text in _ORDINALS and _leads_to_number(tokens, at):
        return _ordinal(tokens, at)
    if tokens[at].text.isdigit() and _leads_to_number(tokens, at):
        return _alone(tokens, at)
    follows = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if tokens[at].text not in NUMBERED_NOUNS or (tokens[at].text in _SHORTENED and follows != "."):
        return [], at
    numbers: list[int] = []
    after = at + 1
    while after < len(tokens):
        token = tokens[after]
        if token.text.isdigit() and len(token.text) < _LONGEST:
            numbers.append(int(token.text))
        elif not (token.text in (".", ",", "&", "#") or token.has(Cue.AND)):
            break
        after += 1
    while after > at + 1 and not tokens[after - 1].text.isdigit():
        after -= 1
    return numbers, after


def _leads_to_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether what is wanted or not is told right before: "we only need 1 and 2", "without the third"."""
    named = at > 0 and tokens[at - 1].text == "the"
    led = tokens[at - 1 - named] if at > named else None
    if led is not None and (led.has(*_TELLING) or led.text in _TELLING_WORDS):
        return True
    after = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text in ("one", "ones"))
    return named and after < len(tokens) and tokens[after].text.split()[0] in _TOLD_OF


_TOLD_OF = frozenset("is isn't can may could can't needn't should".split())
_TELLING = (Cue.ONLY, Cue.REQUEST, Cue.DROP, Cue.NOT, Cue.EXCEPT, Cue.OFF)
_TELLING_WORDS = frozenset("use using skip but".split())


def _ordinal(tokens: Sequence[Token], at: int) -> tuple[list[int], int]:
    """As in "the third one", "the first two"."""
    first, after = _ORDINALS[tokens[at].text], at + 1
    count = _COUNTS.get(tokens[after].text, 1) if after < len(tokens) else 1
    after += after < len(tokens) and (count > 1 or tokens[after].text in ("one", "ones"))
    if first == LAST and count > 1:
        return [], at
    return _ended(tokens, [first + each for each in range(count)], at, after)


_COUNTS = {"two": 2, "three": 3, "four": 4}


def _alone(tokens: Sequence[Token], at: int) -> tuple[list[int], int]:
    """As in "1, 2 and 4"."""
    numbers, after = [int(tokens[at].text)] if len(tokens[at].text) < _LONGEST else [], at + 1
    while after + 1 < len(tokens) and (tokens[after].text == "," or tokens[after].has(Cue.AND)):
        step = 1 + (tokens[after].text == "," and tokens[after + 1].has(Cue.AND))
        if after + step >= len(tokens) or not tokens[after + step].text.isdigit():
            break
        numbers.append(int(tokens[after + step].text))
        after += step + 1
    return _ended(tokens, numbers, at, after)


def _ended(tokens: Sequence[Token], numbers: list[int], at: int, after: int) -> tuple[list[int], int]:
    """The numbers, unless a noun follows that they count: "we need 2 keys"."""
    following = tokens[after] if after < len(tokens) else None
    counts = following is not None and (
        following.is_open or following.term is not None or bool(following.cues & _NOUNS)
    )
    return ([], at) if counts else (numbers, after)


_NOUNS = frozenset((Cue.KEY, Cue.HEAD))
_LONGEST = 4
