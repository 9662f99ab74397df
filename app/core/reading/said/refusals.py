"""Whether what follows a name takes it away, or is a level."""

from app.core.reading.said.spots import LEVELS, Spot
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

_TENSES = frozenset(
    """is are be been being was were has have had must should can could may might will would shall to turned turns out
    proved proves become becomes became""".split()
)
_OUTRIGHT = frozenset(("ruled out", "out of the question", "off the table", "out of scope"))
_REFUSALS = _OUTRIGHT | {"none", "no", "nothing", "missing"}
_REFUSALS |= set("unneeded unnecessary superfluous redundant dispensable pointless".split())
_ADDED = frozenset("and both now just also no longer therefore thus".split())
_PAPERS = frozenset("list request form ticket key table order application".split())
_LETTING_GO = frozenset(("from", "again", "of", "too", "as well", "likewise", "off"))


def is_refused(spot: Spot) -> bool:
    """Whether what follows, auxiliaries aside, takes the name away: "Users must be removed", "Courses has to be none".

    Not where more follows: "users must be removed every year".
    """
    ahead = (step for step in range(1, 9) if (token := spot.after(step)) is None or not _is_tense(token))
    step = next(ahead, 1)
    if _is_told_by_us(spot):
        return True
    token, end = spot.after(step), spot.after(step + 1)
    unneeded = _is_unneeded(token, end) or _is_unneeded(spot.after(step - 1), token)
    if unneeded or token is None or not (token.has(Cue.DROP) or token.text in _REFUSALS):
        return unneeded
    if token.text in _OUTRIGHT:
        return True
    ahead_of = [each.text for each in spot.tokens[spot.at + step + 1 : spot.at + step + 4]]
    ends = end is None or not end.is_word or end.has(Cue.POLITE, Cue.CONTRAST, Cue.AND) or end.text in _LETTING_GO
    return ends or not _PAPERS.isdisjoint(ahead_of)


def _is_unneeded(denial: Token | None, needed: Token | None) -> bool:
    return denial is not None and denial.has(Cue.NOT) and needed is not None and needed.has(Cue.NEEDED)


def _is_told_by_us(spot: Spot) -> bool:
    """As in "Users we don't need", "Courses we can do without"."""
    subject, ahead = spot.after(), spot.later(_SOON)
    if subject is None or subject.text not in SUBJECTS:
        return False
    denied = cued(ahead, Cue.NOT) and any(token.text in WANTING for token in ahead)
    return denied or cued(ahead, Cue.DROP)


_SOON = 5
SUBJECTS = frozenset("we i it they you i'd we'd".split())
WANTING = frozenset("need want require use request ask have".split())


def _is_tense(token: Token) -> bool:
    """Whether a word may stand between a name and what becomes of it: an auxiliary, or another name of the list."""
    listed = token.term is Term.AREA or token.has(Cue.HEAD)
    return listed or (not token.has(Cue.DROP) and _TENSES.union(_ADDED).issuperset(token.text.split()))


def level_follows(spot: Spot) -> bool:
    for step in range(1, 7):
        token, after = spot.after(step), spot.after(step + 1)
        wanting = token is not None and token.term is Term.VERB and (to := spot.after(step - 1)) and to.text == "to"
        if token is not None and not wanting and (token.term in LEVELS or token.has(Cue.NEEDED, Cue.ENOUGH)):
            return after is None or not after.is_open
        if token is not None and _is_none(token, after):
            return True
    return False


def _is_none(token: Token, after: Token | None) -> bool:
    """Whether a word is the level of what is not wanted at all: "has to be none", "must have no access"."""
    if token.text in ("none", "nothing"):
        return after is None or not after.is_word
    return token.text == "no" and after is not None and after.has(Cue.HEAD)
