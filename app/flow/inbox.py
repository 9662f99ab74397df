"""Where hints come in: a webhook, the console or a command says "look at this", and it is kept before it is answered.

Hints that come while another commit is under way share the next one: durable acknowledgements cost a commit together,
not one each. Nobody is answered before the commit that holds his hint.
"""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from app.store import work
from app.store.session import Store


class Inbox:
    """Belongs to one event loop; writes in one thread of its own. `wake` is called after each commit."""

    def __init__(self, store: Store, clock: Callable[[], datetime], wake: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._wake = wake
        self._waiting: list[tuple[str, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "inbox")

    async def mark(self, subject: str) -> None:
        """Returns when it is certain that the subject will be looked at; Transient when that could not be kept."""
        kept = asyncio.get_running_loop().create_future()
        self._waiting.append((subject, kept))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await kept

    def close(self) -> None:
        """Ends after what is being written; to be called when nobody marks any more."""
        self._thread.shutdown()

    async def _write_all(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await loop.run_in_executor(self._thread, self._commit, {subject for subject, _ in batch})
            except Exception as error:
                _settle(batch, error)
            else:
                _settle(batch, None)

    def _commit(self, subjects: Collection[str]) -> None:
        now = self._clock()
        with self._store.writing() as db:
            work.mark_all(db, dict.fromkeys(subjects, now))
        self._wake()


def _settle(batch: Collection[tuple[str, "asyncio.Future[None]"]], error: Exception | None) -> None:
    """Answers everybody who still waits: a connection that was closed meanwhile cancelled its wait."""
    for _, kept in batch:
        if kept.done():
            continue
        if error is None:
            kept.set_result(None)
        else:
            kept.set_exception(error)
