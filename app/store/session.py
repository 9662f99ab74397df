"""The database as the rest of Keydesk holds it: transactions for reading and for writing, and locks by name.

A transaction is short and holds no call to the outside: `in_transaction()` lets a test assert it. That the database
could not be used leaves here as `Transient`; a statement that it refuses is a mistake of ours and stays what it is.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import structlog
from sqlalchemy import Connection, Engine

from app.errors import Misconfigured, Transient
from app.store import engines, work
from app.store.audit import Audit, take_appended
from app.store.locks import FileLocks, Hold, Locks, SessionLocks

_log = structlog.get_logger(__name__)

_WAIT_STEP_SECONDS = 0.02


class Store:
    """One database. Safe to use from every thread; a transaction belongs to the thread that began it."""

    def __init__(self, url: str, audit_key: bytes) -> None:
        """Opens nothing yet, except that a SQLite file is made or found safe (Misconfigured where it is not)."""
        self._url = engines.parse(url)
        self.audit = Audit(audit_key)
        self.many_workers = self._url.get_backend_name() == "postgresql"
        self._thread = threading.local()
        self._writer = engines.writer(self._url)
        self._reader = engines.reader(self._url, self._writer)
        self._locks = self._make_locks()

    def _make_locks(self) -> Locks:
        if self.many_workers:
            return SessionLocks(lambda: engines.postgres_session(self._url))
        path = Path(self._url.database or "")
        return FileLocks(path.with_name(f"{path.name}.lock.d"))

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent picture of the database; writing in it fails."""
        return self._transaction(self._reader)

    def writing(self) -> AbstractContextManager[Connection]:
        """Committed as a whole at the end, or not at all. On SQLite one at a time, from its first moment."""
        return self._transaction(self._writer)

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Connection]:
        if self.in_transaction():
            raise RuntimeError("a transaction within a transaction")
        self._thread.open = True
        try:
            with engine.begin() as connection:
                take_appended(connection)  # of a transaction that was not committed
                yield connection
                head = take_appended(connection)
            if head is not None:
                _log.info("audit head", number=head.number, mac=head.mac)
        except engines.PASSING_FAILURES as error:
            raise engines.failure(error) from None
        finally:
            self._thread.open = False

    def in_transaction(self) -> bool:
        """Whether this thread has a transaction open."""
        return getattr(self._thread, "open", False)

    @contextmanager
    def exclusive(self, name: str) -> Iterator[Hold | None]:
        """The lock with this name, or at once None when anybody, here or elsewhere, has it."""
        hold = self._locks.take(name)
        try:
            yield hold
        finally:
            if hold is not None:
                self._locks.release(hold)

    @contextmanager
    def exclusive_wait(self, name: str, seconds: float) -> Iterator[Hold]:
        """The lock with this name, waited for; Transient when it was not free within `seconds`."""
        until = time.monotonic() + seconds
        while (hold := self._locks.take(name)) is None:
            if time.monotonic() >= until:
                raise Transient(f"lock {name} busy", "Something else is being done there just now.")
            time.sleep(_WAIT_STEP_SECONDS)
        try:
            yield hold
        finally:
            self._locks.release(hold)

    @contextmanager
    def worker_lock(self) -> Iterator[None]:
        """The right to be a worker: on SQLite for one process, on PostgreSQL for any number. Misconfigured if taken."""
        if self.many_workers:
            yield
            return
        with self.exclusive("worker") as hold:
            if hold is None:
                raise Misconfigured(
                    "second worker on sqlite",
                    "A Keydesk worker already works on this SQLite database. Stop it first, or use PostgreSQL.",
                )
            yield

    def proved(self, hold: Hold) -> bool:
        """Whether this lock is still held, asked at this moment: for what must not happen without it."""
        return self._locks.proved(hold)

    def beat(self) -> None:
        """To be called at least once a second by whoever holds locks for long."""
        self._locks.beat()

    @contextmanager
    def listening(self, wake: Callable[[], None]) -> Iterator[None]:
        """Calls `wake`, in a thread of its own, when another process marks something due (PostgreSQL only)."""
        ended = threading.Event()
        if self.many_workers:
            threading.Thread(target=self._listen, args=(wake, ended), name="listen", daemon=True).start()
        try:
            yield
        finally:
            ended.set()

    def _listen(self, wake: Callable[[], None], ended: threading.Event) -> None:
        while not ended.is_set():
            try:
                with engines.postgres_session(self._url) as session:
                    session.execute(f"LISTEN {work.CHANNEL}")
                    wake()  # what was said while nobody listened
                    while not ended.is_set():
                        for _ in session.notifies(timeout=1.0, stop_after=1):
                            wake()
            except psycopg.Error:
                ended.wait(1.0)

    def close(self) -> None:
        """Gives back every lock and connection."""
        self._locks.close()
        self._reader.dispose()
        self._writer.dispose()
