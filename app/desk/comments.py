"""Our comments: written once, found again by their mark, and never public when they were meant for colleagues.

A mark is a comment property written in the same request. Jira gives properties back only through `comment/list`, and
lets people put them on their own comments, so that only a comment of our account counts as ours.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.document import Document
from app.desk.access import JiraAccess
from app.desk.adf import render
from app.desk.calls import Ask, Calls, number, ticket_path
from app.desk.failures import NotThere
from app.desk.issue import Json, hidden
from app.desk.reading import all_comments
from app.desk.rights import blaming_rights
from app.errors import KeydeskError, Misconfigured, Permanent

_MARK = "keydesk.mark"
_RIGHT = "Add comments"


@dataclass(frozen=True, slots=True)
class _Ours:
    """A comment of ours as it stands: `exposed` if customers see what was meant for colleagues."""

    id: str
    exposed: bool
    mark: str = ""


class Comments:
    """`me` gives our account's id."""

    def __init__(self, calls: Calls, access: JiraAccess, me: Callable[[], str]) -> None:
        self._calls = calls
        self._access = access
        self._me = me
        self._service_projects: dict[str, bool] = {}
        self._exposed = False

    def say(self, ticket_id: str, document: Document, *, public: bool, mark: str) -> str:
        """Write a comment and give its id. `Transient` leaves open whether it was written.

        Once a comment for colleagues turned out public, no further one is written by this process: `Misconfigured`.
        """
        body: dict[str, Any] = {
            "body": render(document),
            "properties": [{"key": _MARK, "value": {"mark": mark, "internal": not public}}],
        }
        if not public:
            body = self._for_colleagues(ticket_id, body)
        ask = Ask("POST", f"{ticket_path(ticket_id)}/comment", "write a comment", _RIGHT, body=body, again=False)
        return self._kept(
            ticket_id, blaming_rights(self._calls, ticket_id, "ADD_COMMENTS", lambda: self._post(ask, public))
        )

    def _post(self, ask: Ask, public: bool) -> _Ours:
        return self._calls.send(ask, lambda answer: _Ours(answer["id"], not public and not hidden(answer)))

    def said(self, ticket_id: str, mark: str) -> str | None:
        """The id of our oldest comment with this mark."""
        ours = [one for one in self._ours(ticket_id) if one.mark == mark]
        return self._kept(ticket_id, min(ours, key=lambda one: int(one.id))) if ours else None

    def marks(self, ticket_id: str) -> Mapping[str, str]:
        """The marks of our comments, by their ids. One that customers see though it was not meant for them has none."""
        return {one.id: one.mark for one in self._ours(ticket_id) if one.mark and not one.exposed}

    def _ours(self, ticket_id: str) -> list[_Ours]:
        me = self._me()
        ids = [number(raw["id"]) for raw in all_comments(self._calls, ticket_id) if _is_by(me, raw)]
        if not ids:
            return []
        ask = Ask(
            "POST", "comment/list", "look for its comments", "Browse projects", {"expand": "properties"}, {"ids": ids}
        )
        return self._calls.send(ask, lambda answer: _marked(answer, me))

    def in_service_project(self, project: str) -> bool:
        """Whether internal comments exist in the project; asked once a project."""
        if project not in self._service_projects:
            ask = Ask("GET", f"project/{number(project)}", "look at the project", "Browse projects")
            try:
                kind = self._calls.send(ask, lambda answer: answer["projectTypeKey"])
            except NotThere as error:
                raise Misconfigured(error.log, f"Keydesk cannot see the project with the number {project}.") from None
            self._service_projects[project] = kind == "service_desk"
        return self._service_projects[project]

    def _for_colleagues(self, ticket_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """Outside a service project "internal" means nothing to Jira, so there the comment is for a role alone."""
        if self._exposed:
            raise Misconfigured(
                "jira: a comment for colleagues turned out public before",
                "Jira showed a comment for colleagues to a requester, so Keydesk writes none any more. "
                "Please check the project's type, and INTERNAL_ROLE; then start Keydesk again.",
            )
        if self._in_service_project(ticket_id):
            internal = {"key": "sd.public.comment", "value": {"internal": True}}
            return body | {"properties": [*body["properties"], internal]}
        if not self._access.internal_role:
            raise Misconfigured(
                "jira: INTERNAL_ROLE is not set, and the project is not a service project",
                "This project has no internal comments. Please set INTERNAL_ROLE to the project role that may read "
                "what Keydesk writes for colleagues.",
            )
        return body | {"visibility": {"type": "role", "value": self._access.internal_role}}

    def _in_service_project(self, ticket_id: str) -> bool:
        projects = self._access.projects
        if projects and all(map(self.in_service_project, projects)):
            return True
        ask = Ask("GET", ticket_path(ticket_id), "read the ticket", "Browse projects", {"fields": "project"})
        return self.in_service_project(self._calls.send(ask, lambda answer: str(answer["fields"]["project"]["id"])))

    def _kept(self, ticket_id: str, comment: _Ours) -> str:
        """The comment's id, unless it is exposed: then it is deleted at once."""
        if not comment.exposed:
            return comment.id
        self._exposed = True
        path = f"{ticket_path(ticket_id)}/comment/{number(comment.id)}"
        try:
            self._calls.send(Ask("DELETE", path, "delete its comment", "Delete own comments"), lambda _: None)
        except NotThere:
            pass
        except KeydeskError:
            raise Permanent(
                f"jira: the internal comment {comment.id} is public and could not be deleted",
                f"A comment of Keydesk's for colleagues (number {comment.id}) is visible to the requester. "
                "Please delete it now, and give Keydesk's account the permission Delete own comments.",
            ) from None
        raise Permanent(
            f"jira: the internal comment {comment.id} turned out public and was deleted",
            "Jira showed a comment for colleagues to the requester, so Keydesk deleted it at once. "
            "Please check the project's type, and INTERNAL_ROLE.",
        )


def _is_by(account: str, comment: Json) -> bool:
    return bool((comment.get("author") or {}).get("accountId") == account)


def _marked(answer: Any, me: str) -> list[_Ours]:
    if answer.get("isLast") is False:
        raise ValueError("a part of the comments only")
    ours = [(raw, _mark(raw)) for raw in answer["values"] if _is_by(me, raw)]
    return [
        _Ours(raw["id"], value.get("internal") is True and not hidden(raw), str(value.get("mark") or ""))
        for raw, value in ours
    ]


def _mark(comment: Json) -> Json:
    values = [one["value"] for one in comment.get("properties") or () if one["key"] == _MARK]
    return values[0] if values and isinstance(values[0], dict) else {}
