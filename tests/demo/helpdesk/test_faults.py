"""Faults: what a client sees, what was done all the same, and what is on record."""

import threading
import time

import pytest
import requests
from jira import JIRAError

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.faults import LOGIN_PAGE, Fault
from app.demo.helpdesk.records import Ticket
from app.demo.helpdesk.site import Moment
from tests.demo.jira_client import Rest, client, document

COMMENT = r"POST /rest/api/3/issue/\d+/comment$"


def test_an_answer_can_be_an_error_with_headers(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.faults.add(Fault(COMMENT, status=429, headers={"Retry-After": "7"}))
    refused = rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "7")
    assert desk.ticket(ticket).comments == ()
    assert desk.calls[-1].status is None
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")}).status_code == 201


def test_the_work_can_be_done_and_the_answer_be_an_error(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.faults.add(Fault(COMMENT, status=503, done=True))
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")}).status_code == 503
    assert len(desk.ticket(ticket).comments) == 1
    assert desk.calls[-1].status == 201
    assert desk.calls[-1].fault is not None


@pytest.mark.parametrize("done", [False, True])
def test_the_connection_can_be_cut_before_or_after_the_work(
    desk: HelpDesk, ticket: Ticket, rest: Rest, done: bool
) -> None:
    desk.faults.add(Fault(COMMENT, drop=True, done=done))
    with pytest.raises(requests.exceptions.ConnectionError):
        rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")})
    assert len(desk.ticket(ticket).comments) == int(done)
    assert rest("GET", "myself").status_code == 200


def test_a_login_page_can_come_with_200(desk: HelpDesk, ticket: Ticket) -> None:
    desk.faults.add(Fault("GET .*/issue/", status=200, body=LOGIN_PAGE))
    with pytest.raises(requests.exceptions.JSONDecodeError):
        client(desk).issue(ticket.key)


def test_faults_strike_some_of_the_requests_that_fit(desk: HelpDesk, rest: Rest) -> None:
    desk.faults.add(Fault("GET .*/myself", skip=1, times=2, status=502))
    assert [rest("GET", "myself").status_code for _ in range(4)] == [200, 502, 502, 200]
    desk.faults.add(Fault("GET .*/myself", times=None, status=500))
    assert [rest("GET", "myself").status_code for _ in range(3)] == [500, 500, 500]
    assert rest("GET", "serverInfo").status_code == 200
    desk.faults.clear()
    assert rest("GET", "myself").status_code == 200


def test_reads_can_be_stale_by_some_events(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.label(ticket, "one", by=desk.bot)
    desk.label(ticket, "two", by=desk.bot)
    desk.faults.add(Fault("GET .*/issue/", stale=1), Fault("GET .*/issue/", skip=1, stale=99))
    stale = rest("GET", f"issue/{ticket.id}", expand="changelog").json()
    assert stale["fields"]["labels"] == ["alma", "one"]
    assert stale["changelog"]["total"] == 1
    assert rest("GET", f"issue/{ticket.id}").json()["fields"]["labels"] == ["alma", "one", "two"]


def test_an_answer_can_take_its_time(desk: HelpDesk, rest: Rest) -> None:
    desk.faults.add(Fault("myself", delay=0.05))
    before = time.monotonic()
    assert rest("GET", "myself").status_code == 200
    assert time.monotonic() - before >= 0.05


def test_a_slow_answer_runs_into_the_clients_time_out(desk: HelpDesk) -> None:
    desk.faults.add(Fault("myself", delay=5))
    jira = client(desk)
    jira._session.timeout = (1, 0.05)
    with pytest.raises(requests.exceptions.Timeout):
        jira.myself()


def test_a_hook_sees_each_request_at_its_three_moments(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    seen: list[tuple[Moment, int, str, str, int]] = []
    answered = threading.Event()

    def watch(moment: Moment) -> None:
        def hook(n: int, method: str, path: str) -> None:
            seen.append((moment, n, method, path, len(desk.ticket(ticket).comments)))
            if moment is Moment.ANSWERED:
                answered.set()

        desk.on_request(hook, moment)

    for moment in Moment:
        watch(moment)
    rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")})
    assert answered.wait(5)
    path = f"/rest/api/3/issue/{ticket.id}/comment"
    assert seen == [
        (Moment.BEFORE, 1, "POST", path, 0),
        (Moment.DONE, 1, "POST", path, 1),
        (Moment.ANSWERED, 1, "POST", path, 1),
    ]


def test_a_hook_can_strike_a_request_before_or_after_it_is_done(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    down = {1: Fault("", status=500)}
    desk.on_request(lambda n, *_: down.get(n))
    desk.on_request(lambda n, *_: Fault("", drop=True) if n == 2 else None, Moment.DONE)
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")}).status_code == 500
    assert desk.ticket(ticket).comments == ()
    with pytest.raises(requests.exceptions.ConnectionError):
        rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")})
    assert len(desk.ticket(ticket).comments) == 1


def test_the_client_in_its_default_setup_would_repeat_a_comment(desk: HelpDesk, ticket: Ticket) -> None:
    """Why Keydesk's client never retries by itself; with `max_retries=0` a cut connection means one comment."""
    desk.faults.add(Fault(COMMENT, drop=True, done=True))
    with pytest.raises((JIRAError, requests.exceptions.ConnectionError)):
        client(desk).add_comment(ticket.id, document("x"))  # type: ignore[arg-type]
    assert len(desk.ticket(ticket).comments) == 1


def test_two_desks_can_run_at_once_and_a_taken_port_is_refused(desk: HelpDesk) -> None:
    with HelpDesk.serving() as other:
        assert other.url != desk.url
        assert Rest(other)("GET", "myself").json()["accountId"] == other.bot.id
        with pytest.raises(OSError, match="in use"):
            HelpDesk().start(int(desk.url.rsplit(":", 1)[1]))
    with pytest.raises(requests.exceptions.ConnectionError):
        Rest(other)("GET", "myself")
