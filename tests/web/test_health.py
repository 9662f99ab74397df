"""What the three health paths answer, and that they tell strangers nothing."""

import asyncio

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from app import __version__
from app.errors import Misconfigured
from app.web.health import Check, health


def get(path: str, checks: dict[str, Check] | None = None, commit: str | None = None) -> Response:
    app = FastAPI()
    app.include_router(health(checks or {}, commit))

    async def ask() -> Response:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://keydesk") as client:
            return await client.get(path)

    return asyncio.run(ask())


def fails_for_want_of_a_token() -> bool:
    raise Misconfigured("Jira refused canary-4711", "Jira refused our token canary-4711.")


def breaks() -> bool:
    raise RuntimeError("canary-4711")


def test_the_heartbeat_is_green_when_every_check_passes() -> None:
    answer = get("/__heartbeat__", {"database": lambda: True, "worker": lambda: True})
    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": True})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("check", [lambda: False, fails_for_want_of_a_token, breaks])
def test_the_heartbeat_is_red_when_one_check_does_not_pass(check: Check) -> None:
    answer = get("/__heartbeat__", {"database": lambda: True, "settings": check})
    assert (answer.status_code, answer.json()) == (503, {"database": True, "settings": False})
    assert "canary" not in answer.text


def test_the_balancers_heartbeat_touches_nothing() -> None:
    touched: list[str] = []

    def database() -> bool:
        touched.append("database")
        return False

    answer = get("/__lbheartbeat__", {"database": database})
    assert (answer.status_code, answer.content, touched) == (200, b"", [])


@pytest.mark.parametrize("commit", [None, "4f2a91c"])
def test_the_version_says_what_runs(commit: str | None) -> None:
    answer = get("/__version__", commit=commit)
    assert answer.json() == {"name": "keydesk", "version": __version__, "commit": commit}
