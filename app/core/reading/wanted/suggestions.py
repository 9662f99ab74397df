"""Areas, or a level, that nobody named but that the work plainly touches."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from app.core.catalogue import Area, Catalogue, Level
from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import GAP, Term
from app.core.reading.vocabulary.topics import Topic


def hinted_areas(statements: Iterable[Statement], catalogue: Catalogue) -> dict[str, Token]:
    """The areas that the statements hint at, in the catalogue's order, each with its first hint."""
    return _hinted(statements, catalogue.areas, Term.HINT)


def hinted_levels(statements: Iterable[Statement], catalogue: Catalogue) -> dict[str, Token]:
    return _hinted(statements, catalogue.levels, Term.LEVEL_HINT)


def _hinted(statements: Iterable[Statement], grants: Sequence[Area | Level], term: Term) -> dict[str, Token]:
    found: dict[str, Token] = {}
    for statement in statements:
        if statement.topic is not Topic.OTHER and _is_of_the_work(statement.tokens):
            for value, token in (*_named(statement.tokens, term), *_deeds(statement.tokens, grants)):
                found.setdefault(value, token)
    return {grant.id: found[grant.id] for grant in grants if grant.id in found}


def _named(tokens: Sequence[Token], term: Term) -> Iterator[tuple[str, Token]]:
    for at, token in enumerate(tokens):
        verb = token.text in _ALSO_VERBS and _is_verb(tokens, at)
        if token.term is term and not (verb or _is_yes(tokens, at) or _is_unable(tokens, at)):
            yield token.value, token


def _is_yes(tokens: Sequence[Token], at: int) -> bool:
    """Whether "fine" is no fine, but what somebody says to an offer or of what works."""
    return tokens[at].has(Cue.YES) and not (at and tokens[at - 1].text in _COUNTED)


_COUNTED = frozenset("a an the each every any per one no library overdue unpaid their his her its open".split())


def _is_unable(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence begins by telling what it cannot do: "jobs in Alma can't do all of them"."""
    ahead = takewhile(lambda token: token.text != ",", tokens[at + 1 : at + 1 + _NEAR])
    return at == 0 and cued(ahead, Cue.CANNOT)


# Hints that are verbs as well: "a script sets up courses".
_ALSO_VERBS = frozenset(("sets", "funds"))


def _is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether an article, a particle or somebody's follows: "sets up", "sets the right one"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and (
        after.text in _OBJECTS or (after.has(Cue.OWNER) and after.text not in ("of", "by", "at"))
    )


_OBJECTS = frozenset("the a an it them up out off each every its their".split())


def _deeds(tokens: Sequence[Token], grants: Sequence[Area | Level]) -> Iterator[tuple[str, Token]]:
    """Hints of two words with others between: "creat … account" is "creates the OpenAthens accounts"."""
    beginnings = _beginnings(tuple(grants))
    firsts = tuple(first for _, first, _ in beginnings)
    begun = [(at, token) for at, token in enumerate(tokens) if token.text.startswith(firsts)]
    for grant, first, last in beginnings if begun else ():
        for at, token in begun:
            near = tokens[at + 1 : at + 1 + _NEAR]
            if token.text.startswith(first) and any(each.text.startswith(last) for each in near):
                yield grant, token


@lru_cache(maxsize=16)
def _beginnings(grants: tuple[Area | Level, ...]) -> tuple[tuple[str, str, str], ...]:
    """The beginnings of both words, with what they hint at."""
    parted = ((grant.id, hint.split(GAP)) for grant in grants for hint in grant.hints if GAP in hint)
    return tuple((grant, first, last) for grant, (first, last) in parted)


_NEAR = 6


def _is_of_the_work(tokens: Sequence[Token]) -> bool:
    return not any(token.text == "nothing" and token.has(Cue.NOT) for token in tokens)
