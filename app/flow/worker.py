"""The loop over what is due: one look at a time for each subject, in any number of threads, or processes on PostgreSQL.

Nothing that goes wrong in a look or in the database ends it. A look that fails comes again later; one that cannot go on
is put on the dead list after its ticket was told; one that was cut off is still due, because only its end is recorded.
"""

import secrets
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias

import structlog
from sqlalchemy import Connection

from app.errors import KeydeskError, Misconfigured, Permanent, Transient
from app.store import work
from app.store.session import Store

_log = structlog.get_logger(__name__)
_random = secrets.SystemRandom()

POLL_SECONDS = 1.0
GRACE_SECONDS = 20.0
UNKNOWN_TRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
# A service that asks for more patience than a day is asked once a day.
LONGEST_ASKED_WAIT = timedelta(days=1)
MISCONFIGURED_SECONDS = 60.0, 300.0
# Looks that ask to be repeated at once are a mistake; it must not become a storm of calls.
SHORTEST_SLEEP = timedelta(seconds=1)
_MOST_LOOKS_IN_A_TEST = 10_000


class Forget(Enum):
    """What a look says of a subject that is none of ours: that no row shall stay."""

    FORGET = "forget"


FORGET: Final = Forget.FORGET

Stop: TypeAlias = Callable[[], bool]
"""Asked by a look between its steps: whether it shall leave the rest to a later one."""

Look: TypeAlias = Callable[[str, Stop], datetime | Forget | None]
"""Does for a subject what is to be done now; when to look again, None for "on news"."""

_End: TypeAlias = Callable[[Connection], object]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why everything of one kind waits: the error's class, and what a person can do."""

    kind: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """`beat`: when the loop last handed out work; `trouble`: the newest that still holds."""

    beat: datetime | None
    running: int
    trouble: Trouble | None


class Worker:
    """`recurring` subjects are looked at from the start on and never given up; every other one can die, and `on_dead`
    is then told why, before its row is dead."""

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
        self._look = look
        self._clock = clock
        self._on_dead = on_dead
        self._recurring = frozenset(recurring)
        self._threads = threads
        self._mutex = threading.Lock()
        self._running: set[str] = set()
        self._refused: dict[str, float] = {}
        self._trouble: dict[str, Trouble] = {}
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
                if not self.turn(subject):
                    refused.add(subject)
            if looks > _MOST_LOOKS_IN_A_TEST:
                raise RuntimeError(f"no end of looks, the last at {due[-1]}")
        return looks

    def health(self) -> Health:
        """What this process knows of itself; how much is due or dead, the database tells."""
        # By then it was tried again, here or by another process.
        over = self._clock() - timedelta(seconds=2 * MISCONFIGURED_SECONDS[1])
        with self._mutex:
            self._trouble = {subject: each for subject, each in self._trouble.items() if each.at > over}
            newest = max(self._trouble.values(), key=lambda each: each.at, default=None)
            return Health(self._beat, len(self._running), newest)

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
                looked = self._stopping or self.turn(subject)
            except Exception as error:
                told = {"error": type(error).__name__, "reason": _told(error)}
                _log.warning("a look could not be begun or recorded", subject=subject, **told)
            with self._mutex:
                self._running.discard(subject)
                if not looked:
                    self._refused[subject] = time.monotonic() + POLL_SECONDS
            self.wake()

    def turn(self, subject: str) -> bool:
        """One look, if it is still due; False where another has the subject."""
        with self._store.exclusive(subject) as hold:
            if hold is None:
                return False
            with self._store.reading() as db:
                seen = work.begin(db, subject, self._clock())
            if seen is None:
                return True
            with structlog.contextvars.bound_contextvars(subject=subject, look=secrets.token_hex(4)):
                end = self._look_at(seen, lambda: self._stopping or hold.lost)
            # Who lost the lock leaves the row due: somebody else may be looking already.
            if not hold.lost:
                with self._store.writing() as db:
                    end(db)
            return True

    def _look_at(self, seen: work.Due, stop: Stop) -> _End:
        try:
            wake = self._look(seen.subject, stop)
        except Misconfigured as error:
            return self._wait_for_repair(seen, error)
        except Transient as error:
            return self._again(seen, error)
        except Permanent as error:
            return self._give_up(seen, error)
        except Exception as error:
            _log.error("look failed for an unknown reason", exc_info=True)
            tries = seen.attempts + 1 if seen.error == type(error).__name__ else 1
            return self._again(seen, error) if tries < UNKNOWN_TRIES else self._give_up(seen, error)
        with self._mutex:
            self._trouble.pop(seen.subject, None)
        now = self._clock()
        if wake is FORGET:
            return partial(work.forget, seen=seen, now=now)
        later = None if wake is None else max(wake, now + SHORTEST_SLEEP)
        return partial(work.finish, seen=seen, wake=later, now=now)

    def _again(self, seen: work.Due, error: Exception) -> _End:
        now = self._clock()
        asked = (error.wait if isinstance(error, Transient) else None) or timedelta()
        wait = max(min(asked, LONGEST_ASKED_WAIT), backoff(seen.attempts))
        _log.info("look fails", error=type(error).__name__, reason=_told(error), attempts=seen.attempts + 1, wait=wait)
        return partial(work.fail, seen=seen, due_at=now + wait, error=type(error).__name__, now=now)

    def _wait_for_repair(self, seen: work.Due, error: Misconfigured) -> _End:
        now, kind = self._clock(), type(error).__name__
        wait = timedelta(seconds=_random.uniform(*MISCONFIGURED_SECONDS))
        with self._mutex:
            self._trouble[seen.subject] = Trouble(kind, error.person, now)
        _log.error("look waits for a repair", error=kind, reason=error.log, wait=wait)
        return partial(work.fail, seen=seen, due_at=now + wait, error=kind, now=now, counted=False)

    def _give_up(self, seen: work.Due, error: Exception) -> _End:
        """The ticket is told first, so that a crash in between tells it again instead of never."""
        if seen.subject in self._recurring:
            return self._again(seen, error)
        try:
            self._on_dead(seen.subject, error)
        except (Transient, Misconfigured) as later:
            _log.warning("could not tell why this is given up", reason=later.log)
            return self._again(seen, error)
        except Exception:
            _log.error("could not tell why this is given up", exc_info=True)
        _log.error("given up", error=type(error).__name__, reason=_told(error))
        return partial(work.bury, seen=seen, error=type(error).__name__, now=self._clock())


def backoff(attempts: int) -> timedelta:
    """5 seconds doubled with every attempt before, at most 15 minutes; up to a half less, lest all come at once."""
    longest = min(FIRST_WAIT * 2.0 ** min(attempts, 10), LONGEST_WAIT)
    return timedelta(seconds=longest.total_seconds() * _random.uniform(0.5, 1.0))


def _told(error: Exception) -> str | None:
    """Words of our own alone: a library's may quote what was asked or answered."""
    return error.log if isinstance(error, KeydeskError) else None
