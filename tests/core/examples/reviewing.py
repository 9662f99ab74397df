"""What is laid before the reviewers."""

from dataclasses import replace

from app.core.case import Kind
from app.core.reading import Reply
from tests.core.build import (
    NARROW,
    WIDE,
    answered,
    asking,
    edited,
    laid,
    replied,
    reviewed,
    said,
    shown_review,
)
from tests.core.moments import Example, showing

EXAMPLES: tuple[Example, ...] = (
    ("a complete request gets a number", lambda: asking(), "lay review 1"),
    ("then the requester sees it", lambda: laid(asking()), "say review 1"),
    ("then the reviewers", lambda: said(laid(asking()), Kind.REVIEW, "1"), "say review-note 1"),
    (
        "while the public comment is in doubt the internal one waits",
        lambda: said(laid(asking()), Kind.REVIEW, "1", posted=False),
        "rest, again in 1 min",
    ),
    ("then it waits", lambda: reviewed(), "label +alma-key-review"),
    ("a request that changed gets the next number", lambda: edited(reviewed(), "more", WIDE), "lay review 2"),
    (
        "a request that changed back gets a number of its own",
        lambda: edited(shown_review(edited(reviewed(WIDE), "less", NARROW)), "for spine labels", WIDE),
        "lay review 3",
    ),
    (
        "thanks change nothing",
        lambda: answered(reviewed(), "thanks!", replied(NARROW, Reply.THANKS)),
        "label +alma-key-review",
    ),
    (
        "a new purpose is a new request",
        lambda: edited(reviewed(), "x", replace(NARROW, purpose="kiosk")),
        "lay review 2",
    ),
    (
        "labels of ours that somebody set are put right",
        lambda: showing(reviewed(), "alma-key-issued", "alma-key-help", "other"),
        "label +alma-key-review -alma-key-help -alma-key-issued",
    ),
    ("once they are right there is nothing to do", lambda: showing(reviewed(), "alma-key-review"), "rest review"),
)
