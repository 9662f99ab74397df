"""Choosing by order: "the latter", "the one in the middle", "2. the first", "1 and 3, please".

What an agent or the bot lets choose between is picked by its place among the options of its question, or by its number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from app.core.reading.layout.references import NUMBERED_NOUNS
from app.core.reading.layout.statements import Statement
from app.core.reading.said.claims import Claim, claim_of
from app.core.reading.said.mentions import Kind, Mention, Status
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue

_PLACES = ("first", "second", "third", "fourth", "fifth", "last")
_ORDINALS = {"former": 0, "latter": 1, **{word: place for place, word in enumerate(_PLACES[:-1])}, "last": -1}
_ORDINALS |= {f"{word} one": _ORDINALS[word] for word in _PLACES}
_OF_TWO = frozenset(("former", "latter"))
_LEADING = frozenset("the number option with take pick choose".split())


@dataclass(frozen=True, slots=True)
class Choice:
    """Options of one kind, in their order; `number` is that of the question, or 0."""

    number: int
    options: tuple[Mention, ...]

    @property
    def kind(self) -> Kind:
        return self.options[0].kind

    def at(self, word: str) -> Mention | None:
        """The option that a word means by its order."""
        options = [each for each in self.options if word not in _OF_TWO or len(each.values) == 1]
        count = len(options)
        place = count // 2 if word == "middle" else _ORDINALS[word]
        fits = count % 2 == 1 if word == "middle" else count == _TWO if word in _OF_TWO else place < count
        return options[place] if fits else None


_TWO = 2


def choices_in(spoken: Sequence[tuple[Statement, Sequence[Mention]]]) -> tuple[Choice, ...]:
    """What a message lets choose between; `spoken` are its statements with what they mention."""
    found = [choice for statement, mentions in spoken for choice in _choices_of(statement, mentions)]
    once = {choice.kind: choice for choice in found}
    return tuple(found if all(choice.number for choice in found) else once.values())


def _choices_of(statement: Statement, mentions: Sequence[Mention]) -> Iterator[Choice]:
    for kind in Kind:
        left_open = [each for each in mentions if each.kind is kind and each.status is Status.OPEN]
        options = {each.values: each for each in left_open}
        if len(options) >= _TWO:
            yield Choice(statement.number, (*options.values(), *_both_of(statement, [*options.values()])))


def _both_of(statement: Statement, options: Sequence[Mention]) -> Iterator[Mention]:
    """The last option of "production, the sandbox, or both"."""
    both = cued(statement.tokens[options[-1].at :], Cue.BOTH)
    if both and len(options) == _TWO:
        yield replace(options[0], values=(*options[0].values, *options[1].values))


def chosen_by_order(choices: Sequence[Choice], statements: Sequence[Statement], claims: Sequence[Claim]) -> list[Claim]:
    """What a message picks: of the question with the same number, of each question in turn, or of the only one.

    What it names itself is not picked.
    """
    if both := _both_areas(choices, statements, claims):
        return both
    picks = [(statement, word) for statement in statements for word in _picks(statement)]
    if not picks or any(statement.has(Cue.HEDGE, Cue.NOT, Cue.UNSURE) for statement, _ in picks):
        return []
    numbered = {choice.number: choice for choice in choices if choice.number}
    if all(statement.number in numbered for statement, _ in picks):
        picked = [numbered[statement.number].at(word) for statement, word in picks]
    else:
        named = {each.kind for claim in claims for each in (*claim.environments, *claim.areas, *claim.levels)}
        open_yet = [choice for choice in choices if choice.kind not in named]
        alike = len(open_yet) == len(picks)
        picked = [choice.at(word) for choice, (_, word) in zip(open_yet, picks, strict=True)] if alike else []
    return [claim_of(replace(each, status=Status.STATED)) for each in picked if each] if all(picked) else []


def _both_areas(choices: Sequence[Choice], statements: Sequence[Statement], claims: Sequence[Claim]) -> list[Claim]:
    """Both of two areas, where nothing else could be meant by "both"."""
    both = any(each.has(Cue.BOTH) and not each.question and not any(map(_adds, each.tokens)) for each in statements)
    areas = [choice for choice in choices if choice.kind is Kind.AREA and len(choice.options) == _TWO]
    alone = both and len(choices) == len(areas) == 1 and not claims
    return [claim_of(replace(each, status=Status.STATED)) for each in areas[0].options] if alone else []


def _adds(token: Token) -> bool:
    return token.is_open or token.has(Cue.NOT, Cue.HEDGE, Cue.UNSURE)


def _picks(statement: Statement) -> Iterator[str]:
    """The words of order in a statement that can pick: "the first", not "in the first place", nor "ask him first"."""
    tokens = statement.tokens
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        led = at == 0 or not tokens[at - 1].is_word or tokens[at - 1].text in _LEADING
        alone = after is None or not (after.is_open or after.term)
        if (token.text in _ORDINALS or token.text == "middle") and led and alone:
            yield token.text


def numbers_alone(statement: Statement, offered: set[int]) -> set[int]:
    """The numbers of what was offered that a statement names, if it does hardly more: "1 and 3, please".

    An ordinal counts among them, and "the first two" are two.
    """
    numbers = set(_numbers(statement.tokens, sorted(offered)))
    if (
        statement.question
        or not numbers <= offered
        or any(map(_says_more, statement.tokens, (*statement.tokens[1:], None)))
    ):
        return set()
    return numbers


def _numbers(tokens: Sequence[Token], offered: Sequence[int]) -> Iterator[int]:
    for token, after in zip_longest(tokens, tokens[1:]):
        place = _ORDINALS.get(token.text)
        if token.text.isdigit():
            yield int(token.text)
        elif place is not None and place < len(offered):
            several = _COUNTS.get(after.text, 1) if after is not None else 1
            yield from offered[place : place + several] if place >= 0 else offered[-several:]
        elif place is not None:
            yield -1


_COUNTS = {"two": 2, "three": 3, "four": 4}


def _says_more(token: Token, after: Token | None) -> bool:
    dotted = after is not None and after.text == "."
    if token.text in NUMBERED_NOUNS and (dotted or not token.has(Cue.NOT)):
        return False
    return token.is_open or token.term is not None or token.has(Cue.NOT, Cue.HEDGE, Cue.UNSURE, Cue.DROP, Cue.OR)
