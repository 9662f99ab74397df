"""All that a decision is made of: the ticket as read, what we know of it, the library's policy, and the moment.

Nothing here asks anybody: whoever looks puts a `View` together, and the same view always gives the same decision.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.case import Case, Turn
from app.core.catalogue import Catalogue
from app.core.reading import Message, Reading, Role
from app.core.ticket import Comment, Ticket
from app.errors import Misconfigured


class Mode(StrEnum):
    """OBSERVE decides and writes nothing; ASK asks and lays before reviewers; FULL also issues."""

    OBSERVE = "observe"
    ASK = "ask"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Policy:
    """What this library has settled.

    `since`: older tickets are left alone. `domains`: mail domains that count as inside, `*` for all. `stock_for`:
    (environment, level) up to which a key made beforehand may serve. `prefixes`: label prefix by service. `statuses`:
    the help desk's status id for whoever's turn it is; a turn without one leaves a ticket's status alone. `group`: the
    id of the reviewers' group, or REVIEWERS where they are named one by one.
    """

    bot: str
    mode: Mode
    since: datetime
    projects: frozenset[str]
    catalogues: Mapping[str, Catalogue]
    prefixes: Mapping[str, str]
    domains: frozenset[str] = frozenset()
    shared_accounts: frozenset[str] = frozenset()
    stock_for: frozenset[tuple[str, str]] = frozenset()
    statuses: Mapping[Turn, str] = field(default_factory=dict)
    approval_ttl: timedelta = timedelta(days=14)
    share_ttl: timedelta = timedelta(days=7)
    time_zone: str = "UTC"
    paused: bool = False
    group: str = "REVIEWERS"


@dataclass(frozen=True, slots=True)
class Begun:
    """A key that was begun on somebody's approval, on whichever ticket."""

    approver: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Others:
    """The same reporter's other tickets in our queues: requests under way, and tickets that have hardly begun."""

    open: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """`queue` is the service whose queue holds the ticket (None: no queue of ours, or not asked as the case is known).

    `reviewers` holds the help desk's answer for each account whose act counts, to what was asked at `asked_at`; None
    where it could not be learnt. `trouble`: what is wrong with our own rights or settings, where that is why. `address`
    is the reporter's, as the help desk's accounts have it. `certain`: the help desk says that it is a request.
    `not_handed_in` are the ids of the ordered keys that cannot have been handed in any more than when this look began;
    `unreachable` the statuses to which no transition leads now. `others` is counted while nothing was said on this
    ticket yet; `begun` are the keys of the last day, known where an approval label stands.
    """

    ticket: Ticket | None
    queue: str | None
    case: Case
    reading: Reading | None
    policy: Policy
    now: datetime
    reviewers: Mapping[str, bool | None] = field(default_factory=dict)
    address: str | None = None
    certain: bool = False
    not_handed_in: frozenset[int] = frozenset()
    unreachable: frozenset[str] = frozenset()
    others: Others = Others()
    begun: tuple[Begun, ...] = ()
    trouble: Misconfigured | None = None
    asked_at: datetime | None = None

    @property
    def service(self) -> str:
        return self.case.service or self.queue or ""

    @property
    def catalogue(self) -> Catalogue:
        return self.policy.catalogues[self.service]

    @property
    def prefix(self) -> str:
        return self.policy.prefixes[self.service]

    @property
    def seen(self) -> Ticket:
        """The ticket, where the rules have established that there is one."""
        if self.ticket is None:
            raise ValueError("no ticket in this view")
        return self.ticket


def messages(ticket: Ticket, bot: str) -> tuple[Message, ...]:
    """The conversation as the reader takes it, up to the requester's newest words.

    A comment counts as its author's only while its author also was the last to edit it. What others said after the
    requester's newest words cannot have been agreed to, and is left out, so that it never makes the words new.
    """
    first = Message(Role.REQUESTER, f"{ticket.summary}\n\n{ticket.description}", ticket.created, ticket.fields)
    later = [_message(each, ticket, bot) for each in ticket.comments if _counts(each)]
    spoken = [each for each in later if each is not None]
    while spoken and spoken[-1].by is not Role.REQUESTER:
        spoken.pop()
    return (first, *spoken)


def source_of(words: tuple[Message, ...]) -> str:
    """SHA-256 in hex of the words: equal words are understood once, whatever version of the reader runs today."""
    plain = [[each.by.value, each.text, dict(each.fields)] for each in words]
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def requesters(ticket: Ticket) -> frozenset[str]:
    """The accounts whose words are the request: reporter and creator."""
    return frozenset(person.id for person in (ticket.reporter, ticket.creator) if person is not None)


def role_of(comment: Comment, ticket: Ticket, bot: str) -> Role:
    author = comment.author.id if comment.author else ""
    if author == bot:
        return Role.BOT
    return Role.REQUESTER if author in requesters(ticket) else Role.AGENT


def _counts(comment: Comment) -> bool:
    return comment.author is not None and comment.editor is not None and comment.author.id == comment.editor.id


def _message(comment: Comment, ticket: Ticket, bot: str) -> Message | None:
    role = role_of(comment, ticket, bot)
    if role is not Role.REQUESTER and not comment.public:
        return None
    return Message(role, comment.text, comment.created)
