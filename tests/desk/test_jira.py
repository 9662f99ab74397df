"""Queues, reviewers, addresses, labels, links and the facts for the operator."""

import base64
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.ticket import Found, Person, Ticket
from app.desk.access import JiraAccess
from app.desk.jira import JiraDesk
from app.desk.queues import QueueFacts
from app.desk.rights import NEEDED, UNWANTED
from app.desk.setup import ProjectFacts
from app.errors import Misconfigured, Permanent, Transient

AT = "2026-11-24T10:42:00.000+0100"
WHEN = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
SCOPED = 'project in (10000) AND (labels = "alma key")'

DeskFor = Callable[..., JiraDesk]


def matches(*found: tuple[list[int], list[str]]) -> tuple[int, Any]:
    return 200, {"matches": [{"matchedIssues": issues, "errors": errors} for issues, errors in found]}


def page(*ids: int, token: str | None = None) -> tuple[int, Any]:
    issues = [
        {"id": str(number), "key": f"LIB-{number}", "fields": {"created": AT, "updated": AT, "labels": ["alma"]}}
        for number in ids
    ]
    return 200, {"issues": issues, "isLast": token is None} | ({"nextPageToken": token} if token else {})


def ticket(reporter: Person | None) -> Ticket:
    return Ticket("https://help.example.edu", "10001", "LIB-1", "10000", "", "", reporter, reporter, WHEN, WHEN)


def test_all_queues_are_asked_in_one_call(jira: Any, desk_for: DeskFor) -> None:
    desk = desk_for(
        queues={"alma": "labels = alma", "openathens": "labels = oa ORDER BY Rank"}, projects=("10000", "10002")
    )
    jira.on("POST jql/match", matches(([], []), ([10001], [])))

    assert desk.queue_of("10001") == "openathens"
    [asked] = jira.asked
    jqls = ["project in (10000, 10002) AND (labels = alma)", "project in (10000, 10002) AND (labels = oa)"]
    assert asked.body == {"jqls": jqls, "issueIds": [10001]}


@pytest.mark.parametrize(
    ("found", "service"),
    [
        ([([10001], []), ([10001], [])], "alma"),
        ([([], []), ([], [])], None),
        ([([10002], []), ([], [])], None),
        ([([], ["bad"]), ([10001], [])], "openathens"),
    ],
)
def test_a_ticket_is_in_the_first_queue_that_holds_it(
    found: Any, service: str | None, jira: Any, desk_for: DeskFor
) -> None:
    jira.on("POST jql/match", matches(*found))

    assert desk_for(queues={"alma": "a = 1", "openathens": "b = 1"}).queue_of("10001") == service


def test_a_refused_jql_is_not_taken_for_an_empty_queue(jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", matches(([], ["The value 'X' does not exist"])))

    with pytest.raises(Misconfigured, match="alma"):
        desk.queue_of("10001")


def test_fewer_answers_than_queues_are_no_answer(jira: Any, desk_for: DeskFor) -> None:
    jira.on("POST jql/match", matches(([], [])))

    with pytest.raises(Transient, match="not understood"):
        desk_for(queues={"alma": "a = 1", "openathens": "b = 1"}).queue_of("10001")


@pytest.mark.parametrize("jql", ["labels = a order  by created DESC", "labels = a ORDER BY Rank ASC, key"])
def test_the_order_of_a_copied_jql_is_left_out(jql: str, jira: Any, desk_for: DeskFor) -> None:
    jira.on("POST jql/match", matches(([], [])))

    desk_for(queues={"alma": jql}).queue_of("10001")

    assert jira.last("POST").body["jqls"] == ["project in (10000) AND (labels = a)"]


def test_an_order_within_quotes_is_not_an_order(jira: Any, desk_for: DeskFor) -> None:
    jira.on("POST jql/match", matches(([], [])))

    desk_for(queues={"alma": 'text ~ "order by mail"'}).queue_of("10001")

    assert jira.last("POST").body["jqls"] == ['project in (10000) AND (text ~ "order by mail")']


def test_without_queues_nothing_is_asked(jira: Any, desk_for: DeskFor) -> None:
    assert desk_for(queues={}).queue_of("10001") is None
    assert jira.asked == []


def test_without_projects_no_ticket_is_ours(desk_for: DeskFor) -> None:
    with pytest.raises(Misconfigured, match="projects"):
        desk_for(projects=()).queue_of("10001")


def test_a_queue_is_read_to_its_last_page(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET search/jql", page(1, 2, token="more"), page(3))

    assert list(desk.queue("alma")) == [Found(str(n), f"LIB-{n}", WHEN, WHEN, frozenset({"alma"})) for n in (1, 2, 3)]
    first, second = jira.asked
    assert first.query == {
        "jql": f"{SCOPED} AND statusCategory != Done",
        "fields": "created,updated,labels",
        "maxResults": "100",
    }
    assert second.query == first.query | {"nextPageToken": "more"}


def test_a_page_that_promises_more_and_names_no_way_there_is_not_the_end(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET search/jql", (200, {"issues": [], "isLast": False}))

    with pytest.raises(Transient):
        list(desk.queue("alma"))


def test_a_queue_without_end_is_refused(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET search/jql", page(1, token="again"))

    with pytest.raises(Misconfigured, match="more than"):
        list(desk.queue("alma"))

    assert len(jira.asked) == 100


def test_a_search_that_jira_refuses_is_a_setting_to_mend(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET search/jql", (400, {"errorMessages": ["no"]}))

    with pytest.raises(Misconfigured, match="alma"):
        list(desk.queue("alma"))


def test_an_unknown_service_has_no_queue(desk: JiraDesk) -> None:
    with pytest.raises(Misconfigured, match="primo"):
        list(desk.queue("primo"))


def test_the_operator_learns_what_a_queue_finds(jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", matches(([], [])))
    jira.on("GET search/jql", page(9), page(1, 2))

    assert desk.queue_facts("alma") == QueueFacts("alma", (), 2, reaches_outside=True)
    outside = next(one for one in jira.asked if one.method == "GET")
    assert outside.query["jql"] == '(labels = "alma key") AND project not in (10000)'


def test_the_operator_learns_what_is_wrong_with_a_jql(jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", matches(([], ["Field 'labls' does not exist"])))

    assert desk.queue_facts("alma") == QueueFacts("alma", ("Field 'labls' does not exist",))


def test_named_reviewers_need_no_question(jira: Any, desk_for: DeskFor) -> None:
    desk = desk_for(reviewers=frozenset({"lee"}), reviewer_group="g-1")

    assert desk.reviewers(["lee", "eve"]) == {"lee": True, "eve": False}
    assert jira.asked == []


def test_members_are_told_by_the_id_of_the_group(jira: Any, desk_for: DeskFor) -> None:
    groups = {
        "lee": [{"groupId": "g-9", "name": "x"}, {"groupId": "g-1", "name": "LSIS"}],
        "eve": [{"groupId": "g-2", "name": "g-1"}],
    }
    jira.on("GET user/groups", lambda asked: (200, groups[asked.query["accountId"]]))

    assert desk_for(reviewer_group="g-1").reviewers(["lee", "eve"]) == {"lee": True, "eve": False}


def test_whether_an_account_that_cannot_be_seen_is_a_reviewer_is_not_known(jira: Any, desk_for: DeskFor) -> None:
    jira.on("GET user/groups", (404, {}))

    assert desk_for(reviewer_group="g-1").reviewers(["lee"]) == {"lee": None}


def test_an_impossible_account_is_no_reviewer_and_not_asked_about(jira: Any, desk_for: DeskFor) -> None:
    assert desk_for(reviewer_group="g-1").reviewers(["lee&x=1", ""]) == {"lee&x=1": False, "": False}
    assert jira.asked == []


def test_a_group_that_may_not_be_read_is_a_right_to_be_given(jira: Any, desk_for: DeskFor) -> None:
    jira.on("GET user/groups", (403, {}))

    with pytest.raises(Misconfigured, match="Browse users and groups"):
        desk_for(reviewer_group="g-1").reviewers(["lee"])


@pytest.mark.parametrize("body", [{"groupId": "g-1"}, [{"name": "g-1"}], None])
def test_an_answer_about_groups_in_another_form_is_neither_yes_nor_no(body: Any, jira: Any, desk_for: DeskFor) -> None:
    jira.on("GET user/groups", (200, body))

    with pytest.raises(Transient, match="not understood"):
        desk_for(reviewer_group="g-1").reviewers(["lee"])


def test_without_reviewers_in_the_settings_nobody_can_be_asked_about(desk: JiraDesk) -> None:
    with pytest.raises(Misconfigured, match="REVIEWER"):
        desk.reviewers(["lee"])


REQUEST = "GET /rest/servicedeskapi/request/10001"


def test_an_address_on_the_ticket_needs_no_question(jira: Any, desk: JiraDesk) -> None:
    assert desk.address_of(ticket(Person("rae", "Rae", address="rae@example.edu"))) == "rae@example.edu"
    assert jira.asked == []


@pytest.mark.parametrize(
    ("answer", "address"),
    [
        ((200, {"reporter": {"accountId": "rae", "emailAddress": "rae@example.edu"}}), "rae@example.edu"),
        ((200, {"reporter": {"accountId": "eve", "emailAddress": "eve@example.edu"}}), "known@example.edu"),
        ((200, {"reporter": {"accountId": "rae", "emailAddress": None}}), "known@example.edu"),
        ((200, {"reporter": {"accountId": "rae"}}), "known@example.edu"),
        ((404, {}), "known@example.edu"),
        ((403, {}), "known@example.edu"),
    ],
)
def test_else_the_request_and_then_the_operators_map_know_the_address(
    answer: Any, address: str, jira: Any, desk_for: DeskFor
) -> None:
    jira.on(REQUEST, answer)

    assert desk_for(people={"rae": "known@example.edu"}).address_of(ticket(Person("rae", "Rae"))) == address


@pytest.mark.parametrize(
    "answer", [(404, {}), (200, {"reporter": {"accountId": "eve", "emailAddress": "eve@example.edu"}})]
)
def test_an_address_that_nobody_knows_is_none(answer: Any, jira: Any, desk: JiraDesk) -> None:
    jira.on(REQUEST, answer)

    assert desk.address_of(ticket(Person("rae", "Rae"))) is None


def test_not_being_allowed_to_ask_for_the_address_is_not_an_absence(jira: Any, desk: JiraDesk) -> None:
    jira.on(REQUEST, (403, {}))

    with pytest.raises(Misconfigured, match="licence"):
        desk.address_of(ticket(Person("rae", "Rae")))


def test_nobody_has_no_address(jira: Any, desk: JiraDesk) -> None:
    assert desk.address_of(ticket(None)) is None
    assert jira.asked == []


def test_labels_change_in_one_request(jira: Any, desk: JiraDesk) -> None:
    jira.on("PUT issue/10001", (204, None))

    desk.set_labels("10001", {"b", "a"}, {"c"})

    [asked] = jira.asked
    assert asked.body == {"update": {"labels": [{"add": "a"}, {"add": "b"}, {"remove": "c"}]}}


def test_no_change_of_labels_is_no_request(jira: Any, desk: JiraDesk) -> None:
    desk.set_labels("10001", (), ())

    assert jira.asked == []


def test_a_link_is_written_under_its_id(jira: Any, desk: JiraDesk) -> None:
    jira.on("POST issue/10001/remotelink", (201, {"id": 10000}))

    desk.put_link("10001", "keydesk:10001:sandbox:0", "https://vault.example.test/s#1", "Key")

    [asked] = jira.asked
    assert asked.body == {
        "globalId": "keydesk:10001:sandbox:0",
        "object": {"url": "https://vault.example.test/s#1", "title": "Key"},
    }


@pytest.mark.parametrize(
    ("answer", "url"),
    [
        (
            (200, {"id": 1, "globalId": "keydesk:1", "object": {"url": "https://a.test/s#1", "title": "t"}}),
            "https://a.test/s#1",
        ),
        ((200, [{"globalId": "x", "object": {"url": "u"}}, {"globalId": "keydesk:1", "object": {"url": "v"}}]), "v"),
        ((200, []), None),
        ((404, {}), None),
    ],
)
def test_a_link_is_read_by_its_id(answer: Any, url: str | None, jira: Any, desk: JiraDesk) -> None:
    jira.on("GET issue/10001/remotelink", answer)

    assert desk.link("10001", "keydesk:1") == url
    assert jira.last("GET").query == {"globalId": "keydesk:1"}


def test_we_are_asked_for_once_and_on_purpose_again(jira: Any, desk: JiraDesk) -> None:
    assert desk.known_me() is None
    assert [desk.me(), desk.me(), desk.account().name] == [jira.me, jira.me, "Keydesk"]
    assert desk.known_me() == jira.me
    assert jira.count("GET", "myself") == 2


def test_permissions_are_asked_in_the_project(jira: Any, desk: JiraDesk) -> None:
    held = {"ADD_COMMENTS": {"havePermission": True}, "ADMINISTER": {"havePermission": False}}
    jira.on("GET mypermissions", (200, {"permissions": held}))

    assert desk.permissions("10000") == {"ADD_COMMENTS": True, "ADMINISTER": False}
    assert jira.last("GET").query == {"projectId": "10000", "permissions": ",".join([*NEEDED, *UNWANTED])}


@pytest.mark.parametrize(("kind", "internal"), [("service_desk", True), ("software", False)])
def test_the_operator_learns_whether_a_project_has_internal_comments(
    kind: str, internal: bool, jira: Any, desk: JiraDesk
) -> None:
    jira.on("GET project/10000", (200, {"key": "LIB", "projectTypeKey": kind, "roles": {"Administrators": "…"}}))

    assert desk.setup.project("10000") == ProjectFacts("LIB", internal, frozenset({"Administrators"}))


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        ("keydesk@example.edu", "Basic " + base64.b64encode(b"keydesk@example.edu:the-token-itself").decode()),
        ("", "Bearer the-token-itself"),
    ],
)
def test_the_token_goes_out_as_basic_with_a_user_and_as_bearer_without(
    user: str, expected: str, jira: Any, desk_for: DeskFor
) -> None:
    desk_for(user=user).me()

    headers = {name.lower(): value for name, value in jira.last("GET").headers.items()}
    assert headers["authorization"] == expected


def test_the_gateways_path_is_kept(jira: Any, desk_for: DeskFor) -> None:
    jira.on("GET /ex/jira/1324/rest/api/3/myself", (200, {"accountId": "a"}))
    jira.on("GET /ex/jira/1324/rest/servicedeskapi/request/10001", (200, {"reporter": {"accountId": "rae"}}))
    desk = desk_for(url=f"{jira.url}/ex/jira/1324/")

    assert desk.me() == "a"
    assert desk.address_of(ticket(Person("rae", "Rae"))) is None


def test_many_threads_may_use_one_desk(jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", matches(([10001], [])))
    found: list[str | None] = []
    threads = [threading.Thread(target=lambda: found.append(desk.queue_of("10001"))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["alma"] * 8


@pytest.mark.parametrize(
    "wrong", [{"projects": ("LIB",)}, {"projects": ("10000) OR (1=1",)}, {"form_fields": ("Environment",)}]
)
def test_settings_that_would_change_a_question_are_refused(wrong: Any) -> None:
    with pytest.raises(Misconfigured):
        JiraAccess(url="https://a.example", site_url="https://a.example", token="t", **wrong)


def test_an_impossible_project_is_never_part_of_an_address(desk: JiraDesk) -> None:
    with pytest.raises(Permanent):
        desk.setup.project("../myself")
