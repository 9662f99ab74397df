"""What a sentence leaves open by naming several of which only one can be meant: "read-only or read/write"."""

from collections.abc import Sequence
from itertools import pairwise

from app.core.reading.said.mentions import Kind, Mention, Status
from app.core.reading.said.spots import ARTICLES
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

_BETWEEN, _BETWEEN_IN_QUESTION = 4, 12
_NEAR = 3


def leave_alternatives_open(verdicts: Verdicts, found: Sequence[Mention]) -> None:
    """Several of a kind of which only one can be meant state nothing, nor do those that end in "or both"."""
    tokens = verdicts.statement.tokens
    offers = verdicts.reader.offers
    several = {each.at for each in found if _ends_in_both(tokens, each.at) or (offers and _lists_both(tokens, each.at))}
    several |= {each.at for each in found if len(each.values) > 1 and several & set(range(each.at - _NEAR, each.at))}
    for first, second in reversed([*pairwise(found)]):
        alike = first.kind is second.kind and first.values != second.values
        goes_on = second.at in several and _is_listed(tokens[first.at + 1 : second.at])
        if alike and (goes_on or _are_alternatives(verdicts, first, second)):
            several |= {first.at, second.at}
    denied = {at for at in several if verdicts.status.get(at) is Status.DENIED}
    verdicts.set(several - denied - verdicts.lowered, Status.OPEN)


def _is_listed(between: Sequence[Token]) -> bool:
    """Whether only a comma leads to what is one of several alternatives: "Reports, Authentication or Full access"."""
    return bool(between) and between[0].text == "," and all(token.text in ARTICLES for token in between[1:])


def _are_alternatives(verdicts: Verdicts, first: Mention, second: Mention) -> bool:
    between = verdicts.statement.tokens[first.at + 1 : second.at]
    if len(between) > (_BETWEEN_IN_QUESTION if verdicts.statement.question else _BETWEEN):
        return False
    one_of = first.kind is not Kind.AREA and any(token.text in ("/", "|", "and/or") for token in between)
    calls = all(verdicts.statement.tokens[each.at].term is Term.METHOD for each in (first, second))
    one_of = one_of and not calls  # "GET/POST" are both
    one_of = one_of and not (first.kind is Kind.ENVIRONMENT and _counts_two(verdicts.statement.tokens[: first.at]))
    joined = one_of or cued(between, Cue.OR)
    return joined and not any(token.is_open or token.text[0] in _ANSWERED for token in between)


def _counts_two(led: Sequence[Token]) -> bool:
    """As in "two keys (prod/sandbox)"."""
    return any(count.text in ("two", "2", "both") and key.has(Cue.KEY) for count, key in pairwise(led))


# Signs that lead from printed options to an answer.
_ANSWERED = frozenset(":=→>")


def _ends_in_both(tokens: Sequence[Token], at: int) -> bool:
    """As in "production, the sandbox, or both"."""
    ahead = [token for token in tokens[at + 1 : at + 4] if token.text != "," and not token.has(Cue.HEAD)]
    return len(ahead) > 1 and ahead[0].has(Cue.OR) and ahead[1].has(Cue.BOTH)


def _lists_both(tokens: Sequence[Token], at: int) -> bool:
    """As in what staff let choose between: "production, premium sandbox, both"."""
    ahead = tokens[at + 1 : at + 4]
    ends = all(not token.is_word for token in ahead[2:])
    return len(ahead) > 1 and ahead[0].text in (",", "/") and ahead[1].has(Cue.BOTH) and ends
