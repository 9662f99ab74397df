"""Webhooks: their shape, their signature, their second tries, and everything that can befall them under way."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person, Ticket
from app.demo.helpdesk.webhooks import doubled, dropped, reversed_order, signature
from tests.demo.jira_client import Clock

SECRET = "a secret of the tests"


class Receiver:
    """Takes webhooks and answers with `statuses`, one after another, then 202; 0 cuts the connection."""

    def __init__(self) -> None:
        self.got: list[tuple[Message, bytes]] = []
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.got.append((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                status = receiver.statuses.pop(0) if receiver.statuses else 202
                if status:
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/webhooks/jira"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]

    def events(self) -> list[str]:
        return [body["webhookEvent"] for body in self.bodies()]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def receiver(desk: HelpDesk) -> Iterator[Receiver]:
    receiver = Receiver()
    desk.webhooks.send_to(receiver.url, SECRET)
    yield receiver
    receiver.close()


def test_the_signature_is_the_one_that_atlassian_documents() -> None:
    expected = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    assert signature("It's a Secret to Everybody", b"Hello World!") == expected


def test_a_delivery_is_signed_over_its_raw_bytes(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.open_ticket(dana, "Zażółć key")
    desk.settle()
    ((headers, body),) = receiver.got
    assert headers["X-Hub-Signature"] == "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Atlassian-Webhook-Identifier"]
    assert headers["X-Atlassian-Webhook-Flow"] == "Primary"
    assert headers["X-Atlassian-Webhook-Retry"] is None


def test_without_a_secret_nothing_is_signed(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.webhooks.send_to(receiver.url)
    desk.open_ticket(dana, "A key")
    desk.settle()
    assert receiver.got[0][0]["X-Hub-Signature"] is None


def test_creation_carries_a_changelog_that_rest_does_not_have(
    desk: HelpDesk, receiver: Receiver, ticket: Ticket, dana: Person
) -> None:
    desk.settle()
    (body,) = receiver.bodies()
    assert (body["webhookEvent"], body["issue_event_type_name"]) == ("jira:issue_created", "issue_created")
    assert body["user"]["accountId"] == dana.id
    assert body["timestamp"] == int(ticket.created.timestamp() * 1000)
    assert body["issue"]["id"] == ticket.id
    assert body["issue"]["fields"]["description"] == "For spine labels"
    labels = [item for item in body["changelog"]["items"] if item["field"] == "labels"]
    assert labels == [
        {"field": "labels", "fieldtype": "jira", "fieldId": "labels"}
        | {"from": None, "fromString": None, "to": None, "toString": "alma"}
    ]
    assert desk.ticket(ticket).changes == ()


def test_an_edit_tells_actor_and_change(desk: HelpDesk, receiver: Receiver, ticket: Ticket) -> None:
    agent = desk.person("Agent")
    desk.label(ticket, "alma-key-approved", by=agent)
    desk.settle()
    body = receiver.bodies()[-1]
    assert (body["webhookEvent"], body["user"]["accountId"]) == ("jira:issue_updated", agent.id)
    assert body["changelog"]["items"][0]["toString"] == "alma alma-key-approved"
    assert body["changelog"]["id"] == desk.ticket(ticket).changes[-1].id


def test_comment_events_have_a_stub_of_the_issue_and_no_user(
    desk: HelpDesk, receiver: Receiver, ticket: Ticket
) -> None:
    desk.hold_presets()
    comment = desk.comment(ticket, "ASAP!", by=desk.bot)
    desk.edit_comment(comment, "Soon", by=desk.bot)
    desk.delete_comment(comment, by=desk.bot)
    desk.settle()
    created, *_ = bodies = receiver.bodies()[1:]
    assert [body["webhookEvent"] for body in bodies] == ["comment_created", "comment_updated", "comment_deleted"]
    assert not any("user" in body for body in bodies)
    assert set(created["issue"]["fields"]) == {"summary", "issuetype", "project", "assignee", "priority", "status"}
    assert (created["comment"]["body"], created["comment"]["jsdPublic"]) == ("ASAP\\!", True)
    assert created["comment"]["author"]["accountId"] == desk.bot.id


def test_automation_is_the_actor_of_its_changes(desk: HelpDesk, receiver: Receiver, ticket: Ticket) -> None:
    desk.comment(ticket, "Which one?", by=desk.bot)
    desk.settle()
    assert receiver.events() == ["jira:issue_created", "comment_created", "jira:issue_updated"]
    assert receiver.bodies()[-1]["user"]["accountType"] == "app"


def test_no_address_is_in_any_webhook(desk: HelpDesk, receiver: Receiver, ticket: Ticket, dana: Person) -> None:
    desk.comment(ticket, "Hello", by=dana)
    desk.move(ticket, desk.project("DEV", type="software"), by=dana)
    desk.delete_ticket(ticket, by=dana)
    desk.settle()
    assert len(receiver.got) == 4
    assert not any(b"@example.edu" in body for _, body in receiver.got)


@pytest.mark.parametrize("status", [0, 408, 409, 425, 429, 500, 503])
def test_a_failure_is_tried_again_under_the_same_identifier(
    desk: HelpDesk, receiver: Receiver, dana: Person, status: int
) -> None:
    receiver.statuses = [status, status]
    desk.open_ticket(dana, "A key")
    desk.settle()
    assert [headers["X-Atlassian-Webhook-Retry"] for headers, _ in receiver.got] == [None, "1", "2"]
    assert len({headers["X-Atlassian-Webhook-Identifier"] for headers, _ in receiver.got}) == 1
    assert len({body for _, body in receiver.got}) == 1
    assert [attempt.status for attempt in desk.webhooks.attempts] == [status or None, status or None, 202]


@pytest.mark.parametrize("status", [200, 400, 401, 404, 413, 422])
def test_other_answers_are_final(desk: HelpDesk, receiver: Receiver, dana: Person, status: int) -> None:
    receiver.statuses = [status]
    desk.open_ticket(dana, "A key")
    desk.settle()
    assert len(receiver.got) == 1


def test_after_five_more_tries_it_is_lost(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    receiver.statuses = [503] * 6
    desk.open_ticket(dana, "A key")
    desk.settle()
    assert len(receiver.got) == 6


def test_after_half_an_hour_of_failure_each_is_tried_once(
    desk: HelpDesk, receiver: Receiver, dana: Person, clock: Clock
) -> None:
    receiver.statuses = [503] * 8
    desk.open_ticket(dana, "one")
    desk.settle()
    clock.advance(minutes=31)
    desk.open_ticket(dana, "two")
    desk.open_ticket(dana, "three")
    desk.settle()
    assert len(receiver.got) == 8
    desk.open_ticket(dana, "works")
    receiver.statuses = [202, 503]
    desk.open_ticket(dana, "tried again")
    desk.settle()
    assert len(receiver.got) == 11


def test_nobody_listening_is_a_failure_too(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    receiver.close()
    desk.open_ticket(dana, "A key")
    desk.settle()
    assert [attempt.status for attempt in desk.webhooks.attempts] == [None] * 6


def test_deliveries_can_be_dropped_or_doubled(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.webhooks.tamper = dropped
    desk.open_ticket(dana, "lost")
    desk.webhooks.tamper = doubled
    desk.open_ticket(dana, "twice")
    desk.settle()
    assert [body["issue"]["fields"]["summary"] for body in receiver.bodies()] == ["twice", "twice"]


def test_deliveries_can_be_held_and_released_in_another_order(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.webhooks.hold()
    desk.open_ticket(dana, "one")
    desk.open_ticket(dana, "two")
    desk.settle()
    assert receiver.got == []
    desk.webhooks.release(reversed_order)
    desk.open_ticket(dana, "three")
    desk.settle()
    assert [body["issue"]["fields"]["summary"] for body in receiver.bodies()] == ["two", "one", "three"]


def test_a_delivery_can_be_late(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.webhooks.tamper = lambda deliveries: [each.later(timedelta(seconds=0.05)) for each in deliveries]
    desk.open_ticket(dana, "late")
    desk.webhooks.tamper = list
    desk.open_ticket(dana, "early")
    desk.settle()
    assert [body["issue"]["fields"]["summary"] for body in receiver.bodies()] == ["early", "late"]


def test_settling_does_not_wait_for_ever(desk: HelpDesk, receiver: Receiver, dana: Person) -> None:
    desk.webhooks.tamper = lambda deliveries: [each.later(timedelta(hours=1)) for each in deliveries]
    desk.open_ticket(dana, "late")
    with pytest.raises(TimeoutError):
        desk.settle(timeout=0.01)
    assert receiver.got == []
