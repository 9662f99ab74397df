"""The bodies of webhooks, in the shapes that Jira Cloud really sends.

Issue events carry the issue in v2 form (the description is text) with `user` and `changelog`; comment events carry a
stub of the issue and no user; nobody's address is in any of them.
"""

from app.demo.helpdesk.records import Json
from app.demo.helpdesk.shapes import Shapes
from app.demo.helpdesk.tickets import Event

STUB = ("summary", "issuetype", "project", "assignee", "priority", "status")


def webhook_body(event: Event, shapes: Shapes, milliseconds: int) -> Json:
    """`shapes` must be of API 2; `milliseconds` is the time since the epoch."""
    body: dict[str, Json] = {"timestamp": milliseconds, "webhookEvent": event.kind}
    fields = shapes.fields(event.ticket)
    if event.comment is not None:
        stub = {name: fields[name] for name in STUB}
        return body | {"comment": shapes.comment(event.ticket, event.comment), "issue": _issue(event, shapes, stub)}
    if event.name is not None:
        body["issue_event_type_name"] = event.name
    body |= {"user": shapes.person(event.actor, with_address=False), "issue": _issue(event, shapes, fields)}
    if event.change is not None:
        items = [shapes.item(item) for item in event.change.items]
        body["changelog"] = {"id": event.change.id, "items": items}
    return body


def _issue(event: Event, shapes: Shapes, fields: Json) -> Json:
    """The address of the issue lacks a part in what Cloud sends; nobody should follow it."""
    ticket = event.ticket
    return {"id": ticket.id, "self": f"{shapes.site}/rest/api/2/{ticket.id}", "key": ticket.key, "fields": fields}
