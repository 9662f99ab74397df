"""What is known and was done about one ticket: the rows behind a `Case`, and the only ways to add to them.

Whoever writes here holds the ticket's lock. Nothing is ever taken back, except a comment that was certainly not
written; and of a comment the text is never kept.
"""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Row, delete, false, insert, select, update

from app.core.case import Case, Kind, Ruling, Said, Understanding, Verdict
from app.core.reading import Reading
from app.core.request import KeyRequest
from app.store.keys import keys_of
from app.store.models import insert_or, requests, rulings, said, tickets

_READING = TypeAdapter(Reading)
_RULING = tuple(Ruling.__slots__)


def load_case(db: Connection, ticket_id: str) -> Case:
    """All rows of the ticket, each kind oldest first; an unknown case where there are none."""
    ticket = db.execute(select(tickets.c.service, tickets.c.left_at).where(tickets.c.id == ticket_id)).first()
    if ticket is None:
        return Case()
    return Case(
        known=True,
        service=ticket.service,
        left_at=ticket.left_at,
        understandings=_understandings_of(db, ticket_id),
        said=_comments_of(db, ticket_id),
        rulings=_rulings_of(db, ticket_id),
        keys=keys_of(db, ticket_id),
    )


def record_understanding(db: Connection, ticket_id: str, source: str, reading: Reading) -> Understanding:
    """Keep what a wording was understood to say. What it was first understood to say stays, whatever is read today."""
    before = next((each for each in _understandings_of(db, ticket_id) if each.source == source), None)
    return before or _insert(db, ticket_id, source=source, reading=_READING.dump_python(reading, mode="json"))


def lay_review(db: Connection, ticket_id: str, source: str, n: int, request: KeyRequest) -> Understanding:
    """Review `n` lays this request, understood from `source`, before the reviewers. A wording that was laid before is
    laid anew under its own number. LookupError where the source was never understood."""
    same = [each for each in _understandings_of(db, ticket_id) if each.source == source]
    if not same:
        raise LookupError(f"ticket {ticket_id}: nothing understood from {source}")
    laid = {"n": n, "request": request.to_json(), "digest": request.digest(n)}
    fresh = next((each for each in same if each.n is None), None)
    if fresh is None:
        return _insert(db, ticket_id, source=source, reading=_READING.dump_python(same[0].reading, mode="json"), **laid)
    return _understanding(
        db.execute(update(requests).where(requests.c.id == fresh.id).values(laid).returning(requests)).one()
    )


def mark_asked(db: Connection, ticket_id: str, understanding_id: int, number: int) -> None:
    """Question `number` of the ticket asks for what this wording leaves open, and no other wording."""
    before = requests.c.ticket_id == ticket_id, requests.c.asked == number
    db.execute(update(requests).where(*before).values(asked=None))
    db.execute(update(requests).where(requests.c.id == understanding_id).values(asked=number))


def attempt_comment(db: Connection, ticket_id: str, kind: Kind, about: str, now: datetime, before: Said | None) -> bool:
    """Before the comment is written: from now on it is in doubt. `before` is the row that whoever writes knows of;
    False, and nothing changed, where somebody else has begun since, or it stands."""
    row = {"ticket_id": ticket_id, "kind": kind.value, "about": about, "attempted_at": now}
    upsert = insert_or(db.dialect.name, said).values(row)
    known = said.c.attempted_at == before.attempted_at if before else false()
    attempt = upsert.on_conflict_do_update(
        index_elements=[said.c.ticket_id, said.c.kind, said.c.about],
        set_={"attempted_at": now},
        where=said.c.posted_at.is_(None) & known,
    )
    return db.execute(attempt.returning(said.c.kind)).first() is not None


def posted_comment(db: Connection, ticket_id: str, kind: Kind, about: str, comment_id: str, now: datetime) -> None:
    """The comment was written, or found: it stands. LookupError where it was never attempted."""
    posted = update(said).where(*_comment(ticket_id, kind, about)).values(comment_id=comment_id, posted_at=now)
    if db.execute(posted).rowcount == 0:
        raise LookupError(f"ticket {ticket_id}: {kind} {about} was never attempted")


def unattempt_comment(db: Connection, ticket_id: str, kind: Kind, about: str) -> None:
    """The comment was certainly not written. One that stands stays."""
    db.execute(delete(said).where(*_comment(ticket_id, kind, about), said.c.posted_at.is_(None)))


def record_ruling(db: Connection, ticket_id: str, ruling: Ruling) -> None:
    """Keep the judgement of an act, or change it; when the act was first seen stays."""
    columns = {name: getattr(ruling, name) for name in _RULING}
    row = {**columns, "ticket_id": ticket_id, "verdict": ruling.verdict.value}
    judged = {name: value for name, value in row.items() if name != "at"}
    upsert = insert_or(db.dialect.name, rulings).values(row)
    db.execute(upsert.on_conflict_do_update(index_elements=[rulings.c.ticket_id, rulings.c.change_id], set_=judged))


def _understandings_of(db: Connection, ticket_id: str) -> tuple[Understanding, ...]:
    rows = db.execute(select(requests).where(requests.c.ticket_id == ticket_id).order_by(requests.c.id))
    return tuple(_understanding(row) for row in rows)


def _insert(db: Connection, ticket_id: str, **values: Any) -> Understanding:
    return _understanding(db.execute(insert(requests).values(ticket_id=ticket_id, **values).returning(requests)).one())


def _understanding(row: Row[Any]) -> Understanding:
    return Understanding(
        id=row.id,
        source=row.source,
        reading=_READING.validate_python(row.reading),
        n=row.n,
        request=None if row.request is None else KeyRequest.from_json(row.request),
        digest=row.digest,
        asked=row.asked,
    )


def _comments_of(db: Connection, ticket_id: str) -> tuple[Said, ...]:
    query = select(said).where(said.c.ticket_id == ticket_id).order_by(said.c.attempted_at, said.c.kind, said.c.about)
    return tuple(
        Said(Kind(row.kind), row.about, row.attempted_at, row.comment_id, row.posted_at) for row in db.execute(query)
    )


def _comment(ticket_id: str, kind: Kind, about: str) -> tuple[ColumnElement[bool], ...]:
    return said.c.ticket_id == ticket_id, said.c.kind == kind.value, said.c.about == about


def _rulings_of(db: Connection, ticket_id: str) -> tuple[Ruling, ...]:
    query = select(rulings).where(rulings.c.ticket_id == ticket_id).order_by(rulings.c.at, rulings.c.change_id)
    values = ({name: getattr(row, name) for name in _RULING} for row in db.execute(query))
    return tuple(Ruling(**{**each, "verdict": Verdict(each["verdict"])}) for each in values)
