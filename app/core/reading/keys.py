"""The keys that a sentence speaks of: one that is to come, one that exists, or something else of that name.

Which it is, its article and what follows tell: "a key", "our key", "the key you made", "the key of the kiosk".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.reading import foreign
from app.core.reading.lexicon import Term
from app.core.reading.statements import Statement
from app.core.reading.tokens import Token


class Which(Enum):
    """How a key is spoken of."""

    SOME = auto()  # "a key"
    BARE = auto()  # just "key"
    THE = auto()  # "the key", which may be the one that is asked for
    OURS = auto()  # one that exists: "our key", "the kiosk key", "the key you made"


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """Words first to last (inclusive) of a sentence; `own`: it is to be one beside another; `many`: keys in general.

    `ours`: the service is named with it; `foreign`: another product's, or no key to an API; `vague`: a key only if an API is spoken of; `maybe_foreign`: it would be
    another product's if the message did not speak of the service.
    """

    first: int
    last: int
    which: Which
    own: bool = False
    many: bool = False
    ours: bool = False
    foreign: bool = False
    vague: bool = False
    maybe_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A statement's words, hyphens and quotes left out, and the token that each comes from.

    `joined` are those that a hyphen joins to the word before.
    """

    texts: tuple[str, ...]
    tokens: tuple[Token, ...]
    joined: frozenset[int]

    def text(self, at: int) -> str:
        return self.texts[at] if 0 <= at < len(self.texts) else ""

    def token(self, at: int) -> Token | None:
        return self.tokens[at] if 0 <= at < len(self.tokens) else None


def plain_words(statement: Statement) -> Words:
    texts: list[str] = []
    tokens: list[Token] = []
    joined: set[int] = set()
    before = None
    for token in statement.tokens:
        if _counts(token):
            if before is not None and before.text == "-" and tokens and _touches(tokens[-1], before, token):
                joined.add(len(texts))
            words = token.text.split()
            texts += words
            tokens += [token] * len(words)
        before = token
    return Words(tuple(texts), tuple(tokens), frozenset(joined))


def _touches(before: Token, hyphen: Token, token: Token) -> bool:
    return before.end == hyphen.start and hyphen.end == token.start


def _counts(token: Token) -> bool:
    return token.is_word or token.term is not None or token.text[0] not in "-/\"'[]·"


_KEY = frozenset(
    "key keys key's keys' cred creds kee keey keyy kye kez apikey apikeys apikey's credential credentials l7xx l8xx".split()
)
_CREDENTIALS = frozenset("cred creds credential credentials".split())
_TOKEN = frozenset(("token", "tokens"))
_OF_TOKENS = frozenset(("api", "apis", "access", "rest", "bearer", "alma", "openathens"))
_MANY = frozenset(("keys", "apikeys", "tokens"))
_SOME = frozenset(
    """a an another new separate own two three both some any additional extra fresh single 1 2 distinct second third
    further such one dedicated different""".split()
)
_OWN = frozenset("own separate second another additional distinct extra third further dedicated different".split())
_OURS = frozenset("our my their his her its existing current old present former previous same whose ours".split())
_THE = frozenset("the this that these those your said".split())
_DETERMINERS = _OURS | _THE | frozenset("a an no any every each some whose".split())
_ARTICLES = frozenset("the our my your this that a an".split())
# What may stand between "the" and a key without telling which it is.
_TELLS_NOTHING = frozenset(
    """api alma right necessary required correct proper corresponding following requested actual only needed new rest web
    service""".split()
)
_MOST_ATTRIBUTES = 7


def keys_in(words: Words) -> list[KeyPhrase]:
    """The keys in a sentence, in order, those of other products among them."""
    found = [_phrase(words, at) for at in range(len(words.texts)) if _is_key(words, at)]
    return sorted([*found, *_named(words), *_access(words)], key=lambda key: key.first)


def _is_key(words: Words, at: int) -> bool:
    text = words.text(at)
    if text in _TOKEN:
        return not _OF_TOKENS.isdisjoint(words.texts[max(0, at - _FAR) : at + _FAR])
    return text in _KEY and not (words.text(at + 1) in _KEY or words.text(at - 1) in foreign.LOGIN)


def _access(words: Words) -> Iterator[KeyPhrase]:
    """Access by program: "API access", "access to Alma's Users API"."""
    for at, text in enumerate(words.texts):
        if text == "access" and words.text(at - 1) == "api":
            yield _phrase(words, at)
        elif text == "access" and words.text(at + 1) == "to" and words.text(at + 2) in _INTERFACE:
            yield KeyPhrase(at, at + 2, Which.BARE, vague=True)
        elif text in ("api", "apis") and "access" in words.texts[max(0, at - _FAR) : at]:
            start = at - words.texts[max(0, at - _FAR) : at][::-1].index("access") - 1
            if words.text(start + 1) in ("to", "for", "by", "via", "through", "over"):
                yield KeyPhrase(start, at, Which.BARE, ours=_names_service(words, start, at))


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
    first = at
    while first > max(0, at - _MOST_ATTRIBUTES) and _is_attribute(words, first - 1):
        first -= 1
        if words.text(first) in _DETERMINERS:
            first -= words.text(first - 1) in _ARTICLES and words.text(first) not in _ARTICLES
            break
    own = _is_own(words, first, at)
    one = words.text(first - 1) == "of" and words.text(first - 2) in ("one", "some", "two")
    return KeyPhrase(
        first,
        at,
        Which.SOME if own or one else _which(words, first, at),
        own,
        words.text(at) in _MANY,
        _names_service(words, first, at),
        _is_foreign(words, first, at),
        words.text(at) in _CREDENTIALS,
        _is_for_product(words, at) or _is_of_named_api(words, first, at),
    )


_ATTRIBUTES = (Term.SERVICE, Term.ENVIRONMENT, Term.AREA, Term.LEVEL, Term.OTHER)


def _is_attribute(words: Words, at: int) -> bool:
    token, text = words.tokens[at], words.text(at)
    if text in _SOME or text in _DETERMINERS or text in _KEY or text in ("api", "rest", "more"):
        return True
    named = token.term in _ATTRIBUTES or (token.term is Term.VERB and token.sure)
    return named or token.is_open or _is_possessive(text)


def _is_possessive(text: str) -> bool:
    return text.endswith(("'s", "s'")) and text not in ("it's", "that's", "there's", "let's", "what's", "here's")


def _names_service(words: Words, first: int, last: int) -> bool:
    return any(token.term is Term.SERVICE for token in words.tokens[first : last + 1]) or any(
        words.tokens[at].term is Term.SERVICE and words.text(last + 1) in ("for", "to", "of", "in", "with", "from")
        for at in range(last + 2, min(last + 5, len(words.texts)))
    )


def _is_own(words: Words, first: int, at: int) -> bool:
    after = words.texts[at + 1 : at + 6]
    beside = bool(_OWN & set(words.texts[first:at]))
    return beside or " ".join(after[:2]) in ("to itself", "for itself", "to ourselves") or _of_own(after)


def _of_own(after: Sequence[str]) -> bool:
    return after[:1] == ("of",) and "own" in after[1:4]


def _which(words: Words, first: int, at: int) -> Which:
    attributes = set(words.texts[first:at])
    if attributes & _OURS or any(_is_possessive(each) for each in attributes):
        return Which.OURS
    if _is_told(words, at, some=bool(attributes & _SOME)) or _is_had(words, first, bool(attributes & _SOME)):
        return Which.OURS
    if attributes & _THE:
        return Which.OURS if _is_known(words, first, at) else Which.THE
    return Which.SOME if attributes & _SOME else Which.BARE


_MAKERS = frozenset("you we i they he she that which who lsis".split())
_MADE = frozenset(
    """gave made sent have has got use uses used issued created had received hold holds share shares were was generated
    provided set supplied is are asked ordered requested""".split()
)
_TO_COME = frozenset("need should would want could can will must may shall needs wants to".split())
_CALLED = frozenset("called named ending ends labelled labeled titled".split())


def _is_told(words: Words, at: int, some: bool) -> bool:
    """Whether what follows tells that the key is there: "key you gave us", "key called x", "key in our vault"."""
    after = words.texts[at + 1 : at + 6]
    if not after:
        return False
    if after[0] in _MAKERS and not (some and after[1:2] and after[0] in ("that", "which") and after[1] not in _MAKERS):
        made = next((each for each in after[1:] if each in _MADE or each in _TO_COME), "")
        return made in _MADE
    if after[0] in _CALLED or (after[0] in ("in", "from") and {"vault", "notes", "last"} & set(after[1:5])):
        return True
    return _is_name(words, at + 1)


def _is_name(words: Words, at: int) -> bool:
    """Whether a name follows a key: quoted, or of several words with hyphens."""
    token = words.token(at)
    if token is None or not token.is_open:
        return False
    return token.start == words.tokens[at - 1].end + _QUOTE or (at + 1 in words.joined and not token.capital)


_QUOTE = 2
_HAD = frozenset(
    "gave made sent issued created given had generated provided has have got was were ordered requested received".split()
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
    if words.text(had) in _ORDERED and words.text(had - 1) != "had":
        return False
    earlier = words.texts[max(0, first - 6) : first]
    return not _WISHED & set(earlier)


def _is_known(words: Words, first: int, at: int) -> bool:
    """Whether "the key" is one that exists: it is told apart by an attribute, or is somebody's."""
    attributes = [each for each in range(first, at) if words.tokens[each].is_open]
    if any(words.text(each) not in _TELLS_NOTHING for each in attributes):
        return True
    named = words.token(at + 2)
    return words.text(at + 1) == "of" and named is not None and named.term is not Term.SERVICE


def _is_foreign(words: Words, first: int, at: int) -> bool:
    """Whether the key opens no API of ours."""
    before, after = words.text(at - 1), words.token(at + 1)
    letter = len(before) == 1 and before.isalpha() and before != "a" and words.tokens[at - 1].term is None
    if before in foreign.BEFORE or letter or words.text(at - 2) == "ctrl":
        return True
    named = "api" in words.texts[first:at] or _names_service(words, first, at)
    compound = words.text(at + 1) in foreign.AFTER or _is_compound(words, first, at, after)
    if words.text(at) in ("key", "keys") and compound and not named:
        return True
    return _is_of_room(words, first, at) or _is_of_product(words, first, at)


_NO_NOUNS = ("s", "ed", "ing", "able", "ible", "ful", "ive", "ous", "al", "ic")
_GOES_ON = frozenset(
    """request requests application form order please pls plz rotation deletion replacement owner permission permissions
    renewal access creation issue setup asap read-only leaked lost whatsoever instead herself itself altogether""".split()
)


def _is_compound(words: Words, first: int, at: int, after: Token | None) -> bool:
    """Whether a noun follows that "key" belongs to: "a key moment"."""
    vague = not _DETERMINERS & set(words.texts[first:at]) or words.text(first) in ("a", "an", "some")
    if not vague or after is None or not after.is_open or after.capital or "api" in words.texts[first:at]:
        return False
    named = any(words.tokens[each].term is not None for each in range(first, at))
    verb = after.text.endswith(_NO_NOUNS) or after.text in _GOES_ON
    return not named and not verb and after.start == words.tokens[at].end + 1


def _is_of_room(words: Words, first: int, at: int) -> bool:
    following = words.texts[at + 1 : at + 6]
    ours = "api" in words.texts[first : at + 1] or any(token.term for token in words.tokens[first:at])
    if ours or following[:1] not in (("for",), ("to",), ("of",)):
        return False
    for number, text in enumerate(following[1:], 2):
        if text in foreign.ROOMS:
            after = words.token(at + 1 + number)
            return after is None or not after.is_open or after.text.isdigit()
        token = words.token(at + number)
        if token is not None and token.term is not None:
            return False
    return False


def _is_of_product(words: Words, first: int, at: int) -> bool:
    """Whether it is another product's: "Scopus key", "Kallisto's API key" are, a key for Kallisto need not be.

    "X API key" is X's, for whatever X with a capital; "X key" and "key for X" only for products known to hand out keys.
    """
    if any(token.term is Term.SERVICE for token in words.tokens[first : at + 1]):
        return False
    if any(words.text(each) in foreign.PRODUCTS for each in range(first, at)):
        return True
    return _is_from_others(words, at) or _is_from_portal(words, at)


def _is_for_product(words: Words, at: int) -> bool:
    """As in "a key for Scopus", but not "for the Scopus widget"."""
    if words.text(at + 1) not in ("for", "from", "of", "to"):
        return False
    name = at + 2 + (words.text(at + 2) in ("the", "our", "a"))
    after = words.token(name + 1)
    return words.text(name) in foreign.PRODUCTS and (after is None or not after.is_open)


def _is_of_named_api(words: Words, first: int, at: int) -> bool:
    """As in "Kallisto API key", where the capital is no sentence's first letter nor that of a title."""
    api = next((each for each in range(max(first, 1), at + 1) if words.text(each) in ("api", "apikey")), None)
    if api is None:
        return False
    before = words.tokens[api - 1]
    named = before.is_open and before.capital and before.text not in _TELLS_NOTHING
    return named and api > 1 and not words.tokens[at].capital


_THEIRS = frozenset("them him her it vendor supplier publisher".split())


def _is_from_others(words: Words, at: int) -> bool:
    """As in "an API key from Kallisto", "from them"."""
    giver = words.token(at + 2)
    if words.text(at + 1) != "from" or giver is None:
        return False
    return giver.text in _THEIRS or (giver.capital and giver.is_open and giver.text not in ("lsis", "library"))


def _is_from_portal(words: Words, at: int) -> bool:
    """As in "a key, which he would get from Kallisto's developer portal"."""
    for number in range(at + 1, min(at + 14, len(words.texts) - 1)):
        owner = words.tokens[number + 1]
        if words.text(number) == "from" and owner.capital and _is_possessive(words.text(number + 1)):
            return True
    return False
