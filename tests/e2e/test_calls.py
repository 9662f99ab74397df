"""How many calls to Jira a ticket takes, counted at the help desk from its creation until ten seconds after delivery:
echoes of our own doing and the help desk's own rules and all, in a process that has delivered before.

No check is saved for it: the ticket and the reviewers are read anew before each claim and each share call.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.demo.helpdesk.site import Call
from tests.e2e.world import World, is_reading

BIBS = {"bibs": "read-only"}
Tell = Callable[[str, list[Call]], None]


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Prints calls, a line for each, also where output is captured."""

    def told(title: str, calls: list[Call]) -> None:
        with capsys.disabled():
            print(f"\n{title}: {len(calls)} calls to Jira")  # noqa: T201
            for number, each in enumerate(calls, 1):
                asks = "  (only asks)" if each.method == "POST" and is_reading(each) else ""
                print(f"{number:4} {each.method:4} {each.path.removeprefix('/rest/api/3/')}{asks}")  # noqa: T201

    return told


def warm(keydesk: World) -> int:
    """A process that has delivered before, and whose queue is quiet; how many calls that took."""
    keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.approve(keydesk.reviewed())
    keydesk.settle()
    keydesk.sweep()
    return len(keydesk.calls())


def until_delivered(keydesk: World, ticket: str, start: int) -> list[Call]:
    """The calls since `start`, ten seconds after the delivery.

    Without the sweep's search, which asks every three minutes for the whole queue, whether there is a ticket or not.
    """
    keydesk.pass_time(timedelta(seconds=10), step=timedelta(seconds=1))
    assert "alma-key-issued" in keydesk.labels(ticket)
    calls = keydesk.calls()[start:]
    searches = [each for each in calls if each.path.endswith("/search/jql")]
    assert len(searches) <= 1
    return [each for each in calls if each not in searches]


def test_a_ticket_served_from_stock_takes_thirteen_calls_at_most(keydesk: World, tell: Tell) -> None:
    start = warm(keydesk)
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    calls = until_delivered(keydesk, ticket, start)
    tell("from stock", calls)
    assert len(calls) <= 13


def test_a_ticket_whose_key_is_handed_in_by_command_takes_sixteen_calls_at_most(keydesk: World, tell: Tell) -> None:
    start = warm(keydesk)
    ticket, order = keydesk.ordered()
    keydesk.hand_in(order, keydesk.scene.make_key("production", BIBS))
    keydesk.settle()
    calls = until_delivered(keydesk, ticket, start)
    tell("handed in by command", calls)
    assert len(calls) <= 16


def test_a_ticket_whose_key_is_found_in_the_vault_takes_sixteen_calls_at_most(keydesk: World, tell: Tell) -> None:
    start = warm(keydesk)
    ticket, order = keydesk.ordered()
    keydesk.put_into_vault(order, keydesk.scene.make_key("production", BIBS))
    keydesk.sweep()
    calls = until_delivered(keydesk, ticket, start)
    tell("found in the deposit vault", calls)
    assert len(calls) <= 16
