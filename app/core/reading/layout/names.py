"""Which tokens name an environment, an area or a level, and in which order names are read as belonging together."""

from collections.abc import Sequence

from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.lexicon import Term

Tokens = tuple[Token, ...]

PLACE, AREA, LEVEL = 0, 1, 2
_ORDER: dict[Term | None, int] = {
    Term.ENVIRONMENT: PLACE,
    Term.AREA: AREA,
    Term.RECORD: AREA,
    Term.LEVEL: LEVEL,
    Term.VERB: LEVEL,
    Term.METHOD: LEVEL,
}


def kind_of_name(token: Token) -> int | None:
    return _ORDER.get(token.term)


def names_in(tokens: Sequence[Token]) -> Tokens:
    """The tokens that name an environment, an area or a level."""
    return tuple(token for token in tokens if token.term in _ORDER)


def in_order(pieces: Sequence[Tokens]) -> Tokens:
    """The pieces, those that name environments first, then areas, then levels; within a piece all stays as it is."""
    return tuple(token for piece in sorted(pieces, key=_order_of) for token in piece)


def _order_of(piece: Tokens) -> int:
    return min((_ORDER[token.term] for token in piece if token.term in _ORDER), default=len(_ORDER))
