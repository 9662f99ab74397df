"""A sentence into clauses: as far as a negation, a doubt or a reason reaches.

A comma ends a clause unless it stands in a list; a colon unless nothing but names stands before it ("Users: none").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

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
_SIGNS = frozenset("();")
_SO = frozenset(("so", "then"))
_AROUND = 4
_LABEL = 8


def kind_of(token: Token) -> str | None:
    """What of a request a token could name: "environment", "area" or "level"; else None."""
    return _KINDS.get(token.term)


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens first to last (exclusive) of a sentence, with the cues in them."""

    first: int
    last: int
    cues: frozenset[Cue]

    def has(self, *cues: Cue) -> bool:
        return not self.cues.isdisjoint(cues)


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a sentence, in order, covering all of it."""
    edges = [0, *(number for number in range(1, len(tokens)) if _begins(tokens, number)), len(tokens)]
    return [_clause(tokens, first, last) for first, last in pairwise(edges)]


def main_part(tokens: Sequence[Token], clause: Clause) -> Sequence[Token]:
    """A clause without the reason or condition that it ends with: "read-only since it has no other"."""
    inner = range(clause.first + 1, clause.last)
    end = next((at for at in inner if tokens[at].has(Cue.REASON, Cue.CONDITION)), clause.last)
    return tokens[clause.first : end]


def _clause(tokens: Sequence[Token], first: int, last: int) -> Clause:
    return Clause(first, last, frozenset().union(*(token.cues for token in tokens[first:last] if token.cues)))


def _begins(tokens: Sequence[Token], number: int) -> bool:
    """Whether a new clause begins with this token."""
    token = tokens[number]
    if token.is_word:
        if token.has(Cue.CONTRAST, Cue.RELATIVE) or token.text in _SO:
            return True
        return token.has(Cue.AND) and not in_list(tokens, number)
    if token.text[0] in _SIGNS:
        return True
    if token.text == ":":
        return not _is_label(tokens[max(0, number - _LABEL) : number])
    dash = token.text[0] == "-" and _is_dash(tokens, number)
    return (dash or token.text == "," or token.has(Cue.AND)) and not in_list(tokens, number)


def _is_label(tokens: Sequence[Token]) -> bool:
    """Whether nothing but names leads to a colon, as far as the last sign: "Users: none"."""
    label = list(takewhile(lambda token: token.is_word or token.term is not None, reversed(tokens)))
    return all(kind_of(token) or token.has(Cue.HEAD, Cue.AND, Cue.BOTH) or _is_article(token) for token in label)


def _is_dash(tokens: Sequence[Token], number: int) -> bool:
    """Whether there is a blank before and after what could be a hyphen."""
    before = tokens[number - 1].end < tokens[number].start
    return before and (number + 1 == len(tokens) or tokens[number].end < tokens[number + 1].start)


def in_list(tokens: Sequence[Token], number: int) -> bool:
    """Whether what stands before and after are of one kind: "Bibs, Users and the Courses API"."""
    before = _first_kind(tokens[max(0, number - _AROUND) : number][::-1])
    return before is not None and before == _first_kind(tokens[number + 1 : number + 1 + _AROUND])


def _first_kind(tokens: Sequence[Token]) -> str | None:
    for token in tokens:
        kind = "environment" if token.has(Cue.BOTH) else kind_of(token)
        if kind or not (token.text == "," or token.has(Cue.AND, Cue.OR, Cue.HEAD, Cue.KEY) or _is_article(token)):
            return kind
    return None


def _is_article(token: Token) -> bool:
    return token.text in ("the", "a", "an", "our", "your") or token.term is Term.SERVICE
