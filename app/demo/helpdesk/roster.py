"""Who and what there is at the help desk: people, groups, projects, roles, custom fields and tokens.

What these methods give is a frozen record: a handle to pass on. What holds now is always `desk.now()`.
"""

import secrets
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count

from app.demo.helpdesk import rights
from app.demo.helpdesk.history import History, Snapshot
from app.demo.helpdesk.records import AccountType, Field, Group, Person, Project, ProjectType

_IDS = uuid.UUID("6f1c51f0-53a5-4f0e-8b55-5f5d2b1c7c11")
_ACCOUNT = {AccountType.ATLASSIAN: "712020:{}", AccountType.CUSTOMER: "qm:0b9f3a52:{}", AccountType.APP: "557058:{}"}


class Roster:
    """Holds the state and the one lock that every change takes. `clock` gives aware datetimes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.lock = threading.RLock()
        self.history = History(self.time)
        self._tokens: dict[str, str] = {}
        self._numbers = {kind: count(first) for kind, first in _FIRST.items()}
        self.automation = self.person("Automation for Jira", type=AccountType.APP)
        self.bot = self.person("Keydesk", address="keydesk@example.edu", rights=rights.AGENT | {rights.BROWSE_USERS})
        self.bot_token = self.token(self.bot)

    def time(self) -> datetime:
        """Now, as exact as Jira keeps it: milliseconds."""
        moment = self._clock()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def now(self) -> Snapshot:
        return self.history.snapshot()

    def next_id(self, kind: str) -> int:
        return next(self._numbers[kind])

    def person(
        self,
        name: str,
        *,
        type: AccountType | str = AccountType.ATLASSIAN,
        address: str | None = None,
        shown: bool = True,
        active: bool = True,
        rights: frozenset[str] = rights.AGENT,
    ) -> Person:
        """A new account; `shown=False` hides the address from REST. Customers and apps have no rights of an agent."""
        kind = AccountType(type)
        unique = uuid.uuid5(_IDS, str(self.next_id("person")))
        held = rights if kind is AccountType.ATLASSIAN else frozenset()
        return self._put_person(Person(_ACCOUNT[kind].format(unique), name, kind, address, shown, active, held))

    def _put_person(self, person: Person) -> Person:
        with self.lock:
            self.history.put(person)
            return person

    def _current(self, person: Person | str) -> Person:
        return self.now().get(Person, person if isinstance(person, str) else person.id)

    def deactivate(self, person: Person | str) -> Person:
        return self._put_person(replace(self._current(person), active=False))

    def change_address(self, person: Person | str, address: str | None, *, shown: bool = True) -> Person:
        return self._put_person(replace(self._current(person), address=address, shown=shown))

    def grant(self, person: Person | str, *keys: str) -> Person:
        """Permissions by Jira's keys, in every project."""
        current = self._current(person)
        return self._put_person(replace(current, rights=current.rights | frozenset(keys)))

    def withdraw(self, person: Person | str, *keys: str) -> Person:
        current = self._current(person)
        return self._put_person(replace(current, rights=current.rights - frozenset(keys)))

    def token(self, person: Person | str) -> str:
        """An API token: Basic with the person's address, or Bearer."""
        token = secrets.token_urlsafe(24)
        self._tokens[token] = person if isinstance(person, str) else person.id
        return token

    def revoke_token(self, token: str) -> None:
        self._tokens.pop(token, None)

    def holder(self, token: str) -> Person | None:
        account = self._tokens.get(token)
        return None if account is None else self.now().find(Person, account)

    def group(self, name: str, *members: Person) -> Group:
        """A new group; the order of joining is the order of listing."""
        group = Group(str(uuid.uuid5(_IDS, f"group {name}")), name, tuple(person.id for person in members))
        return self._put_group(group)

    def _put_group(self, group: Group) -> Group:
        with self.lock:
            self.history.put(group)
            return group

    def join(self, group: Group | str, *people: Person | str) -> Group:
        current = self.now().get(Group, group if isinstance(group, str) else group.id)
        joining = [account for account in _accounts(people) if account not in current.members]
        return self._put_group(replace(current, members=(*current.members, *joining)))

    def leave(self, group: Group | str, *people: Person | str) -> Group:
        current = self.now().get(Group, group if isinstance(group, str) else group.id)
        leaving = set(_accounts(people))
        return self._put_group(replace(current, members=tuple(a for a in current.members if a not in leaving)))

    def rename_group(self, group: Group | str, name: str) -> Group:
        current = self.now().get(Group, group if isinstance(group, str) else group.id)
        return self._put_group(replace(current, name=name))

    def project(
        self,
        key: str,
        name: str | None = None,
        *,
        type: ProjectType | str = ProjectType.SERVICE_DESK,
    ) -> Project:
        return self._put_project(Project(str(self.next_id("project")), key, name or key, ProjectType(type)))

    def _put_project(self, project: Project) -> Project:
        with self.lock:
            self.history.put(project)
            return project

    def hide_project(self, project: Project | str, *people: Person | str) -> Project:
        """These people no longer see the project nor anything in it."""
        current = self._project(project)
        return self._put_project(replace(current, hidden_from=current.hidden_from | set(_accounts(people))))

    def show_project(self, project: Project | str, *people: Person | str) -> Project:
        current = self._project(project)
        return self._put_project(replace(current, hidden_from=current.hidden_from - set(_accounts(people))))

    def role(self, project: Project | str, name: str, *people: Person | str) -> Project:
        """Who holds a project role; comments can be restricted to it."""
        current = self._project(project)
        return self._put_project(replace(current, roles={**current.roles, name: frozenset(_accounts(people))}))

    def _project(self, project: Project | str) -> Project:
        """By record, id or key."""
        wanted = project.id if isinstance(project, Project) else project
        found = next((each for each in self.now().all(Project) if wanted in (each.id, each.key)), None)
        if found is None:
            raise KeyError(f"project {wanted}")
        return found

    def custom_field(self, name: str) -> Field:
        with self.lock:
            field = Field(f"customfield_{self.next_id('field')}", name)
            self.history.put(field)
            return field


_FIRST = {
    "person": 1,
    "project": 10001,
    "field": 10050,
    "ticket": 10021,
    "comment": 20001,
    "change": 30001,
    "link": 40001,
}


def _accounts(people: Iterable[Person | str]) -> list[str]:
    return [person if isinstance(person, str) else person.id for person in people]
