"""A sentence into clauses, and what each token's clause says of the mentions in it.

A clause is as far as a negation, a doubt or a reason reaches. A comma ends one unless it stands in a list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.tokens import Token

_BREAKS = frozenset("();")
# The kinds of term that may stand together in a list.
_KINDS: dict[Term | None, str] = {
    Term.ENVIRONMENT: "environment",
    Term.AREA: "area",
    Term.RECORD: "area",
    Term.HINT: "area",
    Term.LEVEL: "level",
    Term.VERB: "level",
    Term.METHOD: "level",
}


def kind_of(token: Token) -> str | None:
    """ "environment", "area" or "level" for what can be asked for, else None."""
    return _KINDS.get(token.term)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first to last (exclusive) of a sentence, with the cues in them."""

    first: int
    last: int
    cues: frozenset[Cue]

    def has(self, *cues: Cue) -> bool:
        return any(cue in self.cues for cue in cues)


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a sentence, in order, covering all of it."""
    edges = [0, *(number for number in range(1, len(tokens)) if _begins(tokens, number)), len(tokens)]
    return [_clause(tokens, first, last) for first, last in zip(edges, edges[1:], strict=False) if first < last]


def _clause(tokens: Sequence[Token], first: int, last: int) -> Clause:
    return Clause(first, last, frozenset(cue for token in tokens[first:last] for cue in token.cues))


def _begins(tokens: Sequence[Token], number: int) -> bool:
    """Whether a new clause begins with this token."""
    token = tokens[number]
    if token.text[0] in _BREAKS or token.has(Cue.CONTRAST, Cue.RELATIVE) or token.text in ("so", "then"):
        return True
    if token.text == "," or token.text[0] == "-" and _apart(tokens, number):
        return not _in_list(tokens, number)
    return token.has(Cue.AND) and not _in_list(tokens, number)


def _apart(tokens: Sequence[Token], number: int) -> bool:
    """Whether a hyphen is a dash: there is a blank before it and after it."""
    token = tokens[number]
    before = tokens[number - 1].end < token.start
    return before and (number + 1 == len(tokens) or token.end < tokens[number + 1].start)


_AROUND = 4


def _in_list(tokens: Sequence[Token], number: int) -> bool:
    """Whether what stands before and after are of one kind: "Bibs, Users and the Courses API"."""
    before = _first_kind(tokens[number - 1 : max(0, number - 1 - _AROUND) : -1] if number > 1 else tokens[:1])
    after = _first_kind(tokens[number + 1 : number + 1 + _AROUND])
    return before is not None and before == after


def _first_kind(tokens: Sequence[Token]) -> str | None:
    for token in tokens:
        kind = "environment" if token.has(Cue.BOTH) else kind_of(token)
        if kind:
            return kind
        if token.text != "," and not token.has(Cue.AND, Cue.OR, Cue.HEAD, Cue.KEY) and not _is_article(token):
            return None
    return None


def _is_article(token: Token) -> bool:
    return token.text in ("the", "a", "an", "our", "your") or token.term is Term.SERVICE
