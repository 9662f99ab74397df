"""How a request becomes a question by somebody: credentials, strictness, and refusals in Jira's shape."""

import base64
import binascii
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict

from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Comment, Group, Json, Person, Project, Ticket
from app.demo.helpdesk.shapes import Shapes
from app.demo.helpdesk.site import Site

NO_ISSUE = "Issue does not exist or you do not have permission to see it."


class Refusal(Exception):
    """An answer in Jira's error shape."""

    def __init__(self, status: int, *messages: str, **errors: str) -> None:
        super().__init__(status, messages, errors)
        self.status, self.messages, self.errors = status, list(messages), errors


class NotAuthenticated(Exception):
    """No credentials, or none that hold."""


class Violation(Exception):
    """The client asked for something that is not in the contract: answered 400, and remembered."""


class Body(BaseModel):
    """A request body: an unknown key is a violation."""

    model_config = ConfigDict(extra="forbid")


class Property(Body):
    """An entity property, of an issue or a comment."""

    key: str
    value: Any


class StrictRoute(APIRoute):
    """A route that takes no query parameter but those its handler names."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        known = {parameter.alias for parameter in self.dependant.query_params}

        async def strictly(request: Request) -> Response:
            unknown = set(request.query_params) - known
            if unknown:
                raise Violation(f"unknown query parameter {', '.join(sorted(unknown))}")
            return await handle(request)

        return strictly


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who asks, and the state of the desk as it is served to them."""

    desk: Site
    person: Person
    now: Snapshot
    state: dict[str, Any]

    @property
    def shapes(self) -> Shapes:
        return Shapes(self.desk.url, self.now, self.desk.zone, self.desk.page_size)

    def can(self, right: str) -> bool:
        return right in self.person.rights

    def need(self, right: str, status: int, message: str) -> None:
        if not self.can(right):
            raise Refusal(status, message)

    def sees_project(self, project: Project) -> bool:
        return self.can("BROWSE_PROJECTS") and self.person.id not in project.hidden_from

    def sees(self, ticket: Ticket) -> bool:
        return not ticket.deleted and self.sees_project(self.now.get(Project, ticket.project))

    def ticket(self, ref: str) -> Ticket:
        """By id or key; a refusal with 404 for what does not exist and what may not be seen alike."""
        found = self.desk.find(ref, self.now)
        if found is None or not self.sees(found):
            raise Refusal(404, NO_ISSUE)
        self.state["ticket"] = found.id
        return found

    def reads(self, ticket: Ticket, comment: Comment) -> bool:
        """Restricted comments are for the members of a role or group only."""
        if comment.visibility is None:
            return True
        return self.person.id in members(comment.visibility, self.now.get(Project, ticket.project), self.now)

    def comments(self, ticket: Ticket) -> list[Comment]:
        return [comment for comment in ticket.comments if self.reads(ticket, comment)]

    def comment(self, comment_id: str) -> tuple[Ticket, Comment]:
        ticket_id = self.desk.ticket_of(comment_id)
        ticket = self.desk.find(ticket_id, self.now) if ticket_id else None
        found = ticket.comment(comment_id) if ticket is not None else None
        if ticket is None or found is None or not self.sees(ticket) or not self.reads(ticket, found):
            raise Refusal(404, f"Can not find a comment for the id: {comment_id}.")
        self.state["ticket"] = ticket.id
        return ticket, found


def members(visibility: Any, project: Project, now: Snapshot) -> frozenset[str]:
    """Who a restriction admits; nobody where there is no such role or group."""
    named = visibility.get("identifier") or visibility.get("value")
    if visibility.get("type") == "role":
        return project.roles.get(str(visibility.get("value") or named), frozenset())
    groups = (group for group in now.all(Group) if named in (group.id, group.name))
    return frozenset(account for group in groups for account in group.members)


async def caller(request: Request) -> Caller:
    desk: Site = request.app.state.desk
    person = _authenticated(desk, request.headers.get("Authorization", ""))
    if person is None or not person.active:
        raise NotAuthenticated
    state = request.scope["state"]
    state["actor"] = person.id
    return Caller(desk, person, desk.history.snapshot(state.get("event")), state)


Asked = Annotated[Caller, Depends(caller)]


def _authenticated(desk: Site, header: str) -> Person | None:
    """Basic with address and API token, or a token as Bearer."""
    scheme, _, credentials = header.partition(" ")
    if scheme.lower() == "bearer":
        return desk.holder(credentials)
    if scheme.lower() != "basic":
        return None
    try:
        address, _, token = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    person = desk.holder(token)
    return person if person is not None and (person.address or "").lower() == address.lower() else None


def install_refusals(app: FastAPI) -> None:
    app.add_exception_handler(Refusal, _refuse)
    app.add_exception_handler(NotAuthenticated, _unauthorised)
    app.add_exception_handler(Violation, _violated)
    app.add_exception_handler(RequestValidationError, _violated)
    app.add_exception_handler(404, _no_such_path)
    app.add_exception_handler(405, _no_such_path)


async def _refuse(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Refusal):
        raise error
    return JSONResponse(_shape(request, error.messages, error.errors), error.status)


def _shape(request: Request, messages: list[str], errors: dict[str, str]) -> Json:
    if request.url.path.startswith("/rest/servicedeskapi/"):
        text = messages[0] if messages else "; ".join(errors.values())
        return {"errorMessage": text, "i18nErrorMessage": {"i18nKey": text, "parameters": []}}
    return {"errorMessages": messages, "errors": errors}


async def _unauthorised(_: Request, __: Exception) -> JSONResponse:
    body = {"message": "Client must be authenticated to access this resource.", "status-code": 401}
    return JSONResponse(body, 401, {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED", "WWW-Authenticate": "OAuth"})


async def _violated(request: Request, error: Exception) -> JSONResponse:
    text = "; ".join(_words(error)) if isinstance(error, RequestValidationError) else str(error)
    _remember(request, text)
    return JSONResponse(_shape(request, [text], {}), 400)


def _words(error: RequestValidationError) -> list[str]:
    return [f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}" for each in error.errors()]


async def _no_such_path(request: Request, error: Exception) -> JSONResponse:
    status = getattr(error, "status_code", 404)
    _remember(request, "not an operation of this stand-in")
    return JSONResponse({"message": f"null for uri: {request.url}", "status-code": status}, status)


def _remember(request: Request, text: str) -> None:
    violation = f"{request.method} {request.url.path}: {text}"
    request.scope["state"]["violation"] = violation
    request.app.state.desk.violations.append(violation)
