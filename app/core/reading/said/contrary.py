"""Deeds that speak against a level: what a program is told to do in the service that a read-only key could not.

Such a deed states no level by itself. Where a lower one is named in the same message, the two contradict each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.mentions import Kind, Mention, Status
from app.core.reading.said.spots import Spot
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.doers import ACTING, ELSEWHERE
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.intents import OF_OTHERS
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic

# Verbs beside the catalogue's, in their base form, that alter the records that they are done to.
_ALTERING = frozenset(
    """waive renew merge remove post pay register assign attach correct fix withdraw replace enrich suppress cancel
    insert upload store save rename extend append alter erase purge cancel close reopen block unblock push populate
    generate record adjust clear reset""".split()
)
_ALSO_NOUNS = _ALTERING | {"records"}
_ONE_OF_US = frozenset("i we i'll we'll i'd we'd".split())
_RECORDS = frozenset("records record data duplicates entries".split())
_NOUN_BEFORE = frozenset("the a an last latest no each every our your their its any".split())
_BACK, _AHEAD, _AIM = 14, 8, 5


@dataclass(frozen=True, slots=True)
class Against:
    """The words of a deed, the level that it takes, and the areas that it is done to, as far as they are known."""

    mention: Mention
    areas: frozenset[str]


def against(statements: Sequence[Statement], catalogue: Catalogue) -> tuple[Against, ...]:
    """The deeds of a message that the lowest level forbids."""
    if not any(level.verbs for level in catalogue.levels):
        return ()
    return tuple(
        deed
        for statement in statements
        if statement.place is not Place.TITLE and not statement.question and not _is_of_others(statement)
        for deed in _deeds(statement, catalogue)
    )


def _is_of_others(statement: Statement) -> bool:
    return OF_OTHERS.search(words_of(statement.tokens)) is not None


def _deeds(statement: Statement, catalogue: Catalogue) -> Iterator[Against]:
    for at, token in enumerate(statement.tokens):
        if not _alters(token, catalogue):
            continue
        spot = Spot(statement.tokens, at, strict=True, about_key=True)
        if _is_verb(spot) and _is_by_program(statement, spot) and _is_in_service(spot):
            level = (catalogue.levels[-1].id,)
            mention = Mention(Kind.LEVEL, level, Status.STATED, at, token.start, token.end, exact=False)
            yield Against(mention, frozenset(_areas(spot)))


def _alters(token: Token, catalogue: Catalogue) -> bool:
    if token.term in (Term.VERB, Term.METHOD):
        return catalogue.rank(token.value) > catalogue.rank(catalogue.levels[0].id)
    return _is_altering(token.text)


@lru_cache(maxsize=8192)
def _is_altering(text: str) -> bool:
    return any(stem in _ALTERING for stem in _stems(text))


def _stems(text: str) -> Iterator[str]:
    """What a verb's base form can be."""
    yield text
    if text.endswith("s"):
        yield text[:-1]
        yield text[:-2]
    if text.endswith("ing"):
        yield text[:-3]
        yield text[:-3] + "e"


def _is_verb(spot: Spot) -> bool:
    """Whether the word tells what is done, and not that it is not, nor of a right or a thing."""
    before = spot.before()
    if before is not None and before.is_open and not before.text.endswith("s") and spot.token.text in _ALSO_NOUNS:
        return False
    noun = (before is not None and before.text in _NOUN_BEFORE) or spot.headed
    earlier = [token for token in spot.earlier(_BACK) if token.text != "used to"]  # "is used to" is no past
    denied = cued(earlier, Cue.NOT, Cue.CANNOT, Cue.LATER, Cue.DROP, Cue.PAST)
    nothing = any(token.text in ("nothing", "no", "later") for token in spot.later(_AIM))
    denied = denied or cued(spot.later(_AHEAD), Cue.LATER)
    return not (noun or denied or nothing or spot.token.text.endswith("ed"))


def _is_by_program(statement: Statement, spot: Spot) -> bool:
    """Whether the nearest that could do it is a program or the key; in a field that tells of the work, it goes
    without saying.
    """
    for token in reversed(spot.earlier(_BACK)):
        if token.has(Cue.PERSON) and token.term is None and token.text not in ("who", "which"):
            return token.text in _ONE_OF_US and any(each.has(Cue.KEY) for each in statement.tokens)
        if token.text in ACTING or token.has(Cue.KEY) or (token.is_open and token.capital and token.start):
            return True
        if token.text in _ONE_OF_US:
            return any(each.has(Cue.KEY) for each in statement.tokens)
    if spot.begins and cued(spot.tokens[max(0, spot.at - _AIM) : spot.at], Cue.KEY):
        return True
    steps = 1
    while (before := spot.before(steps)) and (before.text == "to" or before.text.endswith("ly")):
        steps += 1
    return statement.topic in (Topic.PURPOSE, Topic.OTHER) or before is None or before.text == ":"


def _is_in_service(spot: Spot) -> bool:
    """Whether what is altered is the service's: its records, or what is told to be there; not a file of one's own."""
    ahead = spot.later(_AHEAD)
    if any(token.text in ELSEWHERE or token.term is Term.OTHER for token in ahead):
        return False
    named = any(token.term is Term.SERVICE for token in ahead)
    return named or any(map(_is_record, ahead[:_AIM])) or cued(spot.earlier(_BACK), Cue.KEY)


def _is_record(token: Token) -> bool:
    return token.term in (Term.HINT, Term.RECORD, Term.AREA) or token.text in _RECORDS


def _areas(spot: Spot) -> Iterator[str]:
    """The area of the first that it is done to."""
    aims = (token.value for token in spot.later(_AIM) if token.term in (Term.HINT, Term.RECORD, Term.AREA))
    return islice(aims, 1)
