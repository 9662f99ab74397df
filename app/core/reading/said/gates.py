"""Whether a word that could name an environment, an area or a level does so here, by what stands beside it.

A name that has no everyday meaning counts unless what stands beside it makes it part of something else ("sandbox
theatre", "our users"). An everyday word counts only with a sign that it is meant as a name: a capital, "API" or
"area" behind it, a level beside it, its place in a list with other names.
"""

from collections.abc import Callable, Sequence

from app.core.reading.said.area_gates import area, record
from app.core.reading.said.spots import ARTICLES, Spot
from app.core.reading.said.verb_gates import is_alone, is_noun, is_only, leads_to_service, verb
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term


def names_here(spot: Spot) -> bool:
    """Whether the token names what it could name."""
    return _GATES[spot.token.term](spot)


def names_level(tokens: Sequence[Token], at: int) -> bool:
    """Whether a level is named as such, and not concluded from what a key does: "write access", "GET requests only"."""
    token = tokens[at]
    if token.term is Term.METHOD:
        alone = len({each.value for each in tokens if each.term is Term.METHOD}) == 1
        return alone and any(each.has(Cue.ONLY, Cue.ENOUGH) for each in tokens[max(0, at - 2) : at + 4])
    if token.term is not Term.VERB:
        return True
    spot = Spot(tokens, at, strict=True, about_key=True)
    return is_only(spot) or is_alone(spot) or (token.sure and (is_noun(spot) or _is_done_there(spot)))


def _is_done_there(spot: Spot) -> bool:
    """Whether an environment is said to be for this deed, whatever it is done to: "in the sandbox we want to write"."""
    after = spot.after()
    ends = after is None or not after.is_word
    return ends and any(token.term is Term.ENVIRONMENT and token.sure for token in spot.earlier(_REACH))


# Stages of a program's own; what stands beside them is one, too.
_OWN_STAGES = frozenset("staging dev development qa uat preprod".split())
# What happens to programs, not to keys: "when it goes to production", "deployed in production", "runs in production".
_MOVES = frozenset(
    """go goes going went gone gets comes deploy deploys deployed deploying deployment move moves moved moving rolled
    roll rolls rollout release released releases launch launched launches ship shipped push pushed promote promoted
    runs running ran been is are was were be lives host hosted copied migrate migrated refreshed
    carry carries carried carrying transfer transfers transferred transferring transport transports bring brings brought
    pushes pushing ships shipping launching releasing rolling promotes promoting hosting hosts lands landed""".split()
)
_AUXILIARY = frozenset("is are was has have had gets got does did seems looks keeps goes comes isn't".split())
_WISHING = (
    *(Cue.REQUEST, Cue.MODAL, Cue.NEEDED, Cue.ENOUGH, Cue.LATER, Cue.NOT, Cue.KEY, Cue.DROP, Cue.HEDGE, Cue.TOO),
    *(Cue.YES, Cue.QUESTION, Cue.OFF, Cue.NOT_ENOUGH),
)
_REACH = 8


# What is called by an environment's name and is a key for it.
_TWINS = frozenset("twin twins counterpart sibling double equivalent pendant".split())


def _environment(spot: Spot) -> bool:
    if any(token.text in _OWN_STAGES for token in spot.tokens[max(0, spot.at - 2) : spot.at + 3]) or _is_named(spot):
        return False
    after = spot.next_word()
    if (spot.is_part_of_name and not (after and after.text in _TWINS)) or _is_of_another(spot):
        return False
    if _is_going(spot) or _is_of_account(spot):
        return False
    if _is_own(spot) or _is_key_at_work(spot) or _is_readiness(spot) or _is_its(spot):
        return False
    if spot.strict and not (spot.about_key or spot.begins or spot.ends or _is_with_grants(spot) or _is_limited(spot)):
        return False
    if spot.token.text in _EVERYDAY and not _is_meant(spot):
        return False
    if spot.strict and (_is_described(spot) or _is_somebodys(spot)):
        return False
    return spot.begins or not (_is_led_elsewhere(spot) or _is_compared(spot))


def _is_named(spot: Spot) -> bool:
    """As in "they call their own system "sandbox"": somebody's word for something else."""
    sign = spot.before()
    calls = any(token.text in _CALLS for token in spot.tokens[max(0, spot.at - _REACH) : spot.at])
    return sign is not None and sign.text in ('"', "'") and calls and cued(spot.tokens[: spot.at], Cue.OWNER)


_CALLS = frozenset("call calls called named names".split())


def _is_limited(spot: Spot) -> bool:
    """Whether a sentence opens with where alone it is: "only on the live system"."""
    led = spot.tokens[: spot.at]
    return cued(led, Cue.ONLY) and all(
        token.has(Cue.ONLY, Cue.ON, Cue.AND, Cue.YES, Cue.COURTESY) or token.text in ARTICLES for token in led
    )


def _is_compared(spot: Spot) -> bool:
    """Whether it is only what something is likened to: "view only, like in production"."""
    before, second = spot.leading()
    return before is not None and before.text in _PREPOSITIONS and second is not None and second.text in _LIKE


_LIKE = frozenset(("like", "as", "than", "just like", "just as"))


def _is_with_grants(spot: Spot) -> bool:
    return any(token.term in (Term.AREA, Term.LEVEL, Term.METHOD) for token in spot.tokens)


def _is_own(spot: Spot) -> bool:
    """As in "our own sandbox": a program's, unless it is the service's."""
    before, after = spot.leading()[0], spot.next_word()
    own = before is not None and before.text == "own" and not (after is not None and after.has(Cue.KEY))
    return own and not any(token.term is Term.SERVICE for token in spot.tokens)


def _is_its(spot: Spot) -> bool:
    """As in "the theatre uses it for its production"."""
    before = spot.leading()[0]
    theirs = before is not None and before.text in ("its", "their", "his", "her")
    return theirs and not spot.headed and not any(token.term is Term.SERVICE for token in spot.tokens)


def _is_going(spot: Spot) -> bool:
    """As in "the go-live"."""
    hyphen, go = spot.before(), spot.before(2)
    return hyphen is not None and (hyphen.text == "go" or (hyphen.text == "-" and go is not None and go.text == "go"))


def _is_of_account(spot: Spot) -> bool:
    """As in "my password for the sandbox"."""
    before, second = spot.leading()
    return before is not None and before.has(Cue.ON) and second is not None and second.text in _OF_PEOPLE


_OF_PEOPLE = frozenset("password passwords login logins account accounts username profile".split())


def _is_readiness(spot: Spot) -> bool:
    """As in "it's ready for production", which a program is."""
    before, second = spot.leading()
    return before is not None and before.text == "for" and second is not None and second.text in _READY


_READY = frozenset("ready fit suitable mature fine good safe".split())


def _is_of_another(spot: Spot) -> bool:
    """As in "production of labels", "the sandbox environment of LibCal"; not "the test instance of Alma"."""
    steps = 2 if spot.headed else 1
    of, whose = spot.after(steps), spot.after(steps + 1)
    return of is not None and of.text == "of" and not (whose is not None and whose.term is Term.SERVICE)


_EVERYDAY = frozenset(("live", "test"))


def _is_meant(spot: Spot) -> bool:
    """Whether "live" or "test" is a system: by what follows, beside another environment, or alone after "on"."""
    after, before = spot.next_word(), spot.leading()[0]
    if after is not None and after.text in ("records", "record", "entries"):
        return False
    if spot.headed or (after is not None and after.term is Term.SERVICE):
        return True
    if any(spot.tokens[at].term is Term.ENVIRONMENT for at in spot.near()):
        return True
    led = before is not None and (before.text in _LEADING or before.has(Cue.KEY, Cue.BOTH, Cue.ONLY))
    if led and spot.token.sure and (after is None or not (after.is_open or after.term in _THINGS)):
        return True  # "for live we need", not "for live streams"
    ends = spot.ends or (after is not None and after.has(Cue.POLITE))
    return ends and (led or (spot.begins and (spot.token.sure or not spot.strict)))


_THINGS = (Term.AREA, Term.RECORD, Term.HINT, Term.OTHER)
_LEADING = frozenset("on in against for with want need only".split())


def _is_described(spot: Spot) -> bool:
    """Whether a sentence tells how an environment is: "the sandbox gets refreshed on Sunday"."""
    after = spot.after(2) if spot.headed else spot.after()
    first = spot.leading()[0]
    if first is not None and first.text in _THERE:
        return True
    needing = after is not None and after.text in _TAKING and (second := spot.after(2)) is not None and second.is_open
    if needing:
        return True
    if after is None or after.text not in _AUXILIARY or (first is not None and first.text in _PREPOSITIONS):
        return False
    following = spot.later(_REACH)
    tells = any(token.is_open or token.has(Cue.PAST) for token in following)
    return tells and not cued(following, *_WISHING)


def _is_key_at_work(spot: Spot) -> bool:
    """Whether it is told of a key that there is: "the sandbox key works fine"."""
    key, does = spot.after(), spot.after(2)
    return key is not None and key.has(Cue.KEY) and does is not None and does.text in _WORKING


_WORKING = frozenset("works work worked expires expired exists runs serves functions does did".split())
_TAKING = frozenset(("needs", "requires", "takes"))
_THERE = frozenset(("there's", "there is", "there are", "there"))
_PREPOSITIONS = frozenset("in on for to from at with against of".split())


def _is_somebodys(spot: Spot) -> bool:
    """As in "our test environment", unless it is the service's: "our Alma test environment"."""
    before = spot.leading()[0]
    owned = before is not None and before.has(Cue.OWNER) and before.text not in _PREPOSITIONS
    return owned and not spot.token.sure and not any(token.term is Term.SERVICE for token in spot.tokens)


def _is_led_elsewhere(spot: Spot) -> bool:
    """Whether what leads to it makes it another's ("video production") or a program's stage ("runs in production")."""
    before, second = spot.leading()
    if before is None:
        return False
    adverb = before is spot.tokens[0] and before.text.endswith("ly")
    if before.is_open and before is spot.before() and not (spot.headed or adverb or _is_verb(before, second)):
        return True
    moves = second is not None and (second.text in _MOVES or _moved(spot)) and not _is_bidden(spot)
    return before.text == "into" or (before.text in ("to", "in") and moves)


def _is_verb(word: Token, led: Token | None) -> bool:
    """Whether the word before is what a key does with an environment: "it covered production", "should include the"."""
    subject = led is not None and (led.has(Cue.KEY, Cue.MODAL) or led.text in ("it", "that", "which"))
    return subject or word.text.removesuffix("s") in _COVERS


_COVERS = frozenset("cover covering include including span spanning serve target targeting".split())


def _is_bidden(spot: Spot) -> bool:
    """As in "let's go to production"."""
    return any(token.text in ("let's", "let") for token in spot.earlier(_BIDDING))


_BIDDING = 4


def _moved(spot: Spot) -> bool:
    """Whether something has just been moved there: "we roll it out to production"."""
    return any(token.text in _MOVES - _AUXILIARY - {"be", "been", "were"} for token in spot.earlier(4))


def _level(spot: Spot) -> bool:
    after = spot.next_word()
    if _is_of_thing(spot):
        return False
    if after is None:
        return True
    before = spot.before()
    if after.is_open or _tells_what_it_does(spot):
        return False
    if spot.strict and before is not None and before.term is Term.AREA and not area(spot.moved(spot.at - 1)):
        return False
    return not spot.strict or leads_to_service(spot, 1)


def _is_of_thing(spot: Spot) -> bool:
    """As in "the share is read-only": of something that is no key."""
    led = [token for token in spot.earlier(_REACH) if token.text not in _MOUNTED]
    if len(led) == len(spot.earlier(_REACH)) or not led or led[-1].text not in _THINGS_ELSEWHERE:
        return False
    return not any(token.term in (Term.AREA, Term.SERVICE) or token.has(Cue.KEY) for token in spot.tokens)


_MOUNTED = frozenset("is are was mounted shared kept currently now only".split())
_THINGS_ELSEWHERE = frozenset(
    """share drive room page wiki folder channel mailbox calendar repository file document spreadsheet sheet database
    board site disk directory""".split()
)


def _tells_what_it_does(spot: Spot) -> bool:
    """As in "the Reports API only counts them", which tells what a level is good for."""
    steps = 2 if spot.headed else 1
    only, verb = spot.after(steps), spot.after(steps + 1)
    return only is not None and only.has(Cue.ONLY) and verb is not None and verb.is_open and verb.text.endswith("s")


def _method(spot: Spot) -> bool:
    """An HTTP method, unless the whole sentence is in capitals."""
    after = spot.after()
    return not (spot.strict and after is not None and after.shouted and len(after.text) > 1 and after.term is None)


_GATES: dict[Term | None, Callable[[Spot], bool]] = {
    Term.AREA: area,
    Term.RECORD: record,
    Term.ENVIRONMENT: _environment,
    Term.LEVEL: _level,
    Term.VERB: verb,
    Term.METHOD: _method,
}
