"""Modes, the pause, and the ceilings on comments."""

from app.core.case import Kind, Verdict
from app.core.view import Mode
from tests.core.build import (
    AGATHA,
    NO_ENVIRONMENT,
    approved,
    asked,
    asking,
    begun,
    checked,
    judged,
    labelled,
    laid,
    later,
    obtained,
    reviewed,
    ruled_by,
    said,
    unread,
    with_key,
)
from tests.core.moments import Example, outage, showing, talked

EXAMPLES: tuple[Example, ...] = (
    ("while only asking nothing is issued", lambda: ruled_by(approved(), mode=Mode.ASK), "label +alma-key-review"),
    ("while only asking it is asked", lambda: ruled_by(asking(NO_ENVIRONMENT), mode=Mode.ASK), "say question 1"),
    (
        "while only asking a label that does not count stays, and nothing is said of it",
        lambda: ruled_by(labelled(reviewed(), by=AGATHA), mode=Mode.ASK),
        "label +alma-key-review",
    ),
    (
        "while only asking nothing is said of an approval that cannot be judged",
        lambda: ruled_by(outage(approved()), mode=Mode.ASK),
        "label +alma-key-review",
    ),
    (
        "while only asking a denial is told all the same",
        lambda: ruled_by(labelled(reviewed(), "alma-key-denied"), mode=Mode.ASK),
        "judge denied",
    ),
    ("while observing nothing is issued", lambda: ruled_by(approved(), mode=Mode.OBSERVE), "label +alma-key-review"),
    ("while observing a ticket is understood", lambda: ruled_by(unread(), mode=Mode.OBSERVE), "understand"),
    ("while paused nothing is issued", lambda: ruled_by(approved(), paused=True), "label +alma-key-review"),
    (
        "while paused what was taken stays taken",
        lambda: showing(ruled_by(obtained(begun(approved())), paused=True), "alma-key-review"),
        "rest review",
    ),
    (
        "a pause between check and link stops the link",
        lambda: ruled_by(checked(obtained(begun(approved()))), paused=True),
        "label +alma-key-review",
    ),
    ("while paused it is asked all the same", lambda: ruled_by(asking(NO_ENVIRONMENT), paused=True), "say question 1"),
    (
        "the sixth comment of a day is the last",
        lambda: talked(asking(NO_ENVIRONMENT), 5),
        "say question 1",
    ),
    (
        "a seventh is not written",
        lambda: talked(asking(NO_ENVIRONMENT), 6),
        "label +alma-key-stuck",
    ),
    (
        "a review is two comments, and where one is left the staff are told instead",
        lambda: laid(talked(asking(), 5)),
        "say limit 2026-11-25",
    ),
    (
        "a review that was begun is ended, though it was the last",
        lambda: said(talked(laid(asking()), 4), Kind.REVIEW, "1"),
        "say review-note 1",
    ),
    (
        "until it is, nothing else takes its place",
        lambda: judged(
            labelled(said(talked(laid(asking()), 4), Kind.REVIEW, "1"), by=AGATHA),
            Verdict.REFUSED,
            "900:alma-key-approved",
            reason="NOT_REVIEWER",
        ),
        "label +alma-key-stuck",
    ),
    (
        "where one is left over, something else may be said",
        lambda: judged(
            labelled(said(talked(laid(asking()), 3), Kind.REVIEW, "1"), by=AGATHA),
            Verdict.REFUSED,
            "900:alma-key-approved",
            reason="NOT_REVIEWER",
        ),
        "say refusal 900:alma-key-approved",
    ),
    (
        "that told, it is silent until the next day",
        lambda: showing(said(laid(talked(asking(), 5)), Kind.LIMIT, "2026-11-25"), "alma-key-stuck"),
        "rest stuck, again in 1409 min",
    ),
    (
        "while that note is in doubt nothing is written",
        lambda: said(laid(talked(asking(), 5)), Kind.LIMIT, "2026-11-25", posted=False),
        "rest, again in 1 min",
    ),
    (
        "a note that was not written is written after a minute",
        lambda: later(said(laid(talked(asking(), 5)), Kind.LIMIT, "2026-11-25", posted=False), 1),
        "say limit 2026-11-25",
    ),
    (
        "the next day it goes on",
        lambda: talked(asking(NO_ENVIRONMENT), 6, ago=24 * 60),
        "say question 1",
    ),
    (
        "a comment in doubt is written again though the day's share is used up",
        lambda: later(asked(talked(asking(NO_ENVIRONMENT), 5), posted=False), 1),
        "say question 1",
    ),
    (
        "when a reviewer's label counts the ceiling starts anew",
        lambda: said(judged(talked(laid(asking()), 6), Verdict.DENIED, "old", ago=20), Kind.REVIEW, "1"),
        "say review-note 1",
    ),
    (
        "orders and deliveries are not counted",
        lambda: with_key(talked(begun(approved()), 6, ago=-1), "production", order_code="LIB-412-production"),
        "say order production.1",
    ),
    (
        "forty comments are enough for a life",
        lambda: talked(asking(NO_ENVIRONMENT), 40, ago=9999),
        "label +alma-key-stuck",
    ),
)
