"""Records as the JSON of Jira's platform REST API, v3 for answers and v2 for webhooks.

Shapes after https://developer.atlassian.com/cloud/jira/platform/rest/v3/ and real webhook bodies. An address that
profile visibility hides is absent, not null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from app.demo.helpdesk import adf
from app.demo.helpdesk.conversation import shown_as_public
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Change, Comment, Field, Group, Item, Json, Person, Project, Ticket
from app.demo.helpdesk.workflow import DONE, ISSUE_TYPES, STATUSES, Category, Status

PRIORITY = {"id": "3", "name": "Medium"}
RESOLUTION = {"id": "10000", "name": "Done", "description": "Work has been completed on this issue."}


@dataclass(frozen=True, slots=True)
class Shapes:
    """`site` is the desk's own address; `page` the most comments that an issue shows by itself."""

    site: str
    now: Snapshot
    zone: ZoneInfo
    page: int
    api: Literal[2, 3] = 3

    def _self(self, path: str) -> str:
        return f"{self.site}/rest/api/{self.api}/{path}"

    def stamp(self, moment: datetime) -> str:
        return stamp(moment, self.zone)

    def person(self, account: str | None, *, with_address: bool = True) -> Json:
        if account is None:
            return None
        person = self.now.get(Person, account)
        shape = {
            "self": self._self(f"user?accountId={quote(account, safe='')}"),
            "accountId": account,
            "avatarUrls": self._avatars(account),
            "displayName": person.name,
            "active": person.active,
            "timeZone": person.time_zone,
            "accountType": person.type.value,
        }
        if with_address and person.visible_address is not None:
            shape["emailAddress"] = person.visible_address
        return shape

    def _avatars(self, account: str) -> dict[str, str]:
        url = f"{self.site}/avatar/{quote(account, safe='')}"
        return {f"{size}x{size}": f"{url}?size={size}" for size in (48, 24, 16, 32)}

    def group(self, group: Group) -> Json:
        return {"name": group.name, "groupId": group.id, "self": self._self(f"group?groupId={group.id}")}

    def project(self, project: Project) -> Json:
        return {
            "self": self._self(f"project/{project.id}"),
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "projectTypeKey": project.type.value,
            "simplified": False,
            "avatarUrls": self._avatars(project.id),
        }

    def category(self, category: Category) -> Json:
        return {
            "self": self._self(f"statuscategory/{category.id}"),
            "id": category.id,
            "key": category.key,
            "colorName": category.colour,
            "name": category.name,
        }

    def status(self, status: Status) -> Json:
        return {
            "self": self._self(f"status/{status.id}"),
            "description": "",
            "iconUrl": f"{self.site}/",
            "name": status.name,
            "id": status.id,
            "statusCategory": self.category(status.category),
        }

    def transition(self, status: Status, screens: Mapping[str, tuple[str, ...]] | None) -> Json:
        """With `screens`, by status, also the fields that it demands."""
        shape = {
            "id": status.transition_id,
            "name": status.name if status.category is not DONE else f"Mark as {status.name.lower()}",
            "to": self.status(status),
            "hasScreen": False,
            "isGlobal": True,
            "isInitial": False,
            "isAvailable": True,
            "isConditional": False,
            "looped": False,
        }
        if screens is not None:
            wanted = screens.get(status.id, ())
            shape["hasScreen"] = bool(wanted)
            shape["fields"] = {name: _demanded(name) for name in wanted}
        return shape

    def issue_type(self, type_id: str) -> Json:
        kind = ISSUE_TYPES[type_id]
        return {
            "self": self._self(f"issuetype/{kind.id}"),
            "id": kind.id,
            "description": "",
            "iconUrl": f"{self.site}/icon/{kind.id}",
            "name": kind.name,
            "subtask": False,
            "avatarId": 10551,
            "hierarchyLevel": 0,
        }

    def comment(self, ticket: Ticket, comment: Comment, *, with_properties: bool = False) -> Json:
        project = self.now.get(Project, ticket.project)
        with_address = self.api == 3
        shape: dict[str, Json] = {
            "self": self._self(f"issue/{ticket.id}/comment/{comment.id}"),
            "id": comment.id,
            "author": self.person(comment.author, with_address=with_address),
            "body": comment.body if self.api == 3 else adf.wiki(comment.body),
            "updateAuthor": self.person(comment.update_author, with_address=with_address),
            "created": self.stamp(comment.created),
            "updated": self.stamp(comment.updated),
            "jsdPublic": shown_as_public(comment, project),
        }
        if comment.visibility is not None:
            shape["visibility"] = dict(comment.visibility)
        if with_properties:
            shape["properties"] = [{"key": key, "value": value} for key, value in comment.properties.items()]
        return shape

    def item(self, item: Item) -> Json:
        shape = {"field": item.field, "fieldtype": item.fieldtype}
        if item.field_id:
            shape["fieldId"] = item.field_id
        return shape | {"from": item.old_id, "fromString": item.old, "to": item.new_id, "toString": item.new}

    def change(self, change: Change) -> Json:
        shape = {
            "id": change.id,
            "author": self.person(change.author),
            "created": self.stamp(change.at),
            "items": [self.item(item) for item in change.items],
        }
        return shape if change.history_metadata is None else shape | {"historyMetadata": change.history_metadata}

    def fields(self, ticket: Ticket) -> dict[str, Json]:
        """All fields but `comment`, which depends on who reads."""
        status, project = STATUSES[ticket.status], self.now.get(Project, ticket.project)
        with_address = self.api == 3
        custom = {field.id: ticket.custom.get(field.id) for field in self.now.all(Field)}
        return {
            "statuscategorychangedate": self.stamp(ticket.status_changed),
            "issuetype": self.issue_type(ticket.issue_type),
            "project": self.project(project),
            "summary": ticket.summary,
            "description": ticket.description if self.api == 3 else adf.wiki(ticket.description),
            "labels": sorted(ticket.labels),
            "status": self.status(status),
            "statusCategory": self.category(status.category),
            "resolution": self._resolution(ticket),
            "resolutiondate": None if ticket.resolved is None else self.stamp(ticket.resolved),
            "priority": {"self": self._self("priority/3"), "iconUrl": f"{self.site}/icon/medium", **PRIORITY},
            "reporter": self.person(ticket.reporter, with_address=with_address),
            "creator": self.person(ticket.creator, with_address=with_address),
            "assignee": self.person(ticket.assignee, with_address=with_address),
            "created": self.stamp(ticket.created),
            "updated": self.stamp(ticket.updated),
            **{name: [] for name in ("components", "fixVersions", "versions", "issuelinks", "subtasks", "attachment")},
            **custom,
        }

    def _resolution(self, ticket: Ticket) -> Json:
        return None if ticket.resolved is None else {"self": self._self("resolution/10000"), **RESOLUTION}

    def issue(self, ticket: Ticket, fields: Mapping[str, Json]) -> dict[str, Json]:
        return {
            "expand": "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
            "id": ticket.id,
            "self": self._self(f"issue/{ticket.id}"),
            "key": ticket.key,
            "fields": dict(fields),
        }

    def myself(self, person: Person) -> Json:
        groups = [self.group(group) for group in self.now.all(Group) if person.id in group.members]
        return self.person(person.id) | {
            "locale": "en_US",
            "groups": {"size": len(groups), "items": groups},
            "applicationRoles": {"size": 0, "items": []},
            "expand": "groups,applicationRoles",
        }


def _demanded(field: str) -> Json:
    """A field of a transition's screen that has to be filled in."""
    return {
        "required": True,
        "schema": {"type": field, "system": field},
        "name": field.capitalize(),
        "key": field,
        "hasDefaultValue": False,
        "operations": ["set"],
    }


def stamp(moment: datetime, zone: ZoneInfo) -> str:
    """Jira's time format: milliseconds and an offset without a colon, as in `2026-11-22T19:30:17.042-0500`."""
    local = moment.astimezone(zone)
    return f"{local:%Y-%m-%dT%H:%M:%S}.{local.microsecond // 1000:03d}{local:%z}"
