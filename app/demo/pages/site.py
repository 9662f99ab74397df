"""What every page of the demonstration is made with: templates, headers, and forms that only this site can have sent.

The pages answer to loopback names alone, so that no other site's name can be bent to them. A change is a POST with
this process's token, which only somebody who can read the pages knows.
"""

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

_log = structlog.get_logger(__name__)
HERE = Path(__file__).parent
LOOPBACK = ["127.0.0.1", "localhost"]
LONGEST_FORM = 200_000
LONGEST_TEXT = 32_767
"""Jira's own limit for a description or a comment, in characters."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_TOKEN = secrets.token_urlsafe(32)


class Wrong(Exception):
    """What was asked cannot be done, and nothing was changed; the text is for the person who asked."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.text, self.status = text, status


class Form:
    """A form as it was sent: names to values, each a list."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    def get(self, name: str) -> str:
        """The value, without space around it and with line feeds alone; empty where there is none."""
        return self._values.get(name, [""])[0].replace("\r\n", "\n").strip()

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def need(self, name: str, what: str, longest: int = LONGEST_TEXT) -> str:
        """The value; Wrong where it is empty or longer than `longest` characters. `what` begins the sentence."""
        value = self.get(name)
        if not value:
            raise Wrong(f"{what} is still empty.")
        if len(value) > longest:
            raise Wrong(f"{what} is too long: at most {longest} characters.")
        return value


def new_site() -> FastAPI:
    """A site with its stylesheet, its page for what went wrong, and no name but this machine's."""
    site = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    site.add_middleware(TrustedHostMiddleware, allowed_hosts=LOOPBACK, www_redirect=False)
    site.mount("/static", StaticFiles(directory=HERE / "static"))
    site.add_exception_handler(Wrong, _wrong)
    site.add_exception_handler(HTTPException, _refused)
    site.add_exception_handler(Exception, _failed)
    return site


def page(name: str, code: int = 200, /, **values: Any) -> Response:
    """The page of that template; `values` are what it needs, and StrictUndefined says so where one lacks."""
    return HTMLResponse(_TEMPLATES.get_template(name).render(token=_TOKEN, **values), code, _HEADERS)


def go_to(address: str) -> Response:
    """After a change: the page that shows it."""
    return RedirectResponse(address, 303, _HEADERS)


async def read_form(request: Request) -> Form:
    """The form of a request that changes nothing, or that carries its own secret."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise Wrong("That is more than a form of this page can hold.", 413)
    return Form(parse_qs(body.decode(errors="replace"), keep_blank_values=True))


async def signed_form(request: Request) -> Form:
    """The form of a change; Wrong where it does not come from a page of this run."""
    form = await read_form(request)
    if not hmac.compare_digest(form.get("token").encode(), _TOKEN.encode()):
        raise Wrong("This form is not from a page of the running demo. Go back, reload, and send it again.", 403)
    return form


async def _wrong(_request: Request, problem: Exception) -> Response:
    if not isinstance(problem, Wrong):
        raise problem
    return page("wrong.html", problem.status, text=problem.text)


async def _refused(_request: Request, problem: Exception) -> Response:
    if not isinstance(problem, HTTPException):
        raise problem
    known = {404: "There is no such page.", 405: "That page only shows something, or only takes something in."}
    return page("wrong.html", problem.status_code, text=known.get(problem.status_code, str(problem.detail)))


def _clock(at: datetime) -> str:
    """By this machine's own time zone, in which whoever looks at the page is likely to live."""
    return f"{at.astimezone():%H:%M:%S}"


def _web(address: str) -> bool:
    """Whether a link may be followed from here: no script is an address."""
    return address.startswith(("http://", "https://"))


async def _failed(_request: Request, problem: Exception) -> Response:
    _log.error("a page of the demonstration failed", exc_info=problem)
    return page("wrong.html", 500, text="This page of the demo failed; the terminal says where.")


_TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["clock"] = _clock
_TEMPLATES.tests["web"] = _web
