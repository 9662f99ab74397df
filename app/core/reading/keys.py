"""The keys that a sentence speaks of: one that is asked for, one that exists, or something else of that name."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.core.reading import intents
from app.core.reading.clauses import Clause, clauses_of
from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.statements import Place, Statement
from app.core.reading.tokens import Token


class Which(Enum):
    """How a key is spoken of."""

    SOME = auto()  # "a key"
    THE = auto()  # "the key", which may be the one that is asked for
    OURS = auto()  # one that exists: "our key", "the kiosk key", "the key you made"
    BARE = auto()  # just "key"


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """Tokens first to last (inclusive) of a statement; `own`: it is to be a separate one."""

    first: int
    last: int
    which: Which
    own: bool
    clause: Clause


_SOME = frozenset(
    "a an one another new second separate own two three both some additional extra fresh single 1 2 distinct".split()
)
_OWN = frozenset(("own", "separate", "second", "another", "additional", "distinct", "extra"))
_OURS = frozenset("our my your their his her its existing current old same present which whose".split())
_DETERMINERS = _OURS | frozenset("a an the this that these those no any every each some".split())
_MADE = frozenset("you we i from made given in they that which he she had has was stops stopped returns".split())
_MOST_ATTRIBUTES = 7


def keys_in(statement: Statement) -> list[KeyPhrase]:
    """The keys in a statement that could be ours."""
    tokens = statement.tokens
    keys = [at for at, token in enumerate(tokens) if token.has(Cue.KEY)]
    if not keys:
        return []
    clauses = clauses_of(tokens)
    found = [_phrase(tokens, at, next(each for each in clauses if at < each.last)) for at in keys]
    return [key for key in found if not _is_foreign(statement, key)]


def _phrase(tokens: Sequence[Token], at: int, clause: Clause) -> KeyPhrase:
    """The key with its attributes and article: "a new read-only Alma key"; "key of its own" is a new one."""
    first = at
    while first > max(0, at - _MOST_ATTRIBUTES) and _is_attribute(tokens[first - 1]):
        first -= 1
        if tokens[first].text in _DETERMINERS:
            break
    after = [token.text for token in tokens[at + 1 : at + 5]]
    words = {token.text for token in tokens[first:at]}
    own = bool(words & _OWN) or ("of" in after[:1] and "own" in after)
    return KeyPhrase(first, at, Which.SOME if own else _which(tokens[first:at], after), own, clause)


def _which(attributes: Sequence[Token], after: Sequence[str]) -> Which:
    words = {token.text for token in attributes}
    if words & _OURS or any(word.endswith(("'s", "s'")) for word in words):
        return Which.OURS
    if words & {"the", "this", "that", "these", "those"}:
        told = any(token.is_open for token in attributes) or (after and after[0] in _MADE)
        return Which.OURS if told else Which.THE
    return Which.SOME if words & _SOME else Which.BARE


_ATTRIBUTES = (Term.SERVICE, Term.ENVIRONMENT, Term.AREA, Term.LEVEL)


def _is_attribute(token: Token) -> bool:
    if token.text in ("-", "/") or token.text in _SOME or token.text in _DETERMINERS or token.has(Cue.KEY):
        return True
    named = token.term in _ATTRIBUTES or (token.term is Term.VERB and token.sure)
    possessive = token.text.endswith(("'s", "s'"))
    return named or token.is_open or possessive or token.text in ("api", "user", "new", "more")


def _is_foreign(statement: Statement, key: KeyPhrase) -> bool:
    """Whether the key is a door's, a licence, or another product's."""
    tokens = statement.tokens
    before = {token.text for token in tokens[key.first : key.last]}
    after = tokens[key.last + 1] if key.last + 1 < len(tokens) else None
    if before & intents.FOREIGN_BEFORE or (after is not None and after.text in intents.FOREIGN_AFTER):
        return True
    vague = key.which in (Which.SOME, Which.BARE) and statement.place is not Place.TITLE
    if vague and after is not None and after.is_open and not after.capital:
        return not _is_verb(after)
    ours = any(token.text == "api" or token.term is Term.SERVICE for token in tokens) or tokens[
        key.last
    ].text.startswith("api")
    if not ours and intents.FOREIGN_FOR.match(words_of(tokens[key.last + 1 : key.last + 8])):
        return True
    return bool(intents.SHORTCUT.search(words_of(tokens[max(0, key.last - _WORDS_BEFORE) : key.last])))


def is_of_other_product(statement: Statement, key: KeyPhrase) -> bool:
    """Whether the key is another product's: "ORCID API key"."""
    named = words_of(statement.tokens[key.first : key.last])
    return bool(intents.PRODUCTS.search(named)) and not any(token.term is Term.SERVICE for token in statement.tokens)


def _is_verb(token: Token) -> bool:
    return token.text.endswith(("s", "ed", "ing"))


_FILLER = (
    r"(?: (?::|us|me|him|her|them|it|you|to|also|please|just|now|have|get|with|kindly|then|for|by|lsis|colleague"
    r"|obtain|ask|still|again))"
)
_NEED = re.compile(r"(?<!\S)" + intents.NEED.alternatives + _FILLER + "{0,4}$")
_GIVE = re.compile(r"(?<!\S)" + intents.GIVE.alternatives + rf"(?:{_FILLER}| the \w+| our \w+| \w+){{0,3}}$")
_OF_ITS_OWN = re.compile(r"of (?:its|our|their|my) own\b")
_WORDS_BEFORE = 9


def is_asked_for(statement: Statement, key: KeyPhrase) -> bool:
    """Whether a statement asks to be given this key."""
    if key.which in (Which.OURS, Which.THE):
        return bool(intents.REQUESTS_IT.search(words_of(statement.tokens)))
    if _is_unsure(statement, key) or _wonders(statement, key):
        return False
    before = words_of(statement.tokens[max(0, key.first - _WORDS_BEFORE) : key.first])
    after = words_of(statement.tokens[key.last + 1 : key.last + 10])
    if _NEED.search(before) or intents.AFTER.match(after) or (key.own and _OF_ITS_OWN.match(after)):
        return True
    polite = intents.POLITE.search(words_of(statement.tokens)) or _GIVE.fullmatch(before)
    return (bool(_GIVE.search(before)) and bool(polite)) or _is_elliptic(statement, key)


def _is_unsure(statement: Statement, key: KeyPhrase) -> bool:
    clause = key.clause
    inside = statement.tokens[clause.first : key.first]
    conditional = any(token.has(Cue.CONDITION, Cue.CANNOT) for token in inside)
    return conditional or clause.has(Cue.HEDGE, Cue.PAST) or any(token.has(Cue.NOT) for token in inside)


ASKING = frozenset(
    "do does did is are was were should who which why when whose how what where am has have will".split()
)


def _wonders(statement: Statement, key: KeyPhrase) -> bool:
    tokens = statement.tokens
    if statement.question and (opening_of(tokens) in ASKING or _is_of_many(tokens)):
        return True
    return bool(intents.WONDERS.search(words_of(tokens[: key.first])))


def _is_of_many(tokens: Sequence[Token]) -> bool:
    """Whether a question is about people in general: "can vendors get a key?"."""
    pairs = itertools.pairwise(tokens)
    named = ((token, after.is_open or after.term is Term.HINT) for token, after in pairs if not after.capital)
    return any(token.has(Cue.POLITE) and many for token, many in named)


def _is_elliptic(statement: Statement, key: KeyPhrase) -> bool:
    """A sentence that is but a key: "One key, live"; "An OpenAthens key for the harvester"."""
    if statement.place is Place.TITLE or key.first > 0 or any(token.text in _VERBS for token in statement.tokens):
        return False
    after = statement.tokens[key.last + 1] if key.last + 1 < len(statement.tokens) else None
    return after is None or not after.is_word or after.text in ("for", "with", "to", "on")


_VERBS = frozenset("is are was were has have had does do did can could will would must should goes went works".split())


def asks_how(statement: Statement, key: KeyPhrase) -> bool:
    """A question about the way to get one: "what do I have to fill in to get a key?"."""
    tokens = statement.tokens
    if (
        not statement.question
        or key.which in (Which.OURS, Which.THE)
        or opening_of(tokens) not in ("what", "how", "where", "who")
    ):
        return False
    before = words_of(tokens[max(0, key.first - _WORDS_BEFORE) : key.first])
    return bool(_GIVE.search(before) or _NEED.search(before)) and not _is_unsure(statement, key)


def opening_of(tokens: Sequence[Token]) -> str:
    """The word that a sentence begins with, after a greeting."""
    words = (token.text for token in tokens if token.is_word and not token.has(Cue.COURTESY))
    return next(words, "")


def words_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.text for token in tokens)


def statements_with_keys(statements: Sequence[Statement]) -> Iterator[tuple[Statement, list[KeyPhrase]]]:
    for statement in statements:
        if keys := keys_in(statement):
            yield statement, keys
