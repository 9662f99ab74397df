"""The local help desk as a server: Jira's REST API over loopback HTTP, in a thread, beside whatever uses it."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.demo.helpdesk import rest_around, rest_comments, rest_issues, rest_people, rest_search, rest_servicedesk
from app.demo.helpdesk.asking import install_refusals
from app.demo.helpdesk.entrance import Entrance
from app.demo.helpdesk.site import Site

ROUTERS = (
    rest_issues.router,
    rest_around.router,
    rest_comments.router,
    rest_people.router,
    rest_search.router,
    rest_search.strict,
    rest_servicedesk.router,
)


def real_time() -> datetime:
    return datetime.now(UTC)


class HelpDesk(Site):
    """Use `HelpDesk.serving()`, or `start()` and `stop()`. The options are those of `Site`.

    `front`, once it is set, answers all that is not REST: the pages for people, whose requests are not recorded.
    """

    def __init__(self, clock: Callable[[], datetime] = real_time, **options: Any) -> None:
        super().__init__(clock, **options)
        self.front: ASGIApp | None = None
        self._wires: dict[tuple[str, int], asyncio.Transport] = {}
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @classmethod
    @contextmanager
    def serving(cls, port: int = 0, clock: Callable[[], datetime] = real_time, **options: Any) -> Iterator[Self]:
        """A running desk on a free port, or on the given one; `.url` is its address."""
        desk = cls(clock, **options)
        desk.start(port)
        try:
            yield desk
        finally:
            desk.stop()

    def app(self) -> FastAPI:
        """The REST API by itself, without the entrance."""
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        app.state.desk = self
        install_refusals(app)
        for router in ROUTERS:
            app.include_router(router)
        return app

    def start(self, port: int = 0) -> None:
        """OSError where the port is taken."""
        listener = socket.create_server(("127.0.0.1", port))
        # Connections inherit it. asyncio sets it only where the listener names its protocol, and without it every
        # answer waits 40 ms for the client's delayed acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            self._door(Entrance(self.app(), self, self._cut)),
            http=self._protocol(),
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=600,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, name="helpdesk", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(timeout=5)
        self.webhooks.close()

    def _door(self, entrance: ASGIApp) -> ASGIApp:
        async def door(scope: Scope, receive: Receive, send: Send) -> None:
            front = None if scope["path"].startswith("/rest/") else self.front
            await (front or entrance)(scope, receive, send)

        return door

    def _protocol(self) -> type[H11Protocol]:
        """Connections that are remembered by the client's address, so that a fault can cut them."""
        wires = self._wires

        class Wire(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                wires[transport.get_extra_info("peername")] = transport

        return Wire

    def _cut(self, scope: Scope) -> None:
        self._wires[tuple(scope["client"])].abort()
