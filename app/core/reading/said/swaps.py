"""A name that is to stand in another's place: "production should read sandbox", "where I wrote Users I meant Bibs".

Such a sentence is read as "the second instead of the first". Two levels can be swapped like that, too.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

Tokens = tuple[Token, ...]

_NAMING = (Term.ENVIRONMENT, Term.AREA, Term.LEVEL)
_SAYING = frozenset("says said say wrote write written put stands stood reads have had is it's".split())
_SHOULD = frozenset(("should", "must", "has to", "ought", "needs to", "was to", "shall", "to"))
_READING = frozenset("read say be mean called have".split())
_BETWEEN = 5


def swapped(statements: Sequence[Statement]) -> list[Statement]:
    return [_swapped(statement) for statement in statements]


def _swapped(statement: Statement) -> Statement:
    tokens = statement.tokens
    named = [at for at, token in enumerate(tokens) if token.term in _NAMING]
    if len(named) != len(("wrong", "right")) or statement.question or cued(tokens, Cue.NOT):
        return statement
    first, second = named
    if tokens[first].term is not tokens[second].term or tokens[first].value == tokens[second].value:
        return statement
    wrong = _wrong(tokens, first, second)
    if wrong is None:
        return statement
    right = second if wrong == first else first
    instead = tokens[wrong]._replace(
        text="instead of", cues=frozenset({Cue.INSTEAD}), term=None, value="", sure=False, plain=True, capital=False
    )
    return replace(
        statement, tokens=(tokens[right]._replace(capital=True), instead, tokens[wrong]._replace(capital=True))
    )


def _wrong(tokens: Tokens, first: int, second: int) -> int | None:
    """Which of two names stands where the other should, if either does."""
    where = next((at for at, token in enumerate(tokens) if token.text in ("where", "wherever")), None)
    if where is not None:
        mistaken = first if where < first else second if first < where < second else None
        said = tokens[where + 1 : mistaken] if mistaken is not None else ()
        return mistaken if len(said) <= _BETWEEN and any(token.text in _SAYING for token in said) else None
    between = [token for token in tokens[first + 1 : second] if not token.has(Cue.HEAD)]
    told = bool(between) and between[0].text in _SHOULD and len(between) <= _BETWEEN
    return first if told and any(token.text in _READING for token in between[1:]) and not between[-1].is_open else None
