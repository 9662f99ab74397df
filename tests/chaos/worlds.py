"""A world that is unkind all the time, and a database that cannot be written to for a while: tickets are delivered all
the same.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from app.demo.helpdesk.webhooks import doubled, dropped, reversed_order
from app.errors import Transient
from tests.chaos.judge import refusals, violations
from tests.chaos.library import BIBS, BOTH, SANDBOX, Library, Run
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment, Request

_LONG_AGO = "2020-01-01"


@dataclass(frozen=True, slots=True)
class World:
    """`begin` makes it unkind; `ahead` is how far Keydesk's clock is ahead of everybody else's."""

    name: str
    begin: Callable[[Run], object] = lambda _run: None
    ahead: timedelta = timedelta()


def _lagging_search(run: Run) -> None:
    run.scene.desk.search_lag = run.scene.desk.match_lag = timedelta(minutes=2)


def _short_pages(run: Run) -> None:
    run.scene.desk.page_size = 2


def _lagging_lists(run: Run) -> None:
    run.scene.vault.account.list_lag = 2


def _backwards(run: Run) -> None:
    """What came in since the last look arrives with the newest first."""
    webhooks, work = run.scene.desk.webhooks, run.work

    def backwards() -> int:
        webhooks.release(reversed_order)
        run.scene.desk.settle()
        webhooks.hold()
        return work()

    webhooks.hold()
    run.work = backwards


WORLDS: tuple[World, ...] = (
    World("search two minutes behind", _lagging_search),
    World("pages of two", _short_pages),
    World("new items missing from two lists", _lagging_lists),
    World("webhooks doubled", lambda run: setattr(run.scene.desk.webhooks, "tamper", doubled)),
    World("webhooks missing", lambda run: setattr(run.scene.desk.webhooks, "tamper", dropped)),
    World("webhooks in reverse order", _backwards),
    World("our clock ten minutes ahead", ahead=timedelta(minutes=10)),
    World("our clock ten minutes behind", ahead=timedelta(minutes=-10)),
    World("our clock a day ahead", ahead=timedelta(days=1)),
    World("our clock a day behind", ahead=timedelta(days=-1)),
)


def live_in(library: Library, world: World) -> Outcome:
    with library.run(lambda: library.clock() + world.ahead, FROM=_LONG_AGO) as run:
        run.stocks("sandbox", BIBS, 3)
        world.begin(run)
        for wants, by in ((BOTH, run.scene.people.dana), (SANDBOX, run.scene.people.omar)):
            run.opens(wants, by, draft=True)
        run.goes_on()
        run.scene.desk.webhooks.release(dropped)
        return Outcome(world.name, [*violations(run), *refusals(run)])


@dataclass(frozen=True, slots=True)
class Outage:
    """The database cannot be written to within this block."""

    name: str
    lasts: Callable[[Run], AbstractContextManager[object]]


@contextlib.contextmanager
def _locked(run: Run) -> Iterator[None]:
    with contextlib.closing(sqlite3.connect(_path(run), isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextlib.contextmanager
def _full(run: Run) -> Iterator[None]:
    _tell_writer(run, "PRAGMA max_page_count = 1")
    yield
    _tell_writer(run, "PRAGMA max_page_count = 1073741823")


OUTAGES: tuple[Outage, ...] = (Outage("database locked", _locked), Outage("disk full", _full))


def without_database(library: Library, outage: Outage, numbers: Iterator[int]) -> Iterator[Outcome]:
    """From each request on, until Keydesk has nothing left that it could do; a run for each number."""
    for n in numbers:
        with library.run() as run:
            run.scene.desk.webhooks.retry_after(0.05)
            _tell_writer(run, "PRAGMA busy_timeout = 1")
            run.stocks("sandbox", BIBS, 3)
            run.opens(BOTH, draft=True)
            away = _Away(run, outage, n)
            library.traffic.begin(away)
            run.work = away.work
            run.goes_on()
            yield Outcome(away.described, [*violations(run), *refusals(run)])
            if away.at is None:
                return


class _Away:
    def __init__(self, run: Run, outage: Outage, n: int) -> None:
        self._run, self._outage, self._n = run, outage, n
        self._work = run.work
        self._lasting = contextlib.ExitStack()
        self.at: Request | None = None

    @property
    def described(self) -> str:
        return f"{self._outage.name}, {self._n}: at {self.at.name}" if self.at else ""

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        if request.n == self._n and moment is Moment.BEFORE and self.at is None:
            self.at = request
            self._lasting.enter_context(self._outage.lasts(self._run))
        return None

    def work(self) -> int:
        """What is due, as far as the database allows; then it is well again."""
        try:
            return self._work()
        except Transient:
            return 0
        finally:
            self._lasting.close()


def _tell_writer(run: Run, statement: str) -> None:
    connection = run.house.store._writer.raw_connection()
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()


def _path(run: Run) -> Path:
    return Path(run.environment["DATABASE_URL"].removeprefix("sqlite:///"))
