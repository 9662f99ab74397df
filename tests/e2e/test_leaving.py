"""A ticket that is closed, moved away, deleted, or no longer held by its queue, at each stage of its way."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.demo.loopback import DROP, Moment
from app.demo.onepassword import Message
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
HALF_AN_HOUR = timedelta(minutes=30)

Act = Callable[[World, str], object]


def closed(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.close(ticket, keydesk.scene.people.omar)


def moved(keydesk: World, ticket: str) -> None:
    elsewhere = keydesk.scene.desk.project("OPS", "Operations")
    keydesk.scene.desk.move(ticket, elsewhere, keydesk.scene.people.omar)


def out_of_the_queue(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.label(ticket, "not-alma", by=keydesk.scene.people.omar)


def deleted(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.delete_ticket(ticket, keydesk.scene.people.omar)


def fresh(keydesk: World) -> str:
    return keydesk.request("")


def asked(keydesk: World) -> str:
    ticket = keydesk.request("")
    keydesk.settle()
    return ticket


def reviewed(keydesk: World) -> str:
    return keydesk.reviewed()


def ordered(keydesk: World) -> str:
    return keydesk.ordered()[0]


LEAVING: tuple[Act, ...] = (closed, moved, out_of_the_queue, deleted)


@pytest.fixture
def keydesk(keydesk_with) -> World:  # type: ignore[no-untyped-def]
    """Its queue is narrower than its project."""
    jql = "project = LIB AND statusCategory != Done AND (labels is EMPTY OR labels not in (not-alma))"
    world: World = keydesk_with(ALMA_QUEUE_JQL=jql)
    return world


def leave(keydesk: World, ticket: str, leaving: Act) -> None:
    """It leaves, and both ways of noticing have had their chance."""
    leaving(keydesk, ticket)
    keydesk.settle()
    keydesk.clock.advance(HALF_AN_HOUR)
    keydesk.sweep()


def said(keydesk: World, ticket: str) -> list[str]:
    found = keydesk.scene.desk.find(ticket)
    return keydesk.comments(ticket) if found is not None else []


@pytest.mark.parametrize("leaving", LEAVING)
@pytest.mark.parametrize("stage", [fresh, asked, reviewed, ordered])
def test_nothing_more_is_asked_reviewed_ordered_or_issued(
    keydesk: World, stage: Callable[[World], str], leaving: Act
) -> None:
    if stage is fresh:
        keydesk.scene.desk.webhooks.hold()
    ticket = stage(keydesk)
    before = said(keydesk, ticket)
    leaving(keydesk, ticket)
    keydesk.scene.desk.webhooks.release()
    keydesk.settle()
    keydesk.clock.advance(HALF_AN_HOUR)
    keydesk.sweep()
    for order in keydesk.orders():
        keydesk.put_into_vault(order, keydesk.scene.make_key("production", BIBS))
    if leaving is not deleted:
        keydesk.say(ticket, "sandbox, please")
        keydesk.approve(ticket)
        keydesk.settle()
        keydesk.sweep()
        assert said(keydesk, ticket) == before
    assert keydesk.shares() == 0
    assert keydesk.dead() == []


@pytest.mark.parametrize("leaving", [closed, moved])
def test_a_stock_key_that_was_taken_goes_back(keydesk: World, leaving: Act) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    pending = [leaving]

    def act(*_: object) -> None:
        if pending:
            pending.pop()(keydesk, ticket)

    keydesk.scene.alma.hook = act  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert [tag for item in keydesk.items("STOCK") for tag in item.tags if tag.startswith("claimed:")] == []


@pytest.mark.parametrize("leaving", [closed, moved, out_of_the_queue])
def test_a_delivery_whose_share_call_was_made_is_finished(keydesk: World, leaving: Act) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    pending = [leaving]

    def act(_at: object, message: Message) -> None:
        if pending and message.operation == "ItemsSharesCreate":
            pending.pop()(keydesk, ticket)

    keydesk.scene.vault.hook = act
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.sweep()
    assert keydesk.opened(ticket) == value
    assert keydesk.items("STOCK") == []
    assert keydesk.shares() == 1


def test_a_ticket_that_is_opened_again_goes_on_where_it_was(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(order, value)
    leave(keydesk, ticket, closed)
    assert keydesk.shares() == 0
    keydesk.scene.desk.reopen(ticket, keydesk.scene.people.omar)
    keydesk.settle()
    keydesk.sweep()
    assert keydesk.opened(ticket) == value


def test_a_ticket_that_comes_back_into_its_queue_goes_on_where_it_was(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    leave(keydesk, ticket, out_of_the_queue)
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    keydesk.scene.desk.unlabel(ticket, "not-alma", by=keydesk.scene.people.omar)
    keydesk.sweep()
    assert keydesk.opened(ticket) == value


def test_a_label_on_a_ticket_that_was_closed_before_its_review_issues_nothing_when_it_opens(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    desk, people = keydesk.scene.desk, keydesk.scene.people
    ticket = keydesk.request("")
    keydesk.settle()
    desk.close(ticket, people.omar)
    keydesk.say(ticket, "sandbox")
    keydesk.approve(ticket)
    keydesk.settle()
    desk.reopen(ticket, people.omar)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert [each for each in keydesk.internal(ticket) if "before there was a complete request" in each]


def test_a_stock_key_goes_back_when_its_ticket_is_deleted(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.alma.hook = lambda at, _: DROP if at is Moment.BEFORE else None
    keydesk.approve(ticket)
    keydesk.settle()
    deleted(keydesk, ticket)
    keydesk.scene.alma.hook = None
    keydesk.pass_time(HALF_AN_HOUR)
    other = keydesk.reviewed()
    keydesk.approve(other)
    keydesk.settle()
    assert keydesk.opened(other) == value
    assert keydesk.dead() == []
