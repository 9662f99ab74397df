"""One message as it is heard for what it asks: the acts in its sentences, and which of them it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading.asked import acts, asking
from app.core.reading.asked.altering import alters_key
from app.core.reading.asked.asides import is_aside, is_thanks, is_to_many
from app.core.reading.asked.foreign import PRODUCTS
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import Which
from app.core.reading.asked.kinds import kind_of_form
from app.core.reading.asked.known import Known, Weight
from app.core.reading.asked.ours import are_of_others, may_be_ours, speaks_of_grants
from app.core.reading.asked.programs import (
    are_put_off,
    asks_as_form,
    asks_by_title,
    asks_for_program,
    is_head,
    is_mere_please,
    is_put_off,
    is_unfit,
)
from app.core.reading.asked.refusing import REQUESTS, cancels_request, is_denied, is_had, takes_back
from app.core.reading.asked.tales import asks_by_grants
from app.core.reading.layout.statements import Statement
from app.core.reading.said.mentions import Kinds
from app.core.reading.types import Asks
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic


@dataclass(frozen=True, slots=True)
class Act:
    asks: Asks
    weight: Weight
    sentence: Sentence
    own: bool = False


class HeardMessage:
    """One message's sentences, with what was known of keys before.

    `owned`: it speaks of a key that exists; `speaks_of_old`: the same, or of "the old one"; `to_come`: of one that
    there is not yet; `wanted`: one is asked for, here or before; `evident`: it speaks of what only keys to an API have
    to do with.
    """

    def __init__(self, statements: Sequence[Statement], before: Known) -> None:
        sentences = [Sentence(each) for each in statements if each.topic is not Topic.OTHER]
        self.is_to_many = is_to_many(sentences)
        self.sentences = [] if self.is_to_many or are_of_others(sentences) else sentences
        self.before = before
        self.evident = any(may_be_ours(each) for each in self.sentences)
        named = {key.which for each in self.sentences for key in each.keys if not (key.many and key.which is Which.THE)}
        spoken = before.spoken or any(each.keys for each in self.sentences)
        self.owned = Which.OURS in named
        self.speaks_of_old = self.owned or (spoken and any(each.ones for each in self.sentences))
        self.to_come = not named.isdisjoint((Which.SOME, Which.BARE))
        self.wanted = before.wanted or any(_is_to_come(each) for each in self.sentences)
        self.exists = self.speaks_of_old or (Which.THE in named and not (self.wanted or before.to_come))
        places = {
            place
            for each in self.sentences
            for key in each.keys
            if (key.which is Which.OURS or not each.is_title) and (place := each.place_of(key))
        }
        self.known_after = Known(
            spoken, before.to_come or self.to_come, self.wanted, before.exists or self.exists, before.places | places
        )

    def _heard(self) -> Iterator[tuple[Sentence, Known]]:
        """Each sentence with what is known of keys by then; that one exists holds for the whole message."""
        known = replace(self.known_after, spoken=self.before.spoken)
        for sentence in self.sentences:
            if sentence.keys and not known.spoken:
                known = replace(known, spoken=True)
            yield sentence, known

    def weightiest(self, first: bool, claims: Kinds) -> Act | None:
        """The act that the message is for; what is only likely counts in a ticket's first message alone."""
        found = list(self._acts())
        if (kind := self._kind_of_form(found)) is not None:
            return kind
        if any(is_aside(each) for each in self.sentences):
            return _weightiest(list(self._beside_news(found)))
        act = _weightiest(list(_without_unsure(found)))
        if act is not None and act.weight is not Weight.LIKELY:
            return act
        if first and (new := self._likely_new(found, claims)):
            return new
        return act if act and act.asks is not Asks.NEW and (self.exists or not first) else None

    def _beside_news(self, found: Sequence[Act]) -> Iterator[Act]:
        """The acts of a message that tells something; a new key is asked for in it only after thanks for another."""
        thanks = all(is_thanks(each) for each in self.sentences if is_aside(each))
        for act in found:
            asked = act.asks is not Asks.NEW or (thanks and act.weight is Weight.ASKED)
            if asked and not is_aside(act.sentence):
                yield act

    def _kind_of_form(self, found: Sequence[Act]) -> Act | None:
        """What a form says that it is for; one for something else asks what it says outright, or nothing."""
        kind = kind_of_form(self.sentences)
        if kind is None or (kind[0] is Asks.NEW and self.is_denied):
            return None
        if kind[0] is Asks.NONE and any(act.weight is not Weight.LIKELY for act in found):
            return None
        return Act(kind[0], Weight.ASKED, kind[1])

    def _likely_new(self, found: Sequence[Act], claims: Kinds) -> Act | None:
        """A request for a new key that is told by the message's shape, or by somebody's need."""
        asked = {place for act in found if act.asks is Asks.NEW for place in _places(act.sentence)}
        had = [each for each in self.sentences if is_had(each) and not (asked and _places(each) - asked)]
        if self.is_denied or had or any(each.has(Deed.IDEA) for each in self.sentences):
            return None
        sentence = asks_as_form(self.sentences, claims) or asks_by_title(self.sentences, claims, self.owned)
        if sentence is None and not self.owned:
            sentence = asks_for_program(self.sentences, claims) or asks_by_grants(self.sentences, claims)
        if sentence is None and (claims or not self.owned) and not are_put_off(self.sentences):
            sentence = next((each.sentence for each in found if each.asks is Asks.NEW), None)
        return None if sentence is None else Act(Asks.NEW, Weight.LIKELY, sentence)

    @property
    def is_denied(self) -> bool:
        """Whether it says that it is about no key, or for people instead of a program."""
        return any(is_denied(each) for each in self.sentences)

    def _acts(self) -> Iterator[Act]:
        idea = any(each.has(Deed.IDEA) or is_put_off(each) for each in self.sentences)
        for sentence, known in self._heard():
            if asking.asks_for_twin(sentence, known) or _is_titled_own(sentence):
                yield Act(Asks.NEW, Weight.ASKED, sentence, own=True)
            unreal = idea and sentence.is_conditional and not sentence.statement.question
            new = None if unreal else asking.asks_for_key(sentence, known)
            own = new is not None and asking.is_for_own(sentence, known)
            for asks, weight in (
                (Asks.NEW, new),
                (Asks.REPLACE, acts.ends_key(sentence, known)),
                (Asks.CHANGE, alters_key(sentence, known)),
                (Asks.TROUBLE, acts.fails(sentence, known)),
            ):
                if weight is not None and (asks is Asks.NEW or not acts.is_field(sentence)):
                    yield Act(asks, weight, sentence, own)

    def withdrawn(self, before: Asks | None, claims: Kinds) -> Sentence | None:
        """The sentence that takes a request back; of a message that states something of a key it must name what."""
        deeds = (Deed.WITHDRAW, Deed.DECLINE) if before in (Asks.CHANGE, Asks.REPLACE) else (Deed.WITHDRAW,)
        for sentence in self.sentences:
            said = takes_back(sentence, deeds) and not sentence.names(Term.AREA, Term.LEVEL, Term.ENVIRONMENT)
            said = said and not sentence.says(("access", "rights", "permission", "permissions"))
            named = not claims or sentence.has(Deed.DECLINE) or sentence.keys or sentence.says(REQUESTS)
            if said and named and (before is not None or sentence.keys):
                return sentence
        return None

    @property
    def cancels_request(self) -> Sentence | None:
        """The sentence that takes back what was asked for in another ticket: "please cancel my request of Monday"."""
        return next(filter(cancels_request, self.sentences), None)

    def offers(self) -> Asks | None:
        """What staff offer: to alter or replace a key that exists, or a new one."""
        known = Known(spoken=True, exists=True)
        if any(each.has(Deed.ROTATE) and not each.statement.question for each in self.sentences) and self.before.exists:
            return Asks.REPLACE
        if self.speaks_of_yours() and any(alters_key(each, known) for each in self.sentences):
            return Asks.CHANGE
        return Asks.NEW if self.to_come else None

    @property
    def evident_program(self) -> bool:
        """Whether it speaks of a program."""
        return any(each.has(Deed.PROGRAM) for each in self.sentences)

    @property
    def names_api(self) -> bool:
        return any(each.says(("api", "apis")) for each in self.sentences)

    @property
    def says_no(self) -> bool:
        return self.sentences[0].opening in ("no", "nope", "nah", "not")

    @property
    def of_people(self) -> bool:
        """Whether it is about people's rights, and neither of a program nor of a key."""
        people = any(each.has(Deed.STAFF) or each.says(_PEOPLE) for each in self.sentences)
        return people and not (self.evident_program or any(each.keys for each in self.sentences))

    def applies(self) -> bool:
        return any(each.has(Deed.APPLY) for each in self.sentences)

    def speaks_of_yours(self) -> bool:
        """Whether staff speak of a key that the requester has: "your key has been set up with Bibs only"."""
        keys = [(each, key) for each in self.sentences for key in each.keys]
        yours = any(each.words.text(key.first) == "your" for each, key in keys)
        return yours or any(map(_tells_of_had, self.sentences))

    @property
    def asks_which(self) -> bool:
        """Whether staff ask which service is meant."""
        return any(
            each.statement.question and (each.names(Term.SERVICE) or each.says(_SYSTEMS)) for each in self.sentences
        )

    @property
    def asks_of_grant(self) -> bool:
        """Whether staff ask about an environment, an area or a level."""
        return any(each.statement.question and speaks_of_grants(each) for each in self.sentences)

    @property
    def is_please(self) -> bool:
        """Whether it is but a please, which takes up an offer."""
        return all(is_mere_please(each.statement.tokens) for each in self.sentences)

    @property
    def accepts(self) -> bool:
        """Whether it takes what staff said without a wish or an objection."""
        objects = any(each.says(_OBJECTING) or each.statement.question for each in self.sentences)
        return not objects and not list(self._acts())

    @property
    def says_existing(self) -> bool:
        return any(each.says(("existing", "exists")) and not each.statement.question for each in self.sentences)

    def is_handed_over(self) -> bool:
        """Whether staff tell that a key was made and where it is."""
        return any(each.has(Deed.DELIVERY) for each in self.sentences) and self.is_done()

    @property
    def asks_whether_existing(self) -> bool:
        return any(each.statement.question and each.says(("existing", "already")) for each in self.sentences)

    @property
    def names_another(self) -> bool:
        """Whether an answer names what is none of ours, at once or after a "no" or "for": "No, for Web of Science"."""
        first = self.sentences[0]
        ours = any(each.names(Term.SERVICE) or speaks_of_grants(each) for each in self.sentences)
        named = any(token.is_open and token.capital for token in first.words.tokens[1:])
        another = first.opening == "no" or first.says(("api", "apis", *PRODUCTS))
        other = first.statement.tokens[0].term is Term.OTHER
        return other or (first.opening in ("no", "for", "it's") and named and another and not ours)

    def is_done(self) -> bool:
        return any(_is_done(each) for each in self.sentences)


def _tells_of_had(sentence: Sentence) -> bool:
    """As in "you have one already", "the existing one"; what is asked is not told."""
    if sentence.says(("existing",)):
        return True
    return sentence.says(("already",)) and sentence.says(_HAVE) and not sentence.statement.question


_HAVE = frozenset("have has had got exists exist there's uses use runs been was".split())
_OBJECTING = frozenset("but no still however need needs want unfortunately".split())
_SYSTEMS = frozenset("system systems service product platform".split())


def _is_done(sentence: Sentence) -> bool:
    """Whether it says that something has been made; not that it will be."""
    ahead = {"will", "can", "shall", "could", "would", "i'll", "we'll", "to"}
    done = (set(sentence.texts[max(0, span.first - 3) : span.first]) for span in sentence.spans(Deed.DONE))
    return not sentence.statement.question and any(not before & ahead for before in done)


# Asked outright, a separate key goes before the altering of one; what is told to be lost or leaked before most wishes.
_ASKED = {Asks.REPLACE: 9, Asks.CHANGE: 7, Asks.NEW: 6, Asks.TROUBLE: 5}
_TOLD = {Asks.REPLACE: 8, Asks.TROUBLE: 4, Asks.CHANGE: 3, Asks.NEW: 2}
_OWN = 8


def _weightiest(found: Sequence[Act]) -> Act | None:
    """The act with the highest rank; the first of those that are alike."""
    return max(found, key=_rank, default=None)


def _without_unsure(found: Sequence[Act]) -> Iterator[Act]:
    """The acts without those that may end or alter a key, where other sentences speak of its altering.

    What is to be renewed where a link fails is the link.
    """
    altering = any(act.asks is Asks.CHANGE and not acts.is_unsure(act.sentence) for act in found)
    undelivered = any(act.asks is Asks.TROUBLE and act.sentence.has(Deed.DELIVERY) for act in found)
    for act in found:
        of_link = undelivered and not act.sentence.keys
        if not (act.asks is Asks.REPLACE and (of_link or (altering and acts.is_unsure(act.sentence)))):
            yield act


def _rank(act: Act) -> int:
    if act.weight is Weight.ASKED:
        return _OWN if act.asks is Asks.NEW and act.own else _ASKED[act.asks]
    return _TOLD[act.asks] if act.weight is Weight.TOLD else 1


def _is_to_come(sentence: Sentence) -> bool:
    """Whether it speaks of a key that there is not yet."""
    key = sentence.key_of(Which.SOME, Which.BARE) if sentence.is_title else None
    if key is not None and (key.first > 0 or key.last > 0 or len(sentence.texts) > 1):
        return is_head(sentence, key) and not is_unfit(sentence, key)
    return asking.asks_for_key(sentence, Known()) is not None


def _is_titled_own(sentence: Sentence) -> bool:
    """A title that is a key of its own: "Second key for the kiosk"."""
    key = sentence.key_of(Which.SOME) if sentence.is_title and not sentence.statement.question else None
    return key is not None and key.own and not is_unfit(sentence, key)


_PEOPLE = frozenset("people person humans staff colleagues students student interns temps us".split())


def _places(sentence: Sentence) -> set[str]:
    """The environments by which keys are called in a sentence."""
    return {place for key in sentence.keys if (place := sentence.place_of(key))}
