"""What Keydesk knows and has done about one ticket: the frozen image of its rows.

States are derived, never assigned: whatever a list or a label shows follows from what was recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.core.findings import Findings
from app.core.reading import Reading
from app.core.request import KeyRequest, Recipient


class Kind(StrEnum):
    """Our comments, by what they are for. What `about` holds for each is told in `Said`."""

    QUESTION = "question"
    HANDOVER = "handover"
    HANDOVER_NOTE = "handover-note"
    REVIEW = "review"
    REVIEW_NOTE = "review-note"
    REFUSAL = "refusal"
    HELD = "held"
    DENIED = "denied"
    ORDER = "order"
    MEND = "mend"
    SET_ASIDE = "set-aside"
    RENAME = "rename"
    DELIVERY = "delivery"
    OTHER_MATTER = "other-matter"
    NO_RECIPIENT = "no-recipient"
    NEAR_MISS = "near-miss"
    LIMIT = "limit"
    STUCK = "stuck"


class Verdict(StrEnum):
    """HELD: it could not be learnt whether the act counts; it may become any of the others."""

    HELD = "held"
    APPROVED = "approved"
    DENIED = "denied"
    REFUSED = "refused"


class Source(StrEnum):
    """Where a key's value lies before it is given out: among those made beforehand, handed in for its order, or in the
    issued vault already, put there by a Keydesk whose database has since been replaced by an older copy."""

    STOCK = "stock"
    DEPOSIT = "deposit"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What one wording of the ticket (`source`, a hash of its words) was understood to say.

    `n` and `request` are set once it was laid before the reviewers as review `n`; `asked` is the number of the question
    that was asked on it.
    """

    id: int
    source: str
    reading: Reading
    n: int | None = None
    request: KeyRequest | None = None
    digest: str | None = None
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of ours. Without `posted_at` it is in doubt whether it was written.

    `about` is the question's number, the review's number, the act's changelog id, the label, the key's slot, or empty.
    """

    kind: Kind
    about: str
    attempted_at: datetime
    comment_id: str | None = None
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """An act that was judged: `change_id` is its changelog id, or `creation:<label>` where there is no entry.

    `at` is when the act was first seen, by our clock.
    """

    change_id: str
    label: str
    actor: str | None
    request_n: int | None
    verdict: Verdict
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """A key, wanted or issued.

    `order_code` is set when it has to be made by hand; `source` and `source_item` where its value lies before it is
    given out, `source_title` what a stock item is called; `operation` marks the issued item; `item` is the issued item,
    `item_attempted_at` set while it is in doubt whether one was made. `shares` counts the share calls of its life;
    `shared_at` is set before such a call and emptied when its link proved lost; `shared_until` is when that link ends,
    `link_trace` by what it is known again once it was made. `delivered_at`: link published, source item put away.
    """

    id: int
    environment: str
    serial: int
    grants: Mapping[str, str]
    recipient: Recipient
    review: int
    operation: str
    name: str
    order_code: str | None = None
    source: Source | None = None
    source_item: str | None = None
    source_title: str | None = None
    item: str | None = None
    item_attempted_at: datetime | None = None
    last4: str | None = None
    fingerprint: str | None = None
    verified_at: datetime | None = None
    checks: int = 0
    findings: Findings | None = None
    shares: int = 0
    shared_at: datetime | None = None
    shared_until: datetime | None = None
    link_trace: str | None = None
    delivered_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def wrong(self) -> bool:
        """Its value is known not to be right, and nobody was given it: another one may take its place."""
        unused = self.item is None and self.shares == 0 and self.delivered_at is None
        return unused and self.findings is not None and self.findings.wrong

    @property
    def open_order(self) -> bool:
        """It is ordered, and waits for a value to be handed in: for the first, or for a right one."""
        wanted = self.source_item is None or (self.source is Source.DEPOSIT and self.wrong)
        return wanted and self.order_code is not None and self.delivered_at is None

    @property
    def slot(self) -> str:
        """Which of its ticket's keys it is, in every database the same: `production`, `production-1`."""
        return f"{self.environment}-{self.serial}" if self.serial else self.environment


class State(StrEnum):
    """How far a ticket has come, for lists and labels; the value is the label's ending."""

    SILENT = ""
    INCOMPLETE = "incomplete"
    REVIEW = "review"
    ORDER = "order"
    HELP = "help"
    ISSUED = "issued"
    STUCK = "stuck"


class Turn(StrEnum):
    """Who has to do something next: what a help desk shows by a ticket's status."""

    REQUESTER = "requester"
    LSIS = "lsis"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Case:
    """All rows of a ticket; `known` tells whether it ever was ours, `left_at` since when its queue holds it no more."""

    known: bool = False
    service: str | None = None
    left_at: datetime | None = None
    understandings: tuple[Understanding, ...] = ()
    said: tuple[Said, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    keys: tuple[Key, ...] = ()

    def understanding(self, source: str) -> Understanding | None:
        """What this wording was first understood to say."""
        return next((each for each in self.understandings if each.source == source), None)

    def reviews(self) -> tuple[Understanding, ...]:
        """Every review laid before the reviewers, by number."""
        laid = [each for each in self.understandings if each.n is not None]
        return tuple(sorted(laid, key=lambda each: each.n or 0))

    def newest_review(self) -> Understanding | None:
        laid = self.reviews()
        return laid[-1] if laid else None

    def review_numbers(self) -> frozenset[int]:
        """Every number under which a request was laid before the reviewers, or stands on the ticket."""
        shown = {int(each.about) for each in self.said if each.kind in (Kind.REVIEW, Kind.REVIEW_NOTE)}
        return frozenset(shown | {each.n for each in self.reviews() if each.n is not None})

    def comment(self, kind: Kind, about: str = "") -> Said | None:
        return next((each for each in self.said if (each.kind, each.about) == (kind, about)), None)

    def has_said(self, kind: Kind, about: str = "") -> bool:
        """Whether the comment is known to stand on the ticket."""
        comment = self.comment(kind, about)
        return comment is not None and comment.posted_at is not None

    def ruling(self, change_id: str) -> Ruling | None:
        return next((each for each in self.rulings if each.change_id == change_id), None)

    def key(self, environment: str) -> Key | None:
        """The newest key for an environment."""
        serials = [each for each in self.keys if each.environment == environment]
        return max(serials, key=lambda each: each.serial, default=None)
