"""Tickets as the sweep and the lists see them."""

from app.core.case import State
from app.store import tickets
from app.store.session import Store
from tests.store.rows import LATER, NOW, known


def test_a_ticket_is_known_once_and_as_it_was_last_seen(store: Store) -> None:
    with store.writing() as db:
        known(db, "1", "LIB-1")
        tickets.know_ticket(db, "1", "MOVED-9", "alma", LATER, State.REVIEW)
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
