"""A check that somebody watches: it runs in a thread of its own, and tells what it finds as it finds it.

It goes on to its end when nobody watches any more, so that a key that was handed in is kept or refused whatever becomes
of the browser. What passes through here are findings, never a value.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from queue import SimpleQueue

import structlog

from app.core.findings import AreaFinding, Tell
from app.errors import KeydeskError
from app.flow.handing_in import HandIn

_log = structlog.get_logger(__name__)


class Watch:
    """One check, from its first finding on: `begun()` returns when there is one, or when the check has ended."""

    def __init__(self, executor: Executor, check: Callable[[Tell], HandIn]) -> None:
        self._told: SimpleQueue[AreaFinding | None] = SimpleQueue()
        self._check: Future[HandIn] = executor.submit(check, self._told.put)
        self._check.add_done_callback(lambda _: self._told.put(None))
        self._first: AreaFinding | None = None

    def begun(self) -> "Watch":
        """Raises what ended the check before it found anything."""
        self._first = self._told.get()
        if self._first is None:
            self._check.result()
        return self

    def areas(self) -> Iterator[AreaFinding]:
        """Each area's finding, waited for; to be asked once, and before `end`."""
        finding = self._first
        while finding is not None:
            yield finding
            finding = self._told.get()

    def end(self) -> HandIn | str:
        """What became of it, waited for; or in words for people why nothing did."""
        try:
            return self._check.result()
        except KeydeskError as error:
            _log.warning("check of a key failed", error=error.log)
            return error.person
        except Exception as error:
            _log.error("check of a key failed for an unknown reason", exc_info=True)
            return f"Something unforeseen happened ({type(error).__name__}). Please tell whoever operates Keydesk."
