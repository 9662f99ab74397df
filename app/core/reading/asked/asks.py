"""What the ticket asks for: a new key, something about one that exists, or nothing that concerns Keydesk.

Each sentence is heard for acts upon keys; a message asks what its weightiest act asks, a ticket what the last message
with one does. Words of environment, area, level or role never make it a request by themselves; a form's fields do, and
a program's rights. In doubt the answer is none: silence is better than a wrong question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.reading.asked.known import Known, Weight
from app.core.reading.asked.messages import Act, HeardMessage
from app.core.reading.layout.statements import Statement
from app.core.reading.said.mentions import Kinds
from app.core.reading.types import Asks


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message asks, None where it says nothing about that; and the statement that says so."""

    asks: Asks | None
    statement: Statement | None = None


class Ear:
    """Hears a ticket's messages one after the other."""

    def __init__(self) -> None:
        self.asks: Asks | None = None
        self.known = Known()
        self.evident = False  # an API of ours was spoken of
        self.wants_something = False  # a key was asked for before that
        self.bot_spoke = False
        self.told = False  # staff spoke of a key that the requester has
        self.delivered = False  # staff said that something is done
        self.offered: Asks | None = None
        self.dissuaded = False  # staff said that no key is needed
        self.asked_which = False  # staff asked which service is meant
        self.asked = False  # staff asked something
        self.asked_of_grant = False  # staff asked about an environment, an area or a level
        self.asked_existing = False  # staff asked whether it is about a key that exists
        self.of_people = False  # the ticket is about people's rights
        self.of_api = False  # the requester speaks of an API
        self.withdrawn = False
        self.denied = False  # the last message said that it is about no key
        self.taken = False  # what staff proposed is taken up

    def overhear(self, statements: Sequence[Statement], by_bot: bool) -> None:
        """What an agent or the bot says asks nothing, but later words may be about it."""
        message = HeardMessage(statements, self.known)
        self.bot_spoke = self.bot_spoke or by_bot
        self.evident = self.evident or message.evident
        self.offered = message.offers()
        self.dissuaded = message.is_denied and not by_bot
        self.asked = any(each.question for each in statements)
        self.asked_of_grant = message.asks_of_grant
        self.asked_which, self.asked_existing = message.asks_which, message.asks_whether_existing
        if not by_bot:
            self.delivered = self.delivered or message.is_done()
            self.told = self.told or message.speaks_of_old or message.speaks_of_yours() or message.is_handed_over()
        exists = self.known.exists or self.told or (self.delivered and self.known.wanted)
        self.known = replace(message.known_after, wanted=self.known.wanted, exists=exists)

    def hear(self, statements: Sequence[Statement], claims: Kinds, agrees: bool, *, taken: bool = False) -> Heard:
        """What the requester's message asks; `claims`: what it states; `taken`: it takes up what staff proposed."""
        message = HeardMessage(statements, self.known)
        self.taken = taken
        heard = self._heard(message, claims, agrees or message.is_please)
        self.known = message.known_after
        self.evident = self.evident or message.evident
        self.asks = heard.asks or self.asks
        self.of_people = self.of_people or message.of_people
        self.of_api = self.of_api or message.names_api
        self.denied = self.asks is Asks.NONE and bool(message.is_denied)
        self.offered = None
        return heard

    def _heard(self, message: HeardMessage, claims: Kinds, agrees: bool) -> Heard:
        nothing = Heard(Asks.NONE if self.asks is None else None)
        if not message.sentences:
            return nothing
        if self._turns_away(message, claims):
            return Heard(Asks.NONE, message.sentences[0].statement)
        if self.asks is None and message.cancels_request:
            return Heard(Asks.NONE, message.cancels_request.statement)
        act = self._act_of(message, claims)
        if self._tells_existing(message, act, agrees):
            return Heard(Asks.CHANGE, message.sentences[0].statement)
        if self.offered in (Asks.CHANGE, Asks.REPLACE) and (agrees or message.applies()):
            return _taken_up(self.offered, act, message)
        if act is not None and self._may_turn_to(act):
            return Heard(act.asks, act.sentence.statement)
        withdrawn = message.withdrawn(self.asks, claims)
        if withdrawn is not None and not (
            self.asked_of_grant and withdrawn.opening == "no" and len(withdrawn.texts) <= _NO_THANKS
        ):
            self.withdrawn = self.withdrawn or self.asks is Asks.NEW
            return Heard(Asks.NONE, withdrawn.statement)
        if self.asks is Asks.NONE and self._answers(message, claims, agrees):
            return Heard(Asks.NEW, message.sentences[0].statement)
        return nothing

    def _turns_away(self, message: HeardMessage, claims: Kinds) -> bool:
        """Whether a key was wished for that turns out to be another product's, or not to be needed."""
        if self.asks is not Asks.NEW or claims:
            return False
        return (self.asked_which and message.names_another) or (self.dissuaded and message.accepts)

    def _tells_existing(self, message: HeardMessage, act: Act | None, agrees: bool) -> bool:
        """Whether what was taken for a wish for a new key is answered to be about one that exists."""
        if self.asks is not Asks.NEW or not self.asked_existing or act is not None:
            return False
        return not message.is_denied and (agrees or message.says_existing)

    def _act_of(self, message: HeardMessage, claims: Kinds) -> Act | None:
        """The message's act; a wish for a key to who knows what waits until an API is spoken of."""
        act = message.weightiest(first=self.asks is None or self.withdrawn, claims=claims)
        if act is not None and act.asks is Asks.NEW and act.weight is not Weight.ASKED and message.is_denied:
            return None
        if act is None or act.asks is not Asks.NEW or self.evident or message.evident:
            return act
        self.wants_something = True
        return None

    def _may_turn_to(self, act: Act) -> bool:
        """A request for a new key stays one while it is talked about; only what staff said of a key turns it."""
        if self.asks is not Asks.NEW:
            return self.asks in (None, Asks.NONE) or act.asks is not Asks.NEW or act.weight is Weight.ASKED
        if act.asks is Asks.CHANGE:
            return self.told
        return act.asks is Asks.NEW or self.told or self.delivered

    def _answers(self, message: HeardMessage, claims: Kinds, agrees: bool) -> bool:
        """Whether it gives what was asked for a key, or says yes to the offer of one."""
        if message.is_denied:
            return False
        of_program = message.evident_program or not (self.of_people or message.of_people)
        asked = self.offered is Asks.NEW or (self.asked and self.known.spoken and not self.known.exists)
        if (self.bot_spoke or (asked and not message.says_no)) and claims and of_program:
            return True
        if self.taken and (self.known.to_come or self.of_api) and of_program:
            return True
        return (self.offered is Asks.NEW and agrees) or (self.wants_something and message.evident)


_NO_THANKS = 3  # "no, thanks" refuses what was asked about, and not the key


def _taken_up(offered: Asks, act: Act | None, message: HeardMessage) -> Heard:
    """What a yes to an offer asks: what was offered, unless the message asks for something else outright."""
    if act is None or (act.asks is Asks.NEW and not act.own):
        return Heard(offered, message.sentences[0].statement)
    return Heard(act.asks, act.sentence.statement)
