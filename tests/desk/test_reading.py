"""A ticket is read whole, of one moment, and in one call where it fits."""

from collections.abc import Callable
from typing import Any

import pytest

from app.desk.jira import JiraDesk
from app.errors import Permanent, Transient

AT = "2026-11-24T10:42:00.000+0100"
WHO = {"accountId": "rae", "displayName": "Rae", "accountType": "customer", "active": True}


def comment(number: int) -> dict[str, Any]:
    return {"id": str(number), "author": WHO, "updateAuthor": WHO, "created": AT, "updated": AT, "body": None}


def act(number: int) -> dict[str, Any]:
    item = {"field": "labels", "fieldtype": "jira", "fieldId": "labels", "fromString": "", "toString": f"l{number}"}
    return {"id": str(number), "author": WHO, "created": AT, "items": [item]}


def issue(comments: int = 0, acts: int = 0, shown: int = 100, updated: str = AT) -> tuple[int, Any]:
    """An issue with so many comments and acts, of which the first answer shows some."""
    fields = {
        "summary": "s",
        "created": AT,
        "updated": updated,
        "status": {"id": "10001", "statusCategory": {"key": "new"}},
        "labels": [],
        "project": {"id": "10000"},
        "comment": {"comments": [comment(n) for n in range(1, comments + 1)][:shown], "total": comments},
    }
    histories = [act(n) for n in range(acts, 0, -1)][:shown]
    changelog = {"startAt": 0, "maxResults": shown, "total": acts, "histories": histories}
    return 200, {"id": "10001", "key": "LIB-1", "fields": fields, "changelog": changelog}


def pages(key: str, items: list[Any], size: int = 100) -> Callable[[Any], tuple[int, Any]]:
    def answer(asked: Any) -> tuple[int, Any]:
        start = int(asked.query["startAt"])
        return 200, {key: items[start : start + size], "startAt": start, "total": len(items)}

    return answer


@pytest.mark.parametrize("ref", ["10001", "LIB-1"])
def test_a_ticket_that_fits_is_read_in_one_call(ref: str, jira: Any, desk: JiraDesk) -> None:
    jira.on(f"GET issue/{ref}", issue(comments=3, acts=2))
    desk.me()
    jira.asked.clear()

    ticket = desk.ticket(ref)

    assert ticket
    assert ticket.site == "https://help.example.edu"
    assert (len(ticket.comments), len(ticket.changes or ())) == (3, 2)
    [asked] = jira.asked
    assert asked.query == {
        "fields": "summary,description,reporter,creator,created,updated,status,labels,project,comment",
        "expand": "changelog",
    }


def test_form_fields_are_asked_for_with_their_labels(jira: Any, desk_for: Callable[..., JiraDesk]) -> None:
    status, raw = issue()
    raw["fields"]["customfield_10050"] = {"value": "Production"}
    raw["names"] = {"customfield_10050": "Environment", "summary": "Summary"}
    jira.on("GET issue/10001", (status, raw))

    ticket = desk_for(form_fields=("customfield_10050",)).ticket("10001")

    assert ticket
    assert dict(ticket.fields) == {"Environment": "Production"}
    assert jira.last("GET").query["fields"].endswith(",comment,customfield_10050")
    assert jira.last("GET").query["expand"] == "changelog,names"


def test_a_ticket_that_is_gone_or_hidden_is_none(jira: Any, desk: JiraDesk) -> None:
    jira.on(
        "GET issue/10001", (404, {"errorMessages": ["Issue does not exist or you do not have permission to see it."]})
    )

    assert desk.ticket("10001") is None


@pytest.mark.parametrize(
    "ref",
    [
        "../../../x",
        "10001/../10002",
        "LIB-1?x",
        "lib-1",
        "",
        "0",
        "-1",
        "LIB",
        "10001\n",
        "٣",
        "1" * 20,
        "LIB-1/comment",
    ],
)
def test_what_is_no_ticket_never_becomes_an_address(ref: str, jira: Any, desk: JiraDesk) -> None:
    desk.me()
    jira.asked.clear()

    for act_on in (
        desk.ticket,
        desk.queue_of if not ref.startswith("LIB") else desk.ticket,
        lambda ref: desk.set_labels(ref, ["a"], []),
        lambda ref: desk.link(ref, "keydesk:1"),
        lambda ref: desk.said(ref, "m"),
    ):
        with pytest.raises(Permanent):
            act_on(ref)
    assert jira.asked == []


def test_long_lists_are_read_in_pages(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(comments=250, acts=230))
    jira.on("GET issue/10001/comment", pages("comments", [comment(n) for n in range(1, 251)]))
    jira.on("GET issue/10001/changelog", pages("values", [act(n) for n in range(1, 231)]))

    ticket = desk.ticket("10001")

    assert ticket
    assert [int(one.id) for one in ticket.comments] == list(range(1, 251))
    assert [int(one.id) for one in ticket.changes or ()] == list(range(1, 231))


def test_only_the_list_that_is_short_is_read_again(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(comments=3, acts=150))
    jira.on("GET issue/10001/changelog", pages("values", [act(n) for n in range(1, 151)], size=40))

    ticket = desk.ticket("10001")

    assert ticket
    assert len(ticket.changes or ()) == 150
    assert jira.count("GET", "issue/10001/changelog") == 4


def test_a_ticket_edited_between_its_pages_is_read_again(jira: Any, desk: JiraDesk) -> None:
    later = "2026-11-24T10:43:00.000+0100"
    jira.on(
        "GET issue/10001",
        issue(acts=150),
        issue(acts=150, updated=later),
        issue(acts=151, updated=later),
        issue(acts=151, updated=later),
    )
    jira.on("GET issue/10001/changelog", pages("values", [act(n) for n in range(1, 152)]))

    ticket = desk.ticket("10001")

    assert ticket
    assert len(ticket.changes or ()) == 151


def test_a_ticket_that_keeps_changing_is_left_for_later(jira: Any, desk: JiraDesk) -> None:
    moments = [f"2026-11-24T10:{minute}:00.000+0100" for minute in range(10, 16)]
    jira.on("GET issue/10001", *(issue(acts=150, updated=moment) for moment in moments))
    jira.on("GET issue/10001/changelog", pages("values", [act(n) for n in range(1, 151)]))

    with pytest.raises(Transient, match="changed"):
        desk.ticket("10001")


def test_a_history_shorter_than_its_total_is_unknown(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(acts=150))
    jira.on("GET issue/10001/changelog", lambda _: (200, {"values": [], "total": 150}))

    ticket = desk.ticket("10001")

    assert ticket
    assert ticket.changes is None


def test_a_history_without_end_is_unknown(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(acts=4000))
    jira.on("GET issue/10001/changelog", pages("values", [act(n) for n in range(1, 4001)]))

    ticket = desk.ticket("10001")

    assert ticket
    assert ticket.changes is None
    assert jira.count("GET", "issue/10001/changelog") == 30


def test_comments_that_cannot_be_had_whole_are_asked_for_later(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(comments=150))
    jira.on("GET issue/10001/comment", lambda _: (200, {"comments": [], "total": 150}))

    with pytest.raises(Transient):
        desk.ticket("10001")


def test_a_ticket_with_too_many_comments_is_read_without_them(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001", issue(comments=501))

    ticket = desk.ticket("10001")

    assert ticket is not None
    assert (ticket.too_long, ticket.comments, ticket.summary) == (True, (), "")
    assert jira.count("GET", "issue/10001/comment") == 0


@pytest.mark.parametrize("spoil", ["fields", "changelog", "id"])
def test_an_issue_in_another_form_is_looked_at_later_and_tells_nothing(spoil: str, jira: Any, desk: JiraDesk) -> None:
    status, raw = issue(comments=150)
    jira.on("GET issue/10001/comment", pages("comments", [comment(n) for n in range(1, 151)]))
    del raw[spoil]
    jira.on("GET issue/10001", (status, raw))

    with pytest.raises(Transient, match="not understood") as caught:
        desk.ticket("10001")

    assert caught.value.__context__ is None
