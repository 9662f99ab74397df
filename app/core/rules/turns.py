"""Whose turn it is, as the ticket's status shows it, where the library has settled which status says so.

A status is set after a comment of ours and belongs to people again as soon as one of them has acted: nobody who moves
a ticket by hand, or answers it, finds his work undone. What the help desk's own rules make of our comment is put right.
"""

from collections.abc import Mapping
from datetime import timedelta

from app.core.case import State, Turn
from app.core.steps import SetStatus
from app.core.ticket import AccountKind, Comment, Person
from app.core.view import View, requesters

TURNS: Mapping[State, Turn] = {
    State.INCOMPLETE: Turn.REQUESTER,
    State.REVIEW: Turn.LSIS,
    State.ORDER: Turn.LSIS,
    State.HELP: Turn.LSIS,
    State.STUCK: Turn.LSIS,
    State.ISSUED: Turn.DONE,
}

#: A rule of the help desk that undoes our status is put right once, and then it has its way.
MOST_CHANGES = 2

#: A comment that the ticket does not show was made after it was read, or, if it is older than this, was deleted.
JUST_SAID = timedelta(minutes=2)


def set_status(view: View, state: State) -> SetStatus | None:
    """The status for whoever's turn it is; None where it is right, not settled, out of reach, or people's affair."""
    turn = TURNS.get(state)
    wanted = view.policy.statuses.get(turn) if turn is not None else None
    if wanted is None or view.seen.closed or wanted in view.unreachable | {view.seen.status}:
        return None
    return None if _left_to_people(view, state) else SetStatus(wanted)


def _left_to_people(view: View, state: State) -> bool:
    """Whether since our newest comment somebody acted, or we have set the status as often as we may."""
    posted = [each for each in view.case.said if each.posted_at is not None]
    newest = max(posted, key=lambda each: each.posted_at or view.now, default=None)
    if newest is None or newest.posted_at is None or view.seen.changes is None:
        return True
    ours = next((each for each in view.seen.comments if each.id == newest.comment_id), None)
    if ours is None:
        return view.now - newest.posted_at > JUST_SAID
    changes = [each for each in view.seen.changes if each.field == "status" and each.at > ours.created]
    by_us = [each for each in changes if _is_ours(view, each.actor)]
    later = [each for each in view.seen.comments if each.created > ours.created]
    return (
        len(by_us) >= MOST_CHANGES
        or any(_by_a_person(view, each.actor) for each in changes)
        or any(_takes_turn(view, each, state) for each in later)
    )


def _takes_turn(view: View, comment: Comment, state: State) -> bool:
    """A colleague who answers in public; on a ticket that is done anybody, for then it is for the staff to see to."""
    if not comment.public or not _by_a_person(view, comment.author):
        return False
    asks = comment.author is not None and comment.author.id in requesters(view.seen)
    on_the_portal = comment.author is not None and comment.author.kind is AccountKind.CUSTOMER
    return state is State.ISSUED or not (asks or on_the_portal)


def _by_a_person(view: View, actor: Person | None) -> bool:
    """Not by us; whoever is not known to be a program counts as a person."""
    return not _is_ours(view, actor) and (actor is None or actor.kind is not AccountKind.APP)


def _is_ours(view: View, person: Person | None) -> bool:
    return person is not None and person.id == view.policy.bot
