"""Which tickets are or were ours, and which of them their queues still hold."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from app.core.case import State
from app.core.view import Others
from app.store.models import insert_or, tickets

# PostgreSQL takes 65,535 values in a statement and SQLite 32,766.
_AT_ONCE = 1000

_UNDER_WAY = frozenset(State) - {State.SILENT, State.ISSUED}


@dataclass(frozen=True, slots=True)
class Known:
    """A ticket that is or was ours. `state` is a copy for lists and for counting: nobody is given anything by it."""

    id: str
    ref: str
    service: str
    seen_updated: datetime
    state: State
    left_at: datetime | None


def know_ticket(
    db: Connection, id: str, ref: str, service: str, updated: datetime, state: State, *, reporter: str | None
) -> None:
    """Write down that the ticket is ours, and how it was seen; `updated` is the help desk's time."""
    seen = {"ref": ref, "service": service, "seen_updated": updated, "state": state.value, "reporter": reporter}
    row = {"id": id, **seen}
    upsert = insert_or(db.dialect.name, tickets).values(row)
    db.execute(upsert.on_conflict_do_update(index_elements=[tickets.c.id], set_=row))


def seen_updated(db: Connection, service: str) -> dict[str, datetime]:
    """How the tickets that the service's queue held were last seen: id to the help desk's time."""
    query = select(tickets.c.id, tickets.c.seen_updated).where(
        tickets.c.service == service, tickets.c.left_at.is_(None)
    )
    return {row.id: row.seen_updated for row in db.execute(query)}


def set_left(db: Connection, ids: Collection[str], at: datetime) -> None:
    """The queue holds them no more. Those that had left before keep their time."""
    for some in _portions(ids):
        db.execute(update(tickets).where(tickets.c.id.in_(some), tickets.c.left_at.is_(None)).values(left_at=at))


def came_back(db: Connection, ids: Collection[str]) -> tuple[str, ...]:
    """The queue holds them: those that had left it and are back."""
    back: list[str] = []
    for some in _portions(ids):
        returned = update(tickets).where(tickets.c.id.in_(some), tickets.c.left_at.is_not(None)).values(left_at=None)
        back += db.scalars(returned.returning(tickets.c.id))
    return tuple(sorted(back))


def open_tickets(db: Connection) -> tuple[Known, ...]:
    """The tickets that the queues held when they were last asked."""
    columns = [tickets.c[name] for name in Known.__slots__]
    rows = db.execute(select(*columns).where(tickets.c.left_at.is_(None)).order_by(tickets.c.ref))
    return tuple(Known(**{**row._mapping, "state": State(row.state)}) for row in rows)


def states(db: Connection) -> dict[State, int]:
    """How many of the tickets that the queues held when they were last asked stand how."""
    query = select(tickets.c.state, func.count()).where(tickets.c.left_at.is_(None)).group_by(tickets.c.state)
    return {State(state): number for state, number in db.execute(query)}


def others_of(db: Connection, reporter: str, ticket_id: str) -> Others:
    """How many of the reporter's other tickets that the queues hold are under way, and how many have hardly begun."""
    theirs = tickets.c.reporter == reporter, tickets.c.left_at.is_(None), tickets.c.id != ticket_id
    query = select(tickets.c.state, func.count()).where(*theirs).group_by(tickets.c.state)
    found = {State(state): number for state, number in db.execute(query)}
    return Others(sum(found.get(each, 0) for each in _UNDER_WAY), found.get(State.SILENT, 0))


def ticket_id(db: Connection, ref: str) -> str | None:
    """The id of the ticket that people call `ref`, as it was last seen."""
    return db.scalar(select(tickets.c.id).where(tickets.c.ref == ref))


def _portions(ids: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(ids)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
