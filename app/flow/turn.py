"""One look at one subject under its lock, and what its row says afterwards.

Only the end of a look is recorded, so one that was cut off is still due. A look that fails comes again later; one that
cannot go on is put on the dead list after its ticket was told.
"""

import secrets
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from typing import Final, TypeAlias

import structlog
from sqlalchemy import Connection

from app.errors import KeydeskError, Misconfigured, Permanent, Transient, Turned
from app.measuring import LOOKS, outcome_of
from app.store import work
from app.store.session import Store

_log = structlog.get_logger(__name__)
_random = secrets.SystemRandom()

#: How often what may pass is tried before it is believed: failures that nobody foresaw, and a service's no.
UNKNOWN_TRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
# A service that asks for more patience than a day is asked once a day.
LONGEST_ASKED_WAIT = timedelta(days=1)
MISCONFIGURED_SECONDS = 60.0, 300.0
# Looks that ask to be repeated at once are a mistake; it must not become a storm of calls.
SHORTEST_SLEEP = timedelta(seconds=1)
_PATIENCE_SECONDS, _STEP_SECONDS = 60.0, 0.1


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
    """Why a look failed: the error's class, and words for a person. `ours`: our own settings, rights or quota."""

    kind: str
    person: str
    at: datetime
    ours: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a look that somebody waited for: `well` unless it failed or was not taken."""

    words: str
    well: bool


class Turns:
    """`recurring` subjects are never given up; every other one can die, and `on_dead` is then told why, before."""

    def __init__(
        self,
        store: Store,
        look: Look,
        clock: Callable[[], datetime],
        on_dead: Callable[[str, Exception], None],
        recurring: Collection[str],
    ) -> None:
        self._store = store
        self._look = look
        self._clock = clock
        self._on_dead = on_dead
        self._recurring = frozenset(recurring)
        self._mutex = threading.Lock()
        self._trouble: dict[str, Trouble] = {}

    def take(self, subject: str, stop: Stop) -> bool:
        """One look, if it is still due; False where another has the subject. Transient if it could not be recorded."""
        with self._store.exclusive(subject) as hold:
            if hold is None:
                return False
            with self._store.reading() as db:
                seen = work.begin(db, subject, self._clock())
            if seen is None:
                return True
            with structlog.contextvars.bound_contextvars(subject=subject, look=secrets.token_hex(4)):
                end = self._end_of_look(seen, lambda: stop() or hold.lost)
            # Who lost the lock leaves the row due: somebody else may be looking already.
            if not hold.lost:
                with self._store.writing() as db:
                    end(db)
            return True

    def take_now(self, subject: str) -> Outcome:
        """Mark the subject and look at it here, or wait for whoever has it; at most a minute."""
        with self._store.writing() as db:
            work.mark(db, subject, self._clock())
        until = time.monotonic() + _PATIENCE_SECONDS
        while not self.take(subject, lambda: False):
            if time.monotonic() >= until:
                return Outcome("somebody else is at it and has not ended; look again later", well=False)
            time.sleep(_STEP_SECONDS)
        with self._store.reading() as db:
            row = work.standing(db, subject)
        with self._mutex:
            return _outcome(row, self._trouble.get(subject))

    def trouble(self) -> Trouble | None:
        """The newest misconfiguration that still holds, as far as this process knows."""
        # By then it was tried again, here or by another process.
        over = self._clock() - timedelta(seconds=2 * MISCONFIGURED_SECONDS[1])
        with self._mutex:
            self._trouble = {subject: each for subject, each in self._trouble.items() if each.at > over}
            return max((each for each in self._trouble.values() if each.ours), key=lambda each: each.at, default=None)

    def _end_of_look(self, seen: work.Due, stop: Stop) -> _End:
        began, outcome = time.perf_counter(), "done"
        try:
            wake = self._look(seen.subject, stop)
        except Exception as error:
            outcome = outcome_of(error)
            self._note(seen.subject, error)
            return self._end_of_failure(seen, error)
        finally:
            LOOKS.labels(seen.subject.partition(":")[0], outcome).observe(time.perf_counter() - began)
        with self._mutex:
            self._trouble.pop(seen.subject, None)
        now = self._clock()
        if wake is FORGET:
            return partial(work.forget, seen=seen, now=now)
        later = None if wake is None else max(wake, now + SHORTEST_SLEEP)
        return partial(work.finish, seen=seen, wake=later, now=now)

    def _end_of_failure(self, seen: work.Due, error: Exception) -> _End:
        if isinstance(error, Misconfigured):
            return self._wait_for_repair(seen, error)
        if isinstance(error, Transient):
            return self._again(seen, error)
        if isinstance(error, Permanent) and not isinstance(error, Turned):
            return self._give_up(seen, error)
        if not isinstance(error, KeydeskError):
            _log.error("look failed for an unknown reason", exc_info=True)
        tries = seen.attempts + 1 if seen.error == type(error).__name__ else 1
        return self._again(seen, error) if tries < UNKNOWN_TRIES else self._give_up(seen, error)

    def _note(self, subject: str, error: Exception) -> None:
        kind = type(error).__name__
        person = error.person if isinstance(error, KeydeskError) else f"Something unforeseen: {kind}."
        with self._mutex:
            self._trouble[subject] = Trouble(kind, person, self._clock(), isinstance(error, Misconfigured))

    def _again(self, seen: work.Due, error: Exception) -> _End:
        now = self._clock()
        asked = (error.wait if isinstance(error, Transient) else None) or timedelta()
        wait = max(min(asked, LONGEST_ASKED_WAIT), backoff(seen.attempts))
        _log.info("look fails", error=type(error).__name__, reason=_told(error), attempts=seen.attempts + 1, wait=wait)
        return partial(work.fail, seen=seen, due_at=now + wait, error=type(error).__name__, now=now)

    def _wait_for_repair(self, seen: work.Due, error: Misconfigured) -> _End:
        now, kind = self._clock(), type(error).__name__
        wait = timedelta(seconds=_random.uniform(*MISCONFIGURED_SECONDS))
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


def _outcome(row: work.Standing | None, trouble: Trouble | None) -> Outcome:
    if row is None:
        return Outcome("not one of ours", well=True)
    why = f": {trouble.person}" if trouble else ""
    if row.dead_at is not None:
        return Outcome(f"given up ({row.error}){why}", well=False)
    if row.due_at is None:
        return Outcome("looked at; again when there is news", well=True)
    when = f"again at {row.due_at:%Y-%m-%d %H:%M:%S} UTC"
    if row.error is not None:
        return Outcome(f"failed ({row.error}), {when}{why}", well=False)
    return Outcome(f"looked at; {when}", well=True)


def backoff(attempts: int) -> timedelta:
    """5 seconds doubled with every attempt before, at most 15 minutes; up to a half less, lest all come at once."""
    longest = min(FIRST_WAIT * 2.0 ** min(attempts, 10), LONGEST_WAIT)
    return timedelta(seconds=longest.total_seconds() * _random.uniform(0.5, 1.0))


def _told(error: Exception) -> str | None:
    """Words of our own alone: a library's may quote what was asked or answered."""
    return error.log if isinstance(error, KeydeskError) else None
