"""To whom a key goes: the reporter's account and its address, or nobody."""

import json
from datetime import timedelta

import pytest

from app.demo.helpdesk.faults import Fault
from app.demo.onepassword import ShareRefused
from tests.e2e.stage import Stage
from tests.e2e.world import DANAS_ADDRESS, NewWorld, World

BIBS = {"bibs": "read-only"}


def recipients(keydesk: World) -> list[str]:
    """The addresses of every link that was made."""
    return [
        recipient["parameters"]["email"]
        for each in keydesk.scene.vault.messages
        if each.operation == "ItemsSharesCreate"
        for recipient in each.parameters["params"]["recipients"]
    ]


def test_the_link_opens_for_the_reporter_once_and_for_nobody_else(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    with pytest.raises(ShareRefused, match="for somebody else"):
        keydesk.opened(ticket, "eve@lib.example.edu")
    assert keydesk.opened(ticket) == value
    with pytest.raises(ShareRefused, match="opened already"):
        keydesk.opened(ticket)


def test_a_ticket_opened_for_somebody_goes_to_that_person(keydesk: World) -> None:
    people = keydesk.scene.people
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed(by=people.eve, on_behalf_of=people.dana)
    keydesk.approve(ticket)
    keydesk.settle()
    assert recipients(keydesk) == [DANAS_ADDRESS]


def test_an_address_that_is_hidden_is_found_in_the_operators_map(keydesk_with: NewWorld, library: Stage) -> None:
    dana = library.scene.people.dana
    library.scene.desk.change_address(dana, DANAS_ADDRESS, shown=False)
    keydesk = keydesk_with(PEOPLE=f"{dana}={DANAS_ADDRESS}")
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_an_address_that_only_the_request_shows_is_found_there(keydesk: World) -> None:
    """Jira hides it from the issue, and the service desk shows it to agents."""
    desk, dana = keydesk.scene.desk, keydesk.scene.people.dana
    value = keydesk.scene.stock_key("sandbox", BIBS)
    desk.change_address(dana, DANAS_ADDRESS, shown=False)
    request = json.dumps({"reporter": {"accountId": dana, "emailAddress": DANAS_ADDRESS}})
    desk.faults.add(Fault("GET /rest/servicedeskapi/request/[0-9]+$", times=None, status=200, body=request))
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    assert [each for each in desk.calls if "/servicedeskapi/request/" in each.path]


def test_a_reporter_without_an_address_is_told_to_the_staff_once(keydesk: World) -> None:
    keydesk.scene.desk.change_address(keydesk.scene.people.dana, DANAS_ADDRESS, shown=False)
    ticket = keydesk.request()
    keydesk.settle()
    keydesk.look(ticket)
    [told] = keydesk.comments(ticket)
    assert "the help desk does not show the reporter's address" in told
    assert "KEYDESK_PEOPLE" in told
    assert keydesk.public(ticket) == []
    assert keydesk.labels(ticket) == {"alma-key-help"}
    keydesk.scene.desk.change_address(keydesk.scene.people.dana, DANAS_ADDRESS)
    keydesk.look(ticket)
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("d\u0430na@lib.example.edu", "not one that a link can be tied to"),
        ("dana@lib.example.edu@evil.example.com", "not one that a link can be tied to"),
        ("dana", "not one that a link can be tied to"),
    ],
)
def test_an_address_that_may_be_somebody_elses_gets_nothing(keydesk: World, address: str, why: str) -> None:
    keydesk.scene.desk.change_address(keydesk.scene.people.dana, address)
    ticket = keydesk.request()
    keydesk.settle()
    assert why in keydesk.internal(ticket)[-1]
    assert keydesk.public(ticket) == []


def test_shared_deactivated_and_app_accounts_get_nothing(keydesk_with: NewWorld, library: Stage) -> None:
    desk, people = library.scene.desk, library.scene.people
    keydesk = keydesk_with(SHARED_ACCOUNTS=people.eve)
    desk.deactivate(people.dana)
    tickets = [keydesk.request(by=each) for each in (people.eve, people.dana, desk.automation.id)]
    keydesk.settle()
    told = [keydesk.comments(each)[0] for each in tickets]
    assert ["shared account" in told[0], "deactivated" in told[1], "is an app" in told[2]] == [True] * 3
    assert [len(keydesk.comments(each)) for each in tickets] == [1, 1, 1]


def test_an_address_in_the_words_is_never_a_recipient(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed(purpose="Spine labels, please send it to ravi@vendor.example.com")
    keydesk.say(ticket, "Please send the key to eve@lib.example.edu instead of me.")
    keydesk.settle()
    keydesk.approve(ticket)
    keydesk.settle()
    assert recipients(keydesk) in ([DANAS_ADDRESS], [])


def test_an_outside_address_is_flagged_and_never_served_from_stock(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed(by=keydesk.scene.people.ravi)
    assert "goes outside the library (ravi@vendor.example.com)" in keydesk.internal(ticket)[-1]
    assert "r…@vendor.example.com" in keydesk.public(ticket)[-1]
    keydesk.approve(ticket)
    keydesk.settle()
    [order] = keydesk.orders()
    value = keydesk.scene.make_key("sandbox", BIBS)
    keydesk.hand_in(order, value)
    keydesk.settle()
    assert recipients(keydesk) == ["ravi@vendor.example.com"]
    assert keydesk.opened(ticket, "ravi@vendor.example.com") == value


def test_an_address_that_the_accounts_policy_forbids_is_told_to_the_staff(keydesk: World) -> None:
    keydesk.scene.vault.account.allowed_domains = frozenset({"other.example.edu"})
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert "1Password will not share with this address (account policy)" in keydesk.internal(ticket)[-1]
    assert keydesk.dead() == [f"ticket:{ticket}"]
    assert keydesk.shares() == 0


def test_the_link_is_never_wider_than_the_accounts_policy(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(SHARE_TTL="30d")
    keydesk.scene.vault.account.policy["maxExpiry"] = "OneDay"
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    [share] = keydesk.scene.vault.shares.made
    assert share.expires - keydesk.clock.now <= timedelta(days=1)
