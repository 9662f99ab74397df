"""What is asked of 1Password when an item is shared, and what it takes for it to be asked at all."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from onepassword.types import ItemShareAccountPolicy, ValidRecipientEmail

from app.core.items import VaultName
from app.core.secret import Secret
from app.demo.loopback import DROP, Fault, Moment
from app.demo.onepassword import Rights, ShareRefused, open_share
from app.demo.onepassword.account import default_policy
from app.demo.onepassword.shares import DURATIONS
from app.errors import Misconfigured, Permanent, Transient
from app.vault.onepassword import OnePassword
from app.vault.sharing import share_parameters
from tests.vault.place import ADDRESS, DRAFT, VALUE, Place

WEEK = timedelta(days=7)


@pytest.fixture
def item(vault: OnePassword) -> str:
    return vault.issue(DRAFT, Secret(VALUE))


def asked(place: Place) -> dict[str, Any]:
    [message] = place.sent("ItemsSharesCreate")
    return dict(message.parameters["params"])


def test_a_link_is_asked_for_one_address_once_and_a_time(place: Place, vault: OnePassword, item: str) -> None:
    vault.prepare_share(item, ADDRESS, WEEK)()
    assert asked(place) == {
        "recipients": [{"type": "Email", "parameters": {"email": ADDRESS}}],
        "expireAfter": "SevenDays",
        "oneTimeOnly": True,
    }


@pytest.mark.parametrize(
    ("ttl", "most", "expected"),
    [
        (timedelta(days=7), "ThirtyDays", "SevenDays"),
        (timedelta(days=8), "ThirtyDays", "SevenDays"),
        (timedelta(days=365), "ThirtyDays", "ThirtyDays"),
        (timedelta(days=7), "OneDay", "OneDay"),
        (timedelta(hours=1), "ThirtyDays", "OneHour"),
    ],
)
def test_a_link_lasts_no_longer_than_asked_for_and_than_the_account_allows(
    place: Place, vault: OnePassword, item: str, ttl: timedelta, most: str, expected: str
) -> None:
    place.server.account.policy["maxExpiry"] = most
    link = vault.prepare_share(item, ADDRESS, ttl)
    link()
    assert asked(place)["expireAfter"] == expected
    assert link.lasts == DURATIONS[expected]


def test_less_than_an_hour_is_a_mistake_of_the_caller(place: Place, vault: OnePassword, item: str) -> None:
    with pytest.raises(ValueError, match="an hour"):
        vault.prepare_share(item, ADDRESS, timedelta(minutes=59))()
    assert place.sent("ItemsSharesCreate") == []


@pytest.mark.parametrize(
    "change",
    [{"allowedTypes": ["Public"]}, {"allowedTypes": []}, {"allowedRecipientTypes": ["Domain"]}],
)
def test_without_links_for_single_people_nothing_is_shared(
    place: Place, vault: OnePassword, item: str, change: dict[str, Any]
) -> None:
    place.server.account.policy.update(change)
    with pytest.raises(Misconfigured):
        vault.prepare_share(item, ADDRESS, WEEK)()
    assert place.sent("ItemsSharesCreate") == []


def test_an_address_that_the_account_does_not_allow_gets_no_link(place: Place, vault: OnePassword, item: str) -> None:
    place.server.account.allowed_domains = frozenset({"elsewhere.example"})
    with pytest.raises(Permanent, match="policy"):
        vault.prepare_share(item, ADDRESS, WEEK)()
    assert place.server.shares.made == []


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [{"type": "Email", "parameters": {"email": "other@duke.example"}}],
        [{"type": "Email", "parameters": {"email": ADDRESS}}] * 2,
        [{"type": "Domain", "parameters": {"domain": "duke.example"}}],
        [{"type": "Email", "parameters": {"email": ADDRESS.replace("k", "\u212a")}}],
    ],
)
def test_validated_recipients_other_than_the_one_asked_for_end_the_matter(
    place: Place, vault: OnePassword, item: str, answer: list[dict[str, Any]]
) -> None:
    place.fail("ItemsSharesValidateRecipients", Fault(200, json.dumps({"result": json.dumps(answer)})))
    with pytest.raises(Permanent):
        vault.prepare_share(item, ADDRESS, WEEK)()
    assert place.sent("ItemsSharesCreate") == []


def test_an_address_told_back_in_small_letters_is_the_same(place: Place, vault: OnePassword, item: str) -> None:
    answer = [{"type": "Email", "parameters": {"email": ADDRESS}}]
    place.fail("ItemsSharesValidateRecipients", Fault(200, json.dumps({"result": json.dumps(answer)})))
    vault.prepare_share(item, ADDRESS.upper(), WEEK)()
    assert asked(place)["recipients"] == answer


@pytest.mark.parametrize(
    "address", ["", "duke.example", "@duke.example", "a@b", "a@duke.example, b@duke.example", "a b@duke.example"]
)
def test_what_is_no_single_address_gets_no_link(place: Place, vault: OnePassword, item: str, address: str) -> None:
    with pytest.raises(Permanent):
        vault.prepare_share(item, address, WEEK)()
    assert place.sent("ItemsSharesCreate") == []


@pytest.mark.parametrize(
    "change",
    [
        {"fields": [{"id": "credential", "title": "c", "fieldType": "Concealed", "value": VALUE}]},
        {"websites": [{"url": "https://x.example", "label": "x", "autofillBehavior": "Never"}]},
        {"category": "Login"},
    ],
)
def test_an_issued_item_that_was_changed_is_not_shared(
    place: Place, vault: OnePassword, item: str, change: dict[str, Any]
) -> None:
    place.server.account.item(place.ids[VaultName.ISSUED], item).body.update(change)
    with pytest.raises(Permanent):
        vault.prepare_share(item, ADDRESS, WEEK)()
    assert place.sent("ItemsSharesCreate") == []


def test_an_added_field_is_not_shared(place: Place, vault: OnePassword, item: str) -> None:
    fields = place.server.account.item(place.ids[VaultName.ISSUED], item).body["fields"]
    fields.append({"id": "approver", "title": "approver", "fieldType": "Text", "value": "J. Roe"})
    with pytest.raises(Permanent, match="changed"):
        vault.prepare_share(item, ADDRESS, WEEK)()


def test_a_vault_that_may_not_be_shared_from_is_a_matter_of_configuration(
    place: Place, vault: OnePassword, item: str
) -> None:
    place.server.account.vaults[place.ids[VaultName.ISSUED]].rights = Rights.READ | Rights.WRITE
    with pytest.raises(Misconfigured):
        vault.prepare_share(item, ADDRESS, WEEK)()


def test_a_lost_answer_makes_a_link_that_nobody_knows_and_the_next_call_another(
    place: Place, vault: OnePassword, item: str
) -> None:
    place.fail("ItemsSharesCreate", DROP, at=Moment.DONE)
    with pytest.raises(Transient):
        vault.prepare_share(item, ADDRESS, WEEK)()
    url = vault.prepare_share(item, ADDRESS, WEEK)()
    assert len(place.server.shares.made) == 2
    assert open_share(url, ADDRESS).fields["credential"] == VALUE


def test_nobody_else_can_open_the_link_and_nobody_twice_or_late(place: Place, vault: OnePassword, item: str) -> None:
    url = vault.prepare_share(item, ADDRESS, WEEK)()
    with pytest.raises(ShareRefused):
        open_share(url, "other@duke.example")
    open_share(url, ADDRESS)
    with pytest.raises(ShareRefused):
        open_share(url, ADDRESS)
    late = vault.prepare_share(item, ADDRESS, WEEK)()
    place.clock.now += WEEK
    with pytest.raises(ShareRefused):
        open_share(late, ADDRESS)


def test_how_long_links_may_last_is_told_once_there_is_an_item_to_ask_about(place: Place, vault: OnePassword) -> None:
    assert vault.longest_share() is None
    vault.issue(DRAFT, Secret(VALUE))
    assert vault.longest_share() == timedelta(days=30)
    place.server.account.policy["allowedTypes"] = ["Public"]
    with pytest.raises(Misconfigured):
        vault.longest_share()


@given(
    ttl=st.timedeltas(min_value=timedelta(hours=1), max_value=timedelta(days=400)),
    most=st.sampled_from(sorted(DURATIONS)),
    default=st.sampled_from(sorted(DURATIONS)),
    views=st.none() | st.integers(1, 5),
)
def test_whatever_the_policy_the_parameters_are_for_one_person_once_and_within_it(
    ttl: timedelta, most: str, default: str, views: int | None
) -> None:
    policy = ItemShareAccountPolicy.model_validate(
        default_policy() | {"maxExpiry": most, "defaultExpiry": default, "maxViews": views}
    )
    recipient = ValidRecipientEmail.model_validate({"type": "Email", "parameters": {"email": ADDRESS}})
    made = share_parameters(policy, [recipient], ADDRESS, ttl)
    assert made.recipients == [recipient]
    assert made.one_time_only is True
    assert made.expire_after is not None
    assert DURATIONS[made.expire_after.value] <= min(DURATIONS[most], ttl)
