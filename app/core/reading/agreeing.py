"""Whether a message agrees to what was offered: with a yes at its beginning, or by calling the rest fine."""

from collections.abc import Sequence

from app.core.reading.english import Cue
from app.core.reading.statements import Statement
from app.core.reading.tokens import Token
from app.core.reading.wishes import has

_CONFIRMS = 6
_OPENING = 4


def accepts_rest(statements: Sequence[Statement]) -> bool:
    """As in "Analytics yes, Acquisition no. The rest is right.", "read/write, otherwise yes"."""
    return any(has(each, *_FINE) and _is_fine(each) for each in statements)


def _is_fine(statement: Statement) -> bool:
    """Whether all else is called fine, without a doubt or a "not" after it."""
    tokens = statement.tokens
    rest = (at for at, token in enumerate(tokens) if token.has(Cue.REST, Cue.EVERYTHING) or token.text in _OTHERWISE)
    at = next(rest, None)
    if at is None or statement.question or has(statement, Cue.HEDGE, Cue.UNSURE):
        return False
    return not any(token.has(Cue.NOT) for token in tokens[at:])


def agrees(statements: Sequence[Statement]) -> bool:
    """Whether a message begins, after greetings and thanks, with a yes that is neither a promise nor a doubt."""
    for statement in statements[:_CONFIRMS]:
        tokens = _without_courtesy(statement.tokens)
        if not tokens or _only_greets(statement):
            continue
        tokens = tokens[1:] if tokens[0].text in _IT_IS and len(tokens) > 1 else tokens
        if not (tokens[0].has(Cue.YES) or _says_briefly(tokens)) or statement.question:
            return False
        return not has(statement, Cue.HEDGE, Cue.UNSURE, Cue.PROMISE) and not any(
            token.text == "no" for token in tokens[:_OPENING]
        )
    return False


_IT_IS = frozenset(("it's", "that's", "this is", "that is", "it is", "everything's", "all's"))
_BACK = frozenset("back now again here online office i'm i am at my desk finally".split())


def _only_greets(statement: Statement) -> bool:
    """As in "Back now!"."""
    return all(not token.is_word or token.text in _BACK or token.has(Cue.COURTESY) for token in statement.tokens)


_FINE = (Cue.YES, Cue.UNCHANGED, Cue.ENOUGH)
_OTHERWISE = frozenset(("otherwise", "apart from that", "other than that", "apart from this", "except that"))
_BRIEFLY = frozenset(
    ("it would", "they would", "that would", "it does", "they do", "it is", "they are", "we would", "you may")
)


def _says_briefly(tokens: Sequence[Token]) -> bool:
    """Whether a yes is but the question's verb again: "It would!"."""
    return " ".join(token.text for token in tokens if token.is_word) in _BRIEFLY


def _without_courtesy(tokens: Sequence[Token]) -> Sequence[Token]:
    at = 0
    while at < len(tokens) and (not tokens[at].is_word or tokens[at].has(Cue.COURTESY) or _is_name(tokens, at)):
        at += 1
    return tokens[at:]


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """A name after a greeting: "Hi Ingrid, yes"."""
    return at > 0 and tokens[at - 1].has(Cue.COURTESY) and tokens[at].is_open and tokens[at].capital
