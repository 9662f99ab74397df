"""Tickets as the sweep and the lists see them."""

from app.core.case import State
from app.core.view import Others
from app.store import tickets
from app.store.session import Store
from tests.store.rows import LATER, NOW, known


def test_a_ticket_is_known_once_and_as_it_was_last_seen(store: Store) -> None:
    with store.writing() as db:
        known(db, "1", "LIB-1")
        tickets.know_ticket(db, "1", "MOVED-9", "alma", LATER, State.REVIEW, reporter="dana")
        assert tickets.open_tickets(db) == (tickets.Known("1", "MOVED-9", "alma", LATER, State.REVIEW, None),)
        assert tickets.ticket_id(db, "MOVED-9") == "1"
        assert tickets.ticket_id(db, "LIB-1") is None


def test_knowing_a_ticket_does_not_bring_it_back_to_its_queue(store: Store) -> None:
    with store.writing() as db:
        known(db, "1", "LIB-1")
        tickets.set_left(db, ["1"], NOW)
        known(db, "1", "LIB-1")
        assert tickets.open_tickets(db) == ()


def test_the_sweep_sees_what_the_services_own_queue_held(store: Store) -> None:
    with store.writing() as db:
        known(db, "1", "LIB-1")
        known(db, "2", "LIB-2", service="openathens")
        known(db, "3", "LIB-3")
        tickets.set_left(db, ["3"], NOW)
        assert tickets.seen_updated(db, "alma") == {"1": NOW}


def test_thousands_of_tickets_leave_and_come_back_at_once(store: Store) -> None:
    ids = [str(number) for number in range(2500)]
    with store.writing() as db:
        for each in ids[:30]:
            known(db, each, f"LIB-{each}")
        tickets.set_left(db, ids, NOW)
        assert tickets.open_tickets(db) == ()
        assert tickets.came_back(db, ids) == tuple(sorted(ids[:30]))


def test_a_reporters_other_tickets_are_counted_while_their_queues_hold_them(store: Store) -> None:
    def know(id: str, state: State, reporter: str | None = "dana") -> None:
        tickets.know_ticket(db, id, f"LIB-{id}", "alma", NOW, state, reporter=reporter)

    with store.writing() as db:
        for number, state in enumerate(State):
            know(str(number), state)
        know("20", State.SILENT)
        know("21", State.REVIEW)
        know("22", State.REVIEW, "ravi")
        know("23", State.REVIEW, None)
        know("24", State.REVIEW)
        tickets.set_left(db, ["24"], NOW)
        assert tickets.others_of(db, "dana", "21") == Others(open=5, waiting=2)
        assert tickets.others_of(db, "dana", "20") == Others(open=6, waiting=1)
        assert tickets.others_of(db, "ravi", "22") == Others()


def test_a_ticket_whose_reporter_changes_is_the_new_ones(store: Store) -> None:
    with store.writing() as db:
        for reporter in ("dana", "ravi"):
            tickets.know_ticket(db, "1", "LIB-1", "alma", NOW, State.REVIEW, reporter=reporter)
        assert tickets.others_of(db, "dana", "2") == Others()
        assert tickets.others_of(db, "ravi", "2") == Others(open=1)
