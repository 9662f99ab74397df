"""The demonstration as a newcomer meets it, in a browser."""

from playwright.sync_api import Browser, Page, expect

from app.demo.__main__ import Demo
from app.demo.pages.examples import EXAMPLES

MARKUP = '<img src=x onerror="document.title=1; alert(1)"><script>alert(2)</script>'

NAMELESS = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a[href]")]
    .filter(each => each.checkVisibility())
    .filter(each => !(each.innerText?.trim() || each.labels?.length || each.ariaLabel))
    .map(each => each.outerHTML)"""


def reviewed(demo: Demo, page: Page) -> None:
    """The first example, opened by Dana, once it lies before the reviewers."""
    page.goto(demo.scene.desk.url)
    page.get_by_role("button", name="the example Everything is there").click()
    expect(page.locator("#thread")).to_contain_text("now with LSIS for review")


def test_from_an_example_to_the_opened_link(demo: Demo, page: Page, photograph: str | None) -> None:
    reviewed(demo, page)
    if photograph:
        _take(page, photograph)
    page.get_by_role("button", name="Set alma-key-approved as Jane").click()
    users = page.get_by_label("Users")
    users.select_option("read-only")
    page.get_by_role("button", name="Make this key and hand it in").click()
    expect(page.locator("#thread")).to_contain_text("can do more than approved")
    page.get_by_text("The key you made").click()
    users.select_option("")
    page.get_by_role("button", name="Save the rows").click()
    expect(page.locator("#thread")).to_contain_text("your key is ready")
    expect(page.locator("#story")).to_contain_text("because LIB-1 spine-labels-at-lilly production can do what was")

    link = page.get_by_role("link", name="Open your key").get_attribute("href")
    page.goto(str(link))
    expect(page.get_by_text("DEMO", exact=True)).to_be_visible()
    page.get_by_label("Your e-mail address").fill("dana@lib.example.edu")
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(page.get_by_role("complementary").locator("code").inner_text())
    page.get_by_role("button", name="Show the item").click()
    value = page.locator("dd code").first.inner_text()
    assert value in _keys_made(demo)
    expect(page.get_by_role("main")).to_contain_text("does not open again")


def test_a_key_handed_in_at_keydesks_own_page(demo: Demo, page: Page) -> None:
    scene = demo.scene
    ticket = scene.desk.open_ticket(scene.people.dana, EXAMPLES[0].summary, EXAMPLES[0].words)
    page.goto(f"{scene.desk.url}/browse/{ticket.key}?be=omar")
    page.get_by_role("button", name="Set alma-key-approved as Jane").click()
    page.get_by_role("button", name="Make it and show it to me").click()
    value = page.get_by_label("The key, to copy").input_value()
    page.get_by_role("link", name="Hand it in at Keydesk's page").click()
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("production").check()
    page.get_by_label("The key", exact=True).fill(value)
    page.get_by_role("button", name="Check and hand in").click()
    expect(page.get_by_role("main")).to_contain_text("is stored and goes to")
    page.goto(f"{scene.desk.url}/browse/{ticket.key}")
    expect(page.locator("#thread")).to_contain_text("your key is ready")
    assert value in _keys_made(demo)


def test_a_link_opens_once_and_for_nobody_else(demo: Demo, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        for address, why in (("dana@lib.example.edu", "opened already"), ("eve@lib.example.edu", "somebody else")):
            page.goto(demo.scene.links_of("LIB-1")[0])
            page.get_by_label("Your e-mail address").fill(address)
            page.get_by_role("button", name="Send the code").click()
            expect(page.get_by_role("alert")).to_contain_text(why)


def test_all_of_it_by_keyboard(demo: Demo, page: Page) -> None:
    page.goto(demo.scene.desk.url)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    _press(page, page.get_by_role("link", name="Write a ticket"))
    _reach(page, page.get_by_label("Project or integration"))
    page.keyboard.type("A shelf scanner")
    _reach(page, page.get_by_label("Environment"))
    page.keyboard.type("prod")
    _reach(page, page.get_by_label("Bibs"))
    page.keyboard.press("Space")
    _reach(page, page.get_by_label("Access"))
    page.keyboard.type("read-only")
    _press(page, page.get_by_role("button", name="Send the form"))
    expect(page.locator("#thread")).to_contain_text("now with LSIS for review")
    _press(page, page.get_by_role("button", name="Set alma-key-approved as Jane"))
    _press(page, page.get_by_role("button", name="Make this key and hand it in"))
    expect(page.locator("#facts")).to_contain_text("alma-key-issued")
    _press(page, page.get_by_role("link", name="Open your key"))
    expect(page.get_by_label("Your e-mail address")).to_be_focused()
    page.keyboard.type("dana@lib.example.edu")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_focused()
    page.keyboard.type(page.get_by_role("complementary").locator("code").first.inner_text())
    page.keyboard.press("Enter")
    assert page.locator("dd code").first.inner_text() in _keys_made(demo)


def test_a_tickets_text_runs_no_script(demo: Demo, page: Page) -> None:
    people = demo.scene.people
    ticket = demo.scene.desk.open_ticket(people.dana, MARKUP, f"Please give us an Alma API key.\n{MARKUP}")
    demo.scene.desk.comment(ticket, MARKUP, people.dana)
    page.goto(f"{demo.scene.desk.url}/browse/{ticket.key}?be=jane")
    expect(page.locator("#thread")).to_contain_text("still open")
    assert page.locator("img, .words script").count() == 0
    assert page.title() == f"DEMO: {ticket.key} {MARKUP}"


def test_news_come_in_and_leave_a_half_written_reply_alone(demo: Demo, page: Page) -> None:
    scene = demo.scene
    ticket = scene.desk.open_ticket(scene.people.dana, "The printer is broken", "It is out of paper.")
    page.goto(f"{scene.desk.url}/browse/{ticket.key}")
    page.get_by_text("Edit what you wrote").click()
    page.get_by_label("Your words").fill("It is out of toner.")
    page.get_by_label("Reply", exact=True).fill("half a sent")
    scene.desk.comment(ticket, "Which printer?", scene.people.omar)
    expect(page.locator("#thread")).to_contain_text("Which printer?")
    expect(page.get_by_label("Reply", exact=True)).to_have_value("half a sent")
    expect(page.get_by_label("Reply", exact=True)).to_be_focused()
    expect(page.get_by_label("Your words")).to_have_value("It is out of toner.")
    expect(page.get_by_role("status")).to_contain_text(f"on {ticket.key}")


def test_without_a_script_a_link_looks_again(demo: Demo, chromium: Browser) -> None:
    scene = demo.scene
    ticket = scene.desk.open_ticket(scene.people.dana, "The scanner is broken", "It blinks.")
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{scene.desk.url}/browse/{ticket.key}?be=omar")
        scene.desk.comment(ticket, "How often?", scene.people.jane, public=False)
        page.get_by_role("link", name="Look again").click()
        expect(page.locator("#thread")).to_contain_text("How often?")
        page.goto(f"{scene.vault.url}/s#secret")
        expect(page.get_by_label("after the #")).to_be_visible()


def test_it_fits_a_phone_and_everything_has_a_name(demo: Demo, page: Page) -> None:
    for path in ("/", "/new", "/browse/LIB-1", "/browse/LIB-2?be=jane", "/browse/LIB-3?be=jane"):
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(demo.scene.desk.url + path)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") == width, path
        assert page.evaluate(NAMELESS) == [], path
        assert page.locator("h1").count() == 1, path
        assert page.get_by_role("main").count() == 1, path


def _keys_made(demo: Demo) -> set[str]:
    issued = demo.scene.vault.account.items(demo.scene.settings["OP_ISSUED_VAULT"])
    return {each.value() for each in issued}


def _reach(page: Page, target: object, most: int = 90) -> None:
    """By the Tab key alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("each => each === document.activeElement"):  # type: ignore[attr-defined]
            return
    raise AssertionError("the Tab key does not lead there")


def _press(page: Page, target: object) -> None:
    expect(target).to_be_visible()  # type: ignore[call-overload]
    _reach(page, target)
    page.keyboard.press("Enter")


def _take(page: Page, path: str) -> None:
    """What a reviewer sees of the ticket."""
    page.get_by_role("link", name="Jane", exact=True).click()
    expect(page.locator("#story")).to_contain_text("Rests")
    page.set_viewport_size({"width": 1280, "height": 1130})
    page.screenshot(path=path)
