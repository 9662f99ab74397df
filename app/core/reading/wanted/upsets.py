"""Corrections that say that something is in the wrong place, and not what is right: what they touch is asked again."""

import re
from collections.abc import Iterator, Sequence

from app.core.reading.layout.statements import Statement
from app.core.reading.said.claims import Claim
from app.core.reading.said.mentions import ALL
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.wanted.wishes import values

_UPSETS = re.compile(
    r"\b(?:swap(?:ped|ping)?|exchanged|interchanged?|transposed|reversed|switched round|vice versa"
    r"|mixed (?:\w+ ){0,3}?up|mix up|(?:the )?(?:other|wrong) way (?:a)?round|upside down|slipped"
    r"|(?:one|a|two|1|2) (?:column|row|line|cell|box)s? (?:too |further |off|up|down|left|right|to the"
    r"|higher|lower|above|below)"
    r"|(?:wrong|neighbouring) (?:row|line|column|box|cell|place|spot|field|tick|cross))\b"
)


def upset_areas(statements: Sequence[Statement], claims: Sequence[tuple[Statement, Claim]]) -> frozenset[str]:
    """The areas whose level is in doubt by this message; all of them where it says of nothing what is right."""
    settled = {value for _, claim in claims if claim.levels for value in values(claim.areas)}
    telling = {id(each) for each, claim in claims if claim.levels}
    return frozenset(_upset(statements, telling, bool(claims))) - settled


def _upset(statements: Sequence[Statement], telling: set[int], claims: bool) -> Iterator[str]:
    for statement in statements:
        if id(statement) in telling or statement.question or not _UPSETS.search(words_of(statement.tokens)):
            continue
        named = [token.value for token in statement.tokens if token.term is Term.AREA]
        yield from named or (() if claims else (ALL,))
