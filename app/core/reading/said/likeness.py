"""A level that is said by likeness: "Electronic with the same level as Bibs" has the level that Bibs has by now.

What a level is likened to is not asked for by that, nor is an environment that serves for comparison only ("view only
there, like in production").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.swaps import swapped
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

Tokens = tuple[Token, ...]

_FILLING = frozenset(
    "the exactly just level levels access rights right permission permissions one it is has for in on with that".split()
)
_WISHING = frozenset("would i we i'd we'd they you'd".split())


def likened(statements: Sequence[Statement], levels: Mapping[str, str | None]) -> list[Statement]:
    """The statements with each likeness replaced by the level that is meant; `levels` are those of the areas known."""
    return [_likened(statement, levels) for statement in swapped([*_joined(statements)])]


def _joined(statements: Sequence[Statement]) -> Iterator[Statement]:
    """With "Same level." as the end of the sentence before it, which adds an area."""
    for statement, after in zip_longest(statements, statements[1:]):
        names = any(token.term is Term.AREA for token in statement.tokens)
        if names and after is not None and _is_likeness(after):
            yield replace(statement, tokens=(*statement.tokens, *after.tokens))
        elif not (_is_likeness(statement) and statement is not statements[0]):
            yield statement


def _is_likeness(statement: Statement) -> bool:
    said = (token for token in statement.tokens if token.is_word and not token.has(Cue.POLITE, Cue.COURTESY))
    return " ".join(token.text for token in said) in _ALIKE and statement.place is Place.PROSE


_ALIKE = frozenset(
    f"{lead}{same}{what}"
    for lead in ("", "with ", "at ", "and ")
    for same in ("same", "the same")
    for what in ("", " level", " levels", " access", " rights", " permissions")
) | {"likewise", "ditto"}


def _likened(statement: Statement, levels: Mapping[str, str | None]) -> Statement:
    tokens = tuple(_resolved(statement.tokens, levels))
    return statement if tokens == statement.tokens else replace(statement, tokens=tokens)


def _resolved(tokens: Tokens, levels: Mapping[str, str | None]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        model = _model(tokens, at)
        if model <= at:
            yield tokens[at]
            at += 1
            continue
        level = levels.get(tokens[model].value) if tokens[model].term is Term.AREA else None
        if level:
            yield tokens[at]._replace(
                text=level,
                end=tokens[model].end,
                cues=frozenset(),
                term=Term.LEVEL,
                value=level,
                sure=True,
                is_open=False,
            )
        at = model + 1
        at += at < len(tokens) and tokens[at].has(Cue.HEAD)


def _model(tokens: Tokens, at: int) -> int:
    """Where the name stands that what begins here likens to; `at` if nothing does."""
    first = tokens[at].text.removeprefix("the ").split()[0]
    if first not in ("same", "like", "identical") or (first == "like" and at and tokens[at - 1].text in _WISHING):
        return at
    after, joined = at + 1, first == "like"
    while after < len(tokens):
        token = tokens[after]
        if token.text in ("as", "like") or (first == "identical" and token.text == "to"):
            joined = True
        elif joined and _is_name(token):
            return after if not _goes_on(tokens, after) else at
        elif not _FILLING.issuperset(token.text.split()):
            return at
        after += 1
    return at


def _is_name(token: Token) -> bool:
    return token.term in (Term.AREA, Term.ENVIRONMENT) and (token.sure or token.capital)


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a comparison of environments is all that the sentence says of a level: then it is read as a whole."""
    return tokens[at].term is Term.ENVIRONMENT and not any(token.term is Term.LEVEL for token in tokens)
