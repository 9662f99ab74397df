"""The pages behind a share link: an address, the code that goes to its mailbox, and then the item, once.

The link's own secret is in each form, so that nobody without the link can send one. A client that asks for JSON gets
what the pages show as data.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from app.demo.onepassword.shares import ShareRefused, Shares, WrongCode
from app.demo.pages.site import Form, page, read_form

Sent = Annotated[Form, Depends(read_form)]


def link_pages(shares: Callable[[], Shares]) -> APIRouter:
    """`shares` gives the links that there are now."""
    router = APIRouter()

    @router.get("/s")
    def link() -> Response:
        return page("share.html", step="address")

    @router.post("/s/address")
    def address(request: Request, form: Sent) -> Response:
        secret, to = form.get("secret"), form.get("address")
        try:
            shares().send_code(secret, to)
        except ShareRefused as problem:
            return _refused(request, problem)
        return JSONResponse({}) if _is_client(request) else code_form(secret, to)

    @router.post("/s/open")
    def open_item(request: Request, form: Sent) -> Response:
        try:
            opened = shares().view(form.get("secret"), form.get("address"), form.get("code"))
        except WrongCode as problem:
            again = code_form(form.get("secret"), form.get("address"), str(problem))
            return _refused(request, problem) if _is_client(request) else again
        except ShareRefused as problem:
            return _refused(request, problem)
        return JSONResponse(asdict(opened)) if _is_client(request) else page("share.html", step="shown", opened=opened)

    def code_form(secret: str, to: str, why: str = "") -> Response:
        codes = [code for owner, code in reversed(shares().mailbox) if owner == to]
        facts = {"secret": secret, "address": to, "codes": codes, "why": why}
        return page("share.html", 403 if why else 200, step="code", **facts)

    return router


def _refused(request: Request, problem: ShareRefused) -> Response:
    if _is_client(request):
        return JSONResponse({"refused": str(problem)}, 403)
    return page("share.html", 403, step="refused", why=str(problem))


def _is_client(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")
