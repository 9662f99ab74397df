"""People, groups and permissions, as far as a token may look."""

import pytest

from app.demo.helpdesk import HelpDesk
from tests.demo.jira_client import Rest, client


def test_the_client_learns_who_it_is_and_that_this_is_cloud(desk: HelpDesk) -> None:
    jira = client(desk)
    assert jira.myself()["accountId"] == desk.bot.id
    assert jira.server_info()["deploymentType"] == "Cloud"


def test_members_of_a_group_come_in_pages_without_the_inactive(desk: HelpDesk, rest: Rest) -> None:
    people = [desk.person(f"Reviewer {number}") for number in range(5)]
    group = desk.group("lsis", *people)
    desk.deactivate(people[1])
    desk.page_size = 2
    first = rest("GET", "group/member", groupId=group.id).json()
    assert (first["total"], first["isLast"]) == (4, False)
    assert [each["accountId"] for each in first["values"]] == [people[0].id, people[2].id]
    last = rest("GET", "group/member", groupId=group.id, startAt=2).json()
    assert (last["isLast"], [each["accountId"] for each in last["values"]]) == (True, [people[3].id, people[4].id])
    assert rest("GET", "group/member", groupId=group.id, includeInactiveUsers="true").json()["total"] == 5


def test_people_join_and_leave_groups(desk: HelpDesk, rest: Rest) -> None:
    group, rita = desk.group("lsis"), desk.person("Rita")
    desk.join(group, rita)
    shown = rest("GET", "user/groups", accountId=rita.id).json()
    assert [(each["groupId"], each["name"]) for each in shown] == [(group.id, "lsis")]
    desk.rename_group(group, "reviewers")
    assert rest("GET", "user/groups", accountId=rita.id).json()[0]["name"] == "reviewers"
    desk.leave(group, rita)
    assert rest("GET", "user/groups", accountId=rita.id).json() == []


@pytest.mark.parametrize("path", ["group/member?groupId=x", "user/groups?accountId=x", "user?accountId=x"])
def test_without_the_right_to_browse_people_nothing_is_learnt(desk: HelpDesk, rest: Rest, path: str) -> None:
    assert rest("GET", path).status_code == 404
    desk.withdraw(desk.bot, "USER_PICKER")
    assert rest("GET", path).status_code == 403


def test_a_group_must_be_named_once(rest: Rest) -> None:
    assert rest("GET", "group/member").status_code == 400
    assert rest("GET", "group/member", groupId="a", groupname="b").status_code == 400


def test_a_persons_address_and_activity_are_as_of_now(desk: HelpDesk, rest: Rest) -> None:
    dana = desk.person("Dana", address="dana@example.edu")
    assert rest("GET", "user", accountId=dana.id).json()["emailAddress"] == "dana@example.edu"
    desk.change_address(dana, "other@example.edu")
    assert rest("GET", "user", accountId=dana.id).json()["emailAddress"] == "other@example.edu"
    desk.change_address(dana, "other@example.edu", shown=False)
    desk.deactivate(dana)
    shown = rest("GET", "user", accountId=dana.id).json()
    assert "emailAddress" not in shown
    assert shown["active"] is False


def test_permissions_are_told_by_key(desk: HelpDesk, rest: Rest) -> None:
    def have(key: str) -> bool:
        return rest("GET", "mypermissions", permissions=key).json()["permissions"][key]["havePermission"]

    assert have("EDIT_ISSUES")
    assert not have("ADMINISTER")
    desk.grant(desk.bot, "ADMINISTER")
    assert have("ADMINISTER")
    assert rest("GET", "mypermissions", permissions="EVERYTHING").status_code == 400
    assert rest("GET", "mypermissions").status_code == 400


def test_a_project_says_its_type(desk: HelpDesk, rest: Rest) -> None:
    project = desk.project("DEV", type="software")
    assert rest("GET", f"project/{project.id}").json()["projectTypeKey"] == "software"
    assert rest("GET", "project/99").status_code == 404
