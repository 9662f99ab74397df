"""The library and the Keydesks in it: servers started once and used for some runs, a fresh database for every run."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from starlette.types import ASGIApp, Receive, Scope, Send

from app.demo.helpdesk.records import Ticket
from app.demo.helpdesk.webhooks import as_they_are, dropped
from app.demo.loopback import Loopback
from app.demo.onepassword import Item
from app.demo.scene import Scene, playing
from app.main import House, assemble, create_app
from app.settings import Settings, take_environment
from app.store import work
from app.store.models import work as work_table
from app.store.schema import migrate
from tests.chaos.clock import Clock
from tests.chaos.logs import logging_to
from tests.chaos.people import Request, opens
from tests.chaos.traffic import Traffic
from tests.store.databases import named, on_server

#: The history of the local help desk grows with every run, and its searches with it.
RUNS_IN_A_LIBRARY = 25

BIBS = {"bibs": "read-only"}
BOTH = {"production": BIBS, "sandbox": BIBS}
SANDBOX = {"sandbox": BIBS}


class Switch:
    """Serves whichever application stands behind it at the moment."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is not None:
            await self.app(scope, receive, send)


@dataclass
class Run:
    """One Keydesk from its first second on. `stock` holds the values of the keys that were made beforehand."""

    library: "Library"
    house: House
    environment: Mapping[str, str]
    requests: list[Request] = field(default_factory=list)
    stock: list[str] = field(default_factory=list)
    work: Callable[[], int] = lambda: 0

    @property
    def scene(self) -> Scene:
        return self.library.scene

    @property
    def clock(self) -> Clock:
        return self.library.clock

    def opens(
        self, wants: Mapping[str, Mapping[str, str]], by: str = "", *, draft: bool = False, project: str | None = None
    ) -> Request:
        self.requests.append(opens(self.scene, wants, by, draft=draft, project=project))
        return self.requests[-1]

    def stocks(self, environment: str, grants: Mapping[str, str], count: int = 1) -> None:
        self.stock += [self.scene.stock_key(environment, grants) for _ in range(count)]

    def items(self, vault: str) -> list[Item]:
        """All items of a vault, archived ones too; `vault` is the setting that names it."""
        return list(self.scene.vault.account.vaults[self.scene.settings[vault]].items.values())

    def settle(self) -> None:
        """Until no webhook is under way and nothing is due now."""
        while True:
            self.scene.desk.settle()
            if not self.work():
                return

    def goes_on(self, requests: Sequence[Request] | None = None, rounds: int = 60) -> bool:
        """People and Keydesk do what is theirs to do, hours if need be, until the requests are over; whether they are.

        After each round in which nobody had anything to do, it is the next moment at which Keydesk wants to look.
        """
        wanted = self.requests if requests is None else requests
        for _ in range(rounds):
            self.settle()
            if [each for each in self.requests if each.act()]:
                continue
            if all(each.over and self._at_rest(each) for each in wanted):
                return True
            self.wait()
        return False

    def _at_rest(self, request: Request) -> bool:
        with self.house.store.reading() as db:
            row = work.standing(db, f"ticket:{request.id}")
        return row is not None and row.due_at is None

    def wait(self) -> None:
        """The next moment at which Keydesk wants to look at something."""
        self._wait_until(self._next_due())

    def wait_for_tickets(self) -> None:
        """The next moment at which it wants to look at a ticket, days ahead perhaps; the sweeps are late then."""
        self._wait_until(self._next_due("ticket:") or self._next_due())

    def _next_due(self, subjects: str = "") -> datetime | None:
        with self.house.store.reading() as db:
            due: datetime | None = db.scalar(
                select(func.min(work_table.c.due_at)).where(work_table.c.subject.startswith(subjects))
            )
        return due

    def _wait_until(self, due: datetime | None) -> None:
        now = self.house.clock()
        self.clock.advance(max(due - now, timedelta()) + timedelta(milliseconds=1) if due else timedelta(minutes=3))

    def keep_copy(self) -> None:
        """A backup of the SQLite database, as an operator makes it while Keydesk runs."""
        with (
            contextlib.closing(sqlite3.connect(self._path)) as here,
            contextlib.closing(sqlite3.connect(self._path.with_name("copy"))) as there,
        ):
            here.backup(there)

    def restore_copy(self) -> None:
        """Keydesk is stopped, the copy is put back, and Keydesk is started again."""
        close(self.house)
        for file in self._path.parent.glob("keydesk.db*"):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copy(self._path.with_name("copy"), self._path)
        self._path.chmod(0o600)
        self.house = house_of(self.environment, self.clock)
        _ = self.house.first_start, self.house.desk.me()
        self.work = self.house.worker.until_idle
        self.library.stand_in_front(create_app(self.house))

    @property
    def _path(self) -> Path:
        return Path(self.environment["DATABASE_URL"].removeprefix("sqlite:///"))

    def retry(self) -> list[str]:
        """What an operator does with what was given up: try it again. The subjects."""
        with self.house.store.writing() as db:
            dead = [each.subject for each in work.dead(db)]
            for subject in dead:
                work.revive(db, subject, self.clock())
        return dead


class Library:
    """Use `Library.opened()`. `log` is the file into which every Keydesk of it writes."""

    def __init__(self, folder: Path, postgres: bool) -> None:
        self.folder = folder
        self.clock = Clock(folder / "clock")
        self.log = folder / "log"
        self._postgres = postgres
        self._switch = Switch()
        self._web = Loopback(self._switch)
        self._scene = contextlib.ExitStack()
        self._runs = 0
        self._template = self._new_database("template")
        migrate(self._template)
        self._open()

    @classmethod
    @contextlib.contextmanager
    def opened(cls, postgres: bool = False) -> Iterator["Library"]:
        with tempfile.TemporaryDirectory(prefix="keydesk-chaos-") as folder, logging_to(Path(folder) / "log"):
            library = cls(Path(folder), postgres)
            library._web.start()
            try:
                yield library
            finally:
                library._web.stop()
                library._scene.close()
                library._drop_database(library._template)

    @contextlib.contextmanager
    def beside(self, run: Run, **settings: str) -> Iterator[Run]:
        """A second Keydesk in the library of a run, on a database of its own; only its sweep finds tickets."""
        url = self._new_database(f"beside{self._runs}", self._template)
        environment = {**run.environment, "DATABASE_URL": url, **settings}
        house = house_of(environment, self.clock)
        _ = house.first_start, house.desk.me()
        with house.store.writing() as db:
            work.mark_all(db, {"sweep:alma": self.clock()})
        try:
            yield Run(self, house, environment, work=house.worker.until_idle)
        finally:
            close(house)
            self._drop_database(url)

    def stand_in_front(self, app: ASGIApp) -> None:
        """Webhooks of the present run go to this application instead of the run's own."""
        self._switch.app = app

    def written(self) -> str:
        """What all Keydesks of the present run have logged."""
        return self.log.read_text(errors="replace")

    def _open(self) -> None:
        self._scene.close()
        self.scene = self._scene.enter_context(playing(self.clock, None))
        self.scene.alma.per_second = 1_000_000
        self.traffic = Traffic(self.scene)

    def _send_webhooks(self) -> None:
        secret = self.scene.settings["JIRA_WEBHOOK_SECRETS"]
        self.scene.desk.webhooks.send_to(f"{self._web.url}/webhooks/jira", secret)

    @contextlib.contextmanager
    def run(self, clock: Callable[[], datetime] | None = None, **settings: str) -> Iterator[Run]:
        """A fresh Keydesk, alone in the library."""
        self._runs += 1
        if self._runs % RUNS_IN_A_LIBRARY == 0:
            self._open()
        self._empty()
        os.truncate(self.log, 0)
        url = self._new_database(f"run{self._runs}", self._template)
        environment = {**self.scene.settings, "DATABASE_URL": url, **settings}
        house = house_of(environment, clock or self.clock)
        _ = house.first_start, house.desk.me()
        with house.store.writing() as db:
            work.mark_all(db, {"sweep:alma": self.clock()})
        self._switch.app = create_app(house)
        self._send_webhooks()
        run = Run(self, house, environment, work=house.worker.until_idle)
        try:
            yield run
        finally:
            self.traffic.end()
            self.scene.desk.settle()
            self._switch.app = None
            close(run.house)
            self._drop_database(url)

    def _empty(self) -> None:
        """What is left of the run before is taken out of the way."""
        desk, vault = self.scene.desk, self.scene.vault
        desk.webhooks.send_to(None)
        desk.webhooks.tamper = as_they_are
        desk.webhooks.release(dropped)
        desk.page_size, desk.search_lag, desk.match_lag = 100, timedelta(), timedelta()
        vault.account.list_lag = 0
        for ticket in desk.now().all(Ticket):
            if not ticket.deleted:
                desk.delete_ticket(ticket, desk.bot)
        for memory in (desk.calls, desk.violations, vault.messages, vault.refused, vault.shares.made):
            memory.clear()
        for each in vault.account.vaults.values():
            each.items.clear()

    def _new_database(self, name: str, template: str | None = None) -> str:
        if self._postgres:
            database = f"keydesk_{uuid4().hex[:12]}"
            copied = f" TEMPLATE {template.rsplit('/', 1)[1]}" if template else ""
            on_server(f"CREATE DATABASE {database}{copied}")
            return named(database)
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        path = folder / "keydesk.db"
        if template:
            shutil.copy(template.removeprefix("sqlite:///"), path)
            path.chmod(0o600)
        return f"sqlite:///{path}"

    def _drop_database(self, url: str) -> None:
        if self._postgres:
            on_server(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")
        else:
            shutil.rmtree(Path(url.removeprefix("sqlite:///")).parent)


def house_of(environment: Mapping[str, str], clock: Callable[[], datetime]) -> House:
    """A Keydesk with these settings. It does not wait between its tries: the clock stands for that."""
    read = take_environment({f"KEYDESK_{name}": value for name, value in environment.items()}, None)
    return assemble(Settings.load(read), clock, sleep=lambda _: None)


def close(house: House) -> None:
    house.inbox.close()
    if house.vault is not None:
        house.vault.close()
    house.store.close()
