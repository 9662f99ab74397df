"""The time of a whole run, the same in all its processes: real time, moved ahead as far as a small file says."""

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

_MICROSECONDS = struct.Struct("<q")


class Clock:
    """Whoever opens the file has the same time; one of them moves it. The file is made where there is none."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(_MICROSECONDS.pack(0))
        with path.open("r+b") as file:
            self._ahead = mmap.mmap(file.fileno(), _MICROSECONDS.size)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @property
    def ahead(self) -> timedelta:
        [microseconds] = _MICROSECONDS.unpack(self._ahead[:])
        return timedelta(microseconds=microseconds)

    def advance(self, by: timedelta) -> None:
        self._ahead[:] = _MICROSECONDS.pack((self.ahead + by) // timedelta(microseconds=1))
