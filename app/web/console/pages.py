"""Turning facts into pages.

Whatever a page shows goes through Jinja's escaping, people's words as ours. Nothing that was typed into a form is ever
among the facts, so that no page can give it back.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse, StreamingResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.web.console.visitors import Visitor

_HTML = "text/html; charset=utf-8"


class Pages:
    """The templates of one folder; `base_url` is where people open them, `token` what a visitor's forms must hold."""

    def __init__(self, folder: Path, base_url: str, token: Callable[[Visitor | None], str]) -> None:
        self._token = token
        self.root = urlsplit(base_url).path.rstrip("/")
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        # Plain HTTP is possible only where everything is on this machine.
        self._environment.globals |= {"root": self.root, "demo": base_url.startswith("http://")}

    def page(
        self, name: str, visitor: Visitor | None, facts: Mapping[str, Any], status: int = 200, wait: int | None = None
    ) -> HTMLResponse:
        """`wait` is in how many seconds whoever was turned away may come again."""
        html = self._template(name).render(self._with(visitor, facts))
        return HTMLResponse(html, status, headers={"Retry-After": str(wait)} if wait is not None else None)

    def growing(self, name: str, visitor: Visitor, facts: Mapping[str, Any]) -> StreamingResponse:
        """A page that is sent as far as it is known, while what it waits for goes on."""
        pieces: Iterator[str] = self._template(name).generate(self._with(visitor, facts))
        # A proxy that collects the whole page first would leave people looking at nothing.
        return StreamingResponse(pieces, media_type=_HTML, headers={"X-Accel-Buffering": "no"})

    def problem(
        self, title: str, words: str, status: int, visitor: Visitor | None = None, order: str | None = None
    ) -> HTMLResponse:
        """`order` is the code of the one that this was about."""
        return self.page("problem", visitor, {"title": title, "words": words, "order": order}, status)

    def _template(self, name: str) -> Any:
        return self._environment.get_template(f"{name}.html.j2")

    def _with(self, visitor: Visitor | None, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {"visitor": visitor, "token": self._token(visitor), **facts}
