"""What concerns this installation as a whole: since when it runs, and whether issuing is paused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from app.store.models import desk, insert_or

_ROW = 1


@dataclass(frozen=True, slots=True)
class Pause:
    """Who stopped issuing, when and why."""

    at: datetime
    by: str
    reason: str


def first_start(db: Connection, now: datetime) -> datetime:
    """When Keydesk first started on this database: now, if it never did."""
    db.execute(insert_or(db.dialect.name, desk).values(id=_ROW, first_start=now).on_conflict_do_nothing())
    first: datetime = db.scalars(select(desk.c.first_start)).one()
    return first


def started(db: Connection) -> datetime | None:
    """When Keydesk first started on this database, if it did."""
    first: datetime | None = db.scalars(select(desk.c.first_start)).first()
    return first


def pause(db: Connection, by: str, reason: str, now: datetime) -> None:
    """Stop issuing. A pause that is there already stays, with whoever began it."""
    first_start(db, now)
    values = {"paused_at": now, "paused_by": by, "pause_reason": reason}
    db.execute(update(desk).where(desk.c.paused_at.is_(None)).values(values))


def resume(db: Connection) -> Pause | None:
    """Issue again; the pause that this ended."""
    ended = paused(db)
    db.execute(update(desk).values(paused_at=None, paused_by=None, pause_reason=None))
    return ended


def paused(db: Connection) -> Pause | None:
    row = db.execute(select(desk.c.paused_at, desk.c.paused_by, desk.c.pause_reason)).first()
    return Pause(*row) if row and row.paused_at else None
