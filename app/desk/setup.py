"""Facts for whoever sets Keydesk up: what the settings name, as Jira has it. No look asks for any of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.core.ticket import Person
from app.desk.calls import Ask, Calls, number
from app.desk.failures import NotThere, Refused
from app.desk.issue import person
from app.desk.plain import clean

_PAGE = 50
_USERS_AND_GROUPS = "Browse users and groups (global)"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """`service`: comments can be internal there. `roles` are the names of its roles."""

    key: str
    service: bool
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """`size` counts all members, deactivated ones too; `members` are the first fifty of them."""

    name: str
    size: int
    members: tuple[Person, ...]


class Setup:
    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def project(self, project: str) -> ProjectFacts | None:
        """The project with this number; None where there is none, or we may not see it."""
        ask = Ask("GET", f"project/{number(project)}", "look at the project", "Browse projects")
        try:
            return self._calls.send(ask, _project)
        except NotThere:
            return None

    def group(self, group: str) -> GroupFacts | None:
        """The group with this id; None where there is none."""
        named = self._ask("group/bulk", {"groupId": group})
        try:
            names = self._calls.send(named, lambda answer: [clean(each["name"]) for each in answer["values"]])
        except (NotThere, Refused):
            return None
        if not names:
            return None
        params: dict[str, str | int] = {"groupId": group, "includeInactiveUsers": "true", "maxResults": _PAGE}
        size, members = self._calls.send(
            self._ask("group/member", params), lambda answer: (int(answer["total"]), _people(answer))
        )
        return GroupFacts(names[0], size, members)

    def people(self, accounts: Sequence[str]) -> Mapping[str, Person]:
        """Those of the accounts that there are, by their ids."""
        found: dict[str, Person] = {}
        for start in range(0, len(accounts), _PAGE):
            some = tuple(accounts[start : start + _PAGE])
            ask = Ask("GET", "user/bulk", "look up people", "access to Jira", {"accountId": some, "maxResults": _PAGE})
            found |= {each.id: each for each in self._calls.send(ask, _people)}
        return found

    def _ask(self, path: str, params: Mapping[str, str | int]) -> Ask:
        return Ask("GET", path, "look at the reviewers' group", _USERS_AND_GROUPS, params)


def _project(answer: Any) -> ProjectFacts:
    roles = frozenset(clean(name) for name in answer.get("roles") or {})
    return ProjectFacts(clean(answer["key"]), answer["projectTypeKey"] == "service_desk", roles)


def _people(answer: Any) -> tuple[Person, ...]:
    found = [person(each) for each in answer["values"]]
    return tuple(each for each in found if each is not None)
