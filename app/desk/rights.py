"""What our account may do, and whether it was for want of it that Jira refused."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from app.desk.calls import Ask, Calls, number
from app.desk.failures import Refused, forbidden

T = TypeVar("T")

NEEDED: Mapping[str, str] = {
    "BROWSE_PROJECTS": "Browse projects",
    "ADD_COMMENTS": "Add comments",
    "DELETE_OWN_COMMENTS": "Delete own comments",
    "EDIT_ISSUES": "Edit issues",
    "LINK_ISSUES": "Link issues",
    "TRANSITION_ISSUES": "Transition issues",
}
UNWANTED: Mapping[str, str] = {
    "ADMINISTER": "Administer Jira",
    "ADMINISTER_PROJECTS": "Administer projects",
    "MODIFY_REPORTER": "Modify reporter",
    "EDIT_ALL_COMMENTS": "Edit all comments",
}


def held_in_project(calls: Calls, project: str) -> Mapping[str, bool]:
    """Which of `NEEDED` and `UNWANTED` we have in the project."""
    return _held(calls, {"projectId": number(project)}, *NEEDED, *UNWANTED)


def blaming_rights(calls: Calls, ticket_id: str, key: str, act: Callable[[], T]) -> T:
    """Do `act`; if Jira refuses it, and we lack the permission `key` on the ticket, that is what is told.

    Jira answers 400 to a comment or an edit that we have no right to, as it does to a bad one.
    """
    try:
        return act()
    except Refused as error:
        refusal = error
    name = "issueId" if ticket_id.isdigit() else "issueKey"
    if _held(calls, {name: ticket_id}, key).get(key, True):
        raise refusal
    raise forbidden("write on the ticket", NEEDED[key])


def _held(calls: Calls, where: Mapping[str, str | int], *keys: str) -> Mapping[str, bool]:
    params = {**where, "permissions": ",".join(keys)}
    ask = Ask("GET", "mypermissions", "look at its own permissions", NEEDED["BROWSE_PROJECTS"], params)
    return calls.send(ask, lambda answer: _granted(answer["permissions"], keys))


def _granted(known: Any, keys: tuple[str, ...]) -> Mapping[str, bool]:
    return {key: bool(known[key]["havePermission"]) for key in keys if key in known}
