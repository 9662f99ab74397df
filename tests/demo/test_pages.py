"""The local help desk's pages: who sees and may do what there, and that nobody's text becomes anything but text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.demo.helpdesk.workflow import RESOLVED, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT
from app.demo.pages.beside import Beside, Order, Told
from app.demo.pages.examples import EXAMPLES, form_words
from app.demo.pages.helpdesk import A_WHILE, help_desk_pages
from app.demo.scene import Scene, playing

PASSWORD = "open-sesame"
MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
ORDER = Order(
    "LIB-1-production",
    "LIB-1 spine-labels production",
    "LIB-1",
    "production",
    {"bibs": "read-only"},
    "http://127.0.0.1:1/orders/1",
)


@dataclass
class Front:
    """The pages in a library, and what they are told of a program that is not there."""

    scene: Scene
    http: httpx.Client
    told: list[Told] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    passed: list[timedelta] = field(default_factory=list)

    def page(self, path: str, status: int = 200) -> str:
        answer = self.http.get(path)
        assert answer.status_code == status
        return answer.text

    def post(self, path: str, be: str = "dana", code: int = 303, /, **form: str) -> str:
        """What a form of the page sends; where it leads, or what is wrong."""
        token = re.search(r'name="token" value="([^"]+)"', self.http.get("/").text)
        assert token is not None
        answer = self.http.post(path, data={"token": token[1], "be": be, **form})
        assert answer.status_code == code
        return answer.headers.get("Location", answer.text)

    def labels(self) -> set[str]:
        return set(self.scene.desk.ticket("LIB-1").labels)


@pytest.fixture
def front() -> Iterator[Front]:
    with playing(lambda: datetime.now(UTC), None) as made:
        with httpx.Client(base_url=made.desk.url, trust_env=False) as http:
            front = Front(made, http)
            beside = Beside(lambda: front.told, lambda: front.orders, front.passed.append, PASSWORD)
            made.desk.front = help_desk_pages(made, beside)
            yield front
        assert made.desk.calls == [], "what people look at is no call of the program's"


@pytest.fixture
def ticket(front: Front) -> str:
    """Dana's, with something internal on it; where it stands."""
    scene = front.scene
    opened = scene.desk.open_ticket(scene.people.dana, "A key, please", "for labels")
    scene.desk.comment(opened, "between ourselves", scene.people.bot, public=False)
    scene.desk.comment(opened, "dear Dana", scene.people.bot)
    return f"/browse/{opened.key}"


def test_every_page_says_demo_and_lets_no_foreign_script_run(front: Front, ticket: str) -> None:
    for path in ("/", "/new", "/new?be=ravi", ticket, f"{ticket}?be=jane", "/nowhere"):
        answer = front.http.get(path)
        assert "<strong>DEMO</strong>" in answer.text
        assert "<title>DEMO: " in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["help.example.edu", "127.0.0.1.example.edu", "localhost.example.edu:8001", ""])
def test_another_sites_name_leads_nowhere(front: Front, host: str) -> None:
    assert front.http.get("/", headers={"Host": host}).status_code == 400
    assert httpx.get(f"{front.scene.vault.url}/s", headers={"Host": host}, trust_env=False).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost", "localhost:8001"])
def test_this_machines_names_lead_to_the_page(front: Front, host: str) -> None:
    assert front.http.get("/", headers={"Host": host}).status_code == 200


def test_programs_still_find_the_rest_api(front: Front) -> None:
    answer = front.http.get("/rest/api/3/myself")
    assert answer.status_code == 401
    assert len(front.scene.desk.calls) == 1
    front.scene.desk.calls.clear()


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_from_elsewhere_changes_nothing(front: Front, ticket: str, token: str) -> None:
    form = {"token": token, "be": "jane", "label": "alma-key-approved"}
    answer = front.http.post(f"{ticket}/labels", data=form)
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.text
    assert front.labels() == set()


def test_nothing_is_changed_by_looking(front: Front, ticket: str) -> None:
    for path in ("/tickets", "/requests", "/examples/complete", "/time", f"{ticket}/labels", f"{ticket}/comments"):
        assert front.http.get(path).status_code == 405


def test_only_reviewers_read_what_is_internal(front: Front, ticket: str) -> None:
    for be in ("jane", "omar"):
        assert "between ourselves" in front.page(f"{ticket}?be={be}")
    for be in ("dana", "eve"):
        page = front.page(f"{ticket}?be={be}")
        assert "between ourselves" not in page
        assert "dear Dana" in page


def test_who_leaves_the_reviewers_reads_it_no_more(front: Front, ticket: str) -> None:
    front.scene.desk.leave(front.scene.reviewers, front.scene.people.omar)
    assert "between ourselves" not in front.page(f"{ticket}?be=omar")


def test_a_vendor_sees_what_he_opened_and_nothing_else(front: Front, ticket: str) -> None:
    assert "may not see it" in front.page(f"{ticket}?be=ravi", 404)
    front.post(f"{ticket}/comments", "ravi", 404, words="hello")
    assert "A key, please" not in front.page("/?be=ravi")
    assert "API access for Shelfwise" in front.page(front.post("/examples/too-much"))


@pytest.mark.parametrize(
    ("path", "be", "form"),
    [
        ("/comments", "dana", {"words": "psst", "internal": "yes"}),
        ("/comments", "eve", {"words": "psst", "internal": "yes"}),
        ("/status", "dana", {"status": RESOLVED.id}),
        ("/status", "eve", {"status": RESOLVED.id}),
        ("/orders/LIB-1-production", "dana", {"bibs": "read-only"}),
        ("/orders/LIB-1-production", "eve", {"bibs": "read-only"}),
        ("/words", "jane", {"comment": "", "words": "other words"}),
        ("/words", "dana", {"comment": "20002", "words": "other words"}),
    ],
)
def test_what_is_not_ones_own_to_do_is_refused(
    front: Front, ticket: str, path: str, be: str, form: dict[str, str]
) -> None:
    front.orders.append(ORDER)
    before = front.scene.desk.ticket("LIB-1")
    assert "Nothing was changed" in front.post(ticket + path, be, 403, **form)
    assert front.scene.desk.ticket("LIB-1") == before
    assert front.scene.vault.account.items(front.scene.settings["OP_DEPOSIT_VAULT"]) == []


def test_a_vendor_has_the_portal_alone_without_labels_or_second_thoughts(front: Front) -> None:
    address = front.post("/examples/too-much")
    assert "Set a label" not in front.page(address)
    assert "Save</button>" not in front.page(address)
    front.post(f"{address.partition('?')[0]}/words", "ravi", 403, comment="", words="other words")
    front.post(f"{address.partition('?')[0]}/labels", "ravi", 403, label="alma-key-approved")
    assert front.labels() == set()


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/tickets", {"summary": "", "words": "x"}),
        ("/tickets", {"summary": "x", "words": "  "}),
        ("/tickets", {"summary": "x" * 256, "words": "x"}),
        ("/tickets", {"summary": "x\ny", "words": "x"}),
        ("/tickets", {"summary": "x", "words": "x" * 32_768}),
        ("/requests", {"project": ""}),
        ("/requests", {"project": "x", "environment": "elsewhere"}),
        ("/requests", {"project": "x", "access": "all of it"}),
        ("/browse/LIB-1/comments", {"words": "\n"}),
        ("/browse/LIB-1/labels", {"label": "alma key approved"}),
        ("/browse/LIB-1/labels", {"label": ""}),
        ("/browse/LIB-1/status", {"status": "Done"}),
    ],
)
def test_what_jira_would_not_take_is_refused_in_words(
    front: Front, ticket: str, path: str, form: dict[str, str]
) -> None:
    assert ticket == "/browse/LIB-1"
    before = front.scene.desk.ticket("LIB-1")
    assert "Nothing was changed" in front.post(path, "jane", 400, **form)
    assert front.scene.desk.ticket("LIB-1") == before
    assert front.scene.desk.find("LIB-2") is None


@pytest.mark.parametrize("path", ["/browse/LIB-9", "/browse/LIB-1?be=mallory", "/nowhere"])
def test_what_is_not_there_is_said_to_be_not_there(front: Front, ticket: str, path: str) -> None:
    assert ticket
    assert "That did not work" in front.page(path, 404)


def test_what_is_too_much_for_a_form_is_not_taken_in(front: Front) -> None:
    front.post("/tickets", "dana", 413, summary="x", words="x" * 300_000)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.id)
def test_an_example_is_opened_as_its_person_with_one_press(front: Front, example: object) -> None:
    chosen = next(each for each in EXAMPLES if each is example)
    address = front.post(f"/examples/{chosen.id}")
    assert address == f"/browse/LIB-1?be={chosen.by}"
    opened = front.scene.desk.ticket("LIB-1")
    assert opened.reporter == getattr(front.scene.people, chosen.by)
    assert front.scene.desk.thread(opened)[0].text == re.sub(r"\n+", "\n", chosen.words)


def test_the_portals_form_becomes_the_description(front: Front) -> None:
    front.post("/requests", project="Labels", environment="both", area="Users", access="read-only", more="Thanks!")
    said = front.scene.desk.thread("LIB-1")[0].text
    assert said == re.sub(r"\n+", "\n", form_words("Labels", "both", ["Users"], "read-only", "Thanks!"))
    assert "Environment: both" in said


def test_what_a_form_leaves_open_is_not_mentioned() -> None:
    assert form_words("Labels", "", [], "") == "Project or integration the key is for: Labels"


def test_the_help_desks_own_rules_run(front: Front, ticket: str) -> None:
    assert front.scene.desk.ticket("LIB-1").status == WAITING_FOR_CUSTOMER.id
    place = front.post(f"{ticket}/comments", words="both, please")
    assert place.endswith(f"#c{front.scene.desk.ticket('LIB-1').comments[-1].id}")
    assert front.scene.desk.ticket("LIB-1").status == WAITING_FOR_SUPPORT.id
    front.post(f"{ticket}/comments", "jane", words="let me see", internal="yes")
    assert front.scene.desk.ticket("LIB-1").status == WAITING_FOR_SUPPORT.id


def test_labels_are_set_and_taken_off_by_whoever_one_is(front: Front, ticket: str) -> None:
    front.post(f"{ticket}/labels", "eve", label="alma-key-approved")
    assert front.labels() == {"alma-key-approved"}
    assert front.scene.desk.ticket("LIB-1").changes[-1].author == front.scene.people.eve
    assert "Set the label alma-key-approved" in front.page(ticket)
    front.post(f"{ticket}/labels", "omar", label="alma-key-approved", off="yes")
    assert front.labels() == set()
    assert "Took off the label alma-key-approved" in front.page(ticket)


def test_ones_own_words_are_changed_block_by_block(front: Front, ticket: str) -> None:
    front.post(f"{ticket}/comments", words="one\n\ntwo\nlines")
    comment = front.scene.desk.ticket("LIB-1").comments[-1]
    assert ">one\n\ntwo\nlines</textarea>" in front.page(ticket)
    front.post(f"{ticket}/words", comment=comment.id, words="one\n\ntwo\nlines")
    assert front.scene.desk.ticket("LIB-1").comments[-1].body == comment.body
    front.post(f"{ticket}/words", comment="", words="for kiosks")
    assert front.scene.desk.thread("LIB-1")[0].text == "for kiosks"


def test_nobodys_text_becomes_markup(front: Front) -> None:
    front.post("/tickets", summary=MARKUP, words=MARKUP)
    path = "/browse/LIB-1"
    front.post(f"{path}/comments", words=MARKUP)
    front.post(f"{path}/labels", label=re.sub(r"\s", "/", MARKUP))
    front.told.append(Told(1, front.scene.clock(), MARKUP, MARKUP, MARKUP))
    for page in (front.page("/"), front.page(path), front.page(f"{path}?be=jane"), front.page("/new")):
        assert "<img" not in page
        assert "<script>" not in page


def test_a_document_shows_as_it_was_written_and_no_script_is_an_address(front: Front, ticket: str) -> None:
    def text(words: str, *marks: str, href: str = "") -> dict[str, object]:
        links = [{"type": "link", "attrs": {"href": href}}] if href else []
        return {"type": "text", "text": words, "marks": [*links, *({"type": mark} for mark in marks)]}

    line = [text("see "), text("here", "strong", href="https://x.example/"), {"type": "hardBreak"}, text("c", "code")]
    bad = [text("press", href="javascript:alert(1)"), {"type": "mention", "attrs": {"id": "1", "text": "@Jane"}}]
    cell = {"type": "tableCell", "content": [{"type": "paragraph", "content": [text("cell")]}]}
    document = {
        "type": "doc",
        "version": 1,
        "content": [
            {"type": "paragraph", "content": line},
            {"type": "paragraph", "content": bad},
            {"type": "table", "content": [{"type": "tableRow", "content": [cell]}]},
        ],
    }
    front.scene.desk.comment("LIB-1", document, front.scene.people.bot)
    page = front.page(ticket)
    assert 'see <a href="https://x.example/" rel="noreferrer"><strong>here</strong></a><br><code>c</code>' in page
    assert "javascript:" not in page
    assert '<p>press<span class="mention">@Jane</span></p>' in page
    assert "<td><p>cell</p>" in page


def test_a_key_is_made_with_the_rows_that_were_chosen_and_handed_in_once(front: Front, ticket: str) -> None:
    scene = front.scene
    front.orders.append(ORDER)
    scene.desk.comment("LIB-1", f"One key to make: {ORDER.name}", scene.people.bot, public=False)
    assert "Make this key" in front.page(f"{ticket}?be=jane")
    assert "Make this key" not in front.page(f"{ticket}?be=dana")
    path, rows = f"{ticket}/orders/{ORDER.code}", {"bibs": "read-only", "users": "read-write"}
    for _ in range(2):
        front.post(path, "jane", then="hand-in", **rows)
    [item] = scene.vault.account.items(scene.settings["OP_DEPOSIT_VAULT"])
    assert item.title == ORDER.name
    assert _reads_users(scene, item.value())
    assert front.passed == [A_WHILE, A_WHILE]
    front.post(path, "omar", bibs="read-only")
    assert not _reads_users(scene, item.value())


def test_a_key_can_be_made_first_and_handed_in_elsewhere(front: Front, ticket: str) -> None:
    scene = front.scene
    front.orders.append(ORDER)
    scene.desk.comment("LIB-1", f"One key to make: {ORDER.name}", scene.people.bot, public=False)
    front.post(f"{ticket}/orders/{ORDER.code}", "jane", bibs="read-only")
    assert scene.vault.account.items(scene.settings["OP_DEPOSIT_VAULT"]) == []
    assert front.passed == []
    page = front.page(f"{ticket}?be=jane")
    [value] = re.findall(r'readonly value="(l8xx\w+)"', page)
    assert f'href="{ORDER.page}"' in page
    assert PASSWORD in page
    assert not _reads_users(scene, value)
    requester = front.page(f"{ticket}?be=dana")
    assert value not in requester
    assert PASSWORD not in requester


@pytest.mark.parametrize(("form", "status"), [({}, 400), ({"bibs": "everything"}, 400)])
def test_a_key_needs_rows_that_there_are(front: Front, ticket: str, form: dict[str, str], status: int) -> None:
    front.orders.append(ORDER)
    front.post(f"{ticket}/orders/{ORDER.code}", "jane", status, **form)


def test_nothing_is_made_without_an_order(front: Front, ticket: str) -> None:
    front.post(f"{ticket}/orders/{ORDER.code}", "jane", 404, bibs="read-only")


def test_time_passes_on_request(front: Front, ticket: str) -> None:
    assert front.post("/time", "jane", ticket="LIB-1") == f"{ticket}?be=jane#happened"
    assert front.post("/time", "eve") == "/?be=eve#happened"
    assert front.passed == [A_WHILE, A_WHILE]


@pytest.mark.parametrize(
    ("label", "next_step"),
    [
        ("alma-key-incomplete", "Answer as Dana"),
        ("alma-key-review", "Set <code>alma-key-approved-2</code> as Jane"),
        ("alma-key-order", "A person makes this key"),
        ("alma-key-issued", "dana@lib.example.edu"),
        ("alma-key-stuck", "handed this ticket to a person"),
        ("something-else", "within a second or two"),
    ],
)
def test_the_page_says_what_to_try_next(front: Front, ticket: str, label: str, next_step: str) -> None:
    scene = front.scene
    scene.desk.comment("LIB-1", "Approve: label alma-key-approved-2", scene.people.bot, public=False)
    scene.desk.label("LIB-1", label, by=scene.people.bot)
    assert next_step in front.page(ticket)


@pytest.mark.parametrize("who", ["dana", "eve"])
def test_whoever_set_a_label_that_was_taken_off_is_told_where_to_read_why(front: Front, ticket: str, who: str) -> None:
    gone = "taken alma-key-approved off again"
    front.post(f"{ticket}/labels", who, label="alma-key-approved")
    assert gone not in front.page(f"{ticket}?be={who}")
    front.scene.desk.unlabel("LIB-1", "alma-key-approved", by=front.scene.people.bot)
    page = front.page(f"{ticket}?be={who}")
    assert gone in page
    assert "Be Jane to read it." in page
    assert '<a class="button quiet" href="?be=jane">' in page
    assert gone not in front.page(f"{ticket}?be={'eve' if who == 'dana' else 'dana'}")
    front.post(f"{ticket}/labels", "jane", label="alma-key-approved")
    assert gone not in front.page(f"{ticket}?be={who}")


def test_what_somebody_took_off_themselves_was_not_refused(front: Front, ticket: str) -> None:
    front.post(f"{ticket}/labels", "eve", label="alma-key-approved")
    front.post(f"{ticket}/labels", "eve", label="alma-key-approved", off="yes")
    assert "off again" not in front.page(f"{ticket}?be=eve")


def _reads_users(scene: Scene, value: str) -> bool:
    headers = {"Authorization": f"apikey {value}"}
    answer = httpx.get(f"{scene.alma.url}/almaws/v1/users/operation/test", headers=headers, trust_env=False)
    return answer.status_code == 200
