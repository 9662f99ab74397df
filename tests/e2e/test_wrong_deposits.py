"""A value that was handed in and is not right is no end: another one takes its place, however it is handed in."""

from datetime import timedelta

import pytest

from app.demo.loopback import DROP, Moment
from app.errors import Permanent
from tests.e2e.browsing import Browser
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
TOO_BROAD = BIBS | {"users": "read-only"}
MINUTE = timedelta(minutes=1)
NO_KEY = "l8xx" + "0" * 32


@pytest.fixture
def keydesk(with_pages: World) -> World:
    return with_pages


def elsewhere(keydesk: World) -> str:
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.scene.alma.add_key(value, "production", BIBS, institution="01OTHER_INST")
    return value


def wrong(keydesk: World, kind: str = "too broad") -> tuple[str, str]:
    """An order for which a key of this kind was put into the deposit vault; its ticket and its code."""
    ticket, order = keydesk.ordered()
    values = {
        "too broad": lambda: keydesk.scene.make_key("production", TOO_BROAD),
        "too narrow": lambda: keydesk.scene.make_key("production", {"courses": "read-only"}),
        "elsewhere": lambda: elsewhere(keydesk),
        "dead": lambda: NO_KEY,
    }
    keydesk.put_into_vault(order, values[kind]())
    keydesk.sweep()
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert "The key for" in keydesk.internal(ticket)[-1]
    assert (keydesk.orders(), keydesk.shares()) == ([order], 0)
    return ticket, order


def delivered(keydesk: World, ticket: str, value: str) -> None:
    """This value reached its requester, and nothing is left in the vault of deposits."""
    assert keydesk.opened(ticket) == value
    assert (keydesk.items("DEPOSIT"), keydesk.orders(), len(keydesk.items("ISSUED"))) == ([], [], 1)


@pytest.mark.parametrize("kind", ["too broad", "too narrow", "elsewhere", "dead"])
def test_after_a_wrong_value_a_right_one_is_taken_by_command(keydesk: World, kind: str) -> None:
    ticket, order = wrong(keydesk, kind)
    value = keydesk.scene.make_key("production", BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    delivered(keydesk, ticket, value)


def test_after_a_wrong_value_a_right_one_is_taken_on_the_page(keydesk: World, lsis: Browser) -> None:
    ticket, order = wrong(keydesk)
    value = keydesk.scene.make_key("production", BIBS)
    assert f'<a href="/orders/{order}">' in lsis.open("/orders").text
    page = lsis.open(f"/orders/{order}").text
    assert "Check again" in page
    assert "Or make another one" in page
    assert "<h2>Right</h2>" in lsis.hand_in(order, value).text
    keydesk.settle()
    delivered(keydesk, ticket, value)


@pytest.mark.parametrize("kind", ["too broad", "dead"])
def test_after_a_wrong_value_a_newer_item_of_the_vault_is_taken(keydesk: World, kind: str) -> None:
    ticket, order = wrong(keydesk, kind)
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    delivered(keydesk, ticket, value)


def test_a_second_wrong_value_is_told_too_and_a_third_that_is_right_is_taken(keydesk: World) -> None:
    ticket, order = wrong(keydesk)
    said = len(keydesk.internal(ticket))
    keydesk.put_into_vault(order, keydesk.scene.make_key("production", TOO_BROAD))
    keydesk.sweep()
    assert len(keydesk.internal(ticket)) == said + 1
    value = keydesk.scene.make_key("production", BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    delivered(keydesk, ticket, value)


def test_a_wrong_value_alone_is_no_news_to_the_sweep(keydesk: World) -> None:
    wrong(keydesk)
    keydesk.clock.advance(timedelta(hours=2))
    keydesk.settle()
    keydesk.scene.alma.calls.clear()
    keydesk.sweep()
    assert keydesk.scene.alma.calls == []


def test_a_wrong_value_that_is_handed_in_again_after_it_was_mended_is_taken(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", TOO_BROAD)
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    keydesk.scene.alma.edit_key(value, BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    delivered(keydesk, ticket, value)


def test_a_value_that_could_not_be_tried_yet_keeps_its_place(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(order, value)
    keydesk.scene.alma.hook = lambda at, _: DROP if at is Moment.BEFORE else None
    keydesk.sweep()
    with pytest.raises(Permanent, match="has its key"):
        keydesk.hand_in(order, keydesk.scene.make_key("production", BIBS))
    keydesk.scene.alma.hook = None
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    delivered(keydesk, ticket, value)


def test_after_a_value_that_is_another_tickets_key_a_new_one_is_taken(keydesk: World) -> None:
    first, order = keydesk.ordered()
    known = keydesk.scene.make_key("production", BIBS)
    keydesk.hand_in(order, known)
    keydesk.settle()
    assert keydesk.opened(first) == known
    second, order = keydesk.ordered(purpose="Kiosk")
    keydesk.put_into_vault(order, known)
    keydesk.sweep()
    assert (keydesk.dead(), keydesk.orders()) == ([f"ticket:{second}"], [order])
    value = keydesk.scene.make_key("production", BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    assert keydesk.opened(second) == value
    assert keydesk.dead() == []


@pytest.mark.parametrize("operation", ["ItemsArchive", "ItemsCreate"])
def test_an_answer_that_is_lost_while_one_takes_anothers_place_leads_to_one_key(keydesk: World, operation: str) -> None:
    ticket, order = wrong(keydesk)
    value = keydesk.scene.make_key("production", BIBS)
    lost = [DROP]
    keydesk.scene.vault.hook = lambda at, message: (  # type: ignore[assignment]
        lost.pop() if lost and at is Moment.DONE and message.operation == operation else None
    )
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert lost == []
    delivered(keydesk, ticket, value)
