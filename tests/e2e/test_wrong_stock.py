"""A stock key that is not what its item says is set aside with a word to the staff, and costs no ticket its key."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.core.stock import MOST_SET_ASIDE
from app.demo.loopback import DROP, Moment
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
MINUTE = timedelta(minutes=1)
NOTE = "A key from the stock is not right"


def elsewhere(keydesk: World, value: str) -> None:
    keydesk.scene.alma.add_key(value, "sandbox", BIBS, institution="01OTHER_INST")


#: What somebody does to a key that lies in the stock.
SPOILT: dict[str, Callable[[World, str], object]] = {
    "can do more than approved": lambda keydesk, value: keydesk.scene.alma.edit_key(
        value, BIBS | {"users": "read-only"}
    ),
    "cannot do all that was approved": lambda keydesk, value: keydesk.scene.alma.edit_key(
        value, {"courses": "read-only"}
    ),
    "belongs to another institution": elsewhere,
    "is refused everywhere": lambda keydesk, value: keydesk.scene.alma.edit_key(value, {}),
}


def spoilt(keydesk: World, how: str = "can do more than approved") -> str:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    SPOILT[how](keydesk, value)
    return value


def approved(keydesk: World) -> str:
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(30 * MINUTE, step=MINUTE)
    return ticket


def set_aside(keydesk: World, why: str = "not-right") -> list[str]:
    """The values that were set aside for this reason."""
    tagged = [each.body for each in keydesk.items("STOCK") if f"aside:{why}" in each.body["tags"]]
    return [field["value"] for each in tagged for field in each["fields"] if field["id"] == "credential"]


@pytest.mark.parametrize("how", sorted(set(SPOILT) - {"cannot do all that was approved"}))
def test_a_stock_key_that_is_not_right_is_set_aside_and_the_next_one_goes_out(keydesk: World, how: str) -> None:
    wrong = spoilt(keydesk, how)
    keydesk.clock.advance(MINUTE)
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = approved(keydesk)
    assert keydesk.opened(ticket) == value
    [told] = [each for each in keydesk.internal(ticket) if NOTE in each]
    assert f"stock sandbox, ending in {wrong[-4:]}, {how}" in told
    assert not [each for each in keydesk.comments(ticket) if "The key for" in each]
    assert set_aside(keydesk) == [wrong]
    assert keydesk.house.vault is not None
    assert ["it was set aside" in each.why for each in keydesk.house.vault.misfiled()] == [True]
    assert [each.claimed_by for each in keydesk.house.vault.stock()] == []


def test_a_stock_key_that_can_do_less_is_set_aside_too(keydesk: World) -> None:
    wrong = keydesk.scene.stock_key("sandbox", BIBS | {"courses": "read-only"})
    keydesk.scene.alma.edit_key(wrong, BIBS)
    ticket = keydesk.reviewed(areas="Bibs, Courses")
    keydesk.approve(ticket)
    keydesk.settle()
    assert set_aside(keydesk) == [wrong]
    assert "cannot do all that was approved" in "".join(keydesk.internal(ticket))


def test_where_the_stock_has_no_other_one_it_is_ordered(keydesk: World) -> None:
    spoilt(keydesk)
    ticket = approved(keydesk)
    [order] = keydesk.orders()
    value = keydesk.scene.make_key("sandbox", BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_no_ticket_empties_the_stock(keydesk: World) -> None:
    for _ in range(MOST_SET_ASIDE + 2):
        spoilt(keydesk, "belongs to another institution")
    ticket = approved(keydesk)
    assert len(set_aside(keydesk)) == MOST_SET_ASIDE
    assert len(keydesk.orders()) == 1
    assert sum(NOTE in each for each in keydesk.internal(ticket)) == MOST_SET_ASIDE


def test_a_value_that_lies_in_the_stock_twice_is_one_tickets_alone(keydesk: World) -> None:
    known = keydesk.scene.stock_key("sandbox", BIBS)
    first = approved(keydesk)
    assert keydesk.opened(first) == known
    tags = ("service:alma", "environment:sandbox", "grant:bibs=read-only")
    keydesk.scene.vault.account.add_item(keydesk.scene.settings["OP_STOCK_VAULT"], "stock sandbox", known, tags)
    keydesk.clock.advance(MINUTE)
    value = keydesk.scene.stock_key("sandbox", BIBS)
    second = approved(keydesk)
    assert keydesk.opened(second) == value
    assert keydesk.dead() == []
    assert set_aside(keydesk, "second-use") == [known]


@pytest.mark.parametrize("moment", list(Moment))
def test_an_answer_that_is_lost_while_one_is_set_aside_leads_to_one_key(keydesk: World, moment: Moment) -> None:
    wrong = spoilt(keydesk)
    keydesk.clock.advance(MINUTE)
    value = keydesk.scene.stock_key("sandbox", BIBS)
    puts = iter([None, DROP])
    keydesk.scene.vault.hook = lambda at, message: (  # type: ignore[assignment]
        next(puts, None) if at is moment and message.operation == "ItemsPut" else None
    )
    ticket = approved(keydesk)
    assert next(puts, "struck") == "struck"
    assert (keydesk.opened(ticket), set_aside(keydesk)) == (value, [wrong])
    assert sum(NOTE in each for each in keydesk.internal(ticket)) == 1
