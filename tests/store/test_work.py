"""Rows of work: nothing marked is lost, many marks cost one look, and what fails comes again or is shown as dead."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from app.store import work
from app.store.session import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SUBJECT = "ticket:10021"


def next_due(db: Connection) -> datetime | None:
    standing = work.standing(db, SUBJECT)
    return standing.due_at if standing else None


def began(db: Connection, now: datetime = NOW) -> work.Due:
    seen = work.begin(db, SUBJECT, now)
    assert seen is not None
    return seen


def test_what_was_never_marked_is_not_due(store: Store) -> None:
    with store.reading() as db:
        assert work.take_due(db, NOW, limit=10) == ()
        assert work.oldest_due(db) is None
        assert work.begin(db, SUBJECT, NOW) is None


def test_a_hundred_marks_are_one_look(store: Store) -> None:
    with store.writing() as db:
        for _ in range(100):
            work.mark(db, SUBJECT, NOW)
        assert work.take_due(db, NOW, limit=10) == (SUBJECT,)
        work.finish(db, began(db), None, NOW)
        assert work.take_due(db, LATER, limit=10) == ()


def test_a_mark_during_a_look_makes_one_look_more(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        seen = began(db)
        work.mark(db, SUBJECT, NOW)
        work.finish(db, seen, LATER, NOW)
        assert next_due(db) == NOW
        work.finish(db, began(db), LATER, NOW)
        assert next_due(db) == LATER


def test_a_mark_for_later_never_puts_off_what_is_due_earlier(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        work.mark(db, SUBJECT, NOW, due=LATER)
        assert next_due(db) == NOW


def test_a_mark_brings_forward_what_is_due_later(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW, due=LATER)
        assert work.take_due(db, NOW, limit=10) == ()
        work.mark(db, SUBJECT, NOW)
        assert work.take_due(db, NOW, limit=10) == (SUBJECT,)


def test_the_longest_due_comes_first_and_those_excluded_not_at_all(store: Store) -> None:
    with store.writing() as db:
        for minutes, subject in enumerate(["ticket:3", "ticket:1", "ticket:2"]):
            work.mark(db, subject, NOW - timedelta(minutes=minutes))
        assert work.take_due(db, NOW, limit=2) == ("ticket:2", "ticket:1")
        assert work.take_due(db, NOW, limit=2, exclude=["ticket:2"]) == ("ticket:1", "ticket:3")


def test_what_another_finished_meanwhile_is_not_begun(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        work.finish(db, began(db), LATER, NOW)
        assert work.begin(db, SUBJECT, NOW) is None


def test_attempts_count_how_often_in_a_row_it_was_the_same_error(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        for error, attempts in [("Transient", 1), ("Transient", 2), ("KeyError", 1), ("KeyError", 2)]:
            work.fail(db, began(db), NOW, error, NOW)
            assert (began(db).attempts, began(db).error) == (attempts, error)
        work.finish(db, began(db), NOW, NOW)
        assert (began(db).attempts, began(db).error) == (0, None)


def test_it_is_known_since_when_every_look_fails(store: Store) -> None:
    with store.writing() as db:
        work.mark_all(db, {SUBJECT: NOW, "ticket:2": NOW})
        for minutes, error in enumerate(("Transient", "Misconfigured", "Transient")):
            at = NOW + timedelta(minutes=minutes)
            work.fail(db, began(db, at), at, error, at)
            work.mark(db, SUBJECT, at)
        assert (work.failing_since(db, SUBJECT), work.failing_since(db, "ticket:2")) == (NOW, None)
        assert work.failing_since(db) == NOW
        work.finish(db, began(db, NOW + timedelta(hours=1)), None, NOW + timedelta(hours=1))
        assert work.failing_since(db) is None


def test_what_is_dead_fails_no_more_and_begins_anew(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        work.fail(db, began(db), NOW, "Transient", NOW)
        work.bury(db, began(db), "Permanent", NOW)
        assert work.failing_since(db) is None
        work.mark(db, SUBJECT, NOW)
        assert work.failing_since(db, SUBJECT) is None


def test_what_is_not_counted_adds_no_attempt(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        work.fail(db, began(db), LATER, "Misconfigured", NOW, counted=False)
        assert began(db, LATER).attempts == 0
        assert work.counts(db, NOW) == work.Counts(subjects=1, marks=1, due=0, dead=0, failing={"Misconfigured": 1})


def test_a_failed_look_that_was_marked_meanwhile_is_due_at_once(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        seen = began(db)
        work.mark(db, SUBJECT, NOW)
        work.fail(db, seen, LATER, "Transient", NOW)
        assert next_due(db) == NOW


def test_what_is_dead_is_shown_and_comes_back_by_a_mark(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        assert work.bury(db, began(db), "Permanent", NOW)
        assert work.dead(db) == (work.Dead(SUBJECT, "Permanent", NOW),)
        assert work.standing(db, SUBJECT) == work.Standing(None, 1, "Permanent", NOW)
        assert work.take_due(db, LATER, limit=10) == ()
        work.mark(db, SUBJECT, LATER)
        assert work.dead(db) == ()
        assert began(db, LATER).attempts == 0


def test_what_was_marked_meanwhile_is_not_buried(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        seen = began(db)
        work.mark(db, SUBJECT, NOW)
        assert not work.bury(db, seen, "Permanent", NOW)
        assert work.dead(db) == ()
        assert work.take_due(db, NOW, limit=10) == (SUBJECT,)


def test_only_what_is_dead_is_revived(store: Store) -> None:
    with store.writing() as db:
        assert not work.revive(db, SUBJECT, NOW)
        work.mark(db, SUBJECT, NOW, due=LATER)
        assert not work.revive(db, SUBJECT, NOW)
        work.bury(db, began(db, LATER), "Permanent", NOW)
        assert work.revive(db, SUBJECT, NOW)
        assert next_due(db) == NOW


@pytest.mark.parametrize("marked_meanwhile", [False, True])
def test_a_subject_that_is_none_of_ours_leaves_no_row_unless_it_was_marked_meanwhile(
    store: Store, marked_meanwhile: bool
) -> None:
    with store.writing() as db:
        work.mark(db, SUBJECT, NOW)
        seen = began(db)
        if marked_meanwhile:
            work.mark(db, SUBJECT, NOW)
        work.forget(db, seen, NOW)
        assert (work.begin(db, SUBJECT, LATER) is not None) is marked_meanwhile


def test_many_marks_in_one_go(store: Store) -> None:
    with store.writing() as db:
        work.mark_all(db, {})
        work.mark_all(db, {f"ticket:{number}": NOW for number in range(200)})
        work.mark_all(db, {f"ticket:{number}": NOW for number in range(200)})
        assert len(work.take_due(db, NOW, limit=1000)) == 200
        assert work.counts(db, NOW).due == 200
        assert work.oldest_due(db) == NOW
