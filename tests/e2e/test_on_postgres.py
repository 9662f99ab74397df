"""A whole ticket on PostgreSQL: the same program, the same steps, another database."""

from collections.abc import Callable
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import text

from app.core.findings import AreaFinding
from app.core.secret import Secret
from app.errors import Transient
from app.store.locks import Hold
from app.store.session import Store
from tests.e2e.ordering import kept
from tests.e2e.world import World
from tests.store.databases import (  # noqa: F401
    AUDIT_KEY,
    needs_postgres,
    postgres_template,
    postgres_url,
)

BIBS = {"bibs": "read-only"}
END_WHOEVER_HOLDS_LOCKS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND datname = current_database()"
)


@needs_postgres
def test_both_keys_of_a_ticket_are_delivered_on_postgres(
    keydesk_with: Callable[..., World],
    postgres_url: str,  # noqa: F811
) -> None:
    keydesk = keydesk_with(DATABASE_URL=postgres_url)
    assert keydesk.house.store.many_workers
    sandbox = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.request("", access="")
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-incomplete"}
    keydesk.say(ticket, "production and premium sandbox\nread-only")
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-review"}
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.opened(ticket) == sandbox
    production = keydesk.scene.make_key("production", BIBS)
    [order] = keydesk.orders()
    assert keydesk.hand_in(order, production).kept
    keydesk.settle()
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-issued"}
    assert keydesk.opened(ticket) == production
    assert keydesk.known() == [ticket]


@needs_postgres
def test_a_key_whose_tickets_lock_was_lost_while_it_was_checked_is_not_kept(
    keydesk_with: Callable[..., World],
    postgres_url: str,  # noqa: F811
) -> None:
    keydesk = keydesk_with(DATABASE_URL=postgres_url)
    ticket, order = keydesk.ordered()
    assert keydesk.house.depositor is not None
    value = Secret(keydesk.scene.make_key("production", BIBS))
    with closing(Store(postgres_url, AUDIT_KEY)) as another, ExitStack() as taken:

        def lose(_finding: AreaFinding) -> None:
            """As when the server restarts, and somebody else was quicker."""
            if taken_by_another:
                return
            with another.reading() as db:
                db.execute(END_WHOEVER_HOLDS_LOCKS)
            taken_by_another.append(taken.enter_context(another.exclusive(f"ticket:{ticket}")))

        taken_by_another: list[Hold | None] = []
        with pytest.raises(Transient, match="lost"):
            keydesk.house.depositor.hand_in(order, value, "tests", lose)
        assert taken_by_another[0] is not None
    assert kept(keydesk) == 0
    assert keydesk.hand_in(order, value.reveal()).kept
