"""What a changelog entry says about an edit: the difference of two versions of a ticket, item by item, in Jira's words.

Labels are whole sets, sorted and separated by spaces; people are named by account id in `from`/`to` and by display
name in `fromString`/`toString`; a custom field goes under its name, whatever that is, with fieldtype `custom`.
"""

import json
from collections.abc import Iterator

from app.demo.helpdesk import adf
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Field, Item, Json, Person, Project, Ticket
from app.demo.helpdesk.workflow import STATUSES


def differences(old: Ticket, new: Ticket, now: Snapshot) -> tuple[Item, ...]:
    return (
        *_text_items(old, new),
        *_person_items(old, new, now),
        *_place_items(old, new, now),
        *_custom_items(old, new, now),
    )


def _text_items(old: Ticket, new: Ticket) -> Iterator[Item]:
    if old.summary != new.summary:
        yield Item("summary", "summary", None, old.summary, None, new.summary)
    if old.description != new.description:
        yield Item("description", "description", None, adf.wiki(old.description), None, adf.wiki(new.description))
    if old.labels != new.labels:
        yield Item("labels", "labels", None, " ".join(sorted(old.labels)), None, " ".join(sorted(new.labels)))


def _person_items(old: Ticket, new: Ticket, now: Snapshot) -> Iterator[Item]:
    for name in ("reporter", "assignee"):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Item(name, name, before, _name(before, now), after, _name(after, now))


def _place_items(old: Ticket, new: Ticket, now: Snapshot) -> Iterator[Item]:
    if old.project != new.project:
        names = [now.get(Project, each.project).name for each in (old, new)]
        yield Item("project", "project", old.project, names[0], new.project, names[1])
        yield Item("Key", "issuekey", None, old.key, None, new.key)
    if old.status != new.status:
        was, is_now = STATUSES[old.status], STATUSES[new.status]
        yield Item("status", "status", was.id, was.name, is_now.id, is_now.name)
    if (old.resolved is None) != (new.resolved is None):
        was_done, is_done = (("10000", "Done") if each.resolved else (None, None) for each in (old, new))
        yield Item("resolution", "resolution", *was_done, *is_done)


def _custom_items(old: Ticket, new: Ticket, now: Snapshot) -> Iterator[Item]:
    for field_id in sorted({*old.custom, *new.custom}):
        before, after = old.custom.get(field_id), new.custom.get(field_id)
        if before != after:
            name = now.get(Field, field_id).name
            yield Item(name, field_id, None, _text(before), None, _text(after), fieldtype="custom")


def at_creation(ticket: Ticket, now: Snapshot) -> tuple[Item, ...]:
    """The items of the webhook `jira:issue_created`: initial values, which REST's changelog never shows."""
    status = STATUSES[ticket.status]
    items = [
        Item("summary", "summary", new=ticket.summary),
        Item("description", "description", new=adf.wiki(ticket.description)),
        Item("reporter", "reporter", new_id=ticket.reporter, new=_name(ticket.reporter, now)),
        Item("Status", "status", new_id=status.id, new=status.name),
    ]
    if ticket.labels:
        items.append(Item("labels", "labels", new=" ".join(sorted(ticket.labels))))
    return tuple(items)


def _name(account: str | None, now: Snapshot) -> str | None:
    return None if account is None else now.get(Person, account).name


def _text(value: Json) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)
