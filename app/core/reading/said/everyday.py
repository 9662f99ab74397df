"""Whether an area's name is but an everyday word here: people, what is counted, told of, or elsewhere."""

from app.core.reading.said.refusals import is_refused, level_follows
from app.core.reading.said.spots import ARTICLES, GRANTS, LEVELS, Spot
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

LONGEST_LIST = 16
_FEW = 6
# "Users can …", "patrons have …": people that do something, unless a level follows.
_ACTS = frozenset("will would should must have has are want need like asked ask get to".split())
_PEOPLE_CAN = frozenset("can could may might can't cannot".split())


def is_somebody(spot: Spot) -> bool:
    after = spot.next_word()
    if spot.token.capital and (_is_searched(spot) or _is_granted(spot) or _is_for_deed(spot)):
        return False
    if after is None or spot.token.sure:
        return after is not None and after.text in ("who", "whose", "whom")
    if after.text in ("who", "whose", "whom", "of") or (after.text in _TELLERS and not spot.token.capital):
        return True
    if not spot.token.has(Cue.PERSON) or _stays(spot) or is_called_area(spot):
        return False
    if after.text in _PEOPLE_CAN and not (is_refused(spot) or _can_be_level(spot)):
        return True
    acts = after.has(Cue.REQUEST, Cue.MODAL, Cue.HAVE, Cue.PAST) or after.text in _ACTS or after.term is Term.VERB
    return acts and not level_follows(spot) and not is_refused(spot)


def _can_be_level(spot: Spot) -> bool:
    """As in "Users can be read-only"."""
    be, level = spot.after(2), spot.after(3)
    return be is not None and be.text in ("be", "stay", "remain") and level is not None and level.term in LEVELS


def _is_granted(spot: Spot) -> bool:
    """As in "view rights for Users would be great"."""
    before, second = spot.leading()
    led = before is not None and before.has(Cue.ON) and second is not None
    return led and second is not None and (second.has(*GRANTS) or second.term in LEVELS)


def _is_for_deed(spot: Spot) -> bool:
    """As in "Bibs to look things up, Users to add notes"."""
    to, deed = spot.next_word(), spot.after(2)
    return spot.at > 0 and to is not None and to.text == "to" and deed is not None and deed.term in LEVELS


def _is_searched(spot: Spot) -> bool:
    """Whether something is looked for there: "it has to check in Users who that is"."""
    before, second = spot.leading()
    if before is None or second is None:
        return False
    return before.text in ("in", "through") and (second.text in REACHES or second.term in LEVELS)


# Who goes on after a name to tell of it: "the courses we teach".
_TELLERS = frozenset("i we they you he she".split())


def is_called_area(spot: Spot) -> bool:
    """As in "Task-lists is the area we need", "Bibs and Users are the areas"."""
    verb, ahead = spot.next_word(), spot.later(_FEW)
    return verb is not None and verb.text in ("is", "are") and any(token.text in _CALLED for token in ahead[:4])


_CALLED = frozenset("area areas api apis module modules".split())


def _stays(spot: Spot) -> bool:
    """As in "Users stays as it is"; not "users stay logged in"."""
    steps = (
        2
        if (modal := spot.next_word()) is not None and (modal.text in _PEOPLE_CAN | _ACTS or modal.has(Cue.MODAL))
        else 1
    )
    verb, after = spot.after(steps), spot.after(steps + 1)
    stays = verb is not None and not {"stay", "stays", "remain", "remains"}.isdisjoint(verb.text.split())
    return stays and (after is None or not after.is_open)


def is_counted(spot: Spot) -> bool:
    """As in "three courses and coffee", but not "the two Courses lines"."""
    before = spot.before()
    return not (spot.token.sure or spot.headed) and before is not None and before.text in _NUMBERS


_NUMBERS = frozenset("two three four five six seven eight nine ten dozen hundred thousand hundreds thousands".split())


def is_told_of(spot: Spot) -> bool:
    """Whether a sentence that begins with an area tells of it and asks for nothing: "the Users API returns XML"."""
    first, after = spot.next_word(), spot.after(2)
    if first is not None and first.text in _ARRIVING and not spot.token.capital:
        return True  # "the bibs come from the union catalogue"
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


_ARRIVING = frozenset("come comes came arrive arrives arrived originate stem".split())


def is_elsewhere(spot: Spot) -> bool:
    """Whether what follows the list places it in another system: "Users and Courses in Canvas"."""
    at = spot.at + 1
    while at < len(spot.tokens) and (spot.tokens[at].term is Term.AREA or spot.tokens[at].has(Cue.AND, Cue.HEAD)):
        at += 1
    following = [token for token in spot.tokens[at : at + 4] if token.text not in ARTICLES][:3]
    if len(following) < 2 or following[0].text not in ("in", "of", "at", "from"):
        return False
    owned = len(following) > 2 and following[1].text in ("our", "their") and following[2].is_open
    return owned or (following[1].is_open and following[1].capital)


def head_of_list(spot: Spot) -> Spot:
    """The first area of the list that the word stands in: what leads to it leads to all."""
    at = spot.at
    for step in range(spot.at - 1, max(-1, spot.at - LONGEST_LIST), -1):
        token = spot.tokens[step]
        if token.term is Term.AREA:
            at = step
        elif not lists(token):
            break
    return spot.moved(at)


def lists(token: Token) -> bool:
    return token.text in (",", "/", *ARTICLES) or token.has(Cue.AND, *GRANTS)


# What one does with the people of a department.
_MEETS = frozenset(
    """talk talked talking ask asked asking work works working worked join joined speak spoke met office offices floor
    meeting meetings building kitchen lunch""".split()
)
# What is on or about an area and is none.
_TELLING = frozenset(
    """page pages training talk talks session sessions workshop documentation article question questions webinar class
    book info information presentation slides manual chapter guide thread wiki course lecture paper news""".split()
)
_PEOPLES = frozenset(("in", "from", "by", "at", "of", "with", "to", "over in"))


def is_somebodys(spot: Spot) -> bool:
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


# Verbs that state no level, but say that a key reaches what follows.
REACHES = frozenset(
    """fetch retrieve get access query search see load download import export sync pull consult use look looks
    looking fetches retrieves gets accesses queries searches loads downloads imports exports syncs pulls
    consults uses fetching querying call calls calling hit hits need needs compare compares check checks match matches
    read reads ask asks reach reaches touch touches cover covers include includes goes go comes come""".split()
)
