"""Keydesk's worker as a process of its own, which can be killed: the program as it is, beside the stand-in for
1Password's native module, on the run's own time.

Processes are forked from one that has everything imported and has done nothing yet (`multiprocessing`'s fork server),
so that starting one costs some hundredths of a second.
"""

import io
import mmap
import multiprocessing
import os
import signal
import struct
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from enum import Enum
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any
from unittest import mock

import typer
import uvicorn
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from app import log, process
from app.cli import issuing
from app.core.secret import Secret
from app.demo import native
from app.errors import Permanent, Transient
from app.main import House, create_app
from tests.chaos.clock import Clock
from tests.chaos.library import close, house_of


class Commit(Enum):
    """When a process dies: just before a transaction that has written is committed, or just after."""

    BEFORE = "before commit"
    AFTER = "after commit"


@dataclass(frozen=True, slots=True)
class Death:
    """At the `n`-th commit of a run, counted over all its processes in the file `count`."""

    n: int
    at: Commit
    count: Path


@dataclass(frozen=True, slots=True)
class Place:
    """What a process has to know: settings by name, and where time, log and 1Password are."""

    environment: Mapping[str, str]
    clock: Path
    log: Path
    vault_url: str


def until_idle(place: Place, death: Death | None) -> None:
    """Do what is due, and end: with 0 if there was nothing, else with 3 (1 is what an uncaught exception makes)."""
    house = _house(place, death)
    with house.store.worker_lock():
        looks = house.worker.until_idle()
    close(house)
    sys.exit(3 if looks else 0)


def hand_in(place: Place, death: Death | None, order: str, value: str) -> None:
    """Hand a key in, as `keydesk deposit` does: 0 if it was kept, 2 if it could not be, 3 if it was not right, 4
    if it has to be tried again later."""
    house = _house(place, death)
    if house.depositor is None:
        raise RuntimeError("no vault is set")
    try:
        kept = house.depositor.hand_in(order, Secret(value), "cli:lsis").kept
    except Permanent:
        sys.exit(2)
    except Transient:
        sys.exit(4)
    sys.exit(0 if kept else 3)


def fill_stock(place: Place, death: Death | None, values: str) -> None:
    """Put keys into the stock, as `keydesk stock add` does: 0 if all were stored, 2 if one was not."""
    house = _house(place, death)
    sys.stdin = io.StringIO(values)
    with mock.patch.object(issuing, "open_house", return_value=house), redirect_stdout(io.StringIO()):
        try:
            issuing.add_stock("alma", "sandbox", "bibs=read-only")
        except typer.Exit as ended:
            sys.exit(2 if ended.exit_code else 0)


def work(place: Place) -> None:
    """Work until SIGTERM, as `keydesk worker` does."""
    house = _house(place, None)
    signal.signal(signal.SIGTERM, lambda *_: house.worker.stop())
    sys.exit(0 if house.worker.run() else 1)


def serve(place: Place, port: int) -> None:
    """Receive webhooks until SIGTERM, as `keydesk serve` does."""
    house = _house(place, None)
    house.desk.me()
    config = uvicorn.Config(create_app(house), port=port, access_log=False, log_config=None, lifespan="off")
    uvicorn.Server(config).run()


def context() -> ForkServerContext:
    """The fork server, with all that a worker needs imported."""
    started = multiprocessing.get_context("forkserver")
    started.set_forkserver_preload(["tests.chaos.process", "onepassword.client"])
    return started


def start(target: Any, *arguments: Any) -> ForkServerProcess:
    started = context().Process(target=target, args=arguments, daemon=True)
    started.start()
    return started


def _house(place: Place, death: Death | None) -> House:
    process.harden()
    with place.log.open("a", buffering=1) as stream:
        os.dup2(stream.fileno(), 2)
    log.configure("json", "DEBUG", sys.stderr)
    native.install(place.vault_url)
    if death is not None:
        _die_at(death)
    return house_of(place.environment, Clock(place.clock))


def _die_at(death: Death) -> None:
    count = _Count(death.count)
    moment = {Commit.BEFORE: False, Commit.AFTER: False}

    @event.listens_for(Engine, "before_cursor_execute")
    def wrote(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE")):
            connection.info["wrote"] = True

    @event.listens_for(Engine, "commit")
    def commits(connection: Connection) -> None:
        if connection.info.pop("wrote", False):
            mine = count.next() == death.n
            if mine and death.at is Commit.BEFORE:
                os.kill(os.getpid(), signal.SIGKILL)
            moment[Commit.AFTER] = mine

    @event.listens_for(Pool, "checkin")
    def committed(_connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        if moment[Commit.AFTER]:
            os.kill(os.getpid(), signal.SIGKILL)


class _Count:
    """A number in a file, for processes that come one after the other."""

    _FORM = struct.Struct("<q")

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._place = mmap.mmap(file.fileno(), self._FORM.size)

    def next(self) -> int:
        number: int = self._FORM.unpack(self._place[:])[0] + 1
        self._place[:] = self._FORM.pack(number)
        return number


def fresh_count(path: Path) -> Path:
    path.write_bytes(_Count._FORM.pack(0))
    return path
