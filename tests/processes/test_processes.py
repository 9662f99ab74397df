"""Web and worker as processes of their own, several workers on one PostgreSQL, and what becomes of a killed one's work.

These are the unchanged command's processes; what they did is seen at the local servers and on the tickets.
"""

import socket
import threading
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime

import pytest

from app.demo.helpdesk.site import Moment
from app.flow.sweep import subject_of
from app.store import work
from app.store.session import Store
from tests.processes.office import Office, Overlaps, wait_until
from tests.store.databases import AUDIT_KEY, needs_postgres

BIBS = {"bibs": "read-only"}


def test_on_sqlite_a_web_and_one_worker_process_deliver_a_key_and_a_second_worker_is_refused(on_sqlite: Office) -> None:
    value = on_sqlite.scene.stock_key("sandbox", BIBS)
    with on_sqlite.serving(), on_sqlite.keydesk("worker", "worker") as worker:
        ticket = on_sqlite.open()
        wait_until(lambda: "alma-key-review" in on_sqlite.labels(ticket), "the review is laid")
        with on_sqlite.keydesk("second", "worker") as second:
            on_sqlite.approve(ticket)
            assert second.wait(30) == 2
        wait_until(lambda: "alma-key-issued" in on_sqlite.labels(ticket), "the key is delivered")
        figures = on_sqlite.figures("worker")
        worker.terminate()
        assert worker.wait(30) == 0
    assert on_sqlite.opened(ticket) == value
    assert value not in on_sqlite.log("worker") + on_sqlite.log("serve")
    told = "keydesk: A Keydesk worker already works on this SQLite database. Stop it first, or use PostgreSQL."
    assert on_sqlite.log("second").strip().splitlines()[-1] == told
    assert 'keydesk_steps_total{outcome="done",step="Share"} 1.0' in figures
    steps = [each for each in on_sqlite.lines("worker") if each["event"] == "step done"]
    assert {each["step"] for each in steps} > {"Say", "Share"}
    assert {(each["subject"], each["ticket"]) for each in steps} == {(f"ticket:{ticket}", "LIB-1")}
    assert all(each["look"] and each["timestamp"] and each["level"] for each in steps)


@needs_postgres
def test_on_postgres_two_workers_deliver_and_never_look_at_one_ticket_at_once(on_postgres: Office) -> None:
    values = {on_postgres.scene.stock_key("sandbox", BIBS) for _ in range(3)}
    overlaps = Overlaps()
    overlaps.watch(on_postgres.scene, lasting=0.02)
    with on_postgres.serving(), ExitStack() as running:
        for name in ("one", "two"):
            running.enter_context(on_postgres.keydesk(name, "worker"))
        tickets = [on_postgres.open() for _ in range(9)]
        approved = tickets[:3]
        for ticket in 3 * tickets:
            on_postgres.scene.desk.comment(ticket, "Thanks!", by=on_postgres.scene.people.dana)
        wait_until(lambda: all("alma-key-review" in on_postgres.labels(each) for each in tickets), "all are reviewed")
        for ticket in approved:
            on_postgres.approve(ticket)
        wait_until(
            lambda: all("alma-key-issued" in on_postgres.labels(each) for each in tickets[:3]), "three have keys"
        )
    assert {on_postgres.opened(each) for each in approved} == values
    assert overlaps.seen == []
    for name in ("one", "two"):
        assert '"step done"' in on_postgres.log(name), f"worker {name} had nothing to do"


@needs_postgres
def test_a_killed_workers_ticket_is_taken_over_at_once(on_postgres: Office, capsys: pytest.CaptureFixture[str]) -> None:
    """The dead one was reading; a comment whose writing was begun is left alone for a minute on purpose."""
    scene, killed, asked = on_postgres.scene, threading.Event(), threading.Event()
    seen: list[float] = []

    def hangs_once(_n: int, _method: str, path: str) -> None:
        if f"/issue/{ticket}" not in path:
            return
        seen.append(time.monotonic())
        if len(seen) == 1:
            asked.set()
            killed.wait(60)

    with on_postgres.keydesk("first", "worker") as first:
        wait_until(lambda: searches(on_postgres), "the first works")
        ticket = on_postgres.open()
        scene.desk.on_request(hangs_once, Moment.BEFORE)
        mark(on_postgres, ticket)
        assert asked.wait(30)
        with on_postgres.keydesk("second", "worker"):
            before = len(searches(on_postgres))
            wait_until(lambda: len(searches(on_postgres)) > before, "the second works")
            assert len(seen) == 1, "the ticket is the first worker's"
            first.kill()
            at = time.monotonic()
            assert first.wait() == -9
            wait_until(lambda: len(seen) > 1, "the second takes the ticket over")
            killed.set()
            wait_until(lambda: "alma-key-review" in on_postgres.labels(ticket), "the second goes on")
    assert '"step done"' not in on_postgres.log("first")
    with capsys.disabled():
        print(f"\ntaken over from a killed process after {seen[1] - at:.2f} s")  # noqa: T201


def test_a_worker_whose_figures_cannot_be_shown_says_so_and_does_not_start(on_sqlite: Office) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with on_sqlite.keydesk("worker", "worker", METRICS_ADDR=address) as worker:
            assert worker.wait(30) == 2
    told = on_sqlite.log("worker").strip().splitlines()[-1]
    assert told.startswith(f"keydesk: KEYDESK_METRICS_ADDR is {address}, which cannot be listened on")
    assert on_sqlite.scene.desk.calls == []


def searches(office: Office) -> list[str]:
    """The sweeps that there were: each worker sweeps once when it starts."""
    return [each.path for each in office.scene.desk.calls if each.path.endswith("/search/jql")]


def mark(office: Office, ticket: str) -> None:
    with closing(Store(office.database_url, AUDIT_KEY)) as store, store.writing() as db:
        work.mark(db, subject_of(ticket), datetime.now(UTC))
