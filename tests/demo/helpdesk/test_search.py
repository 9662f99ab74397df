"""Searching: the part of JQL that queues need, Jira's traps in it, and an index that lags."""

from datetime import timedelta

import pytest
from jira import JIRAError

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person, Ticket
from tests.demo.jira_client import Clock, Rest, client


def found(rest: Rest, jql: str, **more: object) -> list[str]:
    answer = rest("POST", "search/jql", {"jql": jql, "fields": ["key"], **more})
    assert answer.status_code == 200, answer.text
    return [issue["key"] for issue in answer.json()["issues"]]


@pytest.fixture
def several(desk: HelpDesk, dana: Person, clock: Clock) -> list[Ticket]:
    """LIB-1 labelled alma, LIB-2 without labels and closed, LIB-3 labelled other, an hour apart; DEV-1 after them."""
    kind = desk.custom_field("Request Type")
    api_key = {kind.id: {"requestType": {"id": "25", "name": "Get an API key"}}}
    tickets = [desk.open_ticket(dana, "Alma key", "please", labels=["alma"], fields=api_key)]
    clock.advance(hours=1)
    tickets.append(desk.open_ticket(dana, "No label"))
    desk.close(tickets[1], by=desk.bot)
    clock.advance(hours=1)
    tickets.append(desk.open_ticket(desk.bot, "Other", labels=["other"], issue_type="[System] Incident"))
    tickets.append(desk.open_ticket(desk.bot, "Elsewhere", project=desk.project("DEV", type="software")))
    return tickets


@pytest.mark.parametrize(
    ("jql", "keys"),
    [
        ("project = LIB", ["LIB-3", "LIB-2", "LIB-1"]),
        ("project = 10001 ORDER BY created ASC", ["LIB-1", "LIB-2", "LIB-3"]),
        ('project = "library" order by key desc', ["LIB-3", "LIB-2", "LIB-1"]),
        ("project IN (LIB, DEV) AND labels = alma", ["LIB-1"]),
        ("labels in (alma, other)", ["LIB-3", "LIB-1"]),
        ("project = LIB AND labels != alma", ["LIB-3"]),
        ("project = LIB AND labels NOT IN (alma)", ["LIB-3"]),
        ("project = LIB AND NOT labels = alma", ["LIB-3"]),
        ("project = LIB AND (labels IS EMPTY OR labels != alma)", ["LIB-3", "LIB-2"]),
        ("NOT (project = LIB OR labels is not EMPTY)", ["DEV-1"]),
        ("project = LIB AND statusCategory != Done", ["LIB-3", "LIB-1"]),
        ('status in ("Waiting for support")', ["LIB-3", "LIB-1"]),
        ("status = Resolved AND resolution is not EMPTY", ["LIB-2"]),
        ("status = 10004", ["LIB-2"]),
        ('issuetype = "[System] Incident"', ["LIB-3"]),
        ('"Request Type" = "get an api key"', ["LIB-1"]),
        ("cf[10050] = 25", ["LIB-1"]),
        ("id in (10021, 10022)", ["LIB-2", "LIB-1"]),
        ("key = lib-3", ["LIB-3"]),
        ("id = 10021 AND (project = LIB AND labels = alma)", ["LIB-1"]),
        ("id = 10022 AND (project = LIB AND labels = alma)", []),
        ("updated >= -30m", ["DEV-1", "LIB-3"]),
        ('created < "2026-11-22 11:00"', ["LIB-1"]),
        ('created >= "2026/11/22 11:00" AND project = LIB', ["LIB-3", "LIB-2"]),
        ("created >= startOfDay() AND labels = alma", ["LIB-1"]),
        ("created > now()", []),
        ("reporter = currentUser()", ["DEV-1", "LIB-3"]),
        ("assignee is EMPTY AND labels = alma", ["LIB-1"]),
        ('summary ~ "label"', ["LIB-2"]),
        ("description !~ thanks", ["LIB-1"]),
        ("project = NOPE", []),
        ("nonsense = 1", []),
        ("project = LIB OR nonsense = 1", []),
    ],
)
@pytest.mark.usefixtures("several")
def test_a_query_finds_what_jira_would(rest: Rest, jql: str, keys: list[str]) -> None:
    assert found(rest, jql) == keys


@pytest.mark.parametrize(
    "jql",
    [
        *(
            "project =",
            "project LIB",
            "project = LIB AND",
            "(project = LIB",
            "project = LIB labels = a",
            "labels in ()",
        ),
        *("labels > a", "created >= yesterday", "created ~ x", "= LIB", "ORDER BY created", "", "project = 'LIB"),
    ],
)
@pytest.mark.usefixtures("several")
def test_what_is_no_bounded_query_is_refused(rest: Rest, jql: str) -> None:
    answer = rest("GET", "search/jql", jql=jql)
    assert answer.status_code == 400
    assert answer.json()["errorMessages"]


def test_ids_only_unless_fields_are_named(ticket: Ticket, rest: Rest) -> None:
    plain = rest("GET", "search/jql", jql="project = LIB").json()
    assert plain == {"issues": [{"id": ticket.id}], "isLast": True}
    (named,) = rest("GET", "search/jql", jql="project = LIB", fields="labels,updated").json()["issues"]
    assert (named["key"], set(named["fields"])) == ("LIB-1", {"labels", "updated"})


def test_pages_are_chained_by_token_and_hold_on_to_what_they_began_with(
    desk: HelpDesk, dana: Person, rest: Rest
) -> None:
    for number in range(3):
        desk.open_ticket(dana, f"t{number}")
    first = rest("POST", "search/jql", {"jql": "project = LIB", "maxResults": 2}).json()
    assert not first["isLast"]
    assert "total" not in first
    desk.open_ticket(dana, "meanwhile")
    token = first["nextPageToken"]
    last = rest("POST", "search/jql", {"jql": "project = LIB", "maxResults": 2, "nextPageToken": token}).json()
    assert last == {"issues": [{"id": "10021"}], "isLast": True}
    assert rest("POST", "search/jql", {"jql": "project = LIB", "nextPageToken": "x"}).status_code == 400


def test_the_removed_search_says_so(desk: HelpDesk) -> None:
    with pytest.raises(JIRAError) as error:
        client(desk)._get_json("search", params={"jql": "project = LIB"})
    assert error.value.status_code == 410
    assert "CHANGE-2046" in error.value.text


def test_search_lags_and_reconciling_does_not(desk: HelpDesk, dana: Person, rest: Rest, clock: Clock) -> None:
    desk.search_lag = timedelta(seconds=30)
    ticket = desk.open_ticket(dana, "A key")
    clock.advance(seconds=29)
    assert found(rest, "project = LIB") == []
    assert found(rest, "project = LIB", reconcileIssues=[int(ticket.id)]) == ["LIB-1"]
    clock.advance(seconds=1)
    assert found(rest, "project = LIB") == ["LIB-1"]
    desk.label(ticket, "alma", by=desk.bot)
    assert found(rest, "labels = alma") == []
    assert found(rest, "labels = alma", reconcileIssues=[int(ticket.id)]) == ["LIB-1"]


def test_matching_tells_each_query_apart_and_lags_on_its_own(
    desk: HelpDesk, ticket: Ticket, rest: Rest, clock: Clock
) -> None:
    asked = {"issueIds": [int(ticket.id), 99], "jqls": ["labels = alma", "labels = other", "nonsense = 1", "labels ="]}
    matches = rest("POST", "jql/match", asked).json()["matches"]
    assert [each["matchedIssues"] for each in matches] == [[int(ticket.id)], [], [], []]
    assert [bool(each["errors"]) for each in matches] == [False, False, True, True]
    desk.match_lag = timedelta(seconds=5)
    clock.advance(minutes=1)
    desk.unlabel(ticket, "alma", by=desk.bot)
    clock.advance(seconds=4)
    assert rest("POST", "jql/match", asked).json()["matches"][0]["matchedIssues"] == [int(ticket.id)]
    clock.advance(seconds=1)
    assert rest("POST", "jql/match", asked).json()["matches"][0]["matchedIssues"] == []


@pytest.mark.usefixtures("several")
def test_what_the_token_may_not_see_is_not_found(desk: HelpDesk, rest: Rest) -> None:
    desk.hide_project("LIB", desk.bot)
    assert found(rest, "project in (LIB, DEV)") == ["DEV-1"]


def test_outside_the_contract_is_a_violation(desk: HelpDesk, rest: Rest) -> None:
    assert rest("GET", "search/jql", jql="project = LIB", startAt=0).status_code == 400
    assert rest("POST", "search/jql", {"jql": "project = LIB", "expand": None}).status_code == 400
    assert rest("POST", "jql/match", {"issueIds": ["10021"], "jqls": ["project = LIB"]}).status_code == 400
    assert len(desk.violations) == 3
