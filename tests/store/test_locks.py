"""Locks by name: given once, refused at once, and free again as soon as their holder is gone, however he went."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from app.errors import Misconfigured, Transient
from app.store.locks import FileLocks, SessionLocks
from app.store.session import Store
from tests.store.databases import AUDIT_KEY, needs_postgres, on_server

NAME = "ticket:10021"

HOLDER = """
import sys, time
from app.store.session import Store
with Store(sys.argv[1], b"key").exclusive(sys.argv[2]) as hold:
    print(hold is not None, flush=True)
    time.sleep(60)
"""


@contextmanager
def other(url: str) -> Iterator[Store]:
    """The same database as another process would have it open."""
    opened = Store(url, AUDIT_KEY)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def holder(url: str, name: str) -> Iterator[subprocess.Popen[str]]:
    """A real process that holds a lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLDER, url, name], stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "True"
        yield process
    finally:
        process.kill()
        process.communicate()


def seconds_until(holds: Callable[[], bool], at_most: float = 10) -> float:
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + at_most
        time.sleep(0.005)
    return time.monotonic() - began


def taken(store: Store, name: str = NAME) -> bool:
    with store.exclusive(name) as hold:
        return hold is not None


def test_a_lock_is_given_once_in_a_process(store: Store) -> None:
    with store.exclusive(NAME) as hold:
        assert hold
        assert not hold.lost
        assert not taken(store)
    assert taken(store)


def test_a_lock_is_given_once_among_processes(store: Store, database_url: str) -> None:
    with other(database_url) as another:
        with store.exclusive(NAME) as hold:
            assert hold
            assert not taken(another)
        assert taken(another)


def test_locks_of_different_names_are_given_side_by_side(store: Store) -> None:
    with store.exclusive("ticket:1") as one, store.exclusive("vault:a/b%2F..") as two:
        assert one
        assert two


def test_a_lock_is_free_again_after_an_error(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.exclusive(NAME):
        raise ZeroDivisionError
    assert taken(store)


def test_only_one_of_many_threads_of_many_processes_is_inside(store: Store, database_url: str) -> None:
    inside, most, entered = [0], [0], [0]
    mutex = threading.Lock()

    def enter(which: Store) -> None:
        for _ in range(40):
            with which.exclusive(NAME) as hold:
                if hold is None:
                    continue
                with mutex:
                    inside[0] += 1
                    entered[0] += 1
                    most[0] = max(most[0], inside[0])
                with mutex:
                    inside[0] -= 1

    with other(database_url) as another:
        threads = [threading.Thread(target=enter, args=(which,)) for which in (store, another) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert most == [1]
    assert entered[0] > 0


def test_the_waiting_form_waits_for_its_turn(store: Store, database_url: str) -> None:
    order: list[str] = []
    begun, end = threading.Event(), threading.Event()

    def first() -> None:
        with other(database_url) as another, another.exclusive_wait("vault:stock", 1):
            begun.set()
            end.wait(5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    assert begun.wait(5)
    threading.Timer(0.1, end.set).start()
    with store.exclusive_wait("vault:stock", 5):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_who_waited_in_vain_may_try_again_later(store: Store) -> None:
    with store.exclusive("vault:stock"), pytest.raises(Transient, match="vault:stock"):
        with store.exclusive_wait("vault:stock", 0.05):
            raise AssertionError("never given")


def test_kill_minus_nine_frees_the_locks_of_a_process(store: Store, database_url: str) -> None:
    with holder(database_url, NAME) as process:
        assert not taken(store)
        os.kill(process.pid, signal.SIGKILL)
        assert seconds_until(lambda: taken(store)) < 2


def test_released_locks_leave_no_files(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path / "locks")
    hold = locks.take(NAME)
    assert hold is not None
    assert [each.name for each in (tmp_path / "locks").iterdir()] == [NAME]
    locks.release(hold)
    assert list((tmp_path / "locks").iterdir()) == []


def test_a_lock_file_that_was_left_by_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    locks = FileLocks(tmp_path / "locks")
    (tmp_path / "locks" / NAME).touch()
    assert locks.take(NAME) is not None


def test_a_lock_on_a_file_that_its_holder_just_removed_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = FileLocks(tmp_path / "locks"), FileLocks(tmp_path / "locks")
    real = fcntl.flock

    def released_meanwhile(file: int, how: int) -> None:
        monkeypatch.setattr("app.store.locks.fcntl.flock", real)
        (tmp_path / "locks" / NAME).unlink()
        real(file, how)

    monkeypatch.setattr("app.store.locks.fcntl.flock", released_meanwhile)
    assert one.take(NAME) is not None
    assert two.take(NAME) is None


def test_one_worker_on_sqlite_any_number_on_postgresql(store: Store, database_url: str) -> None:
    with other(database_url) as another, store.worker_lock():
        if store.many_workers:
            with another.worker_lock():
                return
        with pytest.raises(Misconfigured, match="second worker"), another.worker_lock():
            raise AssertionError("never given")


class Line:
    """The way to a PostgreSQL, which a test can cut."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self.sessions: list[psycopg.Connection[tuple[Any, ...]]] = []
        self.cut = False

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        if self.cut:
            raise psycopg.OperationalError("cut")
        self.sessions.append(psycopg.connect(self.url, autocommit=True))
        return self.sessions[-1]

    def drop(self) -> None:
        """The server ends the newest session, as it does when it restarts."""
        pid = self.sessions[-1].info.backend_pid
        on_server(f"SELECT pg_terminate_backend({pid}, 5000)")


@pytest.fixture
def line(postgres_url: str) -> Line:
    return Line(postgres_url)


@pytest.fixture
def another_line(postgres_url: str) -> Line:
    return Line(postgres_url)


@pytest.fixture(autouse=True)
def every_beat_proves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.locks._PROVE_SECONDS", 0.0)


@needs_postgres
def test_who_lost_his_session_gets_his_locks_back(line: Line, another_line: Line) -> None:
    locks, others = SessionLocks(line.connect), SessionLocks(another_line.connect)
    hold = locks.take(NAME)
    assert hold is not None
    line.drop()
    locks.beat()
    assert not hold.lost
    assert len(line.sessions) == 2
    assert others.take(NAME) is None
    locks.release(hold)
    assert others.take(NAME) is not None
    locks.close()
    others.close()


@needs_postgres
def test_who_lost_his_session_learns_that_another_was_quicker(line: Line, another_line: Line) -> None:
    locks, others = SessionLocks(line.connect), SessionLocks(another_line.connect)
    hold = locks.take(NAME)
    assert hold is not None
    line.drop()
    theirs = others.take(NAME)
    assert theirs is not None
    locks.beat()
    assert hold.lost
    locks.release(hold)
    assert not theirs.lost
    assert locks.take(NAME) is None
    others.close()
    locks.close()


@needs_postgres
def test_a_proof_is_asked_for_now_however_short_ago_a_beat_was(
    line: Line, another_line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.locks._PROVE_SECONDS", 1000.0)
    locks, others = SessionLocks(line.connect), SessionLocks(another_line.connect)
    hold = locks.take(NAME)
    assert hold is not None
    assert locks.proved(hold)
    line.drop()
    assert others.take(NAME) is not None
    locks.beat()
    assert not hold.lost
    assert not locks.proved(hold)
    others.close()
    locks.close()


@needs_postgres
def test_after_a_loss_nothing_new_is_taken_for_a_moment(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    locks = SessionLocks(line.connect)
    assert locks.take("ticket:1") is not None
    line.drop()
    assert locks.take("ticket:2") is None
    locks.beat()
    assert locks.take("ticket:2") is None
    later = time.monotonic() + 10
    monkeypatch.setattr("app.store.locks.time.monotonic", lambda: later)
    assert locks.take("ticket:2") is not None
    locks.close()


@needs_postgres
def test_while_the_server_is_away_no_lock_is_given_and_none_is_certain(line: Line) -> None:
    locks = SessionLocks(line.connect)
    hold = locks.take(NAME)
    assert hold is not None
    line.cut = True
    line.drop()
    for _ in range(3):
        locks.beat()
        assert hold.lost
    assert locks.take("ticket:2") is None
    line.cut = False
    locks.beat()
    assert not hold.lost
    locks.close()


@needs_postgres
def test_a_process_keeps_all_its_locks_in_one_session(line: Line) -> None:
    locks = SessionLocks(line.connect)
    holds = [locks.take(f"ticket:{number}") for number in range(50)]
    assert all(holds)
    assert len(line.sessions) == 1
    locks.close()
