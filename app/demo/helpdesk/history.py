"""Every version of every record, so that the stand-in can serve yesterday's answer: a lagging index, a stale replica.

Each `put` is one event. A `Snapshot` is pinned to an event and never changes, whatever is put meanwhile.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.demo.helpdesk.records import Field, Group, Person, Project, Ticket

Record = Person | Group | Project | Field | Ticket
R = TypeVar("R", Person, Group, Project, Field, Ticket)


class History:
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._times: list[datetime] = []
        self._versions: dict[type[Record], dict[str, list[tuple[int, Record]]]] = {
            kind: {} for kind in (Person, Group, Project, Field, Ticket)
        }

    @property
    def event(self) -> int:
        """The number of the latest event; 0 before the first."""
        return len(self._times)

    def put(self, record: Record) -> None:
        with self._lock:
            versions = self._versions[type(record)].setdefault(record.id, [])
            versions.append((self.event + 1, record))
            moment = self._clock()
            self._times.append(max(moment, *self._times[-1:]) if self._times else moment)

    def event_at(self, moment: datetime) -> int:
        """The latest event that had happened at `moment`."""
        return bisect_right(self._times, moment)

    def snapshot(self, event: int | None = None) -> "Snapshot":
        return Snapshot(self, self.event if event is None else max(event, 0))

    def versions(self, kind: type[R], record_id: str) -> list[tuple[int, Record]]:
        return self._versions[kind].get(record_id, [])

    def ids(self, kind: type[R]) -> list[str]:
        return list(self._versions[kind])


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All records as they were right after `event`."""

    history: History
    event: int

    def find(self, kind: type[R], record_id: str) -> R | None:
        for event, record in reversed(self.history.versions(kind, record_id)):
            if event <= self.event:
                return record if isinstance(record, kind) else None
        return None

    def get(self, kind: type[R], record_id: str) -> R:
        """Raises KeyError where the record did not exist yet."""
        record = self.find(kind, record_id)
        if record is None:
            raise KeyError(f"{kind.__name__} {record_id}")
        return record

    def all(self, kind: type[R]) -> Iterator[R]:
        for record_id in self.history.ids(kind):
            record = self.find(kind, record_id)
            if record is not None:
                yield record
