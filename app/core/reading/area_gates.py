"""Whether an area's name, or that of its records, names the area here.

"Users" does when it is written as a name, stands before "API", "area" and the like, beside a level, or in a list with
names; as part of something longer ("user group") or as somebody ("our users", "users who") it does not.
"""

from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.spots import ARTICLES, GRANTS, LEVELS, Spot
from app.core.reading.tokens import Token
from app.core.reading.verb_gates import is_by_program, verb

_LIST = 16
_FEW = 6


def area(spot: Spot) -> bool:
    if spot.token.text.startswith("/"):
        return not spot.is_part_of_name
    if (
        spot.is_part_of_name
        or _is_told_of(spot)
        or _is_elsewhere(spot)
        or _is_somebody(spot)
        or _is_counted(spot)
        or _is_somebodys(_head_of_list(spot))
    ):
        return False
    return spot.token.sure or not spot.strict or _is_signed(spot)


# "Users can …", "patrons have …": people that do something, unless a level follows.
_ACTS = frozenset("will would should must have has are want need like asked ask get to".split())
_PEOPLE_CAN = frozenset("can could may might can't cannot".split())


def _is_somebody(spot: Spot) -> bool:
    after = spot.next_word()
    if after is None or spot.token.sure:
        return after is not None and after.text in ("who", "whose", "whom")
    if after.text in ("who", "whose", "whom", "of"):
        return True
    if not spot.token.has(Cue.PERSON):
        return False
    if after.text in _PEOPLE_CAN and not _is_refused(spot):
        return True
    acts = after.has(Cue.REQUEST, Cue.MODAL, Cue.HAVE, Cue.PAST) or after.text in _ACTS or after.term is Term.VERB
    return acts and not _level_follows(spot) and not _is_refused(spot)


_TENSES = frozenset("is are be been was were has have had must should can could may might will would shall to".split())
_OUTRIGHT = frozenset(("ruled out", "out of the question", "off the table", "out of scope"))
_REFUSALS = _OUTRIGHT | {"none", "no", "nothing", "missing"}
_ADDED = frozenset("and both now just also no longer therefore thus".split())
_PAPERS = frozenset("list request form ticket key table order application".split())
_LETTING_GO = frozenset(("from", "again", "of", "too", "as well", "likewise", "off"))


def _is_refused(spot: Spot) -> bool:
    """Whether what follows, auxiliaries aside, takes the name away: "Users must be removed", "Courses has to be none".

    Not where more follows: "users must be removed every year".
    """
    ahead = (step for step in range(1, 9) if (token := spot.after(step)) is None or not _is_tense(token))
    step = next(ahead, 1)
    token, end = spot.after(step), spot.after(step + 1)
    if token is None or not (token.has(Cue.DROP) or token.text in _REFUSALS):
        return False
    if token.text in _OUTRIGHT:
        return True
    ahead_of = [each.text for each in spot.tokens[spot.at + step + 1 : spot.at + step + 4]]
    ends = end is None or not end.is_word or end.has(Cue.POLITE, Cue.CONTRAST, Cue.AND) or end.text in _LETTING_GO
    return ends or not _PAPERS.isdisjoint(ahead_of)


def _is_tense(token: Token) -> bool:
    """Whether a word may stand between a name and what becomes of it: an auxiliary, or another name of the list."""
    listed = token.term is Term.AREA or token.has(Cue.HEAD)
    return listed or _TENSES.union(_ADDED).issuperset(token.text.split())


def _is_counted(spot: Spot) -> bool:
    """As in "three courses and coffee", but not "the two Courses lines"."""
    before = spot.before()
    return not (spot.token.sure or spot.headed) and before is not None and before.text in _NUMBERS


_NUMBERS = frozenset("two three four five six seven eight nine ten dozen hundred thousand hundreds thousands".split())


def _is_told_of(spot: Spot) -> bool:
    """Whether a sentence that begins with an area tells of it and asks for nothing: "the Users API returns XML"."""
    after = spot.after(2)
    if (
        not (spot.strict or spot.tokens[-1].is_open)
        or spot.leading()[0] is not None
        or not spot.headed
        or after is None
    ):
        return False
    is_so = after.text in ("is", "are") and any(token.is_open for token in spot.later(_FEW))
    wished = any(token.term in LEVELS or token.has(Cue.NEEDED, Cue.ENOUGH, Cue.REQUEST) for token in spot.later(_FEW))
    return (after.is_open and not after.capital) or (is_so and not wished)


def _is_elsewhere(spot: Spot) -> bool:
    """Whether what follows the list places it in another system: "Users and Courses in Canvas"."""
    at = spot.at + 1
    while at < len(spot.tokens) and (spot.tokens[at].term is Term.AREA or spot.tokens[at].has(Cue.AND, Cue.HEAD)):
        at += 1
    following = [token for token in spot.tokens[at : at + 4] if token.text not in ARTICLES][:3]
    if len(following) < 2 or following[0].text not in ("in", "of", "at", "from"):
        return False
    owned = len(following) > 2 and following[1].text in ("our", "their") and following[2].is_open
    return owned or (following[1].is_open and following[1].capital)


def _level_follows(spot: Spot) -> bool:
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


def _head_of_list(spot: Spot) -> Spot:
    """The first area of the list that the word stands in: what leads to it leads to all."""
    at = spot.at
    for step in range(spot.at - 1, max(-1, spot.at - _LIST), -1):
        token = spot.tokens[step]
        if token.term is Term.AREA:
            at = step
        elif not _lists(token):
            break
    return spot.moved(at)


def _lists(token: Token) -> bool:
    return token.text in (",", "/", *ARTICLES) or token.has(Cue.AND, *GRANTS)


# What one does with the people of a department.
_MEETS = frozenset("talk talked talking ask asked asking work works working worked join joined speak spoke met".split())
# What is on or about an area and is none.
_TELLING = frozenset(
    """page pages training talk talks session sessions workshop documentation article question questions webinar class
    book info information presentation slides manual chapter guide thread wiki course lecture paper news""".split()
)
_PEOPLES = frozenset(("in", "from", "by", "at", "of", "with", "to", "over in"))


def _is_somebodys(spot: Spot) -> bool:
    """Whether what leads to a name makes it another's, or a department: "our users", "colleagues in Acquisitions"."""
    before, second = spot.leading()
    if before is None or not (before.is_word or before.term):
        return False
    if before.is_open:
        return not _may_follow(spot, before)
    if second is not None and second.text in _TELLING and before.text in ("on", "about", "of", "to", "for"):
        return True
    if before.text in _PEOPLES:
        return second is not None and _is_of_people(spot, before, second)
    return before.has(Cue.OWNER) and not spot.headed


def _may_follow(spot: Spot, before: Token) -> bool:
    """Whether the word before is but a verb or a noun of its own: "retrieve Bibs", "for the titles the Bibs API"."""
    name = before.capital and spot.tokens[0] is not before
    written = spot.token.capital or spot.token.sure or spot.headed
    return spot.before() is not before or (written and not name)


def _is_of_people(spot: Spot, before: Token, second: Token) -> bool:
    if second.term is Term.AREA and second.capital:
        return False
    if second.has(Cue.PERSON, Cue.OWNER) or second.text in _MEETS:
        return True
    if second.term in LEVELS or second.has(*GRANTS, Cue.REQUEST, Cue.NOT, Cue.AND) or second.text in REACHES:
        return False
    if before.text == "of":
        return second.is_open
    if before.text in ("with", "to"):
        return False
    return second.is_open and (second.capital or not (spot.about_key or spot.token.sure or spot.headed))


def _is_signed(spot: Spot) -> bool:
    """In a sentence an everyday word must be written as a name, or stand where only a name can."""
    if spot.headed and ((spot.token.capital and spot.at) or _heads(spot)):
        return True
    if spot.token.capital and spot.at and (spot.about_key or _is_reached(spot)):
        return True
    if any(map(spot.is_level, spot.near())):
        return True
    return _is_granted(spot) or _is_beside_name(spot) or _is_done_to(spot) or _opens(spot) or _is_gone(spot)


def _is_gone(spot: Spot) -> bool:
    """A name that opens a sentence which takes it away."""
    return spot.token.capital and spot.leading()[0] is None and _is_refused(spot)


_ATTRIBUTIVE = frozenset(("user", "course", "patron"))
_NAMING = frozenset(
    "api apis apl area areas module modules endpoint endpoints calls records section permission permissions".split()
)


def _heads(spot: Spot) -> bool:
    """Whether the word after it makes even a lower-case word a name: "users access", but not "user access"."""
    after = spot.next_word()
    return after is not None and (spot.token.text not in _ATTRIBUTIVE or after.text in _NAMING)


def _is_reached(spot: Spot) -> bool:
    """Whether something goes there or comes from there: "out of Configuration", "through Courses"."""
    before, second = spot.leading()
    if before is None:
        return False
    fetched = before.has(Cue.ON) and second is not None and (second.text in REACHES or second.term in LEVELS)
    return before.text in _WAYS or before.text in REACHES or fetched


_WAYS = frozenset("through via against into using from over out of".split()) | {"out of"}


def _is_granted(spot: Spot) -> bool:
    """As in "access to users", "rights on courses"."""
    before, second = spot.leading()
    if before is None or second is None or not before.has(Cue.ON):
        return False
    return second.has(*GRANTS) or second.term in LEVELS


def _is_beside_name(spot: Spot) -> bool:
    """In a list with a name that has no everyday meaning: "bibs, users and courses"."""
    for step in (1, -1):
        at = spot.at + step
        while 0 <= at < len(spot.tokens) and abs(at - spot.at) <= _LIST:
            token = spot.tokens[at]
            if token.term is Term.AREA and (token.sure or (token.capital and at)):
                return True
            if token.term is not Term.AREA and not (_lists(token) or token.has(Cue.ON)):
                break
            at += step
    return False


def _is_done_to(spot: Spot) -> bool:
    """What a key must be able to do something to: "create and update users"."""
    for step in range(1, 4):
        before = spot.before(step)
        if before is None or before.is_open:
            return False
        if before.term is Term.VERB:
            return verb(spot.moved(spot.at - step))
    return False


def _opens(spot: Spot) -> bool:
    """A name that opens its sentence and is answered at once: "Analytics yes, Acquisition no"."""
    after = spot.next_word()
    answered = (
        after is None or after.has(Cue.YES, Cue.NOT, Cue.ONLY, Cue.TOO, Cue.ENOUGH) or after.text in ("also", ",")
    )
    if _is_left_open(spot):
        return True
    if spot.at and answered and _is_added(spot):
        return True
    return spot.at == 0 and spot.token.capital and answered and not any(token.is_open for token in spot.later(3))


def _is_added(spot: Spot) -> bool:
    """As in "oh and users, to find the student"."""
    led = spot.tokens[: spot.at]
    return all(not token.is_word or token.has(Cue.AND, Cue.ALSO, Cue.COURTESY) for token in led)


_REFERS = frozenset("ask see pending waiting depends unknown tbd open".split())


def _is_left_open(spot: Spot) -> bool:
    """Whether what is filled in for a name is that somebody else knows: "Users: ask Lucinda"."""
    sign, value = spot.after(), spot.after(2)
    if spot.at or not spot.token.capital or sign is None or sign.text != ":" or value is None:
        return False
    return value.has(Cue.UNSURE, Cue.HEDGE) or value.text in _REFERS


def record(spot: Spot) -> bool:
    """Records name their area where access to them is spoken of, or where something reads or writes them."""
    before, _ = spot.leading()
    if spot.is_part_of_name or _is_elsewhere(spot):
        return False
    if before is None:
        return True
    if _is_granted(spot) or before.term is Term.LEVEL:
        return True
    if before.term is not Term.VERB and before.text not in REACHES:
        return not spot.strict and not before.is_open
    return _is_reached_by_program(spot, before)


def _is_reached_by_program(spot: Spot, before: Token) -> bool:
    """Whether the verb before the records says what a program does or must do: "the app reads bib records"."""
    modal = spot.before(2)
    if modal is not None and modal.has(Cue.MODAL, Cue.ONLY):
        return True
    at = next(at for at in range(spot.at - 1, -1, -1) if spot.tokens[at] is before)
    doing = spot.moved(at)
    return not spot.strict or is_by_program(doing) or (before.term is Term.VERB and verb(doing))


# Verbs that state no level, but say that a key reaches what follows.
REACHES = frozenset(
    """fetch retrieve get access query search see load download import export sync pull consult use look looks
    looking fetches retrieves gets accesses queries searches loads downloads imports exports syncs pulls
    consults uses fetching querying call calls calling hit hits need needs compare compares check checks match matches
    read reads ask asks reach reaches touch touches cover covers include includes goes go comes come""".split()
)
