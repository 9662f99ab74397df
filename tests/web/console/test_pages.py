"""Whatever anybody has written, a page shows it as words."""

from typing import Any

import pytest

from app.core.approval import find_approval
from app.core.case import Source
from app.core.findings import AreaFinding, Result
from app.main import PAGES
from app.web.console.pages import Pages
from app.web.console.visitors import Visitor
from app.wording import deposit
from tests.core.build import approved, begun, changed, checked, obtained, with_key

EVIL = "<img src=x onerror=alert(1)>\"'&{{ 7*7 }}"
SHOWN = "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;{{ 7*7 }}"
VISITOR = Visitor(EVIL, "proof", leaves=True)
BROAD = AreaFinding("users", None, Result.TOO_BROAD, Result.RIGHT)


@pytest.fixture
def pages() -> Pages:
    return Pages(PAGES, "https://keydesk.example/at", lambda _: EVIL)


def order_facts(**facts: Any) -> dict[str, Any]:
    view = changed(with_key(begun(approved()), "production", order_code=EVIL, name=EVIL, **facts), ref=EVIL)
    answer = find_approval(view)
    key = view.case.keys[0]
    return {
        "order": evil(deposit.order(view, key)),
        "stage": {**deposit.stage(view, key)},
        "approval": {"by": EVIL, "at": EVIL, "review": EVIL} if answer else None,
        "refused": "",
        "problem": EVIL,
    }


def evil(facts: Any) -> Any:
    """The same facts, with everything that is text written by somebody who means ill."""
    if isinstance(facts, dict):
        return {name: evil(value) for name, value in facts.items()}
    if isinstance(facts, list):
        return [evil(each) for each in facts]
    return EVIL if isinstance(facts, str) else facts


AREA = {"result": "right", "label": EVIL, "title": EVIL, "words": EVIL}
END = {"title": EVIL, "right": False, "told": False, "problem": EVIL, "remedy": EVIL}
FACTS: dict[str, tuple[str, dict[str, Any]]] = {
    "a problem": ("problem", {"title": EVIL, "words": EVIL, "order": EVIL}),
    "the sign-in": ("sign-in", {"next": EVIL, "refused": True, "minutes": 2}),
    "the orders": ("orders", {"orders": [{"code": EVIL, "name": EVIL}]}),
    "an open order": ("order", order_facts()),
    "an order that is not approved": ("order", {**order_facts(), "approval": None, "refused": EVIL}),
    "a wrong key": (
        "order",
        {**order_facts(), "stage": {"is": "wrong", "open": True, "problem": EVIL, "remedy": EVIL, "checked": EVIL}},
    ),
    "a delivered key": (
        "order",
        {**order_facts(), "stage": {"is": "delivered", "open": False, "problem": "", "remedy": "", "checked": EVIL}},
    ),
    "a check that fails": ("checking", {"order": order_facts()["order"], "areas": [AREA], "end": lambda: END}),
    "a check that succeeds": (
        "checking",
        {"order": order_facts()["order"], "areas": [AREA], "end": lambda: {**END, "right": True}},
    ),
}


@pytest.mark.parametrize(("name", "facts"), FACTS.values(), ids=FACTS)
def test_no_word_becomes_structure(pages: Pages, name: str, facts: dict[str, Any]) -> None:
    page = bytes(pages.page(name, VISITOR, facts).body).decode()
    assert "<img" not in page
    assert SHOWN in page
    assert "49" not in page


def test_links_and_forms_stay_below_the_address_at_which_the_pages_are(pages: Pages) -> None:
    page = bytes(pages.page("order", VISITOR, order_facts()).body).decode()
    assert 'action="/at/orders/' in page
    assert 'href="/at/static/keydesk.css"' in page
    assert 'action="/at/sign-out"' in page
    assert "DEMO" not in page


def test_pages_that_are_not_reached_over_https_say_that_they_are_a_demo() -> None:
    local = Pages(PAGES, "http://127.0.0.1:8000", lambda _: "token")
    assert "DEMO" in bytes(local.page("orders", None, {"orders": []}).body).decode()


def test_a_missing_fact_is_a_mistake_and_not_a_gap(pages: Pages) -> None:
    with pytest.raises(Exception, match="orders"):
        pages.page("orders", VISITOR, {})


def test_each_stage_of_an_order_shows_what_can_be_done(pages: Pages) -> None:
    view = with_key(begun(approved()), "production", order_code="LIB-412-production")
    stages = {
        "open": view,
        "under-way": checked(obtained(view, source=Source.DEPOSIT)),
        "wrong": checked(obtained(view, source=Source.DEPOSIT), BROAD),
        "delivered": with_key(view, "production", delivered_at=view.now),
    }
    for name, each in stages.items():
        facts = {**order_facts(), "stage": deposit.stage(each, each.case.keys[0]), "problem": ""}
        page = bytes(pages.page("order", VISITOR, facts).body).decode()
        assert facts["stage"]["is"] == name
        assert ('name="key"' in page) is (name in ("open", "wrong"))
        assert ("Check again" in page) is (name == "wrong")


@pytest.mark.parametrize(
    ("finding", "label", "words"),
    [
        (AreaFinding("bibs", "read-only", Result.RIGHT, Result.RIGHT), "Right", "read-only, as approved"),
        (AreaFinding("bibs", None, Result.RIGHT, Result.RIGHT), "Right", "no access, as it should be"),
        (
            AreaFinding("users", None, Result.TOO_BROAD, Result.TOO_BROAD),
            "Too broad",
            "can be read and written, and was",
        ),
        (BROAD, "Too broad", "can be read, and was not approved"),
        (
            AreaFinding("bibs", "read-only", Result.RIGHT, Result.TOO_BROAD),
            "Too broad",
            "can also be written; approved",
        ),
        (AreaFinding("bibs", "read-write", Result.MISSING, Result.MISSING), "Missing", "cannot be read and written"),
        (AreaFinding("bibs", "read-only", Result.RIGHT, Result.CANNOT_BE_TESTED), "Cannot be tested", "can be read;"),
        (AreaFinding("bibs", "read-only", Result.UNKNOWN, Result.RIGHT), "No answer", "Alma gave no clear answer"),
        (AreaFinding("users", None, Result.UNKNOWN, Result.CANNOT_BE_TESTED), "No answer", "could not be learnt"),
    ],
)
def test_an_area_s_result_is_told_in_words(finding: AreaFinding, label: str, words: str) -> None:
    told = deposit.area(begun(approved()).catalogue, finding)
    assert told["label"] == label
    assert words in told["words"]
