"""How the acts of people were judged."""

from sqlalchemy import Connection, select

from app.core.case import Ruling, Verdict
from app.store.models import insert_or, rulings

_COLUMNS = tuple(Ruling.__slots__)


def record_ruling(db: Connection, ticket_id: str, ruling: Ruling) -> None:
    """Keep the judgement of an act, or change it; when the act was first seen stays."""
    columns = {name: getattr(ruling, name) for name in _COLUMNS}
    row = {**columns, "ticket_id": ticket_id, "verdict": ruling.verdict.value}
    judged = {name: value for name, value in row.items() if name != "at"}
    upsert = insert_or(db, rulings).values(row)
    db.execute(upsert.on_conflict_do_update(index_elements=[rulings.c.ticket_id, rulings.c.change_id], set_=judged))


def rulings_of(db: Connection, ticket_id: str) -> tuple[Ruling, ...]:
    """All of a ticket, oldest first."""
    query = select(rulings).where(rulings.c.ticket_id == ticket_id).order_by(rulings.c.at, rulings.c.change_id)
    values = ({name: getattr(row, name) for name in _COLUMNS} for row in db.execute(query))
    return tuple(Ruling(**{**each, "verdict": Verdict(each["verdict"])}) for each in values)
