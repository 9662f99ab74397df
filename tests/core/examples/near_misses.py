"""What was meant as an approval and is none."""

from app.core.case import Kind
from app.core.reading import Reply
from app.core.view import Mode, View
from tests.core.build import (
    AGATHA,
    BOT,
    DANA,
    NARROW,
    NO_ENVIRONMENT,
    REX,
    RULE,
    RUTH,
    WIDE,
    asked_about,
    asking,
    commented,
    edited,
    later,
    replied,
    reviewed,
    ruled_by,
    said,
    shown_review,
    understood,
)
from tests.core.moments import Example, outage, showing


def worded(view: View, text: str = "approved", by: object = RUTH, **facts: object) -> View:
    """Somebody writes this, and the reviewers' group is asked about whoever has to be asked about."""
    return asked_about(commented(view, text, by, **facts))  # type: ignore[arg-type]


WAITS = "label +alma-key-review"

EXAMPLES: tuple[Example, ...] = (
    (
        "a misspelt approval label is pointed out",
        lambda: showing(reviewed(), "alma-key-aproved"),
        "say near-miss alma-key-aproved",
    ),
    (
        "capitals are a slip as well",
        lambda: showing(reviewed(), "Alma-Key-Approved"),
        "say near-miss Alma-Key-Approved",
    ),
    (
        "the number is not what was misspelt",
        lambda: showing(reviewed(), "alma-key-approve-12"),
        "say near-miss alma-key-approve-12",
    ),
    (
        "a number written with a nought is",
        lambda: showing(reviewed(), "alma-key-approved-02"),
        "say near-miss alma-key-approved-02",
    ),
    (
        "it is pointed out once",
        lambda: said(showing(reviewed(), "alma-key-aproved"), Kind.NEAR_MISS, "alma-key-aproved"),
        WAITS,
    ),
    (
        "each misspelt label is pointed out",
        lambda: said(showing(reviewed(), "alma-key-aproved", "alma-key-approvd"), Kind.NEAR_MISS, "alma-key-approvd"),
        "say near-miss alma-key-aproved",
    ),
    ("another label is none of them", lambda: showing(reviewed(), "alma-key-improvised", "approved"), WAITS),
    (
        "before there is a review nothing is pointed out",
        lambda: showing(asking(NO_ENVIRONMENT), "alma-key-aproved"),
        "say question 1",
    ),
    (
        "beside a label that approves nothing is pointed out",
        lambda: showing(reviewed(), "alma-key-aproved", "alma-key-approved"),
        "judge unknown NO_ENTRY",
    ),
    (
        "while only asking nothing is pointed out",
        lambda: ruled_by(showing(reviewed(), "alma-key-aproved"), mode=Mode.ASK),
        WAITS,
    ),
    ("a reviewer who writes approved is told to set the label", lambda: worded(reviewed()), "say near-miss words"),
    (
        "so is one who writes it among colleagues",
        lambda: worded(reviewed(), "I approve, thanks.", REX, public=False),
        "say near-miss words",
    ),
    ("they are told so once", lambda: said(worded(reviewed()), Kind.NEAR_MISS, "words"), WAITS),
    ("whoever writes more than that is not told", lambda: worded(reviewed(), "approved by whom?"), WAITS),
    ("somebody else's word is nobody's approval", lambda: worded(reviewed(), by=AGATHA), WAITS),
    (
        "nor is the requester's",
        lambda: understood(worded(reviewed(reporter=RUTH), by=RUTH), replied(NARROW, Reply.THANKS)),
        WAITS,
    ),
    ("nor a rule's, nor ours", lambda: worded(worded(reviewed(), by=RULE), by=BOT), WAITS),
    ("nor words that somebody else edited", lambda: worded(reviewed(), editor=DANA), WAITS),
    ("while the group cannot be asked nobody is told", lambda: outage(worded(reviewed())), WAITS),
    (
        "a word from before the review is not about it",
        lambda: shown_review(edited(later(worded(reviewed()), 1), "more", WIDE)),
        WAITS,
    ),
)
