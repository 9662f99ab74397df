"""Every ticket of the folder is read as annotated; its id says which rule of reading it shows."""

import pytest

from app.core.reading import Asks, KeyAsked, Reply
from tests.core.reading.tickets import HARD, TICKETS, Ticket, beyond, expected_asks, read_ticket, understood, wanted


def _id(ticket: Ticket) -> str:
    return str(ticket["id"])


@pytest.mark.parametrize("ticket", TICKETS, ids=_id)
def test_read_as_annotated(ticket: Ticket) -> None:
    reading = read_ticket(ticket)
    assert reading.asks == expected_asks(ticket)
    if "expect" in ticket:
        assert understood(reading) == ticket["expect"]
    assert "reply" not in ticket or reading.reply == ticket["reply"]


@pytest.mark.parametrize("ticket", HARD, ids=_id)
def test_never_more_than_was_said(ticket: Ticket) -> None:
    reading = read_ticket(ticket)
    assert reading.asks is not Asks.NEW or expected_asks(ticket) == "new"
    if "expect" in ticket:
        assert not beyond(reading.keys, wanted(ticket), ticket["service"])


def test_no_two_tickets_show_the_same() -> None:
    ids = [ticket["id"] for ticket in (*TICKETS, *HARD)]
    assert len(ids) == len(set(ids))


def test_every_kind_of_request_is_shown() -> None:
    assert {expected_asks(ticket) for ticket in TICKETS} == set(Asks)


def test_every_kind_of_reply_is_shown() -> None:
    assert {ticket["reply"] for ticket in TICKETS if "reply" in ticket} == set(Reply)


@pytest.mark.parametrize(
    ("environment", "grants"),
    [("sandbox", {"bibs": "read-only"}), ("production", {"bibs": "read-write"}), ("production", {"users": None})],
)
def test_the_comparison_sees_too_much(environment: str, grants: dict[str, str | None]) -> None:
    allowed = (KeyAsked("production", {"bibs": "read-only"}),)
    assert not beyond(allowed, allowed, "alma")
    assert beyond((KeyAsked(environment, grants),), allowed, "alma")
