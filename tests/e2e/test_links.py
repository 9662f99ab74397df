"""The link that is published is the one that was made, whatever stands in its place, and its comment says its end."""

from datetime import timedelta

import pytest

from app.demo.helpdesk.faults import Fault
from app.demo.helpdesk.records import RemoteLink
from app.demo.loopback import DROP, Moment
from app.demo.onepassword import Message
from app.wording import phrases
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
MINUTE = timedelta(minutes=1)
EVIL = "https://share.evil.example/s#AAAA"


def plant(keydesk: World, ticket: str) -> None:
    """Somebody who may link issues puts another address where our link belongs."""
    link = RemoteLink(0, f"keydesk:{ticket}:sandbox:0", {"url": EVIL, "title": "Alma sandbox key"})
    keydesk.scene.desk.add_remote_link(ticket, link, keydesk.scene.people.eve)


def place(keydesk: World, ticket: str) -> list[str]:
    """What stands on the ticket where our link belongs."""
    return [str(each.object["url"]) for each in keydesk.scene.desk.ticket(ticket).links]


def lose_a_share_answer(keydesk: World) -> None:
    lost = [DROP]

    def lose(at: Moment, message: Message) -> object:
        return lost.pop() if lost and at is Moment.DONE and message.operation == "ItemsSharesCreate" else None

    keydesk.scene.vault.hook = lose  # type: ignore[assignment]


def test_a_link_that_somebody_planted_is_never_published(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    plant(keydesk, ticket)
    lose_a_share_answer(keydesk)
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.scene.links_of(ticket) == []
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert EVIL not in "".join(keydesk.comments(ticket))
    assert keydesk.scene.links_of(ticket) == place(keydesk, ticket) != [EVIL]
    assert (keydesk.opened(ticket), keydesk.shares()) == (value, 2)


def test_a_link_that_was_put_in_place_of_ours_is_never_published(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("POST .*/comment$", times=1, status=503))
    keydesk.approve(ticket)
    keydesk.settle()
    plant(keydesk, ticket)
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert keydesk.scene.links_of(ticket) == place(keydesk, ticket) != [EVIL]
    assert (keydesk.opened(ticket), keydesk.shares()) == (value, 2)


def test_our_own_link_is_found_again_and_published(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("POST .*/comment$", times=1, status=503))
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.scene.links_of(ticket) == []
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert keydesk.scene.links_of(ticket) == place(keydesk, ticket)
    assert (keydesk.opened(ticket), keydesk.shares()) == (value, 1)


def test_a_delivery_whose_comment_stands_needs_no_other_link(keydesk: World) -> None:
    """Also where the ticket, as it is read, does not show the comment yet."""
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("POST .*/comment$", times=1, drop=True, done=True))
    keydesk.approve(ticket)
    keydesk.settle()
    plant(keydesk, ticket)
    keydesk.scene.desk.faults.add(Fault("GET /rest/api/3/issue/[0-9]+$", times=None, stale=3))
    keydesk.pass_time(7 * MINUTE, step=MINUTE)
    keydesk.scene.desk.faults.clear()
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert (keydesk.opened(ticket), keydesk.shares()) == (value, 1)
    assert "alma-key-issued" in keydesk.labels(ticket)


@pytest.mark.parametrize("lasts", ["OneHour", "OneDay", "ThirtyDays"])
@pytest.mark.parametrize("broken_off", [False, True])
def test_the_comment_and_the_links_title_say_when_the_link_ends(
    keydesk: World, lasts: str, *, broken_off: bool
) -> None:
    keydesk.scene.vault.account.policy["maxExpiry"] = lasts
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    if broken_off:
        keydesk.scene.desk.faults.add(Fault("POST .*/comment$", times=1, status=503))
    keydesk.approve(ticket)
    keydesk.settle()
    [made] = keydesk.scene.vault.shares.made
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    zone = keydesk.house.policy().time_zone
    [told] = [each for each in keydesk.public(ticket) if "Open your key" in each]
    assert f"until {phrases.moment(made.expires, zone)}" in told
    [link] = keydesk.scene.desk.ticket(ticket).links
    assert str(link.object["title"]).endswith(f"until {phrases.day(made.expires, zone)})")
