"""Whether an area's name, or that of its records, names the area here.

"Users" does when it is written as a name, stands before "API", "area" and the like, beside a level, or in a list with
names; as part of something longer ("user group") or as somebody ("our users", "users who") it does not.
"""

from itertools import takewhile

from app.core.reading.said.doing import is_by_program
from app.core.reading.said.everyday import (
    LONGEST_LIST,
    REACHES,
    head_of_list,
    is_called_area,
    is_counted,
    is_elsewhere,
    is_somebody,
    is_somebodys,
    is_told_of,
    lists,
)
from app.core.reading.said.refusals import is_refused
from app.core.reading.said.spots import ARTICLES, GRANTS, LEVELS, Spot
from app.core.reading.said.verb_gates import verb
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term


def area(spot: Spot) -> bool:
    if spot.token.text.startswith("/"):
        return not spot.is_part_of_name
    if (
        spot.is_part_of_name
        or _is_half_of_name(spot)
        or _is_done_by_us(spot)
        or _is_team_of(spot)
        or is_told_of(spot)
        or is_elsewhere(spot)
        or is_somebody(spot)
        or is_counted(spot)
        or is_somebodys(head_of_list(spot))
    ):
        return False
    return spot.token.sure or not spot.strict or _is_signed(spot)


def _is_half_of_name(spot: Spot) -> bool:
    """As in "Users & Access" and "Acquisitions & Metadata", which are teams."""
    joint, other = spot.after(), spot.after(2)
    if joint is not None and joint.has(Cue.AND) and other is not None and other.term is Term.AREA:
        last = spot.after(3)  # "the Users and Courses working groups"
        if last is not None and last.is_open and spot.strict and not spot.token.sure:
            return True
    if not spot.token.capital or not spot.strict:
        return False
    return any(
        joint is not None and joint.text == "&" and other is not None and _names_else(other)
        for joint, other in ((spot.after(), spot.after(2)), (spot.before(), spot.before(2)))
    )


def _names_else(token: Token) -> bool:
    return token.capital and not token.shouted and (token.is_open or token.has(Cue.HEAD)) and token.term is None


def _is_team_of(spot: Spot) -> bool:
    """As in "my colleague Ana (Users & Courses)"."""
    opening = next((at for at in range(spot.at - 1, max(-1, spot.at - _SOON), -1) if spot.tokens[at].text == "("), 0)
    if not opening or not spot.strict or not (spot.tokens[opening - 1].is_open and spot.tokens[opening - 1].capital):
        return False
    inside = [*takewhile(lambda token: token.text != ")", spot.tokens[opening + 1 :])]
    areas_only = all(token.term is Term.AREA or not token.is_word or token.has(Cue.AND) for token in inside)
    return areas_only and cued(spot.tokens[:opening], Cue.PERSON)


def _is_done_by_us(spot: Spot) -> bool:
    """As in "the configuration will be done by our IT"."""
    led, ahead = spot.before(), spot.later(_SOON)
    everyday = not (spot.token.sure or spot.token.capital) and led is not None and led.text == "the"
    pairs = zip(ahead, ahead[1:], ahead[2:], strict=False)
    return everyday and any(done.text in _MADE and by.text == "by" and who.is_word for done, by, who in pairs)


_MADE = frozenset("done made handled managed maintained kept".split())


def _is_signed(spot: Spot) -> bool:
    """In a sentence an everyday word must be written as a name, or stand where only a name can."""
    if spot.headed and ((spot.token.capital and spot.at) or _heads(spot)):
        return True
    if spot.token.capital and spot.at and (spot.about_key or _is_reached(spot)):
        return True
    if any(map(spot.is_level, spot.near())) or _is_tagged(spot):
        return True
    if _is_it(spot) or _is_granted(spot) or _is_beside_name(spot) or _is_done_to(spot):
        return True
    return (
        _opens(spot)
        or _is_gone(spot)
        or _is_to_be_included(spot)
        or _is_levelled(spot)
        or _is_one(spot)
        or is_called_area(spot)
    )


def _is_to_be_included(spot: Spot) -> bool:
    """As in "Courses should be covered as well"."""
    due, be, done = spot.after(), spot.after(2), spot.after(3)
    written = spot.token.capital and due is not None and due.has(Cue.MODAL, Cue.REQUEST)
    return written and be is not None and be.text == "be" and done is not None and done.text in _INCLUDED


_INCLUDED = frozenset("covered included added contained granted".split())
_OF_ONE = frozenset("is isn't has hasn't needs doesn't gets stays remains requires was wasn't".split())


def _is_one(spot: Spot) -> bool:
    """Whether a plural is spoken of as one thing: "Users is for names only"."""
    after, told = spot.after(), spot.after(2)
    plural = spot.token.capital and spot.token.text.endswith("s")
    named = told is not None and (told.has(Cue.OWNER) or (told.text == "the" and not cued(spot.later(_SOON), Cue.HEAD)))
    return plural and after is not None and after.text in _OF_ONE and not named


def _is_it(spot: Spot) -> bool:
    """As in "it's the task lists, and nothing but GET"."""
    led = spot.leading()[0]
    told = led is not None and led.text in ("it's", "that's", "it is", "that is", "it'd be", "it would be")
    return told and any(token.term in LEVELS for token in spot.tokens)


def _is_tagged(spot: Spot) -> bool:
    """As in "task lists: read & write", "users (read)"."""
    sign, level, after = spot.after(), spot.after(2), spot.after(3)
    tagged = sign is not None and sign.text in (":", "(", "=") and level is not None and level.term in LEVELS
    return tagged and (after is None or not after.is_open)


def _is_levelled(spot: Spot) -> bool:
    """A name that opens a sentence which says its level: "Courses has to be read/write, we do remove chapters"."""
    ahead = spot.later(_SOON)
    level = next((at for at, token in enumerate(ahead) if token.term in (Term.LEVEL, Term.METHOD)), len(ahead))
    told = level < len(ahead) and not any(token.is_open or token.term for token in ahead[:level])
    return told and spot.token.capital and spot.begins


_SOON = 7


def _is_gone(spot: Spot) -> bool:
    """A name that opens a sentence which takes it away."""
    return spot.token.capital and spot.begins and is_refused(spot)


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
        while 0 <= at < len(spot.tokens) and abs(at - spot.at) <= LONGEST_LIST:
            token = spot.tokens[at]
            if token.term is Term.AREA and (token.sure or (token.capital and at)):
                return True
            if token.text == _ASIDE[step]:
                at = _beyond_aside(spot, at, step)
                continue
            if token.term is not Term.AREA and not (lists(token) or token.has(Cue.ON)):
                break
            at += step
    return False


_ASIDE = {1: "(", -1: ")"}


def _beyond_aside(spot: Spot, at: int, step: int) -> int:
    """The place after a bracket in a list: "Users (for addresses), Bibs"."""
    while 0 <= at < len(spot.tokens) and spot.tokens[at].text != _ASIDE[-step]:
        at += step
    return at + step


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
    if spot.is_part_of_name or is_elsewhere(spot):
        return False
    at = spot.at - 1
    while at >= 0 and (spot.tokens[at].text in ARTICLES or spot.tokens[at].text in _WHOSE):
        at -= 1
    if at < 0:
        return not _is_told_of_records(spot)
    before, doing = spot.tokens[at], spot.moved(at)
    named = spot.about_key and _is_beside_name(spot)
    if _is_granted(spot) or before.term is Term.LEVEL or before.text in _NEEDING or named:
        return True
    modal = doing.before()
    if modal is not None and modal.has(Cue.MODAL, Cue.ONLY) and before.is_word:
        return True
    if before.term is not Term.VERB and before.text not in REACHES and not before.text.endswith("s"):
        return not spot.strict and not before.is_open
    return not spot.strict or is_by_program(doing) or (before.term is Term.VERB and verb(doing))


def _is_told_of_records(spot: Spot) -> bool:
    """As in "bib records are cleaned up every year"."""
    be, told = spot.after(), spot.after(2)
    tells = be is not None and be.text in ("is", "are", "was", "were") and told is not None and told.is_open
    return tells and not any(token.term in LEVELS or token.has(Cue.NEEDED, Cue.ENOUGH) for token in spot.later(_SOON))


_NEEDING = frozenset("need needs want wants require requires".split())
_WHOSE = frozenset("our all its these those some any".split())
