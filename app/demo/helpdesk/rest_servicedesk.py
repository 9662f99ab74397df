"""The service desk API: requests and their comments, with text bodies and a plain `public`. Service projects only."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from app.demo.helpdesk import adf
from app.demo.helpdesk.asking import Asked, Body, Caller, Refusal, StrictRoute
from app.demo.helpdesk.conversation import is_public
from app.demo.helpdesk.records import Comment, Json, Person, Project, Ticket
from app.demo.helpdesk.workflow import STATUSES

router = APIRouter(prefix="/rest/servicedeskapi", route_class=StrictRoute)

NO_REQUEST = "The customer request does not exist or you do not have permission to see it."
T = TypeVar("T")


class Remark(Body):
    body: str = ""
    public: bool = True


def _request(asked: Caller, ref: str) -> Ticket:
    try:
        ticket = asked.ticket(ref)
    except Refusal as refusal:
        raise Refusal(404, NO_REQUEST) from refusal
    if not asked.now.get(Project, ticket.project).is_service_project:
        raise Refusal(404, NO_REQUEST)
    return ticket


@router.get("/request/{ref}")
async def request(ref: str, asked: Asked, expand: str = "") -> Json:  # noqa: ARG001
    ticket = _request(asked, ref)
    status, url = STATUSES[ticket.status], asked.desk.url
    values = [("summary", "Summary", ticket.summary), ("description", "Description", adf.wiki(ticket.description))]
    return {
        "_expands": ["participant", "status", "sla", "requestType", "serviceDesk", "attachment", "action", "comment"],
        "issueId": ticket.id,
        "issueKey": ticket.key,
        "summary": ticket.summary,
        "requestTypeId": "25",
        "serviceDeskId": ticket.project,
        "createdDate": _date(asked, ticket.created),
        "reporter": _user(asked, ticket.reporter),
        "requestFieldValues": [
            {"fieldId": field_id, "label": label, "value": value}
            for field_id, label, value in values
            if value is not None
        ],
        "currentStatus": {
            "status": status.name,
            "statusCategory": status.category.key.upper(),
            "statusDate": _date(asked, ticket.status_changed),
        },
        "_links": {
            "jiraRest": f"{url}/rest/api/2/issue/{ticket.id}",
            "web": f"{url}/servicedesk/customer/portal/{ticket.project}/{ticket.key}",
            "agent": f"{url}/browse/{ticket.key}",
            "self": f"{url}/rest/servicedeskapi/request/{ticket.id}",
        },
    }


@router.get("/request/{ref}/comment")
async def comments(
    ref: str,
    asked: Asked,
    request: Request,
    public: bool = True,
    internal: bool = True,
    expand: str = "",  # noqa: ARG001
    start: int = 0,
    limit: int = 50,
) -> Json:
    """Oldest first; either audience can be left out."""
    ticket = _request(asked, ref)
    project = asked.now.get(Project, ticket.project)
    found = [each for each in asked.comments(ticket) if (public if is_public(each, project) else internal)]
    return _page(asked, request, found, start, limit, lambda comment: _comment(asked, ticket, comment))


@router.post("/request/{ref}/comment", status_code=201)
async def add(ref: str, remark: Remark, asked: Asked) -> JSONResponse:
    ticket = _request(asked, ref)
    asked.need("ADD_COMMENTS", 403, "You do not have the permission to comment on this issue.")
    if not remark.public:
        asked.need("SERVICEDESK_AGENT", 403, "You do not have permission to add an internal comment.")
    if not remark.body.strip():
        raise Refusal(400, "The comment can not be empty.")
    comment = asked.desk.comment(
        ticket, remark.body, asked.person, properties={"sd.public.comment": {"internal": not remark.public}}
    )
    return JSONResponse(_comment(asked, ticket, comment), 201)


@router.get("/request/{ref}/comment/{comment_id}")
async def one(ref: str, comment_id: int, asked: Asked, expand: str = "") -> Json:  # noqa: ARG001
    ticket = _request(asked, ref)
    comment = ticket.comment(str(comment_id))
    if comment is None or not asked.reads(ticket, comment):
        raise Refusal(404, NO_REQUEST)
    return _comment(asked, ticket, comment)


@router.get("/servicedesk")
async def service_desks(asked: Asked, request: Request, start: int = 0, limit: int = 50) -> Json:
    found = [each for each in asked.now.all(Project) if each.is_service_project and asked.sees_project(each)]
    return _page(asked, request, found, start, limit, lambda project: _service_desk(asked, project))


def _service_desk(asked: Caller, project: Project) -> Json:
    return {
        "id": project.id,
        "projectId": project.id,
        "projectName": project.name,
        "projectKey": project.key,
        "_links": {"self": f"{asked.desk.url}/rest/servicedeskapi/servicedesk/{project.id}"},
    }


def _page(
    asked: Caller, request: Request, items: Sequence[T], start: int, limit: int, shape: Callable[[T], Json]
) -> Json:
    start, limit = max(start, 0), max(min(limit, asked.desk.page_size), 1)
    values = [shape(item) for item in items[start : start + limit]]
    base, url = f"{asked.desk.url}/rest/servicedeskapi", f"{asked.desk.url}{request.url.path}"
    links = {"base": base, "context": "", "self": f"{url}?start={start}&limit={limit}"}
    is_last = start + limit >= len(items)
    if not is_last:
        links["next"] = f"{url}?start={start + limit}&limit={limit}"
    page = {"size": len(values), "start": start, "limit": limit, "isLastPage": is_last}
    return {"_expands": [], **page, "_links": links, "values": values}


def _comment(asked: Caller, ticket: Ticket, comment: Comment) -> Json:
    return {
        "_expands": ["attachment", "renderedBody"],
        "id": comment.id,
        "body": adf.wiki(comment.body),
        "public": is_public(comment, asked.now.get(Project, ticket.project)),
        "author": _user(asked, comment.author),
        "created": _date(asked, comment.created),
        "_links": {"self": f"{asked.desk.url}/rest/servicedeskapi/request/{ticket.id}/comment/{comment.id}"},
    }


def _user(asked: Caller, account: str) -> Json:
    person = asked.now.get(Person, account)
    link = f"{asked.desk.url}/rest/api/2/user?accountId={quote(account, safe='')}"
    shape: dict[str, Any] = {
        "accountId": account,
        "displayName": person.name,
        "active": person.active,
        "timeZone": person.time_zone,
        "_links": {"jiraRest": link, "avatarUrls": {}, "self": link},
    }
    return shape if person.visible_address is None else shape | {"emailAddress": person.visible_address}


def _date(asked: Caller, moment: datetime) -> Json:
    jira = asked.shapes.stamp(moment)
    return {
        "iso8601": jira[:19] + jira[23:],
        "jira": jira,
        "friendly": f"{moment:%d/%b/%y %H:%M}",
        "epochMillis": int(moment.timestamp() * 1000),
    }
