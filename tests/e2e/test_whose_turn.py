"""Whose turn it is, in a help desk whose own rules change the status after every public comment."""

from collections.abc import Callable

import pytest

from app.cli.checking import all_lines
from app.cli.checks.findings import Line, Standing
from app.core.case import State
from app.demo.helpdesk.workflow import RESOLVED, STATUSES, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT
from tests.e2e.world import World

TURNS = {
    "STATUS_REQUESTER": WAITING_FOR_CUSTOMER.id,
    "STATUS_LSIS": WAITING_FOR_SUPPORT.id,
    "STATUS_DONE": RESOLVED.id,
}
IN_PROGRESS = "10003"


@pytest.fixture
def keydesk(keydesk_with: Callable[..., World]) -> World:
    return keydesk_with(**TURNS)


def status(keydesk: World, ticket: str) -> str:
    return STATUSES[keydesk.scene.desk.ticket(ticket).status].name


def vague(keydesk: World) -> str:
    ticket = keydesk.request(environment="")
    keydesk.settle()
    assert keydesk.labels(ticket) == {f"alma-key-{State.INCOMPLETE}"}
    return ticket


def health(keydesk: World) -> bool:
    return keydesk.house.vitals.checks()["statuses"]()


def test_the_status_follows_the_ticket_from_the_question_to_the_link(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", {"bibs": "read-only"})
    ticket = vague(keydesk)
    assert status(keydesk, ticket) == "Waiting for customer"
    keydesk.scene.desk.comment(ticket, "premium sandbox", keydesk.scene.people.dana)
    keydesk.settle()
    assert keydesk.labels(ticket) == {f"alma-key-{State.REVIEW}"}
    assert status(keydesk, ticket) == "Waiting for support"
    keydesk.approve(ticket)
    keydesk.settle()
    assert status(keydesk, ticket) == "Resolved"
    assert health(keydesk)


def test_an_order_is_the_staffs_turn(keydesk: World) -> None:
    ticket = keydesk.request("production")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-approved", f"alma-key-{State.ORDER}"}
    assert status(keydesk, ticket) == "Waiting for support"


def test_a_rule_that_is_late_is_put_right_too(keydesk: World) -> None:
    keydesk.scene.desk.hold_presets()
    ticket = keydesk.request()
    keydesk.settle()
    assert status(keydesk, ticket) == "Waiting for support"
    keydesk.scene.desk.release_presets()
    assert status(keydesk, ticket) == "Waiting for customer"
    keydesk.settle()
    assert status(keydesk, ticket) == "Waiting for support"


def test_what_a_colleague_sets_by_hand_stays(keydesk: World) -> None:
    ticket = keydesk.request()
    keydesk.settle()
    keydesk.scene.desk.transition(ticket, IN_PROGRESS, keydesk.scene.people.omar)
    keydesk.settle()
    assert status(keydesk, ticket) == "In progress"


def test_a_reply_to_a_delivered_ticket_brings_it_back_to_the_staff(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", {"bibs": "read-only"})
    ticket = keydesk.request("premium sandbox")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    desk = keydesk.scene.desk
    desk.reopen(ticket, desk.automation)
    desk.comment(ticket, "The link has expired.", keydesk.scene.people.dana)
    keydesk.settle()
    assert status(keydesk, ticket) == "Waiting for support"


def test_a_status_that_cannot_be_reached_stops_nothing_and_is_told(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", {"bibs": "read-only"})
    keydesk.scene.desk.screens[RESOLVED.id] = ("resolution",)
    ticket = keydesk.request("premium sandbox")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    assert f"alma-key-{State.ISSUED}" in keydesk.labels(ticket)
    assert status(keydesk, ticket) == "Waiting for customer"
    assert keydesk.dead() == []
    assert not health(keydesk)


def test_without_statuses_none_is_asked_about_and_none_set(keydesk_with: Callable[..., World]) -> None:
    keydesk = keydesk_with()
    ticket = vague(keydesk)
    assert not [call for call in keydesk.calls() if "transitions" in call.path]
    keydesk.scene.desk.transition(ticket, IN_PROGRESS, keydesk.scene.desk.automation)
    assert keydesk.settle() == 0


def line(keydesk: World) -> Line:
    return next(each for each in all_lines(keydesk.house) if each.name == "statuses")


def test_check_names_the_statuses_that_there_are(keydesk: World) -> None:
    assert line(keydesk) == Line(
        "statuses", Standing.OK, "requester: Waiting for customer, lsis: Waiting for support, done: Resolved"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "set STATUS_REQUESTER, _LSIS and _DONE to show whose turn it is (10001 Waiting for support, 10002"),
        ({"STATUS_LSIS": "999"}, "has no status 999, only 10001 Waiting for support"),
    ],
)
def test_check_says_what_could_be_set(keydesk_with: Callable[..., World], settings: dict[str, str], words: str) -> None:
    keydesk = keydesk_with(**settings)
    assert line(keydesk).standing is Standing.TO_DO
    assert words in line(keydesk).words


def test_the_link_on_the_ticket_is_titled_for_people(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", {"bibs": "read-only"})
    ticket = keydesk.request("premium sandbox")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    [link] = keydesk.scene.desk.ticket(ticket).links
    title = str(link.object["title"])
    assert title.startswith("Alma premium sandbox key: Spine labels at Lilly (opens once, until ")
