"""What the settings name, as Jira has it."""

from typing import Any

from app.core.ticket import AccountKind, Person
from app.desk.jira import JiraDesk
from app.desk.setup import GroupFacts


def account(id: str, name: str, active: bool = True) -> dict[str, Any]:
    return {"accountId": id, "displayName": name, "active": active, "accountType": "atlassian"}


def someone(id: str, name: str, active: bool = True) -> Person:
    return Person(id=id, name=name, kind=AccountKind.HUMAN, active=active, address=None)


def test_a_project_that_is_not_there_or_not_ours_to_see_is_none(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET project/10000", (404, {"errorMessages": ["No project could be found with id '10000'."]}))
    assert desk.setup.project("10000") is None


def test_a_group_is_told_with_all_who_are_counted(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET group/bulk", (200, {"values": [{"name": "lsis", "groupId": "6a1c"}]}))
    members = [account("a", "Jane Roe"), account("b", "Omar Haddad", active=False)]
    jira.on("GET group/member", (200, {"total": 73, "values": members}))
    expected = someone("a", "Jane Roe"), someone("b", "Omar Haddad", active=False)
    assert desk.setup.group("6a1c") == GroupFacts("lsis", 73, expected)
    assert jira.last("GET").query == {"groupId": "6a1c", "includeInactiveUsers": "true", "maxResults": "50"}


def test_a_group_that_there_is_not_is_none(jira: Any, desk: JiraDesk) -> None:
    for answer in ((200, {"values": []}), (404, {}), (400, {})):
        jira.on("GET group/bulk", answer)
        assert desk.setup.group("6a1c") is None


def test_people_are_looked_up_fifty_at_a_time(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET user/bulk", (200, {"values": [account("a", "Jane Roe")]}), (200, {"values": [account("z", "Eve")]}))
    found = desk.setup.people([f"account-{number}" for number in range(51)])
    assert found == {"a": someone("a", "Jane Roe"), "z": someone("z", "Eve")}
    assert jira.count("GET", "user/bulk") == 2
