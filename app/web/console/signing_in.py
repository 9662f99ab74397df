"""Signing in and out, where Keydesk itself knows who may come in."""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from app.store.sessions import LONGEST
from app.web.console.guard import Guard
from app.web.console.pages import Pages
from app.web.console.visitors import LocalDoor, Refusal, Visitor

PATH = "/sign-in"
HOME = "/orders"

# After signing in nobody is sent anywhere else: https://cwe.mitre.org/data/definitions/601.html
_OURS = re.compile(r"/orders(/[A-Za-z0-9_-]{1,120})?")


class SigningIn:
    def __init__(self, door: LocalDoor, guard: Guard, pages: Pages, clock: Callable[[], datetime]) -> None:
        self._door = door
        self._guard = guard
        self._pages = pages
        self._clock = clock

    def routes(self) -> APIRouter:
        anybody = [Depends(self._guard.form), Depends(self._guard.anybody)]
        router = APIRouter(include_in_schema=False, dependencies=anybody)
        router.add_api_route(PATH, self.show, methods=["GET"])
        router.add_api_route(PATH, self.sign_in, methods=["POST"])
        signed_in = [Depends(self._guard.form), Depends(self._guard.signed_in)]
        router.add_api_route("/sign-out", self.sign_out, methods=["POST"], dependencies=signed_in)
        return router

    def show(self, request: Request) -> Response:
        return self._form(request, request.query_params.get("next", ""))

    def sign_in(self, request: Request) -> Response:
        form = request.state.form
        outcome = self._door.sign_in(request, form.get("password", ""))
        if isinstance(outcome, Refusal):
            return self._form(request, form.get("next", ""), outcome)
        answer = RedirectResponse(f"{self._pages.root}{_ours(form.get('next', ''))}", 303)
        answer.set_cookie(
            self._door.cookie,
            outcome,
            max_age=int(LONGEST.total_seconds()),
            path="/",
            secure=self._door.secure,
            httponly=True,
            # Not strict: whoever follows the link on a ticket is signed in already.
            samesite="lax",
        )
        return answer

    def sign_out(self, request: Request) -> Response:
        self._door.sign_out(request)
        answer = RedirectResponse(f"{self._pages.root}{PATH}", 303)
        answer.delete_cookie(self._door.cookie, path="/", secure=self._door.secure, httponly=True, samesite="lax")
        return answer

    def _form(self, request: Request, following: str, refused: Refusal | None = None) -> Response:
        visitor: Visitor | None = request.state.visitor
        facts = {"next": _ours(following), "refused": refused is not None}
        wait = None
        if refused is not None and refused.until is not None:
            wait = max(1, round((refused.until - self._clock()).total_seconds()))
        minutes = -(-wait // 60) if wait is not None else 0
        status = 200 if refused is None else 401 if wait is None else 429
        return self._pages.page("sign-in", visitor, {**facts, "minutes": minutes}, status, wait)


def sign_in_first(pages: Pages, request: Request) -> Response:
    """To the sign-in, and from there to what was asked for."""
    return RedirectResponse(f"{pages.root}{PATH}?next={quote(_ours(request.url.path), safe='')}", 303)


def _ours(path: str) -> str:
    return path if _OURS.fullmatch(path) else HOME
