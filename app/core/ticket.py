"""A ticket as it was read: the facts of one moment, with nothing concluded from them.

Whatever the help desk, `desk/` turns its answers into these. Secrets that people pasted have been taken out of every
text before a `Ticket` exists. Times are aware and in the help desk's own clock; ids are matched, names are for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class AccountKind(StrEnum):
    """Jira's `accountType`: licensed people, portal customers, and programs."""

    HUMAN = "atlassian"
    CUSTOMER = "customer"
    APP = "app"


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `address` is None where the help desk does not show it."""

    id: str
    name: str
    kind: AccountKind = AccountKind.HUMAN
    active: bool = True
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """`editor` is who changed the words last (the author, if nobody did); `public` is what the portal shows."""

    id: str
    author: Person | None
    editor: Person | None
    created: datetime
    updated: datetime
    public: bool
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field changed by one act; `id` is the act's changelog id, which several changes may share.

    `field` is Jira's system field id (`labels`, `description`, `project`, `reporter`, …), or `custom:<name>` for a
    field of the site's own, so that a custom field named "labels" is never taken for the labels. `before` and `after`
    are the field's ids where it has any (accounts, projects), else its text; labels are whole words apart by blanks.
    """

    id: str
    at: datetime
    actor: Person | None
    field: str
    before: str
    after: str

    @property
    def added(self) -> frozenset[str]:
        """The words that this change brought in: for labels, the labels set."""
        return frozenset(self.after.split()) - frozenset(self.before.split())

    @property
    def removed(self) -> frozenset[str]:
        """The words that this change took out."""
        return frozenset(self.before.split()) - frozenset(self.after.split())


@dataclass(frozen=True, slots=True)
class Ticket:
    """`comments` and `changes` are complete and oldest first; `changes` is None where the history was not had whole.

    `pasted` holds the last four characters of each secret that was found in the ticket's words and removed.
    `fields` are form answers that the help desk keeps beside the description: label to value, as shown. `status` is the
    status' id, which is the same in every language. One that is `too_long` comes without its words and comments.
    """

    site: str
    id: str
    ref: str
    project_id: str
    summary: str
    description: str
    reporter: Person | None
    creator: Person | None
    created: datetime
    updated: datetime
    status: str = ""
    closed: bool = False
    labels: frozenset[str] = frozenset()
    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] | None = ()
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pasted: tuple[str, ...] = ()
    too_long: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A ticket that a search named: `updated` is the help desk's, for telling whether it is news."""

    id: str
    ref: str
    created: datetime
    updated: datetime
    labels: frozenset[str] = frozenset()
