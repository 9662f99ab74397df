"""How Keydesk is, for load balancers, monitoring and people who ask which version runs.

The three paths are Mozilla's Dockerflow: https://github.com/mozilla-services/Dockerflow. Anybody who can reach the
program can read them, so they hold names and booleans only: no ticket, person, address, or reason.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from app import __version__

log = structlog.get_logger(__name__)

Check: TypeAlias = Callable[[], bool]
"""Whether something is as it should be, at this moment; may take seconds, and may raise, which counts as no."""


def health(checks: Mapping[str, Check], commit: str | None) -> APIRouter:
    """`checks` by the name under which each is shown; every one is made at each `GET /__heartbeat__`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/__lbheartbeat__")
    async def alive() -> Response:
        """That this process answers, whatever else is the matter: a balancer that takes it out mends nothing."""
        return Response(status_code=200)

    @router.get("/__heartbeat__")
    def well() -> JSONResponse:
        """200 if every check says yes, else 503. In a thread: a check may wait for a database."""
        found = {name: _passes(name, check) for name, check in checks.items()}
        return JSONResponse(found, 200 if all(found.values()) else 503, headers={"Cache-Control": "no-store"})

    @router.get("/__version__")
    async def version() -> dict[str, str | None]:
        return {"name": "keydesk", "version": __version__, "commit": commit}

    return router


def _passes(name: str, check: Check) -> bool:
    try:
        return check()
    except Exception:
        log.warning("check failed", check=name, exc_info=True)
        return False
