"""Several processes on one database, some of which die and some of which are told to stop, while tickets come in."""

import json
import random
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess

import httpx
from sqlalchemy import func, select
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.store.models import work
from tests.chaos.judge import refusals, violations
from tests.chaos.library import BIBS, BOTH, SANDBOX, Library, Run
from tests.chaos.people import another
from tests.chaos.process import Place, serve, start
from tests.chaos.process import work as work_on
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment, Request, Server

TICKET = re.compile(r"/issue/(\d+)")
_PRODUCTION = {"production": BIBS}
_OF_ONE = 4


class Balancer:
    """Hands each webhook to the next web process that answers."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._client = httpx.AsyncClient(trust_env=False, timeout=5)
        self._turn = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
        status = await self._passed_on(scope["path"], headers, body)
        await Response(status_code=status)(scope, receive, send)

    async def _passed_on(self, path: str, headers: list[tuple[bytes, bytes]], body: bytes) -> int:
        for _ in self._ports:
            self._turn += 1
            url = f"http://127.0.0.1:{self._ports[self._turn % len(self._ports)]}{path}"
            try:
                return (await self._client.post(url, content=body, headers=headers)).status_code
            except httpx.HTTPError:
                continue
        return 503


@dataclass
class Overlaps:
    """Two requests about one ticket under way at once: a look makes its calls one after the other, so that there were
    two looks. What was under way when a process died does not count: its request outlives it.
    """

    killed_at: float = 0.0
    found: list[str] = field(default_factory=list)
    _under_way: dict[str, dict[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        named = TICKET.search(request.name)
        if request.server is not Server.DESK or named is None or moment is Moment.DONE:
            return None
        with self._lock:
            others = self._under_way.setdefault(named[1], {})
            if moment is Moment.ANSWERED:
                others.pop(request.n, None)
            else:
                if [began for began in others.values() if began > self.killed_at]:
                    self.found.append(f"two looks at ticket {named[1]} at once")
                others[request.n] = time.monotonic()
        return None


class Fleet:
    """Use `running`. `kill` and `stop` are what happens to machines and in deployments."""

    def __init__(self, run: Run, workers: int, webs: int) -> None:
        self._place = place_of(run)
        self._ports = [_free_port() for _ in range(webs)]
        self.workers = [self._worker() for _ in range(workers)]
        self.webs = [self._web(port) for port in self._ports]
        self.balancer = Balancer(self._ports)
        self.overlaps = Overlaps()
        self.kills = self.stops = 0
        self.violations: list[str] = []

    @classmethod
    @contextmanager
    def running(cls, run: Run, workers: int, webs: int) -> Iterator["Fleet"]:
        fleet = cls(run, workers, webs)
        run.library.stand_in_front(fleet.balancer)
        run.scene.desk.webhooks.retry_after(0.2)
        try:
            yield fleet
        finally:
            for each in [*fleet.workers, *fleet.webs]:
                each.kill()
                each.join()

    def kill(self, which: random.Random) -> None:
        """One process dies without a word, and another one is started in its place."""
        self.kills += 1
        self.overlaps.killed_at = time.monotonic()
        n = which.randrange(len(self.workers) + len(self.webs))
        if n < len(self.workers):
            self._end(self.workers[n])
            self.workers[n] = self._worker()
        else:
            n -= len(self.workers)
            self._end(self.webs[n])
            self.webs[n] = self._web_at(n)

    def _end(self, process: ForkServerProcess) -> None:
        if not process.is_alive():
            self.violations.append(f"a process had ended by itself, with {process.exitcode}")
        process.kill()
        process.join()

    def replace_all(self) -> None:
        """A rolling deployment: one after the other is told to stop, ends what it is doing, and is replaced."""
        for processes, anew in ((self.workers, lambda _n: self._worker()), (self.webs, self._web_at)):
            for n, old in enumerate(processes):
                old.terminate()
                old.join(30)
                self.stops += 1
                if old.exitcode not in (0, -signal.SIGTERM):
                    self.violations.append(f"a process that was told to stop ended with {old.exitcode}")
                processes[n] = anew(n)

    def another_worker(self) -> ForkServerProcess:
        return self._worker()

    def _web_at(self, n: int) -> ForkServerProcess:
        return self._web(self._ports[n])

    def _worker(self) -> ForkServerProcess:
        return start(work_on, self._place)

    def _web(self, port: int) -> ForkServerProcess:
        return start(serve, self._place, port)


def place_of(run: Run) -> Place:
    library = run.library
    return Place(run.environment, library.folder / "clock", library.log, library.scene.vault.url)


def storm(library: Library, *, tickets: int, kills: int, workers: int, webs: int, seed: int) -> Outcome:
    """So many tickets, and so many deaths while they are on their way; and, halfway, a rolling deployment."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    with library.run() as run, Fleet.running(run, workers, webs) as fleet:
        library.traffic.begin(fleet.overlaps)
        _open(run, tickets)
        _until_over(run, fleet, kills, chance)
        wrong = [*violations(run), *refusals(run), *fleet.overlaps.found, *fleet.violations, *looks_at_once(library)]
        done = f"{tickets} tickets, {workers} workers, {webs} web, {fleet.kills} killed, {fleet.stops} stopped"
        return Outcome(f"{done} (seed {seed})", wrong)


def _open(run: Run, tickets: int) -> None:
    """Two in three from stock, one in three by order, some for both; every fourth has to be asked first."""
    run.stocks("sandbox", BIBS, tickets)
    by = ""
    for n in range(tickets):
        by = by if n % _OF_ONE else another(run.scene)
        run.opens((SANDBOX, _PRODUCTION, SANDBOX, BOTH)[n % 4], by, draft=n % 4 == 0)


def _until_over(run: Run, fleet: Fleet, kills: int, chance: random.Random, minutes: float = 15) -> None:
    until = time.monotonic() + minutes * 60
    pause = _Pause(chance, kills)
    while time.monotonic() < until:
        acted = [each for each in run.requests if each.act()]
        over = sum(each.over for each in run.requests)
        if over == len(run.requests) and fleet.kills >= kills and _nothing_due(run):
            return
        if fleet.kills < kills and pause.over():
            fleet.kill(chance)
        if fleet.stops == 0 and over >= len(run.requests) // 2:
            fleet.replace_all()
        if not acted and _nothing_due(run):
            run.wait_for_tickets()
        time.sleep(0.05)


class _Pause:
    """Between two deaths: half a second on the average."""

    def __init__(self, chance: random.Random, _kills: int) -> None:
        self._chance = chance
        self._until = time.monotonic() + 1

    def over(self) -> bool:
        if time.monotonic() < self._until:
            return False
        self._until = time.monotonic() + self._chance.uniform(0.1, 0.9)
        return True


def _nothing_due(run: Run) -> bool:
    with run.house.store.reading() as db:
        return db.scalar(select(func.count()).where(work.c.due_at <= run.clock())) == 0


def looks_at_once(library: Library) -> list[str]:
    """Two looks at one subject whose lines in the log are mingled."""
    last: dict[str, list[str]] = {}
    for line in library.written().splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if "look" in told and "subject" in told:
            looks = last.setdefault(told["subject"], [])
            if not looks or looks[-1] != told["look"]:
                looks.append(told["look"])
    return [f"mingled looks at {subject}" for subject, looks in last.items() if max(Counter(looks).values()) > 1]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
