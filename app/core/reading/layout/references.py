"""Rows and fields that are spoken of by their number or order: "row 3 ought to be read/write", "the last bullet"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.core.reading.layout.names import AREA, PLACE, Tokens, kind_of_name
from app.core.reading.text.tokens import Token
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
        for number in numbers:
            yield from (name._replace(start=tokens[at].start, end=tokens[after - 1].end) for name in names[number])
        at = after


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


_LONGEST = 4
