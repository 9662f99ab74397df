"""Where the help desk knocks: each signed hint is kept for good before it is acknowledged, and nothing else happens
here.

An entrance whose secret is not set does not exist. A signature is compared before anything is parsed, bytes with bytes.
Whatever a well-signed body holds, the answer is 202: Jira never sends again what it was told is wrong.
"""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

import structlog
from fastapi import APIRouter, Request, Response

from app.errors import KeydeskError
from app.web.body import body_of
from app.web.hints import Hint, hint_of

LONGEST_BODY = 1 << 20

Mark: TypeAlias = Callable[[str], Awaitable[None]]
"""Keeps for good that a ticket is to be looked at; returns after the commit."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Entrances:
    """`secrets` sign webhooks, the old and the new one while they are changed; `token` is the Automation rules'."""

    secrets: Sequence[str] = ()
    token: str | None = None


def webhook(entrances: Entrances, mark: Mark, bot: Callable[[], str | None], statuses: bool = False) -> APIRouter:
    """The entrances that have a secret. `bot` is our own account's id, once it is known; `statuses` tells that a
    ticket's status is ours to set, so that it matters what the help desk's rules make of it."""
    router = APIRouter(include_in_schema=False)

    async def signed(request: Request) -> Response:
        body = await body_of(request, LONGEST_BODY)
        if body is None:
            return Response(status_code=413)
        if not _signed(body, request.headers.getlist("x-hub-signature"), entrances.secrets):
            return Response(status_code=401)
        return await _accept(hint_of(body), mark, bot(), statuses)

    async def ruled(request: Request) -> Response:
        if not _bears(request.headers.getlist("authorization"), entrances.token or ""):
            return Response(status_code=401)
        body = await body_of(request, LONGEST_BODY)
        return Response(status_code=413) if body is None else await _accept(hint_of(body), mark, None, statuses)

    if entrances.secrets:
        router.add_api_route("/webhooks/jira", signed, methods=["POST"])
    if entrances.token:
        router.add_api_route("/webhooks/jira/automation", ruled, methods=["POST"])
    return router


async def _accept(hint: Hint | None, mark: Mark, bot: str | None, statuses: bool) -> Response:
    if hint is None or hint.is_echo(bot, statuses):
        return Response(status_code=202)
    try:
        await mark(hint.ticket_id)
    except KeydeskError as error:
        _log.error("hint not kept", error=error.log)
        return Response(status_code=503, headers={"Retry-After": "60"})
    return Response(status_code=202)


def _signed(body: bytes, signatures: Sequence[str], secrets: Sequence[str]) -> bool:
    """WebSub's `method=hex` over the raw body (developer.atlassian.com/cloud/jira/platform/webhooks); sha256 alone."""
    if len(signatures) != 1:
        return False
    method, _, given = signatures[0].partition("=")
    wanted = [hmac.new(secret.encode(), body, sha256).hexdigest().encode() for secret in secrets if secret]
    matches = [hmac.compare_digest(given.strip().lower().encode("utf-8", "replace"), each) for each in wanted]
    return method == "sha256" and any(matches)


def _bears(headers: Sequence[str], token: str) -> bool:
    if len(headers) != 1 or not token:
        return False
    scheme, _, given = headers[0].partition(" ")
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()) and scheme == "Bearer"
