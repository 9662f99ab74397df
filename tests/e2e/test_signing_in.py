"""Signing in to the pages: one account with a password, or a proxy that vouches for people."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from app.cli import app
from app.cli.checking import all_lines
from app.cli.checks.findings import Standing
from app.store import audit
from tests.e2e.browsing import HASH, PASSWORD, Browser, browser, local
from tests.e2e.stage import Stage
from tests.e2e.world import World


def cookie(answer_headers: str) -> set[str]:
    return {part.strip().lower() for part in answer_headers.split(";")[1:]}


def test_whoever_follows_a_ticket_s_link_signs_in_and_comes_to_the_order(with_pages: World, visitor: Browser) -> None:
    _, order = with_pages.ordered()
    asked = visitor.open(f"/orders/{order}")
    assert (asked.status_code, asked.headers["location"]) == (303, f"/sign-in?next=%2Forders%2F{order}")
    assert f'name="next" value="/orders/{order}"' in visitor.open(asked.headers["location"]).text
    inside = visitor.sign_in(following=f"/orders/{order}")
    assert (inside.status_code, inside.headers["location"]) == (303, f"/orders/{order}")
    assert visitor.open(f"/orders/{order}").status_code == 200


def test_the_session_s_cookie_is_for_this_site_s_pages_alone(visitor: Browser) -> None:
    answer = visitor.sign_in()
    assert {"httponly", "samesite=lax", "path=/"} <= cookie(answer.headers["set-cookie"])
    assert "domain" not in answer.headers["set-cookie"].lower()


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(
    keydesk_with: Callable[..., World], library: Stage
) -> None:
    """What a browser would see whose proxy speaks HTTPS; all upstreams are on this machine, and so in clear."""
    keydesk_with(MODE="full", **local("https://127.0.0.1:8443"))
    with browser(library.web.url) as opened:
        token = opened.token("/sign-in")
        fields = {"token": token, "password": PASSWORD, "next": ""}
        answer = opened.send("/sign-in", fields, Origin="https://127.0.0.1:8443")
    assert answer.headers["set-cookie"].startswith("__Host-keydesk=")
    assert "secure" in cookie(answer.headers["set-cookie"])
    assert answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    "following",
    ["https://evil.example", "//evil.example/orders", "/\\evil.example", "/orders/../x", "/orders/a/b", "javascript:x"],
)
def test_nobody_is_sent_elsewhere_after_signing_in(visitor: Browser, following: str) -> None:
    assert visitor.sign_in(following=following).headers["location"] == "/orders"


def test_a_wrong_password_lets_nobody_in_and_is_not_given_back(visitor: Browser) -> None:
    answer = visitor.sign_in("not the password")
    assert answer.status_code == 401
    assert "That is not the password." in answer.text
    assert 'not the password"' not in answer.text
    assert "set-cookie" not in answer.headers
    assert visitor.open("/orders").status_code == 303


def test_after_five_wrong_passwords_none_is_looked_at_for_a_while(with_pages: World, visitor: Browser) -> None:
    assert [visitor.sign_in("wrong").status_code for _ in range(6)] == [401] * 5 + [429]
    right = visitor.sign_in()
    assert right.status_code == 429
    assert "try again in 15 minutes" in right.text
    assert 0 < int(right.headers["retry-after"]) <= 15 * 60
    with_pages.clock.advance(timedelta(minutes=15))
    assert visitor.sign_in().status_code == 303


def test_a_right_password_forgets_the_wrong_ones(visitor: Browser) -> None:
    for _ in range(3):
        assert [visitor.sign_in("wrong").status_code for _ in range(4)] == [401] * 4
        assert visitor.sign_in().status_code == 303


def test_who_signs_in_and_who_may_not_is_in_the_audit(with_pages: World, visitor: Browser) -> None:
    visitor.sign_in("wrong")
    visitor.sign_in()
    with with_pages.house.store.reading() as db:
        found = [(each.actor, each.action, json.loads(each.detail)) for each in audit.entries(db)]
    assert found == [
        ("local", "sign-in refused", {"from": "127.0.0.1"}),
        ("local", "signed in", {"from": "127.0.0.1"}),
    ]


def test_signing_out_ends_the_session_for_good(lsis: Browser) -> None:
    held = lsis.http.cookies.get("keydesk")
    answer = lsis.send("/sign-out", {"token": lsis.token("/orders")})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert lsis.open("/orders").status_code == 303
    assert lsis.open("/orders", Cookie=f"keydesk={held}").status_code == 303


def test_each_sign_in_is_a_session_of_its_own(lsis: Browser) -> None:
    first = lsis.http.cookies.get("keydesk")
    lsis.sign_in()
    assert lsis.http.cookies.get("keydesk") != first
    with browser(lsis.url) as other:
        assert other.open("/orders", Cookie=f"keydesk={first}").status_code == 303


def test_an_idle_session_ends_after_half_an_hour_and_one_in_use_after_eight(with_pages: World, lsis: Browser) -> None:
    with_pages.clock.advance(timedelta(minutes=31))
    assert lsis.open("/orders").status_code == 303
    assert lsis.sign_in().status_code == 303
    for _ in range(19):
        with_pages.clock.advance(timedelta(minutes=25))
        assert lsis.open("/orders").status_code == 200
    with_pages.clock.advance(timedelta(minutes=25))
    assert lsis.open("/orders").status_code == 303


def test_a_form_of_another_session_does_not_count(lsis: Browser) -> None:
    with browser(lsis.url) as other:
        other.sign_in()
        theirs = other.token("/orders")
    assert lsis.send("/sign-out", {"token": theirs}).status_code == 403


def test_after_the_session_a_form_says_that_nothing_was_done(with_pages: World, lsis: Browser) -> None:
    _, order = with_pages.ordered()
    token = lsis.token(f"/orders/{order}")
    with_pages.clock.advance(timedelta(hours=1))
    answer = lsis.send(f"/orders/{order}", {"token": token, "key": "l8xx" + "0" * 32, "environment": "production"})
    assert answer.status_code == 401
    assert "nothing was done" in answer.text


def test_behind_a_proxy_each_stranger_has_failures_of_their_own(
    keydesk_with: Callable[..., World], library: Stage
) -> None:
    keydesk_with(CONSOLE_PROXIES="127.0.0.1", **local(library.web.url))
    with browser(library.web.url) as opened:

        def sign_in(address: str) -> int:
            fields = {"token": opened.token("/sign-in"), "password": "wrong", "next": ""}
            return opened.send("/sign-in", fields, **{"X-Forwarded-For": f"10.9.9.9, {address}"}).status_code

        assert [sign_in("203.0.113.7") for _ in range(6)] == [401] * 5 + [429]
        assert sign_in("203.0.113.8") == 401


PROXY = {"CONSOLE_AUTH": "proxy", "CONSOLE_PROXIES": "127.0.0.0/24"}


def test_a_proxy_that_is_believed_says_who_somebody_is(keydesk_with: Callable[..., World], library: Stage) -> None:
    keydesk = keydesk_with(BASE_URL=library.web.url, **PROXY)
    _, order = keydesk.ordered()
    with browser(library.web.url) as opened:
        opened.http.headers["X-Forwarded-User"] = "ann@lib.example.edu"
        page = opened.open(f"/orders/{order}")
        assert page.status_code == 200
        assert "Sign out" not in page.text
        opened.hand_in(order, keydesk.scene.make_key("production", {"bibs": "read-only"}))
        assert opened.open("/sign-in").status_code == 404
    with keydesk.house.store.reading() as db:
        assert "console:proxy:ann@lib.example.edu" in {each.actor for each in audit.entries(db)}


def test_one_person_s_form_is_not_another_s(keydesk_with: Callable[..., World], library: Stage) -> None:
    keydesk = keydesk_with(BASE_URL=library.web.url, **PROXY)
    _, order = keydesk.ordered()
    with browser(library.web.url) as opened:
        opened.http.headers["X-Forwarded-User"] = "ann"
        token = opened.token(f"/orders/{order}")
        assert opened.send(f"/orders/{order}/check", {"token": token}, **{"X-Forwarded-User": "bob"}).status_code == 403


@pytest.mark.parametrize(
    ("settings", "headers"),
    [
        ({}, []),
        ({}, [("X-Forwarded-User", "")]),
        ({}, [("X-Forwarded-User", "ann"), ("X-Forwarded-User", "bob")]),
        ({}, [("X-Forwarded-User", "a" * 300)]),
        ({}, [("X-Remote-User", "ann")]),
        ({"CONSOLE_PROXY_HEADER": "X-Remote-User"}, [("X-Forwarded-User", "ann")]),
        ({"CONSOLE_PROXIES": "10.1.2.3"}, [("X-Forwarded-User", "ann")]),
        ({"CONSOLE_PROXIES": "10.1.2.3"}, [("X-Forwarded-User", "ann"), ("X-Forwarded-For", "10.1.2.3")]),
    ],
)
def test_nobody_is_believed_whom_no_named_proxy_vouches_for(
    keydesk_with: Callable[..., World], library: Stage, settings: dict[str, str], headers: list[tuple[str, str]]
) -> None:
    keydesk_with(BASE_URL=library.web.url, **{**PROXY, **settings})
    with browser(library.web.url) as opened:
        assert opened.http.get("/orders", headers=headers).status_code == 401


def test_the_command_makes_a_hash_that_lets_its_password_in() -> None:
    done = CliRunner().invoke(app, ["console-password"], input=f"{PASSWORD}\n")
    assert done.exit_code == 0
    hashed = re.fullmatch(r"KEYDESK_CONSOLE_PASSWORD_HASH='([^']+)'", done.output.strip())
    assert hashed
    assert PasswordHasher().verify(hashed[1], PASSWORD)
    assert PASSWORD not in done.output


def test_the_command_takes_no_short_password() -> None:
    done = CliRunner().invoke(app, ["console-password"], input="short\n")
    assert done.exit_code == 2
    assert "at least 12 characters" in done.output


def test_the_hash_is_in_no_answer(visitor: Browser) -> None:
    visitor.sign_in("wrong")
    visitor.sign_in()
    assert all(HASH not in each.text for each in visitor.seen)


@pytest.mark.parametrize(
    ("settings", "standing", "words"),
    [
        ({}, Standing.NOT_YET, "CONSOLE_AUTH makes a page for it"),
        ({"BASE_URL": "https://127.0.0.1:1", "MODE": "ask", **PROXY}, Standing.NOT_YET, "pages come with MODE=full"),
        ({"BASE_URL": "https://127.0.0.1:1", **PROXY}, Standing.OK, "header X-Forwarded-User from 127.0.0.0/24"),
        (local("http://127.0.0.1:1"), Standing.OK, "by one password, at http://127.0.0.1:1/orders"),
    ],
)
def test_check_says_who_is_let_in(
    keydesk_with: Callable[..., World], settings: dict[str, str], standing: Standing, words: str
) -> None:
    [line] = [each for each in all_lines(keydesk_with(**settings).house) if each.name == "pages"]
    assert line.standing is standing
    assert words in line.words
