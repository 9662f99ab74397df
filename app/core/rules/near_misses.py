"""What was meant as an approval and is none: said once to the staff, and never acted upon."""

import re

from rapidfuzz.distance import OSA

from app.core.acts import approving_labels, approving_words
from app.core.case import Kind
from app.core.decision import Decision
from app.core.rules.speaking import speak
from app.core.ticket import Person
from app.core.view import Mode, View

#: What a note is about that is about no label.
WORDS = "words"

#: So many letters too many, too few, wrong or swapped, and it is still clear what was meant.
_SLIPS = 2
_NUMBER = re.compile(r"-[0-9]+$")


def near_miss(view: View) -> Decision | None:
    """While no label approves, a misspelt one or a reviewer's bare "approved" is pointed out to the staff, once."""
    if view.policy.mode is not Mode.FULL or approving_labels(view.seen, view.prefix):
        return None
    for label in misspelt(view):
        told = speak(view, Kind.NEAR_MISS, "the label is not quite the one that approves", about=label)
        if told is not None:
            return told
    return speak(view, Kind.NEAR_MISS, "a comment approves nothing", about=WORDS) if in_words(view) else None


def misspelt(view: View) -> list[str]:
    """Labels that are nearly those which approve."""
    meant = f"{view.prefix}-approved"
    return sorted(each for each in view.seen.labels if OSA.distance(_NUMBER.sub("", each.lower()), meant) <= _SLIPS)


def in_words(view: View) -> Person | None:
    """The reviewer who said "approved" and nothing else since the newest review was shown."""
    newest = view.case.newest_review()
    shown = view.case.comment(Kind.REVIEW_NOTE, str(newest.n)) if newest is not None else None
    since = [each.created for each in view.seen.comments if shown is not None and each.id == shown.comment_id]
    said = [each for each in approving_words(view.seen) if since and each.created > since[0]]
    authors = [each.author for each in said if each.author is not None and view.reviewers.get(each.author.id)]
    return authors[-1] if authors else None
