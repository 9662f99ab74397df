"""Whether a verb is said of the key: that it must do something, or that a program of the requester's does it."""

from collections.abc import Sequence
from itertools import pairwise

from app.core.reading.said.spots import ARTICLES, LEVELS, Spot
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.doers import ACTING, ELSEWHERE
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

# What is said of another's program, or of one that goes, is not said of the key.
_ANOTHERS = frozenset("another other old former previous existing second different".split())
_FEW, _WINDOW = 4, 8


def is_deed(spot: Spot) -> bool:
    """Whether a program is said to do this to an area or its records: "the app reads bib records"."""
    if not spot.token.text.split()[0].endswith("s") or not (is_by_program(spot) or _is_by_key(spot)):
        return False
    aims = (
        token for token in spot.later(_FEW) if not token.plain and not token.has(Cue.OWNER, Cue.ONLY, Cue.AND, Cue.YES)
    )
    aim = next(aims, None)
    with_key = cued(spot.tokens[: spot.at], Cue.KEY)
    if with_key and (after := spot.after()) is not None and after.text in ("them", "it"):
        return True
    if with_key and any(token.term in (Term.HINT, Term.RECORD) for token in spot.later(_WINDOW)):
        return not any(token.text in ELSEWHERE for token in spot.later(_WINDOW))
    if aim is None:
        return _has_no_object(spot)
    if aim.term is Term.SERVICE:
        return cued(spot.later(_FEW), Cue.ONLY)
    return is_surely_area(aim) or ends_in_area(spot) or (aim.term is Term.HINT and _ends_in_service(spot))


_OUT_OF, _INTO = frozenset("from in of via through by at".split()), frozenset("in into to onto on".split())


def ends_in_area(spot: Spot) -> bool:
    """Whether it is done in an area: "looks up the class in the Courses API", "writes the date into the bib record"."""
    ways = _OUT_OF if spot.token.text.split()[0] in ("reads", "looks", "views") else _INTO
    ahead = spot.later(_WINDOW + _FEW)
    at = next((at for at, token in enumerate(ahead) if token.term in (Term.AREA, Term.RECORD)), 0)
    led = [token for token in ahead[max(0, at - 2) : at] if token.text not in ARTICLES]
    headed = at + 1 < len(ahead) and ahead[at + 1].has(Cue.HEAD)
    return bool(led) and led[-1].text in ways and (is_surely_area(ahead[at]) or headed)


def _is_by_key(spot: Spot) -> bool:
    """Whether something is done by means of a key: "the wall reads Bibs through a key"."""
    ahead = spot.later(_WINDOW)
    at = next((at for at, token in enumerate(ahead) if token.has(Cue.KEY)), 0)
    led = [token.text for token in ahead[max(0, at - 2) : at] if token.text not in ARTICLES]
    means = bool(led) and led[-1] in ("through", "with", "by", "via", "using")
    return means and not any(map(_is_person, spot.earlier(_WINDOW)))


def _ends_in_service(spot: Spot) -> bool:
    """Whether it is said to be done in the service: "updates the barcode of each item in Alma"."""
    ahead = spot.later(_WINDOW + _FEW)
    at = next((at for at, token in enumerate(ahead) if token.term is Term.SERVICE), 0)
    return at > 0 and ahead[at - 1].text in _OUT_OF | _INTO and ahead[-1] is ahead[at]


def _has_no_object(spot: Spot) -> bool:
    """As in "the generator reads and that's it"."""
    after, second = spot.after(), spot.after(2)
    if after is None or not after.is_word:
        return True
    return after.has(Cue.ONLY) or (after.has(Cue.AND) and second is not None and second.has(Cue.YES))


def is_by_program(spot: Spot) -> bool:
    """Whether the word before the verb, or before the verb that it is joined to, is a program of the requester's."""
    earlier = spot.earlier(_WINDOW)
    if any(_is_person(token) or token.text in _ANOTHERS for token in earlier):
        return False
    joined = (
        token for token in reversed(earlier) if not (token.has(Cue.AND, Cue.ALSO, Cue.ONLY) or token.text in ADVERBS)
    )
    subject = next((token for token in joined if token.term is not Term.VERB), None)
    if subject is None or subject.text in ACTING or subject.text in ("that", "which"):
        return subject is not None
    return subject.is_open and cued(spot.tokens, Cue.KEY)


def _is_person(token: Token) -> bool:
    return token.has(Cue.PERSON) or token.text in ("i", "we")


ADVERBS = frozenset("ever really actually to for".split())
ABILITIES = frozenset(
    "possibility ability option way permission chance need intention means plan plans reason wish".split()
)
RIGHTS = frozenset(
    "right rights permission permissions access allowed permitted authorised authorized free power ability".split()
)
PASSIVE = frozenset("is are be gets get being".split())
_BETWEEN = frozenset("to and or , / also even only just be then there both".split())


def must(spot: Spot) -> bool:
    """Whether a modal, a negation or another level leads to the verb: "has to create and update"."""
    steps = 1
    while (before := spot.before(steps)) and (before.text in _BETWEEN or before.has(Cue.MEANWHILE)):
        steps += 1
    if before is None:
        return False
    if before.text == ")" and steps > 1:
        return _is_joined_to_deed(spot, steps)
    if steps > 1 and before.term in (Term.AREA, Term.RECORD):
        earlier = [spot.before(steps + step) for step in range(1, 6)]
        return any(token is not None and token.term in LEVELS for token in earlier)
    if before.text in PASSIVE and spot.token.text == "read":
        return any(token.term in (Term.AREA, Term.RECORD) for token in spot.earlier(_FEW + 1))
    entitled = steps > 1 and before.text in RIGHTS
    return (
        entitled
        or _is_let(spot, steps)
        or before.has(Cue.MODAL, Cue.NOT)
        or (before.text in _PROGRESSIVE and spot.token.text.split()[0].endswith("ing"))
        or before.term in LEVELS
        or before.text in ABILITIES
        or before.text in _WOULD
    )


def _is_joined_to_deed(spot: Spot, steps: int) -> bool:
    """As in "has to create items (Bibs) and look up patrons (Users)": one modal leads to both."""
    led = spot.tokens[: spot.at - steps]
    opening = next((at for at in range(len(led) - 1, -1, -1) if led[at].text == "("), 0)
    since = next((at for at in range(opening - 1, -1, -1) if not led[at].is_word), -1)
    clause = led[since + 1 : opening]
    return cued(clause, Cue.MODAL) and any(token.term is Term.VERB for token in clause)


_WOULD = frozenset("it'd they'd it'll they'll".split())
_PROGRESSIVE = frozenset(("will be", "would be"))
LETTING = frozenset("allow allows enable enables let lets permit permits".split())


def _is_let(spot: Spot, steps: int) -> bool:
    """Whether a key is to let a program do it: "must allow it to update", "lets the app edit"."""
    doer = spot.before(steps)
    if doer is None or not (doer.text in ACTING or doer.text in ("us", "me")):
        return False
    while (before := spot.before(steps + 1)) and (
        before.text in ARTICLES or before.has(Cue.OWNER) or (before.is_open and before.capital)
    ):
        steps += 1
    return before is not None and (before.text in LETTING or before.text in ("no need for", "no need of"))


def _since_comma(tokens: Sequence[Token]) -> Sequence[Token]:
    cut = max(
        (at for at, token in enumerate(tokens) if token.text in (",", ";", "(") or token.has(Cue.CONTRAST)), default=-1
    )
    return tokens[cut + 1 :]


def is_surely_area(token: Token) -> bool:
    return token.term is Term.RECORD or (token.term is Term.AREA and (token.sure or token.capital))


def is_said_of_key(spot: Spot) -> bool:
    """Whether the key, its program or an area is near, and nobody else is the one who does it."""
    around = _since_comma(spot.tokens[max(0, spot.at - _WINDOW) : spot.at])
    beyond = spot.tokens[spot.at + 1 : spot.at + 1 + _WINDOW]
    if any(token.has(Cue.PERSON) and not _is_name(spot, around, at) for at, token in enumerate(around)):
        return False
    unsaid = spot.tokens[: spot.at] if _has_no_subject(around) else ()
    area = any(map(is_surely_area, (*unsaid, *around, *beyond)))
    if any(token.text in ("i", "we", "i'll", "we'll", "i'd", "we'd") for token in around):
        entitled = any("able" in token.text.split() or token.text in RIGHTS for token in around)
        return area or (entitled and is_of_service(spot))
    if area or cued((*around, *beyond), Cue.KEY):
        return True
    acting = any(token.text in ACTING for token in around)
    in_service = any(token.term is Term.SERVICE for token in (*around, *beyond)) or _is_in_record(spot)
    return acting and (is_of_service(spot) or in_service)


def _is_in_record(spot: Spot) -> bool:
    """Whether what is done is done in a record: "has to update the expiry date in the account"."""
    ahead = spot.later(_WINDOW)
    if any(token.term is Term.OTHER for token in ahead):
        return False
    return any(
        led.text in _WITHIN and (token.text in _RECORDS or token.term in (Term.RECORD, Term.HINT))
        for led, token in pairwise(token for token in ahead if token.text not in ARTICLES)
    )


_WITHIN = frozenset("in into on of to from".split())
_RECORDS = frozenset("record records account accounts".split())


def _has_no_subject(around: Sequence[Token]) -> bool:
    """Whether a verb and its modals are all that a clause says: "Bibs, must be able to update"."""
    return bool(around) and all(
        token.has(Cue.MODAL, Cue.ALSO, Cue.ONLY, Cue.AND) or token.text in _BETWEEN for token in around
    )


def _is_name(spot: Spot, around: Sequence[Token], at: int) -> bool:
    """Whether what could be somebody is an area: written as a name, and not only because a sentence begins there, or
    what another verb is done to.
    """
    written = around[at].capital and around[at] is not spot.tokens[0]
    return around[at].term is Term.AREA and (written or (at > 0 and around[at - 1].term is Term.VERB))


def is_of_service(spot: Spot) -> bool:
    """Whether what a verb is done to can be the service's: records, or nothing that is named."""
    for step in range(1, 5):
        token = spot.after(step)
        if token is None or not token.is_word:
            return True
        if token.text == "records" or token.term in (Term.RECORD, Term.HINT, Term.AREA):
            return True
        if token.is_open:
            return False
    return True
