"""The closed set of things that Keydesk may do about a ticket.

A step says what is to be done, never how. Steps that claim, order, reveal or share carry an `Approved`, which only
`approval` can make; a `Share` is done on a ticket read for it alone, after all that can be done before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.core.acts import Denied, Refused, Unknown
from app.core.approval import Approved
from app.core.case import Key, Kind
from app.core.reading import Reading
from app.core.request import KeyRequest, KeySpec


@dataclass(frozen=True, slots=True)
class Understand:
    """Record what the ticket's words are understood to say: the ticket is ours from here on."""

    service: str
    source: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class LayReview:
    """Give the request the next number, before it is laid before the reviewers under it."""

    n: int
    source: str
    request: KeyRequest


@dataclass(frozen=True, slots=True)
class Say:
    """Write one comment. What it says follows from its kind, the view, and what is named here."""

    kind: Kind
    about: str = ""
    key: Key | None = None
    answer: Approved | Denied | Refused | Unknown | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Record what an act was found to be."""

    answer: Refused | Unknown | Denied


@dataclass(frozen=True, slots=True)
class Begin:
    """Record the approval and a row for each key that it grants."""

    approved: Approved
    keys: tuple[KeySpec, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Take a key of exactly these grants from the stock; where there is none, it becomes an order."""

    approved: Approved
    key: Key


@dataclass(frozen=True, slots=True)
class TakeDeposit:
    """See whether the ordered key has been handed in, or another one after the one that is not right."""

    approved: Approved
    key: Key


@dataclass(frozen=True, slots=True)
class Check:
    """Try the key at its service, and put it into the issued vault if it can do what was approved and nothing more."""

    approved: Approved
    key: Key


@dataclass(frozen=True, slots=True)
class Share:
    """Make the share link and publish it."""

    approved: Approved
    key: Key


@dataclass(frozen=True, slots=True)
class Resume:
    """A share call was begun: publish its link if it can be found again, else note that it was lost."""

    key: Key


@dataclass(frozen=True, slots=True)
class Recover:
    """Its link is published, and our rows are older than that: find its issued item again."""

    key: Key


@dataclass(frozen=True, slots=True)
class PutAway:
    """The link is published: archive where the value lay before, and call the key delivered."""

    key: Key


@dataclass(frozen=True, slots=True)
class Release:
    """Give back what was taken for a key that is not to be issued now, and whose value nobody was sent."""

    key: Key


@dataclass(frozen=True, slots=True)
class SetAside:
    """Take the stock item that is not right out of the stock, so that another one is looked for."""

    key: Key


@dataclass(frozen=True, slots=True)
class SetLabels:
    """Labels to add and to take off, in one request."""

    add: frozenset[str]
    remove: frozenset[str]


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Bring the ticket to the status with this id, by whichever transition leads there."""

    status: str


Step: TypeAlias = (
    Understand
    | LayReview
    | Say
    | Judge
    | Begin
    | Claim
    | TakeDeposit
    | Check
    | Share
    | Resume
    | Recover
    | PutAway
    | Release
    | SetAside
    | SetLabels
    | SetStatus
)

#: Steps that touch nothing but our own rows: they are taken in every mode.
INWARD: tuple[type, ...] = (Understand, LayReview)

#: Steps that may come between the reading of an approval and what is done on it: they take no time to speak of, or look
#: for the value that is then checked.
AT_ONCE: tuple[type, ...] = (*INWARD, Judge, Begin, Claim, TakeDeposit)

#: Grants as the steps carry them: area to level.
Grants: TypeAlias = Mapping[str, str]
