"""Comments: who reads them, what an edit shows, and where their properties can be learnt."""

import pytest

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.conversation import Audience
from app.demo.helpdesk.records import Person, Ticket
from tests.demo.jira_client import Clock, Rest, client, document

INTERNAL = {"key": "sd.public.comment", "value": {"internal": True}}
MARK = {"key": "keydesk.mark", "value": {"kind": "review", "n": 1}}


def status(desk: HelpDesk, ticket: Ticket) -> str:
    return Rest(desk)("GET", f"issue/{ticket.id}", fields="status").json()["fields"]["status"]["name"]


def test_the_client_posts_public_and_internal_comments(desk: HelpDesk, ticket: Ticket) -> None:
    jira = client(desk)
    assert jira.add_comment(ticket.id, document("For all")).raw["jsdPublic"] is True  # type: ignore[arg-type]
    assert jira.add_comment(ticket.id, document("For us"), is_internal=True).raw["jsdPublic"] is False  # type: ignore[arg-type]
    thread = [(said.audience, said.text) for said in desk.thread(ticket)]
    assert thread == [
        (Audience.DESCRIPTION, "For spine labels"),
        (Audience.PUBLIC, "For all"),
        (Audience.INTERNAL, "For us"),
    ]


def test_properties_come_only_from_the_list_and_only_on_request(ticket: Ticket, rest: Rest) -> None:
    posted = rest("POST", f"issue/{ticket.id}/comment", {"body": document("x"), "properties": [INTERNAL, MARK]})
    assert posted.status_code == 201
    comment_id = posted.json()["id"]
    everywhere = [
        posted.json(),
        rest("GET", f"issue/{ticket.id}").json()["fields"]["comment"]["comments"][0],
        rest("GET", f"issue/{ticket.id}/comment").json()["comments"][0],
        rest("GET", f"issue/{ticket.id}/comment/{comment_id}").json(),
        rest("POST", "comment/list", {"ids": [int(comment_id)]}).json()["values"][0],
    ]
    assert all("properties" not in shown for shown in everywhere)
    listed = rest("POST", "comment/list", {"ids": [int(comment_id)]}, expand="properties").json()["values"]
    assert listed[0]["properties"] == [INTERNAL, MARK]
    assert rest("GET", f"comment/{comment_id}/properties/keydesk.mark").json() == MARK


def test_comments_in_an_issue_are_cut_and_the_rest_is_on_pages(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.page_size = 2
    for number in range(5):
        desk.comment(ticket, f"c{number}", by=desk.bot)
    shown = rest("GET", f"issue/{ticket.id}", fields="comment").json()["fields"]["comment"]
    assert (shown["total"], len(shown["comments"])) == (5, 2)
    page = rest("GET", f"issue/{ticket.id}/comment", startAt=4, maxResults=50).json()
    assert (page["total"], page["startAt"], page["maxResults"], len(page["comments"])) == (5, 4, 2, 1)
    newest = rest("GET", f"issue/{ticket.id}/comment", orderBy="-created").json()["comments"][0]
    assert newest["body"] == document("c4")
    assert rest("GET", f"issue/{ticket.id}/comment", orderBy="updated").status_code == 400


def test_a_string_is_no_comment_body(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    answer = rest("POST", f"issue/{ticket.id}/comment", {"body": "Hello"})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"comment": "Comment body is not valid!"})
    assert desk.ticket(ticket).comments == ()
    assert desk.violations == []


def node(kind: str, *content: dict, **more: object) -> dict:
    return {"type": kind, "content": list(content), **more}


TEXT = {"type": "text", "text": "x"}


@pytest.mark.parametrize(
    "body",
    [
        {"type": "doc", "version": 2, "content": []},
        {"type": "paragraph", "content": []},
        node("doc", TEXT, version=1),
        node("doc", node("paragraph", {"type": "text", "text": ""}), version=1),
        node("doc", node("paragraph", {"type": "script", "text": "x"}), version=1),
        node("doc", node("paragraph", node("paragraph", TEXT)), version=1),
        node("doc", node("heading", TEXT, attrs={"level": 7}), version=1),
        node("doc", node("paragraph", TEXT | {"marks": [{"type": "link"}]}), version=1),
        node("doc", node("paragraph", TEXT | {"marks": [{"type": "blink"}]}), version=1),
        node("doc", node("bulletList", node("paragraph", TEXT)), version=1),
        node("doc", node("paragraph", TEXT, style="x"), version=1),
        node("doc", node("paragraph", TEXT | {"text": "x" * 40_000}), version=1),
    ],
)
def test_what_is_no_document_is_refused(desk: HelpDesk, ticket: Ticket, rest: Rest, body: dict) -> None:
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": body}).status_code == 400
    assert desk.ticket(ticket).comments == ()


def test_rich_documents_are_kept_as_they_are(ticket: Ticket, rest: Rest) -> None:
    link = TEXT | {"marks": [{"type": "link", "attrs": {"href": "https://a.example"}}, {"type": "strong"}]}
    mention = {"type": "mention", "attrs": {"id": "712020:x", "text": "@Rita"}}
    cell = node("tableCell", node("paragraph", TEXT), attrs={})
    body = node(
        "doc",
        node("heading", TEXT, attrs={"level": 3}),
        node("paragraph", link, {"type": "hardBreak"}, mention),
        node("bulletList", node("listItem", node("paragraph", TEXT))),
        node("codeBlock", TEXT),
        node("table", node("tableRow", cell)),
        {"type": "rule"},
        version=1,
    )
    posted = rest("POST", f"issue/{ticket.id}/comment", {"body": body})
    assert posted.status_code == 201
    assert rest("GET", f"issue/{ticket.id}/comment").json()["comments"][0]["body"] == body


def test_an_edit_by_another_keeps_the_author_and_shows_the_editor(
    desk: HelpDesk, ticket: Ticket, dana: Person, rest: Rest, clock: Clock
) -> None:
    comment = desk.comment(ticket, "read-only", by=dana)
    clock.advance(minutes=5)
    agent = desk.person("Agent")
    desk.edit_comment(comment, "everything", by=agent)
    (shown,) = rest("GET", f"issue/{ticket.id}/comment").json()["comments"]
    assert (shown["author"]["accountId"], shown["updateAuthor"]["accountId"]) == (dana.id, agent.id)
    assert (shown["created"], shown["updated"]) == ("2026-11-22T10:00:00.000-0500", "2026-11-22T10:05:00.000-0500")
    assert desk.thread(ticket)[1].editor == agent.id


def test_edited_and_deleted_comments_leave_no_changelog(desk: HelpDesk, dana: Person, rest: Rest) -> None:
    ticket = desk.open_ticket(dana, "A key", project=desk.project("DEV", type="software"))
    comment = desk.comment(ticket, "one", by=dana)
    desk.edit_comment(comment, "two", by=dana)
    desk.delete_comment(comment, by=dana)
    assert rest("GET", f"issue/{ticket.id}/changelog").json()["total"] == 0
    assert rest("GET", f"issue/{ticket.id}/comment").json()["total"] == 0
    assert rest("POST", "comment/list", {"ids": [int(comment.id)]}).json()["values"] == []


def test_the_bot_edits_and_deletes_only_its_own_comments(
    desk: HelpDesk, ticket: Ticket, dana: Person, rest: Rest
) -> None:
    theirs, ours = desk.comment(ticket, "theirs", by=dana), desk.comment(ticket, "ours", by=desk.bot)
    path = f"issue/{ticket.id}/comment/"
    assert rest("PUT", path + theirs.id, {"body": document("x")}).status_code == 400
    assert rest("DELETE", path + theirs.id).status_code == 400
    assert rest("PUT", f"comment/{theirs.id}/properties/keydesk.mark", 1).status_code == 403
    assert rest("PUT", path + ours.id, {"body": document("x")}).status_code == 200
    assert rest("DELETE", path + ours.id).status_code == 204
    desk.grant(desk.bot, "EDIT_ALL_COMMENTS", "DELETE_ALL_COMMENTS")
    assert rest("DELETE", path + theirs.id).status_code == 204


def test_without_the_right_to_comment_none_is_made(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.withdraw(desk.bot, "ADD_COMMENTS")
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": document("x")}).status_code == 400
    assert desk.ticket(ticket).comments == ()


@pytest.mark.parametrize("kind", ["software", "business"])
def test_outside_a_service_project_internal_means_nothing(desk: HelpDesk, dana: Person, rest: Rest, kind: str) -> None:
    ticket = desk.open_ticket(dana, "A key", project=desk.project("DEV", type=kind))
    posted = rest("POST", f"issue/{ticket.id}/comment", {"body": document("x"), "properties": [INTERNAL]})
    assert posted.json()["jsdPublic"] is True
    assert desk.thread(ticket)[1].audience is Audience.PUBLIC
    assert rest("GET", f"/rest/servicedeskapi/request/{ticket.id}").status_code == 404


def test_a_comment_restricted_to_a_role_is_for_its_members(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    agent = desk.person("Agent", address="agent@example.edu")
    restricted = {"body": document("x"), "visibility": {"type": "role", "value": "Service Desk Team"}}
    refused = rest("POST", f"issue/{ticket.id}/comment", restricted)
    assert refused.status_code == 400
    assert "not a member of the role" in refused.json()["errors"]["commentLevel"]
    desk.role("LIB", "Service Desk Team", desk.bot)
    posted = rest("POST", f"issue/{ticket.id}/comment", restricted).json()
    assert posted["visibility"]["value"] == "Service Desk Team"
    assert desk.thread(ticket)[1].audience is Audience.INTERNAL
    other = Rest(desk, agent)
    assert other("GET", f"issue/{ticket.id}/comment").json()["total"] == 0
    assert other("GET", f"issue/{ticket.id}/comment/{posted['id']}").status_code == 404


def test_the_service_desk_api_takes_words_and_says_who_reads_them(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    path = f"/rest/servicedeskapi/request/{ticket.key}"
    assert rest("GET", path).json()["reporter"]["emailAddress"] == "dana@example.edu"
    assert rest("POST", f"{path}/comment", {"body": "for us", "public": False}).json()["public"] is False
    assert rest("POST", f"{path}/comment", {"body": "for all"}).json()["public"] is True
    shown = rest("GET", f"{path}/comment", internal="false").json()["values"]
    assert [comment["body"] for comment in shown] == ["for all"]
    desk.page_size = 1
    page = rest("GET", f"{path}/comment").json()
    assert (page["size"], page["isLastPage"]) == (1, False)
    assert rest("GET", "/rest/servicedeskapi/request/LIB-99").json()["errorMessage"].startswith("The customer request")


def test_public_words_move_the_ticket_and_internal_ones_do_not(desk: HelpDesk, ticket: Ticket, dana: Person) -> None:
    desk.comment(ticket, "internal", by=desk.bot, public=False)
    assert status(desk, ticket) == "Waiting for support"
    desk.comment(ticket, "Which environment?", by=desk.bot)
    assert status(desk, ticket) == "Waiting for customer"
    desk.comment(ticket, "Production", by=dana)
    assert status(desk, ticket) == "Waiting for support"
    last = desk.ticket(ticket).changes[-1]
    assert (last.author, last.items[0].field) == (desk.automation.id, "status")
    desk.close(ticket, by=desk.bot)
    desk.comment(ticket, "Thanks", by=dana)
    assert status(desk, ticket) == "Resolved"


def test_automation_can_come_late(desk: HelpDesk, ticket: Ticket) -> None:
    desk.hold_presets()
    desk.comment(ticket, "Delivered", by=desk.bot)
    desk.transition(ticket, "In progress", by=desk.bot)
    desk.release_presets()
    assert status(desk, ticket) == "Waiting for customer"


def test_the_automation_app_is_an_app(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.comment(ticket, "Hello", by=desk.bot)
    (change,) = rest("GET", f"issue/{ticket.id}/changelog").json()["values"]
    assert change["author"]["accountType"] == "app"
