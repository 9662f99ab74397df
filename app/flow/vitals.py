"""How this installation is, in a few yes-or-no answers for whoever watches it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.rules.reviewing import QUIET
from app.errors import Misconfigured, names_of
from app.flow.worker import Worker
from app.store import keys, work
from app.store.schema import is_current
from app.store.session import Store

#: The worker hands out work once a second. Looks that wait for Jira, Alma or 1Password may take some minutes.
LONGEST_PAUSE, LONGEST_DUE = timedelta(minutes=1), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Vitals:
    """`unreachable` gives the statuses that could not be set lately."""

    store: Store
    worker: Worker
    clock: Callable[[], datetime]
    unreachable: Callable[[], object]

    def checks(self) -> Mapping[str, Callable[[], bool]]:
        """What the heartbeat tells, by name."""
        return {
            "database": self._database_answers,
            "worker": self._worker_beats,
            "settings": self._nothing_misconfigured,
            "work": self._work_is_done,
            "answers": self._nothing_waits_for_long,
            "statuses": lambda: not self.unreachable(),
        }

    def _database_answers(self) -> bool:
        with self.store.reading() as db:
            return is_current(db)

    def _worker_beats(self) -> bool:
        """Whether the worker of this process, if it has one, still hands out work."""
        beat = self.worker.health().beat
        return beat is None or self.clock() - beat < LONGEST_PAUSE

    def _nothing_misconfigured(self) -> bool:
        """Whether no look, of whichever process, waits for somebody to mend our rights, credentials or settings."""
        with self.store.reading() as db:
            return not names_of(Misconfigured) & work.counts(db, self.clock()).failing.keys()

    def _work_is_done(self) -> bool:
        """Whether nothing has been due for long: then no worker runs anywhere, or none gets along."""
        with self.store.reading() as db:
            oldest = work.oldest_due(db)
        return oldest is None or self.clock() - oldest < LONGEST_DUE

    def _nothing_waits_for_long(self) -> bool:
        """Whether for an hour nothing has waited in vain for an answer of Jira, the vault or the keys' service."""
        with self.store.reading() as db:
            since = [work.failing_since(db), keys.unanswered_since(db)]
        return all(each is None or self.clock() - each < QUIET for each in since)
