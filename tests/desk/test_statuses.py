"""A status is reached by whichever transition leads there, and one that cannot be reached is told and no failure."""

from typing import Any

import pytest

from app.desk.jira import JiraDesk
from app.errors import Transient
from tests.desk.conftest import ScriptedJira

TRANSITIONS = "GET issue/10001/transitions"
TAKE = "POST issue/10001/transitions"


def transition(id: str, to: str, **fields: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "name": "Respond", "to": {"id": to, "name": "Waiting for support"}, "fields": fields}


def offered(*transitions: dict[str, Any]) -> tuple[int, Any]:
    return 200, {"transitions": list(transitions)}


DEMANDED = {"required": True, "hasDefaultValue": False}


def test_the_way_is_found_by_where_it_leads(jira: ScriptedJira, desk: JiraDesk) -> None:
    jira.on(TRANSITIONS, offered(transition("10002", "7"), transition("711", "10002")))
    jira.on(TAKE, (204, None))
    assert desk.set_status("10001", "10002")
    assert jira.last("POST").body == {"transition": {"id": "711"}}
    assert desk.unreachable_statuses() == {}


def test_of_several_ways_one_that_wants_nothing_filled_in_is_taken(jira: ScriptedJira, desk: JiraDesk) -> None:
    optional = {"required": False}
    filled = {"required": True, "hasDefaultValue": True}
    jira.on(
        TRANSITIONS,
        offered(
            transition("5", "10002", resolution=DEMANDED), transition("6", "10002", comment=optional, priority=filled)
        ),
    )
    jira.on(TAKE, (204, None))
    assert desk.set_status("10001", "10002")
    assert jira.last("POST").body == {"transition": {"id": "6"}}


def test_a_way_that_wants_something_filled_in_is_not_taken_and_told(jira: ScriptedJira, desk: JiraDesk) -> None:
    jira.on(TRANSITIONS, offered(transition("5", "10004", resolution=DEMANDED)))
    assert not desk.set_status("10001", "10004")
    assert "wants resolution filled in" in desk.unreachable_statuses()["10004"]


def test_without_a_way_it_is_told(jira: ScriptedJira, desk: JiraDesk) -> None:
    jira.on(TRANSITIONS, offered(transition("5", "10004")))
    jira.on("GET issue/10001", (200, {"fields": {"status": {"id": "10001"}}}))
    assert not desk.set_status("10001", "10002")
    assert "no transition leads to status 10002" in desk.unreachable_statuses()["10002"]


def test_a_status_that_somebody_else_has_set_meanwhile_is_set(jira: ScriptedJira, desk: JiraDesk) -> None:
    jira.on(TRANSITIONS, offered(transition("5", "10004")))
    jira.on("GET issue/10001", (200, {"fields": {"status": {"id": "10002"}}}))
    assert desk.set_status("10001", "10002")


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refusal_is_told_and_forgotten_when_it_works_again(jira: ScriptedJira, desk: JiraDesk, status: int) -> None:
    jira.on(TRANSITIONS, offered(transition("5", "10002")))
    jira.on(TAKE, (status, {}), (204, None))
    assert not desk.set_status("10001", "10002")
    assert "10002" in desk.unreachable_statuses()
    assert desk.set_status("10001", "10002")
    assert desk.unreachable_statuses() == {}


def test_a_help_desk_that_is_unwell_is_asked_again_later(jira: ScriptedJira, desk: JiraDesk) -> None:
    jira.on(TRANSITIONS, offered(transition("5", "10002")))
    jira.on(TAKE, (503, {}))
    with pytest.raises(Transient):
        desk.set_status("10001", "10002")
    assert jira.count("POST", "issue/10001/transitions") == 1
