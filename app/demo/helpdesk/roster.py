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
from app.demo.helpdesk.history import History, R, Snapshot
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
        return self._put(Person(_ACCOUNT[kind].format(unique), name, kind, address, shown, active, held))

    def _put(self, record: R) -> R:
        with self.lock:
            self.history.put(record)
            return record

    def _revise(self, kind: type[R], record: R | str, change: Callable[[R], R]) -> R:
        """`change` of what the record is now, as one step."""
        with self.lock:
            return self._put(change(self.now().get(kind, record if isinstance(record, str) else record.id)))

    def deactivate(self, person: Person | str) -> Person:
        return self._revise(Person, person, lambda now: replace(now, active=False))

    def activate(self, person: Person | str) -> Person:
        return self._revise(Person, person, lambda now: replace(now, active=True))

    def change_address(self, person: Person | str, address: str | None, *, shown: bool = True) -> Person:
        return self._revise(Person, person, lambda now: replace(now, address=address, shown=shown))

    def grant(self, person: Person | str, *keys: str) -> Person:
        """Permissions by Jira's keys, in every project."""
        return self._revise(Person, person, lambda now: replace(now, rights=now.rights | set(keys)))

    def withdraw(self, person: Person | str, *keys: str) -> Person:
        return self._revise(Person, person, lambda now: replace(now, rights=now.rights - set(keys)))

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
        return self._put(Group(str(uuid.uuid5(_IDS, f"group {name}")), name, tuple(_accounts(members))))

    def join(self, group: Group | str, *people: Person | str) -> Group:
        joining = _accounts(people)
        return self._revise(
            Group, group, lambda now: replace(now, members=tuple(dict.fromkeys([*now.members, *joining])))
        )

    def leave(self, group: Group | str, *people: Person | str) -> Group:
        gone = set(_accounts(people))
        return self._revise(
            Group, group, lambda now: replace(now, members=tuple(a for a in now.members if a not in gone))
        )

    def rename_group(self, group: Group | str, name: str) -> Group:
        return self._revise(Group, group, lambda now: replace(now, name=name))

    def project(
        self,
        key: str,
        name: str | None = None,
        *,
        type: ProjectType | str = ProjectType.SERVICE_DESK,
    ) -> Project:
        return self._put(Project(str(self.next_id("project")), key, name or key, ProjectType(type)))

    def hide_project(self, project: Project | str, *people: Person | str) -> Project:
        """These people no longer see the project nor anything in it."""
        hidden = set(_accounts(people))
        place = self._project(project)
        return self._revise(Project, place, lambda now: replace(now, hidden_from=now.hidden_from | hidden))

    def show_project(self, project: Project | str, *people: Person | str) -> Project:
        shown = set(_accounts(people))
        place = self._project(project)
        return self._revise(Project, place, lambda now: replace(now, hidden_from=now.hidden_from - shown))

    def role(self, project: Project | str, name: str, *people: Person | str) -> Project:
        """Who holds a project role; comments can be restricted to it."""
        held = {name: frozenset(_accounts(people))}
        return self._revise(Project, self._project(project), lambda now: replace(now, roles={**now.roles, **held}))

    def _project(self, project: Project | str) -> Project:
        """By record, id or key."""
        wanted = project.id if isinstance(project, Project) else project
        found = next((each for each in self.now().all(Project) if wanted in (each.id, each.key)), None)
        if found is None:
            raise KeyError(f"project {wanted}")
        return found

    def custom_field(self, name: str) -> Field:
        return self._put(Field(f"customfield_{self.next_id('field')}", name))


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
