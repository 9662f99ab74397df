"""How a database is opened: SQLite when nothing is installed, PostgreSQL when several machines work together.

What differs between the two in opening, beginning and failing stands here; the queries are the same for both.
"""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)

from app.errors import Misconfigured, Transient

# A machine that vanished without a word must not hold its locks for longer than about ten seconds.
_SERVER_KEEPALIVE = "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
_PATIENCE = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
_PRAGMAS = ("busy_timeout = 5000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_CLIENT_KEEPALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 4,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


def parse(url: str) -> URL:
    """The database's address; Misconfigured for anything but a SQLite file or PostgreSQL."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise _misnamed() from None
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite", database=str(Path(parsed.database).expanduser().resolve()))
    raise _misnamed()


def _misnamed() -> Misconfigured:
    return Misconfigured(
        "database url not understood",
        "KEYDESK_DATABASE_URL must name a SQLite file (sqlite:///data/keydesk.db) or a PostgreSQL database"
        " (postgresql://user@host/name).",
    )


def writer(url: URL) -> Engine:
    """Where changes are made. A SQLite file that is not there is made; one that is open to others is refused."""
    if url.get_backend_name() == "postgresql":
        settings = _connect_args(url, _PATIENCE)
        pool = {"pool_size": 8, "max_overflow": 16, "pool_timeout": 30, "pool_pre_ping": True}
        return create_engine(url, hide_parameters=True, connect_args=settings, **pool)
    _secure(Path(url.database or ""))
    return _sqlite(url, "BEGIN IMMEDIATE", pool_size=1, max_overflow=0)


def reader(url: URL, writer: Engine) -> Engine:
    """Where one consistent picture is read and nothing can be changed."""
    if url.get_backend_name() == "postgresql":
        return writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return _sqlite(url, "BEGIN", "query_only = ON", pool_size=4, max_overflow=28)


def _sqlite(url: URL, begin: str, *pragmas: str, **pool: int) -> Engine:
    """The writer is one connection that every writer of the process takes in turn: waiting in line inside the process
    is quick and fair, waiting for SQLite's own lock is neither."""
    engine = create_engine(url, hide_parameters=True, pool_timeout=30, **pool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # else the driver begins by itself, and never IMMEDIATE
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin_here(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def postgres_session(url: URL) -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection of its own, outside of every pool and transaction: for locks and for listening."""
    arguments, options = url.get_dialect()().create_connect_args(url)
    return psycopg.connect(*arguments, **{**options, **_connect_args(url, _SERVER_KEEPALIVE)}, autocommit=True)


def _connect_args(url: URL, settings: str) -> dict[str, Any]:
    given = url.query.get("options", "")
    return {
        **_CLIENT_KEEPALIVE,
        "options": f"{given if isinstance(given, str) else ' '.join(given)} {settings}".strip(),
    }


def _secure(path: Path) -> None:
    """Make the database file, for its owner alone; refuse one that others can read, or whose folder they can change.

    SQLite gives the files that it puts beside the database (`-wal`, `-shm`) the database's own mode.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = path.parent.stat().st_mode
    if folder & (stat.S_IWGRP | stat.S_IWOTH) and not folder & stat.S_ISVTX:
        raise _too_open(path.parent, "changed", f"chmod go-w {path.parent}")
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    if path.stat().st_mode & 0o077:
        raise _too_open(path, "read or changed", f"chmod 600 {path}")


def _too_open(path: Path, what: str, cure: str) -> Misconfigured:
    return Misconfigured("database open to others", f"{path} can be {what} by other users of this machine: {cure}")


# The database was away, busy, full or stopping: nothing is wrong with what was asked of it.
PASSING_FAILURES = (OperationalError, InterfaceError, InternalError, TimeoutError)


def failure(error: SQLAlchemyError) -> Transient:
    """What a database error is to the looks: try again. Statements and their values are left out."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or type(error).__name__
    return Transient(f"database: {code}", "The database could not be used just now.")
