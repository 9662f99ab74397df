"""Sessions end by themselves, at sign-out for good, their tokens are in no row; attempts are counted for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.store import attempts, models, sessions
from app.store.session import Store
from tests.store.rows import NOW

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
TOKEN = "a-long-random-token"


@pytest.fixture
def signed_in(store: Store) -> Store:
    with store.writing() as db:
        sessions.begin(db, TOKEN, "lsis", NOW)
    return store


def test_a_token_is_its_persons_and_is_not_stored(signed_in: Store) -> None:
    with signed_in.reading() as db:
        assert sessions.person_of(db, TOKEN, NOW) == ("lsis", NOW)
        assert sessions.person_of(db, "another", NOW) is None
        rows = db.execute(select(models.sessions)).all()
    assert TOKEN not in str(rows)
    assert sessions.hashed(TOKEN) in str(rows)


def test_an_idle_session_ends_after_half_an_hour(signed_in: Store) -> None:
    with signed_in.reading() as db:
        assert sessions.person_of(db, TOKEN, NOW + 29 * MINUTE)
        assert sessions.person_of(db, TOKEN, NOW + 30 * MINUTE) is None


def test_a_session_in_use_ends_after_eight_hours(signed_in: Store) -> None:
    with signed_in.writing() as db:
        for minutes in range(25, 8 * 60, 25):
            sessions.saw(db, TOKEN, NOW + minutes * MINUTE)
        assert sessions.person_of(db, TOKEN, NOW + 8 * HOUR - MINUTE)
        assert sessions.person_of(db, TOKEN, NOW + 8 * HOUR) is None


def test_a_session_that_was_ended_is_over(signed_in: Store) -> None:
    with signed_in.writing() as db:
        sessions.end(db, TOKEN)
        assert sessions.person_of(db, TOKEN, NOW) is None


def test_sessions_that_are_over_are_cleared_away_by_the_next_one(signed_in: Store) -> None:
    with signed_in.writing() as db:
        sessions.begin(db, "another", "lsis", NOW + HOUR)
        assert len(db.execute(select(models.sessions)).all()) == 1


def test_being_seen_a_moment_ago_is_no_news() -> None:
    assert not sessions.is_news(NOW, NOW + 59 * timedelta(seconds=1))
    assert sessions.is_news(NOW, NOW + 2 * MINUTE)


def test_attempts_are_limited_for_a_while_and_each_name_for_itself(store: Store) -> None:
    with store.writing() as db:
        for n in range(3):
            assert attempts.count(db, "lsis", 3, HOUR, NOW + n * MINUTE) is None
        assert attempts.count(db, "lsis", 3, HOUR, NOW + 5 * MINUTE) == NOW + HOUR
        assert attempts.count(db, "other", 3, HOUR, NOW + 5 * MINUTE) is None
        assert attempts.count(db, "lsis", 3, HOUR, NOW + HOUR) is None
        assert attempts.count(db, "lsis", 3, HOUR, NOW + HOUR) == NOW + HOUR + MINUTE


def test_attempts_that_succeeded_are_forgotten(store: Store) -> None:
    with store.writing() as db:
        attempts.count(db, "lsis", 1, HOUR, NOW)
        attempts.forget(db, "lsis")
        assert attempts.count(db, "lsis", 1, HOUR, NOW) is None


def test_attempts_that_nobody_looks_back_at_are_cleared_away(store: Store) -> None:
    with store.writing() as db:
        attempts.count(db, "lsis", 1, HOUR, NOW)
        attempts.count(db, "other", 1, HOUR, NOW + 25 * HOUR)
        assert len(db.execute(select(models.attempts)).all()) == 1
