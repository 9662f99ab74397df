"""Whose turn it is, as the status shows it."""

from dataclasses import replace

from app.core.case import Kind, Source, State, Turn
from app.core.reading import Reply
from app.core.ticket import AccountKind, Person
from app.core.view import View
from tests.core.build import (
    AGATHA,
    BOT,
    DANA,
    NO_ENVIRONMENT,
    RULE,
    answered,
    approved,
    asked,
    asking,
    begun,
    changed,
    commented,
    history,
    person,
    replied,
    reviewed,
    ruled_by,
    said,
    with_key,
)
from tests.core.moments import Example, delivered, missing_from_deposits, ordered, showing

SUPPORT, CUSTOMER, DONE, ELSEWHERE = "10001", "10002", "10004", "10003"
STATUSES = {Turn.REQUESTER: CUSTOMER, Turn.LSIS: SUPPORT, Turn.DONE: DONE}
GUEST = person("guest", kind=AccountKind.CUSTOMER)


def settled(view: View, state: State, status: str = ELSEWHERE, **statuses: str) -> View:
    """The label of its state is there already, and the library has settled which status says whose turn it is."""
    view = showing(changed(view, status=status), f"alma-key-{state.value}")
    return ruled_by(view, statuses=STATUSES if not statuses else {Turn(name): id for name, id in statuses.items()})


def moved(view: View, to: str, by: Person | None = RULE) -> View:
    """Somebody changes the status."""
    return changed(history(view, "status", view.seen.status, to, by), status=to)


def question() -> View:
    return settled(asked(asking(NO_ENVIRONMENT)), State.INCOMPLETE)


def review() -> View:
    return settled(reviewed(), State.REVIEW)


def order() -> View:
    return settled(missing_from_deposits(ordered(begun(approved()))), State.ORDER)


def done() -> View:
    view = with_key(delivered(begun(approved())), "production", source=Source.DEPOSIT)
    return settled(said(view, Kind.DELIVERY, "production"), State.ISSUED)


def just_said(view: View) -> View:
    """Our newest comment was made in this very look, after the ticket was read."""
    return changed(view, comments=view.seen.comments[:-1])


def late(view: View) -> View:
    return replace(view, now=view.now.replace(hour=view.now.hour + 2))


EXAMPLES: tuple[Example, ...] = (
    ("after a question it is the requester's turn", question, f"status {CUSTOMER}"),
    ("after a review it is the staff's", review, f"status {SUPPORT}"),
    ("after an order it is the staff's", order, f"status {SUPPORT}"),
    ("after the last delivery the ticket is done", done, f"status {DONE}"),
    ("a status is set in the very look that wrote the comment", lambda: just_said(review()), f"status {SUPPORT}"),
    ("labels come first", lambda: changed(review(), labels=frozenset()), "label +alma-key-review"),
    ("a status that is right is left alone", lambda: changed(review(), status=SUPPORT), "rest review"),
    (
        "a turn for which no status is settled leaves the status alone",
        lambda: settled(reviewed(), State.REVIEW, requester=CUSTOMER),
        "rest review",
    ),
    ("what a rule makes of our comment is put right", lambda: moved(review(), CUSTOMER), f"status {SUPPORT}"),
    ("what a colleague makes of a ticket stays", lambda: moved(review(), ELSEWHERE, AGATHA), "rest review"),
    ("what nobody knows who made of it stays", lambda: moved(review(), ELSEWHERE, None), "rest review"),
    (
        "a rule that insists has its way",
        lambda: moved(moved(moved(moved(review(), SUPPORT, BOT), CUSTOMER), SUPPORT, BOT), CUSTOMER),
        "rest review",
    ),
    (
        "once is not insisting",
        lambda: moved(moved(review(), SUPPORT, BOT), CUSTOMER),
        f"status {SUPPORT}",
    ),
    (
        "when a colleague has answered, whose turn it is is theirs to say",
        lambda: commented(review(), "which printers?", AGATHA),
        "rest review",
    ),
    (
        "what colleagues say among themselves changes nothing",
        lambda: commented(review(), "hm", AGATHA, public=False),
        f"status {SUPPORT}",
    ),
    (
        "a requester who only says that more will come still has the turn",
        lambda: settled(
            answered(asked(asking(NO_ENVIRONMENT)), "tomorrow!", replied(NO_ENVIRONMENT, Reply.PROMISE)),
            State.INCOMPLETE,
        ),
        f"status {CUSTOMER}",
    ),
    ("others on the portal change nothing", lambda: commented(review(), "me too", GUEST), f"status {SUPPORT}"),
    (
        "whoever speaks on a ticket that is done speaks to the staff",
        lambda: commented(done(), "the link has expired", DANA),
        "rest issued",
    ),
    ("a closed ticket stays closed", lambda: changed(done(), closed=True), "rest issued"),
    (
        "a status to which no way leads is given up for this look",
        lambda: replace(review(), unreachable=frozenset({SUPPORT})),
        "rest review",
    ),
    (
        "where the history cannot be had whole, nothing is known of what people did",
        lambda: changed(review(), changes=None),
        "rest review",
    ),
    ("a comment of ours that was deleted starts nothing", lambda: late(just_said(review())), "rest review"),
)
