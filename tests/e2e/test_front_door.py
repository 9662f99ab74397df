"""The front door, as strangers find it: whatever is sent there, nothing breaks, nothing is told, nobody has to wait.

Served as `keydesk serve` serves it, over real loopback HTTP.
"""

import gzip
import hashlib
import hmac
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, Protocol
from urllib.parse import quote

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from starlette.types import ASGIApp

from app.main import create_app
from app.store.models import work as work_table
from app.web import serving
from app.web.webhook import LONGEST_BODY
from tests.e2e.world import World

TOKEN = "automation-token-of-more-than-32-characters"
BASE_URL = "http://127.0.0.1:1"
CALM = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
WEBHOOK, AUTOMATION = "/webhooks/jira", "/webhooks/jira/automation"


class Answer(Protocol):
    """Whichever client it came to."""

    status_code: int

    @property
    def text(self) -> str | None: ...


@dataclass(frozen=True)
class FrontDoor:
    """`order` is the code of an order that waits for its key; `paths` are those of every route that there is."""

    keydesk: World
    http: httpx.Client
    paths: tuple[str, ...]
    order: str

    def signed(self, body: bytes, **headers: str) -> httpx.Response:
        return self.http.post(WEBHOOK, content=body, headers={"X-Hub-Signature": self.signature(body), **headers})

    def signature(self, body: bytes) -> str:
        secret = self.keydesk.scene.settings["JIRA_WEBHOOK_SECRETS"]
        return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    def rows(self) -> int:
        """How often anything was marked."""
        with self.keydesk.house.store.reading() as db:
            return int(db.scalar(select(func.coalesce(func.sum(work_table.c.marks), 0))) or 0)

    @property
    def address(self) -> tuple[str, int]:
        return self.http.base_url.host, self.http.base_url.port or 0

    def connection(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=10)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    web = serving.server(app, "127.0.0.1", 0)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        thread = threading.Thread(target=web.run, args=([listener],), daemon=True)
        thread.start()
        while not web.started:
            assert thread.is_alive()
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        web.should_exit = True
        thread.join()


@pytest.fixture
def door(keydesk_with: Callable[..., World], caplog: pytest.LogCaptureFixture) -> Iterator[FrontDoor]:
    """Every entrance that there can be is open: both webhooks, and the pages behind a proxy that is believed."""
    ours = {"CONSOLE_AUTH": "proxy", "CONSOLE_PROXIES": "127.0.0.1", "BASE_URL": BASE_URL}
    # The stand-ins' servers have quietened it for the whole process.
    caplog.set_level(logging.WARNING, "uvicorn.error")
    keydesk = keydesk_with(JIRA_AUTOMATION_TOKEN=TOKEN, **ours)
    _, order = keydesk.ordered()
    app = create_app(keydesk.house)
    paths = tuple(sorted({each.path for each in routes_of(app.routes)}))
    assert {WEBHOOK, AUTOMATION, "/__heartbeat__", "/orders/{code}", "/orders/{code}/check"} < set(paths)
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=20) as http:
        yield FrontDoor(keydesk, http, paths, order)
        assert http.get("/__heartbeat__").json()["database"] is True
    assert [each.getMessage() for each in caplog.get_records("call") if each.levelno >= logging.ERROR] == []


def routes_of(routes: Iterable[object]) -> Iterator[APIRoute]:
    """Every route, also of the routers that were included."""
    for each in routes:
        included = getattr(each, "original_router", None)
        if included is not None:
            yield from routes_of(included.routes)
        elif isinstance(each, APIRoute):
            yield each


def fine(answer: Answer) -> bool:
    """No failure, and no word of what is inside."""
    return answer.status_code < 500 and not re.search(
        r"Traceback|File \"|line \d+|Error\b|sqlalchemy", answer.text or ""
    )


ANY_TEXT = st.text(max_size=200)
HEADERS = st.dictionaries(
    st.sampled_from(
        ["X-Hub-Signature", "Authorization", "Content-Type", "Cookie", "Origin", "Sec-Fetch-Site", "Accept",
         "X-Forwarded-User", "X-Forwarded-For", "Content-Encoding", "Range", "If-Modified-Since"]
    ),
    st.binary(max_size=100).map(lambda raw: re.sub(rb"[\x00-\x1f\x7f]", b"", raw).strip()),
    max_size=4,
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)
QUERIES = st.binary(max_size=50).map(lambda raw: "?next=" + "".join(f"%{byte:02x}" for byte in raw))
METHODS = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])


def test_nothing_that_a_stranger_sends_breaks_anything_or_leaves_a_row(door: FrontDoor) -> None:
    before = door.rows()

    @CALM
    @given(st.data())
    def sent(data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(door.paths) | ANY_TEXT.map(lambda text: f"/{text}"))
        path = re.sub(r"\{\w+\}", lambda _: data.draw(st.just(door.order) | ANY_TEXT), path)
        url = quote(path, safe="/", errors="replace") + data.draw(st.sampled_from(["", "?"]) | QUERIES)
        body = data.draw(st.none() | st.binary(max_size=2000) | JSON.map(lambda each: json.dumps(each).encode()))
        answer = door.http.request(data.draw(METHODS), url, headers=data.draw(HEADERS), content=body)
        assert fine(answer), (answer.status_code, answer.text)

    sent()
    assert door.rows() == before


def test_whatever_a_signed_body_holds_it_is_taken(door: FrontDoor) -> None:
    known = {
        "webhookEvent": "comment_created",
        "user": {"accountId": "a", "accountType": "atlassian"},
        "issue": {"id": "10021", "key": "LIB-1", "fields": {"project": {"id": "10000"}}},
        "comment": {"self": "https://x/rest/api/2/issue/10021/comment/1", "author": {"accountId": "a"}},
        "changelog": {"items": [{"field": "labels"}]},
    }
    somewhere = list(places(known))

    @CALM
    @given(st.sampled_from(somewhere), JSON)
    def sent(path: tuple[Any, ...], value: Any) -> None:
        body = json.dumps(changed(known, path, value)).encode()
        assert door.signed(body).status_code == 202
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        assert door.http.post(AUTOMATION, content=body, headers=bearer).status_code == 202

    sent()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*path, key))


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The value with something else at one place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


STRANGE = {
    "nothing": b"",
    "no json": b"issue=1",
    "not utf-8": b'{"issue": "\xff\xfe"}',
    "nul": b"\x00" * 1000,
    "half a surrogate": b'{"issue": {"id": "\\ud800"}}',
    "deep list": b"[" * 500_000,
    "deep object": b'{"issue":' * 100_000 + b"1" + b"}" * 100_000,
    "huge integer": b'{"issue": {"id": ' + b"9" * 100_000 + b"}}",
    "huge exponent": b'{"issue": {"id": 1e999999999}}',
    "not a number": b'{"issue": {"id": NaN}}',
    "id too long": b'{"issue": {"id": "99999999999999999999999"}}',
    "id with a path": b'{"issue": {"id": "1/../../group"}}',
    "id in other digits": '{"issue": {"id": "१२३"}}'.encode(),
    "gzip bomb": gzip.compress(b'{"issue": "' + b"a" * 50_000_000),
    "as long as may be": b'{"a": "' + b"a" * (LONGEST_BODY - 9) + b'"}',
}


def test_a_signed_body_that_means_nothing_is_taken_and_marks_nothing(door: FrontDoor) -> None:
    before = door.rows()
    for name, body in STRANGE.items():
        assert len(body) <= LONGEST_BODY
        encoding = {"Content-Encoding": "gzip"} if name == "gzip bomb" else {}
        assert (name, door.signed(body, **encoding).status_code) == (name, 202)
        assert (name, door.rows()) == (name, before)


def test_a_body_that_is_too_long_is_refused_however_it_comes(door: FrontDoor) -> None:
    body = b" " * (LONGEST_BODY + 1)
    assert door.signed(body).status_code == 413
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    headers = {"X-Hub-Signature": door.signature(body)}
    assert door.http.post(WEBHOOK, content=pieces, headers=headers).status_code == 413
    with closing(door.connection()) as line:
        line.sendall(f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: {10**18}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413 ")


BODY = b'{"issue": {"id": "10021"}}'


def wrong_signatures(right: bytes) -> list[list[bytes]]:
    bare = right.removeprefix(b"sha256=")
    return [
        [],
        [b""],
        [b"sha256="],
        [b"sha256=0"],
        [b"sha256=" + b"0" * 64],
        [bare],
        [right, right],
        [right, b"sha256=0"],
        [b"sha1=" + bare],
        [b"SHA256=" + bare],
        [right + b" extra"],
        [b"sha256=\xc3\xa9\xff"],
        [b"a" * 20_000],
    ]


def test_an_unsigned_or_wrongly_signed_body_is_refused_and_marks_nothing(door: FrontDoor) -> None:
    before = door.rows()
    for written in wrong_signatures(door.signature(BODY).encode()):
        headers = [(b"X-Hub-Signature", each) for each in written]
        assert (written, door.http.post(WEBHOOK, content=BODY, headers=headers).status_code) == (written, 401)
        bearer = [(b"Authorization", b"Bearer " + TOKEN.encode())]
        assert door.http.post(WEBHOOK, content=BODY, headers=bearer).status_code == 401
    assert door.rows() == before


WRONG_BEARERS = (
    [],
    ["Bearer"],
    [f"bearer {TOKEN}"],
    [f"Bearer  {TOKEN}"],
    [f"Bearer {TOKEN[:-1]}"],
    [f"Bearer {TOKEN}", f"Bearer {TOKEN}"],
    ["Bearer é"],
    [f"Basic {TOKEN}"],
    [TOKEN],
)


def test_a_rule_without_the_token_is_refused_before_its_body_is_read(door: FrontDoor) -> None:
    before = door.rows()
    for written in WRONG_BEARERS:
        headers = [(b"Authorization", each.encode()) for each in written]
        assert (written, door.http.post(AUTOMATION, content=BODY, headers=headers).status_code) == (written, 401)
    endless = f"POST {AUTOMATION} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n".encode()
    with closing(door.connection()) as line:
        line.sendall(endless)
        assert line.recv(100).startswith(b"HTTP/1.1 401 ")
    assert door.rows() == before


def test_a_form_by_somebody_signed_in_never_breaks_and_never_gives_back_what_was_pasted(door: FrontDoor) -> None:
    page = f"/orders/{door.order}"
    who = {"X-Forwarded-User": "omar", "Origin": BASE_URL}
    [token] = set(re.findall(r'name="token" value="([^"]+)"', door.http.get(page, headers=who).text))
    pasted = st.text(min_size=12, max_size=300).map(lambda text: f"canary{text}")

    # Each is two looks at the ticket.
    @settings(CALM, max_examples=30)
    @given(pasted, ANY_TEXT | st.sampled_from(["production", "sandbox"]), st.dictionaries(ANY_TEXT, ANY_TEXT))
    def sent(key: str, environment: str, more: Mapping[str, str]) -> None:
        form = {**more, "key": key, "environment": environment, "token": token}
        answer = door.http.post(page, data=form, headers=who)
        assert fine(answer), (answer.status_code, answer.text)
        assert "canary" not in answer.text

    sent()


MALFORMED = {
    "no http": b"hello\r\n\r\n",
    "only zeros": b"\x00" * 200,
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "two lengths": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "length and chunks": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "negative length": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "bad chunk": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "huge chunk": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"f" * 30
    + b"\r\n",
    "long header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "long path": b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 30_000 + b"\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "path not utf-8": b"GET /orders/%ff%fe HTTP/1.1\r\nHost: x\r\nX-Forwarded-User: omar\r\n\r\n",
    "upgrade": b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "http 2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "gone amid the body": b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
}


def test_what_is_hardly_http_gets_a_plain_answer_or_none(door: FrontDoor) -> None:
    for name, raw in MALFORMED.items():
        answer = told(door, raw)
        assert re.match(rb"HTTP/1\.1 [24]\d\d ", answer) or not answer, (name, answer[:200])
        assert b"Traceback" not in answer


def told(door: FrontDoor, raw: bytes) -> bytes:
    """Everything that comes back, which is nothing where the line was cut."""
    with closing(door.connection()) as line:
        try:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65_536), b""))
        except OSError:
            return b""


def test_any_bytes_at_all_leave_the_door_standing(door: FrontDoor) -> None:
    @CALM
    @given(st.binary(max_size=300), st.booleans())
    def sent(raw: bytes, as_header: bool) -> None:
        with closing(door.connection()) as line:
            line.sendall(b"GET / HTTP/1.1\r\n" + raw + b"\r\n\r\n" if as_header else raw)

    sent()
    assert door.http.get("/__lbheartbeat__").status_code == 200


STALLED = b"POST /webhooks/jira HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhal"


def latencies(door: FrontDoor) -> list[float]:
    """Of signed webhooks that mark a ticket, in seconds."""
    took = []
    for _ in range(60):
        began = time.perf_counter()
        assert door.signed(BODY).status_code == 202
        took.append(time.perf_counter() - began)
    return took


def test_senders_that_hardly_move_slow_nobody_down(door: FrontDoor) -> None:
    alone = median(latencies(door))
    lines = [door.connection() for _ in range(serving.MOST_CONNECTIONS // 2)]
    ended = threading.Event()

    def drip() -> None:
        while not ended.wait(0.02):
            for line in lines:
                line.send(b".")

    try:
        for number, line in enumerate(lines):
            line.sendall(STALLED if number % 2 else b"GET / HTTP/1.1\r\nHost: ")
        dripping = threading.Thread(target=drip)
        dripping.start()
        beside = median(latencies(door))
        ended.set()
        dripping.join()
    finally:
        for line in lines:
            line.close()
    assert beside < 10 * alone + 0.05, (alone, beside)


def test_who_takes_up_every_place_and_does_not_move_is_put_out(keydesk: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.Impatient, "patience", 0.5)
    with served(create_app(keydesk.house)) as url, httpx.Client(base_url=url, trust_env=False) as http:
        port = http.base_url.port or 0
        began = time.monotonic()
        lines = [socket.create_connection(("127.0.0.1", port)) for _ in range(serving.MOST_CONNECTIONS + 20)]
        try:
            for number, line in enumerate(lines):
                line.sendall((STALLED, b"GET / HTTP/1.1\r\nHost: ", b"")[number % 3])
            while http.get("/__lbheartbeat__", headers={"Connection": "close"}).status_code == 503:
                assert time.monotonic() < began + 20
            # Told off or not, each line ends.
            for line in lines:
                line.settimeout(10)
                while line.recv(1000):
                    pass
        finally:
            for line in lines:
                line.close()


def test_an_answer_may_take_longer_than_a_request(keydesk: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving.Impatient, "patience", 0.1)
    app = create_app(keydesk.house)

    @app.get("/slow")
    def slow() -> str:
        time.sleep(0.4)
        return "at last"

    with served(app) as url:
        assert httpx.get(f"{url}/slow", trust_env=False).json() == "at last"
