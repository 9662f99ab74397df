"""Reading a whole ticket: in one call where it fits, else in pages that are shown to belong to one moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.ticket import Ticket
from app.desk.calls import Ask, Calls, ticket_path, understood
from app.desk.failures import NotThere, garbled
from app.desk.issue import MOST_COMMENTS, Json, Part, comments_in, histories_in, ticket
from app.errors import Transient

_FIELDS = "summary,description,reporter,creator,created,updated,status,labels,project,comment"
_DOING = "read the ticket"
_RIGHT = "Browse projects"
_PAGE = 100
_MOST_ACTS = 3000
_MOST_LISTED = 5000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Read:
    """The answer to the first call; its lists may be short."""

    issue: Json
    comments: Part
    histories: Part


def read_ticket(calls: Calls, ticket_id: str, *, site: str, me: str, form_fields: Sequence[str] = ()) -> Ticket | None:
    """The ticket; None when it is gone or not for us to see. One that keeps changing under our eyes is `Transient`."""
    for _ in range(_TRIES):
        try:
            found = _read(calls, ticket_id, site, me, form_fields)
        except NotThere:
            return None
        if found:
            return found
    raise Transient(
        "jira: the ticket changed each time while it was read", "The ticket is being edited. Keydesk reads it later."
    )


def all_comments(calls: Calls, ticket_id: str) -> list[Json]:
    """Every comment, oldest first, as Jira has them."""
    path = f"{ticket_path(ticket_id)}/comment"
    comments = _pages(calls, path, {"orderBy": "created"}, comments_in, _MOST_LISTED)
    if comments is None:
        raise garbled(_DOING)
    return comments


def _read(calls: Calls, ticket_id: str, site: str, me: str, form_fields: Sequence[str]) -> Ticket | None:
    """One try; None if the ticket changed between the pages."""
    first = calls.send(_ask(ticket_id, form_fields), _first)
    short = first.comments.total <= MOST_COMMENTS
    comments: list[Json] | None = first.comments.items if short else None
    histories: list[Json] | None = first.histories.items
    if not (first.comments.whole and first.histories.whole):
        if short and not first.comments.whole:
            comments = all_comments(calls, ticket_id)
        if not first.histories.whole:
            path = f"{ticket_path(ticket_id)}/changelog"
            histories = _pages(calls, path, {}, histories_in, _MOST_ACTS)
        if _updated(calls, ticket_id) != first.issue["fields"]["updated"]:
            return None
    return understood(_DOING, lambda: ticket(first.issue, comments, histories, site=site, me=me))


def _ask(ticket_id: str, form_fields: Sequence[str]) -> Ask:
    params = {
        "fields": ",".join([_FIELDS, *form_fields]),
        "expand": "changelog,names" if form_fields else "changelog",
    }
    return Ask("GET", ticket_path(ticket_id), _DOING, _RIGHT, params)


def _first(answer: Any) -> _Read:
    return _Read(answer, comments_in(answer["fields"]["comment"]), histories_in(answer["changelog"]))


def _updated(calls: Calls, ticket_id: str) -> str:
    ask = Ask("GET", ticket_path(ticket_id), _DOING, _RIGHT, {"fields": "updated"})
    return calls.send(ask, lambda answer: str(answer["fields"]["updated"]))


def _pages(
    calls: Calls, path: str, params: dict[str, str | int], read: Callable[[Any], Part], most: int
) -> list[Json] | None:
    """All items of a list; None if it ends before its total, or is longer than `most`."""
    items: list[Json] = []
    while len(items) < most:
        page = params | {"startAt": len(items), "maxResults": _PAGE}
        part = calls.send(Ask("GET", path, _DOING, _RIGHT, page), read)
        items += part.items
        if len(items) >= part.total:
            return items
        if not part.items:
            return None
    return None
