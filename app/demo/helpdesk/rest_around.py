"""What hangs on an issue over REST v3: transitions, remote links, properties."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi import Body as Raw
from fastapi.responses import JSONResponse

from app.demo.helpdesk.asking import Asked, Body, Caller, Refusal, StrictRoute
from app.demo.helpdesk.records import Json, RemoteLink, Ticket
from app.demo.helpdesk.rest_issues import NO_FIELD, Edit

router = APIRouter(prefix="/rest/api/3/issue", route_class=StrictRoute)


class Doing(Edit):
    transition: dict[str, Any] | None = None


class Linking(Body):
    globalId: str | None = None
    object: dict[str, Any] | None = None
    relationship: str | None = None
    application: dict[str, Any] | None = None


@router.get("/{ref}/transitions")
async def transitions(
    ref: str,
    asked: Asked,
    expand: str = "",
    transitionId: str | None = None,
    sortByOpsBarAndStatus: bool = False,  # noqa: ARG001
) -> Json:
    """Those that the caller may perform now."""
    ticket = asked.ticket(ref)
    others = [status for status in asked.desk.workflow(ticket) if status.id != ticket.status]
    shown = [status for status in others if transitionId in (None, status.transition_id)]
    shown = shown if asked.can("TRANSITION_ISSUES") else []
    screens = asked.desk.screens if "transitions.fields" in expand.split(",") else None
    return {"expand": "transitions", "transitions": [asked.shapes.transition(status, screens) for status in shown]}


@router.post("/{ref}/transitions", status_code=204)
async def perform(ref: str, doing: Doing, asked: Asked) -> Response:
    """`id` may be a number or a string, as Jira takes it."""
    ticket = asked.ticket(ref)
    if doing.transition is None or "id" not in doing.transition:
        raise Refusal(400, "No transition was specified.")
    wanted = str(doing.transition["id"])
    others = [status for status in asked.desk.workflow(ticket) if status.id != ticket.status]
    target = next((status for status in others if status.transition_id == wanted), None)
    if target is None or not asked.can("TRANSITION_ISSUES"):
        raise Refusal(400, f"Transition id '{wanted}' is not valid for this issue.")
    missing = [name for name in asked.desk.screens.get(target.id, ()) if name not in doing.fields]
    if missing:
        raise Refusal(400, **{name: f"{name.capitalize()} is required." for name in missing})
    if set(doing.fields) - {"resolution"} or doing.update:
        name = next(iter({*doing.fields, *doing.update} - {"resolution"}))
        raise Refusal(400, **{name: NO_FIELD.format(name)})
    asked.desk.transition(ticket, target.id, asked.person)
    return Response(status_code=204)


@router.get("/{ref}/remotelink")
async def remote_links(ref: str, asked: Asked, globalId: str | None = None) -> Json:
    """All links, or the one of a global id by itself; 404 where there is none of that id."""
    ticket = asked.ticket(ref)
    if globalId is None:
        return [_link(asked, ticket, link) for link in ticket.links]
    found = [link for link in ticket.links if link.global_id == globalId]
    if not found:
        raise Refusal(404, f"A remote issue link with global id '{globalId}' does not exist for this issue.")
    return _link(asked, ticket, found[0])


def _link(asked: Caller, ticket: Ticket, link: RemoteLink) -> Json:
    shape = {"id": link.id, "self": _link_url(asked, ticket, link), "object": dict(link.object)}
    optional = {"globalId": link.global_id, "relationship": link.relationship, "application": link.application}
    return shape | {name: value for name, value in optional.items() if value is not None}


def _link_url(asked: Caller, ticket: Ticket, link: RemoteLink) -> str:
    return f"{asked.desk.url}/rest/api/3/issue/{ticket.key}/remotelink/{link.id}"


@router.post("/{ref}/remotelink")
async def put_remote_link(ref: str, linking: Linking, asked: Asked) -> JSONResponse:
    """A global id makes it an upsert: 201 the first time, 200 after."""
    ticket = asked.ticket(ref)
    asked.need("LINK_ISSUES", 403, "No Link Issue Permission for issue '" + ticket.key + "'")
    wanted = linking.object or {}
    missing = {name: f"'{name}' is required." for name in ("url", "title") if not wanted.get(name)}
    if missing:
        raise Refusal(400, **missing)
    if len(linking.globalId or "") > 255:
        raise Refusal(400, globalId="'globalId' must be 255 characters or fewer.")
    known = {link.id for link in ticket.links}
    link = RemoteLink(0, linking.globalId, wanted, linking.relationship, linking.application)
    placed = asked.desk.add_remote_link(ticket, link, asked.person)
    answer = {"id": placed.id, "self": _link_url(asked, ticket, placed)}
    return JSONResponse(answer, 200 if placed.id in known else 201)


@router.delete("/{ref}/remotelink", status_code=204)
async def delete_remote_link(ref: str, asked: Asked, globalId: str) -> Response:
    ticket = asked.ticket(ref)
    asked.need("LINK_ISSUES", 403, "No Link Issue Permission for issue '" + ticket.key + "'")
    if not asked.desk.remove_remote_link(ticket, globalId, asked.person):
        raise Refusal(404, f"A remote issue link with global id '{globalId}' does not exist for this issue.")
    return Response(status_code=204)


@router.get("/{ref}/properties/{key}")
async def issue_property(ref: str, key: str, asked: Asked) -> Json:
    ticket = asked.ticket(ref)
    if key not in ticket.properties:
        raise Refusal(404, f"The property with key '{key}' does not exist.")
    return {"key": key, "value": ticket.properties[key]}


@router.put("/{ref}/properties/{key}")
async def put_issue_property(ref: str, key: str, value: Annotated[Any, Raw()], asked: Asked) -> JSONResponse:
    ticket = asked.ticket(ref)
    asked.need("EDIT_ISSUES", 403, "You do not have the permission to edit this issue.")
    created = asked.desk.set_issue_property(ticket, key, value)
    return JSONResponse({}, 201 if created else 200)
