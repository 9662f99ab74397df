"""Who is who over REST v3: the caller, other people, groups, permissions; and what the site says of itself."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.demo.helpdesk import rights
from app.demo.helpdesk.asking import Asked, Caller, Refusal, StrictRoute
from app.demo.helpdesk.paging import page_bean
from app.demo.helpdesk.records import Field, Group, Json, Person, Project
from app.demo.helpdesk.workflow import ISSUE_TYPES, STATUSES, WORKFLOWS

router = APIRouter(prefix="/rest/api/3", route_class=StrictRoute)

NO_USER = "Specified user does not exist or you do not have required permissions"
MEMBERS_AT_ONCE = 50


@router.get("/myself")
async def myself(asked: Asked, expand: str = "") -> Json:  # noqa: ARG001
    return asked.shapes.myself(asked.person)


@router.get("/serverInfo")
async def server_info(asked: Asked) -> Json:
    return {
        "baseUrl": asked.desk.url,
        "displayUrl": asked.desk.url,
        "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0],
        "deploymentType": "Cloud",
        "buildNumber": 100300,
        "buildDate": "2026-11-01T00:00:00.000+0000",
        "serverTime": asked.shapes.stamp(asked.desk.time()),
        "serverTimeZone": asked.desk.zone.key,
        "scmInfo": "0000000000000000000000000000000000000000",
        "serverTitle": "Help desk",
    }


@router.get("/mypermissions")
async def my_permissions(
    asked: Asked,
    permissions: str = "",
    projectKey: str | None = None,
    projectId: str | None = None,
    issueKey: str | None = None,
    issueId: str | None = None,
) -> Json:
    keys = [key for key in permissions.split(",") if key]
    unknown = [key for key in keys if key not in rights.ALL]
    if not keys or unknown:
        raise Refusal(
            400, f"Unrecognized permission keys: {', '.join(unknown)}" if keys else "Permissions are required."
        )
    ref = issueId or issueKey
    project = asked.ticket(ref).project if ref else projectId or projectKey
    if project is not None:
        _project(asked, project)
    return {"permissions": {key: _permission(asked, key) for key in keys}}


def _permission(asked: Caller, key: str) -> Json:
    return {
        "id": str(sorted(rights.ALL).index(key)),
        "key": key,
        "name": key.replace("_", " ").capitalize(),
        "type": "GLOBAL" if key in rights.GLOBAL else "PROJECT",
        "description": "",
        "havePermission": asked.can(key),
    }


@router.get("/project/{ref}")
async def project(
    ref: str,
    asked: Asked,
    expand: str = "",  # noqa: ARG001
    properties: Annotated[list[str] | None, Query()] = None,  # noqa: ARG001
) -> Json:
    found = _project(asked, ref)
    roles = {
        name: f"{asked.desk.url}/rest/api/3/project/{found.id}/role/{10002 + n}" for n, name in enumerate(found.roles)
    }
    return asked.shapes.project(found) | {"style": "classic", "isPrivate": False, "roles": roles}


@router.get("/project/{ref}/statuses")
async def project_statuses(ref: str, asked: Asked) -> Json:
    """Those that its tickets can have, by type of ticket; here every type goes through the same."""
    found = _project(asked, ref)
    workflow = [asked.shapes.status(status) for status in WORKFLOWS[found.type]]
    kinds = [asked.shapes.issue_type(kind) for kind in ISSUE_TYPES]
    shown = ("self", "id", "name", "subtask")
    return [{name: kind[name] for name in shown} | {"statuses": workflow} for kind in kinds]


def _project(asked: Caller, ref: str) -> Project:
    for each in asked.now.all(Project):
        if ref in (each.id, each.key) and asked.sees_project(each):
            return each
    named = "id" if ref.isdigit() else "key"
    raise Refusal(404, f"No project could be found with {named} '{ref}'.")


@router.get("/user")
async def user(asked: Asked, accountId: str, expand: str = "") -> Json:  # noqa: ARG001
    _need_browse_users(asked)
    return asked.shapes.person(_person(asked, accountId).id)


def _need_browse_users(asked: Caller) -> None:
    asked.need(rights.BROWSE_USERS, 403, "You are not permitted to view users and groups.")


def _person(asked: Caller, account: str) -> Person:
    found = asked.now.find(Person, account)
    if found is None:
        raise Refusal(404, NO_USER)
    return found


@router.get("/user/bulk")
async def users(
    asked: Asked,
    request: Request,
    accountId: Annotated[list[str], Query()],
    startAt: int = 0,
    maxResults: int = 10,
) -> Json:
    """Unknown accounts are left out."""
    known = [account for account in accountId if asked.now.find(Person, account) is not None]
    return page_bean(asked.desk, request, known, startAt, maxResults, asked.shapes.person)


@router.get("/user/groups")
async def groups_of(asked: Asked, accountId: str) -> Json:
    _need_browse_users(asked)
    person = _person(asked, accountId)
    return [asked.shapes.group(group) for group in asked.now.all(Group) if person.id in group.members]


@router.get("/group/member")
async def group_members(
    asked: Asked,
    request: Request,
    groupId: str | None = None,
    groupname: str | None = None,
    includeInactiveUsers: bool = False,
    startAt: int = 0,
    maxResults: int = MEMBERS_AT_ONCE,
) -> Json:
    """In the order of joining; inactive people only when asked for."""
    if not asked.can("ADMINISTER"):
        _need_browse_users(asked)
    if (groupId is None) is (groupname is None):
        raise Refusal(400, "Exactly one of groupname and groupId must be given.")
    found = [each for each in asked.now.all(Group) if (each.id if groupId else each.name) == (groupId or groupname)]
    if not found:
        raise Refusal(404, f"The group '{groupId or groupname}' does not exist.")
    people = (asked.now.get(Person, account) for account in found[0].members)
    accounts = [person.id for person in people if person.active or includeInactiveUsers]
    return page_bean(asked.desk, request, accounts, startAt, min(maxResults, MEMBERS_AT_ONCE), asked.shapes.person)


@router.get("/group/bulk")
async def groups(
    asked: Asked,
    request: Request,
    groupId: Annotated[list[str] | None, Query()] = None,
    groupName: Annotated[list[str] | None, Query()] = None,
    startAt: int = 0,
    maxResults: int = 50,
) -> Json:
    _need_browse_users(asked)
    wanted = {*(groupId or []), *(groupName or [])}
    found = [each for each in asked.now.all(Group) if not wanted or wanted & {each.id, each.name}]
    return page_bean(
        asked.desk, request, found, startAt, maxResults, lambda group: {"name": group.name, "groupId": group.id}
    )


@router.get("/status")
async def statuses(asked: Asked) -> Json:
    return [asked.shapes.status(status) for status in STATUSES.values()]


@router.get("/field")
async def fields(asked: Asked) -> Json:
    system = [(name, name.capitalize(), False) for name in ("summary", "description", "labels", "status", "reporter")]
    custom = [(field.id, field.name, True) for field in asked.now.all(Field)]
    return [
        {
            "id": field_id,
            "key": field_id,
            "name": name,
            "custom": is_custom,
            "orderable": True,
            "navigable": True,
            "searchable": True,
            "clauseNames": [name],
        }
        for field_id, name, is_custom in [*system, *custom]
    ]
