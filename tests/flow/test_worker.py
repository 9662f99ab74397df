"""The worker: every hint is followed by a look, one at a time for a subject, and no failure ends or loses anything."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.typing import EventDict

from app.errors import Misconfigured, Permanent, Transient
from app.flow.turn import FORGET, UNKNOWN_TRIES, Forget, Look, Stop, backoff
from app.flow.worker import Worker
from app.store import work
from app.store.locks import Hold
from app.store.session import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICKET = "ticket:10021"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Looks:
    """A look that does what the test says, and remembers each."""

    def __init__(self, answer: Callable[[], datetime | Forget | None] = lambda: None) -> None:
        self.answer = answer
        self.seen: list[str] = []

    def __call__(self, subject: str, stop: Stop) -> datetime | Forget | None:
        assert not stop()
        self.seen.append(subject)
        return self.answer()


class Fails:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self) -> None:
        raise self.error


class Told:
    """What was said of subjects that were given up."""

    def __init__(self) -> None:
        self.of: list[tuple[str, Exception]] = []
        self.error: Exception | None = None

    def __call__(self, subject: str, error: Exception) -> None:
        self.of.append((subject, error))
        if self.error:
            raise self.error


def mark(store: Store, subject: str = TICKET, due: datetime | None = None) -> None:
    with store.writing() as db:
        work.mark(db, subject, NOW, due)


def row(store: Store, subject: str = TICKET, now: datetime = NOW + 1000 * HOUR) -> work.Due | None:
    with store.reading() as db:
        return work.begin(db, subject, now)


def due_at(store: Store, subject: str = TICKET) -> datetime | None:
    with store.reading() as db:
        standing = work.standing(db, subject)
    return standing.due_at if standing else None


def dead(store: Store) -> tuple[work.Dead, ...]:
    with store.reading() as db:
        return work.dead(db)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told() -> Told:
    return Told()


def test_a_hundred_marks_are_one_look(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks()
    for _ in range(100):
        mark(store)
    assert Worker(store, looks, clock, told).until_idle() == 1
    assert looks.seen == [TICKET]


def test_a_mark_during_a_look_makes_one_look_more(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(lambda: mark(store) if len(looks.seen) == 1 else None)
    mark(store)
    assert Worker(store, looks, clock, told).until_idle() == 2


def test_no_transaction_is_open_during_a_look(store: Store, clock: Clock, told: Told) -> None:
    open_ones: list[bool] = []
    mark(store)
    Worker(store, Looks(lambda: open_ones.append(store.in_transaction())), clock, told).until_idle()
    assert open_ones == [False]


def test_a_subject_sleeps_until_it_asked_to_be_woken(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(lambda: clock.now + HOUR)
    worker = Worker(store, looks, clock, told)
    mark(store)
    assert worker.until_idle() == 1
    clock.now += HOUR - timedelta(microseconds=1)
    assert worker.until_idle() == 0
    clock.now += timedelta(microseconds=1)
    assert worker.until_idle() == 1


def test_a_look_that_asks_for_the_past_does_not_spin(store: Store, clock: Clock, told: Told) -> None:
    mark(store)
    assert Worker(store, Looks(lambda: NOW - HOUR), clock, told).until_idle() == 1
    assert due_at(store) == NOW + timedelta(seconds=1)


def test_what_is_none_of_ours_leaves_no_row(store: Store, clock: Clock, told: Told) -> None:
    mark(store)
    Worker(store, Looks(lambda: FORGET), clock, told).until_idle()
    assert row(store) is None
    with store.reading() as db:
        assert work.counts(db, NOW) == work.Counts(subjects=0, marks=0, due=0, dead=0, failing={})


def test_a_passing_failure_is_tried_again_without_end(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(Fails(Transient("jira: 503", "Jira did not answer.")))
    worker = Worker(store, looks, clock, told)
    mark(store)
    for tries in range(1, 30):
        assert worker.until_idle() == 1
        clock.now = due_at(store) or NOW
        seen = row(store)
        assert seen is not None
        assert (seen.attempts, seen.error) == (tries, "Transient")
    assert dead(store) == ()


def test_the_other_side_is_given_the_time_that_it_asked_for(store: Store, clock: Clock, told: Told) -> None:
    mark(store)
    Worker(store, Looks(Fails(Transient("429", "Later.", wait=HOUR))), clock, told).until_idle()
    assert due_at(store) == NOW + HOUR


def test_no_wish_of_the_other_side_puts_a_ticket_off_for_more_than_a_day(
    store: Store, clock: Clock, told: Told
) -> None:
    mark(store)
    Worker(store, Looks(Fails(Transient("429", "Later.", wait=timedelta.max))), clock, told).until_idle()
    assert due_at(store) == NOW + timedelta(days=1)


@pytest.mark.parametrize(("attempts", "longest"), [(0, 5), (1, 10), (5, 160), (8, 900), (10**9, 900)])
def test_waits_double_up_to_a_quarter_of_an_hour(attempts: int, longest: int) -> None:
    waits = [backoff(attempts).total_seconds() for _ in range(50)]
    assert longest / 2 <= min(waits) < max(waits) <= longest


def test_what_cannot_go_on_is_dead_after_its_ticket_was_told(store: Store, clock: Clock, told: Told) -> None:
    error = Permanent("two rules", "Somebody has to look.")
    mark(store)
    Worker(store, Looks(Fails(error)), clock, told).until_idle()
    assert told.of == [(TICKET, error)]
    assert dead(store) == (work.Dead(TICKET, "Permanent", NOW),)


def test_what_is_dead_comes_back_by_a_new_hint(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(Fails(Permanent("two rules", "Somebody has to look.")))
    worker = Worker(store, looks, clock, told)
    mark(store)
    worker.until_idle()
    mark(store)
    looks.answer = lambda: None
    assert worker.until_idle() == 1
    assert dead(store) == ()


@pytest.mark.parametrize("away", [Transient("503", "Away."), Misconfigured("401", "Refused.")])
def test_while_the_ticket_cannot_be_told_it_is_not_dead(
    store: Store, clock: Clock, told: Told, away: Exception
) -> None:
    worker = Worker(store, Looks(Fails(Permanent("two rules", "Somebody has to look."))), clock, told)
    told.error = away
    mark(store)
    worker.until_idle()
    assert dead(store) == ()
    told.error = None
    clock.now += HOUR
    worker.until_idle()
    assert len(told.of) == 2
    assert len(dead(store)) == 1


def test_a_ticket_that_cannot_be_told_for_good_is_dead_all_the_same(store: Store, clock: Clock, told: Told) -> None:
    told.error = Permanent("404", "The ticket is gone.")
    mark(store)
    Worker(store, Looks(Fails(Permanent("two rules", "Somebody has to look."))), clock, told).until_idle()
    assert len(dead(store)) == 1


def test_an_unknown_failure_is_tried_eight_times_and_then_given_up(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(Fails(KeyError("a value that nobody may see")))
    worker = Worker(store, looks, clock, told)
    mark(store)
    for _ in range(UNKNOWN_TRIES - 1):
        worker.until_idle()
        assert told.of == []
        clock.now = due_at(store) or NOW
    worker.until_idle()
    assert len(looks.seen) == UNKNOWN_TRIES == 8
    assert [subject for subject, _ in told.of] == [TICKET]
    assert [each.error for each in dead(store)] == ["KeyError"]


def test_failures_of_another_kind_before_do_not_count_against_it(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(Fails(Transient("503", "Away.")))
    worker = Worker(store, looks, clock, told)
    mark(store)
    for _ in range(20):
        worker.until_idle()
        clock.now = due_at(store) or NOW
    looks.answer = Fails(KeyError())
    worker.until_idle()
    assert told.of == []


def test_words_of_an_unknown_failure_stand_in_no_row_and_no_log(
    store: Store, clock: Clock, told: Told, logs: list[EventDict]
) -> None:
    mark(store)
    Worker(store, Looks(Fails(ValueError("l7xx-secret"))), clock, told).until_idle()
    assert [(each["event"], each.get("exc_info")) for each in logs] == [
        ("look failed for an unknown reason", True),
        ("look fails", None),
    ]
    assert "l7xx-secret" not in str(logs)
    seen = row(store)
    assert seen is not None
    assert seen.error == "ValueError"


def test_a_misconfiguration_waits_minutes_counts_nothing_and_shows(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks(Fails(Misconfigured("401", "Jira refuses our token: make a new one.")))
    worker = Worker(store, looks, clock, told)
    mark(store)
    for _ in range(20):
        began = clock.now
        assert worker.until_idle() == 1
        clock.now = due_at(store) or NOW
        assert timedelta(minutes=1) <= clock.now - began <= timedelta(minutes=5)
        seen = row(store)
        assert seen is not None
        assert (seen.attempts, seen.error) == (0, "Misconfigured")
    trouble = worker.health().trouble
    assert trouble is not None
    assert (trouble.kind, trouble.person) == ("Misconfigured", "Jira refuses our token: make a new one.")
    assert dead(store) == ()
    looks.answer = lambda: None
    worker.until_idle()
    assert worker.health().trouble is None


def test_trouble_that_another_process_saw_the_end_of_is_forgotten(store: Store, clock: Clock, told: Told) -> None:
    worker = Worker(store, Looks(Fails(Misconfigured("401", "Refused."))), clock, told)
    mark(store)
    worker.until_idle()
    clock.now += timedelta(minutes=10)
    assert worker.health().trouble is None


def test_one_failing_subject_does_not_hold_up_the_others(store: Store, clock: Clock, told: Told) -> None:
    seen: list[str] = []

    def look(subject: str, _stop: Stop) -> None:
        seen.append(subject)
        if subject == TICKET:
            raise Transient("503", "Away.")

    mark(store)
    mark(store, "ticket:2")
    Worker(store, look, clock, told).until_idle()
    assert sorted(seen) == [TICKET, "ticket:2"]


def test_a_recurring_subject_is_never_given_up(store: Store, clock: Clock, told: Told) -> None:
    worker = Worker(store, Looks(Fails(KeyError())), clock, told, recurring=["sweep:alma"])
    mark(store, "sweep:alma")
    for _ in range(20):
        assert worker.until_idle() == 1
        clock.now = due_at(store, "sweep:alma") or NOW
    assert dead(store) == ()
    assert told.of == []


def test_what_another_has_is_left_alone_and_stays_due(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks()
    worker = Worker(store, looks, clock, told)
    mark(store)
    with store.exclusive(TICKET):
        assert worker.until_idle() == 1
    assert looks.seen == []
    assert worker.until_idle() == 1
    assert looks.seen == [TICKET]


def test_a_look_whose_lock_was_lost_is_told_to_stop_and_records_nothing(
    store: Store, clock: Clock, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    holds: list[Hold] = []
    stopped: list[bool] = []
    take = store._locks.take

    def remember(name: str) -> Hold | None:
        hold = take(name)
        holds.extend([hold] if hold else [])
        return hold

    def look(_subject: str, stop: Stop) -> datetime:
        stopped.append(stop())
        holds[0].lost = True
        stopped.append(stop())
        monkeypatch.undo()
        return NOW + HOUR

    monkeypatch.setattr(store._locks, "take", remember)
    mark(store)
    assert Worker(store, look, clock, told)._turn(TICKET)
    assert stopped == [False, True]
    assert due_at(store) == NOW


def test_who_waits_for_a_look_is_told_what_became_of_it(store: Store, clock: Clock, told: Told) -> None:
    looks = Looks()
    worker = Worker(store, looks, clock, told)

    def now(answer: Callable[[], datetime | Forget | None]) -> tuple[str, bool]:
        looks.answer = answer
        outcome = worker.look_now(TICKET)
        return outcome.words, outcome.well

    assert now(lambda: None) == ("looked at; again when there is news", True)
    assert now(lambda: NOW + HOUR) == ("looked at; again at 2026-11-22 10:00:00 UTC", True)
    assert now(lambda: FORGET) == ("not one of ours", True)
    words, well = now(Fails(Misconfigured("401", "Jira refuses our token.")))
    assert re.fullmatch(
        r"failed \(Misconfigured\), again at 2026-11-22 09:0\d:\d\d UTC: Jira refuses our token\.", words
    )
    assert not well
    assert now(Fails(Permanent("x", "Please look."))) == ("given up (Permanent): Please look.", False)
    assert len(looks.seen) == 5


def test_who_waits_for_a_look_that_another_has_waits_for_it(
    store: Store, clock: Clock, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.flow.turn._PATIENCE_SECONDS", 0.05)
    looks = Looks()
    worker = Worker(store, looks, clock, told)
    with store.exclusive(TICKET):
        assert not worker.look_now(TICKET).well
    assert looks.seen == []
    assert worker.look_now(TICKET).well


@contextmanager
def running(worker: Worker) -> Iterator[None]:
    ended: list[bool] = []
    thread = threading.Thread(target=lambda: ended.append(worker.run()))
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join(30)
    assert ended == [True]


def make(store: Store, look: Look, told: Told, **options: object) -> Worker:
    return Worker(store, look, lambda: datetime.now(UTC), told, **options)  # type: ignore[arg-type]


def test_a_running_worker_looks_at_what_is_marked(store: Store, told: Told) -> None:
    looked = threading.Event()
    worker = make(store, lambda _subject, _stop: looked.set(), told)
    with running(worker):
        mark(store)
        worker.wake()
        assert looked.wait(5)
        assert worker.health().beat is not None
    assert due_at(store) is None


def test_a_recurring_subject_is_looked_at_from_the_start_on(store: Store, told: Told) -> None:
    seen: list[str] = []
    looked = threading.Event()

    def look(subject: str, _stop: Stop) -> datetime:
        seen.append(subject)
        looked.set()
        return datetime.now(UTC) + HOUR

    with running(make(store, look, told, recurring=["sweep:alma"])):
        assert looked.wait(5)
    assert seen == ["sweep:alma"]


def test_no_two_threads_look_at_one_subject_at_once(store: Store, told: Told) -> None:
    inside: set[str] = set()
    overlaps: list[str] = []
    looks: list[str] = []
    mutex = threading.Lock()

    def look(subject: str, _stop: Stop) -> None:
        with mutex:
            if subject in inside:
                overlaps.append(subject)
            inside.add(subject)
            looks.append(subject)
        if len(looks) < 60:
            mark(store, subject)
        with mutex:
            inside.discard(subject)

    worker = make(store, look, told, threads=4)
    for number in range(5):
        mark(store, f"ticket:{number}")
    with running(worker):
        wait_until(lambda: len(looks) >= 60 and nothing_due(store))
    assert overlaps == []


def test_what_another_has_is_asked_for_once_a_second_and_holds_up_nobody(
    store: Store, database_url: str, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    take = store._locks.take
    monkeypatch.setattr(store._locks, "take", lambda name: (asked.append(name), take(name))[1])
    looked = threading.Event()
    worker = make(store, lambda _subject, _stop: looked.set(), told, threads=1)
    with closing(Store(database_url, b"key")) as elsewhere, elsewhere.exclusive(TICKET):
        mark(store)
        with running(worker):
            wait_until(lambda: TICKET in asked)
            mark(store, "ticket:2")
            wait_until(lambda: (worker.wake(), looked.is_set())[1])
    assert asked.count(TICKET) <= 2


def test_a_look_is_told_when_the_worker_stops_and_is_waited_for(store: Store, told: Told) -> None:
    begun, stopped = threading.Event(), threading.Event()

    def look(_subject: str, stop: Stop) -> datetime:
        begun.set()
        wait_until(stop)
        stopped.set()
        return NOW

    worker = make(store, look, told)
    mark(store)
    mark(store, "ticket:2")
    with running(worker):
        assert begun.wait(5)
    assert stopped.is_set()
    assert row(store) is not None


def test_a_look_that_does_not_end_is_left_behind_and_stays_due(
    store: Store, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.flow.worker.GRACE_SECONDS", 0.05)
    begun, end, ended = threading.Event(), threading.Event(), threading.Event()

    def look(_subject: str, _stop: Stop) -> None:
        begun.set()
        end.wait(10)

    worker = make(store, look, told)
    mark(store)
    result: list[bool] = []
    thread = threading.Thread(target=lambda: (result.append(worker.run()), ended.set()))
    thread.start()
    assert begun.wait(5)
    worker.stop()
    assert ended.wait(5)
    assert result == [False]
    assert row(store) is not None
    end.set()
    wait_until(lambda: row(store) is None)


def test_a_database_that_is_away_for_a_moment_does_not_end_the_loop(
    store: Store, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.flow.worker.POLL_SECONDS", 0.05)
    failed = threading.Event()
    take_due = work.take_due

    def broken(*_args: object) -> tuple[str, ...]:
        failed.set()
        monkeypatch.setattr("app.store.work.take_due", take_due)
        raise Transient("database: 57P01", "Away.")

    monkeypatch.setattr("app.store.work.take_due", broken)
    looked = threading.Event()
    with running(make(store, lambda _subject, _stop: looked.set(), told)):
        assert failed.wait(5)
        mark(store)
        assert looked.wait(5)


def test_a_second_worker_on_one_sqlite_is_refused_in_words(sqlite_url: str, told: Told) -> None:
    first, second = (Store(sqlite_url, b"key") for _ in range(2))
    with first.worker_lock(), pytest.raises(Misconfigured) as refused:
        make(second, Looks(), told).run()
    assert "PostgreSQL" in refused.value.person
    first.close()
    second.close()


def wait_until(holds: Callable[[], bool], seconds: float = 10) -> None:
    waited = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if holds():
            return
        waited.wait(0.02)
    raise AssertionError("it never came to hold")


def nothing_due(store: Store) -> bool:
    with store.reading() as db:
        return work.oldest_due(db) is None
