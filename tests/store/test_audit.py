"""The audit chain: what was changed, taken out, put in, moved or cut off afterwards is found; forging needs the key."""

import threading
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.store import work
from app.store.audit import Audit, Entry, Fault, Head, Rows, entries, head
from app.store.session import Store
from tests.store.databases import AUDIT_KEY, needs_postgres

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def write(store: Store, rows: int) -> list[Entry]:
    with store.writing() as db:
        for number in range(rows):
            store.audit.append(db, "keydesk", "checked", f"1002{number}", {"key": "é", "n": number}, NOW)
    with store.reading() as db:
        return list(entries(db))


@pytest.fixture
def chain(sqlite_url: str) -> list[Entry]:
    """Ten rows, all in order."""
    with closing(Store(sqlite_url, AUDIT_KEY)) as store:
        return write(store, 10)


def faults(chain: list[Entry], expect: Head | None = None) -> list[tuple[int, Fault]]:
    """Each by the number of its first row."""
    return [(rows.first, fault) for rows, fault in Audit(AUDIT_KEY).verify(chain, expect).faults]


def head_of(chain: list[Entry]) -> Head:
    return Head(chain[-1].number, chain[-1].mac)


def test_a_chain_that_nobody_touched_is_whole(store: Store) -> None:
    chain = write(store, 10)
    with store.reading() as db:
        last = head(db)
    assert last == head_of(chain)
    assert faults(chain, expect=last) == []
    assert [each.number for each in chain] == list(range(1, 11))
    assert chain[3].detail == '{"key":"\\u00e9","n":3}'


def test_an_empty_chain_is_whole(store: Store) -> None:
    with store.reading() as db:
        assert head(db) == Head(0, "")
        assert store.audit.verify(entries(db), expect=Head(0, "")).faults == ()


def test_the_rows_about_one_ticket(store: Store) -> None:
    chain = write(store, 10)
    with store.reading() as db:
        assert list(entries(db, "10024")) == [chain[4]]


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "somebody else"},
        {"action": "approved"},
        {"ticket_id": "99999"},
        {"ticket_id": None},
        {"detail": '{"key":"other","n":3}'},
        {"at": NOW.replace(hour=10)},
        {"mac": "0" * 64},
        {"mac": "é" * 64},
    ],
)
def test_a_changed_row_is_found(chain: list[Entry], change: dict[str, object]) -> None:
    chain[3] = replace(chain[3], **change)  # type: ignore[arg-type]
    found = faults(chain)
    assert found[0] == (4, Fault.CHANGED)
    assert {number for number, _ in found} <= {4, 5}


def test_a_row_that_was_taken_out_is_missing(chain: list[Entry]) -> None:
    del chain[3:5]
    assert list(Audit(AUDIT_KEY).verify(chain).faults) == [(Rows(4, 5), Fault.MISSING)]
    assert [str(rows) for rows in (Rows(4, 5), Rows(4, 4))] == ["4 to 5", "4"]


def test_a_gap_is_one_fault_however_wide_it_is(chain: list[Entry]) -> None:
    chain[9] = replace(chain[9], number=2**62)
    found = Audit(AUDIT_KEY).verify(chain).faults
    assert found == ((Rows(10, 2**62 - 1), Fault.MISSING), (Rows(2**62, 2**62), Fault.CHANGED))


def test_a_row_that_was_taken_out_at_the_beginning_is_missing(chain: list[Entry]) -> None:
    assert faults(chain[1:]) == [(1, Fault.MISSING)]


def test_closing_the_gap_by_new_numbers_is_found(chain: list[Entry]) -> None:
    closed = chain[:3] + [replace(each, number=each.number - 1) for each in chain[4:]]
    assert [number for number, _ in faults(closed)] == list(range(4, 10))


def test_a_row_that_was_put_in_is_found(chain: list[Entry]) -> None:
    chain.append(replace(chain[9], number=11, previous=chain[9].mac, action="approved"))
    assert faults(chain) == [(11, Fault.CHANGED)]


def test_rows_that_changed_places_are_found(chain: list[Entry]) -> None:
    chain[3], chain[6] = replace(chain[6], number=4), replace(chain[3], number=7)
    found = dict(faults(chain))
    assert found[4] is Fault.REORDERED
    assert found[7] is Fault.REORDERED


def test_rows_in_another_order_are_found(chain: list[Entry]) -> None:
    assert Fault.REORDERED in dict(faults([*chain[:3], chain[4], chain[3], *chain[5:]])).values()


def test_a_chain_cut_short_is_found_against_a_head_kept_outside(chain: list[Entry]) -> None:
    assert faults(chain[:-2]) == []
    assert faults(chain[:-2], expect=head_of(chain)) == [(10, Fault.TRUNCATED)]
    assert faults([], expect=head_of(chain)) == [(10, Fault.TRUNCATED)]


def test_a_chain_that_went_on_from_an_older_copy_is_found_against_a_head_kept_outside(
    chain: list[Entry],
) -> None:
    other = Head(10, "f" * 64)
    assert faults(chain, expect=other) == [(10, Fault.FORKED)]


def test_a_row_that_goes_on_from_another_than_the_last_is_a_fork(chain: list[Entry]) -> None:
    fork = replace(chain[9], previous=chain[7].mac)
    chain[9] = replace(fork, mac=Audit(AUDIT_KEY)._sign(fork))
    assert faults(chain) == [(10, Fault.FORKED)]


def test_a_whole_chain_made_anew_without_the_key_is_found(chain: list[Entry]) -> None:
    forger, forged, last = Audit(b"not the key"), [], ""
    for each in chain:
        row = replace(each, previous=last, actor="nobody")
        forged.append(replace(row, mac=forger._sign(row)))
        last = forged[-1].mac
    assert faults(forged) == [(number, Fault.CHANGED) for number in range(1, 11)]


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'eve'", "DELETE FROM audit WHERE number = 4"])
def test_the_database_itself_refuses_to_change_a_row(store: Store, statement: str) -> None:
    chain = write(store, 10)
    with pytest.raises(IntegrityError, match="append only"), store.writing() as db:
        db.execute(text(statement))
    with store.reading() as db:
        assert list(entries(db)) == chain


WORDS = "INTO audit SELECT number, at, 'eve', action, ticket_id, detail, previous, mac FROM audit WHERE number = 4"


@pytest.mark.parametrize(
    "statement", [f"INSERT OR REPLACE {WORDS}", f"REPLACE {WORDS}", "UPDATE OR REPLACE audit SET number = 3"]
)
def test_sqlite_refuses_to_put_another_row_in_ones_place(sqlite_url: str, statement: str) -> None:
    with closing(Store(sqlite_url, AUDIT_KEY)) as store:
        chain = write(store, 10)
        with pytest.raises(IntegrityError, match="append only"), store.writing() as db:
            db.execute(text(statement))
        with store.reading() as db:
            assert list(entries(db)) == chain


@needs_postgres
def test_postgresql_refuses_to_turn_an_insert_into_an_update(postgres_url: str) -> None:
    words = f"INSERT {WORDS} ON CONFLICT (number) DO UPDATE SET actor = 'eve'"
    with closing(Store(postgres_url, AUDIT_KEY)) as store:
        chain = write(store, 10)
        with pytest.raises(IntegrityError, match="append only"), store.writing() as db:
            db.execute(text(words))
        with store.reading() as db:
            assert list(entries(db)) == chain


def test_a_row_stands_if_and_only_if_its_change_does(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        append_and_fail(store)
    with store.reading() as db:
        assert head(db) == Head(0, "")
        assert work.take_due(db, NOW, limit=1) == ()


def append_and_fail(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, "ticket:1", NOW)
        store.audit.append(db, "keydesk", "marked", "1", {}, NOW)
        raise ZeroDivisionError


def test_the_head_is_logged_once_it_stands(store: Store) -> None:
    with structlog.testing.capture_logs() as logs:
        with pytest.raises(ZeroDivisionError):
            append_and_fail(store)
        with store.writing() as db:
            work.mark(db, "ticket:1", NOW)
        assert logs == []
        write(store, 2)
    with store.reading() as db:
        last = head(db)
    assert logs == [{"event": "audit head", "number": 2, "mac": last.mac, "log_level": "info"}]


def test_several_writers_make_one_chain(store: Store, database_url: str) -> None:
    def write_each_alone(which: Store) -> None:
        for number in range(15):
            with which.writing() as db:
                which.audit.append(db, "keydesk", "checked", None, {"n": number}, NOW)

    with ExitStack() as opened:
        stores = [opened.enter_context(closing(Store(database_url, AUDIT_KEY))) for _ in range(3)]
        threads = [threading.Thread(target=write_each_alone, args=(each,)) for each in stores]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    with store.reading() as db:
        report = store.audit.verify(entries(db))
    assert report.faults == ()
    assert report.head.number == 45
