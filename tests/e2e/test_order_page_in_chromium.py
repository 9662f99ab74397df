"""The page of an order as people use it: by keyboard, on a phone, and without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.browsing import PASSWORD
from tests.e2e.stage import Stage
from tests.e2e.world import World

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 20_000
PHONE = {"width": 375, "height": 700}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, chromium: Chromium) -> Iterator[Page]:
    """A phone; whatever the page's policy or the browser complains of fails the test."""
    complaints: list[str] = []
    context = chromium.new_context(viewport=PHONE, java_script_enabled=request.param)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    context.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    yield context.new_page()
    context.close()
    assert [each for each in complaints if "favicon" not in each and "status of 4" not in each] == []


def in_view(page: Page, request: pytest.FixtureRequest) -> None:
    """Nothing is wider than the phone."""
    if "without" not in request.node.name:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_wrong_key_is_told_by_its_row_and_the_right_one_is_kept(
    page: Page, with_pages: World, library: Stage, request: pytest.FixtureRequest
) -> None:
    keydesk = with_pages
    ticket, order = keydesk.ordered()
    wrong = keydesk.scene.make_key("production", {"bibs": "read-only", "users": "read-only"})
    right = keydesk.scene.make_key("production", {"bibs": "read-only"})

    page.goto(f"{library.web.url}/orders/{order}")
    expect(page).to_have_title("Sign in · Keydesk")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("spine-labels-at-lilly production")
    expect(page.get_by_role("cell", name="Bibs")).to_be_visible()
    in_view(page, request)

    _hand_in_by_keyboard(page, wrong)
    expect(page.get_by_role("heading", name="Not right")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Users")).to_have_text(
        "Too broad Users: can be read, and was not approved"
    )
    expect(page.get_by_role("listitem").filter(has_text="Bibs")).to_have_text("Right Bibs: read-only, as approved")
    expect(page.get_by_text("please remove the row Users")).to_be_visible()
    in_view(page, request)
    assert (keydesk.items("DEPOSIT"), keydesk.items("ISSUED")) == ([], [])
    assert wrong not in page.content()

    page.get_by_role("link", name="Back to the order").click()
    expect(page.get_by_label("The key")).to_have_value("")
    _hand_in_by_keyboard(page, right)
    expect(page.get_by_role("heading", name="Right")).to_be_visible()
    expect(page.get_by_text("goes to Dana Whitfield by itself")).to_be_visible()
    assert right not in page.content()
    keydesk.settle()
    assert keydesk.opened(ticket) == right

    page.go_back()
    expect(page.get_by_text("nothing left to do here")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in · Keydesk")


def test_what_is_missing_is_asked_for_by_the_browser_and_what_is_wrong_is_read_out(
    page: Page, with_pages: World, library: Stage
) -> None:
    _, order = with_pages.ordered()
    page.goto(f"{library.web.url}/orders/{order}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    with_pages.scene.alma.calls.clear()
    expect(page.get_by_role("group", name="Look again: which environment do the key's rows show?")).to_be_visible()
    for name in ("Production", "Sandbox"):
        expect(page.get_by_role("radio", name=name)).not_to_be_checked()
    page.get_by_label("Sandbox").check()
    page.get_by_label("The key").fill(with_pages.scene.make_key("production", {"bibs": "read-only"}))
    page.get_by_role("button", name="Check and hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("the key's rows show Sandbox")
    expect(page.get_by_label("The key")).to_have_value("")
    expect(page).to_have_title("Not handed in: " + _name(with_pages, order) + " · Keydesk")
    assert with_pages.scene.alma.calls == []


def _hand_in_by_keyboard(page: Page, value: str) -> None:
    page.get_by_role("radio", name="Production").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_label("The key")).to_be_focused()
    page.keyboard.insert_text(value)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check and hand in")).to_be_focused()
    page.keyboard.press("Enter")


def _name(keydesk: World, order: str) -> str:
    assert keydesk.house.depositor is not None
    return keydesk.house.depositor.order(order).key.name
