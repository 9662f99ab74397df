"""Whether a message agrees to what was offered: with a yes, by taking it, or by calling the rest fine."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from app.core.reading.layout.statements import Statement
from app.core.reading.said.clauses import kind_of
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.consent import ALL_BUT, CONSENT
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

_CONFIRMS = 6
_OPENING = 4


def accepts_rest(statements: Sequence[Statement]) -> bool:
    """As in "Analytics yes, Acquisition no. The rest is right.", "read/write, otherwise yes"."""
    return any((each.has(*_FINE) and _is_fine(each)) or takes_all_but(each) for each in statements)


def takes_all_but(statement: Statement) -> bool:
    """As in "everything but Users, please", "all of that except Courses"."""
    tokens = without_courtesy(statement.tokens)
    if statement.question or is_doubtful(statement) or not tokens:
        return False
    return bool(ALL_BUT.match(words_of(statement.tokens)))


def _is_fine(statement: Statement) -> bool:
    """Whether all else is called fine, without a doubt or a "not" after it."""
    tokens = statement.tokens
    rest = (at for at, token in enumerate(tokens) if token.has(Cue.REST, Cue.EVERYTHING) or token.text in _OTHERWISE)
    at = next(rest, None)
    if at is None or statement.question or statement.has(Cue.HEDGE, Cue.UNSURE):
        return False
    return not cued(tokens[at:], Cue.NOT)


def agrees(statements: Sequence[Statement]) -> bool:
    """Whether a message says yes, with neither a promise nor a doubt.

    Greetings, thanks and what merely tells something ("I talked to my boss") may stand before the yes.
    """
    for statement in statements[:_CONFIRMS]:
        tokens = without_courtesy(statement.tokens)
        if not tokens or _only_greets(statement):
            continue
        if consents(tokens) or CONSENT.match(words_of(statement.tokens)):
            return _is_certain(statement)
        if (late := _late_yes(statement)) is not None:
            return _is_certain(late)
        if not merely_tells(statement):
            return False
    return False


def _late_yes(statement: Statement) -> Statement | None:
    """What stands from a yes on that comes after a comma: "just asked them, yes, that's the one"."""
    tokens = statement.tokens
    starts = (at + 1 for at, token in enumerate(tokens[:-1]) if token.text == "," and _says_yes(tokens[at + 1 :]))
    at = next(starts, None)
    if at is None or not merely_tells(replace(statement, tokens=tokens[:at], question=False)):
        return None
    return replace(statement, tokens=tokens[at:])


def _says_yes(tokens: Sequence[Token]) -> bool:
    taken = tokens[0].text in ("let's", "we'll", "please") and CONSENT.match(words_of(tokens))
    return tokens[0].text in _YES or bool(taken)


_YES = frozenset("yes yep yeah agreed correct exactly".split())


def consents(tokens: Sequence[Token]) -> bool:
    """Whether a sentence begins with a yes, or takes what was offered: "Fits.", "Then let it be that."."""
    after = tokens[1:] if tokens[0].text in _IT_IS and len(tokens) > 1 else tokens
    return after[0].has(Cue.YES) or bool(CONSENT.match(words_of(tokens)))


def limited_to(statement: Statement) -> Sequence[Token]:
    """What a yes is limited to, if it is: "yes to Bibs and read-only", "agreed as to the areas"."""
    tokens = without_courtesy(statement.tokens)
    at = next((at for at, token in enumerate(tokens[:_OPENING]) if token.text in _AS_TO), 0)
    if not at or statement.question or not consents(tokens) or not all(token.is_word for token in tokens[:at]):
        return ()
    limit = [*takewhile(lambda token: not token.has(Cue.CONTRAST) and token.text not in ("(", ";"), tokens[at + 1 :])]
    return limit if any(kind_of(token) or token.has(Cue.HEAD, Cue.KEY) for token in limit) else ()


_AS_TO = frozenset(("as to", "to", "on", "about", "regarding", "concerning", "for", "with", "as regards", "as for"))
SORTS = frozenset("environment environments instance instances area areas level levels".split())


def _is_certain(statement: Statement) -> bool:
    """Whether nothing takes a yes back: a doubt or a promise that follows speaks of a part of the offer only."""
    first, *others = parted(statement)
    if (
        first.question
        or is_doubtful(first)
        or any(map(_is_plain_no, statement.tokens[:_OPENING], statement.tokens[1:]))
    ):
        return False
    doubts = (each for each in others if each.question or is_doubtful(each))
    return all(_speaks_of_part(each) and (each.tokens[0].has(Cue.CONTRAST) or not each.question) for each in doubts)


def is_doubtful(part: Statement) -> bool:
    """Whether it leaves something open, or for later; "we'll take that" does not."""
    if part.has(Cue.HEDGE, Cue.UNSURE):
        return True
    tokens = without_courtesy(part.tokens)
    taken = CONSENT.match(words_of(tokens)) if tokens else None
    return any(token.has(Cue.PROMISE) for token in tokens[taken[0].count(" ") if taken else 0 :])


def _is_plain_no(token: Token, after: Token) -> bool:
    return token.text == "no" and not after.is_word


def _speaks_of_part(part: Statement) -> bool:
    return any(kind_of(token) or token.text in SORTS for token in part.tokens)


def parted(statement: Statement) -> list[Statement]:
    """A statement in parts where it turns: "areas as you propose, the environment no", "fine, but not there"."""
    tokens = statement.tokens
    edges = [0, *(at for at in range(1, len(tokens)) if _turns(tokens, at)), len(tokens)]
    parts = [replace(statement, tokens=tokens[first:last], question=False) for first, last in pairwise(edges)]
    return [*parts[:-1], replace(parts[-1], question=statement.question)]


def _turns(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].has(Cue.CONTRAST):
        return at + 1 < len(tokens) and tokens[at + 1].is_word
    if tokens[at].text not in (",", ";", ":"):
        return False
    ahead = takewhile(lambda token: token.text not in (",", ";") and not token.has(Cue.CONTRAST), tokens[at + 1 :])
    return cued(ahead, Cue.NOT, Cue.HEDGE, Cue.UNSURE, Cue.PROMISE)


def merely_tells(statement: Statement) -> bool:
    """Whether a sentence before the yes neither names nor turns down anything."""
    named = any(kind_of(token) and token.term is not Term.VERB for token in statement.tokens)
    turns = statement.has(*_TURNING) and not _is_of_the_world(statement)
    return not (statement.question or turns or named)


def _is_of_the_world(statement: Statement) -> bool:
    """Whether a "not" is of something else altogether: "the weather has never been lovely this week"."""
    tokens = statement.tokens
    told = sum(token.is_open for token in tokens) > 1 and not statement.has(*_TURNING[1:])
    of_us = tokens[0].text in _OF_US or statement.has(Cue.REQUEST, Cue.MODAL, Cue.KEY)
    return told and not of_us


_OF_US = frozenset("i we it that this they you i'm we're i'd we'd it's that's no not".split())


_TURNING = (
    *(Cue.NOT, Cue.CANNOT, Cue.NOT_ENOUGH, Cue.HEDGE, Cue.UNSURE, Cue.PROMISE, Cue.LATER),
    *(Cue.DROP, Cue.EXCEPT, Cue.CORRECTION, Cue.CONTRAST, Cue.CONDITION),
)
_IT_IS = frozenset(("it's", "that's", "this is", "that is", "it is", "everything's", "all's"))
_BACK = frozenset("back now again here online office i'm i am at my desk finally".split())


def _only_greets(statement: Statement) -> bool:
    """As in "Back now!"."""
    return all(not token.is_word or token.text in _BACK or token.has(Cue.COURTESY) for token in statement.tokens)


_FINE = (Cue.YES, Cue.UNCHANGED, Cue.ENOUGH)
_OTHERWISE = frozenset(("otherwise", "apart from that", "other than that", "apart from this", "except that"))


def without_courtesy(tokens: Sequence[Token]) -> Sequence[Token]:
    at = 0
    while at < len(tokens) and (not tokens[at].is_word or tokens[at].has(Cue.COURTESY) or _is_name(tokens, at)):
        at += 1
    return tokens[at:]


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """A name after a greeting: "Hi Ingrid, yes"."""
    return at > 0 and tokens[at - 1].has(Cue.COURTESY) and tokens[at].is_open and tokens[at].capital
