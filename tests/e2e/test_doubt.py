"""What passes, and what nobody can be sure of: it costs time, and neither a ticket nor a second key or link."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.demo.helpdesk.faults import Fault
from app.demo.loopback import DROP, Moment
from app.demo.onepassword import RATE_LIMITED, Message
from app.store import keys, models
from tests.e2e.world import NewWorld, World

BIBS = {"bibs": "read-only"}
MINUTE = timedelta(minutes=1)
ISSUE = "GET /rest/api/3/issue/[0-9]+$"


def made_to_wait(keydesk: World) -> tuple[str, str]:
    """An approved ticket whose key has to be tried again in some minutes; its id, and the key's value."""
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.alma.hook = lambda *_: DROP
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.scene.alma.hook = None
    return ticket, value


def test_a_ticket_that_was_not_there_for_a_moment_is_not_forgotten(keydesk: World) -> None:
    ticket, value = made_to_wait(keydesk)
    keydesk.scene.desk.faults.add(Fault(ISSUE, times=1, status=404))
    keydesk.pass_time(30 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value


@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize("call", ["POST .*/comment$", "POST .*/remotelink$", "PUT .*/issue/[0-9]+$"])
def test_a_no_that_passes_buries_no_ticket(keydesk: World, call: str, status: int) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault(call, times=1, status=status))
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert keydesk.dead() == []
    assert "alma-key-issued" in keydesk.labels(ticket)
    assert len(keydesk.scene.links_of(ticket)) == 1


def test_share_calls_that_were_refused_are_none_of_the_three(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()

    def refuse(at: Moment, message: Message) -> object:
        return RATE_LIMITED if at is Moment.BEFORE and message.operation == "ItemsSharesCreate" else None

    keydesk.scene.vault.hook = refuse  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(hours=2), step=10 * MINUTE)
    assert keydesk.shares() > 3
    keydesk.scene.vault.hook = None
    keydesk.pass_time(10 * MINUTE, step=5 * MINUTE)
    assert keydesk.opened(ticket) == value


@pytest.mark.parametrize("lag", [2, 6])
def test_an_item_whose_making_was_not_confirmed_is_not_made_again_before_the_lists_show_it(
    keydesk: World, lag: int
) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.vault.account.list_lag = lag
    lost = [DROP]

    def lose(at: Moment, message: Message) -> object:
        return lost.pop() if lost and at is Moment.DONE and message.operation == "ItemsCreate" else None

    keydesk.scene.vault.hook = lose  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    [item] = keydesk.items("ISSUED")
    keydesk.pass_time(MINUTE / 2, step=MINUTE / 10)
    keydesk.scene.vault.account.list_lag = item.unlisted_for = 0
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert len(keydesk.items("ISSUED")) == 1
    assert keydesk.opened(ticket) == value


def test_a_link_that_comes_after_somebody_else_took_over_is_published_by_nobody(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    overtaken: list[bool] = []

    def overtake(at: Moment, message: Message) -> None:
        if at is Moment.DONE and message.operation == "ItemsSharesCreate" and not overtaken:
            with keydesk.house.store.writing() as db:
                [key] = keys.keys_of(db, ticket)
                keys.lose_share(db, key.id)
                overtaken.append(keys.begin_share(db, key.id, key.shares, keydesk.clock(), keydesk.clock()))

    keydesk.scene.vault.hook = overtake  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert overtaken == [True]
    assert keydesk.scene.links_of(ticket) == []
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert len(keydesk.scene.links_of(ticket)) == 1
    assert keydesk.opened(ticket) == value


def test_a_share_call_under_way_is_left_to_whoever_makes_it(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.vault.hook = lambda at, message: (  # type: ignore[assignment]
        DROP if at is Moment.DONE and message.operation == "ItemsSharesCreate" else None
    )
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.scene.vault.hook = None
    keydesk.pass_time(4 * MINUTE, step=MINUTE)
    assert (keydesk.shares(), keydesk.scene.links_of(ticket)) == (1, [])
    keydesk.pass_time(3 * MINUTE, step=MINUTE)
    assert keydesk.shares() == 2
    assert len(keydesk.scene.links_of(ticket)) == 1


def test_when_the_approval_ends_during_the_first_keys_share_call_nothing_is_taken_for_the_second(
    keydesk_with: NewWorld,
) -> None:
    keydesk = keydesk_with(STOCK_FOR="sandbox:read-only,production:read-only")
    keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.scene.stock_key("production", BIBS)
    ticket = keydesk.reviewed("both")
    desk, jane = keydesk.scene.desk, keydesk.scene.people.jane
    asked: list[str] = []

    def take_off(at: Moment, message: Message) -> None:
        if message.operation == "ItemsSharesCreate" and at is Moment.DONE:
            desk.unlabel(ticket, "alma-key-approved", by=jane)
            asked.clear()
        asked.append(message.operation)

    keydesk.scene.vault.hook = take_off  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 1
    assert "ItemsGet" not in asked
    assert len(keydesk.items("STOCK")) == 1


def test_a_comment_that_a_late_reading_does_not_show_is_not_written_twice(keydesk: World) -> None:
    desk = keydesk.scene.desk
    desk.faults.add(Fault("POST .*/comment$", times=1, drop=True, done=True))
    ticket = keydesk.request()
    keydesk.settle()
    said = keydesk.comments(ticket)
    desk.faults.add(Fault(ISSUE, times=None, stale=2))
    keydesk.pass_time(2 * MINUTE, step=MINUTE / 4)
    desk.faults.clear()
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert len(said) == 1
    assert keydesk.public(ticket) == said
    assert len(keydesk.internal(ticket)) == 1


def test_a_key_that_was_issued_in_a_time_of_which_the_rows_know_nothing_is_not_issued_again(keydesk: World) -> None:
    """The database was put back to before the key was begun; the vault has its item, and no link was made to it yet."""
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    store = keydesk.house.store

    def refuse(at: Moment, message: Message) -> object:
        return RATE_LIMITED if at is Moment.BEFORE and message.operation == "ItemsSharesCreate" else None

    keydesk.scene.vault.hook = refuse  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    [item] = keydesk.items("ISSUED")
    with store.writing() as db:
        db.execute(delete(models.keys))
        db.execute(delete(models.rulings))
    keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.scene.vault.hook = None
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value
    assert [each.id for each in keydesk.items("ISSUED")] == [item.id]
    assert len([each for each in keydesk.items("STOCK") if "claimed" not in "".join(each.body["tags"])]) == 1
