"""An order lives by its approval, which is asked again before anything is done for it; and checking a key again."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.e2e.browsing import Browser
from tests.e2e.ordering import BIBS, TOO_BROAD, entries, kept, make
from tests.e2e.world import World


@pytest.fixture
def keydesk(with_pages: World) -> World:
    return with_pages


def withdrawn(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.unlabel(ticket, "alma-key-approved", by=keydesk.scene.people.jane)


def declined(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.label(ticket, "alma-key-denied", by=keydesk.scene.people.omar)


def closed(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.close(ticket, keydesk.scene.people.omar)


def kept_out(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.label(ticket, "keydesk-off", by=keydesk.scene.people.omar)


def changed(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.edit(ticket, keydesk.scene.people.dana, description="Alma API key, production, Users read/write")


def paused(keydesk: World, ticket: str) -> None:  # noqa: ARG001
    keydesk.pause()


def gone(keydesk: World, ticket: str) -> None:
    keydesk.scene.desk.delete_ticket(ticket, keydesk.scene.people.omar)


MEANWHILE = [
    (withdrawn, 409, "label is not on the ticket any more"),
    (declined, 409, "a reviewer has declined"),
    (closed, 409, "closed or has left the queue"),
    (kept_out, 409, "keydesk-off is set"),
    (changed, 409, "does not count any more: the request changed after it"),
    (paused, 409, "issuing is paused"),
    (gone, 404, "There is no such order"),
]


@pytest.mark.parametrize(("act", "status", "words"), MEANWHILE, ids=lambda each: getattr(each, "__name__", None))
def test_an_order_whose_approval_ended_takes_no_key_and_says_why(
    keydesk: World, lsis: Browser, act: Callable[[World, str], None], status: int, words: str
) -> None:
    ticket, order = keydesk.ordered()
    value, token = make(keydesk), lsis.token(f"/orders/{order}")
    keydesk.scene.alma.calls.clear()
    act(keydesk, ticket)
    fields = {"token": token, "key": value, "environment": "production"}
    answer = lsis.send(f"/orders/{order}", fields)
    assert answer.status_code == status
    assert words in answer.text
    assert value not in answer.text
    assert keydesk.scene.alma.calls == []
    assert kept(keydesk) == 0


def test_the_approval_is_asked_again_under_the_lock(keydesk: World, lsis: Browser) -> None:
    """It may end between the page's own look and the check."""
    ticket, order = keydesk.ordered()
    token, reads = lsis.token(f"/orders/{order}"), [0]

    def withdraw(_: int, method: str, path: str) -> None:
        if method == "GET" and path.endswith(f"/issue/{ticket}"):
            reads[0] += 1
            if reads[0] == 2:
                withdrawn(keydesk, ticket)

    keydesk.scene.desk.on_request(withdraw)
    answer = lsis.send(f"/orders/{order}", {"token": token, "key": make(keydesk), "environment": "production"})
    assert answer.status_code == 409
    assert "label is not on the ticket any more" in answer.text
    assert kept(keydesk) == 0


def wrong_in_the_vault(keydesk: World) -> tuple[str, str, str]:
    """A key that can do too much lies in the deposit vault, and the ticket says so."""
    ticket, order = keydesk.ordered()
    value = make(keydesk, TOO_BROAD)
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    assert "can do more than approved" in keydesk.internal(ticket)[-1]
    return ticket, order, value


def test_a_key_that_was_mended_is_checked_again_at_once(keydesk: World, lsis: Browser) -> None:
    ticket, order, value = wrong_in_the_vault(keydesk)
    document = json.dumps(keydesk.scene.desk.ticket(ticket).comments[-1].body)
    assert keydesk.internal(ticket)[-1].endswith(
        "In the Developer Network please remove the row Users; leave the rest. I check again every few minutes for an "
        "hour, or press Check again here. Nothing has been sent to the requester."
    )
    assert f"{lsis.url}/orders/{order}" in document
    page = lsis.open(f"/orders/{order}")
    assert "Users can also be read" in page.text
    assert "Check again" in page.text
    keydesk.scene.alma.edit_key(value, BIBS)
    answer = lsis.send(f"/orders/{order}/check", {"token": lsis.token(f"/orders/{order}")})
    assert "<h2>Right</h2>" in answer.text
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    assert entries(keydesk, "check asked for") == [("console:local", "check asked for", {"order": order})]


def test_checking_again_is_for_once_in_ten_minutes(keydesk: World, lsis: Browser) -> None:
    _, order, _ = wrong_in_the_vault(keydesk)
    fields = {"token": lsis.token(f"/orders/{order}")}
    checked = lsis.send(f"/orders/{order}/check", fields).text
    assert "Users can also be read" in checked
    assert "it was not kept" not in checked
    keydesk.scene.alma.calls.clear()
    denied = lsis.send(f"/orders/{order}/check", fields)
    assert denied.status_code == 429
    assert "checked again just now" in denied.text
    assert keydesk.scene.alma.calls == []
    keydesk.clock.advance(timedelta(minutes=10))
    assert lsis.send(f"/orders/{order}/check", fields).status_code == 200


def test_without_a_key_there_is_nothing_to_check_again(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    answer = lsis.send(f"/orders/{order}/check", {"token": lsis.token(f"/orders/{order}")})
    assert answer.status_code == 409
    assert "no key here that waits for a check" in answer.text


def test_without_an_approval_nothing_is_checked_again(keydesk: World, lsis: Browser) -> None:
    ticket, order, _ = wrong_in_the_vault(keydesk)
    token = lsis.token(f"/orders/{order}")
    withdrawn(keydesk, ticket)
    keydesk.scene.alma.calls.clear()
    answer = lsis.send(f"/orders/{order}/check", {"token": token})
    assert answer.status_code == 409
    assert keydesk.scene.alma.calls == []
