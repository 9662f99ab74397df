"""Comments over REST v3. Properties are written with a comment, and read only through `comment/list` or one by one."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi import Body as Raw
from fastapi.responses import JSONResponse
from pydantic import StrictInt

from app.demo.helpdesk import adf
from app.demo.helpdesk.asking import Asked, Body, Caller, Property, Refusal, StrictRoute, members
from app.demo.helpdesk.records import Comment, Json, Project, Ticket

router = APIRouter(prefix="/rest/api/3", route_class=StrictRoute)

LONGEST = 32_767
NOT_YOURS = "You do not have the permission to comment on this issue."


class Restriction(Body):
    type: str
    value: str | None = None
    identifier: str | None = None


class Words(Body):
    body: Any = None
    visibility: Restriction | None = None
    properties: tuple[Property, ...] = ()


class Wanted(Body):
    ids: list[StrictInt]


@router.post("/comment/list")
async def listed(wanted: Wanted, asked: Asked, expand: str = "") -> Json:
    """The comments of these ids that the caller may read, whichever tickets they stand on."""
    if not 0 < len(wanted.ids) <= 1000:
        raise Refusal(400, "The number of comment ids must be between 1 and 1000.")
    values = []
    for comment_id in map(str, wanted.ids):
        try:
            ticket, comment = asked.comment(comment_id)
        except Refusal:
            continue
        values.append(asked.shapes.comment(ticket, comment, with_properties="properties" in expand.split(",")))
    return {"maxResults": 1000, "startAt": 0, "total": len(values), "isLast": True, "values": values}


@router.get("/issue/{ref}/comment")
async def comments(
    ref: str,
    asked: Asked,
    startAt: int = 0,
    maxResults: int = 100,
    orderBy: str = "created",
    expand: str = "",  # noqa: ARG001
) -> Json:
    ticket = asked.ticket(ref)
    if orderBy not in ("created", "+created", "-created"):
        raise Refusal(400, f"The orderBy field '{orderBy}' is not supported.")
    found = asked.comments(ticket)
    if orderBy == "-created":
        found.reverse()
    start, size = max(startAt, 0), max(min(maxResults, asked.desk.page_size), 0)
    page = [asked.shapes.comment(ticket, comment) for comment in found[start : start + size]]
    return {"startAt": start, "maxResults": size, "total": len(found), "comments": page}


@router.post("/issue/{ref}/comment", status_code=201)
async def add(ref: str, words: Words, asked: Asked, expand: str = "") -> JSONResponse:  # noqa: ARG001
    ticket = asked.ticket(ref)
    asked.need("ADD_COMMENTS", 400, NOT_YOURS)
    comment = asked.desk.comment(
        ticket,
        _document(words),
        asked.person,
        visibility=_visibility(asked, ticket, words.visibility),
        properties={each.key: each.value for each in words.properties},
    )
    return JSONResponse(asked.shapes.comment(ticket, comment), 201)


def _document(words: Words) -> Json:
    if not isinstance(words.body, dict):
        raise Refusal(400, NOT_YOURS, comment="Comment body is not valid!")
    if not adf.is_document(words.body):
        raise Refusal(400, "INVALID_INPUT")
    text = adf.plain(words.body)
    if not text.strip() and not words.body["content"]:
        raise Refusal(400, comment="Comment body can not be empty!")
    if len(text) > LONGEST:
        raise Refusal(400, comment="CONTENT_LIMIT_EXCEEDED")
    return words.body


def _visibility(asked: Caller, ticket: Ticket, wanted: Restriction | None) -> dict[str, str] | None:
    """Only to a role or group that exists and has the author in it."""
    if wanted is None:
        return None
    named = {"type": wanted.type, "value": wanted.value or wanted.identifier, "identifier": wanted.identifier}
    admitted = members(named, asked.now.get(Project, ticket.project), asked.now)
    if asked.person.id not in admitted:
        raise Refusal(400, commentLevel=f"You are currently not a member of the {wanted.type}: {named['value']}.")
    return {"type": wanted.type, "value": str(named["value"]), "identifier": wanted.identifier or str(named["value"])}


@router.get("/issue/{ref}/comment/{comment_id}")
async def one(ref: str, comment_id: str, asked: Asked, expand: str = "") -> Json:  # noqa: ARG001
    ticket, comment = _on(asked, ref, comment_id)
    return asked.shapes.comment(ticket, comment)


def _on(asked: Caller, ref: str, comment_id: str) -> tuple[Ticket, Comment]:
    ticket = asked.ticket(ref)
    placed, comment = asked.comment(comment_id)
    if placed.id != ticket.id:
        raise Refusal(404, f"Can not find a comment for the id: {comment_id}.")
    return ticket, comment


@router.put("/issue/{ref}/comment/{comment_id}")
async def edit(
    ref: str,
    comment_id: str,
    words: Words,
    asked: Asked,
    notifyUsers: bool = True,  # noqa: ARG001
    expand: str = "",  # noqa: ARG001
) -> Json:
    ticket, comment = _on(asked, ref, comment_id)
    if not _may(asked, comment, "EDIT"):
        raise Refusal(400, f"You do not have permission to edit comment with id: {comment_id}.")
    body = _document(words)
    for each in words.properties:
        asked.desk.set_comment_property(comment, each.key, each.value)
    edited = asked.desk.edit_comment(comment, body, asked.person)
    return asked.shapes.comment(ticket, edited)


def _may(asked: Caller, comment: Comment, verb: str) -> bool:
    own = comment.author == asked.person.id
    return asked.can(f"{verb}_ALL_COMMENTS") or (own and asked.can(f"{verb}_OWN_COMMENTS"))


@router.delete("/issue/{ref}/comment/{comment_id}", status_code=204)
async def delete(ref: str, comment_id: str, asked: Asked) -> Response:
    _, comment = _on(asked, ref, comment_id)
    if not _may(asked, comment, "DELETE"):
        raise Refusal(400, f"You do not have permission to delete comment with id: {comment_id}.")
    asked.desk.delete_comment(comment, asked.person)
    return Response(status_code=204)


@router.get("/comment/{comment_id}/properties")
async def property_keys(comment_id: str, asked: Asked) -> Json:
    _, comment = asked.comment(comment_id)
    url = f"{asked.desk.url}/rest/api/3/comment/{comment_id}/properties"
    return {"keys": [{"self": f"{url}/{key}", "key": key} for key in comment.properties]}


@router.get("/comment/{comment_id}/properties/{key}")
async def property_value(comment_id: str, key: str, asked: Asked) -> Json:
    return {"key": key, "value": _property(asked, comment_id, key)[1]}


def _property(asked: Caller, comment_id: str, key: str) -> tuple[Comment, Json]:
    _, comment = asked.comment(comment_id)
    if key not in comment.properties:
        raise Refusal(404, f"The property with key '{key}' does not exist.")
    return comment, comment.properties[key]


@router.put("/comment/{comment_id}/properties/{key}")
async def put_property(comment_id: str, key: str, value: Annotated[Any, Raw()], asked: Asked) -> JSONResponse:
    _, comment = asked.comment(comment_id)
    _need_edit(asked, comment)
    asked.desk.set_comment_property(comment, key, value)
    return JSONResponse({}, 200 if key in comment.properties else 201)


@router.delete("/comment/{comment_id}/properties/{key}", status_code=204)
async def delete_property(comment_id: str, key: str, asked: Asked) -> Response:
    comment, _ = _property(asked, comment_id, key)
    _need_edit(asked, comment)
    asked.desk.set_comment_property(comment, key, None)
    return Response(status_code=204)


def _need_edit(asked: Caller, comment: Comment) -> None:
    if not _may(asked, comment, "EDIT"):
        raise Refusal(403, f"You do not have permission to edit comment with id: {comment.id}.")
