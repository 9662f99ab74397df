"""A ticket's rows as one picture."""

from sqlalchemy import Connection, select

from app.core.case import Case
from app.store.comments import comments_of
from app.store.keys import keys_of
from app.store.models import tickets
from app.store.rulings import rulings_of
from app.store.understandings import understandings_of


def load_case(db: Connection, ticket_id: str) -> Case:
    """All rows of the ticket, each kind oldest first; an unknown case where there are none."""
    ticket = db.execute(select(tickets.c.service, tickets.c.left_at).where(tickets.c.id == ticket_id)).first()
    if ticket is None:
        return Case()
    return Case(
        known=True,
        service=ticket.service,
        left_at=ticket.left_at,
        understandings=understandings_of(db, ticket_id),
        said=comments_of(db, ticket_id),
        rulings=rulings_of(db, ticket_id),
        keys=keys_of(db, ticket_id),
    )
