"""What the local help desk keeps. Records are frozen: a change puts a new one in place; the old can still be served.

Names and meanings are Jira Cloud's: ids are strings of digits, people are named by account id, bodies are documents in
Atlassian Document Format (ADF), times are aware and cut to milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Json = Any  # A JSON value: what json.loads gives.


class AccountType(StrEnum):
    ATLASSIAN = "atlassian"
    CUSTOMER = "customer"
    APP = "app"


class ProjectType(StrEnum):
    SERVICE_DESK = "service_desk"
    SOFTWARE = "software"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    type: AccountType = AccountType.ATLASSIAN
    address: str | None = None
    shown: bool = True
    active: bool = True
    rights: frozenset[str] = frozenset()
    time_zone: str = "America/New_York"

    @property
    def visible_address(self) -> str | None:
        """The address as REST shows it: profile visibility can hide it from everybody."""
        return self.address if self.shown else None


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    key: str
    name: str
    type: ProjectType
    hidden_from: frozenset[str] = frozenset()
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_service_project(self) -> bool:
        return self.type is ProjectType.SERVICE_DESK


@dataclass(frozen=True, slots=True)
class Field:
    """A custom field. Its name is whatever an administrator typed, also the name of a system field."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a changelog entry: `old_id`, `old`, `new_id`, `new` are Jira's from, fromString, to, toString."""

    field: str
    field_id: str
    old_id: str | None = None
    old: str | None = None
    new_id: str | None = None
    new: str | None = None
    fieldtype: str = "jira"


@dataclass(frozen=True, slots=True)
class Change:
    id: str
    author: str
    at: datetime
    items: tuple[Item, ...]
    history_metadata: Json = None


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    author: str
    update_author: str
    created: datetime
    updated: datetime
    body: Json
    properties: Mapping[str, Json] = field(default_factory=dict)
    visibility: Mapping[str, str] | None = None

    @property
    def marked_internal(self) -> bool:
        value = self.properties.get("sd.public.comment")
        return isinstance(value, dict) and value.get("internal") is True


@dataclass(frozen=True, slots=True)
class RemoteLink:
    id: int
    global_id: str | None
    object: Mapping[str, Json]
    relationship: str | None = None
    application: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """An issue. `custom` maps custom field ids to values."""

    id: str
    key: str
    project: str
    issue_type: str
    summary: str
    description: Json
    status: str
    reporter: str
    creator: str
    created: datetime
    updated: datetime
    status_changed: datetime
    assignee: str | None = None
    resolved: datetime | None = None
    labels: frozenset[str] = frozenset()
    custom: Mapping[str, Json] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    changes: tuple[Change, ...] = ()
    links: tuple[RemoteLink, ...] = ()
    properties: Mapping[str, Json] = field(default_factory=dict)
    deleted: bool = False

    def comment(self, comment_id: str) -> Comment | None:
        return next((comment for comment in self.comments if comment.id == comment_id), None)
