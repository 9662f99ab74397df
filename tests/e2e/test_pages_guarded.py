"""What strangers, forged forms and curious eyes get from Keydesk's pages: nothing, whatever pages there are."""

import logging
from collections.abc import Callable, Iterator, Sequence

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Connection
from starlette.routing import BaseRoute

from app.main import create_app
from tests.e2e.browsing import Browser, browser
from tests.e2e.ordering import BIBS, TOO_BROAD, make
from tests.e2e.stage import Stage
from tests.e2e.world import World


@pytest.fixture
def keydesk(with_pages: World) -> World:
    return with_pages


def test_the_value_is_nowhere_but_in_the_vault(keydesk: World, lsis: Browser, caplog: pytest.LogCaptureFixture) -> None:
    """Not in an answer, a log, the database or the help desk: neither a right value nor a wrong one."""
    caplog.set_level(logging.DEBUG)
    ticket, order = keydesk.ordered()
    wrong, right = make(keydesk, TOO_BROAD), make(keydesk, BIBS)
    lsis.hand_in(order, wrong, "sandbox")
    lsis.hand_in(order, wrong)
    lsis.send(f"/orders/{order}", {"token": "stale", "key": wrong, "environment": "production"})
    lsis.send(
        f"/orders/{order}", {"token": lsis.token(f"/orders/{order}"), "key": wrong}, Origin="https://evil.example"
    )
    lsis.hand_in(order, right)
    keydesk.settle()
    lsis.open(f"/orders/{order}")
    with keydesk.house.store.reading() as db:
        tables = [db.exec_driver_sql(f"SELECT * FROM {name}").all() for name in _tables(db)]  # noqa: S608
    help_desk = [(call.path, call.query, call.body, call.answer) for call in keydesk.scene.desk.calls]
    places = {
        "answers": [(each.text, str(each.headers), str(each.url)) for each in lsis.seen],
        "log": caplog.text,
        "database": tables,
        "help desk": help_desk,
    }
    for value in (wrong, right):
        for place, held in places.items():
            assert value not in str(held), place
    assert keydesk.opened(ticket) == right


def _tables(db: Connection) -> list[str]:
    names = db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
    return [name for (name,) in names]


def paths(app: FastAPI, method: str) -> set[str]:
    """Every path that takes the method, whoever added it."""
    found = {each.path.replace("{code}", "LIB-1-production") for each in routes(app.routes) if method in each.methods}
    assert found >= {"/orders/LIB-1-production", "/sign-in"}
    return found


def routes(some: Sequence[BaseRoute]) -> Iterator[APIRoute]:
    """FastAPI keeps the routes of a router that was included within that router."""
    for each in some:
        if isinstance(each, APIRoute):
            yield each
        elif included := getattr(each, "original_router", None):
            yield from routes(included.routes)


def test_every_route_that_changes_anything_refuses_strangers_and_forged_forms(
    keydesk: World, library: Stage, lsis: Browser
) -> None:
    token = lsis.token("/orders")
    good = {"Origin": library.web.url, "Sec-Fetch-Site": "same-origin"}
    for path in paths(create_app(keydesk.house), "POST"):
        if path.startswith("/webhooks"):
            assert lsis.http.post(path, content=b"{}").status_code == 401
            continue
        with browser(library.web.url) as stranger:
            assert stranger.send(path, {"token": token}).status_code in (401, 403), path
            assert stranger.send(path, {"token": ""}).status_code in (401, 403), path
        for headers in (
            {},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {**good, "Sec-Fetch-Site": "cross-site"},
            {**good, "Sec-Fetch-Site": "same-site"},
            {**good, "Origin": "http://127.0.0.1:1"},
        ):
            assert lsis.http.post(path, data={"token": token}, headers=headers).status_code == 403, (path, headers)
        assert lsis.send(path, {"key": ""}).status_code == 403, path
        assert lsis.send(path, {"token": "0" * 64}).status_code == 403, path
        as_json = {**good, "Content-Type": "application/json"}
        assert lsis.http.post(path, content=b"{}", headers=as_json).status_code == 400, path
        assert lsis.send(path, {"token": token, "key": "x" * 20_000}).status_code == 413, path


OPEN = {"/__lbheartbeat__", "/__heartbeat__", "/__version__", "/static/keydesk.css", "/sign-in"}


def test_nobody_sees_a_page_who_is_not_signed_in(keydesk: World, visitor: Browser) -> None:
    for path in paths(create_app(keydesk.house), "GET"):
        answer = visitor.open(path)
        if path in OPEN:
            assert answer.status_code == 200, path
        else:
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in"), path


def test_every_answer_forbids_what_no_page_needs(keydesk: World, lsis: Browser) -> None:
    _, order = keydesk.ordered()
    found = paths(create_app(keydesk.house), "GET")
    for path in [*found, f"/orders/{order}", "/not/there", "/webhooks/jira"]:
        headers = lsis.open(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert "unsafe" not in policy, path
        assert "script-src" not in policy, path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "same-origin", path
    pages = [lsis.open("/orders"), lsis.open(f"/orders/{order}"), lsis.hand_in(order, make(keydesk, TOO_BROAD))]
    assert [each.headers["cache-control"] for each in pages] == ["no-store"] * 3
    assert all("<script" not in each.text and " style=" not in each.text for each in pages)
    assert 'autocomplete="off"' in pages[1].text


def test_without_a_sign_in_there_are_no_pages(keydesk_with: Callable[..., World], library: Stage) -> None:
    keydesk = keydesk_with(BASE_URL=library.web.url)
    _, order = keydesk.ordered()
    with browser(library.web.url) as anybody:
        for path in ("/orders", f"/orders/{order}", "/sign-in", "/static/keydesk.css"):
            assert anybody.open(path).status_code == 404
            assert anybody.send(path, {}).status_code == 404
