"""A whole ticket on PostgreSQL: the same program, the same steps, another database."""

from collections.abc import Callable

from tests.e2e.world import World
from tests.store.databases import needs_postgres, postgres_template, postgres_url  # noqa: F401

BIBS = {"bibs": "read-only"}


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
