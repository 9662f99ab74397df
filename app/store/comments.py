"""Our comments: attempted before they are written, so that one in doubt can be looked for. Never their text."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from app.core.case import Kind, Said
from app.store.models import insert_or, said


def attempt_comment(db: Connection, ticket_id: str, kind: Kind, about: str, now: datetime) -> None:
    """Before the comment is written: from now on it is in doubt. One that stands stays as it is."""
    row = {"ticket_id": ticket_id, "kind": kind.value, "about": about, "attempted_at": now}
    upsert = insert_or(db, said).values(row)
    db.execute(
        upsert.on_conflict_do_update(
            index_elements=[said.c.ticket_id, said.c.kind, said.c.about],
            set_={"attempted_at": now},
            where=said.c.posted_at.is_(None),
        )
    )


def posted_comment(db: Connection, ticket_id: str, kind: Kind, about: str, comment_id: str, now: datetime) -> None:
    """The comment was written, or found: it stands. LookupError where it was never attempted."""
    posted = update(said).where(*_comment(ticket_id, kind, about)).values(comment_id=comment_id, posted_at=now)
    if db.execute(posted).rowcount == 0:
        raise LookupError(f"ticket {ticket_id}: {kind} {about} was never attempted")


def unattempt_comment(db: Connection, ticket_id: str, kind: Kind, about: str) -> None:
    """The comment was certainly not written. One that stands stays."""
    db.execute(delete(said).where(*_comment(ticket_id, kind, about), said.c.posted_at.is_(None)))


def comments_of(db: Connection, ticket_id: str) -> tuple[Said, ...]:
    """All of a ticket, oldest first."""
    query = select(said).where(said.c.ticket_id == ticket_id).order_by(said.c.attempted_at, said.c.kind, said.c.about)
    return tuple(
        Said(Kind(row.kind), row.about, row.attempted_at, row.comment_id, row.posted_at) for row in db.execute(query)
    )


def _comment(ticket_id: str, kind: Kind, about: str) -> tuple[ColumnElement[bool], ...]:
    return said.c.ticket_id == ticket_id, said.c.kind == kind.value, said.c.about == about
