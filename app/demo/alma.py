"""A local Alma: the test calls of the real one, answered by what each key may do.

It is as strict as is known of the real one, and stricter where that catches a slip: only the calls that are
documented as harmless are answered, and every other call is noted as a violation. A refusal is HTTP 400 with an XML
body, whatever was asked for (as recorded by several institutions' clients). No request is kept with the value of its
key, only its last four characters.

The five tests that write, their paths and their bodies: https://developers.exlibrisgroup.com/alma/apis/
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from xml.sax.saxutils import escape

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.demo.loopback import Fault, Loopback, Moment, attended, witness

READ_ONLY = "read-only"
READ_WRITE = "read-write"
_GENERAL = "/almaws/v1/conf/general"
_TESTS = {
    "/almaws/v1/acq/test": "acquisition",
    "/almaws/v1/bibs/test": "bibs",
    "/almaws/v1/conf/test": "configuration",
    "/almaws/v1/task-lists/test": "task-lists",
    "/almaws/v1/users/operation/test": "users",
}
# The query that makes the call harmless belongs to it: without a limit these would list what the institution has.
_LISTS = {
    "/almaws/v1/analytics/paths": ("analytics", ""),
    "/almaws/v1/courses": ("courses", "limit=1"),
    "/almaws/v1/electronic/e-collections": ("electronic", "limit=1"),
    "/almaws/v1/partners": ("partners", "limit=1"),
}
AREAS = frozenset({*_TESTS.values(), *(area for area, _ in _LISTS.values())})


@dataclass(slots=True)
class Key:
    """A key as its rows in the Developer Network describe it; before `active_from` it refuses everything."""

    environment: str
    grants: dict[str, str]
    institution: str
    active_from: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it came; `key` is the last four characters of the value."""

    method: str
    path: str
    query: str
    key: str
    at: datetime
    status: int = 0


Hook = Callable[[Moment, Call], Fault | None]


@dataclass(slots=True)
class Alma:
    """The state of the local Alma; `start()` puts it on a port. Calls may come from many threads."""

    clock: Callable[[], datetime]
    remaining: int = 100_000
    per_second: int = 25
    hook: Hook | None = None
    calls: list[Call] = field(default_factory=list)
    violations: list[Call] = field(default_factory=list)
    _keys: dict[str, Key] = field(default_factory=dict, repr=False)
    _lately: deque[float] = field(default_factory=deque, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _served: Loopback | None = field(default=None, repr=False)

    def start(self, port: int = 0) -> str:
        """Serve on 127.0.0.1; the address."""
        self._served = Loopback(_web(self), port)
        self._served.start()
        return self._served.url

    @property
    def url(self) -> str:
        if self._served is None:
            raise RuntimeError("the local Alma has not been started")
        return self._served.url

    def stop(self) -> None:
        if self._served is not None:
            self._served.stop()

    def reset(self) -> None:
        """As it was before the first call and the first key."""
        with self._lock:
            for memory in (self.calls, self.violations, self._keys, self._lately):
                memory.clear()
            self.remaining, self.per_second, self.hook = 100_000, 25, None

    def add_key(
        self,
        value: str,
        environment: str,
        grants: Mapping[str, str],
        institution: str = "01DEMO_INST",
        active_from: datetime | None = None,
    ) -> None:
        """What somebody does by hand in the Developer Network; the same value again replaces the key."""
        self._keys[value] = Key(environment, _rows(grants), institution, active_from)

    def edit_key(self, value: str, grants: Mapping[str, str]) -> None:
        self._keys[value].grants = _rows(grants)

    def key(self, value: str) -> Key | None:
        """What the Developer Network shows of the key with this value."""
        return self._keys.get(value)

    def delete_key(self, value: str) -> None:
        del self._keys[value]

    def receive(self, request: Request) -> Response:
        """Answer one call as it came, and note it with what was answered."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        value = value if scheme == "apikey" else ""
        call = Call(request.method, request.url.path, request.url.query, value[-4:], self.clock())
        hook = self.hook
        response = attended(lambda: self._answer(call, value), (lambda at: hook(at, call)) if hook else None)
        call = replace(call, status=response.status_code)
        self.calls.append(call)
        witness(call)
        return response

    def _answer(self, call: Call, value: str) -> Response:
        with self._lock:
            if not _documented(call):
                self.violations.append(call)
                return Response("<html><body>404</body></html>", 404, media_type="text/html")
            if limit := self._limit():
                return limit
            return self._permitted(call, self._keys.get(value))

    def _limit(self) -> Response | None:
        now = time.monotonic()
        while self._lately and self._lately[0] <= now - 1:
            self._lately.popleft()
        if len(self._lately) >= self.per_second:
            return _error(429, "PER_SECOND_THRESHOLD", "HTTP requests are more than allowed per second")
        if self.remaining <= 0:
            return _error(429, "DAILY_THRESHOLD", "Daily API Request Threshold has been reached.")
        self._lately.append(now)
        self.remaining -= 1
        return None

    def _permitted(self, call: Call, key: Key | None) -> Response:
        level = key.grants.get(_area(call.path)) if key and self._active(key) else None
        if key is None or level is None or (call.method == "POST" and level != READ_WRITE):
            return _error(400, "UNAUTHORIZED", "API-key not defined or not configured to allow this API.")
        headers = {"X-Exl-Api-Remaining": str(self.remaining)}
        return Response(_body(call, key), media_type="application/xml", headers=headers)

    def _active(self, key: Key) -> bool:
        return key.active_from is None or self.clock() >= key.active_from


def _rows(grants: Mapping[str, str]) -> dict[str, str]:
    if set(grants) - AREAS or set(grants.values()) - {READ_ONLY, READ_WRITE}:
        raise ValueError(f"no such rows: {dict(grants)}")
    return dict(grants)


def _documented(call: Call) -> bool:
    if call.method == "POST":
        return call.path in _TESTS and not call.query
    if call.method == "GET" and call.path in _LISTS:
        return call.query == _LISTS[call.path][1]
    return call.method == "GET" and call.path in {*_TESTS, _GENERAL} and not call.query


def _area(path: str) -> str:
    if path == _GENERAL:
        return "configuration"
    return _TESTS[path] if path in _TESTS else _LISTS[path][0]


def _body(call: Call, key: Key) -> str:
    if call.method == "POST":
        return "<test>POST - OK</test>"
    if call.path in _TESTS:
        return f"<test>GET - OK - institutionCode: {escape(key.institution)}</test>"
    if call.path == _GENERAL:
        environment = f"<environment_type>{escape(key.environment)}</environment_type>"
        return f"<general>{environment}<alma_url>https://demo.alma.example</alma_url></general>"
    return f'<{_area(call.path)} total_record_count="0"/>'


def _error(status: int, code: str, message: str) -> Response:
    return Response(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans"><errorsExist>true</errorsExist>'
        f"<errorList><error><errorCode>{code}</errorCode><errorMessage>{escape(message)}</errorMessage></error>"
        "</errorList></web_service_result>",
        status,
        media_type="application/xml",
    )


def _web(alma: Alma) -> FastAPI:
    web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @web.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
    def any_call(request: Request) -> Response:
        return alma.receive(request)

    return web
