"""The tables. Every uniqueness here keeps a promise; the rest of `store` only asks and writes.

Nothing secret is stored: no key's value, no share link, no comment's text.
"""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, read back in UTC. SQLite has no such type: there it is text whose order is that of time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(String(27) if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without an offset cannot be stored")
        utc = value.astimezone(UTC)
        return f"{utc:%Y-%m-%dT%H:%M:%S.%f}Z" if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return datetime.fromisoformat(value) if dialect.name == "sqlite" else value.astimezone(UTC)


# SQLite numbers rows by itself only where the key is exactly INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")
_Json = JSON(none_as_null=True)


def _partial(name: str, column: Column[Any], where: ColumnElement[bool]) -> Index:
    """An index of the few rows that are asked for, however many there are."""
    return Index(name, column, sqlite_where=where, postgresql_where=where)


def insert_or(dialect: str, table: Table) -> postgresql.Insert:
    """An INSERT that can say what to do ON CONFLICT; SQLite took the words over from PostgreSQL."""
    return cast(postgresql.Insert, (postgresql if dialect == "postgresql" else sqlite).insert(table))


work = Table(
    "work",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("marks", BigInteger, nullable=False),
    Column("due_at", UtcTime),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Column("dead_at", UtcTime),
)
Index("ix_work_due", work.c.due_at, work.c.subject)
_partial("ix_work_dead", work.c.dead_at, where=work.c.dead_at.is_not(None))
_partial("ix_work_error", work.c.error, where=work.c.error.is_not(None))

tickets = Table(
    "tickets",
    metadata,
    Column("id", Text, primary_key=True),
    Column("ref", Text, nullable=False, index=True),
    Column("service", Text, nullable=False),
    Column("seen_updated", UtcTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("left_at", UtcTime),
    Column("reporter", Text),
)
# The sweep asks only for what the queues hold, however many tickets have left them.
_partial("ix_tickets_held", tickets.c.service, where=tickets.c.left_at.is_(None))
_partial("ix_tickets_reporter", tickets.c.reporter, where=tickets.c.left_at.is_(None))

requests = Table(
    "requests",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("ticket_id", Text, ForeignKey("tickets.id"), nullable=False),
    Column("source", Text, nullable=False),
    Column("reading", _Json, nullable=False),
    Column("n", Integer),
    Column("request", _Json),
    Column("digest", Text),
    Column("asked", Integer),
    UniqueConstraint("ticket_id", "n"),
    UniqueConstraint("ticket_id", "asked"),
    sqlite_autoincrement=True,
)

said = Table(
    "said",
    metadata,
    Column("ticket_id", Text, ForeignKey("tickets.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("about", Text, primary_key=True),
    Column("attempted_at", UtcTime, nullable=False),
    Column("comment_id", Text),
    Column("posted_at", UtcTime),
)

rulings = Table(
    "rulings",
    metadata,
    Column("ticket_id", Text, ForeignKey("tickets.id"), primary_key=True),
    Column("change_id", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("actor", Text),
    Column("request_n", Integer),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

keys = Table(
    "keys",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("ticket_id", Text, ForeignKey("tickets.id")),
    Column("environment", Text, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("grants", _Json, nullable=False),
    Column("recipient", _Json, nullable=False),
    Column("review", Integer, nullable=False),
    Column("operation", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("order_code", Text, unique=True),
    Column("source", Text),
    Column("stock_item", Text, unique=True),
    Column("source_title", Text),
    Column("item", Text),
    Column("item_attempted_at", UtcTime),
    Column("last4", Text),
    Column("fingerprint", Text, unique=True),
    Column("verified_at", UtcTime),
    Column("checks", Integer, nullable=False),
    Column("findings", _Json),
    Column("shares", Integer, nullable=False),
    Column("shared_at", UtcTime),
    Column("shared_until", UtcTime),
    Column("link_trace", Text),
    Column("delivered_at", UtcTime),
    Column("withdrawn_at", UtcTime),
    Column("replaces", _Number, ForeignKey("keys.id")),
    Column("approver", Text),
    Column("begun_at", UtcTime, index=True),
    UniqueConstraint("ticket_id", "environment", "serial"),
    sqlite_autoincrement=True,
)
# What a check of a handed-in value found stands in its JSON: whether the order is open, `Key.open_order` tells.
MAYBE_OPEN_ORDER = keys.c.order_code.is_not(None) & keys.c.item.is_(None) & keys.c.delivered_at.is_(None)
CLAIMED = keys.c.stock_item.is_not(None) & keys.c.delivered_at.is_(None)
_partial("ix_keys_orders", keys.c.id, where=MAYBE_OPEN_ORDER)
_partial("ix_keys_claimed", keys.c.id, where=CLAIMED)

audit = Table(
    "audit",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("ticket_id", Text),
    # Text, not JSON: what was signed is what is stored, letter by letter.
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("mac", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)
Index("ix_attempts_name", attempts.c.name, attempts.c.at)

desk = Table(
    "desk",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("first_start", UtcTime, nullable=False),
    Column("paused_at", UtcTime),
    Column("paused_by", Text),
    Column("pause_reason", Text),
    Column("marks_forgotten", BigInteger, nullable=False, server_default="0"),
)
