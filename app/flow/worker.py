"""The loop over what is due: one look at a time for each subject, in any number of threads, or processes on PostgreSQL.

Nothing that goes wrong in a look or in the database ends it.
"""

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from queue import Empty, SimpleQueue

import structlog

from app.errors import KeydeskError
from app.flow.turn import FORGET, Forget, Look, Outcome, Trouble, Turns
from app.store import work
from app.store.session import Store

_log = structlog.get_logger(__name__)

__all__ = ["FORGET", "Forget", "Health", "Worker"]

POLL_SECONDS = 1.0
GRACE_SECONDS = 20.0
_MOST_LOOKS_IN_A_TEST = 10_000


@dataclass(frozen=True, slots=True)
class Health:
    """`beat`: when the loop last handed out work; `trouble`: the newest that still holds."""

    beat: datetime | None
    running: int
    trouble: Trouble | None


class Worker:
    """`recurring` subjects are looked at from the start on and never given up; every other one can die, and `on_dead`
    is told why before its row is dead."""

    def __init__(
        self,
        store: Store,
        look: Look,
        clock: Callable[[], datetime],
        on_dead: Callable[[str, Exception], None],
        *,
        recurring: Collection[str] = (),
        threads: int = 8,
    ) -> None:
        self._store = store
        self._turns = Turns(store, look, clock, on_dead, recurring)
        self._clock = clock
        self._recurring = frozenset(recurring)
        self._threads = threads
        self._mutex = threading.Lock()
        self._running: set[str] = set()
        self._refused: dict[str, float] = {}
        self._beat: datetime | None = None
        self._stopping = False
        # Unlike an Event, it may be put to from within a signal handler.
        self._woken: SimpleQueue[None] = SimpleQueue()
        self._given: SimpleQueue[str | None] = SimpleQueue()

    def wake(self) -> None:
        """Something may be due. From any thread."""
        self._woken.put(None)

    def stop(self) -> None:
        """Take nothing new. From any thread or signal handler."""
        self._stopping = True
        self.wake()

    def run(self) -> bool:
        """Work until `stop`; whether all looks had ended 20 seconds after it. Misconfigured for a second one on SQLite.

        Looks that had not are resumed by whoever works next; their threads do not keep the process alive.
        """
        with self._store.worker_lock(), self._store.listening(self.wake):
            threads = self._start()
            recurring_marked = False
            while not self._stopping:
                try:
                    recurring_marked = recurring_marked or self._mark_recurring()
                    self._store.beat()
                    self._hand_out()
                except Exception as error:
                    _log.warning("could not ask what is due", error=type(error).__name__, reason=_told(error))
                    time.sleep(POLL_SECONDS)
                self._wait()
            return self._drain(threads)

    def until_idle(self) -> int:
        """Look at everything that is due by the clock, in this thread, until nothing is; how many looks there were."""
        refused: set[str] = set()
        looks = 0
        while due := self._due(100, refused):
            for subject in due:
                looks += 1
                if not self._turn(subject):
                    refused.add(subject)
            if looks > _MOST_LOOKS_IN_A_TEST:
                raise RuntimeError(f"no end of looks, the last at {due[-1]}")
        return looks

    def health(self) -> Health:
        """What this process knows of itself; how much is due or dead, the database tells."""
        trouble = self._turns.trouble()
        with self._mutex:
            return Health(self._beat, len(self._running), trouble)

    def look_now(self, subject: str) -> Outcome:
        """Mark the subject and look at it in this thread, or wait for whoever has it. Also beside a running worker."""
        return self._turns.take_now(subject)

    def _turn(self, subject: str) -> bool:
        return self._turns.take(subject, lambda: self._stopping)

    def _start(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._serve, name=f"look-{n}", daemon=True) for n in range(self._threads)]
        for thread in threads:
            thread.start()
        return threads

    def _mark_recurring(self) -> bool:
        now = self._clock()
        with self._store.writing() as db:
            work.mark_all(db, dict.fromkeys(self._recurring, now))
        return True

    def _hand_out(self) -> None:
        with self._mutex:
            self._refused = {each: until for each, until in self._refused.items() if until > time.monotonic()}
            taken = self._running | self._refused.keys()
            free = self._threads - len(self._running)
        due = self._due(free, taken) if free else ()
        with self._mutex:
            self._running.update(due)
        for subject in due:
            self._given.put(subject)
        self._beat = self._clock()

    def _due(self, limit: int, taken: Collection[str]) -> tuple[str, ...]:
        with self._store.reading() as db:
            return work.take_due(db, self._clock(), limit, taken)

    def _wait(self) -> None:
        """Until somebody wakes the loop, at most a second; whoever else did meanwhile is served by the same round."""
        try:
            self._woken.get(timeout=POLL_SECONDS)
            while True:
                self._woken.get_nowait()
        except Empty:
            return

    def _drain(self, threads: Collection[threading.Thread]) -> bool:
        for _ in threads:
            self._given.put(None)
        until = time.monotonic() + GRACE_SECONDS
        while (alive := [each for each in threads if each.is_alive()]) and time.monotonic() < until:
            self._store.beat()
            alive[0].join(0.2)
        return not alive

    def _serve(self) -> None:
        while (subject := self._given.get()) is not None:
            looked = False
            try:
                looked = self._stopping or self._turn(subject)
            except Exception as error:
                told = {"error": type(error).__name__, "reason": _told(error)}
                _log.warning("a look could not be begun or recorded", subject=subject, **told)
            with self._mutex:
                self._running.discard(subject)
                if not looked:
                    self._refused[subject] = time.monotonic() + POLL_SECONDS
            self.wake()


def _told(error: Exception) -> str | None:
    """Words of our own alone: a library's may quote what was asked or answered."""
    return error.log if isinstance(error, KeydeskError) else None
