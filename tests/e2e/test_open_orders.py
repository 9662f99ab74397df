"""An order is listed while its ticket waits for it, and not longer."""

from collections.abc import Callable

import pytest

from tests.e2e.browsing import Browser
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}


@pytest.fixture
def keydesk(with_pages: World) -> World:
    return with_pages


def label(name: str) -> Callable[[World, str], object]:
    return lambda keydesk, ticket: keydesk.scene.desk.label(ticket, name, by=keydesk.scene.people.jane)


def withdraw(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.unlabel(ticket, "alma-key-approved", by=keydesk.scene.people.jane)


def close(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.close(ticket, keydesk.scene.people.jane)


#: What ends the wait for a key.
ENDS: dict[str, Callable[[World, str], object]] = {
    "declined": label("alma-key-denied"),
    "withdrawn": withdraw,
    "closed": close,
    "kept out": label("keydesk-off"),
}


def lists_of_deposits(keydesk: World) -> int:
    vault = keydesk.scene.settings["OP_DEPOSIT_VAULT"]
    return sum(each.operation == "ItemsList" and each.vault_id == vault for each in keydesk.scene.vault.messages)


@pytest.mark.parametrize("end", sorted(ENDS))
def test_an_order_whose_ticket_does_not_wait_for_it_is_not_listed(keydesk: World, lsis: Browser, end: str) -> None:
    ticket, order = keydesk.ordered()
    keydesk.sweep()
    assert lists_of_deposits(keydesk)
    ENDS[end](keydesk, ticket)
    keydesk.settle()
    keydesk.sweep()
    assert keydesk.orders() == []
    assert f"/orders/{order}" not in lsis.open("/orders").text
    keydesk.scene.vault.messages.clear()
    keydesk.sweep()
    assert lists_of_deposits(keydesk) == 0


def test_an_order_is_listed_again_when_its_ticket_is_approved_again(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    withdraw(keydesk, ticket)
    keydesk.settle()
    assert keydesk.orders() == []
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.orders() == [order]
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    assert keydesk.opened(ticket) == value
