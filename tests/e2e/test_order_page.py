"""The page of an order: what to make, handing it in while one watches, and everything that keeps a key from being
looked at."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from app.demo.alma import Call
from app.demo.helpdesk.faults import Fault
from app.demo.loopback import Moment
from app.web.console.orders import _enough
from app.web.console.visitors import LOCAL, Visitor
from tests.e2e.browsing import Browser
from tests.e2e.ordering import TOO_BROAD, entries, kept, make
from tests.e2e.stage import Stage
from tests.e2e.world import World


@pytest.fixture
def keydesk(with_pages: World) -> World:
    return with_pages


def told(answer: httpx.Response, result: str, area: str, words: str) -> bool:
    return f'<span class="label">{result}</span> <span><strong>{area}</strong>: {words}' in answer.text


def test_the_page_says_what_to_make_for_whom_and_on_whose_word(keydesk: World, lsis: Browser) -> None:
    ticket, order = keydesk.ordered(areas="Bibs, Users")
    page = lsis.open(f"/orders/{order}")
    assert page.status_code == 200
    assert f"{keydesk.ref(ticket)} spine-labels-at-lilly production" in page.text
    rows = [f"<tr><td>{area}</td><td>Production</td><td>Read-only</td></tr>" for area in ("Bibs", "Users")]
    assert all(row in page.text for row in rows)
    assert "Dana Whitfield, dana@lib.example.edu" in page.text
    assert "Jane Roe, " in page.text
    assert "(review 1)" in page.text
    assert f"/browse/{keydesk.ref(ticket)}" in page.text


def test_the_order_on_the_ticket_leads_to_the_page(keydesk: World, lsis: Browser) -> None:
    ticket, order = keydesk.ordered()
    document = json.dumps(keydesk.scene.desk.ticket(ticket).comments[-1].body)
    assert f"{lsis.url}/orders/{order}" in document
    assert keydesk.internal(ticket)[-1].endswith(
        "Look again at the environment (Production): Alma cannot tell me. Save, copy the key, and hand it in here. It "
        "is checked at Alma while you watch and then goes to the requester by itself.\n"
        "Never paste the key here. Without the page: in 1Password, in the vault where keys are handed in, a new API "
        "Credential with exactly that name as title. Anyone of LSIS can do this."
    )


def test_without_pages_the_order_names_the_command(keydesk_with: Callable[..., World], library: Stage) -> None:
    keydesk = keydesk_with(BASE_URL=library.web.url)
    ticket, order = keydesk.ordered()
    assert f"run keydesk deposit {order}" in keydesk.internal(ticket)[-1]
    assert "/orders/" not in json.dumps(keydesk.scene.desk.ticket(ticket).comments[-1].body)


def test_a_right_key_is_kept_and_goes_to_the_requester(keydesk: World, lsis: Browser) -> None:
    ticket, order = keydesk.ordered()
    value = make(keydesk)
    answer = lsis.hand_in(order, value)
    assert answer.status_code == 200
    assert told(answer, "Right", "Bibs", "read-only, as approved")
    assert "is stored and goes to Dana Whitfield by itself" in answer.text
    assert "did not say which environment" in answer.text
    assert value not in answer.text
    keydesk.settle()
    assert keydesk.opened(ticket) == value
    assert "The key is with its requester" in lsis.open(f"/orders/{order}").text
    assert entries(keydesk, "key tried", "key not kept") == [("console:local", "key tried", {"order": order})]


def test_a_key_that_can_do_too_much_is_told_by_its_row_and_not_kept(keydesk: World, lsis: Browser) -> None:
    ticket, order = keydesk.ordered()
    value = make(keydesk, TOO_BROAD)
    answer = lsis.hand_in(order, value)
    assert told(answer, "Too broad", "Users", "can be read, and was not approved")
    assert "Users can also be read" in answer.text
    assert (
        "please remove the row Users; leave the rest. Then hand in the same key again: it was not kept." in answer.text
    )
    assert "Nothing has been sent to the requester." in answer.text
    keydesk.settle()
    assert kept(keydesk) == 0
    assert keydesk.scene.links_of(ticket) == []
    assert "Hand it in" in lsis.open(f"/orders/{order}").text
    refused = {"order": order, "verdict": "too-broad", "last4": value[-4:]}
    assert ("console:local", "key not kept", refused) in entries(keydesk, "key not kept")


@pytest.mark.parametrize(
    ("grants", "result", "words"),
    [
        ({"courses": "read-only"}, "Missing", "cannot be read; approved is read-only"),
        ({"bibs": "read-write"}, "Too broad", "can also be written; approved is read-only"),
    ],
)
def test_each_area_is_told_as_it_was_found(
    keydesk: World, lsis: Browser, grants: dict[str, str], result: str, words: str
) -> None:
    _, order = keydesk.ordered()
    assert told(lsis.hand_in(order, make(keydesk, grants)), result, "Bibs", words)
    assert kept(keydesk) == 0


def test_what_cannot_be_tested_is_said(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered(areas="Courses")
    answer = lsis.hand_in(order, make(keydesk, {"courses": "read-only"}))
    assert told(answer, "Cannot be tested", "Courses", "can be read; approved is read-only")
    assert "<h2>Right</h2>" in answer.text


def test_a_key_that_works_nowhere_yet_may_need_some_minutes(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    answer = lsis.hand_in(order, "l8xx" + "0" * 32)
    assert "may need some minutes" in answer.text
    assert kept(keydesk) == 0


def test_an_alma_that_is_not_there_is_no_verdict(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    keydesk.scene.alma.remaining = 0
    answer = lsis.hand_in(order, make(keydesk))
    assert "could not be checked" in answer.text
    assert "The key was not kept, so please hand it in again then." in answer.text
    assert "No answer</span>" in answer.text
    assert kept(keydesk) == 0


@pytest.mark.parametrize("value", ["", "not a key", "l8xx" + "g" * 32, "x" * 10_000])
def test_what_is_no_key_is_sent_nowhere(keydesk: World, lsis: Browser, value: str) -> None:
    _, order = keydesk.ordered()
    keydesk.scene.alma.calls.clear()
    answer = lsis.hand_in(order, value)
    assert answer.status_code == 422
    assert "Nothing was checked." in answer.text
    assert '<input id="key"' in answer.text
    assert keydesk.scene.alma.calls == []
    assert entries(keydesk, "key tried") == []
    assert not value or value not in answer.text


@pytest.mark.parametrize(
    ("environment", "words"),
    [("sandbox", "rows show Sandbox"), ("", "say which environment"), ("l8xx", "say which environment")],
)
def test_rows_of_another_environment_are_asked_for_before_anything_is_checked(
    keydesk: World, lsis: Browser, environment: str, words: str
) -> None:
    _, order = keydesk.ordered()
    keydesk.scene.alma.calls.clear()
    value = make(keydesk)
    answer = lsis.hand_in(order, value, environment)
    assert answer.status_code == 422
    assert words in answer.text
    assert value not in answer.text
    assert keydesk.scene.alma.calls == []
    assert kept(keydesk) == 0


def test_a_key_of_another_ticket_is_refused(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    value = make(keydesk)
    lsis.hand_in(order, value)
    keydesk.settle()
    _, other = keydesk.ordered()
    answer = lsis.hand_in(other, value)
    assert "is already the key" in answer.text
    assert "Every use gets a key of its own" in answer.text


def test_an_order_takes_one_key(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    token = lsis.token(f"/orders/{order}")
    lsis.hand_in(order, make(keydesk))
    second = lsis.send(f"/orders/{order}", {"token": token, "key": make(keydesk), "environment": "production"})
    assert second.status_code == 409
    assert "already been handed in" in second.text


def test_ten_checks_an_hour_are_all_that_one_person_has(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    value = make(keydesk, TOO_BROAD)
    answers = [lsis.hand_in(order, value).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]
    keydesk.scene.alma.calls.clear()
    denied = lsis.hand_in(order, value)
    assert "all that everybody here together can have checked" in denied.text
    assert 0 < int(denied.headers["retry-after"]) <= 3600
    assert keydesk.scene.alma.calls == []
    keydesk.clock.advance(timedelta(minutes=20))
    lsis.open("/orders")
    keydesk.clock.advance(timedelta(minutes=20))
    lsis.open("/orders")
    keydesk.clock.advance(timedelta(minutes=21))
    assert lsis.sign_in().status_code == 303
    assert lsis.hand_in(order, value).status_code == 200


def test_what_is_no_key_takes_none_of_the_ten(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    assert {lsis.hand_in(order, "the ticket's number").status_code for _ in range(11)} == {422}
    assert lsis.hand_in(order, make(keydesk)).status_code == 200


def test_whose_ten_they_are_is_said() -> None:
    assert "everybody here together can have" in _enough(Visitor(LOCAL, "session:1", leaves=True))
    assert "one person can have" in _enough(Visitor("proxy:jane", "proxy:jane", leaves=False))


@pytest.mark.parametrize("code", ["LIB-1-production", "nonsense", "..%2F..%2Fetc", "LIB-1-production%00", "x" * 500])
def test_an_order_that_there_is_not_is_not_there(keydesk: World, lsis: Browser, code: str) -> None:  # noqa: ARG001
    answer = lsis.open(f"/orders/{code}")
    assert answer.status_code == 404


def test_open_orders_are_listed(keydesk: World, lsis: Browser) -> None:
    assert "No order waits" in lsis.open("/orders").text
    _, order = keydesk.ordered()
    assert f'<a href="/orders/{order}">' in lsis.open("/orders").text


def test_a_help_desk_that_is_away_is_told(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    keydesk.scene.desk.faults.add(Fault("GET .*/issue/", times=None, status=503))
    answer = lsis.open(f"/orders/{order}")
    assert answer.status_code == 503
    assert "Keydesk tries again" in answer.text
    assert f'<a href="/orders/{order}">Back to the order</a>' in answer.text


def test_results_come_one_after_the_other_while_alma_is_asked(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    fields = {"token": lsis.token(f"/orders/{order}"), "key": make(keydesk), "environment": "production"}
    pieces: list[bytes] = []
    seen, seen_in_time = threading.Event(), []

    def wait_for_the_reader(moment: Moment, call: Call) -> None:
        """Alma does not answer for the last area before the first one's result was read."""
        if moment is Moment.BEFORE and call.path.endswith("/users/operation/test"):
            seen_in_time.append(seen.wait(20))

    keydesk.scene.alma.hook = wait_for_the_reader
    with httpx.stream(
        "POST",
        f"{lsis.url}/orders/{order}",
        data=fields,
        headers={"Origin": lsis.url},
        cookies=dict(lsis.http.cookies),
        trust_env=False,
    ) as answer:
        for piece in answer.iter_raw():
            pieces.append(piece)
            if b"Acquisition" in b"".join(pieces):
                seen.set()
    assert seen_in_time
    assert all(seen_in_time)
    assert b"<h2>Right</h2>" in b"".join(pieces)
