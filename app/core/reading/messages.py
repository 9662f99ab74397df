"""One message as it is heard for what it asks: the acts in its sentences, and which of them it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading import acts, asking, foreign
from app.core.reading.deeds import Deed
from app.core.reading.heard import Known, Sentence, Weight
from app.core.reading.keys import Which
from app.core.reading.kinds import kind_of_form
from app.core.reading.lexicon import Term
from app.core.reading.programs import asks_as_form, asks_by_title, asks_for_program, is_head, is_put_off, is_unfit
from app.core.reading.statements import Statement
from app.core.reading.topics import Topic
from app.core.reading.types import Asks


@dataclass(frozen=True, slots=True)
class Act:
    asks: Asks
    weight: Weight
    sentence: Sentence
    own: bool = False


class HeardMessage:
    """One message's sentences, with what was known of keys before.

    `owned`: it speaks of a key that exists; `speaks_of_old`: the same, or of "the old one"; `to_come`: of one that there is not yet; `wanted`: one is asked for, here
    or before; `evident`: it speaks of what only keys to an API have to do with.
    """

    def __init__(self, statements: Sequence[Statement], before: Known) -> None:
        sentences = [Sentence(each) for each in statements if each.topic is not Topic.OTHER]
        self.sentences = [] if _is_of_others(sentences) or _is_to_many(sentences) else sentences
        self.before = before
        self.evident = any(_may_be_ours(each) for each in self.sentences)
        named = {key.which for each in self.sentences for key in each.keys}
        spoken = before.spoken or bool(named)
        self.owned = Which.OURS in named
        self.speaks_of_old = self.owned or (spoken and any(each.ones for each in self.sentences))
        self.to_come = not named.isdisjoint((Which.SOME, Which.BARE))
        self.wanted = before.wanted or any(_is_to_come(each) for each in self.sentences)
        self.exists = self.speaks_of_old or (Which.THE in named and not (self.wanted or before.to_come))
        places = {place for each in self.sentences for key in each.keys if (place := each.place_of(key))}
        self.known_after = Known(
            spoken, before.to_come or self.to_come, self.wanted, before.exists or self.exists, before.places | places
        )

    def _heard(self) -> Iterator[tuple[Sentence, Known]]:
        """Each sentence with what is known of keys by then; that one exists holds for the whole message."""
        spoken = self.before.spoken
        for sentence in self.sentences:
            yield sentence, replace(self.known_after, spoken=spoken or bool(sentence.keys))
            spoken = spoken or bool(sentence.keys)

    def weightiest(self, first: bool, claims: bool) -> Act | None:
        """The act that the message is for; what is only likely counts in a ticket's first message alone."""
        found = list(self._acts())
        if (kind := self._kind_of_form(found)) is not None:
            return kind
        if any(each.has(Deed.ASIDE) for each in self.sentences):
            return _weightiest([act for act in found if act.asks is not Asks.NEW and not act.sentence.has(Deed.ASIDE)])
        act = _weightiest(list(_without_unsure(found)))
        if act is not None and act.weight is not Weight.LIKELY:
            return act
        if first and (new := self._likely_new(found, claims)):
            return new
        return act if act and act.asks is not Asks.NEW and (self.exists or not first) else None

    def _kind_of_form(self, found: Sequence[Act]) -> Act | None:
        """What a form says that it is for; one for something else asks what it says outright, or nothing."""
        kind = kind_of_form(self.sentences)
        if kind is None or (kind[0] is Asks.NEW and self.is_denied):
            return None
        if kind[0] is Asks.NONE and any(act.weight is not Weight.LIKELY for act in found):
            return None
        return Act(kind[0], Weight.ASKED, kind[1])

    def _likely_new(self, found: Sequence[Act], claims: bool) -> Act | None:
        """A request for a new key that is told by the message's shape, or by somebody's need."""
        if self.is_denied or any(_is_had(each) or each.has(Deed.IDEA) for each in self.sentences):
            return None
        sentence = asks_as_form(self.sentences, claims) or asks_by_title(self.sentences, claims, self.owned)
        if sentence is None and not self.owned:
            sentence = asks_for_program(self.sentences, claims)
        if sentence is None and (claims or not self.owned) and not any(map(is_put_off, self.sentences)):
            sentence = next((each.sentence for each in found if each.asks is Asks.NEW), None)
        return None if sentence is None else Act(Asks.NEW, Weight.LIKELY, sentence)

    @property
    def is_denied(self) -> bool:
        """Whether it says that it is about no key, or for people instead of a program."""
        return any(_is_denied(each) for each in self.sentences)

    def _acts(self) -> Iterator[Act]:
        idea = any(each.has(Deed.IDEA) or is_put_off(each) for each in self.sentences)
        for sentence, known in self._heard():
            if asking.asks_for_twin(sentence) or _is_titled_own(sentence):
                yield Act(Asks.NEW, Weight.ASKED, sentence, own=True)
            unreal = idea and sentence.is_conditional and not sentence.statement.question
            new = None if unreal else asking.asks_for_key(sentence, known)
            own = new is not None and asking.is_for_own(sentence, known)
            for asks, weight in (
                (Asks.NEW, new),
                (Asks.REPLACE, acts.ends_key(sentence, known)),
                (Asks.CHANGE, acts.alters_key(sentence, known)),
                (Asks.TROUBLE, acts.fails(sentence, known)),
            ):
                if weight is not None and (asks is Asks.NEW or not acts.is_field(sentence)):
                    yield Act(asks, weight, sentence, own)

    def withdrawn(self, before: Asks | None, claims: bool) -> Sentence | None:
        """The sentence that takes a request back; of a message that states something of a key it must name what."""
        deeds = (Deed.WITHDRAW, Deed.DECLINE) if before in (Asks.CHANGE, Asks.REPLACE) else (Deed.WITHDRAW,)
        for sentence in self.sentences:
            said = _takes_back(sentence, deeds) and not sentence.names(Term.AREA, Term.LEVEL, Term.ENVIRONMENT)
            named = not claims or sentence.has(Deed.DECLINE) or sentence.keys or sentence.says(_REQUESTS)
            if said and named and (before is not None or sentence.keys):
                return sentence
        return None

    @property
    def cancels_request(self) -> Sentence | None:
        """The sentence that takes back what was asked for in another ticket: "please cancel my request of Monday"."""
        return next(filter(_cancels_request, self.sentences), None)

    def offers(self) -> Asks | None:
        """What staff offer: to alter or replace a key that exists, or a new one."""
        known = Known(spoken=True, exists=True)
        if any(each.has(Deed.ROTATE) and not each.statement.question for each in self.sentences) and self.before.exists:
            return Asks.REPLACE
        if self.speaks_of_yours() and any(acts.alters_key(each, known) for each in self.sentences):
            return Asks.CHANGE
        return Asks.NEW if self.to_come else None

    @property
    def evident_program(self) -> bool:
        """Whether it speaks of a program."""
        return any(each.has(Deed.PROGRAM) for each in self.sentences)

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
        return any(each.statement.question and (each.names(Term.SERVICE) or each.says(_SYSTEMS)) for each in self.sentences)

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
        """Whether an answer begins with "no" or "for", and names what is none of ours: "No, for Web of Science"."""
        first = self.sentences[0]
        ours = any(each.names(Term.SERVICE) or _speaks_of_grants(each) for each in self.sentences)
        named = any(token.is_open and token.capital for token in first.words.tokens[1:])
        return first.opening in ("no", "for", "it's") and named and not ours and not first.says(("api", "apis"))

    def is_done(self) -> bool:
        return any(_is_done(each) for each in self.sentences)


def _takes_back(sentence: Sentence, deeds: Sequence[Deed]) -> bool:
    """Whether a request is taken back, and neither one line of it, nor something else by what is asked for."""
    if sentence.says(_PARTS):
        return False
    taken = any(not sentence.is_by_others(span.first) for span in sentence.spans(Deed.WITHDRAW))
    return taken or (Deed.DECLINE in deeds and sentence.has(Deed.DECLINE))


def _cancels_request(sentence: Sentence) -> bool:
    spans = [span for span in sentence.spans(Deed.WITHDRAW) if sentence.bids(span)]
    return any(not _ORDERS.isdisjoint(sentence.texts[span.last : span.last + _SOON]) for span in spans)


_ORDERS = frozenset("request order ticket application".split())
_SOON = 3
_PARTS = frozenset("row rows line lines item items box boxes column latter former".split())


def _tells_of_had(sentence: Sentence) -> bool:
    """As in "you have one already", "the existing one"; what is asked is not told."""
    if sentence.says(("existing",)):
        return True
    return sentence.says(("already",)) and sentence.says(_HAVE) and not sentence.statement.question


_HAVE = frozenset("have has had got exists exist there's uses use runs been was".split())
_OBJECTING = frozenset("but no still however need needs want unfortunately".split())
_SYSTEMS = frozenset("system systems service product platform".split())
_REQUESTS = frozenset("request ticket project mind".split())


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
    """The acts without those that may end or alter a key, where other sentences speak of its altering."""
    altering = any(act.asks is Asks.CHANGE and not acts.is_unsure(act.sentence) for act in found)
    for act in found:
        if not (altering and act.asks is Asks.REPLACE and acts.is_unsure(act.sentence)):
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


def _is_had(sentence: Sentence) -> bool:
    """Whether it tells that what was asked for is there, or is not wanted any more."""
    told = bool(sentence.keys) or sentence.has(Deed.DELIVERY) or len(sentence.texts) <= _BRIEF
    got = (
        told
        and not sentence.has(Deed.NEED)
        and any(not sentence.denies(span.first) for span in sentence.spans(Deed.GOT))
    )
    dropped = sentence.has(Deed.WITHDRAW) and (sentence.keys or sentence.says(_REQUESTS) or sentence.says(("close",)))
    return not sentence.statement.question and not sentence.is_title and (got or bool(dropped))


def _is_to_many(sentences: Sequence[Sentence]) -> bool:
    """Whether a message is one to many people, and not by somebody who asks."""
    return any(each.has(Deed.BULK) for each in sentences)


def _is_denied(sentence: Sentence) -> bool:
    """Whether it says that it is about no key: "no key needed", "I am not asking for a key", "not about a key"."""
    if any(map(sentence.denies_program, range(len(sentence.texts)))):
        return True
    if _is_bare_denial(sentence):
        return True
    for key in (each for each in sentence.keys if each.which is not Which.OURS):
        before = sentence.spans(Deed.NEED)
        unneeded = sentence.has(Deed.NEEDED, Deed.NEED) or sentence.words.text(key.last + 1) == "necessary"
        if sentence.words.text(key.first) == "no" and unneeded:
            return True
        if any(span.last < key.first and sentence.denies(span.first) for span in before):
            return True
        if "about" in sentence.texts[: key.first] and sentence.denies(key.first):
            return True
    return False


_PEOPLE = frozenset("people person humans staff colleagues students student interns temps us".split())
_NO = frozenset(("no", "not", "what"))
_SHORTEST = 5
_BRIEF = 8


def _is_bare_denial(sentence: Sentence) -> bool:
    """As in "no key", "not a key", "what key?"."""
    for key in (each for each in sentence.keys if each.which is not Which.OURS):
        before = sentence.texts[max(0, key.first - 1) : key.first + 1]
        if len(sentence.texts) - (key.last - key.first) <= _SHORTEST and not _NO.isdisjoint(before):
            return True
    return False


def _is_of_others(sentences: Sequence[Sentence]) -> bool:
    """Whether the keys that a message speaks of are another product's, a door's, or no keys of any kind we know."""
    keys = [key for each in sentences for key in each.all_keys]
    if not keys or any(_is_of_service(each, others=any(key.foreign for key in keys)) for each in sentences):
        return False
    api = any(each.says(("api", "apis", "rest")) for each in sentences)
    meant = any(each.names(Term.AREA, Term.LEVEL) or (each.all_keys and _names_giver(each)) for each in sentences)
    plain = any(_is_plain_api(each) or each.has(Deed.DELIVERY) or (each.all_keys and _names_giver(each)) for each in sentences)
    if any((key.foreign and not (key.figurative and plain)) or (key.maybe_foreign and not meant) for key in keys):
        return True
    if all(key.vague for key in keys) and not api and not any(each.names(Term.SERVICE) for each in sentences):
        return True
    if api or any(_names_giver(each) or _speaks_of_grants(each) or _has_granting_key(each) for each in sentences):
        return False
    metal = any(each.says(foreign.PHYSICAL) for each in sentences)
    return metal or any(each.says(foreign.PRODUCTS) for each in sentences if each.all_keys or each.is_title)


def _has_granting_key(sentence: Sentence) -> bool:
    """As in "our production keys"."""
    tokens = (token for key in sentence.all_keys for token in sentence.words.tokens[key.first : key.last])
    return any(token.term in _GRANTED for token in tokens)


def _is_plain_api(sentence: Sentence) -> bool:
    """Whether it speaks of an API key, and names no product with it."""
    keys = [key for key in sentence.all_keys if not (key.foreign or key.maybe_foreign)]
    return any("api" in sentence.texts[key.first : key.last] for key in keys)


def _speaks_of_grants(sentence: Sentence) -> bool:
    """Whether it names what keys are granted, and not only in passing: "Production & Binding" is a team."""
    kinds = {token.term for token in sentence.statement.tokens} & _GRANTED
    return Term.METHOD in kinds or len(kinds) > 1 or (bool(kinds) and sentence.statement.bare)


_GRANTED = frozenset((Term.ENVIRONMENT, Term.AREA, Term.LEVEL, Term.METHOD))


_ITS = frozenset("api apis key keys".split())


def _is_of_service(sentence: Sentence, others: bool) -> bool:
    """Whether a key of the service is spoken of; beside another product's it must be called the service's."""
    keys = [key for key in sentence.all_keys if key.ours and not key.foreign]
    if not others:
        return bool(keys)
    called = any(token.term is Term.SERVICE for key in keys for token in sentence.words.tokens[key.first : key.last])
    return called or (bool(keys) and _names_giver(sentence))


def _names_giver(sentence: Sentence) -> bool:
    """Whether the service is named, and not only as a place or with something of it: "the Alma search box"."""
    words = sentence.words
    for at, token in enumerate(words.tokens):
        after = words.token(at + 1)
        ends = after is None or not after.is_word or after.plain or after.text in _ITS or _answers(sentence, at + 1)
        if token.term is Term.SERVICE and words.text(at - 1) != "in" and ends:
            return True
    return False


def _answers(sentence: Sentence, at: int) -> bool:
    """As in "Alma refuses it", "Alma says"."""
    return sentence.texts[at] in _SAYS or any(span.first == at for span in sentence.spans(Deed.FAIL))


_SAYS = frozenset("says answers returns tells gives replies responds sends".split())


def _may_be_ours(sentence: Sentence) -> bool:
    """Whether it speaks of what only keys to an API have to do with."""
    return (
        sentence.names(Term.SERVICE)
        or _speaks_of_grants(sentence)
        or (bool(sentence.keys) and sentence.names(*_GRANTED))
        or sentence.says(("api", "apis", "l8xx", "l7xx", "project"))
        or sentence.has(Deed.PROGRAM, Deed.DELIVERY)
    )
