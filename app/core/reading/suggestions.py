"""Areas, or a level, that nobody named but that the work plainly touches."""

from collections.abc import Iterable, Iterator, Sequence

from app.core.catalogue import Catalogue
from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.statements import Statement
from app.core.reading.tokens import Token
from app.core.reading.topics import Topic


def hinted_areas(statements: Iterable[Statement], catalogue: Catalogue) -> dict[str, Token]:
    """The areas that the statements hint at, in the catalogue's order, each with its first hint."""
    found: dict[str, Token] = {}
    for token in _hints(statements, Term.HINT):
        found.setdefault(token.value, token)
    return {area.id: found[area.id] for area in catalogue.areas if area.id in found}


def hinted_levels(statements: Iterable[Statement], catalogue: Catalogue) -> dict[str, Token]:
    found: dict[str, Token] = {}
    for token in _hints(statements, Term.LEVEL_HINT):
        found.setdefault(token.value, token)
    return {level.id: found[level.id] for level in catalogue.levels if level.id in found}


def _hints(statements: Iterable[Statement], term: Term) -> Iterator[Token]:
    for statement in statements:
        if statement.topic is Topic.OTHER or not _is_of_the_work(statement.tokens):
            continue
        yield from (token for token in statement.tokens if token.term is term)


def _is_of_the_work(tokens: Sequence[Token]) -> bool:
    return not any(token.has(Cue.NOT) and token.text == "nothing" for token in tokens)
