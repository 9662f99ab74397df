"""Where a message goes back on messages: to what was asked first, or to what held before the last one.

"Please go back to what I asked for in the first place" brings the first request back, "forget my last message" undoes
that one. What the same message states holds on top.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.wanted.wishes import Wishes

_SAYING = (
    r"(?:request|e ?- ?mail|mail|message|ticket|wording|version|plan|description|form|list|table|wish|order|post|setup)"
)
_FIRST = re.compile(
    r"\b(?:back|return\w*|revert\w*|restor\w+|stick|stand|stands|holds?|valid|applies|reinstate\w*|as in|as per"
    r"|according to|as it was in|as before in|stay|keep)\b.{0,60}\b(?:original|originally|initial|initially|first"
    rf"|in the first place|to begin with|at the (?:start|beginning|outset)) ?{_SAYING}?\b"
    rf"|\b(?:original|initial|first) {_SAYING} (?:still )?(?:stands|holds|is valid|applies|counts|was right|is right)\b"
    r"|\b(?:back|return\w*|revert\w*) to (?:what's |what is |what stands |what was )?(?:in )?(?:the|my) (?:description"
    r"|summary|ticket|form|first \w+)\b"
    r"|\bas (?:i|we) (?:originally|initially|first) (?:\w+)\b|\bwhat (?:i|we) (?:originally|initially|first) \w+\b"
)
_UNDONE = re.compile(
    r"\b(?:forget|forget about|ignore|disregard|scratch|cancel|undo|take back|retract|withdraw|revoke|strike|drop"
    r"|discard|delete|overlook)\b (?:about )?(?:my|the|that|this|our|all of my|what i wrote in my)"
    r" (?:\w+ ){0,2}?(?:messages?|mail|e ?- ?mail|comment|note|reply|correction|change|changes|update|post|addition"
    r"|message)\b"
    r"|\b(?:i|we) take (?:that|it|this|everything|my \w+) back\b|\b(?:take|taking) back (?:what|my last)\b"
)
_REPLACED = re.compile(
    r"\b(?:forget|forget about|ignore|disregard|scratch|discard|throw away|bin|overlook)\b (?:about )?(?:my|the|our)"
    r" (?:first|old|original|earlier|previous|upper|above|other)(?: (?:one|block|version|form|table|list|file|sheet"
    r"|draft|mail|message|request|settings|attempt))?(?= :| \.|$| ,| and| please| -)"
)


@dataclass(frozen=True, slots=True)
class Return:
    """What is wanted by going back, None for nothing; `since`: the statement from which on the message adds to it."""

    wishes: Wishes | None
    since: int = 0


def gone_back(statements: Sequence[Statement], earlier: Sequence[Wishes]) -> Return | None:
    """Where a message goes back to; None where it doesn't. `earlier` are the wishes after each message before it.

    What stands before a wish for the first request only tells why. What replaces a block is no going back.
    """
    if not earlier:
        return None
    spoken = [(number, words_of(each.tokens)) for number, each in enumerate(statements) if _is_plain(each)]
    for number, said in spoken:
        if _FIRST.search(said) and not (statements[number].has(Cue.NOT) or _names(statements[number])):
            return Return(earlier[0], number)
    for _, said in spoken:
        if _REPLACED.search(said):
            return None
        if _UNDONE.search(said):
            return Return(earlier[-2] if len(earlier) > 1 else None)
    return None


def _names(statement: Statement) -> bool:
    """Whether it speaks of one thing only, and not of all: "Bibs as in my first mail"."""
    return any(token.term in (Term.AREA, Term.ENVIRONMENT, Term.LEVEL) for token in statement.tokens)


def _is_plain(statement: Statement) -> bool:
    return not statement.question and not statement.has(Cue.CONDITION, Cue.HEDGE)
