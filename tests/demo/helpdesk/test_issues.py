"""Issues: what REST shows of what people did, and what it keeps back."""

import pytest
from jira import JIRAError

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person, Ticket
from tests.demo.jira_client import Rest, client, document

NOBODY_SEES = {"errorMessages": ["Issue does not exist or you do not have permission to see it."], "errors": {}}


def history(rest: Rest, ticket: Ticket) -> list[dict]:
    return [item for change in rest("GET", f"issue/{ticket.id}/changelog").json()["values"] for item in change["items"]]


def test_the_client_reads_a_ticket_as_it_was_written(desk: HelpDesk, ticket: Ticket, dana: Person) -> None:
    fields = client(desk).issue(ticket.key).raw["fields"]
    assert fields["summary"] == "A key"
    assert fields["description"] == document("For spine labels")
    assert fields["labels"] == ["alma"]
    assert fields["reporter"]["accountId"] == fields["creator"]["accountId"] == dana.id
    assert fields["reporter"]["emailAddress"] == "dana@example.edu"
    assert fields["created"] == "2026-11-22T10:00:00.000-0500"
    assert fields["project"]["projectTypeKey"] == "service_desk"


def test_somebody_who_hides_the_address_has_none_at_all(desk: HelpDesk, rest: Rest) -> None:
    shy = desk.person("Shy", type="customer", address="shy@example.edu", shown=False)
    ticket = desk.open_ticket(shy, "A key")
    assert "emailAddress" not in rest("GET", f"issue/{ticket.id}").json()["fields"]["reporter"]


def test_only_named_fields_come_and_unknown_ones_are_passed_over(ticket: Ticket, rest: Rest) -> None:
    assert set(rest("GET", f"issue/{ticket.id}", fields="labels,nonsense").json()["fields"]) == {"labels"}
    assert "labels" not in rest("GET", f"issue/{ticket.id}", fields="-labels").json()["fields"]


def test_labels_at_creation_are_in_no_changelog(ticket: Ticket, rest: Rest) -> None:
    assert history(rest, ticket) == []


def test_raised_on_behalf_creator_and_reporter_differ(desk: HelpDesk, dana: Person, rest: Rest) -> None:
    agent = desk.person("Agent")
    fields = rest("GET", f"issue/{desk.open_ticket(agent, 'A key', on_behalf_of=dana).id}").json()["fields"]
    assert (fields["creator"]["accountId"], fields["reporter"]["accountId"]) == (agent.id, dana.id)


def test_a_label_set_by_somebody_has_an_entry_with_whole_sets(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    agent = desk.person("Agent")
    desk.label(ticket, "zebra", by=agent)
    desk.unlabel(ticket, "alma", by=agent)
    (added, removed) = rest("GET", f"issue/{ticket.id}/changelog").json()["values"]
    assert added["author"]["accountId"] == agent.id
    assert added["items"] == [
        {"field": "labels", "fieldtype": "jira", "fieldId": "labels"}
        | {"from": None, "fromString": "alma", "to": None, "toString": "alma zebra"}
    ]
    assert removed["items"][0]["toString"] == "zebra"


def test_what_changes_nothing_leaves_no_entry(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    before = desk.ticket(ticket)
    assert rest("PUT", f"issue/{ticket.id}", {"update": {"labels": [{"add": "alma"}]}}).status_code == 204
    assert desk.ticket(ticket) == before


def test_the_client_adds_and_removes_labels_in_one_edit(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    edit = {"update": {"labels": [{"add": "one"}, {"add": "two"}, {"remove": "alma"}]}}
    assert rest("PUT", f"issue/{ticket.id}", edit).status_code == 204
    assert desk.ticket(ticket).labels == {"one", "two"}
    assert len(desk.ticket(ticket).changes) == 1


def test_a_custom_field_named_labels_can_only_be_told_by_its_type(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    field = desk.custom_field("labels")
    desk.set_field(ticket, field, "alma-key-approved", by=desk.person("Agent"))
    (item,) = history(rest, ticket)
    assert (item["field"], item["fieldtype"], item["fieldId"]) == ("labels", "custom", field.id)
    assert item["toString"] == "alma-key-approved"


def test_edits_of_text_and_reporter_are_in_the_changelog(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    agent = desk.person("Agent")
    desk.edit(ticket, agent, summary="Another", description="More")
    desk.change_reporter(ticket, agent, by=agent)
    assert [item["field"] for item in history(rest, ticket)] == ["summary", "description", "reporter"]
    assert history(rest, ticket)[2]["to"] == agent.id


def test_history_metadata_is_whatever_the_editor_wrote(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    forged = {"type": "x", "actor": {"id": "somebody-else"}}
    rest("PUT", f"issue/{ticket.id}", {"update": {"labels": [{"add": "x"}]}, "historyMetadata": forged})
    (change,) = rest("GET", f"issue/{ticket.id}/changelog").json()["values"]
    assert change["historyMetadata"] == forged
    assert change["author"]["accountId"] == desk.bot.id


def test_the_changelog_comes_in_pages_oldest_first(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.page_size = 2
    for number in range(5):
        desk.label(ticket, f"l{number}", by=desk.bot)
    first = rest("GET", f"issue/{ticket.id}/changelog").json()
    assert (first["total"], first["maxResults"], first["isLast"], len(first["values"])) == (5, 2, False, 2)
    last = rest("GET", f"issue/{ticket.id}/changelog", startAt=4).json()
    assert last["isLast"]
    assert last["values"][0]["items"][0]["toString"].endswith("l4")
    assert "nextPage" not in last


def test_expanded_the_changelog_is_newest_first_and_cut(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.page_size = 2
    for number in range(3):
        desk.label(ticket, f"l{number}", by=desk.bot)
    log = rest("GET", f"issue/{ticket.id}", expand="changelog").json()["changelog"]
    assert (log["total"], log["maxResults"]) == (3, 2)
    assert [each["items"][0]["toString"].split()[-1] for each in log["histories"]] == ["l2", "l1"]


def test_a_key_is_found_in_any_case_and_after_a_move(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.move(ticket, desk.project("SEC", type="software"), by=desk.person("Agent"))
    moved = rest("GET", "issue/lib-1").json()
    assert (moved["id"], moved["key"]) == (ticket.id, "SEC-1")
    assert moved["fields"]["status"]["name"] == "To Do"
    assert [item["field"] for item in history(rest, ticket)] == ["project", "Key", "status"]


def test_a_clone_carries_labels_and_no_history_of_them(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    agent = desk.person("Agent")
    desk.label(ticket, "alma-key-approved", by=agent)
    clone = desk.clone(ticket, by=agent)
    assert desk.ticket(clone).labels == {"alma", "alma-key-approved"}
    assert clone.reporter == clone.creator == agent.id
    assert [item["field"] for item in history(rest, clone)] == ["Link"]


def test_a_hidden_project_a_deleted_ticket_and_none_at_all_look_alike(
    desk: HelpDesk, ticket: Ticket, rest: Rest
) -> None:
    gone = desk.open_ticket(desk.bot, "Gone")
    desk.delete_ticket(gone, by=desk.bot)
    desk.hide_project("LIB", desk.bot)
    for ref in (ticket.id, ticket.key, gone.id, "99999", "NO-1"):
        answer = rest("GET", f"issue/{ref}")
        assert (answer.status_code, answer.json()) == (404, NOBODY_SEES)
    assert rest("GET", "project/LIB").status_code == 404
    desk.show_project("LIB", desk.bot)
    assert rest("GET", f"issue/{ticket.id}").status_code == 200


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        ({"fields": {"nonsense": 1}}, "nonsense"),
        ({"fields": {"labels": "alma"}}, "labels"),
        ({"update": {"labels": [{"add": "two words"}]}}, "labels"),
        ({"update": {"labels": [{"ad": "x"}]}}, "labels"),
        ({"update": {"labels": [{"add": "x", "remove": "y"}]}}, "labels"),
        ({"fields": {"labels": []}, "update": {"labels": [{"add": "x"}]}}, "labels"),
        ({"fields": {"description": "text"}}, "description"),
        ({"fields": {"summary": ""}}, "summary"),
        ({"fields": {"reporter": {"accountId": "x"}}}, "reporter"),
    ],
)
def test_a_wrong_edit_names_the_field_and_changes_nothing(
    desk: HelpDesk, ticket: Ticket, rest: Rest, edit: dict, field: str
) -> None:
    answer = rest("PUT", f"issue/{ticket.id}", edit)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert desk.ticket(ticket) == ticket


def test_without_the_right_to_edit_the_label_is_refused(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    desk.withdraw(desk.bot, "EDIT_ISSUES")
    answer = rest("PUT", f"issue/{ticket.id}", {"update": {"labels": [{"add": "x"}]}})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["labels"])
    assert desk.ticket(ticket).labels == {"alma"}


def test_transitions_lead_to_other_statuses_and_done_sets_the_resolution(
    desk: HelpDesk, ticket: Ticket, rest: Rest
) -> None:
    offered = rest("GET", f"issue/{ticket.id}/transitions").json()["transitions"]
    assert "Waiting for support" not in [each["to"]["name"] for each in offered]
    done = next(each for each in offered if each["to"]["statusCategory"]["key"] == "done")
    assert rest("POST", f"issue/{ticket.id}/transitions", {"transition": {"id": done["id"]}}).status_code == 204
    fields = rest("GET", f"issue/{ticket.id}").json()["fields"]
    assert (fields["status"]["id"], fields["resolution"]["name"]) == (done["to"]["id"], "Done")
    assert [item["field"] for item in history(rest, ticket)] == ["status", "resolution"]
    desk.reopen(ticket, by=desk.bot)
    assert rest("GET", f"issue/{ticket.id}").json()["fields"]["resolution"] is None


@pytest.mark.parametrize("doing", [{}, {"transition": {}}, {"transition": {"id": "9"}}, {"transition": {"id": "701"}}])
def test_a_transition_that_is_not_offered_is_refused(desk: HelpDesk, ticket: Ticket, rest: Rest, doing: dict) -> None:
    assert rest("POST", f"issue/{ticket.id}/transitions", doing).status_code == 400
    assert desk.ticket(ticket) == ticket


def test_a_remote_link_with_a_global_id_is_made_once_and_then_replaced(ticket: Ticket, rest: Rest) -> None:
    path = f"issue/{ticket.id}/remotelink"
    link = {"globalId": "keydesk:1", "object": {"url": "https://a.example/1", "title": "One"}}
    made = rest("POST", path, link)
    again = rest("POST", path, link | {"object": {"url": "https://a.example/2", "title": "Two"}})
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["id"] == again.json()["id"]
    assert rest("GET", path, globalId="keydesk:1").json()["object"]["title"] == "Two"
    assert len(rest("GET", path).json()) == 1
    assert rest("GET", path, globalId="other").status_code == 404


def test_a_remote_link_without_a_title_or_the_right_is_refused(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    link = {"globalId": "g", "object": {"url": "https://a.example"}}
    assert rest("POST", f"issue/{ticket.id}/remotelink", link).json()["errors"] == {"title": "'title' is required."}
    desk.withdraw(desk.bot, "LINK_ISSUES")
    link["object"]["title"] = "A"
    assert rest("POST", f"issue/{ticket.id}/remotelink", link).status_code == 403


def test_outside_the_contract_is_a_violation_that_a_test_can_see(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    assert rest("GET", f"issue/{ticket.id}", field="labels").status_code == 400
    assert rest("PUT", f"issue/{ticket.id}", {"labels": []}).status_code == 400
    assert rest("POST", f"issue/{ticket.id}/comment", {"body": document("x"), "public": False}).status_code == 400
    assert rest("GET", "issues").status_code == 404
    assert rest("DELETE", "myself").status_code == 405
    assert len(desk.violations) == 5
    assert desk.ticket(ticket) == ticket


@pytest.mark.parametrize("wrong", ["token", "address", "inactive", "bearer"])
def test_a_bad_credential_is_401(desk: HelpDesk, ticket: Ticket, wrong: str) -> None:
    jira = client(desk)
    match wrong:
        case "token":
            jira._session.auth = (desk.bot.address, "no")
        case "address":
            jira._session.auth = ("somebody@example.edu", desk.bot_token)
        case "inactive":
            desk.deactivate(desk.bot)
        case "bearer":
            jira._session.auth = None
            jira._session.headers["Authorization"] = "Bearer no"
    with pytest.raises(JIRAError) as error:
        jira.issue(ticket.key)
    assert error.value.status_code == 401
    assert desk.calls[-1].actor is None


def test_a_token_works_as_bearer_too(desk: HelpDesk, ticket: Ticket) -> None:
    jira = client(desk)
    jira._session.auth = None
    jira._session.headers["Authorization"] = f"Bearer {desk.bot_token}"
    assert jira.issue(ticket.key).id == ticket.id


def test_every_call_is_recorded_with_who_and_which_ticket(desk: HelpDesk, ticket: Ticket, rest: Rest) -> None:
    rest("PUT", f"issue/{ticket.key}", {"update": {"labels": [{"add": "x"}]}})
    rest("GET", "myself", expand="groups")
    edit, who = desk.calls
    assert (edit.n, edit.method, edit.path, edit.status) == (1, "PUT", "/rest/api/3/issue/LIB-1", 204)
    assert (edit.ticket, edit.actor, edit.body) == (ticket.id, desk.bot.id, {"update": {"labels": [{"add": "x"}]}})
    assert (who.query, who.answer["accountId"], who.ticket) == ("expand=groups", desk.bot.id, None)
