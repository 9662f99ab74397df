"""Workers in several processes on one PostgreSQL: no subject in two hands, and the dead one's work is taken over."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.errors import Transient
from app.flow.turn import Look, Stop
from app.flow.worker import Worker
from app.store import work
from app.store.session import Store
from tests.store.databases import AUDIT_KEY, needs_postgres, on_server

pytestmark = needs_postgres

# Each look holds a file lock of its own, which ends with the process, and notes down what it saw.
WORKER = """
import fcntl, os, sys, time
from datetime import UTC, datetime
from pathlib import Path
from app.flow.worker import Worker
from app.store.session import Store

url, folder = sys.argv[1], Path(sys.argv[2])

def note(file, words):
    with open(folder / file, "a") as notes:
        notes.write(words + chr(10))

def look(subject, stop):
    began = time.time()
    inside = os.open(folder / subject, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(inside, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        note("overlaps", subject)
    note("begun", f"{subject} {os.getpid()}")
    time.sleep(60 if subject == "ticket:hangs" and not (folder / "taken over").exists() else 0.005)
    os.close(inside)
    note("looks", f"{subject} {began}")

worker = Worker(Store(url, b"key"), look, lambda: datetime.now(UTC), lambda subject, error: None, threads=4)
print("ready", flush=True)
worker.run()
"""


@contextmanager
def worker_process(url: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WORKER, url, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def database(postgres_url: str) -> Iterator[Store]:
    with closing(Store(postgres_url, AUDIT_KEY)) as opened:
        yield opened


def mark(store: Store, subject: str) -> None:
    with store.writing() as db:
        work.mark(db, subject, datetime.now(UTC))


def nothing_due(store: Store) -> bool:
    with store.reading() as db:
        return work.oldest_due(db) is None


def lines(folder: Path, file: str) -> list[str]:
    path = folder / file
    return path.read_text().splitlines() if path.exists() else []


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> float:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + seconds, "it never came to hold"
        time.sleep(0.01)
    return time.monotonic() - began


def mark_all(store: Store, marked: dict[str, float]) -> None:
    for number in range(12):
        mark(store, f"ticket:{number}")
        marked[f"ticket:{number}"] = time.time()


def at_work(folder: Path) -> set[str]:
    return {line.split()[1] for line in lines(folder, "begun")}


def test_two_processes_share_the_work_and_never_a_subject(database: Store, postgres_url: str, tmp_path: Path) -> None:
    marked: dict[str, float] = {}
    with ExitStack() as processes:
        for _ in range(2):
            processes.enter_context(worker_process(postgres_url, tmp_path))
        wait_until(lambda: mark_all(database, marked) or len(at_work(tmp_path)) == 2)
        for _ in range(5):
            mark_all(database, marked)
        wait_until(lambda: nothing_due(database))
        wait_until(lambda: all(subject in str(lines(tmp_path, "looks")) for subject in marked))
    last_look = dict.fromkeys(marked, 0.0)
    for line in lines(tmp_path, "looks"):
        subject, began = line.split()
        last_look[subject] = max(last_look[subject], float(began))
    assert lines(tmp_path, "overlaps") == []
    assert {subject for subject, at in marked.items() if last_look[subject] < at - 0.05} == set()


def test_what_a_killed_worker_had_is_taken_over_within_two_seconds(
    database: Store, postgres_url: str, tmp_path: Path
) -> None:
    with ExitStack() as processes:
        both = [processes.enter_context(worker_process(postgres_url, tmp_path)) for _ in range(2)]
        mark(database, "ticket:hangs")
        wait_until(lambda: bool(lines(tmp_path, "begun")))
        (holder,) = (int(line.split()[1]) for line in lines(tmp_path, "begun"))
        assert holder in {each.pid for each in both}
        (tmp_path / "taken over").touch()
        os.kill(holder, signal.SIGKILL)
        assert wait_until(lambda: bool(lines(tmp_path, "looks"))) < 2
    assert lines(tmp_path, "overlaps") == []


def test_a_mark_wakes_workers_in_other_processes(database: Store, postgres_url: str) -> None:
    heard = threading.Event()
    with closing(Store(postgres_url, AUDIT_KEY)) as elsewhere, elsewhere.listening(heard.set):
        assert heard.wait(5)
        heard.clear()
        mark(database, "ticket:1")
        assert heard.wait(5)


def running(store: Store, look: Look) -> tuple[Worker, threading.Thread]:
    worker = Worker(store, look, lambda: datetime.now(UTC), lambda _subject, _error: None, threads=4)
    thread = threading.Thread(target=worker.run)
    thread.start()
    return worker, thread


def test_a_server_that_drops_everybody_ends_no_worker_and_lets_nobody_overlap(
    database: Store, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.locks._QUIET_SECONDS", 0.5)
    monkeypatch.setattr("app.store.locks._PROVE_SECONDS", 0.05)
    monkeypatch.setattr("app.flow.worker.POLL_SECONDS", 0.1)
    inside: set[str] = set()
    overlaps: list[str] = []
    looked: dict[str, float] = {}

    def look(subject: str, stop: Stop) -> datetime:
        began = time.time()
        if subject in inside and not stop():
            overlaps.append(subject)
        inside.add(subject)
        time.sleep(0.02)
        inside.discard(subject)
        looked[subject] = began
        return datetime.max.replace(tzinfo=UTC)

    name = make_url(postgres_url).database
    with closing(Store(postgres_url, AUDIT_KEY)) as another:
        workers = [running(each, look) for each in (database, another)]
        with closing(Store(postgres_url, AUDIT_KEY)) as web:
            for _ in range(3):
                for number in range(20):
                    mark(web, f"ticket:{number}")
                on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
            began = time.time()
            for number in range(20):
                wait_until(lambda: marked(web, number))  # noqa: B023
            wait_until(lambda: len(looked) == 20 and min(looked.values()) >= began)
        for worker, thread in workers:
            worker.stop()
            thread.join(20)
            assert not thread.is_alive()
    assert overlaps == []


def marked(store: Store, number: int) -> bool:
    try:
        mark(store, f"ticket:{number}")
    except Transient:
        return False
    return True
