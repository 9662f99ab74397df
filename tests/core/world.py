"""A world in which a ticket lives, for tests that play with it: a help desk, vaults, our rows, and what a look sees.

People's acts change the ticket at any time. The world keeps its own account of what was shared and said, against which
the tests hold the rules; what steps do to it stands in `looks`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.core.acts import people_whose_acts_count
from app.core.case import Case, Key, Kind, Turn
from app.core.reading import Asks, KeyAsked, Message, Missing, Reading, Reply, Role
from app.core.ticket import AccountKind, Change, Comment, Person, Ticket
from app.core.view import Policy, View, messages, source_of
from tests.core.build import (
    BOT,
    BOTH,
    NARROW,
    NINE,
    NO_ENVIRONMENT,
    NO_LEVEL,
    POLICY,
    RULE,
    WIDE,
    key,
    reading,
    ticket,
)

#: Statuses: the help desk's own rules move a ticket to and fro between the first two when somebody speaks in public.
SUPPORT, CUSTOMER, DONE = "10001", "10002", "10004"
STATUSES = {Turn.REQUESTER: CUSTOMER, Turn.LSIS: SUPPORT, Turn.DONE: DONE}

POLICY_HERE = replace(POLICY, statuses=STATUSES)

#: What people write in this world, and what each of it is understood to ask.
WORDS: dict[str, Reading] = {
    "narrow": NARROW,
    "wide": WIDE,
    "both": BOTH,
    "sandbox": reading(key("sandbox")),
    "kiosk": replace(NARROW, purpose="kiosk"),
    "nowhere": NO_ENVIRONMENT,
    "no level": NO_LEVEL,
    "none": Reading(Asks.NONE, (KeyAsked(None, {}),), tuple(Missing)),
    "trouble": Reading(Asks.TROUBLE, (KeyAsked(None, {}),), tuple(Missing)),
}
REPLIES = {
    "why?": Reply.QUESTION,
    "thanks": Reply.THANKS,
    "dunno": Reply.UNSURE,
}


def understand(words: Sequence[Message]) -> Reading:
    """The newest of the requester's messages that asks anything, and how the newest of all is meant."""
    own = [each.text for each in words if each.by is Role.REQUESTER]
    said = [own[0].rpartition("\n")[2], *own[1:]]
    asked = next((WORDS[each] for each in reversed(said) if each in WORDS), WORDS["none"])
    reply = REPLIES.get(said[-1], Reply.ANSWER) if len(said) > 1 else None
    return replace(asked, reply=reply)


@dataclass
class Item:
    """A vault's item: `able` is what its value can really do, `tags` what a stock item says (None: the same)."""

    id: str
    value: str
    environment: str
    able: dict[str, str]
    state: str = "free"
    operation: str | None = None
    tags: dict[str, str] | None = None


@dataclass(frozen=True)
class Shared:
    """A share call that was made."""

    key: Key
    value: str
    able: dict[str, str]
    address: str


@dataclass
class World:
    ticket: Ticket = field(default_factory=lambda: ticket(description="narrow"))
    case: Case = field(default_factory=Case)
    policy: Policy = POLICY_HERE
    now: datetime = NINE + timedelta(minutes=1)
    in_queue: bool = True
    group: frozenset[str] = frozenset({"ruth", "rex"})
    group_answers: bool = True
    history_whole: bool = True
    known_until: datetime | None = None
    verifier_answers: bool = True
    address: str | None = "dana@duke.edu"
    presets: bool = True
    unreachable: frozenset[str] = frozenset()
    stock: list[Item] = field(default_factory=list)
    deposits: list[Item] = field(default_factory=list)
    issued: list[Item] = field(default_factory=list)
    links: dict[int, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    shares: list[Shared] = field(default_factory=list)
    written: list[tuple[Kind, str, datetime]] = field(default_factory=list)
    counted: list[datetime] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=lambda: iter(range(1000, 10**9)))
    crash_in: int | None = None

    # What people do.

    def tick(self, **passed: float) -> None:
        self.now += timedelta(**(passed or {"seconds": 1}))

    def enter(self, name: str, before: str, after: str, by: Person | None) -> None:
        """An act that the help desk's history tells of."""
        self.tick()
        entry = Change(str(next(self.ids)), self.now, by, name, before, after)
        self.ticket = replace(self.ticket, changes=(*(self.ticket.changes or ()), entry), updated=self.now)
        self.tick()

    def describe(self, words: str, by: Person) -> None:
        self.enter("description", self.ticket.description, words, by)
        self.ticket = replace(self.ticket, description=words)

    def comment(self, words: str, by: Person, *, public: bool = True) -> str:
        self.tick()
        one = Comment(str(next(self.ids)), by, by, self.now, self.now, public, words)
        self.ticket = replace(self.ticket, comments=(*self.ticket.comments, one), updated=self.now)
        if public and self.presets:
            self.set_status(CUSTOMER if by == BOT or by.kind is AccountKind.HUMAN else SUPPORT, RULE)
        return one.id

    def set_status(self, status: str, by: Person | None) -> None:
        if status != self.ticket.status:
            self.enter("status", self.ticket.status, status, by)
            self.ticket = replace(self.ticket, status=status, closed=status == DONE)

    def edit_comment(self, index: int, words: str, by: Person) -> None:
        self.tick()
        comments = list(self.ticket.comments)
        comments[index] = replace(comments[index], text=words, editor=by, updated=self.now)
        self.ticket = replace(self.ticket, comments=tuple(comments), updated=self.now)

    def delete_comment(self, index: int) -> None:
        comments = self.ticket.comments
        self.marks.pop(comments[index].id, None)
        self.ticket = replace(self.ticket, comments=comments[:index] + comments[index + 1 :], updated=self.now)

    def label(self, add: frozenset[str], remove: frozenset[str], by: Person | None) -> None:
        before, after = self.ticket.labels, (self.ticket.labels | add) - remove
        if before != after:
            self.enter("labels", " ".join(sorted(before)), " ".join(sorted(after)), by)
            self.ticket = replace(self.ticket, labels=after)

    def report(self, who: Person, by: Person) -> None:
        old = self.ticket.reporter.id if self.ticket.reporter else ""
        self.enter("reporter", old, who.id, by)
        self.ticket, self.address = replace(self.ticket, reporter=who), who.address

    def move(self, project: str, by: Person) -> None:
        self.enter("project", self.ticket.project_id, project, by)
        self.ticket = replace(self.ticket, project_id=project)

    def hand_in(self, able: dict[str, str]) -> None:
        """Somebody makes the first key that is ordered, and puts it where it belongs."""
        for each in self.case.keys:
            if each.open_order:
                number = str(next(self.ids))
                self.deposits.append(Item(number, f"value-{number}", each.environment, able, operation=each.name))
                return

    # What a look sees.

    def view(self) -> View:
        seen = self.ticket
        if not self.history_whole:
            seen = replace(seen, changes=None)
        elif self.known_until is not None:
            known = tuple(each for each in seen.changes or () if each.at <= self.known_until)
            seen = replace(seen, changes=known)
        queue = "alma" if self.in_queue and not self.case.known else None
        view = View(seen, queue, self.case, None, self.policy, self.now, {}, self.address)
        if not view.service:
            return view
        people = people_whose_acts_count(seen, view.prefix)
        answers = {each: each in self.group if self.group_answers else None for each in people}
        return replace(view, reading=self.reading(view), reviewers=answers)

    def reading(self, view: View) -> Reading:
        words = messages(view.seen, view.policy.bot)
        known = self.case.understanding(source_of(words))
        return known.reading if known else understand(words)
