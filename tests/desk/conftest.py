"""A Jira that says what a test tells it to, over real HTTP on loopback, and remembers what it was asked."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from app.desk.access import JiraAccess
from app.desk.jira import JiraDesk

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ME = "712020:keydesk"


@dataclass
class Asked:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


Reply = tuple[int, Any] | tuple[int, Any, dict[str, str]] | None
Teller = Callable[[Asked], Reply]


class ScriptedJira:
    """Answers for each method and path; the last of several stays. What was not foreseen fails the test.

    An answer is `(status, body)` or `(status, body, headers)`, where a body that is not a string becomes JSON; or None,
    which closes the connection with nothing said; or a function of what was asked.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.unforeseen: list[str] = []
        self.me = ME
        self._answers: dict[str, list[Reply | Teller]] = {}
        self.url = ""
        self.on("GET myself", (200, {"accountId": ME, "displayName": "Keydesk", "accountType": "atlassian"}))

    def on(self, what: str, *answers: Reply | Teller) -> None:
        """`what` is `GET issue/10001`, with the path under rest/api/3, or from the root if it begins with `/`."""
        method, path = what.split(" ")
        self._answers[f"{method} {path if path.startswith('/') else '/rest/api/3/' + path}"] = list(answers)

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        answers = self._answers.get(f"{asked.method} {asked.path}")
        if not answers:
            self.unforeseen.append(f"{asked.method} {asked.path}")
            return 404, {"errorMessages": ["unforeseen"]}
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return found(asked) if callable(found) else found

    def last(self, method: str) -> Asked:
        return [one for one in self.asked if one.method == method][-1]

    def count(self, method: str, path: str) -> int:
        return sum(one.method == method and one.path == f"/rest/api/3/{path}" for one in self.asked)


class _Server(ThreadingHTTPServer):
    script: ScriptedJira


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = json.loads(sent) if sent else None
        asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), body, dict(self.headers))
        reply = self.server.script.answer(asked)
        if reply is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        status, data, *headers = reply
        text = "" if data is None else data if isinstance(data, str) else json.dumps(data)
        self.send_response(status)
        for name, value in (headers[0] if headers else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = do_PUT = do_DELETE = _serve

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def jira() -> Iterator[ScriptedJira]:
    script = ScriptedJira()
    server = _Server(("127.0.0.1", 0), _Handler)
    server.script, server.daemon_threads, server.block_on_close = script, True, False
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield script
    server.shutdown()
    server.server_close()
    assert not script.unforeseen


@pytest.fixture
def naps() -> list[float]:
    """How long the desk wanted to sleep."""
    return []


DeskFor = Callable[..., JiraDesk]


@pytest.fixture
def desk_for(jira: ScriptedJira, naps: list[float]) -> DeskFor:
    """A desk on the scripted Jira; keywords are those of `JiraAccess`, and `timeout`."""

    def build(timeout: tuple[float, float] = (1.0, 5.0), **access: Any) -> JiraDesk:
        facts: dict[str, Any] = {
            "url": jira.url,
            "site_url": "https://help.example.edu/",
            "user": "keydesk@example.edu",
            "token": "the-token-itself",
            "projects": ("10000",),
            "queues": {"alma": 'labels = "alma key"'},
        }
        return JiraDesk(JiraAccess(**(facts | access)), now=lambda: NOW, sleep=naps.append, timeout=timeout)

    return build


@pytest.fixture(scope="session")
def reference() -> Path:
    """Atlassian's own examples."""
    folder = os.environ.get("KEYDESK_REFERENCE")
    if not folder:
        pytest.skip("set KEYDESK_REFERENCE to the folder with Atlassian's examples")
    return Path(folder) / "jira" / "openapi" / "examples"


@pytest.fixture
def desk(desk_for: DeskFor) -> JiraDesk:
    return desk_for()
