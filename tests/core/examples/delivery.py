"""From a share call to a delivered ticket."""

from app.core.case import Kind, Source
from tests.core.build import (
    BOTH,
    approved,
    begun,
    changed,
    commented,
    edited,
    key,
    labelled,
    later,
    reading,
    said,
    shown_review,
    unlabelled,
    with_key,
)
from tests.core.moments import Example, delivered, shared, showing

EXAMPLES: tuple[Example, ...] = (
    ("a share call that was begun is resumed", lambda: shared(begun(approved())), "resume production"),
    (
        "a share call that was begun is resumed on a closed ticket",
        lambda: changed(shared(begun(approved())), closed=True),
        "resume production",
    ),
    (
        "a share call that was begun is resumed after the approval ended",
        lambda: unlabelled(shared(begun(approved()))),
        "resume production",
    ),
    (
        "a delivery comment in doubt is given a minute",
        lambda: shared(begun(approved()), posted=False),
        "rest, again in 1 min",
    ),
    (
        "and then is resumed",
        lambda: later(shared(begun(approved()), posted=False), 1),
        "resume production",
    ),
    (
        "once the link is published its source is put away",
        lambda: shared(begun(approved()), posted=True),
        "putaway production",
    ),
    ("a key from the stock gets its own name", lambda: delivered(begun(approved())), "say rename production"),
    (
        "a key made for the ticket has it already",
        lambda: with_key(delivered(begun(approved())), "production", source=Source.DEPOSIT),
        "label +alma-key-issued",
    ),
    (
        "then all is done",
        lambda: said(delivered(begun(approved())), Kind.RENAME, "production"),
        "label +alma-key-issued",
    ),
    (
        "words on a delivered ticket change nothing",
        lambda: commented(showing(said(delivered(begun(approved())), Kind.RENAME, "production"), "alma-key-issued"), "more!"),
        "rest issued",
    ),
    (
        "a label on a delivered ticket issues nothing",
        lambda: labelled(
            showing(said(delivered(begun(approved())), Kind.RENAME, "production"), "alma-key-issued"), "alma-key-approved-2"
        ),
        "rest issued",
    ),
    (
        "a denial of a delivered ticket does nothing",
        lambda: labelled(
            showing(said(delivered(begun(approved())), Kind.RENAME, "production"), "alma-key-issued"), "alma-key-denied"
        ),
        "rest issued",
    ),
    (
        "a delivered ticket that is closed stays as it is",
        lambda: changed(showing(said(delivered(begun(approved())), Kind.RENAME, "production"), "alma-key-issued"), closed=True),
        "rest issued",
    ),
    (
        "with one of two keys delivered the other goes on",
        lambda: delivered(begun(approved(BOTH)), "sandbox"),
        "claim production",
    ),
    (
        "with the other asked for no more all is done",
        lambda: said(
            shown_review(edited(delivered(begun(approved(BOTH)), "sandbox"), "sandbox only", reading(key("sandbox")))),
            Kind.RENAME,
            "2",
        ),
        "label +alma-key-issued",
    ),
)
