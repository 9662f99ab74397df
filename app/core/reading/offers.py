"""What an agent or the bot offered, and whether the requester took it.

Their words state nothing by themselves. A sentence of theirs is an offer if it is a question that can be answered with
yes, comes right before one ("… Is that right?"), or says what they would do. Of several printed options none is
offered, but "the former" or "the latter" can choose between two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.reading.claims import Claim, claim_of, claims_of
from app.core.reading.english import Cue
from app.core.reading.judging import mentions_of
from app.core.reading.mentions import Kind, Mention, Reader, Status
from app.core.reading.statements import Place, Statement
from app.core.reading.tokens import Token, words_of
from app.core.reading.wishes import Said, has


@dataclass(frozen=True, slots=True)
class Offer:
    """The last message of an agent or the bot: what it offers, between what it lets choose, whether it asks where."""

    said: Said | None = None
    choices: tuple[Mention, ...] = ()
    asks_environment: bool = False


_CONFIRMS = 6
_OPENING = 4
# Questions that can be answered with yes and yet offer nothing.
_INQUIRES = re.compile(
    r"\b(?:(?:are|were) you (?:aware|sure)|(?:do|did) you (?:know|see|read|have|get|receive|try|test)|have you"
    r"|did (?:it|that|they)|is there"
    r"|are there|(?:can|could|would) you (?:tell|check|find|ask|look|send|explain)|does (?:anyone|anybody"
    r"|somebody)|has (?:it|that|the))\b"
)


def offer_of(statements: Sequence[Statement], reader: Reader, said: Said, by_bot: bool) -> Offer:
    """The offer that a message makes; `said` is the message without claims."""
    offered = [statement for number, statement in enumerate(statements) if _is_offer(statements, number, by_bot)]
    claims = tuple(
        (each, claim) for each in offered for claim in claims_of(each, reader) if claim.status is not Status.OPEN
    )
    mentions = [mention for statement in statements for mention in mentions_of(statement, reader)]
    left_open = [each for each in mentions if each.status is Status.OPEN]
    return Offer(replace(said, claims=claims), _choices(left_open), _asks_environment(statements, left_open))


def _is_offer(statements: Sequence[Statement], number: int, by_bot: bool) -> bool:
    statement = statements[number]
    if _is_polar(statement) or has(statement, Cue.OFFER):
        return True
    for after in statements[number + 1 :]:
        if _is_polar(after):
            return not (by_bot and after is not statements[number + 1])
        if after.question or (after.place is not Place.ITEM and by_bot):
            return False
    return False


def _is_polar(statement: Statement) -> bool:
    """A question to be answered with yes or no."""
    asks = statement.question and not any(token.has(Cue.QUESTION) for token in statement.tokens[:2])
    return asks and not has(statement, Cue.OR) and not _INQUIRES.search(words_of(statement.tokens))


def _choices(left_open: Sequence[Mention]) -> tuple[Mention, ...]:
    """The two options that are to be chosen between, if that is all that is asked."""
    values = dict.fromkeys(value for each in left_open for value in each.values)
    if len({each.kind for each in left_open}) != 1 or len(values) != _TWO:
        return ()
    return tuple(next(each for each in left_open if value in each.values) for value in values)


_TWO = 2


def _asks_environment(statements: Sequence[Statement], left_open: Sequence[Mention]) -> bool:
    named = any(each.kind is Kind.ENVIRONMENT for each in left_open)
    words = (token.text for statement in statements for token in statement.tokens)
    return named or any(word in ("environment", "environments", "instance", "instances") for word in words)


def accepted(offer: Offer, statements: Sequence[Statement]) -> Said | None:
    """The offer's claims that the requester's message takes up by agreeing or choosing."""
    if offer.said is None:
        return None
    chosen = _chosen(offer, statements)
    if chosen:
        return replace(offer.said, claims=tuple((statements[0], claim) for claim in chosen))
    return offer.said if offer.said.claims and agrees(statements) else None


def agrees(statements: Sequence[Statement]) -> bool:
    """Whether a message begins, after greetings and thanks, with a yes that is neither a promise nor a doubt."""
    for statement in statements[:_CONFIRMS]:
        tokens = _without_courtesy(statement.tokens)
        if not tokens:
            continue
        if not tokens[0].has(Cue.YES) or statement.question:
            return False
        return not has(statement, Cue.HEDGE, Cue.UNSURE, Cue.PROMISE) and not any(
            token.text == "no" for token in tokens[:_OPENING]
        )
    return False


def _without_courtesy(tokens: Sequence[Token]) -> Sequence[Token]:
    at = 0
    while at < len(tokens) and (not tokens[at].is_word or tokens[at].has(Cue.COURTESY) or _is_name(tokens, at)):
        at += 1
    return tokens[at:]


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """A name after a greeting: "Hi Ingrid, yes"."""
    return at > 0 and tokens[at - 1].has(Cue.COURTESY) and tokens[at].is_open and tokens[at].capital


_FORMER = frozenset(("former", "first one", "the first", "first"))
_LATTER = frozenset(("latter", "second one", "the second", "second"))


def _chosen(offer: Offer, statements: Sequence[Statement]) -> list[Claim]:
    if len(offer.choices) != _TWO or not statements:
        return []
    words = {token.text for token in statements[0].tokens}
    picked = [choice for choice, names in zip(offer.choices, (_FORMER, _LATTER), strict=True) if words & names]
    if len(picked) != 1 or has(statements[0], Cue.HEDGE, Cue.NOT) or len(statements[0].tokens) > _CONFIRMS:
        return []
    return [claim_of(replace(picked[0], status=Status.STATED))]
