"""What is to be looked at, and when: one row for each subject, whatever happens to it.

A mark says "look at this". A look remembers how many marks there were when it began; whatever came meanwhile makes the
subject due again when the look ends, so that no hint is lost and a hundred cost one look. Retries, reminders and
repeated tasks are only times at which a row is due. A dead row has none, until somebody marks it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, Insert, case, delete, func, select, text, update

from app.store.models import desk, insert_or, work

# Heard by `Store.listening` in other processes, when the transaction that says it is committed.
CHANNEL = "keydesk_work"
_TELL_OTHERS = text(f"SELECT pg_notify('{CHANNEL}', '')")


@dataclass(frozen=True, slots=True)
class Due:
    """A subject whose look begins: what was seen of its row, and what went wrong in a row before."""

    subject: str
    marks: int
    attempts: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """When a subject is looked at next, how often in a row it failed with which error, and since when it is dead."""

    due_at: datetime | None
    attempts: int
    error: str | None
    dead_at: datetime | None


@dataclass(frozen=True, slots=True)
class Dead:
    """A subject that was given up; `error` is a class name."""

    subject: str
    error: str
    dead_at: datetime


def mark(db: Connection, subject: str, now: datetime, due: datetime | None = None) -> None:
    """Have the subject looked at, now or when `due`, or earlier if it was due earlier. Revives a dead one."""
    mark_all(db, {subject: due or now})


def mark_all(db: Connection, due: Mapping[str, datetime]) -> None:
    """Many marks in one go; in the order of their names, so that two such transactions never wait crosswise."""
    if not due:
        return
    rows = [{"subject": each, "marks": 1, "attempts": 0, "due_at": due[each]} for each in sorted(due)]
    db.execute(_mark(db.dialect.name), rows)
    if db.dialect.name == "postgresql":
        db.execute(_TELL_OTHERS)


@cache
def _mark(dialect: str) -> Insert:
    """Made once: to make it takes longer than to run it, and every webhook waits for it."""
    new = insert_or(dialect, work)
    alive = work.c.dead_at.is_(None)
    return new.on_conflict_do_update(
        index_elements=[work.c.subject],
        set_={
            "marks": work.c.marks + 1,
            "due_at": case((work.c.due_at <= new.excluded.due_at, work.c.due_at), else_=new.excluded.due_at),
            "attempts": case((alive, work.c.attempts), else_=0),
            "error": case((alive, work.c.error), else_=None),
            "dead_at": None,
        },
    )


def take_due(db: Connection, now: datetime, limit: int, exclude: Collection[str] = ()) -> tuple[str, ...]:
    """The subjects that are due, longest due first."""
    query = select(work.c.subject).where(work.c.due_at <= now, work.c.subject.not_in(exclude))
    return tuple(db.scalars(query.order_by(work.c.due_at, work.c.subject).limit(limit)))


def begin(db: Connection, subject: str, now: datetime) -> Due | None:
    """To be asked by whoever holds the subject's lock; None where another's look came first and it is no longer due."""
    query = select(work.c.subject, work.c.marks, work.c.attempts, work.c.error)
    row = db.execute(query.where(work.c.subject == subject, work.c.due_at <= now)).first()
    return Due(*row) if row else None


def finish(db: Connection, seen: Due, wake: datetime | None, now: datetime) -> None:
    """The look went well: nothing to do until `wake`, unless marks came meanwhile."""
    _end(db, seen, wake, now, attempts=0, error=None)


def fail(db: Connection, seen: Due, due_at: datetime, error: str, now: datetime, *, counted: bool = True) -> None:
    """The look failed with an error of this class; attempts count how often in a row it was the same one."""
    attempts = (seen.attempts + 1 if seen.error == error else 1) if counted else seen.attempts
    _end(db, seen, due_at, now, attempts=attempts, error=error)


def bury(db: Connection, seen: Due, error: str, now: datetime) -> bool:
    """Give the subject up, unless marks came meanwhile: then it is looked at once more. Whether it is dead."""
    dead = {"due_at": None, "dead_at": now, "error": error, "attempts": seen.attempts + 1}
    buried = db.execute(update(work).where(*_unmarked(seen)).values(dead)).rowcount == 1
    if not buried:
        finish(db, seen, None, now)
    return buried


def forget(db: Connection, seen: Due, now: datetime) -> None:
    """Leave no row, unless marks came meanwhile."""
    if db.execute(delete(work).where(*_unmarked(seen))).rowcount:
        db.execute(update(desk).values(marks_forgotten=desk.c.marks_forgotten + seen.marks))
    else:
        finish(db, seen, None, now)


def _end(
    db: Connection, seen: Due, due_at: datetime | None, now: datetime, *, attempts: int, error: str | None
) -> None:
    values = {"attempts": attempts, "error": error, "dead_at": None}
    if db.execute(update(work).where(*_unmarked(seen)).values({**values, "due_at": due_at})).rowcount == 0:
        db.execute(update(work).where(work.c.subject == seen.subject).values({**values, "due_at": now}))


def _unmarked(seen: Due) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return work.c.subject == seen.subject, work.c.marks == seen.marks


def revive(db: Connection, subject: str, now: datetime) -> bool:
    """Have a dead subject looked at again; False when it is not dead."""
    found = db.scalar(select(work.c.subject).where(work.c.subject == subject, work.c.dead_at.is_not(None)))
    if found is not None:
        mark(db, subject, now)
    return found is not None


def dead(db: Connection) -> tuple[Dead, ...]:
    """What was given up, oldest first."""
    query = select(work.c.subject, work.c.error, work.c.dead_at).where(work.c.dead_at.is_not(None))
    return tuple(Dead(*row) for row in db.execute(query.order_by(work.c.dead_at, work.c.subject)))


def standing(db: Connection, subject: str) -> Standing | None:
    """What the subject's row says now."""
    row = db.execute(select(work).where(work.c.subject == subject)).first()
    return Standing(row.due_at, row.attempts, row.error, row.dead_at) if row else None


def oldest_due(db: Connection) -> datetime | None:
    """Since when the longest waiting subject is due, or when the first one will be."""
    oldest: datetime | None = db.scalar(select(func.min(work.c.due_at)))
    return oldest


@dataclass(frozen=True, slots=True)
class Counts:
    """How many subjects there are; how many are due, dead, failing (class name to number). `marks` counts all that were
    ever made, by whichever process, also on subjects that left no row."""

    subjects: int
    marks: int
    due: int
    dead: int
    failing: Mapping[str, int]


def counts(db: Connection, now: datetime) -> Counts:
    number = func.count()
    failing = select(work.c.error, number).where(work.c.error.is_not(None), work.c.dead_at.is_(None))
    subjects, marks = db.execute(select(number, func.coalesce(func.sum(work.c.marks), 0))).one()
    forgotten = db.scalar(select(desk.c.marks_forgotten)) or 0
    return Counts(
        subjects=subjects,
        marks=int(marks) + forgotten,
        due=db.scalar(select(number).where(work.c.due_at <= now)) or 0,
        dead=db.scalar(select(number).where(work.c.dead_at.is_not(None))) or 0,
        failing={str(error): count for error, count in db.execute(failing.group_by(work.c.error))},
    )
