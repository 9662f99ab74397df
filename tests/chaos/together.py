"""Processes that get in each other's way: one that goes on where another died, and two installations by mistake."""

import threading
import time
from collections import Counter

from app.store import work
from tests.chaos.fleet import TICKET, Fleet, place_of
from tests.chaos.library import BIBS, SANDBOX, Library, Run
from tests.chaos.people import another
from tests.chaos.process import start, until_idle
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment, Request

_TAKEN_OVER_WITHIN = 2.0


def taken_over(library: Library) -> Outcome:
    """A worker dies in the middle of a look, and another one goes on with that ticket within two seconds."""
    with library.run() as run, Fleet.running(run, 1, 0) as fleet:
        hanging = _Hanging(run.opens(SANDBOX).id)
        library.traffic.begin(hanging)
        _look_at(run, run.requests[0].id)
        hanging.reached.wait(30)
        fleet.workers.append(fleet.another_worker())
        other = run.opens(SANDBOX, run.scene.people.omar).id
        _look_at(run, other)
        hanging.wait_for_request_about(other)
        fleet.workers[0].kill()
        died = time.monotonic()
        hanging.release.set()
        taken = hanging.taken.wait(10)
        seconds = time.monotonic() - died
        wrong = [] if taken and seconds < _TAKEN_OVER_WITHIN else [f"taken over after {seconds:.1f} s"]
        return Outcome(f"a look taken over after {seconds:.2f} s", wrong)


class _Hanging:
    """The first request about a ticket hangs until its client is dead; the next one means that it was taken over."""

    def __init__(self, ticket: str) -> None:
        self._ticket = ticket
        self._seen: set[str] = set()
        self._changed = threading.Condition()
        self.reached, self.release, self.taken = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        named = TICKET.search(request.name)
        if moment is not Moment.BEFORE or named is None:
            return None
        with self._changed:
            self._seen.add(named[1])
            self._changed.notify_all()
        if named[1] == self._ticket and self.reached.is_set():
            self.taken.set()
        elif named[1] == self._ticket:
            self.reached.set()
            self.release.wait(60)
        return None

    def wait_for_request_about(self, ticket: str) -> None:
        with self._changed:
            self._changed.wait_for(lambda: ticket in self._seen, 30)


def _look_at(run: Run, ticket: str) -> None:
    with run.house.store.writing() as db:
        work.mark(db, f"ticket:{ticket}", run.clock())


def twins(library: Library, tickets: int) -> Outcome:
    """Two installations with one stock vault, by mistake: no key of it ever serves two tickets."""
    with library.run() as run:
        project = run.scene.desk.project("TEST", "Try-outs")
        only_there = {"JIRA_PROJECTS": project.id, "ALMA_QUEUE_JQL": "project = TEST AND statusCategory != Done"}
        with library.beside(run, **only_there, SECRET_KEY="another secret of the other installation") as other:
            run.stocks("sandbox", BIBS, tickets)
            for n in range(tickets):
                (run if n % 2 else other).opens(SANDBOX, another(run.scene), project=None if n % 2 else project.id)
            _both_go_on([run, other])
            opened = [
                run.scene.open_link(link, each.address)
                for each in [*run.requests, *other.requests]
                for link in run.scene.links_of(each.id)
            ]
        wrong = [] if len(opened) == tickets else [f"{len(opened)} links for {tickets} tickets"]
        wrong += [f"a key was given out {n} times" for n in Counter(opened).values() if n > 1]
        claims = [sum(tag.startswith("claimed:") for tag in item.tags) for item in run.items("OP_STOCK_VAULT")]
        wrong += [f"a stock item is claimed {n} times" for n in claims if n > 1]
        return Outcome(f"{tickets} tickets of two installations with one stock vault", wrong)


def _both_go_on(runs: list[Run]) -> None:
    """Each installation does what is due in a process of its own, both at the same time."""
    places = [place_of(run) for run in runs]
    for _ in range(60):
        runs[0].scene.desk.settle()
        processes = [start(until_idle, place, None) for place in places]
        for process in processes:
            process.join()
        if any(process.exitcode for process in processes):
            continue
        if [each for run in runs for each in run.requests if each.act()]:
            continue
        if all(each.over for run in runs for each in run.requests):
            return
        for run in runs:
            run.wait_for_tickets()
