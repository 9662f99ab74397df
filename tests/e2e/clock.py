"""The time of a whole library in a test."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """Stands still until somebody moves it, except that no two moments that it tells are the same."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        with self.lock:
            self.now += timedelta(milliseconds=1)
            return self.now

    def advance(self, by: timedelta) -> None:
        with self.lock:
            self.now += by
