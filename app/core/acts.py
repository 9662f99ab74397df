"""What people do to a ticket by setting a label, and whether a reviewer did it.

A label proves nothing; the changelog entry that set it does. What is known to be false refuses the act for good; what
cannot be learnt holds it, and never refuses.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from app.core.case import Verdict
from app.core.ticket import AccountKind, Change, Comment, Person, Ticket
from app.core.view import View, requesters

#: How long a label may stand without its changelog entry before it counts as set at creation.
ENTRY_LAG = timedelta(minutes=2)

#: After so long without any change a ticket's history is whole. Ample, because two clocks are compared here.
HISTORY_LAG = timedelta(minutes=10)

_APPROVED = re.compile(r"\W*(i\W+)?approved?(\W+thanks|\W+thank\W+you)?\W*", re.IGNORECASE)

ON, OFF = "keydesk-on", "keydesk-off"


class Why(Enum):
    """Why an act does not count, or not yet; the names are what a ruling records."""

    AT_CREATION = "the label was on the ticket from the start"
    BY_APP = "it was set by an app or a rule"
    OWN_REQUEST = "it is the setter's own request"
    OPENED_FOR_ANOTHER = "the setter opened the ticket"
    WAS_REPORTER = "the setter was the ticket's reporter"
    IS_RECIPIENT = "the setter would receive the key"
    EDITED_REQUEST = "the setter changed the request's words"
    INACTIVE = "the setter's account is deactivated"
    NOT_REVIEWER = "the setter is not a reviewer"
    MOVED = "the ticket was moved here with the label on it"
    DENIED = "the denied label is set as well"
    BEFORE_REVIEW = "it came before there was a complete request to read"
    CHANGED = "the request changed after it"
    OTHER_NUMBER = "the label names another review than the newest"
    NUMBER_NEEDED = "the request asks for more than an earlier review showed"
    REVIEW_ALTERED = "a review comment was edited or deleted"
    TOO_OLD = "it is too old"
    NO_HISTORY = "the ticket's history cannot be read whole"
    NO_ENTRY = "the label's changelog entry is not there yet"
    REVIEW_IN_DOUBT = "it is not known yet whether the review stands on the ticket"
    GROUP_UNKNOWN = "the reviewers cannot be asked for"


@dataclass(frozen=True, slots=True)
class Waiting:
    """No act to judge."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It could not be learnt whether the act counts: nothing is issued, the label stays, it is looked at again."""

    label: str
    change_id: str
    actor: Person | None
    why: Why


@dataclass(frozen=True, slots=True)
class Refused:
    """The act is known not to count; final for its changelog id. `at` is the entry's time, where there is one."""

    label: str
    change_id: str
    actor: Person | None
    why: Why
    n: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Denied:
    """A reviewer has declined the request."""

    label: str
    change_id: str
    actor: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Act:
    """A label that stands on the ticket, by the changelog entry that set it.

    `change` is None where the history holds no such entry: it lags behind, or the label was there from the start.
    `removal` is the entry that took the label off, where that is the history's last word: then it can only lag.
    """

    label: str
    change: Change | None
    removal: Change | None = None

    @property
    def id(self) -> str:
        """One entry may set several labels, and each of them is an act of its own."""
        if self.change is not None:
            return act_id(self.change, self.label)
        return f"after-{self.removal.id}:{self.label}" if self.removal else f"creation:{self.label}"

    @property
    def actor(self) -> Person | None:
        return self.change.actor if self.change else None


def act_id(change: Change, label: str) -> str:
    return f"{change.id}:{label}"


def acts(ticket: Ticket, labels: Iterable[str]) -> list[Act]:
    """Each of the labels that stands on the ticket, with the entry that set it."""
    return [_act(ticket, label) for label in labels if label in ticket.labels]


def approving_labels(ticket: Ticket, prefix: str) -> list[str]:
    """The approval labels that stand on the ticket: plain, or with a review's number."""
    stem = f"{prefix}-approved"
    return sorted(each for each in ticket.labels if each == stem or number_of(each, prefix) is not None)


def approving_words(ticket: Ticket) -> list[Comment]:
    """Comments that say "approved" and nothing else, by people who have no part in the request, oldest first."""
    own = [each for each in ticket.comments if each.author is not None and each.author == each.editor]
    others = [each for each in own if each.author is not None and each.author.id not in requesters(ticket)]
    return [each for each in others if _APPROVED.fullmatch(each.text)]


def number_of(label: str, prefix: str) -> int | None:
    """The review's number at the end of an approval label, written without leading zeros."""
    stem = f"{prefix}-approved-"
    digits = label.removeprefix(stem)
    plain = label.startswith(stem) and digits.isascii() and digits.isdigit() and not digits.startswith("0")
    return int(digits) if plain and len(digits) < len("1000000") else None


def people_whose_acts_count(ticket: Ticket, prefix: str) -> frozenset[str]:
    """The accounts about which the reviewers' group has to be asked, and nobody else.

    Where no label approves, also whoever approves in words: that counts for nothing, but can be said to a reviewer.
    """
    approving = approving_labels(ticket, prefix)
    actors = [act.actor for act in acts(ticket, [*approving, f"{prefix}-denied", ON, OFF])]
    actors += [each.author for each in approving_words(ticket) if not approving]
    return frozenset(actor.id for actor in actors if actor is not None and actor.kind is AccountKind.HUMAN)


def find_denial(view: View) -> Denied | Refused | Unknown | Waiting:
    """Whether a reviewer has declined: anybody of the group may, also on a request of their own, and whose account has
    been deactivated since.

    A denial that counted goes on counting while its label stands, whatever becomes of the reviewer.
    """
    for act in acts(view.seen, [f"{view.prefix}-denied"]):
        blocked = None if act.id in _declined(view) else blocked_act(view, act, retired=True)
        if blocked is not None:
            return blocked
        if act.change is not None and act.actor is not None:
            return Denied(act.label, act.id, act.actor, act.change.at)
    return Waiting()


def last_denial(view: View) -> datetime | None:
    """When a reviewer last declined, by the ticket's clock, also if the label was taken off since."""
    label, changes = f"{view.prefix}-denied", view.seen.changes or ()
    return max((each.at for each in changes if act_id(each, label) in _declined(view)), default=None)


def switched(view: View, label: str) -> bool | None:
    """Whether a reviewer has set this label (`keydesk-on`, `keydesk-off`); None where it cannot be learnt.

    What keeps Keydesk out goes on doing so when the reviewer's account is deactivated.
    """
    for act in acts(view.seen, [label]):
        blocked = blocked_act(view, act, retired=label == OFF)
        lags = view.now - view.seen.updated < HISTORY_LAG
        if isinstance(blocked, Unknown) and (blocked.why is not Why.NO_ENTRY or lags):
            return None
        return blocked is None
    return False


def blocked_act(view: View, act: Act, *, independent: bool = False, retired: bool = False) -> Refused | Unknown | None:
    """Why the act itself does not count, whatever it is about; None if a reviewer did it.

    `independent`: the reviewer must have no part in the request. `retired`: the account may have been deactivated
    since, as it may for whatever only ever withholds a key.
    """
    remembered = view.case.ruling(act.id)
    if remembered is not None and remembered.verdict is Verdict.REFUSED:
        return refused(act, Why[remembered.reason], remembered.request_n)
    if view.seen.changes is None:
        return Unknown(act.label, act.id, act.actor, Why.NO_HISTORY)
    if act.change is None or act.actor is None:
        return refused(act, Why.BY_APP) if act.change else _without_entry(view, act)
    why = _barred(view, act.actor, retired) or (_entangled(view, act.actor) if independent else None)
    if why is not None:
        return refused(act, why)
    member = view.reviewers.get(act.actor.id)
    if member is None:
        return Unknown(act.label, act.id, act.actor, Why.GROUP_UNKNOWN)
    if not member:
        return refused(act, Why.NOT_REVIEWER)
    return refused(act, Why.MOVED) if _moved_since(view.seen, act.change) else None


def refused(act: Act, why: Why, n: int | None = None) -> Refused:
    return Refused(act.label, act.id, act.actor, why, n, act.change.at if act.change else None)


def _without_entry(view: View, act: Act) -> Refused | Unknown:
    """History lags behind labels for a moment; after that the label was there from the start.

    Not so where the history ends with the label's removal: an entry is still to come, and it says who set it again.
    """
    first = view.case.ruling(act.id)
    if act.removal is None and first is not None and view.now - first.at >= ENTRY_LAG:
        return refused(act, Why.AT_CREATION)
    return Unknown(act.label, act.id, None, Why.NO_ENTRY)


def _barred(view: View, actor: Person, retired: bool) -> Why | None:
    """Whether this account may act at all, whichever group it is in."""
    if actor.kind is AccountKind.APP or actor.id == view.policy.bot:
        return Why.BY_APP
    if not (actor.active or retired):
        return Why.INACTIVE
    return None if actor.kind is AccountKind.HUMAN else Why.NOT_REVIEWER


def _entangled(view: View, actor: Person) -> Why | None:
    """Whether this person has a part in the request, and so is no second pair of eyes."""
    ticket = view.seen
    if ticket.reporter is not None and actor.id == ticket.reporter.id:
        return Why.OWN_REQUEST
    if ticket.creator is not None and actor.id == ticket.creator.id:
        return Why.OPENED_FOR_ANOTHER
    if actor.id in {each.before for each in ticket.changes or () if each.field == "reporter"}:
        return Why.WAS_REPORTER
    address = known_address(view, actor)
    if address and view.address and address.strip().lower() == view.address.strip().lower():
        return Why.IS_RECIPIENT
    return Why.EDITED_REQUEST if actor.id in _editors(ticket) else None


def known_address(view: View, actor: Person) -> str | None:
    """The person's address, where the ticket shows it or the operator has noted it: people may hide theirs."""
    return actor.address or view.policy.people.get(actor.id)


def _editors(ticket: Ticket) -> frozenset[str]:
    """Whoever changed a text of the request since the requesters themselves last did: their words may stand there."""
    texts = {"summary", "description", *(f"custom:{label}" for label in ticket.fields)}
    editors: dict[str, set[str]] = {text: set() for text in texts}
    for change in ticket.changes or ():
        if change.field in texts and change.actor is not None:
            if change.actor.id in requesters(ticket):
                editors[change.field].clear()
            else:
                editors[change.field].add(change.actor.id)
    return frozenset().union(*editors.values())


def _declined(view: View) -> frozenset[str]:
    return frozenset(each.change_id for each in view.case.rulings if each.verdict is Verdict.DENIED)


def _moved_since(ticket: Ticket, change: Change) -> bool:
    return any(each.field in ("project", "Key") and change.at <= each.at for each in ticket.changes or ())


def _act(ticket: Ticket, label: str) -> Act:
    """By the latest entry about the label: one that set it says nothing once the label was taken off again."""
    about = [each for each in ticket.changes or () if each.field == "labels" and label in each.added | each.removed]
    last = max(about, key=lambda each: (each.at, int(each.id) if each.id.isdigit() else 0), default=None)
    if last is None or label in last.added:
        return Act(label, last)
    return Act(label, None, removal=last)
