"""The help desk's entrances over real HTTP: what is let in, what is kept, and that nothing can make them stumble."""

import gzip
import hashlib
import hmac
import http.client

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from app.demo.loopback import Loopback
from app.errors import Transient
from app.web.webhook import LONGEST_BODY, Entrances, webhook
from tests.web.knocking import BOT, CREATED, NEW, OLD, RULED, SIGNED, TOKEN, Door, Headers, event, signature


def test_the_signature_is_the_one_of_atlassians_example(door: Door) -> None:
    """https://developer.atlassian.com/cloud/jira/platform/webhooks/"""
    known = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    assert door.post(SIGNED, b"Hello World!", [("X-Hub-Signature", known)]) == 202
    assert door.kept == []


@pytest.mark.parametrize("secret", [OLD, NEW])
def test_while_a_secret_is_exchanged_both_are_good(door: Door, secret: str) -> None:
    assert door.signed(CREATED, secret) == 202
    assert door.kept == ["10021"]


GOOD = signature(CREATED)
UNSIGNED: dict[str, Headers] = {
    "no signature": [],
    "an empty one": [("X-Hub-Signature", "")],
    "that of another body": [("X-Hub-Signature", signature(b"{}"))],
    "that of another secret": [("X-Hub-Signature", signature(CREATED, "another secret"))],
    "that of an empty secret": [("X-Hub-Signature", signature(CREATED, ""))],
    "another method": [("X-Hub-Signature", signature(CREATED, method="sha1"))],
    "another method's name": [("X-Hub-Signature", GOOD.replace("sha256", "sha1"))],
    "no method": [("X-Hub-Signature", GOOD.removeprefix("sha256="))],
    "half of it": [("X-Hub-Signature", GOOD[:40])],
    "two signatures": [("X-Hub-Signature", GOOD), ("X-Hub-Signature", GOOD)],
    "two in one": [("X-Hub-Signature", f"{signature(b'')}, {GOOD}")],
    "another header": [("X-Hub-Signature-256", GOOD)],
    "letters beyond ASCII": [("X-Hub-Signature", b"sha256=\xc3\xa9\xff")],
    "digits beyond ASCII": [("X-Hub-Signature", "sha256=\u0661".encode())],
}


@pytest.mark.parametrize("headers", UNSIGNED.values(), ids=UNSIGNED)
def test_what_is_not_signed_by_us_is_turned_away(door: Door, headers: Headers) -> None:
    assert door.post(SIGNED, CREATED, headers) == 401
    assert door.kept == []


DEEP = 200_000
MEANINGLESS = {
    "nothing": b"",
    "no JSON": b"Hello World!",
    "half of it": CREATED[:-9],
    "no UTF-8": b'{"issue": {"id": "\xff"}}',
    "a mark of byte order": b"\xef\xbb\xbf{}",
    "compressed": gzip.compress(CREATED),
    "nested without end": b"[" * DEEP,
    "nested objects": b'{"issue":' * (DEEP // 2),
    "nested and closed": b"[" * DEEP + b"]" * DEEP,
    "a number of 5000 digits": b'{"issue": {"id": ' + b"9" * 5000 + b"}}",
    "a number of 4000 digits": b'{"issue": {"id": ' + b"9" * 4000 + b"}}",
    "a string": b'"10021"',
    "a list": b'[{"issue": {"id": "10021"}}]',
    "null": b"null",
    "not a number": b'{"issue": {"id": NaN}}',
    "half of a pair": b'{"issue": {"id": "\\ud800"}}',
    "no issue": event(webhookEvent="jira:version_released"),
    "an issue that is none": event(issue=[1, 2]),
    "an issue without an id": event(issue={"key": "LIB-1"}),
    "zero": event(issue={"id": "0"}),
    "less than nothing": event(issue={"id": -1}),
    "a fraction": event(issue={"id": 1.5}),
    "a truth": event(issue={"id": True}),
    "a number with a zero before it": event(issue={"id": "010021"}),
    "a number with a line behind it": event(issue={"id": "10021\n"}),
    "a number in other digits": event(issue={"id": "\u0661\u0660"}),
    "a path": event(issue={"id": "../../myself"}),
    "a comment of nowhere": event(comment={"self": "https://jira.example/rest/api/2/comment/1"}),
    "a comment with a strange address": event(comment={"self": 7}),
    "a key alone": event(issue="LIB-412"),
}


@pytest.mark.parametrize("body", MEANINGLESS.values(), ids=MEANINGLESS)
def test_a_signed_body_that_names_no_ticket_is_accepted_and_means_nothing(door: Door, body: bytes) -> None:
    assert door.signed(body) == 202
    assert door.kept == []


@given(st.binary(max_size=300))
def test_no_signed_bytes_make_it_stumble(served: Door, body: bytes) -> None:
    assert served.signed(body) == 202


@pytest.mark.parametrize("size", [LONGEST_BODY + 1, 3 * LONGEST_BODY])
def test_what_is_too_long_is_turned_away_also_in_chunks(door: Door, size: int) -> None:
    body = CREATED + b" " * (size - len(CREATED))
    headers = [("X-Hub-Signature", signature(body))]
    assert door.post(SIGNED, body, headers) == 413
    chunks = (body[at : at + 65_536] for at in range(0, size, 65_536))
    assert door.post(SIGNED, chunks, headers) == 413
    assert door.kept == []


def test_a_body_of_just_the_longest_length_is_read_also_in_chunks(door: Door) -> None:
    body = CREATED + b" " * (LONGEST_BODY - len(CREATED))
    assert door.signed(body) == 202
    assert door.post(SIGNED, iter([body[:9], body[9:]]), [("X-Hub-Signature", signature(body))]) == 202
    assert door.kept == ["10021", "10021"]


@pytest.mark.parametrize("length", ["-1", "1e3", "9" * 30, "\u0661"])
def test_a_length_that_is_none_does_not_make_it_stumble(door: Door, length: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    connection.putrequest("POST", SIGNED)
    connection.putheader("Content-Length", length.encode())
    connection.endheaders()
    assert connection.getresponse().status in (400, 413)
    connection.close()


def test_a_hint_that_could_not_be_kept_is_asked_for_again(door: Door) -> None:
    door.error = Transient("database: SQLITE_FULL", "The database could not be used just now.")
    assert door.signed(CREATED) == 503
    assert door.signed(event(webhookEvent="jira:version_released")) == 202


@pytest.mark.parametrize(
    "body",
    [event(issue="10021"), event(issue=10021), event(issue={"id": 10021}), event(id=10021, key="LIB-1", fields={})],
)
def test_a_rule_with_the_token_marks_the_ticket(door: Door, body: bytes) -> None:
    assert door.post(RULED, body, [("Authorization", f"Bearer {TOKEN}")]) == 202
    assert door.kept == ["10021"]


STRANGERS: dict[str, Headers] = {
    "nothing": [],
    "an empty header": [("Authorization", "")],
    "an empty token": [("Authorization", "Bearer ")],
    "the scheme alone": [("Authorization", "Bearer")],
    "another token": [("Authorization", f"Bearer {TOKEN}x")],
    "the token alone": [("Authorization", TOKEN)],
    "a lower-case scheme": [("Authorization", f"bearer {TOKEN}")],
    "another scheme": [("Authorization", f"Basic {TOKEN}")],
    "two headers": [("Authorization", f"Bearer {TOKEN}"), ("Authorization", f"Bearer {TOKEN}")],
    "letters beyond ASCII": [("Authorization", b"Bearer \xff\xfe")],
    "a signature": [("X-Hub-Signature", GOOD)],
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_a_rule_without_the_token_is_turned_away(door: Door, headers: Headers) -> None:
    assert door.post(RULED, CREATED, headers) == 401
    assert door.kept == []


def test_a_rule_s_body_may_be_too_long_as_well(door: Door) -> None:
    assert door.post(RULED, b" " * (LONGEST_BODY + 1), [("Authorization", f"Bearer {TOKEN}")]) == 413


@pytest.mark.parametrize(
    ("entrances", "closed"),
    [
        (Entrances(), [SIGNED, RULED]),
        (Entrances([NEW]), [RULED]),
        (Entrances([], TOKEN), [SIGNED]),
        (Entrances([], ""), [SIGNED, RULED]),
    ],
)
def test_an_entrance_without_a_secret_does_not_exist(entrances: Entrances, closed: list[str]) -> None:
    door, app = Door(), FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(webhook(entrances, door.mark, lambda: BOT))
    server = Loopback(app)
    server.start()
    door.port = server.port
    for path in (SIGNED, RULED):
        for headers in ([("Authorization", "Bearer ")], [("X-Hub-Signature", signature(CREATED, ""))]):
            assert door.post(path, CREATED, headers) == (404 if path in closed else 401)
    server.stop()
    assert door.kept == []


def test_the_digest_is_sha256_of_the_raw_bytes(door: Door) -> None:
    body = b'{ "issue" : { "id" : "10021" } }\n'
    wanted = hmac.new(NEW.encode(), body, hashlib.sha256).hexdigest()
    assert door.post(SIGNED, body, [("X-Hub-Signature", f"sha256={wanted.upper()}")]) == 202
    assert door.kept == ["10021"]
