"""What was done, by whom and why, in a chain that nobody without the key can change unnoticed.

Each row is signed (HMAC-SHA256) over its own words and the signature of the row before. The key is not in the database.
Against a head kept outside (number and signature of the last row) a shortened chain is found too. Whoever has the key
can forge: the chain proves nothing against those who run Keydesk.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, text

from app.store.models import audit

# One writer at a time on PostgreSQL, until its transaction ends; SQLite's writing transactions are alone anyway.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7021553907741)")

_APPENDED = "keydesk.audit.appended"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. `detail` is canonical JSON; `previous` and `mac` are hex, `previous` empty in the first row."""

    number: int
    at: datetime
    actor: str
    action: str
    ticket_id: str | None
    detail: str
    previous: str
    mac: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of a chain; number 0 and an empty MAC where there is none."""

    number: int
    mac: str


class Fault(StrEnum):
    """What can be wrong with a chain. FORKED: a signed row that does not go on from the one before it."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    FORKED = "forked"
    TRUNCATED = "truncated"


class Rows(NamedTuple):
    """Rows by their numbers, both ends included; a gap is as wide as somebody liked to make it."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Report:
    """`faults` holds (where, what is wrong there); none means that the chain is whole."""

    head: Head
    faults: tuple[tuple[Rows, Fault], ...]


class Audit:
    """Appends to the chain and verifies it, with the key that signs it."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def append(
        self, db: Connection, actor: str, action: str, ticket_id: str | None, detail: Mapping[str, Any], at: datetime
    ) -> Head:
        """Adds a row in the transaction of the change that it tells of; the new head. Best done last: others wait.

        `take_appended` gives the head to whoever commits.
        """
        if db.dialect.name == "postgresql":
            db.execute(_ONE_AT_A_TIME)
        last = head(db)
        entry = Entry(last.number + 1, at, actor, action, ticket_id, written(detail), last.mac, mac="")
        mac = self._sign(entry)
        values = {name: getattr(entry, name) for name in Entry.__slots__}
        db.execute(insert(audit).values({**values, "mac": mac}))
        db.info[_APPENDED] = made = Head(entry.number, mac)
        return made

    def verify(self, rows: Iterable[Entry], expect: Head | None = None) -> Report:
        """Reads a whole chain, oldest first; `expect` is a head noted down earlier, outside of the database."""
        chain = tuple(rows)
        known = {entry.mac for entry in chain}
        faults: list[tuple[Rows, Fault]] = []
        last = Head(0, "")
        for entry in chain:
            if entry.number > last.number + 1:
                faults.append((Rows(last.number + 1, entry.number - 1), Fault.MISSING))
            fault = self._fault(entry, last, known)
            faults += [(Rows(entry.number, entry.number), fault)] if fault else []
            last = Head(entry.number, entry.mac)
        if expect is not None and expect.number:
            faults += _against(chain, expect)
        return Report(last, tuple(faults))

    def _fault(self, entry: Entry, last: Head, known: set[str]) -> Fault | None:
        if entry.number <= last.number:
            return Fault.REORDERED
        follows = entry.number != last.number + 1 or entry.previous == last.mac
        # As bytes: whoever changed the row may have written there what is no hex, and no ASCII.
        if hmac.compare_digest(self._sign(entry).encode(), entry.mac.encode()):
            return None if follows else Fault.FORKED
        return Fault.CHANGED if follows or entry.previous not in known else Fault.REORDERED

    def _sign(self, entry: Entry) -> str:
        at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
        words = [entry.number, at, entry.actor, entry.action, entry.ticket_id, entry.detail, entry.previous]
        return hmac.new(self._key, json.dumps(words).encode(), hashlib.sha256).hexdigest()


def written(detail: Mapping[str, Any]) -> str:
    """A row's detail as it is stored and signed."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"))


def last(db: Connection, action: str) -> Entry | None:
    """The newest row of this action."""
    row = db.execute(select(audit).where(audit.c.action == action).order_by(audit.c.number.desc()).limit(1)).first()
    return Entry(**row._mapping) if row else None


def head(db: Connection) -> Head:
    """The last row's number and signature: what is worth keeping outside of the database."""
    row = db.execute(select(audit.c.number, audit.c.mac).order_by(audit.c.number.desc()).limit(1)).first()
    return Head(row.number, row.mac) if row else Head(0, "")


def take_appended(db: Connection) -> Head | None:
    """The head that this transaction made, if it appended anything; asked once."""
    head: Head | None = db.info.pop(_APPENDED, None)
    return head


def entries(db: Connection, ticket_id: str | None = None) -> Iterator[Entry]:
    """The rows, oldest first: all of them, or those about one ticket."""
    query = select(audit).order_by(audit.c.number)
    if ticket_id is not None:
        query = query.where(audit.c.ticket_id == ticket_id)
    for row in db.execution_options(yield_per=1000).execute(query):
        yield Entry(**row._mapping)


def _against(chain: tuple[Entry, ...], expect: Head) -> list[tuple[Rows, Fault]]:
    there = Rows(expect.number, expect.number)
    if not chain or chain[-1].number < expect.number:
        return [(there, Fault.TRUNCATED)]
    noted = next((entry for entry in chain if entry.number == expect.number), None)
    return [] if noted is None or noted.mac == expect.mac else [(there, Fault.FORKED)]
