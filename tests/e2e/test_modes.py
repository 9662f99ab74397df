"""How far Keydesk goes: since when, in which mode, while it is paused, and what it says that it would do."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.desk.adf import render
from tests.e2e.stage import Stage
from tests.e2e.world import NewWorld, World, form

BIBS = {"bibs": "read-only"}


def test_a_first_start_against_sixty_open_tickets_writes_to_none_and_reads_them_at_most_once(
    library: Stage, tmp_path: Path
) -> None:
    desk, dana = library.scene.desk, library.scene.people.dana
    desk.webhooks.send_to(None)
    words = form(purpose="Labels", environment="sandbox", areas="Bibs", access="read-only")
    old = [desk.open_ticket(dana, f"API key {number}", words).id for number in range(60)]
    library.send_webhooks()
    with library.keydesk(tmp_path) as keydesk:
        keydesk.sweep()
        for ticket in old:
            desk.label(ticket, "seen", by=keydesk.scene.people.eve)
        keydesk.settle()
        keydesk.sweep()
        assert keydesk.writes() == []
        reads = [each.ticket for each in keydesk.calls() if each.ticket in old]
        assert len(reads) == len(set(reads)) == 60
        assert keydesk.known() == []
        desk.label(old[7], "keydesk-on", by=keydesk.scene.people.jane)
        keydesk.settle()
        assert "now with LSIS for review" in keydesk.public(old[7])[-1]
        assert keydesk.known() == [old[7]]


def test_from_brings_older_tickets_in(library: Stage, tmp_path: Path) -> None:
    library.scene.desk.webhooks.send_to(None)
    words = form(purpose="Labels", environment="sandbox", areas="Bibs", access="read-only")
    ticket = library.scene.desk.open_ticket(library.scene.people.dana, "API key", words).id
    library.clock.advance(timedelta(hours=1))
    since = (library.clock.now - timedelta(hours=2)).isoformat()
    with library.keydesk(tmp_path, FROM=since) as keydesk:
        keydesk.sweep()
        assert "now with LSIS for review" in keydesk.public(ticket)[-1]


def test_observing_writes_nothing_anywhere(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(MODE="observe")
    keydesk.scene.stock_key("sandbox", BIBS)
    question, complete = keydesk.request(""), keydesk.request()
    keydesk.settle()
    keydesk.approve(complete)
    keydesk.settle()
    keydesk.sweep()
    keydesk.pass_time(timedelta(days=2))
    assert keydesk.writes() == []
    assert keydesk.scene.vault.messages == []
    assert keydesk.scene.alma.calls == []
    assert sorted(keydesk.known()) == sorted([question, complete])


def test_in_ask_mode_it_asks_and_reviews_and_an_approval_stays(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(MODE="ask")
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request("")
    keydesk.settle()
    assert "still open" in keydesk.public(ticket)[-1]
    keydesk.say(ticket, "sandbox")
    keydesk.settle()
    said = len(keydesk.comments(ticket))
    keydesk.approve(ticket, by=keydesk.scene.people.eve)
    keydesk.settle()
    keydesk.pass_time(timedelta(days=1), step=timedelta(hours=4))
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-review"}
    assert len(keydesk.comments(ticket)) == said
    assert keydesk.scene.vault.messages == []
    assert (keydesk.orders(), keydesk.house.depositor) == ([], None)


def test_a_ticket_of_ask_mode_is_served_once_the_mode_is_full(library: Stage, tmp_path: Path) -> None:
    with library.keydesk(tmp_path, MODE="ask") as keydesk:
        value = keydesk.scene.stock_key("sandbox", BIBS)
        ticket = keydesk.reviewed()
        keydesk.approve(ticket)
        keydesk.settle()
    with library.keydesk(tmp_path) as keydesk:
        keydesk.look(ticket)
        assert keydesk.opened(ticket) == value


def test_while_issuing_is_paused_it_asks_and_reviews_and_afterwards_goes_on(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    keydesk.pause()
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(days=1), step=timedelta(hours=6))
    assert keydesk.scene.vault.messages == []
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-review"}
    keydesk.resume()
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_a_pause_stops_a_delivery_at_its_next_step(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    pending = [keydesk.pause]

    def stop(*_: object) -> None:
        if pending:
            pending.pop()()

    keydesk.scene.alma.hook = stop  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    keydesk.resume()
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def nothing(_keydesk: World, _ticket: str) -> None:
    """Leaves the ticket as it was opened."""


def answered(keydesk: World, ticket: str) -> None:
    keydesk.settle()
    keydesk.say(ticket, "production")


def without_answer(keydesk: World, ticket: str) -> None:
    keydesk.settle()
    keydesk.say(ticket, "no idea at all")


def approved(keydesk: World, ticket: str) -> None:
    answered(keydesk, ticket)
    keydesk.settle()
    keydesk.approve(ticket)


def refused(keydesk: World, ticket: str) -> None:
    answered(keydesk, ticket)
    keydesk.settle()
    keydesk.approve(ticket, by=keydesk.scene.people.eve)


def denied(keydesk: World, ticket: str) -> None:
    answered(keydesk, ticket)
    keydesk.settle()
    keydesk.scene.desk.label(ticket, "alma-key-denied", by=keydesk.scene.people.omar)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (nothing, "still open"),
        (answered, "now with LSIS for review"),
        (without_answer, "A colleague from LSIS"),
        (approved, None),
        (refused, "I could not take"),
        (denied, "LSIS has decided not to issue"),
    ],
)
def test_the_plan_is_what_is_done_then(keydesk: World, act: Callable[[World, str], None], words: str | None) -> None:
    ticket = keydesk.request("")
    act(keydesk, ticket)
    keydesk.scene.desk.settle()
    before, wrote = len(keydesk.scene.desk.ticket(ticket).comments), len(keydesk.writes())
    planned = list(keydesk.house.planner.plan(ticket))[-1]
    assert len(keydesk.writes()) == wrote
    keydesk.settle()
    said = [each.body for each in keydesk.scene.desk.ticket(ticket).comments[before:]]
    assert (planned.comment is None) == (words is None)
    if words is not None and planned.comment is not None:
        assert render(planned.comment) == said[0]
        assert [each for each in keydesk.comments(ticket) if words in each]
    else:
        assert planned.decision.step is not None


def test_the_plan_of_a_fresh_ticket_is_the_same_however_often_it_is_asked_for(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(MODE="observe")
    ticket = keydesk.request()
    plans = [[each.decision for each in keydesk.house.planner.plan(ticket)] for _ in range(2)]
    assert plans[0] == plans[1]
    assert [type(each.step).__name__ for each in plans[0]] == ["Understand", "LayReview", "Say"]
    assert keydesk.known() == keydesk.writes() == []
