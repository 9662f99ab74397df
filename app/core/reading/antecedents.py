"""What "it" or "them" stands for where something is to be taken out: "The Users row is a leftover. Please drop it."

It is what was named last: in the sentence, in the one before, or, at the beginning of a reply, in the question. Only
for taking out: what is wrongly taken out is asked for again, and nothing is granted by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.reading.english import Cue
from app.core.reading.names import AREA, PLACE, Tokens, kind_of_name
from app.core.reading.statements import Statement, is_bare
from app.core.reading.tokens import Token

_ONE = frozenset(("it", "that", "this", "that one", "this one"))
_SEVERAL = frozenset(("them", "those", "these", "both"))
_NEAR = 3


def with_antecedents(statements: Sequence[Statement], before: Sequence[Statement]) -> list[Statement]:
    """The statements with each such pronoun replaced by the names it stands for; `before`: the message before."""
    last: Tokens = _last_named([token for statement in before[-_NEAR:] for token in statement.tokens])
    found = []
    for statement in statements:
        tokens = tuple(_resolved(statement.tokens, last))
        named = _last_named(statement.tokens)
        last = named or last
        found.append(
            statement if tokens == statement.tokens else replace(statement, tokens=tokens, bare=is_bare(tokens))
        )
    return found


def _resolved(tokens: Tokens, last: Tokens) -> Iterator[Token]:
    for at, token in enumerate(tokens):
        stands = token.text in _ONE or token.text in _SEVERAL
        if not (stands and _is_taken_out(tokens, at)):
            yield token
            continue
        meant = _last_named(tokens[:at]) or last
        wanted = meant[-1:] if token.text in _ONE else meant
        yield from (each._replace(start=token.start, end=token.end) for each in wanted) if wanted else (token,)


def _is_taken_out(tokens: Sequence[Token], at: int) -> bool:
    """Whether a pronoun is the object of taking out: "drop it", "leave them out", and nothing is named after it."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = after is None or not after.is_word or after.has(Cue.OFF, Cue.POLITE, Cue.AND, Cue.CORRECTION)
    dropped = before is not None and before.has(Cue.DROP)
    taken = before is not None and before.has(Cue.TAKE) and after is not None and after.has(Cue.OFF)
    return (dropped and ends) or taken


def _last_named(tokens: Sequence[Token]) -> Tokens:
    """The areas, or else the environments, that were named last, as far as nothing but a list joins them."""
    for kind in (AREA, PLACE):
        named = [token for token in tokens if kind_of_name(token) == kind and (token.sure or token.capital)]
        if named:
            return tuple({token.value: token for token in named}.values())
    return ()
