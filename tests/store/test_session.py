"""Transactions: whole or not at all, one picture, aware times, and errors that say nothing of the values."""

import sqlite3
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.errors import Transient
from app.store import work
from app.store.cases import load_case
from app.store.session import Store
from tests.store.databases import AUDIT_KEY

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def mark_and_fail(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, "ticket:1", NOW)
        raise ZeroDivisionError


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        mark_and_fail(store)
    with store.reading() as db:
        assert work.take_due(db, NOW, limit=1) == ()


def test_one_picture_stays_the_same_while_others_write(store: Store) -> None:
    def write() -> None:
        with store.writing() as db:
            work.mark(db, "ticket:1", NOW)

    with store.reading() as db:
        assert work.take_due(db, NOW, limit=1) == ()
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert work.take_due(db, NOW, limit=1) == ()
    with store.reading() as db:
        assert work.take_due(db, NOW, limit=1) == ("ticket:1",)


def test_nothing_can_be_written_while_reading(store: Store) -> None:
    with pytest.raises(Transient), store.reading() as db:
        work.mark(db, "ticket:1", NOW)


def test_whether_a_transaction_is_open_is_known_to_its_thread_alone(store: Store) -> None:
    seen: list[bool] = []
    with store.writing():
        assert store.in_transaction()
        other = threading.Thread(target=lambda: seen.append(store.in_transaction()))
        other.start()
        other.join()
    assert seen == [False]
    assert not store.in_transaction()


def test_a_transaction_within_a_transaction_is_a_mistake(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError), store.reading():
        pass
    with store.reading():
        assert store.in_transaction()


def test_a_time_comes_back_as_it_was_in_utc(store: Store) -> None:
    there = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with store.writing() as db:
        work.mark(db, "ticket:1", NOW, due=there)
        row = work.standing(db, "ticket:1")
    assert row is not None
    assert row.due_at == there
    assert row.due_at is not None
    assert row.due_at.tzinfo is UTC


def test_a_time_without_an_offset_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without an offset"), store.writing() as db:
        work.mark(db, "ticket:1", datetime(2026, 11, 22))  # noqa: DTZ001


def test_an_unknown_ticket_is_an_unknown_case(store: Store) -> None:
    with store.reading() as db:
        assert not load_case(db, "10021").known


def refused(db: Connection) -> None:
    db.execute(text("INSERT INTO tickets (id, ref) VALUES (:id, :ref)"), {"id": "10021", "ref": "patient-zero"})


def test_what_the_database_says_of_a_failure_names_no_value(store: Store) -> None:
    with pytest.raises(IntegrityError) as failed, store.writing() as db:
        refused(db)
    assert "patient-zero" not in str(failed.value).replace(str(failed.value.orig), "")


def test_a_locked_sqlite_is_a_transient_failure_that_names_no_statement(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.engines._PRAGMAS", ("busy_timeout = 10", "journal_mode = WAL"))
    opened = Store(sqlite_url, AUDIT_KEY)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Transient) as failed, opened.writing():
        pass
    assert str(failed.value) == "database: SQLITE_BUSY"
    other.execute("ROLLBACK")
    with opened.writing() as db:
        work.mark(db, "ticket:1", NOW)
    other.close()
    opened.close()


def test_a_full_disk_is_a_transient_failure_and_loses_nothing_that_was_written(sqlite_url: str) -> None:
    opened = Store(sqlite_url, AUDIT_KEY)
    with opened.writing() as db:
        work.mark(db, "ticket:1", NOW)
        pages = db.exec_driver_sql("PRAGMA page_count").scalar()
        db.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Transient, match="SQLITE_FULL"), opened.writing() as db:
        work.mark_all(db, {f"ticket:{number}": NOW for number in range(5000)})
    with opened.writing() as db:
        db.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert work.take_due(db, NOW, limit=10) == ("ticket:1",)
        work.mark(db, "ticket:2", NOW)
    opened.close()


def test_sqlite_is_opened_so_that_a_commit_is_on_disk(sqlite_url: str) -> None:
    opened = Store(sqlite_url, AUDIT_KEY)
    with opened.writing() as db:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
    opened.close()
    assert found == ["wal", 2, 1]


def test_many_threads_write_in_turn_and_none_is_lost(store: Store) -> None:
    def write(thread: int) -> None:
        for number in range(20):
            with store.writing() as db:
                work.mark(db, f"ticket:{thread}-{number}", NOW)

    threads = [threading.Thread(target=write, args=(each,)) for each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as db:
        assert work.counts(db, NOW).due == 120
