"""Which tickets a JQL query finds, and in which order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.demo.helpdesk import adf
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.jql import OPPOSITE, Clause, MalformedJql, Node, Query
from app.demo.helpdesk.records import Field, Json, Person, Project, Ticket
from app.demo.helpdesk.workflow import ISSUE_TYPES, STATUSES

RELATIVE = re.compile(r"([+-]?)(\d+)([wdhm])")
UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes"}
DATE_FORMATS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")


class UnknownField(LookupError):
    """The query names a field that does not exist."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, and when; `now` names projects and custom fields, which no lag concerns."""

    person: Person
    at: datetime
    zone: ZoneInfo
    now: Snapshot


def select(query: Query, tickets: Iterator[Ticket], reader: Reader) -> list[Ticket]:
    """The tickets that the query finds, in its order, else newest first. UnknownField, MalformedJql (a bad date)."""
    found = [ticket for ticket in tickets if query.where is None or _holds(query.where, ticket, reader, negate=False)]
    found.sort(key=lambda ticket: int(ticket.id), reverse=True)
    for field, descending in reversed(query.order):
        found.sort(key=lambda ticket: _sort_key(field, ticket, reader), reverse=descending)
    return found


def check_fields(query: Query, reader: Reader) -> None:
    """Raises UnknownField, also where a query has nothing to look through."""
    for clause in _clauses(query.where):
        _field(clause.field, reader)


def _clauses(node: Node | Clause | None) -> Iterator[Clause]:
    if isinstance(node, Clause):
        yield node
    elif node is not None:
        for part in node.parts:
            yield from _clauses(part)


def _holds(node: Node | Clause, ticket: Ticket, reader: Reader, *, negate: bool) -> bool:
    if isinstance(node, Clause):
        return _matches(node, OPPOSITE[node.operator] if negate else node.operator, ticket, reader)
    if node.kind == "not":
        return _holds(node.parts[0], ticket, reader, negate=not negate)
    needs_all = (node.kind == "and") is not negate
    return (all if needs_all else any)(_holds(part, ticket, reader, negate=negate) for part in node.parts)


def _matches(clause: Clause, operator: str, ticket: Ticket, reader: Reader) -> bool:
    held = _field(clause.field, reader)(ticket, reader)
    if operator in ("is", "is not"):
        return (not held) is (operator == "is")
    if isinstance(held, datetime):
        return _compares(held, operator, _moment(clause, reader))
    wanted = {_resolve(value, reader) for value in clause.values}
    match operator:
        case "=" | "in":
            return any(names & wanted for names in held)
        case "!=" | "not in":
            return bool(held) and not any(names & wanted for names in held)
        case "~":
            return any(word in name for names in held for name in names for word in wanted)
        case "!~":
            return bool(held) and not any(word in name for names in held for name in names for word in wanted)
    raise MalformedJql(f"The operator '{operator}' is not supported by the '{clause.field}' field.")


def _compares(held: datetime, operator: str, wanted: datetime) -> bool:
    comparisons = {">": held > wanted, ">=": held >= wanted, "<": held < wanted, "<=": held <= wanted}
    comparisons |= {"=": held == wanted, "!=": held != wanted}
    if operator not in comparisons:
        raise MalformedJql(f"The operator '{operator}' is not supported by date fields.")
    return comparisons[operator]


def _resolve(value: str, reader: Reader) -> str:
    return reader.person.id.lower() if value == "currentuser()" else value.lower()


def _moment(clause: Clause, reader: Reader) -> datetime:
    """A date of JQL: relative to now, or to the minute in the reader's time zone."""
    value = clause.values[0]
    if value == "now()":
        return reader.at
    if value == "startofday()":
        return reader.at.astimezone(reader.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    if relative := RELATIVE.fullmatch(value):
        distance = timedelta(**{UNITS[relative[3]]: int(relative[2])})
        return reader.at + distance if relative[1] == "+" else reader.at - distance
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(value, form).replace(tzinfo=reader.zone)
        except ValueError:
            continue
    raise MalformedJql(f"Date value '{value}' for field '{clause.field}' is invalid.")


Names = list[set[str]]
Held = datetime | Names
Getter = Callable[[Ticket, Reader], Held]


def _project_names(ticket: Ticket, reader: Reader) -> Names:
    project = reader.now.get(Project, ticket.project)
    return [{project.id, project.key.lower(), project.name.lower()}]


def _status_names(ticket: Ticket, _: Reader) -> Names:
    status = STATUSES[ticket.status]
    return [{status.id, status.name.lower()}]


def _category_names(ticket: Ticket, _: Reader) -> Names:
    category = STATUSES[ticket.status].category
    return [{str(category.id), category.key, category.name.lower()}]


def _type_names(ticket: Ticket, _: Reader) -> Names:
    kind = ISSUE_TYPES[ticket.issue_type]
    return [{kind.id, kind.name.lower()}]


def _person_names(account: str | None) -> Names:
    return [] if account is None else [{account.lower()}]


def _custom_names(value: Json) -> Names:
    """A custom value under every name it could be looked for by: an option's or request type's too."""
    if value in (None, "", []):
        return []
    if isinstance(value, list):
        return [names for each in value for names in _custom_names(each)]
    if isinstance(value, dict):
        inner = value.get("requestType", value)
        return [{str(inner[key]).lower() for key in ("id", "value", "name") if key in inner}]
    return [{str(value).lower()}]


FIELDS: dict[str, Getter] = {
    "project": _project_names,
    "status": _status_names,
    "statuscategory": _category_names,
    "issuetype": _type_names,
    "labels": lambda ticket, _: [{label.lower()} for label in ticket.labels],
    "id": lambda ticket, _: [{ticket.id, ticket.key.lower()}],
    "summary": lambda ticket, _: [{ticket.summary.lower()}],
    "description": lambda ticket, _: [{adf.plain(ticket.description).lower()}] if ticket.description else [],
    "reporter": lambda ticket, _: _person_names(ticket.reporter),
    "creator": lambda ticket, _: _person_names(ticket.creator),
    "assignee": lambda ticket, _: _person_names(ticket.assignee),
    "resolution": lambda ticket, _: [{"done"}] if ticket.resolved else [],
    "created": lambda ticket, _: ticket.created,
    "updated": lambda ticket, _: ticket.updated,
}
ALIASES = {"key": "id", "issuekey": "id", "issue": "id", "type": "issuetype"}
ALIASES |= {"createddate": "created", "updateddate": "updated"}


def _field(name: str, reader: Reader) -> Getter:
    lowered = name.lower()
    if getter := FIELDS.get(ALIASES.get(lowered, lowered)):
        return getter
    for field in reader.now.all(Field):
        if lowered in (field.name.lower(), field.id, f"cf[{field.id.removeprefix('customfield_')}]"):
            return lambda ticket, _, key=field.id: _custom_names(ticket.custom.get(key))  # type: ignore[misc]
    raise UnknownField(name)


def _sort_key(field: str, ticket: Ticket, reader: Reader) -> tuple[str, int]:
    """Times and ids by their size, the rest by its first name."""
    held = _field(field, reader)(ticket, reader)
    if ALIASES.get(field, field) == "id":
        return "", int(ticket.id)
    if isinstance(held, datetime):
        return "", int(held.timestamp() * 1000)
    return (min(min(names) for names in held) if held else ""), 0
