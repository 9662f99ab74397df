"""What is told of an approved key that is long in coming."""

from dataclasses import replace
from datetime import timedelta

from app.core.case import Kind
from app.core.view import Mode, View
from tests.core.build import BOTH, approved, begun, checked, later, obtained, ruled_by, said, unlabelled, with_key
from tests.core.moments import NOT_KNOWN, Example, delivered, missing_from_deposits, ordered, showing, talked

DAY = 24 * 60
CLAIM, REVIEW = "claim production", "label +alma-key-review -alma-key-order"


def unanswered(minutes: float) -> View:
    """A key about which its service has not been able to tell all for so long."""
    since = checked(obtained(begun(approved())), NOT_KNOWN, checks=5).now
    now = later(showing(begun(approved()), "alma-key-order"), minutes)
    return with_key(checked(obtained(now), NOT_KNOWN, checks=9), "production", unanswered_since=since)


def failing(view: View, minutes: float) -> View:
    """Every look has failed for so long."""
    now = later(view, minutes)
    return replace(now, failing_since=now.now - timedelta(minutes=minutes))


def waits(minutes: float, view: View | None = None) -> View:
    """A key that was ordered so long ago, and has not been handed in."""
    return missing_from_deposits(later(showing(ordered(view or begun(approved())), "alma-key-order"), minutes))


EXAMPLES: tuple[Example, ...] = (
    (
        "for an hour nothing is said of a key about which no answer comes",
        lambda: unanswered(59),
        "rest order, again in 15 min",
    ),
    ("after an hour the staff are told that the key waits", lambda: unanswered(60), "say held key:production.1"),
    (
        "once, and it is tried on without end",
        lambda: said(unanswered(9999), Kind.HELD, "key:production.1"),
        "rest order, again in 14 min",
    ),
    (
        "also where the ticket has had its comments for the day",
        lambda: said(talked(unanswered(60), 6, ago=0), Kind.LIMIT, "2026-11-25"),
        "rest order, again in 8 min",
    ),
    (
        "without an approval nobody waits for an answer",
        lambda: unlabelled(unanswered(90)),
        "release production",
    ),
    (
        "while issuing is paused nobody waits for an answer",
        lambda: showing(ruled_by(unanswered(90), paused=True), "alma-key-order"),
        "label +alma-key-review -alma-key-order",
    ),
    (
        "in a mode that issues nothing nobody waits for an answer",
        lambda: ruled_by(unanswered(90), mode=Mode.ASK),
        "label +alma-key-review -alma-key-order",
    ),
    ("looks that have failed for less than an hour are only tried on", lambda: failing(begun(approved()), 59), CLAIM),
    (
        "after an hour of failing looks the staff are told which key waits",
        lambda: failing(begun(approved()), 60),
        "say held key:production.1",
    ),
    (
        "of two keys the one at which they fail",
        lambda: failing(delivered(begun(approved(BOTH))), 60),
        "say held key:sandbox.1",
    ),
    (
        "that told, it is tried on",
        lambda: said(failing(begun(approved()), 60), Kind.HELD, "key:production.1"),
        CLAIM,
    ),
    (
        "an approval does not wait for longer than it is there",
        lambda: replace(begun(approved()), failing_since=later(approved(), -600).now),
        CLAIM,
    ),
    ("for a day a requester waits for an ordered key", lambda: waits(DAY - 60), "rest order, again in 60 min"),
    ("after a day he is told that it is being made", lambda: waits(DAY), "say made-by-hand"),
    (
        "unless it was handed in meanwhile",
        lambda: replace(waits(DAY), not_handed_in=frozenset()),
        "takedeposit production",
    ),
    ("he is told once that it is being made", lambda: said(waits(DAY), Kind.MADE_BY_HAND), "rest order"),
    (
        "where the ticket has had its comments for the day he is told later",
        lambda: said(talked(waits(DAY), 6, ago=0), Kind.LIMIT, "2026-11-26"),
        "rest order, again in 60 min",
    ),
    ("of a key that was declined he is not told so", lambda: unlabelled(waits(DAY)), REVIEW),
)
