"""The inbox: nobody is answered before his hint is on disk, and many hints share a commit."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from app.errors import Transient
from app.flow.inbox import Inbox
from app.store import work
from app.store.session import Store

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def due(store: Store) -> tuple[str, ...]:
    with store.reading() as db:
        return work.take_due(db, NOW, limit=1000)


class Wakes:
    def __init__(self) -> None:
        self.count = 0
        self.do: Callable[[], None] = lambda: None

    def __call__(self) -> None:
        self.count += 1
        self.do()


@pytest.fixture
def wakes() -> Wakes:
    return Wakes()


@pytest.fixture
def inbox(store: Store, wakes: Wakes) -> Iterator[Inbox]:
    made = Inbox(store, lambda: NOW, wakes)
    yield made
    made.close()


def test_who_is_answered_has_been_written_down(store: Store, inbox: Inbox) -> None:
    asyncio.run(inbox.mark("ticket:1"))
    assert due(store) == ("ticket:1",)


def test_the_worker_is_woken_after_the_commit(store: Store, inbox: Inbox, wakes: Wakes) -> None:
    seen: list[tuple[str, ...]] = []
    wakes.do = lambda: seen.append(due(store))
    asyncio.run(inbox.mark("ticket:1"))
    assert seen == [("ticket:1",)]


def test_hints_that_come_together_share_commits(store: Store, inbox: Inbox, wakes: Wakes) -> None:
    async def many() -> None:
        await asyncio.gather(*(inbox.mark(f"ticket:{number % 50}") for number in range(200)))

    asyncio.run(many())
    assert len(due(store)) == 50
    assert wakes.count <= 2


def test_a_hint_during_a_commit_is_in_the_next(store: Store, inbox: Inbox, wakes: Wakes) -> None:
    first_written = threading.Event()
    wakes.do = first_written.set

    async def two() -> None:
        first = asyncio.create_task(inbox.mark("ticket:1"))
        await asyncio.sleep(0)
        await asyncio.to_thread(first_written.wait, 5)
        await inbox.mark("ticket:2")
        await first

    asyncio.run(two())
    assert due(store) == ("ticket:1", "ticket:2")
    assert wakes.count == 2


def test_nobody_is_answered_before_the_commit(store: Store, inbox: Inbox) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def hold(_connection: object) -> None:
        reached.set()
        go_on.wait(10)

    event.listen(store._writer, "commit", hold)

    async def hint() -> bool:
        answered = asyncio.create_task(inbox.mark("ticket:1"))
        await asyncio.to_thread(reached.wait, 10)
        early = answered.done()
        go_on.set()
        await answered
        return early

    assert asyncio.run(hint()) is False
    event.remove(store._writer, "commit", hold)


def test_what_cannot_be_written_is_said_to_everybody_who_waits(
    store: Store, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Transient("database: SQLITE_FULL", "The database could not be used just now.")

    async def many() -> list[object]:
        return await asyncio.gather(*(inbox.mark(f"ticket:{n}") for n in range(5)), return_exceptions=True)

    with monkeypatch.context() as patched:
        patched.setattr(work, "mark_all", full)
        assert [type(each) for each in asyncio.run(many())] == [Transient] * 5
    assert due(store) == ()
    asyncio.run(inbox.mark("ticket:1"))
    assert due(store) == ("ticket:1",)


def test_who_went_away_meanwhile_harms_nobody_and_his_hint_counts(store: Store, inbox: Inbox) -> None:
    async def gone() -> None:
        leaving = asyncio.create_task(inbox.mark("ticket:1"))
        staying = asyncio.create_task(inbox.mark("ticket:2"))
        await asyncio.sleep(0)
        leaving.cancel()
        await staying

    asyncio.run(gone())
    assert due(store) == ("ticket:1", "ticket:2")
