"""The door of the local help desk: every request is counted, spoiled where a fault says so, and recorded."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.demo.helpdesk.faults import Fault
from app.demo.helpdesk.records import Json
from app.demo.helpdesk.site import Call, Moment, Site
from app.demo.loopback import witness

Cut = Callable[[Scope], None]


class Entrance:
    """`cut` ends the connection of a request without an answer."""

    def __init__(self, app: ASGIApp, desk: Site, cut: Cut) -> None:
        self._app, self._desk, self._cut = app, desk, cut
        self._count = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._count += 1
        n = self._count
        fault = self._desk.faults.take(scope["method"], scope["path"])
        body = await _body(receive)
        if body is None:
            return
        begun = asyncio.get_running_loop().time()
        fault = await self._call(Moment.BEFORE, n, scope) or fault
        answer: list[Message] = []
        scope["state"] = self._state(fault)
        if fault is None or fault.done or not fault.answers:
            answer = await self._done(scope, body, receive)
            self._record(n, scope, body, answer, fault)
            fault = await self._call(Moment.DONE, n, scope) or fault
        else:
            self._record(n, scope, body, answer, fault)
        if fault is not None:
            await asyncio.sleep(begun + fault.delay - asyncio.get_running_loop().time())
        await self._answer(fault, answer, scope, send)
        await self._call(Moment.ANSWERED, n, scope)

    def _state(self, fault: Fault | None) -> dict[str, Any]:
        stale = fault.stale if fault is not None else 0
        return {"event": self._desk.history.event - stale} if stale else {}

    async def _call(self, moment: Moment, n: int, scope: Scope) -> Fault | None:
        struck = None
        for hook in self._desk.hooks[moment]:
            struck = await asyncio.to_thread(hook, n, scope["method"], scope["path"]) or struck
        return struck

    async def _done(self, scope: Scope, body: bytes, receive: Receive) -> list[Message]:
        given = [{"type": "http.request", "body": body, "more_body": False}]
        answer: list[Message] = []

        async def give() -> Message:
            return given.pop() if given else await receive()

        async def keep(message: Message) -> None:
            answer.append(message)

        try:
            await self._app(scope, give, keep)
        except Exception as error:
            self._desk.violations.append(f"{scope['method']} {scope['path']}: the stand-in failed: {error!r}")
            raise
        return answer

    async def _answer(self, fault: Fault | None, answer: list[Message], scope: Scope, send: Send) -> None:
        if fault is not None and fault.drop:
            self._cut(scope)
            await asyncio.sleep(0)
        elif fault is not None and fault.status is not None:
            for message in _spoilt(fault, fault.status):
                await send(message)
        else:
            for message in answer:
                await send(message)

    def _record(self, n: int, scope: Scope, body: bytes, answer: list[Message], fault: Fault | None) -> None:
        raw = b"".join(message.get("body", b"") for message in answer[1:])
        call = Call(
            n=n,
            at=self._desk.time(),
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"].decode(),
            body=_json(body),
            status=answer[0]["status"] if answer else None,
            answer=_json(raw),
            actor=scope["state"].get("actor"),
            ticket=scope["state"].get("ticket"),
            violation=scope["state"].get("violation", ""),
            fault=fault,
        )
        self._desk.calls.append(call)
        witness(call)


async def _body(receive: Receive) -> bytes | None:
    """None where the caller died before all of it was sent: such a request was never made."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _json(raw: bytes) -> Json:
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return raw.decode(errors="replace")


def _spoilt(fault: Fault, status: int) -> list[Message]:
    kind = "text/html" if fault.body.lstrip().startswith("<") else "application/json"
    raw = fault.body.encode()
    headers = {"content-type": kind, "content-length": str(len(raw)), **fault.headers}
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    return [
        {"type": "http.response.start", "status": status, "headers": encoded},
        {"type": "http.response.body", "body": raw},
    ]
