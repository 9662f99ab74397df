"""Bringing a ticket to a status by whichever transition leads there, whatever it is called.

Transitions belong to a workflow: their ids and names differ from project to project, and which there are depends on
where the ticket stands. Only the status that one leads to is looked at; one that wants a field filled in is not taken.
https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import structlog

from app.desk.calls import Ask, Calls, number, ticket_path
from app.desk.failures import Forbidden, NotThere, Refused
from app.desk.issue import Json
from app.desk.plain import clean

_log = structlog.get_logger(__name__)
_RIGHT = "Transition issues"


class Statuses:
    """`unreachable` tells, for each status that could not be set the last time, why not, in words for people."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._unreachable: dict[str, str] = {}

    @property
    def unreachable(self) -> Mapping[str, str]:
        return MappingProxyType(dict(self._unreachable))

    def set(self, ticket_id: str, status: str) -> bool:
        """Whether the ticket has the status now. Why it cannot have it is noted and no error."""
        why = self._try(ticket_id, status)
        if why is None:
            self._unreachable.pop(status, None)
            return True
        _log.warning("status not set", ticket=ticket_id, status=status, why=why)
        self._unreachable[status] = why
        return False

    def of_project(self, project: str) -> Mapping[str, str]:
        """The statuses that the project's tickets can have: id to name."""
        ask = Ask("GET", f"project/{number(project)}/statuses", "look at the project's statuses", "Browse projects")
        return self._calls.send(
            ask, lambda answer: {str(each["id"]): clean(each["name"]) for kind in answer for each in kind["statuses"]}
        )

    def _try(self, ticket_id: str, status: str) -> str | None:
        """None, or why not."""
        try:
            ways = [each for each in self._transitions(ticket_id) if each["to"]["id"] == status]
            if not ways:
                return None if self._status(ticket_id) == status else _no_way(status)
            open_way = next((each for each in ways if not _wanted_fields(each)), None)
            if open_way is None:
                return f"the transition to status {status} wants {', '.join(_wanted_fields(ways[0]))} filled in"
            self._take(ticket_id, str(open_way["id"]))
        except (Refused, NotThere, Forbidden) as error:
            return error.log
        return None

    def _transitions(self, ticket_id: str) -> list[Json]:
        path, params = f"{ticket_path(ticket_id)}/transitions", {"expand": "transitions.fields"}
        ask = Ask("GET", path, "look at the ticket's transitions", _RIGHT, params)
        return self._calls.send(ask, lambda answer: [_checked(each) for each in answer["transitions"]])

    def _status(self, ticket_id: str) -> str:
        ask = Ask("GET", ticket_path(ticket_id), "read the ticket", "Browse projects", {"fields": "status"})
        return self._calls.send(ask, lambda answer: str(answer["fields"]["status"]["id"]))

    def _take(self, ticket_id: str, transition: str) -> None:
        body = {"transition": {"id": transition}}
        path = f"{ticket_path(ticket_id)}/transitions"
        self._calls.send(Ask("POST", path, "set the ticket's status", _RIGHT, body=body, again=False), lambda _: None)


def _checked(raw: Any) -> Json:
    """A transition with what is looked at in it."""
    return {"id": raw["id"], "to": {"id": str(raw["to"]["id"])}, "fields": dict(raw.get("fields") or {})}


def _wanted_fields(transition: Json) -> list[str]:
    fields = transition["fields"]
    return [name for name, each in fields.items() if each.get("required") and not each.get("hasDefaultValue")]


def _no_way(status: str) -> str:
    return f"no transition leads to status {status} from where the ticket stands, or the permission {_RIGHT} is missing"
