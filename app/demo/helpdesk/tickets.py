"""Everything that people do to tickets. What they may do is asked in REST, not here: a test can stage anything.

Each change writes the changelog as Jira does (nothing for labels given at creation) and tells
`tell` what happened, from which the webhooks are made.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.demo.helpdesk import adf, changes
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import (
    Change,
    Comment,
    Field,
    Item,
    Json,
    Person,
    Project,
    Ticket,
)
from app.demo.helpdesk.roster import Roster
from app.demo.helpdesk.workflow import (
    DONE,
    STATUSES,
    WORKFLOWS,
    Status,
    issue_type_id,
)

Who = Person | str
Which = Ticket | str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: the material of one webhook. `kind` and `name` are `webhookEvent` and `issue_event_type_name`."""

    kind: str
    name: str | None
    ticket: Ticket
    actor: str
    change: Change | None = None
    comment: Comment | None = None


class Tickets(Roster):
    def __init__(self, clock: Callable[[], datetime], tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._keys: dict[str, str] = {}
        self._last_number: dict[str, int] = {}
        super().__init__(clock)

    def find(self, ticket: Which, snapshot: Snapshot | None = None) -> Ticket | None:
        """By record, id, or key: in any case, also a key from before a move. None where there is no such ticket."""
        wanted = ticket.id if isinstance(ticket, Ticket) else ticket
        ticket_id = wanted if wanted.isdigit() else self._keys.get(wanted.upper(), "")
        found = (snapshot or self.now()).find(Ticket, ticket_id)
        return None if found is None or found.deleted else found

    def ticket(self, ticket: Which) -> Ticket:
        """The ticket as it is now; KeyError where there is none."""
        found = self.find(ticket)
        if found is None:
            raise KeyError(f"ticket {ticket}")
        return found

    def open_ticket(
        self,
        by: Who,
        summary: str,
        description: Json = "",
        *,
        project: Project | str | None = None,
        labels: Iterable[str] = (),
        on_behalf_of: Who | None = None,
        issue_type: str | None = None,
        fields: Mapping[str, Json] | None = None,
    ) -> Ticket:
        """`description` is text or an ADF document; `project` the first one unless named; `fields` custom, by id."""
        with self.lock:
            place = self._project(project) if project is not None else next(self.now().all(Project))
            status = WORKFLOWS[place.type][0]
            moment, creator = self.time(), account(by)
            ticket = Ticket(
                id=str(self.next_id("ticket")),
                key=self._next_key(place),
                project=place.id,
                issue_type=issue_type_id(issue_type, place.type),
                summary=summary,
                description=document(description) or None,
                status=status.id,
                reporter=account(on_behalf_of) if on_behalf_of is not None else creator,
                creator=creator,
                created=moment,
                updated=moment,
                status_changed=moment,
                labels=frozenset(labels),
                custom=dict(fields or {}),
            )
            return self._create(ticket)

    def _next_key(self, project: Project) -> str:
        number = self._last_number[project.id] = self._last_number.get(project.id, 0) + 1
        return f"{project.key}-{number}"

    def _create(self, ticket: Ticket) -> Ticket:
        self._keys[ticket.key] = ticket.id
        self.history.put(ticket)
        items = changes.at_creation(ticket, self.now())
        change = Change(str(self.next_id("change")), ticket.creator, ticket.created, items)
        self._tell(Event("jira:issue_created", "issue_created", ticket, ticket.creator, change))
        return ticket

    def _save(
        self,
        old: Ticket,
        new: Ticket,
        by: Who,
        extra: tuple[Item, ...] = (),
        name: str = "issue_updated",
        meta: Json = None,
    ) -> Ticket:
        """Store `new` with a changelog entry for what differs; nothing at all happens where nothing differs."""
        items = changes.differences(old, new, self.now()) + extra
        if not items:
            return old
        moment = self.time()
        change = Change(str(self.next_id("change")), account(by), moment, items, meta)
        saved = replace(new, updated=moment, changes=(*old.changes, change))
        self._keys[saved.key] = saved.id
        self.history.put(saved)
        self._tell(Event("jira:issue_updated", name, saved, account(by), change))
        return saved

    def edit(self, ticket: Which, by: Who, *, history_metadata: Json = None, **values: Json) -> Ticket:
        """One edit, one changelog entry: summary, description (text or ADF), labels, reporter, assignee, custom."""
        with self.lock:
            old = self.ticket(ticket)
            if "description" in values:
                values["description"] = document(values["description"]) or None
            if "labels" in values:
                values["labels"] = frozenset(values["labels"])
            if "custom" in values:
                values["custom"] = {**old.custom, **values["custom"]}
            return self._save(old, replace(old, **values), by, meta=history_metadata)

    def label(self, ticket: Which, *labels: str, by: Who) -> Ticket:
        with self.lock:
            return self.edit(ticket, by, labels=self.ticket(ticket).labels | set(labels))

    def unlabel(self, ticket: Which, *labels: str, by: Who) -> Ticket:
        with self.lock:
            return self.edit(ticket, by, labels=self.ticket(ticket).labels - set(labels))

    def change_reporter(self, ticket: Which, reporter: Who, by: Who) -> Ticket:
        return self.edit(ticket, by, reporter=account(reporter))

    def set_field(self, ticket: Which, field: Field, value: Json, by: Who) -> Ticket:
        return self.edit(ticket, by, custom={field.id: value})

    def transition(self, ticket: Which, status: str, by: Who) -> Ticket:
        """To a status of the ticket's workflow, by id or name. Entering a status that is done sets the resolution."""
        with self.lock:
            old = self.ticket(ticket)
            target = self._status(old, status)
            if target.id == old.status:
                return old
            moment = self.time()
            resolved = (old.resolved or moment) if target.category is DONE else None
            new = replace(old, status=target.id, status_changed=moment, resolved=resolved)
            return self._save(old, new, by, name="issue_generic")

    def workflow(self, ticket: Ticket) -> tuple[Status, ...]:
        return WORKFLOWS[self.now().get(Project, ticket.project).type]

    def _status(self, ticket: Ticket, wanted: str) -> Status:
        return next(status for status in self.workflow(ticket) if wanted in (status.id, status.name))

    def close(self, ticket: Which, by: Who) -> Ticket:
        return self.transition(ticket, self._first(ticket, done=True), by)

    def reopen(self, ticket: Which, by: Who) -> Ticket:
        return self.transition(ticket, self._first(ticket, done=False), by)

    def _first(self, ticket: Which, *, done: bool) -> str:
        statuses = self.workflow(self.ticket(ticket))
        return next(status.id for status in statuses if (status.category is DONE) is done)

    def move(self, ticket: Which, project: Project | str, by: Who) -> Ticket:
        """Into another project: the key changes, the id stays, the old key leads to the new one."""
        with self.lock:
            old, place = self.ticket(ticket), self._project(project)
            statuses = WORKFLOWS[place.type]
            status = STATUSES[old.status] if STATUSES[old.status] in statuses else statuses[0]
            new = replace(old, project=place.id, key=self._next_key(place), status=status.id)
            return self._save(old, new, by, name="issue_moved")

    def clone(self, ticket: Which, by: Who, *, reporter: Who | None = None) -> Ticket:
        """A new ticket with the same fields and labels; comments and changelog are not copied. The links are logged."""
        with self.lock:
            old, moment = self.ticket(ticket), self.time()
            project = self.now().get(Project, old.project)
            fresh = replace(
                old,
                id=str(self.next_id("ticket")),
                key=self._next_key(project),
                summary=f"CLONE - {old.summary}",
                status=WORKFLOWS[project.type][0].id,
                creator=account(by),
                reporter=account(reporter) if reporter is not None else account(by),
                created=moment,
                updated=moment,
                status_changed=moment,
                resolved=None,
                comments=(),
                changes=(),
                links=(),
            )
            cloned = self._create(fresh)
            self._save(old, old, by, (_linked(cloned.key, f"This issue is cloned by {cloned.key}"),))
            return self._save(cloned, cloned, by, (_linked(old.key, f"This issue clones {old.key}"),))

    def delete_ticket(self, ticket: Which, by: Who) -> None:
        with self.lock:
            gone = replace(self.ticket(ticket), deleted=True)
            self.history.put(gone)
            self._tell(Event("jira:issue_deleted", None, gone, account(by)))


def account(who: Who) -> str:
    return who if isinstance(who, str) else who.id


def document(value: Json) -> Json:
    """A document as it is, text as a document; nothing stays nothing."""
    return adf.document(value) if isinstance(value, str) and value else value


def _linked(key: str, text: str) -> Item:
    return Item("Link", "issuelinks", new_id=key, new=text)
