"""The environments, areas and levels that a statement names.

A word that could name something does so only where what stands beside it lets it, in a statement that is about a key.
What is then said of a mention (stated, denied, excepted, left open) is judged in a later stage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.clauses import kind_of
from app.core.reading.said.gates import names_here, names_level
from app.core.reading.said.spots import ARTICLES, Spot
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.doers import ACTING
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic


class Kind(Enum):
    ENVIRONMENT = auto()
    AREA = auto()
    LEVEL = auto()


Kinds = frozenset[Kind]


class Status(Enum):
    STATED = auto()
    DENIED = auto()
    EXCEPTED = auto()
    SCOPE = auto()  # what a denied level is said of, without being asked for
    OPEN = auto()  # doubted, offered as one of several, or asked: not stated, and to be asked about


# Values beside the catalogue's ids: every area, everything (all areas, unless some are named), the areas not named.
ALL, EVERYTHING, REST = "*all", "*everything", "*rest"


@dataclass(frozen=True, slots=True)
class Mention:
    """`at`: the token's place in its statement; `exact`: a level that is named, not concluded from a verb."""

    kind: Kind
    values: tuple[str, ...]
    status: Status
    at: int
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """How a message is read. `offers`: an agent's, whose questions offer. `both`: a bare "both" means environments;
    `every`: a bare "all" means areas.
    """

    catalogue: Catalogue
    offers: bool = False
    both: bool = False
    every: bool = False


_KIND = {"environment": Kind.ENVIRONMENT, "area": Kind.AREA, "level": Kind.LEVEL}
_COLLECTIVE = (Cue.ALL, Cue.REST, Cue.EVERYTHING, Cue.BOTH)
_SILENT = (Topic.OTHER, Topic.PURPOSE, Topic.EXPLANATION)
ABOUT_WISHES = (
    Cue.MISTAKEN,
    Cue.REQUEST,
    Cue.MODAL,
    Cue.DROP,
    Cue.TAKE,
    Cue.CORRECTION,
    Cue.INSTEAD,
    Cue.LATER,
    Cue.TOO,
)
_PLACES = frozenset(("environments", "environment", "instances", "systems", "keys", "api keys", "credentials"))
_RIGHTS = frozenset("access permission permissions rights".split())
# Parts of a form or table that the requester has filled in.
_OF_RIGHTS = _RIGHTS | frozenset("box boxes row rows column columns cell cells checkbox tick ticked unticked".split())
_AREAS = frozenset("area areas apis modules".split())
_LABELS = frozenset("environment environments".split())
_SHORT = 10
_MANY = 4


def is_strict(statement: Statement) -> bool:
    """Whether everyday words must prove that they are meant as names: in sentences, not in lists of names."""
    if statement.place in (Place.FIELD, Place.BOX, Place.CELL) and statement.topic in (Topic.ENVIRONMENT, Topic.GRANTS):
        return sum(token.is_open for token in statement.tokens) > _MANY
    return statement.place is Place.TITLE or not statement.bare


def is_led(statement: Statement) -> bool:
    """Whether an item goes on what stands above it: "it needs to", and beneath "update Bibs"; "the script does:"."""
    above = statement.above[-1] if statement.above and statement.place is Place.ITEM else ()
    words = [token for token in above if token.is_word]
    if not words:
        return False
    does = any(token.text in ACTING for token in words) and statement.tokens[0].text.split()[0].endswith("s")
    return does or words[-1].has(Cue.MODAL) or words[-1].text == "to"


def named_in(statement: Statement, reader: Reader) -> list[Mention]:
    """The mentions of a statement that is about a key, as if each were stated."""
    named = any(kind_of(token) or token.has(*_COLLECTIVE) or token.text in _EVERY for token in statement.tokens)
    if not (named or reader.both) or _is_silent(statement):
        return []
    return list(_named(statement, reader, _is_about_key(statement)))


def _named(statement: Statement, reader: Reader, about_key: bool) -> Iterator[Mention]:
    strict, led = is_strict(statement), is_led(statement)
    printed = range(len(statement.tokens)) if _is_untouched(statement, reader) else _options(statement.tokens)
    for at, token in enumerate(statement.tokens):
        kind = kind_of(token) if at not in printed else None
        named = kind and token.term is not Term.HINT
        if kind and named and names_here(Spot(statement.tokens, at, strict, about_key, led)):
            exact = names_level(statement.tokens, at)
            yield Mention(_KIND[kind], (token.value,), Status.STATED, at, token.start, token.end, exact)
        elif (token.cues or token.text in (*FORMER, *LATTER)) and (found := _collective(statement, at, reader)):
            yield Mention(*found, Status.STATED, at, token.start, token.end)
        elif reader.both and (found := _by_gloss(statement, at, reader.catalogue)):
            yield Mention(*found, Status.STATED, at, token.start, token.end)


def _by_gloss(statement: Statement, at: int, catalogue: Catalogue) -> tuple[Kind, tuple[str, ...]] | None:
    """What a question for the environment calls it by ("the real Alma", "the test copy"), and "two keys"."""
    words = [token.text for token in statement.tokens[at : at + 2]]
    if any(kind_of(token) == "environment" and token.sure for token in statement.tokens) or len(words) < _TWO:
        return None
    if words[0] in ("two", "2") and statement.tokens[at + 1].has(Cue.KEY):
        return Kind.ENVIRONMENT, tuple(each.id for each in catalogue.environments)
    for each in catalogue.environments:
        called = each.gloss.lower().split()[-2:]
        if words in (called, [called[0], "one"]):
            return Kind.ENVIRONMENT, (each.id,)
    return None


def _options(tokens: Sequence[Token]) -> range:
    """Where a bracket prints options between which the name after it chooses: "Environment (live, test): live"."""
    opening = next((at for at, token in enumerate(tokens) if token.text in ("(", "[")), None)
    if opening is None:
        return range(0)
    closing = next((at for at in range(opening, len(tokens)) if tokens[at].text in (")", "]")), len(tokens))
    inside = [kind for token in tokens[opening:closing] if (kind := kind_of(token))]
    after = tokens[closing + 1 :]
    chosen = next((kind for token in after if (kind := kind_of(token))), None)
    several = (
        len(inside) > 1 and set(inside) == {chosen} and not any(each.has(Cue.AND) for each in tokens[opening:closing])
    )
    return range(opening, closing) if several and after[0].text in (":", "?") else range(0)


def _is_untouched(statement: Statement, reader: Reader) -> bool:
    """Whether a field is as it was printed: all the areas that there are, apart by slashes or bars."""
    if statement.place is not Place.FIELD or not any(token.text in ("/", "|") for token in statement.tokens):
        return False
    areas = {token.value for token in statement.tokens if token.term is Term.AREA}
    return len(areas) > 1 and areas == {area.id for area in reader.catalogue.areas}


def _is_silent(statement: Statement) -> bool:
    """Whether a statement tells of something else than what the key is to be given."""
    if statement.topic not in _SILENT or statement.place is Place.TITLE:
        return False
    if statement.topic is not Topic.PURPOSE:
        return True
    names_only = statement.place is Place.ITEM and not any(token.is_open for token in statement.tokens)
    asks = all(statement.has(cue) for cue in (Cue.KEY, Cue.REQUEST))
    return not (names_only or asks)


def _is_about_key(statement: Statement) -> bool:
    tokens = statement.tokens
    speaks_of_key = cued(tokens, Cue.KEY)
    if statement.place is not Place.PROSE or statement.bare or statement.topic in (Topic.ENVIRONMENT, Topic.GRANTS):
        return True
    if speaks_of_key or any(token.has(*ABOUT_WISHES) or token.text in _OF_RIGHTS for token in tokens):
        return True
    terms = {token.term for token in tokens}
    if Term.VERB in terms and any(token.text in ACTING for token in tokens):
        return True
    told = {Term.LEVEL, Term.AREA} <= terms or (Term.ENVIRONMENT in terms and any(t.text in _LABELS for t in tokens))
    return told or _names_level(tokens) or _has_bare_part(tokens)


def _names_level(tokens: Sequence[Token]) -> bool:
    """Whether a level is spoken of as one: "the Reports API permission"."""
    return any(token.term is Term.LEVEL and after.has(Cue.HEAD) for token, after in pairwise(tokens))


def _has_bare_part(tokens: Sequence[Token]) -> bool:
    """Whether a short sentence has a part that is but a name: "Stack guide app, Bibs"."""
    if len(tokens) > _SHORT:
        return False
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.text[0] in ",;()-":
            parts.append([])
        else:
            parts[-1].append(token)
    return any(any(map(kind_of, part)) and not any(token.is_open for token in part) for part in parts)


def _collective(statement: Statement, at: int, reader: Reader) -> tuple[Kind, tuple[str, ...]] | None:
    """Both environments, all areas, everything, the rest."""
    token = statement.tokens[at]
    if reader.every and _is_answer_of_all(statement.tokens, at):
        return Kind.AREA, (ALL,)
    if token.has(Cue.ALL):
        return None if _is_of_something(statement.tokens, at) or _is_listed(statement, at) else (Kind.AREA, (ALL,))
    if token.has(Cue.REST) and not token.text.startswith("no"):
        return Kind.AREA, (REST,)
    if _is_everything(statement.tokens, at) or (at == 0 and token.text in _EVERY and _answers_areas(statement)):
        return Kind.AREA, (EVERYTHING,)
    if token.text in (*FORMER, *LATTER) and (meant := _one_of_two(statement, at)):
        return Kind.AREA, (meant,)
    if (token.has(Cue.BOTH) or token.text in _ON_BOTH) and _is_both_environments(statement, at, reader):
        return Kind.ENVIRONMENT, tuple(each.id for each in reader.catalogue.environments)
    return None


_ON_BOTH = ("on both", "for both")
_EVERY = frozenset(("all", "all of them", "all of these", "all of those", "each of them"))


def _is_answer_of_all(tokens: Sequence[Token], at: int) -> bool:
    """As in "we need all of them", "everything you have", "all but Users", in answer to which areas are wanted."""
    if tokens[at].text not in _EVERY and tokens[at].text != "everything":
        return False
    since = max((each + 1 for each in range(at) if not tokens[each].is_word), default=0)
    led, rest = tokens[since:at], tokens[at + 1 :]
    if any(token.is_open or kind_of(token) or token.has(Cue.NOT) for token in led):
        return False
    excepted = bool(rest) and (rest[0].has(Cue.EXCEPT) or rest[0].text in ("but", "save", "less"))
    ends = not rest or not rest[0].is_word or rest[0].has(Cue.POLITE) or rest[0].text in ("you", "that", "there")
    return excepted or (ends and not any(token.term is Term.AREA for token in rest))


def _is_everything(tokens: Sequence[Token], at: int) -> bool:
    """Whether "everything" stands for areas: by itself, or with an exception: "a key for everything but Users"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    excepted = after is not None and (after.has(Cue.EXCEPT) or after.text in ("but", "save", "less"))
    return tokens[at].text == "everything" or (tokens[at].text.endswith(" everything") and excepted)


def _answers_areas(statement: Statement) -> bool:
    """Whether a statement is what a form's "Areas" are filled in with."""
    label = statement.above[-1] if statement.above else ()
    return statement.place is Place.FIELD and any(token.text in _AREAS for token in label)


def _is_of_something(tokens: Sequence[Token], at: int) -> bool:
    """As in "all areas of the library", "staff of all areas"; not "all areas of Alma"."""
    led = tokens[max(0, at - 2) : at]
    if len(led) > 1 and led[1].text in ("of", "from", "in") and (led[0].has(Cue.PERSON) or led[0].is_open):
        return not led[0].has(Cue.HEAD, Cue.KEY)
    following = [token for token in tokens[at + 1 : at + 4] if token.text not in ARTICLES - {"alma"}]
    return len(following) > 1 and following[0].text == "of" and following[1].is_open


def _is_listed(statement: Statement, at: int) -> bool:
    """Whether all is said of those that follow: "in all of the areas: Acquisitions, Bibs"."""
    ahead = [token for token in statement.tokens[at + 1 : at + 4] if not token.has(Cue.HEAD)]
    return len(ahead) > 1 and ahead[0].text in (":", "(") and ahead[1].term is Term.AREA


FORMER = frozenset(("former", "first one", "first"))
LATTER = frozenset(("latter", "second one", "second"))


def _one_of_two(statement: Statement, at: int) -> str | None:
    """The area that "the former" or "the second" means, where just two stand before it."""
    before, after = statement.tokens[at - 1 : at], statement.tokens[at + 1 : at + 2]
    areas = list(dict.fromkeys(token.value for token in statement.tokens[:at] if token.term is Term.AREA))
    ordinal = statement.tokens[at].text in ("first", "second")
    alone = not after or not after[0].is_word or after[0].term is not None or not (ordinal or after[0].is_open)
    if len(areas) != _TWO or not alone or not before or before[0].text != "the":
        return None
    return areas[0] if statement.tokens[at].text in FORMER else areas[1]


_TWO = 2


def _is_both_environments(statement: Statement, at: int, reader: Reader) -> bool:
    """Whether "both" speaks of the environments: it says so, or answers a question about them."""
    after = statement.tokens[at + 1] if at + 1 < len(statement.tokens) else None
    if (after and after.text in _PLACES) or statement.tokens[at].text.endswith("environment"):
        return True
    if statement.tokens[at].text in _ON_BOTH:
        return reader.both and at > 0 and statement.tokens[at - 1].has(Cue.KEY)
    if statement.topic is Topic.ENVIRONMENT:
        return after is None or kind_of(after) != "level"
    if (
        not reader.both
        or statement.topic is not None
        or any(kind_of(each) == "environment" and each.sure for each in statement.tokens)
    ):
        return False
    led, rest = statement.tokens[:at], statement.tokens[at + 1 :]
    alone = len(rest) <= _SHORT and not any(kind_of(token) for token in rest if token.sure)
    alone = alone and not any(token.is_open or kind_of(token) for token in led)
    return (alone and (at == 0 or not rest)) or (statement.bare and _is_apart(statement, at))


def _is_apart(statement: Statement, at: int) -> bool:
    """Whether "both" is a part of its own in an answer: "Both, Users, read-only", "Users, r/w, in both"."""
    before = statement.tokens[at - 1] if at else None
    after = statement.tokens[at + 1] if at + 1 < len(statement.tokens) else None
    begins = before is None or not before.is_word or before.text in ("in", "on")
    return begins and (after is None or not after.is_word or after.has(Cue.POLITE))
