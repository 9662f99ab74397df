"""A web application on a port of this machine, in a thread, and the ways in which a real one can fail.

`Loopback` serves any ASGI application on 127.0.0.1. `attended` lets a hook decide at three moments of each message
whether something goes wrong there; a hook may also simply look, wait, or change the world at that moment.
"""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import uvicorn
from starlette.background import BackgroundTask
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Moment(Enum):
    """Before anything is done; after it is done and before it is answered; after the answer has left."""

    BEFORE = "before"
    DONE = "done"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Fault:
    """What comes back instead of the answer; with `drop` nothing does, and the connection ends."""

    status: int = 500
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    drop: bool = False


DROP = Fault(drop=True)


WITNESSES: list[Callable[[object], None]] = []
"""Told of every call to any stand-in of this process, each with the stand-in's own record of it, from its thread."""


def witness(call: object) -> None:
    for each in WITNESSES:
        each(call)


class Loopback:
    """Serves `app` on 127.0.0.1; `port` 0 takes a free one. `start()` returns when it answers."""

    def __init__(self, app: Any, port: int = 0) -> None:
        self._socket = socket.create_server(("127.0.0.1", port))
        # asyncio does this only for sockets that it made itself; without it each answer waits 40 ms for an ACK.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="critical",
                access_log=False,
                lifespan="off",
                proxy_headers=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError(f"nothing serves {self.url}")
            time.sleep(0.005)

    def stop(self) -> None:
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()


class _NoAnswer(Response):
    """Promises a body and leaves it at that: what a client sees when the other side dies."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1")]})
        if self.background is not None:
            await self.background()


def attended(do: Callable[[], Response], hook: Callable[[Moment], Fault | None] | None) -> Response:
    """What `do` answers, with `hook` asked at each moment; a fault at the first moment means that nothing is done."""
    if hook is None:
        return do()
    fault = hook(Moment.BEFORE)
    response = None if fault else do()
    fault = fault or hook(Moment.DONE)
    if fault:
        response = _NoAnswer() if fault.drop else Response(fault.body, fault.status, dict(fault.headers))
    if response is None:
        raise AssertionError("either a fault or an answer")
    response.background = BackgroundTask(hook, Moment.ANSWERED)
    return response
