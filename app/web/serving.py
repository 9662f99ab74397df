"""How the web side is served: many connections at once, and each given little time to make its request.

Whoever sends a byte now and then would otherwise keep a place for ever, and a few hundred of those would keep everybody
out: uvicorn ends only connections on which nothing at all has come since the last answer.
"""

import asyncio

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Far above what a help desk sends at once; beyond it the answer is 503, and Jira sends again.
MOST_CONNECTIONS = 200

#: Ample for a megabyte over a poor line.
REQUEST_SECONDS = 20.0

_NOT_WHOLE_YET = (h11.IDLE, h11.SEND_BODY)


class Impatient(H11Protocol):
    """Ends a connection on which no request has come whole for so long; the answer may take what it takes."""

    patience = REQUEST_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._stop_waiting()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait()

    def _wait(self) -> None:
        self._stop_waiting()
        self._deadline = self.loop.call_later(self.patience, self._too_late)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()

    def _too_late(self) -> None:
        if self.conn.their_state in _NOT_WHOLE_YET:
            self.transport.close()


def server(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """To be run in the main thread, where it ends in order on SIGTERM."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Impatient,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)
