"""From a share call to a delivered ticket."""

from app.core.case import Kind, Source
from app.core.view import View
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
    reviewed,
    said,
    shown_review,
    unlabelled,
    with_key,
)
from tests.core.moments import Example, delivered, shared, showing


def done() -> View:
    """All that there is to do is done."""
    return showing(said(delivered(begun(approved())), Kind.RENAME, "production"), "alma-key-issued")


EXAMPLES: tuple[Example, ...] = (
    (
        "whoever began a share call is given time to end it",
        lambda: shared(begun(approved())),
        "rest, again in 5 min",
    ),
    ("a share call that was broken off is resumed", lambda: later(shared(begun(approved())), 5), "resume production"),
    (
        "a share call that was broken off is resumed on a closed ticket",
        lambda: changed(later(shared(begun(approved())), 5), closed=True),
        "resume production",
    ),
    (
        "a share call that was broken off is resumed after the approval ended",
        lambda: unlabelled(later(shared(begun(approved())), 5)),
        "resume production",
    ),
    (
        "a delivery comment in doubt is given a minute",
        lambda: said(later(shared(begun(approved())), 5), Kind.DELIVERY, "production", posted=False),
        "rest, again in 1 min",
    ),
    (
        "and then is resumed",
        lambda: later(shared(begun(approved()), posted=False), 5),
        "resume production",
    ),
    (
        "once the link is published its source is put away",
        lambda: shared(begun(approved()), posted=True),
        "putaway production",
    ),
    (
        "a delivery that the rows do not know of is recovered",
        lambda: said(begun(approved()), Kind.DELIVERY, "production"),
        "recover production",
    ),
    (
        "one that nothing at all is known of is told to the staff",
        lambda: said(reviewed(), Kind.DELIVERY, "production"),
        "say stuck restored:production",
    ),
    (
        "and then nothing more is done there",
        lambda: said(said(reviewed(), Kind.DELIVERY, "production"), Kind.STUCK, "restored:production"),
        "label +alma-key-stuck",
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
        lambda: commented(done(), "more!"),
        "rest issued",
    ),
    (
        "a label on a delivered ticket issues nothing",
        lambda: labelled(
            done(),
            "alma-key-approved-2",
        ),
        "rest issued",
    ),
    (
        "a denial of a delivered ticket does nothing",
        lambda: labelled(done(), "alma-key-denied"),
        "rest issued",
    ),
    (
        "a delivered ticket that is closed stays as it is",
        lambda: changed(done(), closed=True),
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
            "sandbox",
        ),
        "label +alma-key-issued",
    ),
)
