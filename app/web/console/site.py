"""The pages put together and added to the application: routes, what turns people away, the stylesheet, the headers."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse

from app.core.secret import Secret
from app.flow.handing_in import Depositor
from app.store.session import Store
from app.web.console.guard import Guard, SignInFirst, TurnedAway
from app.web.console.orders import Orders
from app.web.console.pages import Pages
from app.web.console.signing_in import SigningIn, sign_in_first
from app.web.console.visitors import Door, LocalDoor

STYLESHEET = Path(__file__).parents[1] / "static" / "keydesk.css"

#: Alma is asked by one of them at a time; the others wait for their turn.
MOST_WATCHED = 4


@dataclass(frozen=True, slots=True)
class Console:
    """What the pages need. `key` signs forms; `base_url` is where people open the pages; `templates` a folder. `shapes`
    raises Permanent, by service, for what has not the form of a key."""

    depositor: Depositor
    store: Store
    door: Door
    key: bytes
    base_url: str
    templates: Path
    clock: Callable[[], datetime]
    shapes: Mapping[str, Callable[[Secret], None]]


def add_console(app: FastAPI, parts: Console) -> None:
    guard = Guard(parts.door, parts.key, parts.base_url)
    pages = Pages(parts.templates, parts.base_url, guard.token)
    executor = ThreadPoolExecutor(MOST_WATCHED, "watched-check")
    orders = Orders(parts.depositor, parts.store, guard, pages, parts.clock, executor, parts.shapes)
    app.include_router(orders.routes())
    if isinstance(parts.door, LocalDoor):
        app.include_router(SigningIn(parts.door, guard, pages, parts.clock).routes())
    app.include_router(_looks())
    _turn_away(app, pages, signs_in=isinstance(parts.door, LocalDoor))


def _looks() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/static/keydesk.css")
    def stylesheet() -> Response:
        return FileResponse(STYLESHEET, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    return router


def _turn_away(app: FastAPI, pages: Pages, *, signs_in: bool) -> None:
    @app.exception_handler(TurnedAway)
    def turned_away(_request: Request, error: TurnedAway) -> Response:
        return pages.problem("That did not work", error.words, error.status)

    @app.exception_handler(SignInFirst)
    def not_signed_in(request: Request, _error: SignInFirst) -> Response:
        if signs_in:
            return sign_in_first(pages, request)
        words = "Keydesk does not know who you are: please open this page the way your library has set up for it."
        return pages.problem("Not signed in", words, 401)
