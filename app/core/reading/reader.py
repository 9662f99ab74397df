"""From messages to a reading: the stages in their order.

clean → lines → statements → mentions → claims → wishes, message after message;
asks, purpose, explanation, suggestions and the kind of reply are read from the same statements.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.core.catalogue import Catalogue
from app.core.reading.asked.asks import Ear
from app.core.reading.layout.references import Numbered
from app.core.reading.layout.texts import Text, text_of
from app.core.reading.said.agreeing import agrees
from app.core.reading.said.claims import claims_of, kinds_of
from app.core.reading.said.contrary import against
from app.core.reading.said.likeness import likened
from app.core.reading.said.mentions import Kinds, Reader, Status
from app.core.reading.said.passing import may_be_of_a_key, mentions_only, speaks_of_key
from app.core.reading.said.pronouns import referred
from app.core.reading.talk.answers import Asked, answered, asked_in
from app.core.reading.talk.automatic import is_automatic, is_headed_automatic
from app.core.reading.talk.inquiring import inquires
from app.core.reading.talk.offers import Offer, offer_of, speaks_of_request, with_options
from app.core.reading.talk.replies import kind_of_reply, names_what_is_asked
from app.core.reading.talk.taking import accepted, level_by_area
from app.core.reading.talk.talking import sentences_in
from app.core.reading.text.limits import LONGEST, MOST_MESSAGES, Load, TooLong
from app.core.reading.text.lines import spoken_in, unquoted
from app.core.reading.text.tokens import Token
from app.core.reading.types import Asks, Evidence, KeyAsked, Message, Missing, Reading, Reply, Role
from app.core.reading.vocabulary.lexicon import Term, lexicon_of
from app.core.reading.wanted.explanation import explains
from app.core.reading.wanted.merge import after
from app.core.reading.wanted.purpose import Purpose, asks_purpose, purposes_in, shown
from app.core.reading.wanted.results import keys_of, missing_of
from app.core.reading.wanted.returns import gone_back
from app.core.reading.wanted.suggestions import hinted_areas, hinted_levels
from app.core.reading.wanted.superseding import is_form, superseded
from app.core.reading.wanted.untold import is_wavering, restrained, untold
from app.core.reading.wanted.upsets import upset_areas
from app.core.reading.wanted.wishes import Claims, Said, Trail, Wishes, unknown


def read(messages: Sequence[Message], catalogue: Catalogue) -> Reading:
    """What the messages, oldest first, ask of the service; the first is the ticket itself."""
    try:
        return _read(messages, catalogue)
    except TooLong:
        return replace(_nothing(catalogue), too_long=True)


def _read(messages: Sequence[Message], catalogue: Catalogue) -> Reading:
    if len(messages) > MOST_MESSAGES or sum(len(message.text) for message in messages) > LONGEST:
        raise TooLong
    thread = _Thread(catalogue)
    for index, message in enumerate(messages):
        thread.hear(message, index)
    return thread.reading()


@dataclass(slots=True)
class _Thread:
    """What is understood of the messages so far."""

    catalogue: Catalogue
    wishes: Wishes = field(init=False)
    offer: Offer = field(default_factory=Offer)
    asked: Asked = field(default_factory=Asked)
    purpose_asked: bool = False
    ear: Ear = field(default_factory=Ear)
    asked_by: Trail = ()
    purpose: tuple[Text, Purpose] | None = None
    own: list[Text] = field(default_factory=list)
    earlier: list[Wishes] = field(default_factory=list)
    numbered: Numbered = field(default_factory=Numbered)
    last: tuple[Text, bool | None] | None = None
    options: dict[tuple[int, str], tuple[Token, ...]] = field(default_factory=dict)
    load: Load = field(default_factory=Load)

    def __post_init__(self) -> None:
        self.wishes = unknown(self.catalogue)

    def hear(self, message: Message, index: int) -> None:
        numbered = self.numbered if message.by is Role.REQUESTER and not self.offer.numbers else Numbered()
        numbered.options = self.options if message.by is Role.REQUESTER else {}
        heard = text_of(message, index, self.catalogue, numbered, self.load)
        if message.by is not Role.REQUESTER:
            self.options = numbered.options
            self.ear.overhear(heard.statements, message.by is Role.BOT)
            reader = Reader(self.catalogue, offers=True)
            offer = offer_of(heard.statements, reader, Said((), heard.clean, index), message.by is Role.BOT)
            self.offer = with_options(offer, heard.lines, reader) if speaks_of_request(heard.statements) else self.offer
            self.asked, self.purpose_asked = asked_in(heard.statements, reader), asks_purpose(heard.statements)
        elif self._is_automatic(heard):
            self.last = heard, None
        else:
            self._take(heard)

    def _take(self, heard: Text) -> None:
        """One more message of the requester's: adds to what is known what it states, agrees to and answers."""
        before = self._known() if heard.index else ()
        referred_to = self._with_references(heard)
        claims = self._since_turn(referred_to, self._stated(referred_to))
        by_area = level_by_area(self.offer, claims, self.wishes) if heard.index else None
        claims = claims if by_area is None else by_area
        taken = bool(by_area) or (bool(heard.index) and self._take_offer(referred_to, claims))
        if heard.index:
            claims = restrained(claims, self.wishes.named())
            claims = answered(self.asked, referred_to.statements, claims, self.wishes)
        self.wishes = after(self.wishes, self._said(referred_to, claims), self.catalogue)
        self.earlier.append(self.wishes)
        self._take_asks(heard, kinds_of(claims), taken=taken)
        self._take_words(heard)
        if claims or taken:
            self.offer = replace(self.offer, said=None)
            self.asked = Asked()
        self.last = heard, taken or (bool(heard.index) and self._tells(before, heard, claims))
        self.own.append(heard)

    def _with_references(self, heard: Text) -> Text:
        """A message with what its "the same" and "it" stand for."""
        statements = likened(heard.statements, self.wishes.levels_by_area()) if heard.index else heard.statements
        return replace(heard, statements=referred(statements, self.asked.meant))

    def _stated(self, heard: Text) -> Claims:
        silent = is_wavering(heard.statements) if heard.index else mentions_only(heard.statements)
        return () if silent else self._claims(heard)

    def _since_turn(self, heard: Text, claims: Claims) -> Claims:
        """The claims that hold where a message goes back to what was earlier, or does away with it; so it is then."""
        back = gone_back(heard.statements, self.earlier)
        if back is None:
            self.wishes, claims = superseded(self.wishes, heard.statements, claims, self.catalogue)
            return claims
        self.wishes = back.wishes or unknown(self.catalogue)
        later = [id(each) for each in heard.statements[back.since :]]
        return tuple(each for each in claims if id(each[0]) in later)

    def _said(self, heard: Text, claims: Claims) -> Said:
        statements, later = heard.statements, heard.index > 0
        return Said(
            (*claims, *(untold(statements, claims) if later else ())),
            heard.clean,
            heard.index,
            first=not later,
            brief=len(statements) <= _BRIEF,
            form=later and is_form(statements),
            upset=upset_areas(statements, claims) if later else frozenset(),
            against=against(statements, self.catalogue),
        )

    def _is_automatic(self, heard: Text) -> bool:
        text = unquoted(heard.clean.text, heard.lines)
        return is_automatic(text, lambda: self._claims(heard)) if heard.index else is_headed_automatic(text)

    def _known(self) -> tuple[object, ...]:
        keys = keys_of(self.wishes, self.catalogue)
        return keys, bool(self.purpose), self._is_guarded(keys) and bool(self._explanation())

    def _tells(self, before: tuple[object, ...], heard: Text, claims: Claims) -> bool:
        """Whether more is known than before, and not only doubted, or was meant to be told."""
        known = self._known()
        stated = any(claim.status is not Status.OPEN for _, claim in claims)
        told = known[1:] != before[1:] or (stated and known != before)
        return told or any(map(names_what_is_asked, heard.statements))

    def _take_offer(self, heard: Text, claims: Claims) -> bool:
        """Takes of the offer what the message does; what it names and says nothing clear of is not taken."""
        told = (*claims, *untold(heard.statements, claims))
        taken = accepted(self.offer, heard.statements, [claim for _, claim in told])
        if taken:
            self.wishes = after(self.wishes, taken, self.catalogue)
        return bool(taken)

    def _claims(self, heard: Text) -> Claims:
        every = self.offer.asks_areas and not self.wishes.areas
        reader = Reader(self.catalogue, both=self.offer.asks_environment, every=every)
        return tuple(
            (statement, claim)
            for statement in heard.statements
            for claim in claims_of(statement, reader)
            if claim.status is Status.OPEN or not (heard.index and inquires(statement))
        )

    def _take_asks(self, heard: Text, claims: Kinds, *, taken: bool) -> None:
        said = self.ear.hear(heard.statements, claims, agrees(heard.statements), taken=taken)
        if self.ear.denied and heard.index and not claims:
            self.wishes, self.purpose = unknown(self.catalogue), None
        if said.asks is not None:
            self.asked_by = (heard.evidence(f"asks={said.asks}", said.statement.tokens),) if said.statement else ()

    def _take_words(self, heard: Text) -> None:
        """The purpose, where the message has one."""
        found = purposes_in(
            heard.statements,
            self.catalogue,
            answering=heard.index > 0,
            asked=self.purpose_asked and self.purpose is None,
        )
        if found and (self.purpose is None or found[0].rank == 0):
            self.purpose = heard, found[0]

    def reading(self) -> Reading:
        if self.ear.asks in _OF_NO_NEW_KEY and not self._may_be_of_a_key():
            self.wishes = unknown(self.catalogue)
        keys, about = keys_of(self.wishes, self.catalogue), self._is_about_key()
        missing = tuple(missing_of(self.wishes, keys, about and self.purpose is not None))
        guarded = self._is_guarded(keys)
        explained = self._explanation() if guarded else ""
        unclear = tuple(gap for gap in missing if self.wishes.unclear.get(gap))
        hints = self._hints(keys) if about else {}
        return Reading(
            asks=self.ear.asks or Asks.NONE,
            keys=keys,
            missing=missing,
            suggest=tuple(hints),
            explained=bool(explained) if guarded else None,
            evidence=(*self.asked_by, *self._evidence(keys, unclear), *hints.values()),
            purpose=self._purpose(),
            explanation=explained,
            unclear=unclear,
            reply=self._reply(),
        )

    def _may_be_of_a_key(self) -> bool:
        return any(may_be_of_a_key(heard.statements, self.ear.of_people) for heard in self.own)

    def _is_guarded(self, keys: Sequence[KeyAsked]) -> bool:
        return any((area, level) in self.catalogue.guarded for key in keys for area, level in key.grants.items())

    def _is_about_key(self) -> bool:
        """A ticket that asks for no key, nor states anything of one, says nothing of what a key is for."""
        nothing = keys_of(unknown(self.catalogue), self.catalogue)
        asked = (
            self.ear.asks in (Asks.NEW, Asks.CHANGE, Asks.REPLACE) or keys_of(self.wishes, self.catalogue) != nothing
        )
        return asked or any(speaks_of_key(statement) for heard in self.own[:1] for statement in heard.statements)

    def _hints(self, keys: Sequence[KeyAsked]) -> dict[str, Evidence]:
        """What to suggest: areas that no key has, or levels while none is known."""
        found: dict[str, Evidence] = {}
        for heard in self.own:
            areas = hinted_areas(heard.statements, self.catalogue)
            levels = hinted_levels(heard.statements, self.catalogue)
            open_level = any(level is None for key in keys for level in key.grants.values())
            for value, token in {**areas, **(levels if open_level else {})}.items():
                if not any(value in key.grants for key in keys):
                    found.setdefault(value, heard.evidence(f"suggest={value}", (token,)))
        order = [*(area.id for area in self.catalogue.areas), *(level.id for level in self.catalogue.levels)]
        return {value: found[value] for value in order if value in found}

    def _evidence(self, keys: Sequence[KeyAsked], unclear: Sequence[Missing]) -> Iterator[Evidence]:
        for key in keys:
            yield from self.wishes.environments.get(key.environment or "", ())
            for area in key.grants:
                yield from self.wishes.areas.get((None, area), ()) or self.wishes.areas.get((key.environment, area), ())
                yield from self.wishes.level(key.environment, area)[1]
        for _, trail in self.wishes.general.values():
            yield from trail
        for gap in unclear:
            yield from self.wishes.unclear[gap]
        if self.purpose and self._is_about_key():
            heard, purpose = self.purpose
            yield heard.clean.evidence(heard.index, "purpose", purpose.start, purpose.end)
        for heard in self.own:
            for statement in heard.statements:
                yield from (
                    heard.evidence(f"product={token.value}", (token,))
                    for token in statement.tokens
                    if token.term is Term.OTHER
                )

    def _purpose(self) -> str:
        if self.purpose is None or not self._is_about_key():
            return ""
        heard, purpose = self.purpose
        return shown(heard.clean.text[purpose.start : purpose.end])

    def _explanation(self) -> str:
        """The last message's words that explain; nothing where none does."""
        for heard in reversed(self.own):
            if why := explains(heard.statements):
                return " ".join(heard.clean.text[why[0].tokens[0].start : why[-1].tokens[-1].end].split())
        return ""

    def _reply(self) -> Reply | None:
        if self.last is None or self.last[0].index == 0:
            return None
        heard, tells = self.last
        if tells is None:
            return Reply.AUTOMATIC
        spoken = spoken_in(heard.clean.text, lexicon_of(self.catalogue))
        return kind_of_reply(sentences_in(spoken), tells)


_BRIEF = 2
_OF_NO_NEW_KEY = (None, Asks.NONE, Asks.TROUBLE)


def _nothing(catalogue: Catalogue) -> Reading:
    wishes = unknown(catalogue)
    keys = keys_of(wishes, catalogue)
    return Reading(Asks.NONE, keys, tuple(missing_of(wishes, keys, told_what_for=False)))
