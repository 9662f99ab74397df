"""The shape of every message, held to the SDK's own native core.

What the whole suite sends is held to it at the end of the session (tests/contracts.py); here also what nobody sends.
"""

import copy
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from app.core.items import VaultName
from app.core.secret import Secret
from app.demo.onepassword.account import Refusal
from app.demo.onepassword.messages import SHAPES, read_message
from app.vault.onepassword import OnePassword
from tests.contracts import shape
from tests.vault.native_core import NOBODY, invocation, real_core_understands
from tests.vault.place import ADDRESS, DRAFT, START, STOCK, VALUE, Place

Json = dict[str, Any]


def stand_in_understands(message: Json) -> bool:
    try:
        read_message(json.dumps(message), set(), START)
    except Refusal as problem:
        return "invalid client id" in str(problem)
    raise AssertionError("a client that does not exist was served")


@pytest.fixture
def messages(place: Place, vault: OnePassword) -> list[Json]:
    """Every distinct shape of message that the adapter sends."""
    stock = vault.add_stock(STOCK, Secret(VALUE), "1f")
    vault.claim(stock, "here:1f")
    vault.release(stock, "here:1f")
    vault.reveal(VaultName.STOCK, stock)
    vault.archive(VaultName.DEPOSIT, vault.put_deposit("LIB-412", Secret(VALUE), "2a"))
    by_hand = place.server.account.add_item(place.ids[VaultName.STOCK], "by hand", VALUE, ("service:alma",))
    vault.claim(by_hand, "here:2a")
    vault.prepare_share(vault.issue(DRAFT, Secret(VALUE)), ADDRESS, timedelta(days=7))()
    vault.find("0b5e")
    vault.stock()
    vault.visible()
    distinct = {(each.operation, shape(each.parameters)): each for each in place.server.messages}
    return [invocation(each.operation, each.parameters) for each in distinct.values()]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield (*path, key)
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from places(each, (*path, index))


def changed(message: Json, path: tuple[Any, ...], **new: Any) -> Json:
    """The message without what stands at `path`, or with `value` there."""
    message = copy.deepcopy(message)
    holder: Any = message
    for key in path[:-1]:
        holder = holder[key]
    if "value" in new:
        holder[path[-1]] = new["value"]
    else:
        del holder[path[-1]]
    return message


def test_the_real_core_understands_every_message_that_the_adapter_sends(messages: list[Json]) -> None:
    assert {each["invocation"]["parameters"]["name"] for each in messages} == SHAPES.keys() - {
        "ItemsDelete",
        "VaultsGetOverview",
    }
    for message in messages:
        assert real_core_understands(message), message["invocation"]["parameters"]["name"]


def test_the_stand_in_and_the_real_core_agree_on_every_message_short_of_a_key(messages: list[Json]) -> None:
    compared = 0
    for message in messages:
        for path in places(message):
            without = changed(message, path)
            assert stand_in_understands(without) == real_core_understands(without), path
            compared += 1
    assert compared > 150


@pytest.mark.parametrize("wrong", [5, "word", ["word"], {}, True])
def test_the_stand_in_takes_nothing_of_a_wrong_type_that_the_real_core_refuses(
    messages: list[Json], wrong: object
) -> None:
    for message in messages:
        for path in places(message):
            other = changed(message, path, value=wrong)
            assert real_core_understands(other) or not stand_in_understands(other), (path, wrong)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"invocation": {}},
        invocation("ItemsRename", {}),
        invocation("itemsGet", {"vault_id": "v", "item_id": "i"}),
        invocation("ItemsGet", {"vaultId": "v", "itemId": "i"}),
        {"invocation": {"clientId": str(NOBODY), "parameters": {"name": "VaultsList", "parameters": {}}}},
    ],
)
def test_both_refuse_what_is_no_message(message: Json) -> None:
    assert not real_core_understands(message)
    assert not stand_in_understands(message)
