"""Whose ticket it is, and what it asks."""

from dataclasses import replace

from app.core.acts import OFF, ON
from app.core.case import Kind
from app.core.reading import Asks
from tests.core.build import (
    AGATHA,
    BOTH,
    DANA,
    NO_ENVIRONMENT,
    REX,
    RUTH,
    answered,
    approved,
    asked,
    asking,
    at,
    begun,
    born_with,
    changed,
    commented,
    edited,
    key,
    labelled,
    later,
    obtained,
    other,
    reading,
    said,
    unread,
)
from tests.core.moments import Example, delivered, left, lost, nowhere, outage, showing, talked

ONE_OF_TWO = delivered(begun(approved(BOTH)), "sandbox")
MORE_FOR_SANDBOX = reading(key("production"), key("sandbox", bibs="read-write"))

EXAMPLES: tuple[Example, ...] = (
    ("a ticket that is gone and never was ours is left alone", lambda: replace(nowhere(asking()), ticket=None), "rest"),
    (
        "a ticket of ours that is gone is asked for again, because it may come back",
        lambda: replace(approved(), ticket=None),
        "rest, again in 5 min",
    ),
    (
        "and the longer nothing was done about it, the more rarely",
        lambda: replace(later(approved(), 57), ticket=None),
        "rest, again in 15 min",
    ),
    ("but once a day", lambda: replace(later(approved(), 99999), ticket=None), "rest, again in 1440 min"),
    (
        "what was taken for a ticket that is gone goes back first",
        lambda: replace(obtained(begun(approved())), ticket=None),
        "release production",
    ),
    (
        "a value that may be with somebody does not go back, whatever becomes of the ticket",
        lambda: replace(lost(begun(approved())), ticket=None),
        "rest, again in 5 min",
    ),
    ("a ticket that no queue of ours holds leaves no trace", lambda: later(nowhere(asking()), 2), "rest"),
    (
        "a fresh ticket that no queue holds yet is asked for again after half a minute",
        lambda: later(nowhere(asking()), -0.75),
        "rest, again in 0.25 min",
    ),
    (
        "and after two minutes, because the search lags behind its tickets",
        lambda: later(nowhere(asking()), -0.5),
        "rest, again in 1.5 min",
    ),
    (
        "a fresh ticket of another project leaves no trace at once",
        lambda: nowhere(asking(project_id="666")),
        "rest",
    ),
    ("a ticket of another project is not ours", lambda: unread(project_id="666"), "rest"),
    ("a ticket moved to another project is let go", lambda: changed(approved(), project_id="666"), "rest"),
    (
        "what was taken for a ticket that moved away goes back",
        lambda: changed(obtained(begun(approved())), project_id="666"),
        "release production",
    ),
    (
        "a delivered ticket in another project gets no label of ours",
        lambda: changed(delivered(begun(approved())), project_id="666"),
        "rest",
    ),
    ("keydesk-off, set by a reviewer, keeps quiet", lambda: labelled(asking(NO_ENVIRONMENT), OFF), "rest"),
    (
        "keydesk-off keeps quiet when its reviewer's account has been deactivated since",
        lambda: labelled(asking(NO_ENVIRONMENT), OFF, replace(RUTH, active=False)),
        "rest",
    ),
    ("keydesk-off wins over keydesk-on", lambda: labelled(labelled(asking(NO_ENVIRONMENT), ON), OFF), "rest"),
    (
        "keydesk-off, set by somebody else, is nothing",
        lambda: labelled(asking(NO_ENVIRONMENT), OFF, AGATHA),
        "say question 1",
    ),
    (
        "while it cannot be learnt who set keydesk-off, Keydesk keeps quiet",
        lambda: outage(labelled(asking(NO_ENVIRONMENT), OFF)),
        "rest, again in 1 min",
    ),
    (
        "keydesk-off without an entry keeps quiet while the history may lag",
        lambda: born_with(asking(NO_ENVIRONMENT), OFF),
        "rest, again in 1 min",
    ),
    (
        "keydesk-off that was on the ticket from the start is nothing",
        lambda: later(born_with(asking(NO_ENVIRONMENT), OFF), 10),
        "say question 1",
    ),
    (
        "keydesk-off gives back what was taken",
        lambda: labelled(obtained(begun(approved())), OFF),
        "release production",
    ),
    ("a ticket from before Keydesk's time is left alone", lambda: unread(created=at(-9999)), "rest"),
    ("keydesk-on brings an old ticket in", lambda: labelled(unread(created=at(-9999)), ON), "understand"),
    (
        "an old ticket with keydesk-on waits while the group cannot be asked",
        lambda: outage(labelled(unread(created=at(-9999)), ON)),
        "rest, again in 1 min",
    ),
    (
        "keydesk-on by the requester does not bring an old ticket in",
        lambda: labelled(unread(created=at(-9999)), ON, DANA),
        "rest",
    ),
    ("an old ticket that is known goes on", lambda: asking(NO_ENVIRONMENT, created=at(-9999)), "say question 1"),
    ("on a closed ticket nothing is asked", lambda: asking(NO_ENVIRONMENT, closed=True), "rest"),
    ("on a closed ticket nothing is issued", lambda: changed(begun(approved()), closed=True), "rest"),
    (
        "a closed ticket gives back what was taken",
        lambda: changed(obtained(begun(approved())), closed=True),
        "release production",
    ),
    ("on a ticket that left its queue nothing is asked", lambda: left(asking(NO_ENVIRONMENT)), "rest"),
    ("on a ticket that left its queue nothing is issued", lambda: left(begun(approved())), "rest"),
    ("a ticket that left its queue without a trace of ours", lambda: left(unread()), "rest"),
    ("new words are understood first", lambda: commented(asked(asking(NO_ENVIRONMENT)), "sandbox"), "understand"),
    ("a ticket that asks for no key is let be", lambda: asking(other(Asks.NONE)), "rest"),
    (
        "bot labels on a ticket that never was a request stay",
        lambda: showing(asking(other(Asks.NONE)), "alma-key-issued"),
        "rest",
    ),
    ("keydesk-on makes it a request", lambda: labelled(asking(other(Asks.NONE)), ON), "say question 1"),
    (
        "keydesk-on by an agent outside the group does not",
        lambda: labelled(asking(other(Asks.NONE)), ON, AGATHA),
        "rest",
    ),
    (
        "keydesk-on by the requester does not",
        lambda: labelled(asking(other(Asks.NONE), reporter=REX), ON, DANA),
        "rest",
    ),
    (
        "keydesk-on by a reviewer for himself does",
        lambda: labelled(asking(other(Asks.NONE), reporter=REX), ON, REX),
        "say question 1",
    ),
    (
        "while it cannot be learnt who set keydesk-on it is looked at again",
        lambda: outage(labelled(asking(other(Asks.NONE)), ON)),
        "rest, again in 1 min",
    ),
    (
        "a ticket cloned with keydesk-on is nothing once its history is whole",
        lambda: later(born_with(asking(other(Asks.NONE)), ON), 10),
        "rest",
    ),
    (
        "a ticket too long to be read gets one note",
        lambda: asking(replace(other(Asks.NONE), too_long=True)),
        "say other-matter too-long",
    ),
    (
        "the staff are told once that a ticket is too long",
        lambda: said(asking(replace(other(Asks.NONE), too_long=True)), Kind.OTHER_MATTER, "too-long"),
        "label +alma-key-help",
    ),
    ("other rights for a key get one note", lambda: asking(other(Asks.CHANGE)), "say other-matter change"),
    ("a lost key gets one note", lambda: asking(other(Asks.REPLACE)), "say other-matter replace"),
    ("a key that does not work gets one note", lambda: asking(other(Asks.TROUBLE)), "say other-matter trouble"),
    (
        "after the note the staff have it",
        lambda: said(asking(other(Asks.TROUBLE)), Kind.OTHER_MATTER, "trouble"),
        "label +alma-key-help",
    ),
    (
        "no note while a reviewer may have said that it is a request",
        lambda: outage(labelled(asking(other(Asks.CHANGE)), ON)),
        "rest, again in 1 min",
    ),
    (
        "a change of rights that a reviewer calls a request is asked about",
        lambda: labelled(asking(replace(NO_ENVIRONMENT, asks=Asks.CHANGE)), ON),
        "say question 1",
    ),
    (
        "other words about a key that is delivered get one note",
        lambda: edited(ONE_OF_TWO, "more", MORE_FOR_SANDBOX),
        "say other-matter delivered:sandbox",
    ),
    (
        "that noted, the other key goes on under the approval that it has",
        lambda: said(edited(ONE_OF_TWO, "more", MORE_FOR_SANDBOX), Kind.OTHER_MATTER, "delivered:sandbox"),
        "claim production",
    ),
    (
        "where the ticket has had its comments for a day, the other key goes on without the note",
        lambda: said(talked(edited(ONE_OF_TWO, "more", MORE_FOR_SANDBOX), 6, ago=0), Kind.LIMIT, "2026-11-25"),
        "claim production",
    ),
    (
        "a request that is withdrawn gives back what was taken",
        lambda: answered(obtained(begun(approved())), "not needed any more", other(Asks.NONE)),
        "release production",
    ),
    (
        "a request that is withdrawn loses our label, and nothing is issued",
        lambda: answered(showing(begun(approved()), "alma-key-review"), "not needed", other(Asks.NONE)),
        "label -alma-key-review",
    ),
    (
        "trouble in the midst of issuing goes to the staff, and gives back what was taken",
        lambda: said(answered(obtained(begun(approved())), "401", other(Asks.TROUBLE)), Kind.OTHER_MATTER, "trouble"),
        "release production",
    ),
)
