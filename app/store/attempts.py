"""How often somebody has tried something lately, over all processes and restarts."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select

from app.store.models import attempts

# No limit looks further back.
_LONGEST = timedelta(days=1)


def count(db: Connection, name: str, most: int, within: timedelta, now: datetime) -> datetime | None:
    """Count one more attempt under this name; or, where there were `most` within that time, when the next may be."""
    mine = attempts.c.name == name
    db.execute(delete(attempts).where(or_(mine & (attempts.c.at <= now - within), attempts.c.at <= now - _LONGEST)))
    made, oldest = db.execute(select(func.count(), func.min(attempts.c.at)).where(mine)).one()
    if made >= most:
        first: datetime = oldest
        return first + within
    db.execute(insert(attempts).values(name=name, at=now))
    return None


def forget(db: Connection, name: str) -> None:
    """What was tried has succeeded."""
    db.execute(delete(attempts).where(attempts.c.name == name))
