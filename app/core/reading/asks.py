"""What the ticket asks for: a new key, something about one that exists, or nothing that concerns Keydesk.

Each sentence is heard for acts upon keys; a message asks what its weightiest act asks, a ticket what the last message
with one does. Words of environment, area, level or role never make it a request by themselves; a form's fields do, and
a program's rights. In doubt the answer is none: silence is better than a wrong question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading import acts, foreign
from app.core.reading.acts import Known, Weight
from app.core.reading.deeds import Deed
from app.core.reading.heard import Sentence
from app.core.reading.keys import Which
from app.core.reading.lexicon import Term
from app.core.reading.programs import UNFIT, asks_as_form, asks_by_title, asks_for_program
from app.core.reading.statements import Statement
from app.core.reading.topics import Topic
from app.core.reading.types import Asks


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message asks, None where it says nothing about that; and the statement that says so."""

    asks: Asks | None
    statement: Statement | None = None


@dataclass(frozen=True, slots=True)
class _Act:
    asks: Asks
    weight: Weight
    sentence: Sentence
    own: bool = False


class Ear:
    """Hears a ticket's messages one after the other."""

    def __init__(self) -> None:
        self.asks: Asks | None = None
        self.known = Known()
        self.bot_spoke = False
        self.delivered = False
        self.evident = False
        self.wants_something = False
        self.told = False
        self.offered: Asks | None = None

    def overhear(self, statements: Sequence[Statement], by_bot: bool) -> None:
        """What an agent or the bot says asks nothing, but later words may be about it."""
        message = _Message(statements, self.known)
        self.bot_spoke = self.bot_spoke or by_bot
        self.offered = message.offers()
        self.delivered = self.delivered or (not by_bot and message.is_done())
        self.evident = self.evident or message.evident
        self.told = self.told or (not by_bot and (message.owned or message.speaks_of_yours()))
        self.known = Known(
            self.known.spoken or message.spoken,
            self.known.to_come or message.to_come,
            self.known.wanted,
            self.known.exists or self.told or (self.delivered and self.known.wanted),
        )

    def hear(self, statements: Sequence[Statement], claims: bool, agrees: bool) -> Heard:
        """What the requester's message asks; `claims`: it names an environment, area or level."""
        message = _Message(statements, self.known)
        heard = self._heard(message, claims, agrees)
        self.known = message.known_after
        self.evident = self.evident or message.evident
        self.asks = heard.asks or self.asks
        self.offered = None
        return heard

    def _heard(self, message: "_Message", claims: bool, agrees: bool) -> Heard:
        first = self.asks is None
        if not message.sentences:
            return Heard(Asks.NONE if first else None)
        act = message.weightiest(first, claims)
        evident = self.evident or message.evident
        if act is not None and act.asks is Asks.NEW and not evident:
            self.wants_something, act = True, None
        about_key = self.offered in (Asks.CHANGE, Asks.REPLACE)
        if about_key and (agrees or message.applies()) and (act is None or not act.own):
            return Heard(
                self.offered if act is None or act.asks is Asks.NEW else act.asks, message.sentences[0].statement
            )
        if act is not None and self._may_turn_to(act):
            return Heard(act.asks, act.sentence.statement)
        withdrawn = message.withdrawn(self.asks, claims)
        if withdrawn is not None:
            return Heard(Asks.NONE, withdrawn.statement)
        if self.asks is Asks.NONE and self._answers(message, claims, agrees):
            return Heard(Asks.NEW, message.sentences[0].statement)
        return Heard(Asks.NONE if first else None)

    def _may_turn_to(self, act: _Act) -> bool:
        """A request for a new key stays one while it is talked about; only what staff said of a key turns it."""
        if self.asks is not Asks.NEW:
            return self.asks in (None, Asks.NONE) or act.asks is not Asks.NEW or act.weight is Weight.ASKED
        if act.asks is Asks.CHANGE:
            return self.told
        return act.asks is Asks.NEW or self.told or self.delivered

    def _answers(self, message: "_Message", claims: bool, agrees: bool) -> bool:
        """Whether it gives what was asked for a key, or says yes to the offer of one."""
        if self.bot_spoke and claims:
            return True
        return (self.offered is Asks.NEW and agrees) or (self.wants_something and message.evident)


class _Message:
    """One message's sentences, with what was known of keys before each."""

    def __init__(self, statements: Sequence[Statement], before: Known) -> None:
        sentences = [Sentence(each) for each in statements if each.topic is not Topic.OTHER]
        self.foreign = _is_of_others(sentences)
        self.sentences = [] if self.foreign else sentences
        keys = [key for each in self.sentences for key in each.keys]
        self.spoken = bool(keys)
        self.evident = any(_may_be_ours(each) for each in self.sentences)
        self.owned = any(key.which is Which.OURS for key in keys)
        self.to_come = any(key.which in (Which.SOME, Which.BARE) for key in keys)
        self.wanted = before.wanted or any(_is_to_come(each) for each in self.sentences)
        self.exists = self.owned or (
            not (self.wanted or before.to_come) and any(key.which is Which.THE for key in keys)
        )
        self.before = before
        self.known_after = Known(
            before.spoken or self.spoken, before.to_come or self.to_come, self.wanted, before.exists or self.exists
        )

    def _heard(self) -> Iterator[tuple[Sentence, Known]]:
        """Each sentence with what is known of keys by then; that one exists holds for the whole message."""
        spoken = self.before.spoken
        for sentence in self.sentences:
            yield sentence, replace(self.known_after, spoken=spoken or bool(sentence.keys))
            spoken = spoken or bool(sentence.keys)

    def weightiest(self, first: bool, claims: bool) -> _Act | None:
        """The act that the message is for."""
        found = list(self._acts())
        if any(each.has(Deed.ASIDE) for each in self.sentences):
            return _weightiest([act for act in found if act.asks is not Asks.NEW and not act.sentence.has(Deed.ASIDE)])
        act = _weightiest(found)
        if first and (act is None or act.weight is Weight.LIKELY):
            likely = next((each for each in found if each.asks is Asks.NEW), None)
            return self._likely(likely, claims) or (act if act and act.asks is not Asks.NEW and self.exists else None)
        return act if act is None or act.weight is not Weight.LIKELY or act.asks is not Asks.NEW else None

    def _likely(self, likely: _Act | None, claims: bool) -> _Act | None:
        if any(_is_denied(each) for each in self.sentences):
            return None
        sentence = asks_as_form(self.sentences, claims) or asks_by_title(self.sentences, claims, self.owned)
        if sentence is None and not self.owned:
            sentence = asks_for_program(self.sentences, claims)
        if sentence is None and likely is not None and (claims or not self.owned):
            sentence = likely.sentence
        return None if sentence is None else _Act(Asks.NEW, Weight.LIKELY, sentence)

    def _acts(self) -> Iterator[_Act]:
        for sentence, known in self._heard():
            if acts.asks_for_twin(sentence) or _is_titled_own(sentence):
                yield _Act(Asks.NEW, Weight.ASKED, sentence, own=True)
            own = acts.asks_for_own(sentence, known)
            for asks, weight in (
                (Asks.NEW, acts.asks_for_key(sentence, known)),
                (Asks.REPLACE, acts.ends_key(sentence, known)),
                (Asks.CHANGE, acts.alters_key(sentence, known)),
                (Asks.TROUBLE, acts.fails(sentence, known)),
            ):
                if weight is not None and (asks is Asks.NEW or not acts.is_field(sentence)):
                    yield _Act(asks, weight, sentence, own)

    def withdrawn(self, before: Asks | None, claims: bool) -> Sentence | None:
        """The sentence that takes a request back; of a message that states something of a key it must name what."""
        deeds = (Deed.WITHDRAW, Deed.DECLINE) if before in (Asks.CHANGE, Asks.REPLACE) else (Deed.WITHDRAW,)
        for sentence in self.sentences:
            said = sentence.has(*deeds) and not sentence.names(Term.AREA, Term.LEVEL, Term.ENVIRONMENT)
            named = (
                not claims
                or sentence.has(Deed.DECLINE)
                or sentence.keys
                or sentence.says(("request", "ticket", "project", "mind"))
            )
            if said and named and (before is not None or sentence.keys):
                return sentence
        return None

    def offers(self) -> Asks | None:
        """What staff offer: to alter or replace a key that exists, or a new one."""
        known = Known(spoken=True, exists=True)
        if any(each.has(Deed.ROTATE) and not each.statement.question for each in self.sentences) and self.before.exists:
            return Asks.REPLACE
        if self.speaks_of_yours() and any(acts.alters_key(each, known) for each in self.sentences):
            return Asks.CHANGE
        return Asks.NEW if self.to_come else None

    def applies(self) -> bool:
        return any(each.has(Deed.APPLY) for each in self.sentences)

    def speaks_of_yours(self) -> bool:
        """Whether staff speak of a key that the requester has: "your key has been set up with Bibs only"."""
        keys = [(each, key) for each in self.sentences for key in each.keys]
        yours = any(each.words.text(key.first) == "your" for each, key in keys)
        return yours or any(each.says(("existing", "already")) for each in self.sentences)

    def is_done(self) -> bool:
        return any(_is_done(each) for each in self.sentences)


def _is_done(sentence: Sentence) -> bool:
    """Whether it says that something has been made; not that it will be."""
    ahead = {"will", "can", "shall", "could", "would", "i'll", "we'll", "to"}
    done = (set(sentence.texts[max(0, span.first - 3) : span.first]) for span in sentence.spans(Deed.DONE))
    return not sentence.statement.question and any(not before & ahead for before in done)


def _weightiest(found: Sequence[_Act]) -> _Act | None:
    """The act with the highest rank; the later of two that are alike."""
    return max(found, key=lambda act: _rank(act, found), default=None)


def _rank(act: _Act, found: Sequence[_Act]) -> int:
    if act.weight is Weight.ASKED:
        order = {Asks.REPLACE: 9, Asks.CHANGE: 7, Asks.NEW: 6, Asks.TROUBLE: 5}
        return 8 if act.asks is Asks.NEW and act.own else order[act.asks]
    if act.weight is Weight.TOLD:
        return {Asks.REPLACE: 8, Asks.TROUBLE: 4, Asks.CHANGE: 3, Asks.NEW: 2}[act.asks]
    return {Asks.REPLACE: 1, Asks.TROUBLE: 1, Asks.CHANGE: 1, Asks.NEW: 1}[act.asks]


def _is_to_come(sentence: Sentence) -> bool:
    """Whether it speaks of a key that there is not yet."""
    title = sentence.is_title and sentence.key_of(Which.SOME, Which.BARE) is not None
    return title or acts.asks_for_key(sentence, Known()) is not None


def _is_titled_own(sentence: Sentence) -> bool:
    """A title that is a key of its own: "Second key for the kiosk"."""
    key = sentence.key_of(Which.SOME) if sentence.is_title and not sentence.statement.question else None
    return key is not None and key.own and not sentence.has(*UNFIT)


def _is_denied(sentence: Sentence) -> bool:
    """Whether it says that it is about no key: "no key needed", "I am not asking for a key", "not about a key"."""
    for key in (each for each in sentence.keys if each.which is not Which.OURS):
        before = sentence.spans(Deed.NEED)
        if sentence.words.text(key.first) == "no" and sentence.has(Deed.NEEDED, Deed.NEED):
            return True
        if any(span.last < key.first and sentence.denies(span.first) for span in before):
            return True
        if "about" in sentence.texts[: key.first] and sentence.denies(key.first):
            return True
    return False


def _is_of_others(sentences: Sequence[Sentence]) -> bool:
    """Whether the keys that a message speaks of are another product's, a door's, or no keys of any kind we know."""
    keys = [key for each in sentences for key in each.all_keys]
    if not keys or any(key.ours and not key.foreign for key in keys):
        return False
    api = any(each.says(("api", "apis", "rest")) for each in sentences)
    served = any(each.names(Term.SERVICE, Term.AREA, Term.LEVEL) for each in sentences)
    granted = any(each.all_keys and each.names(Term.ENVIRONMENT) for each in sentences)
    if any(key.foreign or (key.maybe_foreign and not (served or api)) for key in keys):
        return True
    if all(key.vague for key in keys) and not api and not any(each.names(Term.SERVICE) for each in sentences):
        return True
    other = any(each.says(foreign.PRODUCTS) for each in sentences) and not served
    metal = any(each.says(foreign.PHYSICAL) for each in sentences if each.all_keys or each.is_title)
    return not granted and (other or (metal and not served and not api))


def _may_be_ours(sentence: Sentence) -> bool:
    """Whether it speaks of what only keys to an API have to do with."""
    return (
        sentence.names(Term.SERVICE, Term.AREA, Term.LEVEL, Term.ENVIRONMENT, Term.METHOD)
        or sentence.says(("api", "apis", "l8xx", "l7xx", "project"))
        or sentence.has(Deed.PROGRAM)
    )
