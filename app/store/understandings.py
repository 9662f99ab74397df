"""What the wordings of a ticket were understood to say, and which of them were asked about or laid before reviewers.

Whoever writes here holds the ticket's lock. Nothing is ever taken back.
"""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, insert, select, update

from app.core.case import Understanding
from app.core.reading import Reading
from app.core.request import KeyRequest
from app.store.models import requests

_READING = TypeAdapter(Reading)


def record_understanding(db: Connection, ticket_id: str, source: str, reading: Reading) -> Understanding:
    """Keep what a wording was understood to say. What it was first understood to say stays, whatever is read today."""
    before = next((each for each in understandings_of(db, ticket_id) if each.source == source), None)
    return before or _insert(db, ticket_id, source=source, reading=_READING.dump_python(reading, mode="json"))


def lay_review(db: Connection, ticket_id: str, source: str, n: int, request: KeyRequest) -> Understanding:
    """Review `n` lays this request, understood from `source`, before the reviewers. A wording that was laid before is
    laid anew under its own number. LookupError where the source was never understood."""
    same = [each for each in understandings_of(db, ticket_id) if each.source == source]
    if not same:
        raise LookupError(f"ticket {ticket_id}: nothing understood from {source}")
    laid = {"n": n, "request": request.to_json(), "digest": request.digest(n)}
    fresh = next((each for each in same if each.n is None), None)
    if fresh is None:
        return _insert(db, ticket_id, source=source, reading=_READING.dump_python(same[0].reading, mode="json"), **laid)
    return _understanding(
        db.execute(update(requests).where(requests.c.id == fresh.id).values(laid).returning(requests)).one()
    )


def mark_asked(db: Connection, understanding_id: int, number: int) -> None:
    """Question `number` of the ticket asks for what this wording leaves open."""
    db.execute(update(requests).where(requests.c.id == understanding_id).values(asked=number))


def understandings_of(db: Connection, ticket_id: str) -> tuple[Understanding, ...]:
    """All of a ticket, oldest first."""
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
