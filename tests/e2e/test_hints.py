"""Webhooks are hints: what is lost, doubled, late, reordered or replayed changes nothing but the time it takes."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.demo.helpdesk.webhooks import Arrange, doubled, dropped, reversed_order
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}


def through(keydesk: World, after_each: Callable[[], object]) -> tuple[str, str]:
    """A ticket all the way, with `after_each` act of a person; its id and the key's value."""
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request("")
    after_each()
    keydesk.say(ticket, "premium sandbox")
    after_each()
    keydesk.approve(ticket)
    after_each()
    return ticket, value


def delivered_once(keydesk: World, ticket: str, value: str) -> None:
    assert keydesk.opened(ticket) == value
    assert keydesk.shares() == len(keydesk.scene.links_of(ticket)) == 1
    assert len(keydesk.public(ticket)) == len(set(keydesk.public(ticket))) == 3
    assert len(keydesk.internal(ticket)) == len(set(keydesk.internal(ticket))) == 2
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}


@pytest.mark.parametrize("arrange", [doubled, lambda sent: [*sent, *sent, *sent]])
def test_doubled_webhooks_change_nothing(keydesk: World, arrange: Arrange) -> None:
    keydesk.scene.desk.webhooks.tamper = arrange
    delivered_once(keydesk, *through(keydesk, keydesk.settle))


def test_reordered_webhooks_change_nothing(keydesk: World) -> None:
    webhooks = keydesk.scene.desk.webhooks

    def release() -> None:
        webhooks.release(reversed_order)
        keydesk.settle()
        webhooks.hold()

    webhooks.hold()
    delivered_once(keydesk, *through(keydesk, release))


def test_replayed_webhooks_change_nothing(keydesk: World) -> None:
    ticket, value = through(keydesk, keydesk.settle)
    webhooks = keydesk.scene.desk.webhooks
    sent = [each.delivery for each in webhooks.attempts]
    assert len(sent) > 10
    before = len(keydesk.writes())
    keydesk.pass_time(timedelta(days=2))
    webhooks.deliver(sent)
    keydesk.settle()
    assert len(keydesk.writes()) == before
    delivered_once(keydesk, ticket, value)


def test_the_sweep_alone_does_everything(keydesk: World) -> None:
    keydesk.scene.desk.webhooks.tamper = dropped
    delivered_once(keydesk, *through(keydesk, keydesk.sweep))
    assert keydesk.scene.desk.webhooks.attempts == []


def test_lost_webhooks_are_made_up_for_by_the_sweep(keydesk: World) -> None:
    keydesk.scene.desk.webhooks.tamper = dropped
    ticket = keydesk.request("")
    keydesk.settle()
    assert keydesk.comments(ticket) == []
    keydesk.scene.desk.webhooks.tamper = lambda sent: sent
    keydesk.sweep()
    assert "still open" in keydesk.public(ticket)[-1]


def test_a_ticket_that_the_search_does_not_know_yet_is_looked_at_again(keydesk: World) -> None:
    """Its webhook came at once, and whether the queue holds it is asked of an index that lags."""
    keydesk.scene.desk.match_lag = keydesk.scene.desk.search_lag = timedelta(seconds=20)
    ticket = keydesk.request("")
    keydesk.settle()
    assert keydesk.comments(ticket) == []
    keydesk.pass_time(timedelta(minutes=3), step=timedelta(seconds=30))
    assert "still open" in keydesk.public(ticket)[-1]


def test_a_search_that_lags_does_not_make_a_ticket_leave_its_queue(keydesk: World) -> None:
    keydesk.scene.desk.search_lag = timedelta(minutes=2)
    ticket = keydesk.reviewed()
    keydesk.sweep()
    keydesk.approve(ticket)
    keydesk.settle()
    assert len(keydesk.orders()) == 1


def test_the_status_rules_of_the_help_desk_and_our_own_doing_cause_no_looks(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    reads = len(keydesk.calls())
    assert len(keydesk.scene.desk.webhooks.attempts) > 4
    assert keydesk.scene.desk.ticket(ticket).status == "10002"
    keydesk.pass_time(timedelta(minutes=2))
    assert len(keydesk.calls()) == reads


def test_a_change_during_a_look_is_looked_at_afterwards(keydesk: World) -> None:
    """Dana adds a word while her ticket is being answered: nothing of it is lost."""
    desk, dana = keydesk.scene.desk, keydesk.scene.people.dana
    pending = [True]

    def meanwhile(_n: int, method: str, path: str) -> None:
        if pending and method == "POST" and path.endswith("/comment"):
            pending.pop()
            desk.comment(ticket, "premium sandbox", dana)

    desk.on_request(meanwhile)
    ticket = keydesk.request("")
    keydesk.settle()
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]


def test_a_ticket_that_was_given_up_rests_until_somebody_does_something(keydesk: World) -> None:
    keydesk.scene.vault.account.allowed_domains = frozenset({"other.example.edu"})
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.dead() == [f"ticket:{ticket}"]
    said, asked = len(keydesk.comments(ticket)), len(keydesk.scene.vault.messages)
    keydesk.pass_time(timedelta(hours=2), step=timedelta(minutes=30))
    for _ in range(3):
        keydesk.clock.advance(timedelta(minutes=3))
        keydesk.sweep()
    assert keydesk.dead() == [f"ticket:{ticket}"]
    assert len(keydesk.scene.vault.messages) == asked
    keydesk.scene.vault.account.allowed_domains = None
    keydesk.say(ticket, "Is there any news?")
    keydesk.settle()
    keydesk.pass_time(timedelta(minutes=5), step=timedelta(minutes=1))
    assert keydesk.dead() == []
    assert keydesk.shares() == 1
    assert len(keydesk.comments(ticket)) > said
