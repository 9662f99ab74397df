"""Who is signed in to Keydesk's pages.

A session is a row, so that signing out ends it for good; of its token only the SHA-256 is stored, so that nobody who
reads the database can go on with it.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, or_, select, update

from app.store.models import sessions

LONGEST = timedelta(hours=8)
LONGEST_IDLE = timedelta(minutes=30)

# A page asked for a moment later is no news worth a write.
_NEWS = timedelta(minutes=1)


def begin(db: Connection, token: str, person: str, now: datetime) -> None:
    """From now on the token is this person's. Sessions that are over go with it."""
    over = or_(sessions.c.created_at <= now - LONGEST, sessions.c.seen_at <= now - LONGEST_IDLE)
    db.execute(delete(sessions).where(over))
    db.execute(insert(sessions).values(token_hash=hashed(token), person=person, created_at=now, seen_at=now))


def person_of(db: Connection, token: str, now: datetime) -> tuple[str, datetime] | None:
    """Whose session the token is, and when it was last seen; None if it is over or never was."""
    row = db.execute(
        select(sessions.c.person, sessions.c.seen_at).where(
            sessions.c.token_hash == hashed(token),
            sessions.c.created_at > now - LONGEST,
            sessions.c.seen_at > now - LONGEST_IDLE,
        )
    ).first()
    return None if row is None else (row.person, row.seen_at)


def is_news(seen_at: datetime, now: datetime) -> bool:
    """Whether `saw` is worth its write."""
    return now - seen_at > _NEWS


def saw(db: Connection, token: str, now: datetime) -> None:
    """The session is in use."""
    db.execute(update(sessions).where(sessions.c.token_hash == hashed(token)).values(seen_at=now))


def end(db: Connection, token: str) -> None:
    db.execute(delete(sessions).where(sessions.c.token_hash == hashed(token)))


def hashed(token: str) -> str:
    """A token is random and long, so that nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
