"""Whether a verb is a level here: in an answer or a list, as a noun ("edit rights"), or as what the key must do."""

from collections.abc import Sequence
from itertools import pairwise

from app.core.reading.said.doing import (
    ADVERBS,
    LETTING,
    PASSIVE,
    RIGHTS,
    ends_in_area,
    is_deed,
    is_of_service,
    is_said_of_key,
    is_surely_area,
    must,
)
from app.core.reading.said.spots import ARTICLES, Spot
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.doers import ACTING, ELSEWHERE
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

# How a participle ends.
_DONE = ("ed", "en")
_FEW, _WINDOW = 4, 8


def verb(spot: Spot) -> bool:
    if len(spot.token.text) == 1:
        return _is_apart(spot) or (_is_letter(spot) and not spot.strict)
    if spot.token.text == "reading" and (after := spot.next_word()) is not None and after.text in ("area", "areas"):
        return False  # of a library
    if _is_joined_to_level(spot):
        return not spot.is_part_of_name
    if _of_key(spot):
        return False
    if spot.led and not spot.at:
        return is_of_service(spot) or ends_in_area(spot)
    if _is_keys(spot):
        return is_of_service(spot)
    if _is_order(spot) and not _is_programs(spot):
        return False
    if spot.token.sure and (is_noun(spot) or _tagged(spot) or _is_on_area(spot) or _is_done_enough(spot)):
        return True
    if (led := spot.before()) is not None and led.has(Cue.ALSO) and _tagged(spot):
        return True  # "bibs also change"
    if _is_told_of_area(spot) or _are_none_made(spot) or (spot.token.sure and _is_whole_part(spot)):
        return True
    if _is_listed(spot) or _is_ours(spot):
        return is_of_service(spot)
    if spot.token.text.endswith(_DONE):
        return _is_passive(spot)
    if is_only(spot):
        return True
    if not spot.strict and not any(token.text in _PRONOUNS for token in spot.tokens) and _stands_alone(spot):
        return not spot.is_part_of_name
    due = must(spot) and is_said_of_key(spot) and not _goes_elsewhere(spot)
    return due or is_deed(spot) or _does_nothing(spot) or _is_all_said(spot)


def _goes_elsewhere(spot: Spot) -> bool:
    """As in "it must write the result into our database"."""
    ahead = spot.later(_WINDOW)
    at = next((at for at, token in enumerate(ahead) if token.text in ELSEWHERE), 0)
    led = [token.text for token in ahead[max(0, at - 3) : at]]
    named = any(token.term in (Term.AREA, Term.RECORD, Term.SERVICE) for token in ahead)
    return bool(led) and not named and not _INTO.isdisjoint(led) and not _OURS.isdisjoint(led)


_INTO, _OURS = frozenset("into to onto in".split()), frozenset("our my its own a an".split())


def _is_joined_to_level(spot: Spot) -> bool:
    """As in "Authentication and Reports": two names of levels."""
    joint, other = spot.before(), spot.before(2)
    joined = joint is not None and (joint.has(Cue.AND) or joint.text in ("&", "+"))
    named = other is not None and other.term in (Term.VERB, Term.LEVEL) and other.capital
    return joined and named and spot.token.capital and spot.token.sure


def _is_keys(spot: Spot) -> bool:
    """As in "a key to read Bibs", "the key is meant for changing Users", "a key that reads Bibs"."""
    led, key = spot.before(), spot.before(2)
    if led is None or not cued(spot.tokens[: spot.at], Cue.KEY):
        return False
    if led.text in ("used to", "meant for", "used for"):
        return True
    if led.text == "to" and key is not None and (key.has(Cue.KEY) or key.text in _MEANT):
        return True
    doing = spot.token.text.endswith("ing")
    if doing and (led.text in LETTING or (led.text == "for" and key is not None and key.text in _MEANT)):
        return True
    return _is_which_key_does(spot)


_MEANT = frozenset("used meant intended required supposed".split())


def _is_which_key_does(spot: Spot) -> bool:
    """As in "a key that reads Bibs and writes Users", "with which our page reads Bibs"."""
    led = spot.earlier(_WINDOW)
    at = next((at for at in range(len(led) - 1, 0, -1) if led[at].text in ("that", "which")), 0)
    if not at:
        return False
    key = led[at - 1] if led[at - 1].text not in ("with", "by") else led[at - 2] if at > 1 else None
    directly = all(_leads_verb(token) or _is_done(token) for token in led[at + 1 :])
    programs = led[at - 1].text in ("with", "by") and any(
        token.text in ACTING or token.text in _US for token in led[at + 1 :]
    )
    return key is not None and key.has(Cue.KEY) and (directly or programs)


def _is_done(token: Token) -> bool:
    """What may stand between two verbs of one key: "reads Bibs and writes Users"."""
    return token.term in (Term.AREA, Term.VERB, Term.LEVEL, Term.RECORD) or token.has(Cue.AND) or token.text in ARTICLES


def _is_listed(spot: Spot) -> bool:
    """As in "read Bibs, edit Users"."""
    led, after = spot.before(), spot.after()
    listed = led is not None and led.text in (",", ":", ";", "-") and spot.token.sure
    return listed and after is not None and after.sure and after.term is Term.AREA


_US = frozenset("we i it they we've we'll we'd i've i'll i'd it'll they'll".split())


def _is_ours(spot: Spot) -> bool:
    """As in "we read Users", "in the sandbox we want to write", "Users, where we update the expiry date"."""
    subject = next((token for token in reversed(spot.earlier(_FEW)) if not _leads_verb(token)), None)
    if subject is None or subject.text not in _US:
        return False
    at = next(each for each in range(spot.at - 1, -1, -1) if spot.tokens[each] is subject)
    if at > 1 and spot.tokens[at - 1].text == "where" and is_surely_area(spot.tokens[at - 2]):
        return True
    if at and spot.tokens[at - 1].text == "there" and any(map(is_surely_area, spot.tokens[: at - 1])):
        return True
    after = spot.after()
    ends = after is None or not after.is_word
    if at and ends and is_surely_area(spot.tokens[at - 1]):
        return True
    if _is_done_to_bracketed(spot):
        return True
    if not spot.token.sure:
        return False
    if after is not None and after.term is Term.AREA and is_surely_area(after):
        return True
    named = spot.after(2)
    led = after is not None and after.text in ("to", "from", "in", "into", "on")
    if led and named is not None and named.term is Term.AREA and is_surely_area(named):
        return True
    if led and any(token.term is Term.ENVIRONMENT and token.sure for token in spot.later(_FEW)[1:3]):
        return True
    placed = any(token.term is Term.ENVIRONMENT and token.sure for token in spot.earlier(_WINDOW))
    return placed and ends


def _is_done_to_bracketed(spot: Spot) -> bool:
    """As in "we create orders (Acquisitions)"."""
    ahead = spot.tokens[spot.at + 1 : spot.at + 2 + _FEW]
    opening = next((at for at, token in enumerate(ahead) if token.text == "("), len(ahead))
    named = opening + 1 < len(ahead) and is_surely_area(ahead[opening + 1])
    return named and all(token.is_word for token in ahead[:opening])


def _leads_verb(token: Token) -> bool:
    leads = token.has(Cue.MODAL, Cue.ALSO, Cue.ONLY, Cue.NOT)
    return leads or token.text in ("to", "then", "just", "actually", "decided", "agreed")


def _is_passive(spot: Spot) -> bool:
    """Whether a participle tells what is done to an area: "Users gets updated", "nothing will be changed"."""
    subject = spot.earlier(_FEW + 1)
    before = next((token for token in reversed(subject) if token.text not in ADVERBS), None)
    if before is None or before.text.split()[-1] not in PASSIVE or spot.is_part_of_name:
        return False
    nothing = any(token.text in ("nothing", "none") for token in subject)
    of_request = spot.token.text in _OF_REQUESTS and not any(token.term is Term.RECORD for token in subject)
    return nothing or (not of_request and any(map(is_surely_area, subject)))


# What is done to an area by whoever makes the key: "Courses should be added".
_OF_REQUESTS = frozenset("added changed created deleted".split())


def _does_nothing(spot: Spot) -> bool:
    """As in "it updates nothing", "we do not intend to change any records"."""
    after, second = spot.after(), spot.after(2)
    if after is None:
        return False
    if any(token.text in ELSEWHERE for token in spot.later(_WINDOW)):
        return False
    nothing = after.text in ("nothing", "anything") or (after.text in ("any", "no") and _is_data(second))
    return nothing and (after.text in ("nothing", "no") or cued(spot.earlier(_WINDOW), Cue.NOT))


_PERSONALLY = frozenset("i me you he she him her it them this that now yet".split())


def _is_all_said(spot: Spot) -> bool:
    """Whether a sentence says nothing but what is done and what isn't: "They read, they don't write."."""
    if (
        any(token.is_open or token.term not in (None, Term.VERB) for token in spot.tokens)
        or len(spot.tokens) > _WINDOW * 2
    ):
        return False
    addressed = any(token.text in _PERSONALLY for token in spot.tokens[1:]) or spot.tokens[0].text in ("i", "you")
    limits = any(token.has(Cue.NOT, Cue.ONLY) or token.text == "nothing" for token in spot.tokens)
    return limits and not addressed and any(token.text in ("they", "it", "we") for token in spot.tokens)


def _is_data(token: Token | None) -> bool:
    return token is not None and (token.text in ("records", "data", "record", "thing") or token.term is Term.RECORD)


def is_only(spot: Spot) -> bool:
    """As in "we only look things up", "it only reads Users": no more than that, and nothing else's."""
    before = spot.before(2) if (last := spot.before()) and last.text in ADVERBS else last
    if before is not None and before.text == "is" and _is_all_done(spot.earlier(_WINDOW)):
        return is_of_service(spot)
    return before is not None and before.has(Cue.ONLY) and not spot.token.has(Cue.REQUEST) and is_of_service(spot)


def _is_all_done(led: Sequence[Token]) -> bool:
    """As in "all it does is read Bibs", "the only thing that it does is look up names"."""
    words = [word for token in led for word in token.text.split()]
    return ("all" in words or "only thing" in " ".join(words)) and not {"does", "do", "doing"}.isdisjoint(words)


def is_alone(spot: Spot) -> bool:
    """Whether the verb is all that an answer says: "Read.", "write please"."""
    others = (token for token in spot.tokens if token is not spot.token)
    return not any(token.is_open or token.term for token in others)


def _stands_alone(spot: Spot) -> bool:
    """Whether a verb in a list of names is one of them, and not what a sentence tells: "their system writes"."""
    if not any(token.is_open for token in spot.tokens):
        return True
    after = spot.next_word()
    base = not spot.token.text.endswith(("s", "ing", *_DONE))
    return base and (after is None or not after.is_word or after.term is not None or after.has(Cue.AND, Cue.ON))


def leads_to_service(spot: Spot, steps: int) -> bool:
    """Whether a level, `steps` tokens on, leads to nothing else's: not "full access to the building"."""
    after, second, third = spot.after(steps), spot.after(steps + 1), spot.after(steps + 2)
    if after is None or after.text not in ("to", "on", "in", "of"):
        return True
    if second is not None and second.has(Cue.OWNER) and third is not None and third.text == "own":
        return False
    inner = third if second and (second.text in ARTICLES or second.has(Cue.OWNER)) and third else second
    return inner is None or not inner.is_open or inner.text in ("case", "cases")


def _is_letter(spot: Spot) -> bool:
    """An "R" or "W" right after an area."""
    before, after = spot.before(), spot.after()
    if before is None:
        return after is None or not after.is_word
    if before.has(Cue.HEAD) and (named := spot.before(2)) is not None:
        before = named
    return before.term is Term.AREA or before.text in ":(-=/" or (before.text == "," and spot.after() is None)


def _is_apart(spot: Spot) -> bool:
    """Whether it stands between a name and a sign, or leads to one: "bibs r, courses rw", "bibs(r)", "R on Bibs"."""
    before, after, named = spot.before(), spot.after(), spot.after(2)
    if spot.begins and after is not None and after.text == "on" and named is not None and is_surely_area(named):
        return True
    if before is not None and before.text in ("(", ":", "="):
        before = spot.before(2)
    return before is not None and before.term is Term.AREA and (after is None or not after.is_word)


def _is_order(spot: Spot) -> bool:
    """Whether the verb is an order to whoever makes the key: "add Users", "change production to sandbox"."""
    after = spot.after()
    if spot.before() is not None and spot.before().text == ":" and _is_of_able_key(spot):  # type: ignore[union-attr]
        return False
    if spot.begins or (spot.before() is not None and spot.before().has(Cue.YES, Cue.POLITE)):  # type: ignore[union-attr]
        if after is not None and after.text in ("it", "that", "this", "them", "both"):
            return True
    subject, led = spot.before(), spot.before(2)
    if subject is not None and subject.text in ("it'd", "they'd", "it'll", "they'll"):
        return False
    if subject is not None and subject.text in ("we", "it", "they") and (led is None or not led.is_word):
        return False  # "we create orders", not "can we add Users"
    if subject is not None and (
        subject.text.split()[0] in RIGHTS or (subject.text == "to" and led and led.text in RIGHTS)
    ):
        return False
    orders = spot.token.has(Cue.REQUEST) or spot.token.text in ("change", "changing")
    after = spot.after()
    points = spot.begins and after is not None and after.text in ("this", "these", "that", "following", "it")
    return orders and (points or _object(spot) in (Term.AREA, Term.ENVIRONMENT))


def _is_of_able_key(spot: Spot) -> bool:
    """As in "what the key must be able to do: change Users"."""
    led = spot.tokens[: spot.at]
    return cued(led, Cue.KEY) and cued(led, Cue.MODAL)


def _is_told_of_area(spot: Spot) -> bool:
    """Whether it is what an area is said to be for: "Users: create accounts", "Courses (adding reading lists)"."""
    steps = 1
    while (before := spot.before(steps)) and (before.term is Term.VERB or before.has(Cue.AND) or before.text == ","):
        steps += 1
    if (
        before is None
        or before.text not in (":", "(", "-")
        or any(token.text in ELSEWHERE for token in spot.later(_WINDOW))
    ):
        return False
    area = spot.before(steps + 1)
    if area is not None and area.has(Cue.HEAD):
        area = spot.before(steps + 2)
    return area is not None and is_surely_area(area) and not spot.token.text.endswith(("s", *_DONE))


def _is_whole_part(spot: Spot) -> bool:
    """Whether it is all that stands between two signs: "(hence write, too)"."""
    led, rest = spot.earlier(_FEW), spot.later(_FEW)
    first, last = spot.at - len(led), spot.at + len(rest) + 1
    apart = (
        first > 0 and not spot.tokens[first - 1].is_word and (last == len(spot.tokens) or not spot.tokens[last].is_word)
    )
    return apart and all(token.text in _SO or token.has(Cue.ALSO, Cue.TOO, Cue.ONLY) for token in (*led, *rest))


_SO = frozenset("hence thus therefore so then thus even".split())


def _are_none_made(spot: Spot) -> bool:
    """As in "no changes are made", "it makes no updates in Alma"."""
    before, second, after = spot.before(), spot.before(2), spot.after()
    if before is None or before.text != "no" or not spot.token.text.endswith("s"):
        return False
    made = any(token.text in ("made", "done") for token in spot.later(_FEW))
    return (
        made
        or (second is not None and second.text in ("makes", "make", "making"))
        or _is_in_service(after, spot.after(2))
    )


def _is_in_service(led: Token | None, named: Token | None) -> bool:
    return led is not None and led.text in ("in", "to") and named is not None and named.term is Term.SERVICE


def _is_programs(spot: Spot) -> bool:
    """Whether it is what a program must do: "our script has to create test records"."""
    return any(token.text in ACTING for token in spot.earlier(_WINDOW)) and must(spot)


def is_noun(spot: Spot) -> bool:
    """Whether the verb stands for the level itself: "write access", "no write", "read is enough"."""
    before, after = spot.before(), spot.next_word()
    if after and after.has(Cue.HEAD) and after.text not in _NO_RIGHTS:
        return leads_to_service(spot, 2)
    if after and after.has(Cue.KEY, Cue.ENOUGH):
        return True
    if spot.token.text in _LOOK_UPS and not spot.is_part_of_name:
        return True
    if spot.token.text in _LOOK_UP and spot.leading()[0] is not spot.before() and not spot.is_part_of_name:
        return True
    subject = spot.begins or (after is not None and (after.text in _BEING or after.has(Cue.ENOUGH)))
    if subject and cued(spot.later(_FEW), Cue.ENOUGH):
        return True
    also = before is not None and before.has(Cue.ALSO)
    if spot.token.text.endswith("ing") and (spot.begins or also) and spot.ends and (also or spot.after() is not None):
        return True
    led = before is not None and (
        before.text in ("no", "without", "with", "not") or (before.has(Cue.REQUEST) and _ends(spot))
    )
    leading = spot.leading()[0]
    taken = leading is not None and leading.text in ("without", "w/o", "minus")
    denied = (led or taken) and not spot.is_part_of_name
    used = before is not None and before.text == "for" and spot.token.text.endswith("ing")
    return denied or (used and not spot.is_part_of_name)


# "The reporting line", "a writing system" are no rights.
_NO_RIGHTS = frozenset("line lines system systems zone institution side".split())
_LOOK_UP, _LOOK_UPS = frozenset(("look up", "lookup")), frozenset(("look ups", "lookups"))
_BEING = frozenset("is will would should may might".split())


def _ends(spot: Spot) -> bool:
    """Whether the verb is all that is asked for: "we need write as well"."""
    after = spot.next_word()
    return spot.ends or (after is not None and after.has(Cue.ALSO, Cue.TOO, Cue.INSTEAD, Cue.POLITE, Cue.AND, Cue.ONLY))


def _is_on_area(spot: Spot) -> bool:
    """As in "read on Users, write on the Bibs API"; "read in production, write in the sandbox"."""
    before, after = spot.before(), spot.after()
    if after is None or after.text not in ("on", "for", "in", "to", "from"):
        return False
    needed = before is not None and before.has(Cue.MODAL)
    if after.text in ("to", "from") and not needed:
        return False
    named = next((token for token in spot.later(_FEW)[1:] if token.text not in ARTICLES), None)
    if named is None or (after.text != "in" and is_surely_area(named)):
        return named is not None
    parted = before is None or not before.is_word or before.has(Cue.AND, Cue.CONTRAST, Cue.ONLY)
    return parted and named.term is Term.ENVIRONMENT and named.sure


def _is_done_enough(spot: Spot) -> bool:
    """As in "reading Users is sufficient"."""
    named, be, enough = (spot.after(step) for step in (1, 2, 3))
    if not spot.token.text.endswith("ing") or named is None or be is None or not is_surely_area(named):
        return False
    if be.has(Cue.MODAL):
        return _is_possible(spot)
    return be.has(Cue.ENOUGH) or (be.text in _BEING and enough is not None and enough.has(Cue.ENOUGH, Cue.NEEDED))


def _is_possible(spot: Spot) -> bool:
    """As in "reading Bibs must be possible"."""
    return any(token.text in ("possible", "allowed", "enabled", "permitted") for token in spot.later(_FEW + 1))


def _tagged(spot: Spot) -> bool:
    """Whether the verb is all that is said of an area: "Users (read)", "Users: read"."""
    before, second, after = spot.before(), spot.before(2), spot.after()
    if before is not None and before.has(Cue.ALSO):
        before, second = second, spot.before(3)
    if before is not None and before.term is Term.AREA and (before.sure or before.capital):
        return after is None or not after.is_word or after.has(Cue.AND)
    if before is not None and before.text == "," and second is not None and second.term is Term.AREA:
        rest = spot.tokens[spot.at :]
        return all(token.term is Term.VERB or token.has(Cue.AND, Cue.ONLY) or not token.is_word for token in rest)
    sign = before is not None and before.text in ("(", ":", "-", "=")
    named = second is not None and (second.term is Term.AREA or second.has(Cue.HEAD))
    return sign and named and (after is None or not after.is_word)


_PRONOUNS = frozenset("i i'll i'd we we'll you me us he she him her they them let it".split())


def _object(spot: Spot) -> Term | None:
    """What a verb is said to be done to."""
    following = [spot.after(step) for step in range(1, 4)]
    return next(
        (token.term for token in following if token is not None and token.term and token.term is not Term.SERVICE), None
    )


def _named_earlier(spot: Spot) -> Sequence[Token]:
    """What "them" may stand for: what is named in this part, or anywhere before "a key that may write them"."""
    led = spot.earlier(_WINDOW)
    by_key = any(key.has(Cue.KEY) and that.text in ("that", "which") for key, that in pairwise(led))
    return spot.tokens[: spot.at] if by_key else led


def _of_key(spot: Spot) -> bool:
    """As in "create both keys": not what a key does, but what is done to it; nor is "update her"."""
    after = spot.after()
    if spot.token.sure and after and after.has(Cue.KEY):
        return False
    if after and after.text == "them" and any(map(is_surely_area, _named_earlier(spot))):
        return False
    for step in range(1, 5):
        token = spot.after(step)
        if token is None or token.is_open or (step == 1 and token.text in ("me", "her", "him", "us", "them", "you")):
            return token is not None and not token.is_open
        if token.has(Cue.KEY):
            return True
        if not token.plain and not token.has(Cue.BOTH) and token.term not in (Term.SERVICE, Term.ENVIRONMENT):
            return False
    return False
