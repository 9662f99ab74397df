"""How many keys may be begun in a while, and how many requests one reporter may have under way."""

from dataclasses import replace
from datetime import timedelta

from app.core.case import Kind
from app.core.view import Begun, Mode, Others, View
from tests.core.build import (
    BOTH,
    NO_ENVIRONMENT,
    RUTH,
    approved,
    asked,
    asking,
    begun,
    labelled,
    later,
    ruled_by,
    said,
)
from tests.core.moments import Example, ordered, showing


def after(view: View, count: int, by: str = RUTH.id, ago: float = 30) -> View:
    """So many keys were begun on somebody's approvals, one a second, beginning so many minutes ago."""
    first = view.now - timedelta(minutes=ago)
    more = tuple(Begun(by, first + timedelta(seconds=number)) for number in range(count))
    return replace(view, begun=(*view.begun, *more))


def told(view: View) -> View:
    """The staff know, and the label of the state is there."""
    return showing(said(view, Kind.HELD, "limit:900:alma-key-approved"), "alma-key-review")


def among(view: View, open: int, waiting: int = 0) -> View:
    """The reporter's other tickets."""
    return replace(view, others=Others(open, waiting))


EXAMPLES: tuple[Example, ...] = (
    (
        "the tenth key of an hour on one reviewer's approvals is begun",
        lambda: after(approved(), 9),
        "begin 1 production",
    ),
    (
        "the eleventh is held, and the staff are told",
        lambda: after(approved(), 10),
        "say held limit:900:alma-key-approved",
    ),
    ("they are told once", lambda: after(told(approved()), 10), "rest review, again in 30 min"),
    (
        "of two keys neither is begun where there is room for one",
        lambda: after(told(approved(BOTH)), 9),
        "rest review, again in 30 min",
    ),
    (
        "it goes on when the hour is over",
        lambda: later(after(told(approved()), 10), 30),
        "begin 1 production",
    ),
    ("another reviewer's keys are not counted", lambda: after(approved(), 10, by="rex"), "begin 1 production"),
    (
        "the fiftieth key of a day is begun",
        lambda: after(approved(), 49, by="rex", ago=1430),
        "begin 1 production",
    ),
    (
        "the next is held, whoever approves it",
        lambda: after(told(approved()), 50, by="rex", ago=1430),
        "rest review, again in 10 min",
    ),
    (
        "of two limits the later end counts",
        lambda: after(after(told(approved()), 45, by="rex", ago=1430), 10, ago=59),
        "rest review, again in 10.0833 min",
    ),
    ("what was begun goes on, however many there are", lambda: after(begun(approved()), 60), "claim production"),
    (
        "an order waits as before, however many there are",
        lambda: after(ordered(begun(approved())), 60),
        "takedeposit production",
    ),
    (
        "a denial ends a held approval",
        lambda: labelled(after(told(approved()), 10), "alma-key-denied"),
        "judge denied",
    ),
    (
        "while paused nothing is said of limits",
        lambda: ruled_by(after(approved(), 10), paused=True),
        "label +alma-key-review",
    ),
    (
        "while only asking nothing is said of limits",
        lambda: ruled_by(after(approved(), 10), mode=Mode.ASK),
        "label +alma-key-review",
    ),
    ("a reporter's fifth request is asked about", lambda: among(asking(NO_ENVIRONMENT), 4), "say question 1"),
    ("the sixth waits without a word", lambda: among(asking(NO_ENVIRONMENT), 5), "rest, again in 60 min"),
    ("so it does where it is complete", lambda: among(asking(), 5), "rest, again in 60 min"),
    (
        "of very many each is looked at more seldom",
        lambda: among(asking(), 5, waiting=10_000),
        "rest, again in 10000 min",
    ),
    (
        "a reviewer can have it done all the same",
        lambda: labelled(among(asking(NO_ENVIRONMENT), 5), "keydesk-on"),
        "say question 1",
    ),
    (
        "what was begun goes on, however many others there are",
        lambda: among(asked(asking(NO_ENVIRONMENT)), 9),
        "label +alma-key-incomplete",
    ),
)
