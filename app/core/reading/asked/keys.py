"""The keys that a sentence speaks of: one that is to come, one that exists, or something else of that name.

Which it is, its article and what follows tell: "a key", "our key", "the key you made", "the key of the kiosk".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.reading.asked.foreign import LOGIN, is_figurative, is_of_product, may_be_foreign
from app.core.reading.asked.words import COMMON_ATTRIBUTES, Words, is_possessive, names_service
from app.core.reading.vocabulary.lexicon import Term


class Which(Enum):
    """How a key is spoken of."""

    SOME = auto()  # "a key"
    BARE = auto()  # just "key"
    THE = auto()  # "the key", which may be the one that is asked for
    OURS = auto()  # one that exists: "our key", "the kiosk key", "the key you made"


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """Words first to last (inclusive) of a sentence; `own`: it is to be one beside another; `many`: keys in general.

    `ours`: the service is named with it; `foreign`: another product's, or no key to an API; `figurative`: the latter;
    `vague`: a key only if the message speaks of an API; `maybe_foreign`: another product's unless the message speaks of
    the service.
    """

    first: int
    last: int
    which: Which
    own: bool = False
    many: bool = False
    ours: bool = False
    foreign: bool = False
    figurative: bool = False
    vague: bool = False
    maybe_foreign: bool = False


_KEY = frozenset(
    """
    key keys key's keys' cred creds kee keey keyy kye kez apikey apikeys apikey's credential credentials
    l7xx l8xx
    """.split()
)
_CREDENTIALS = frozenset("cred creds credential credentials".split())
_TOKEN = frozenset(("token", "tokens"))
_OF_TOKENS = frozenset(("api", "apis", "access", "rest", "bearer", "alma", "openathens"))
_MANY = frozenset(("keys", "apikeys", "tokens"))
_SOME = frozenset(
    """a an another new separate own two three both some any additional extra fresh single 1 2 distinct second third
    further such one dedicated different ein eine einen""".split()
)
_MORE_OF = frozenset("one two".split())
_OWN = frozenset("own separate second another additional distinct extra third further dedicated different".split())
_OURS = frozenset("our my their his her its existing current old present former previous same whose ours".split())
_THE = frozenset("the this that these those your said".split())
_DETERMINERS = _OURS | _THE | frozenset("a an no any every each some whose ein eine einen".split())
_ARTICLES = frozenset("the our my your this that a an".split())
_MOST_ATTRIBUTES = 7


def keys_in(words: Words) -> list[KeyPhrase]:
    """The keys in a sentence, in order, those of other products among them."""
    found = [_phrase(words, at) for at in range(len(words.texts)) if _is_key(words, at)]
    return sorted([*found, *_named(words), *_access(words)], key=lambda key: key.first)


def ones_in(words: Words) -> list[KeyPhrase]:
    """Keys that exist, where a key was spoken of before: "the present one", "the one you made us"."""
    found = [(at, _first_of(words, at)) for at, text in enumerate(words.texts) if text in ("one", "ones")]
    ones = [KeyPhrase(first, at, Which.OURS) for at, first in found if _is_old_one(words, first, at)]
    counted = [at for at, text in enumerate(words.texts) if at and text in _COUNTED]
    return ones + [KeyPhrase(at - 1, at, Which.OURS) for at in counted if _is_counted(words, at)]


def _is_counted(words: Words, at: int) -> bool:
    """As in "the second can be deleted"."""
    after = words.token(at + 1)
    return words.text(at - 1) == "the" and (after is None or after.text in _AFTER_COUNTED)


def _is_old_one(words: Words, first: int, at: int) -> bool:
    attributes = set(words.texts[first:at])
    if attributes & _OURS or any(is_possessive(each) for each in attributes):
        return not attributes & _OWN
    return "the" in attributes and _is_told(words, at, some=False)


def _is_key(words: Words, at: int) -> bool:
    text = words.text(at).removesuffix("'")
    if text in _TOKEN:
        return not _OF_TOKENS.isdisjoint(words.texts[max(0, at - _FAR) : at + _FAR])
    if text not in _KEY:
        return False
    if words.text(at + 1) in _ABOUT_KEYS or (words.text(at + 1) in _HANDLED and words.text(at + 2) in _ABOUT_KEYS):
        return False
    return not (words.text(at + 1) in _KEY or words.text(at - 1) in LOGIN)


def _access(words: Words) -> Iterator[KeyPhrase]:
    """Access by program: "API access", "programmatic access", "access to Alma's Users API"."""
    for at, text in enumerate(words.texts):
        if text == "access" and words.text(at - 1) in _BY_PROGRAM:
            yield _phrase(words, at)
        elif text == "access" and words.text(at + 1) == "to" and words.text(at + 2) in _INTERFACE:
            yield KeyPhrase(at, at + 2, Which.BARE, vague=True)
        elif text in ("api", "apis") and "access" in words.texts[max(0, at - _FAR) : at]:
            start = at - words.texts[max(0, at - _FAR) : at][::-1].index("access") - 1
            if words.text(start + 1) in ("to", "for", "by", "via", "through", "over"):
                yield KeyPhrase(start, at, Which.BARE, ours=names_service(words, start, at))


_BY_PROGRAM = frozenset("api programmatic programmatical programmed scripted".split())
_INTERFACE = frozenset(("it", "this", "that", "interface", "interfaces"))
_FAR = 6
_NO_NAMES = frozenset("go non pre post re co e in off long semi half near up to on all".split())


def _named(words: Words) -> Iterator[KeyPhrase]:
    """Keys called by their names, which end with an environment: "stock-psb"."""
    for at in sorted(words.joined):
        token, before = words.tokens[at], words.tokens[at - 1]
        if token.term is Term.ENVIRONMENT and before.is_open and before.text not in _NO_NAMES and not token.capital:
            yield KeyPhrase(at - 1, at, Which.OURS)


def _phrase(words: Words, at: int) -> KeyPhrase:
    """The key with its attributes and article: "a new read-only Alma key"; "key of its own" is a new one."""
    first = _first_of(words, at)
    own, figurative = _is_own(words, first, at), is_figurative(words, first, at)
    own = own and not _runs_on(words, first)
    one = words.text(first - 1) == "of" and words.text(first - 2) in ("one", "some", "two")
    return KeyPhrase(
        first,
        at,
        Which.SOME if own or one else _which(words, first, at),
        own,
        words.text(at) in _MANY,
        names_service(words, first, at),
        figurative or is_of_product(words, first, at),
        figurative,
        words.text(at).removesuffix("'") in _CREDENTIALS,
        may_be_foreign(words, first, at),
    )


def _first_of(words: Words, at: int) -> int:
    """Where the phrase begins that ends with this word."""
    first = at
    while first > max(0, at - _MOST_ATTRIBUTES) and _is_attribute(words, first - 1):
        first -= 1
        if words.text(first) in _DETERMINERS and first + 1 not in words.joined:
            first -= words.text(first - 1) in _ARTICLES and words.text(first) not in _ARTICLES
            break
    return first


_ATTRIBUTES = (Term.SERVICE, Term.ENVIRONMENT, Term.AREA, Term.LEVEL, Term.OTHER)


def _is_attribute(words: Words, at: int) -> bool:
    token, text = words.tokens[at], words.text(at)
    if text in _SOME or text in _DETERMINERS or text in _KEY or text in ("api", "rest", "more", "access"):
        return True
    named = token.term in _ATTRIBUTES or (token.term is Term.VERB and token.sure)
    return named or token.is_open or is_possessive(text)


def _is_own(words: Words, first: int, at: int) -> bool:
    after = words.texts[at + 1 : at + 6]
    before = words.texts[first:at]
    beside = bool(_OWN & set(before)) or ("more" in before and not _MORE_OF.isdisjoint(before))
    return beside or " ".join(after[:2]) in ("to itself", "for itself", "to ourselves") or _of_own(after)


def _runs_on(words: Words, first: int) -> bool:
    """Whether something works with a key already: "it runs on its own key"."""
    return words.text(first - 1) in ("on", "with", "under") and words.text(first - 2) in _RUNS


_RUNS = frozenset("runs run running works working ran worked".split())


def _of_own(after: Sequence[str]) -> bool:
    return after[:1] == ("of",) and "own" in after[1:4]


def _which(words: Words, first: int, at: int) -> Which:
    attributes = set(words.texts[first:at])
    if attributes & _OURS or any(is_possessive(each) for each in attributes):
        return Which.SOME if words.text(first - 1) in _LACKING else Which.OURS
    if _is_told(words, at, some=bool(attributes & _SOME)) or _is_had(words, first, bool(attributes & _SOME)):
        return Which.OURS
    if attributes & _THE:
        return Which.OURS if _is_known(words, first, at) else Which.THE
    if not attributes & _SOME and words.text(at + 1) in _UNCHANGED:
        return Which.OURS
    return Which.SOME if attributes & _SOME else Which.BARE


# "Key management", "key rotation policy": no key is spoken of.
_ABOUT_KEYS = frozenset("management policy policies guideline guidelines handling governance documentation".split())
_HANDLED = frozenset("rotation renewal management request usage".split())
_AFTER_COUNTED = frozenset("can could should must may will is are was were has have had isn't , for with on".split())
_COUNTED = frozenset("first second third other others latter former old".split())
_UNCHANGED = frozenset(
    "string value stays remains unchanged untouched correct valid identical checked double-checked".split()
)
_MAKERS = frozenset("you we i they he she that which who lsis".split())
_MADE = frozenset(
    """gave made sent have has got use uses used issued created had received hold holds share shares were was generated
    provided set supplied is are asked ordered requested""".split()
)
_TO_COME = frozenset("need should would want could can will must may shall needs wants to".split())
_LACKED = (("required",), ("needed",), ("necessary",), ("missing",), ("to",), ("supposed",))
_BE = frozenset("was were is lies sits".split())
_PLACED = frozenset("in on at inside among stored saved hardcoded part".split())
_LACKING = frozenset("lack lacks lacking lacked".split())  # "it only lacks its key"
_CALLED = frozenset("called named ending ends labelled labeled titled".split())


def _is_told(words: Words, at: int, some: bool) -> bool:
    """Whether what follows tells that the key is there: "key you gave us", "key called x", "key in our vault"."""
    after = words.texts[at + 1 : at + 6]
    if not after:
        return False
    after = after[2:] if after[0] == "of" and len(after) > 2 else after  # "an API key of Alma that you set up"
    if after[0] in _MAKERS and not (some and after[1:2] and after[0] in ("that", "which") and after[1] not in _MAKERS):
        made = next((number for number, each in enumerate(after) if number and each in _MADE | _TO_COME), None)
        return made is not None and after[made] in _MADE and after[made + 1 : made + 2] not in _LACKED
    if after[0] in _BE and words.text(at + 2) in _PLACED and not some:
        return True
    if after[0] in _CALLED or (after[0] in ("in", "from") and {"vault", "notes", "last"} & set(after[1:5])):
        return True
    return _is_name(words, at + 1)


def _is_name(words: Words, at: int) -> bool:
    """Whether a name follows a key: quoted, or of several words with hyphens."""
    token = words.token(at)
    if token is None or not token.is_open or token.start > words.tokens[at - 1].end + _QUOTE:
        return False
    return token.start == words.tokens[at - 1].end + _QUOTE or (at + 1 in words.joined and not token.capital)


_QUOTE = 2
_HAD = frozenset(
    """
    gave made sent issued created given had generated provided has have got was were ordered requested
    received
    """.split()
)
_ORDERED = frozenset(("ordered", "requested"))
_BETWEEN = frozenset("us me him her them you it already now also".split())
_WISHED = frozenset(
    """to could can may should must would shall will might not don't doesn't didn't no if i'd we'd please need needs let
    haven't hasn't never be having until till unless once before when""".split()
)


def _is_had(words: Words, first: int, some: bool) -> bool:
    """Whether somebody has it: "you gave us a key", "the kiosk has got a key"."""
    had = next((at for at in range(first - 1, max(-1, first - 5), -1) if words.text(at) not in _BETWEEN), -1)
    if not some or words.text(had) not in _HAD or had < 0:
        return False
    if words.text(had) == "given" and words.text(had - 1) in ("", ","):
        return False  # "given a key, it could fetch them"
    if words.text(had) in _ORDERED and words.text(had - 1) != "had":
        return False
    earlier = words.texts[max(0, first - 6) : first]
    return not _WISHED & set(earlier)


def _is_known(words: Words, first: int, at: int) -> bool:
    """Whether "the key" is one that exists: it is told apart by an attribute, or is somebody's."""
    attributes = [each for each in range(first, at) if words.tokens[each].is_open]
    if any(words.text(each) not in COMMON_ATTRIBUTES for each in attributes):
        return True
    named = words.token(at + 2 + (words.text(at + 2) == "the"))
    return words.text(at + 1) == "of" and named is not None and named.term not in (Term.SERVICE, Term.ENVIRONMENT)
