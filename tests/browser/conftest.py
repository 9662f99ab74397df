"""Debian's Chromium, and the demonstration as `keydesk demo` runs it, looked at through it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from app.demo.__main__ import GRANTS, Demo, running

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 20_000
"""What is waited for comes within a second or two, unless the machine has other things to do."""


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    """Everything runs by itself; only Alma is asked without pauses."""
    with structlog.testing.capture_logs(), running(sleep=lambda _: None) as made:
        made.scene.stock_key("sandbox", GRANTS)
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """For one module at a time, because Playwright's event loop stays in this thread until it is closed."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium: install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--headless=new"])
        expect.set_options(timeout=PATIENCE_MS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A window of 1280 by 900; whatever its scripts and its policy complain of fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page, complaints = context.new_page(), []

    def heard(message: ConsoleMessage) -> None:
        # Browsers ask for an icon of their own accord, and Keydesk's own pages have none.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            complaints.append(message.text)

    context.on("console", heard)
    context.on("weberror", lambda each: complaints.append(str(each.error)))
    context.on("dialog", lambda each: (complaints.append(each.message), each.dismiss()))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def photograph() -> str | None:
    """Where the README's picture goes: only if KEYDESK_SCREENSHOT says so."""
    return os.environ.get("KEYDESK_SCREENSHOT")
