"""What is named in a reason, a condition or an indirect question; an "if" that leads to a wish is none of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.core.reading.said.clauses import Clause, in_list, kind_of
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.doers import ACTING
from app.core.reading.vocabulary.english import Cue


def reasons_in(verdicts: Verdicts, clause: Clause, mine: Sequence[int]) -> Iterator[int]:
    """The mentions after a reason, a condition or an indirect question: they say nothing about what is wanted."""
    tokens = verdicts.statement.tokens
    for at in range(clause.first, clause.last):
        token = tokens[at]
        asking = token.text in ("why", "how") or (token.has(Cue.QUESTION) and verdicts.statement.question)
        lacking = token.text == "without" and at == 0 and not verdicts.statement.bare
        asking = asking and not (verdicts.statement.question and asks_what_for(tokens)) and not _is_relative(tokens, at)
        asked = token.text == "whether" and verdicts.reader.offers
        asked = asked or (token.text == "should it" and verdicts.statement.question)
        leads = not asked and token.has(Cue.REASON, Cue.CONDITION) and not _is_wishing_if(tokens[: at + 1])
        if leads or lacking or (asking and at == clause.first):
            aims = token.text in ("in order to", "before", "until", "till")
            ends = (
                each
                for each in range(at + 1, clause.last)
                if _ends_reason(tokens, each) or (aims and tokens[each].has(Cue.KEY, Cue.REQUEST))
            )
            end = next(ends, clause.last)
            yield from (each for each in mine if at < each < end and not _is_only_place(verdicts, at, each))


def _is_relative(tokens: Sequence[Token], at: int) -> bool:
    """As in "could we have a key which can read Bibs?"."""
    led = [token for token in tokens[max(0, at - 2) : at] if token.text not in ("with", "by")]
    before = led[-1] if led else None
    return before is not None and (before.has(Cue.KEY, Cue.HEAD) or before.text in ACTING)


def _is_only_place(verdicts: Verdicts, at: int, each: int) -> bool:
    """As in "as the pilot takes place in the sandbox only": a reason that says where."""
    tokens = verdicts.statement.tokens
    only = cued(tokens[max(0, each - 2) : each + 2], Cue.ONLY)
    return tokens[at].has(Cue.REASON) and only and kind_of(tokens[each]) == "environment"


def _ends_reason(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "," or (tokens[at].has(Cue.AND) and not in_list(tokens, at))


def _is_wishing_if(led: Sequence[Token]) -> bool:
    """Whether words that end in an "if" lead to a wish: "it would be good if the key covered both"."""
    *before, last = led
    wish = next((at for at in range(len(before) - 1, -1, -1) if _WISHED_IF & set(before[at].text.split())), None)
    if last.text != "if" or wish is None or len(before) - wish > _FEW:
        return False
    return not any(kind_of(token) or token.has(Cue.NEEDED) for token in before[wish:])


_WISHED_IF = frozenset(
    """would i'd we'd it'd appreciate appreciated grateful love glad thankful happy enough suffices sufficient fine
    okay ok""".split()
)
_FEW = 5


def asks_what_for(tokens: Sequence[Token]) -> bool:
    """As in "but how would read-only do?", "what would we need Users for?"."""
    return any(
        token.has(Cue.QUESTION) and after.text in _WOULD and (at == 0 or tokens[at - 1].has(Cue.CONTRAST, Cue.AND))
        for at, (token, after) in enumerate(pairwise(tokens))
    )


_WOULD = frozenset("would should could can shall do does is".split())
