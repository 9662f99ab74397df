"""Who works on what: named locks that are given or refused at once and that end with the process that held them.

On SQLite a lock is a `flock` on a file beside the database; on PostgreSQL an advisory lock of one session that the
process keeps for all its locks. Both let the same process in twice, so each keeps a list of what it gave.
"""

import fcntl
import hashlib
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg

# After the server was away, everybody first gets back what he held before anybody takes anything new.
_QUIET_SECONDS = 3.0
_PROVE_SECONDS = 0.9


class Hold:
    """A lock that was given. `lost` becomes true when it is no longer certain that nobody else has it."""

    __slots__ = ("lost", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self.lost = False


class Locks(Protocol):
    def take(self, name: str) -> Hold | None:
        """The lock, or None when somebody has it or it cannot be learnt whether somebody has."""

    def release(self, hold: Hold) -> None: ...

    def proved(self, hold: Hold) -> bool:
        """Whether it is certain at this moment that nobody else has it: asked now, whenever it was asked before."""

    def beat(self) -> None:
        """To be called at least once a second: notices a lost connection and gets the locks back."""

    def close(self) -> None: ...


class FileLocks:
    """One file for each lock that is held, in a folder that nobody else enters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, int] = {}
        self._mutex = threading.Lock()
        folder.mkdir(mode=0o700, exist_ok=True)

    def take(self, name: str) -> Hold | None:
        with self._mutex:
            if name in self._files:
                return None
            file = self._lock(self._path(name))
            if file is None:
                return None
            self._files[name] = file
            return Hold(name)

    def release(self, hold: Hold) -> None:
        with self._mutex:
            file = self._files.pop(hold.name, None)
            if file is None:
                return
            # Removed while it is still locked: whoever opened it meanwhile sees that it is no longer the one in place.
            with suppress(FileNotFoundError):
                self._path(hold.name).unlink()
            os.close(file)

    def proved(self, hold: Hold) -> bool:
        return not hold.lost

    def beat(self) -> None:
        """The operating system keeps these locks for as long as the process lives."""

    def close(self) -> None:
        with self._mutex:
            for file in self._files.values():
                os.close(file)
            self._files.clear()

    def _path(self, name: str) -> Path:
        return self._folder / quote(name, safe=":")

    @staticmethod
    def _lock(path: Path) -> int | None:
        while True:
            file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(file).st_ino == path.stat().st_ino:
                    return file
            except BlockingIOError:
                os.close(file)
                return None
            except FileNotFoundError:
                pass
            os.close(file)


class SessionLocks:
    """Advisory locks of one PostgreSQL session; `connect` opens such a session."""

    def __init__(self, connect: "Callable[[], psycopg.Connection[tuple[Any, ...]]]") -> None:
        self._connect = connect
        self._session: psycopg.Connection[tuple[Any, ...]] | None = None
        self._holds: dict[str, Hold] = {}
        self._mutex = threading.Lock()
        self._quiet_until = 0.0
        self._proved_at = 0.0

    def take(self, name: str) -> Hold | None:
        with self._mutex:
            if name in self._holds or not self._alive() or time.monotonic() < self._quiet_until:
                return None
            if not self._ask("SELECT pg_try_advisory_lock(%s)", name):
                return None
            self._holds[name] = Hold(name)
            return self._holds[name]

    def release(self, hold: Hold) -> None:
        with self._mutex:
            if self._holds.pop(hold.name, None) and not hold.lost:
                self._ask("SELECT pg_advisory_unlock(%s)", hold.name)

    def proved(self, hold: Hold) -> bool:
        with self._mutex:
            self._prove()
            return not hold.lost

    def beat(self) -> None:
        with self._mutex:
            if time.monotonic() >= self._proved_at + _PROVE_SECONDS:
                self._prove()

    def _prove(self) -> None:
        if self._alive() and not self._ask("SELECT %s IS NOT NULL", ""):
            self._alive()

    def close(self) -> None:
        with self._mutex:
            if self._session is not None:
                self._session.close()
                self._session = None

    def _ask(self, question: str, name: str) -> bool:
        """The answer, or False where the session broke: with it every lock is gone."""
        if self._session is None:
            return False
        try:
            row = self._session.execute(question, (_number(name),)).fetchone()
            self._proved_at = time.monotonic()
            return bool(row and row[0])
        except psycopg.Error:
            self._break()
            return False

    def _alive(self) -> bool:
        """Whether there is a session; a new one gets back what the old one held, unless somebody was quicker."""
        if self._session is not None:
            return True
        try:
            self._session = self._connect()
        except psycopg.Error:
            return False
        for hold in self._holds.values():
            hold.lost = not self._ask("SELECT pg_try_advisory_lock(%s)", hold.name)
        return self._session is not None

    def _break(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None
        self._quiet_until = time.monotonic() + _QUIET_SECONDS
        for hold in self._holds.values():
            hold.lost = True


def _number(name: str) -> int:
    """PostgreSQL names advisory locks by 64-bit numbers, one space for the whole database."""
    return int.from_bytes(hashlib.sha256(f"keydesk:{name}".encode()).digest()[:8], "big", signed=True)
