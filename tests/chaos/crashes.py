"""A crash at any line: one ticket, a worker that is killed at the n-th point, and others that go on after it.

A point is a request of the worker (before it is done, after it is done and before it is answered, after it is answered)
or a commit (before, after). Nothing lists the points: n grows until a run ends without a kill.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum

from tests.chaos.judge import refusals, violations
from tests.chaos.library import BIBS, BOTH, SANDBOX, Library, Run
from tests.chaos.people import another
from tests.chaos.process import Commit, Death, Place, fill_stock, fresh_count, hand_in, start, until_idle
from tests.chaos.report import Outcome
from tests.chaos.traffic import DROP, Fault, Moment, Request

#: A look that finds its subject locked by a process that has just died is over too soon; a few more settle it.
_MOST_PROCESSES = 200


class Point(Enum):
    """Where a worker dies; the value is what the table says."""

    BEFORE = "before a request is done"
    DONE = "before it is answered"
    ANSWERED = "after it is answered"
    BEFORE_COMMIT = "before a commit"
    AFTER_COMMIT = "after a commit"


_MOMENTS = {Point.BEFORE: Moment.BEFORE, Point.DONE: Moment.DONE, Point.ANSWERED: Moment.ANSWERED}
_COMMITS = {Point.BEFORE_COMMIT: Commit.BEFORE, Point.AFTER_COMMIT: Commit.AFTER}


def sweep(library: Library, point: Point, numbers: Iterator[int], by_command: bool = False) -> Iterator[Outcome]:
    """A run for each number, until one ends without a kill. `by_command`: `keydesk deposit` dies, and not a worker."""
    for n in numbers:
        with library.run() as run:
            killed, where = crash(run, point, n, by_command)
            yield Outcome(f"{point.value} {n} ({where})" if killed else "", [*violations(run), *refusals(run)])
            if not killed:
                return


def filling(library: Library, point: Point, numbers: Iterator[int]) -> Iterator[Outcome]:
    """The same for `keydesk stock add`: it is given two keys, dies, and is given them again. Both lie there once, and
    serve the next requests.
    """
    for n in numbers:
        with library.run() as run:
            values = [run.scene.make_key("sandbox", BIBS) for _ in range(2)]
            mortal = Mortal(run, point, n)
            library.traffic.begin(mortal.strike)
            while mortal.fill_stock(values) == signal.SIGKILL:
                continue
            wrong = list(_lie_once(run, values))
            for _ in values:
                run.opens(SANDBOX, another(run.scene))
            run.goes_on()
            yield Outcome(f"{point.value} {n} ({mortal.where})" if mortal.died else "", [*wrong, *violations(run)])
            if not mortal.died:
                return


def _lie_once(run: Run, values: list[str]) -> Iterator[str]:
    lying = Counter(item.value() for item in run.items("OP_STOCK_VAULT") if not item.archived)
    if lying != Counter(values):
        yield f"of two keys {sorted(lying.values())} lie in the stock"


def crash(run: Run, point: Point, n: int, by_command: bool) -> tuple[bool, str]:
    """Play a ticket with a process that dies once; whether it did, and at what."""
    run.stocks("sandbox", BIBS, 2)
    ticket = run.opens(BOTH, draft=not by_command)
    mortal = Mortal(run, point, n)
    if by_command:
        ticket.hand_in = mortal.hand_in
    else:
        run.work = mortal.work
    run.library.traffic.begin(mortal.strike)
    run.goes_on()
    return mortal.died, mortal.where


class Mortal:
    """Processes one after the other, of which one is killed at the point."""

    def __init__(self, run: Run, point: Point, n: int) -> None:
        library = run.library
        self._place = Place(run.environment, library.folder / "clock", library.log, library.scene.vault.url)
        self._moment, self._n, self._seen = _MOMENTS.get(point), n, 0
        commit = _COMMITS.get(point)
        self._death = Death(n, commit, fresh_count(library.folder / "commits")) if commit else None
        self._pid: int | None = None
        self.died, self.where = False, "commit"

    def work(self) -> int:
        """A worker, until it is idle or dead; 0 if it found nothing to do."""
        return self._run(until_idle)

    def hand_in(self, order: str, value: str) -> bool:
        """Whether the command said that the key was handed in, now or before."""
        return self._run(hand_in, order, value) in (0, 2)

    def fill_stock(self, values: list[str]) -> int:
        """How the command ended: 0, 2 where a key lay there already, or the signal that killed it."""
        return self._run(fill_stock, "\n".join(values))

    def _run(self, target: Callable[..., None], *arguments: str) -> int:
        process = start(target, self._place, None if self.died else self._death, *arguments)
        self._pid = process.pid
        process.join()
        self._pid = None
        if process.exitcode == -signal.SIGKILL:
            self.died = True
        elif process.exitcode not in (0, 2, 3, 4):
            raise RuntimeError(f"a process ended with {process.exitcode}")
        return abs(process.exitcode)

    def strike(self, request: Request, moment: Moment) -> Fault | None:
        if self.died or moment is not self._moment or self._pid is None:
            return None
        self._seen += 1
        if self._seen != self._n:
            return None
        self.died, self.where = True, request.name
        os.kill(self._pid, signal.SIGKILL)
        return DROP if moment is not Moment.ANSWERED else None
