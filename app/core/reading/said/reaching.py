"""Which mentions a word of a clause reaches that denies, drops or excepts, before it and after it."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from app.core.reading.said.clauses import Clause
from app.core.reading.said.mentions import Kind
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue

REACH = 25
_LISTING = frozenset((",", "/", "the", ":", "-", "("))
AUXILIARY = frozenset(
    """is are be been being will would do does really currently actually we i it can could may might must should shall
    ought to has have had get gets both all now no longer therefore thus also just please better safely""".split()
)


def named_after(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    """The mentions that follow in the clause, as far as a colon."""
    tokens = verdicts.statement.tokens
    reach = takewhile(lambda each: tokens[each].text != ":", range(at + 1, min(clause.last, at + REACH)))
    return [each for each in reach if each in verdicts.where]


def named_before(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    return [each for each in range(max(clause.first, at - REACH), at) if each in verdicts.where]


def and_likewise(verdicts: Verdicts, denied: Sequence[int], first: int) -> list[int]:
    """What is denied, and what is named after it with no word of its own: "take Users out, and Courses too"."""
    tokens, kinds = verdicts.statement.tokens, {verdicts.kind(each) for each in denied}
    found: list[int] = []
    for at in range(first, len(tokens)):
        if at in verdicts.where and verdicts.kind(at) in kinds:
            found.append(at)
        elif not (links(tokens[at], True) or tokens[at].has(Cue.ALSO, Cue.TOO, Cue.OFF, Cue.POLITE)):
            return [*denied, *(found if tokens[at].has(Cue.CONTRAST) else ())]
    return [*denied, *found]


def listed_from(verdicts: Verdicts, after: Sequence[int]) -> list[int]:
    """The mentions of one kind that a denial reaches; environments not beyond a comma ("not production, sandbox"), nor
    an area of which something is said there ("forget Users, Bibs is enough").
    """
    kind = verdicts.kind(after[0])
    reached = [after[0]]
    for before, each in pairwise(after):
        if has_comma(verdicts, before, each) and (kind is Kind.ENVIRONMENT or _is_subject(verdicts, each)):
            break
        if verdicts.kind(each) is kind:
            reached.append(each)
    return reached


_SAYING = frozenset("is are stays stay remains remain should will would must can may suffices suffice".split())


def _is_subject(verdicts: Verdicts, at: int) -> bool:
    after = next((token for token in verdicts.statement.tokens[at + 1 :] if not token.has(Cue.HEAD)), None)
    return after is not None and after.text.split()[0] in _SAYING


def has_comma(verdicts: Verdicts, first: int, last: int) -> bool:
    return any(token.text == "," for token in verdicts.statement.tokens[first:last])


def listed_before(verdicts: Verdicts, at: int) -> list[int]:
    """The areas or environments that end right before, across a colon, a dash or a bracket."""
    found: list[int] = []
    for each in range(at - 1, max(-1, at - REACH), -1):
        if each in verdicts.where:
            if found and verdicts.kind(each) is not verdicts.kind(found[0]):
                break
            found.append(each)
        elif found and _places(verdicts, each):
            return listed_before(verdicts, each)
        elif not links(verdicts.statement.tokens[each], bool(found)) or (
            found and verdicts.statement.tokens[each].text == "("
        ):
            break
    return [each for each in found if verdicts.kind(each) is not Kind.LEVEL]


def _places(verdicts: Verdicts, at: int) -> bool:
    """Whether a preposition puts an area in the environments that follow: "Users in the sandbox: none"."""
    follows = next((each for each in sorted(verdicts.where) if each > at), at)
    place = follows > at and verdicts.kind(follows) is Kind.ENVIRONMENT
    return bool(place) and verdicts.statement.tokens[at].text in _IN and at - 1 in verdicts.where


_IN = frozenset(("in", "on", "for"))


def links(token: Token, found: bool) -> bool:
    if not found and not token.has(Cue.NOT) and (token.has(Cue.MODAL) or _is_auxiliary(token)):
        return True
    return token.has(Cue.AND, Cue.HEAD, Cue.OR, Cue.KEY) or token.text in _LISTING


def _is_auxiliary(token: Token) -> bool:
    return AUXILIARY.issuperset(token.text.split())
