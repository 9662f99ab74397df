"""What the ticket asks for: a new key, something about one that exists, or nothing that concerns Keydesk.

Words of environment, area, level or role never make it a request. A new key must be asked for in so many words, or by a
title or form that is nothing else. In doubt the answer is none: silence is better than a wrong question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.core.reading import intents
from app.core.reading.english import Cue
from app.core.reading.keys import (
    ASKING,
    KeyPhrase,
    Which,
    asks_how,
    is_asked_for,
    is_of_other_product,
    keys_in,
    opening_of,
    words_of,
)
from app.core.reading.lexicon import Term
from app.core.reading.statements import Place, Statement
from app.core.reading.topics import Topic
from app.core.reading.types import Asks


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message asks, and the statement that says so. `claims`: it names an environment, area or level."""

    asks: Asks | None
    statement: Statement | None = None


def asks_of(statements: Sequence[Statement], claims: bool, before: Asks | None, key_known: bool, asked: bool) -> Heard:
    """What a message asks, None where it says nothing about that; `before` is what the earlier ones asked.

    `key_known`: a key was spoken of before. `asked`: the bot has asked about one, so that an answer is a request.
    """
    message = _Message(statements, claims, key_known)
    withdrawn = message.withdrawn(later=before is not None)
    if withdrawn:
        return Heard(Asks.NONE, withdrawn)
    if before is Asks.NEW:
        return Heard(None)
    for asks, said in message.in_order(first=before is None):
        if said is not None:
            return Heard(asks, said)
    if asked and claims and key_known and before is Asks.NONE:
        return Heard(Asks.NEW, statements[0])
    return Heard(Asks.NONE if before is None else None)


class _Message:
    """One message's statements, and the keys in them."""

    def __init__(self, statements: Sequence[Statement], claims: bool, key_known: bool) -> None:
        self.statements = [each for each in statements if each.topic is not Topic.OTHER]
        self.claims, self.key_known = claims, key_known
        keys = [(each, key) for each in self.statements for key in keys_in(each)]
        other = any(is_of_other_product(each, key) for each, key in keys)
        self.keys = [] if other and not any(names_service(each) for each in self.statements) else keys
        self.keys_of: dict[int, list[KeyPhrase]] = {}
        for each, key in self.keys:
            self.keys_of.setdefault(id(each), []).append(key)
        self.texts = [(each, words_of(each.tokens)) for each in self.statements]

    def in_order(self, first: bool) -> Iterator[tuple[Asks, Statement | None]]:
        """The kinds that the message could be; the first that it is wins."""
        if not self.keys and not self.key_known and not any(intents.DELIVERY.search(text) for _, text in self.texts):
            yield Asks.NEW, self._of_a_machine() if first else None
            return
        yield Asks.REPLACE, self._lost()
        yield Asks.NEW, self._own()
        asked, trouble = self._asked(), self._trouble()
        yield Asks.TROUBLE, trouble if self._wants_replacement(asked) else None
        yield Asks.NEW, asked
        yield Asks.NEW, self._titled(strong=True) if first else None
        yield Asks.CHANGE, self._change()
        yield Asks.TROUBLE, trouble
        yield Asks.NEW, self._titled(strong=False) or self._of_a_machine() or self._only_future() if first else None

    def _own(self) -> Statement | None:
        """A separate key, beside one that exists."""
        return next((each for each, key in self.keys if key.own and is_asked_for(each, key)), None) or self._own_one()

    def withdrawn(self, later: bool) -> Statement | None:
        for statement, text in self.texts:
            grants = any(token.term is not None and token.term.name in _GRANTING for token in statement.tokens)
            if intents.NO_NEED.search(text) and not grants:
                return statement
            if later and intents.WITHDRAWN.search(text) and not grants:
                return statement
        return None

    def _asked(self) -> Statement | None:
        for statement, key in self.keys:
            if is_asked_for(statement, key):
                return statement
        if any(has_wish(each) for each in self.statements) or self.claims:
            how = next((each for each, key in self.keys if asks_how(each, key)), None)
            if how is not None:
                return how
        return self._one() or self._future()

    def _one(self) -> Statement | None:
        """A key that is only called "one": "could we get one?", after a key was spoken of."""
        spoken = self.key_known or any(key.which in _TO_COME for _, key in self.keys)
        return next((each for each, text in self.texts if spoken and _asks_for_one(each, text)), None)

    def _own_one(self) -> Statement | None:
        """As in "a separate one for the sandbox", beside a key that exists."""
        spoken = self.key_known or bool(self.keys)
        return next(
            (each for each, text in self.texts if spoken and _OWN_ONE.search(text) and _wishes(each, text)), None
        )

    def _future(self) -> Statement | None:
        """As in "the key will be used for …", of a key that is only to come."""
        some = any(key.which in _TO_COME for _, key in self.keys)
        return self._future_said() if some else None

    def _future_said(self) -> Statement | None:
        if self._is_known() or not self.keys:
            return None
        return next((each for each, text in self.texts if intents.FUTURE.search(text) and not each.question), None)

    def _only_future(self) -> Statement | None:
        return self._future_said() if self.claims else None

    def _titled(self, strong: bool) -> Statement | None:
        """A title that is a key, with a text that says something about it; `strong`: it says what the key is for."""
        if self._is_known() or any(self._is_of_before(each, key) for each, key in self.keys):
            return None
        for statement, key in self.keys:
            if statement.place is not Place.TITLE or key.which not in _TO_COME or statement.question:
                continue
            text = words_of(statement.tokens)
            if intents.NOT_A_REQUEST.search(text) or intents.TROUBLE.search(_chunk(statement, key)):
                return None
            if self._says_what_for(statement, key) or (not strong and (intents.POLITE.search(text) or self.claims)):
                return statement
        return None

    def _is_of_before(self, statement: Statement, key: KeyPhrase) -> bool:
        """A key that there is already: "the key from LIB-88", but not "the key will be used for"."""
        return key.which is Which.OURS and not intents.FUTURE.search(words_of(statement.tokens))

    def _says_what_for(self, statement: Statement, key: KeyPhrase) -> bool:
        """Whether a title goes on with a purpose, and the text does not merely ask a question about it."""
        others = [each for each in self.statements if each.place is not Place.TITLE]
        told = any(has_wish(each) or each.place is Place.FIELD or each.tokens[0].text == "for" for each in others)
        form = any(each.place is Place.FIELD and each.topic is Topic.PURPOSE for each in others)
        after = [token for token in statement.tokens[key.last + 1 :] if token.text not in _ARTICLES]
        if form or not after:
            return form or any(each.tokens[0].text == "for" for each in others)
        purpose = after[0].text == "for" and any(token.is_open for token in after[1:_NEAR])
        asks_back = any(each.question and opening_of(each.tokens) in ASKING for each in others)
        plain = purpose and not asks_back and not self._is_over()
        return plain or (after[0].text in ("for", ",") and (self.claims or (told and not asks_back)))

    def _is_over(self) -> bool:
        return any(_DONE.search(text) for _, text in self.texts)

    def _of_a_machine(self) -> Statement | None:
        """A list of areas and levels for a program, though the word "key" is not said."""
        texts = " ".join(text for _, text in self.texts)
        listed = [
            each for each in self.statements if each.place in (Place.FIELD, Place.CELL, Place.BOX) or _is_row(each)
        ]
        grants = [each for each in listed if _names(each, Term.AREA, Term.LEVEL, Term.VERB, Term.METHOD)]
        wanted = any(has_wish(each) for each in self.statements)
        if len(grants) < _LISTED or not wanted or intents.STAFF.search(texts) or intents.TROUBLE.search(texts):
            return None
        return grants[0] if self.keys or intents.MACHINE.search(texts) else None

    def _is_known(self) -> bool:
        """Whether a key that exists is spoken of."""
        return any(intents.EXISTING.search(text) for _, text in self.texts)

    def _speaks_of_known(self, statement: Statement) -> bool:
        return any(key.which is not Which.SOME for key in self.keys_of.get(id(statement), ()))

    def _lost(self) -> Statement | None:
        """A key lost, leaked, to be rotated or withdrawn: said of a key, or of "it" where a key is spoken of."""
        if not self.keys and not self.key_known:
            return None
        spoken = any(key.which is not Which.SOME for _, key in self.keys)
        for statement, text in self.texts:
            if _inquires(statement):
                continue
            here = self._speaks_of_known(statement) and (not self._is_asked(statement) or "old" in text)
            if here and (intents.REPLACE.search(text) or intents.DONE_TO_KEY.search(text)):
                return statement
            if spoken and not self._is_asked(statement) and (_ON_IT.search(text) or _GONE.search(text)):
                return statement
        return None

    def _is_asked(self, statement: Statement) -> bool:
        return any(is_asked_for(statement, key) for key in self.keys_of.get(id(statement), ()))

    def _known_here(self) -> bool:
        return any(key.which in (Which.OURS, Which.THE) for _, key in self.keys) or self._is_known()

    def _change(self) -> Statement | None:
        known = self._known_here() or self.key_known
        for statement, text in self.texts:
            here = self._speaks_of_known(statement)
            altered = bool(intents.ALTER.search(text))
            to_it = bool(_TO_IT.search(text)) or (bool(intents.POLITE.search(text)) and _names_grant(statement))
            if known and ((altered and (here or to_it)) or ((here or _IT.search(text)) and intents.OWNER.search(text))):
                return statement
            if statement.place is Place.TITLE and here and _FROM_KEY.search(text) and altered:
                return statement
        return None

    def _trouble(self) -> Statement | None:
        for statement, text in self.texts:
            ours = self._speaks_of_known(statement) or _CALLS.search(text)
            coded = bool(self.keys) and _CODES.search(text)
            if intents.TROUBLE.search(text) and (
                (ours and self._known_here()) or intents.DELIVERY.search(text) or coded
            ):
                return statement
        return None

    def _wants_replacement(self, asked: Statement | None) -> bool:
        return asked is None or bool(
            re.search(r"\b(?:new|fresh|another|working|replacement)\b", words_of(asked.tokens))
        )


_GRANTING = ("ENVIRONMENT", "AREA", "LEVEL")
_OWN_ONE = re.compile(r"\b(?:separate|second|own|additional|another|extra) one\b(?! (?:key|of))")
_IT = re.compile(r"\bit\b")
_CODES = re.compile(r"\b(?:401|403|429|unauthori[sz]ed|not authori[sz]ed|threshold)\b")
_ARTICLES = frozenset(("the", "a", "an", "our", "my", "new"))
_DONE = re.compile(
    r"\b(?:has been|have been|was|were) (?:\S+ )?(?:created|delivered|made|received|issued|set up|installed"
    r"|stored|moved)\b"
)
_ON_IT = re.compile(
    r"\b(?:please|can|could|go ahead and) (?:you )?(?:please )?(?:rotate|reset|revoke|delete|kill|swap|exchange"
    r"|regenerate|renew|replace"
    r"|disable|deactivate|block) (?:it|that|them|this)\b"
)
_GONE = re.compile(r"\b(?:stolen|leaked|compromised|public (?:\S+ )?(?:repo|repository|channel|page|site)|on github)\b")
_FROM_KEY = re.compile(r"\b(?:from|to|on|off|of) (?:\S+ ){0,5}(?:api )?key\b")
_LISTED = 2
_NEAR = 5
_TO_COME = (Which.SOME, Which.BARE)
_TO_IT = re.compile(
    r"\b(?:upgrade|extend|raise|reduce|lower|change|widen|adjust|downgrade|expand|amend) (?:it|that|them)\b"
    r"|\b(?:to|from|on|off|of) (?:it|that one|the existing (?:one|key)|that key|them)\b|\bit (?:also|too)\b"
)
_CALLS = re.compile(r"\b(?:calls?|requests?|api|returns?|postman|it|curl|response|answer)\b")
_ONE = re.compile(
    r"\b(?:need|want|get|have|make(?: us| me)?|give (?:us|me)|send (?:us|me)|issue|create|order|request|like) one\b"
    r"(?! (?:of|thing|more thing|question|key|day|place|person))"
)


def _asks_for_one(statement: Statement, text: str) -> bool:
    if not _ONE.search(text) or any(token.has(Cue.NOT, Cue.HEDGE) for token in statement.tokens):
        return False
    if re.search(r"\bfor (?:the )?" + intents.PRODUCTS.alternatives, text) or intents.WONDERS.search(text):
        return False
    return not (statement.question and statement.tokens[0].text in ("do", "does", "should", "is", "are", "who", "why"))


def _inquires(statement: Statement) -> bool:
    return statement.question and opening_of(statement.tokens) in ASKING


def _chunk(statement: Statement, key: KeyPhrase) -> str:
    """The part of a title that the key stands in: "alma key" of "alma key: dead link flagger"."""
    tokens = statement.tokens
    first = next((at for at in range(key.last, 0, -1) if tokens[at - 1].text[0] in ":,;-("), 0)
    last = next((at for at in range(key.last, len(tokens)) if tokens[at].text[0] in ":,;-)"), len(tokens))
    return words_of(tokens[first:last])


def _names_grant(statement: Statement) -> bool:
    """Whether a sentence speaks of an area, a level or a permission."""
    words = ("permission", "permissions", "right", "rights", "area", "areas", "access")
    named = _names(statement, Term.AREA, Term.LEVEL)
    return named or any(token.text in words for token in statement.tokens)


def _is_row(statement: Statement) -> bool:
    """A line of a list with all three: "Bibs - Production Read-only"."""
    return statement.bare and _names(statement, Term.AREA) and _names(statement, Term.LEVEL, Term.METHOD)


def _names(statement: Statement, *terms: Term) -> bool:
    return any(token.term in terms for token in statement.tokens)


def names_service(statement: Statement) -> bool:
    return _names(statement, Term.SERVICE)


def has_wish(statement: Statement) -> bool:
    return any(token.has(Cue.REQUEST) for token in statement.tokens)


def _wishes(statement: Statement, text: str) -> bool:
    return bool(intents.NEED.search(text) or intents.POLITE.search(text)) and not any(
        token.has(Cue.HEDGE) for token in statement.tokens
    )
