"""Issues over REST v3: reading with fields and changelog, and editing."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field as Blank

from app.demo.helpdesk import adf
from app.demo.helpdesk.asking import Asked, Body, Caller, Property, Refusal, StrictRoute
from app.demo.helpdesk.paging import page_bean
from app.demo.helpdesk.records import Field, Json, Person, Ticket

router = APIRouter(prefix="/rest/api/3/issue", route_class=StrictRoute)

Names = Annotated[list[str] | None, Query()]
NO_FIELD = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
NO_OPERATION = "Field with id '{}' and name '{}' does not support operation '{}'"


class Edit(Body):
    """`fields` sets, `update` operates; `historyMetadata` is whatever the editor writes."""

    fields: dict[str, Any] = Blank(default_factory=dict)
    update: dict[str, list[dict[str, Any]]] = Blank(default_factory=dict)
    historyMetadata: dict[str, Any] | None = None
    properties: tuple[Property, ...] = ()


@router.get("/{ref}")
async def read(
    ref: str,
    asked: Asked,
    fields: Names = None,
    expand: str = "",
    properties: Names = None,
    fieldsByKeys: bool = False,  # noqa: ARG001
    updateHistory: bool = False,  # noqa: ARG001
    failFast: bool = False,  # noqa: ARG001
) -> Json:
    ticket = asked.ticket(ref)
    answer = issue(asked, ticket, fields or ["*all"])
    if "changelog" in expand.split(","):
        size = asked.desk.page_size
        latest = [asked.shapes.change(change) for change in reversed(ticket.changes[-size:])]
        answer["changelog"] = {
            "startAt": 0,
            "maxResults": size,
            "total": len(ticket.changes),
            "histories": latest,
        }
    if properties:
        wanted = [name for names in properties for name in names.split(",")]
        chosen = {k: v for k, v in ticket.properties.items() if k in wanted or "*all" in wanted}
        answer["properties"] = chosen
    return answer


def issue(asked: Caller, ticket: Ticket, wanted: list[str]) -> dict[str, Json]:
    """An issue with the fields that were asked for; a name that is no field is passed over, as Jira does."""
    fields = asked.shapes.fields(ticket)
    comments = [asked.shapes.comment(ticket, comment) for comment in asked.comments(ticket)]
    fields["comment"] = {
        "comments": comments[: asked.desk.page_size],
        "self": f"{asked.desk.url}/rest/api/3/issue/{ticket.id}/comment",
        "maxResults": min(asked.desk.page_size, len(comments)),
        "total": len(comments),
        "startAt": 0,
    }
    names = [name for each in wanted for name in each.split(",") if name]
    everything = all(name.startswith("-") for name in names) or bool({"*all", "*navigable"} & set(names))
    kept = {name: value for name, value in fields.items() if (everything or name in names) and f"-{name}" not in names}
    return asked.shapes.issue(ticket, kept)


@router.get("/{ref}/changelog")
async def changelog(ref: str, asked: Asked, request: Request, startAt: int = 0, maxResults: int = 100) -> Json:
    """Oldest first."""
    changes = asked.ticket(ref).changes
    return page_bean(asked.desk, request, changes, startAt, maxResults, asked.shapes.change)


@router.put("/{ref}", status_code=204)
async def edit(
    ref: str,
    edit: Edit,
    asked: Asked,
    notifyUsers: bool = True,
) -> Response:
    ticket = asked.ticket(ref)
    if not notifyUsers:
        asked.need(
            "ADMINISTER_PROJECTS",
            403,
            "To discard the user notification either admin or project admin permissions are required.",
        )
    asked.desk.edit(ticket, asked.person, history_metadata=edit.historyMetadata, **_values(asked, ticket, edit))
    for each in edit.properties:
        asked.desk.set_issue_property(ticket, each.key, each.value)
    return Response(status_code=204)


def _values(asked: Caller, ticket: Ticket, edit: Edit) -> dict[str, Json]:
    """The edit as new values of fields, or a refusal that names the field."""
    twice = set(edit.fields) & set(edit.update)
    if twice:
        name = twice.pop()
        raise Refusal(400, **{name: f"Field '{name}' cannot appear in both 'fields' and 'update'"})
    operations = {name: [{"set": value}] for name, value in edit.fields.items()} | edit.update
    values: dict[str, Json] = {}
    for name, steps in operations.items():
        if not asked.can("EDIT_ISSUES"):
            raise Refusal(400, **{name: NO_FIELD.format(name)})
        for step in steps:
            _apply(asked, ticket, name, step, values)
    return values


def _apply(asked: Caller, ticket: Ticket, name: str, step: dict[str, Any], values: dict[str, Json]) -> None:
    if len(step) != 1:
        raise Refusal(400, **{name: "expected exactly one operation"})
    ((operation, value),) = step.items()
    if name == "labels":
        values["labels"] = _labels(values.get("labels", ticket.labels), operation, value)
    elif operation != "set":
        raise Refusal(400, **{name: NO_OPERATION.format(name, name.capitalize(), operation)})
    elif name == "summary":
        values["summary"] = _summary(value)
    elif name == "description":
        if value is not None and not adf.is_document(value):
            raise Refusal(
                400, description="Operation value must be an Atlassian Document (see the Atlassian Document Format)"
            )
        values["description"] = value
    elif name in ("reporter", "assignee"):
        values[name] = _account(asked, name, value)
    elif asked.now.find(Field, name) is not None:
        values.setdefault("custom", {})[name] = value
    else:
        raise Refusal(400, **{name: NO_FIELD.format(name)})


def _labels(held: Any, operation: str, value: Any) -> frozenset[str]:
    changed = value if operation == "set" else [value]
    if not isinstance(changed, list) or not all(isinstance(label, str) for label in changed):
        raise Refusal(400, labels="data was not an array" if operation == "set" else "string expected at index 0")
    for label in changed:
        if any(character.isspace() for character in label) or not label:
            raise Refusal(400, labels=f"The label '{label}' contains spaces which is invalid.")
        if len(label) > 255:
            raise Refusal(400, labels=f"The label '{label}' is too long (maximum of 255 characters).")
    match operation:
        case "set":
            return frozenset(changed)
        case "add":
            return frozenset(held) | set(changed)
        case "remove":
            return frozenset(held) - set(changed)
    raise Refusal(400, labels=NO_OPERATION.format("labels", "Labels", operation))


def _summary(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, summary="You must specify a summary of the issue.")
    if "\n" in value or len(value) > 255:
        raise Refusal(400, summary="The summary is invalid because it contains newline characters or is too long.")
    return value


def _account(asked: Caller, name: str, value: Any) -> str | None:
    right = "MODIFY_REPORTER" if name == "reporter" else "ASSIGN_ISSUES"
    if not asked.can(right):
        raise Refusal(400, **{name: NO_FIELD.format(name)})
    account = value.get("accountId") or value.get("id") if isinstance(value, dict) else None
    if value is not None and (account is None or asked.now.find(Person, account) is None):
        raise Refusal(400, **{name: "Specify a valid value for " + name})
    return account
