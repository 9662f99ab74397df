"""What is counted while tickets go all the way, and that no figure names a ticket, a person or an item."""

import re
from collections.abc import Callable

from prometheus_client import generate_latest

from app.web.metrics import Standing, registry
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}


def figures(keydesk: World) -> str:
    house = keydesk.house
    assert house.stocktaker is not None
    standing = Standing(house.store, keydesk.clock, house.worker.health, house.stocktaker.stock)
    return generate_latest(registry(standing)).decode()


def value(told: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", told, re.MULTILINE)
    return float(found[1]) if found else 0


def test_a_delivery_and_a_refusal_leave_their_figures_and_no_names(keydesk_with: Callable[..., World]) -> None:
    keydesk = keydesk_with()
    before = figures(keydesk)
    secret, spare = (keydesk.scene.stock_key("sandbox", BIBS) for _ in range(2))
    delivered, refused = keydesk.reviewed(), keydesk.reviewed()
    keydesk.approve(delivered)
    keydesk.approve(refused, by=keydesk.scene.people.eve)
    keydesk.settle()
    keydesk.house.worker.look_now("stock")
    keydesk.sweep()
    told = figures(keydesk)

    def grew(name: str) -> float:
        return value(told, name) - value(before, name)

    assert grew('keydesk_steps_total{outcome="done",step="Share"}') == 1
    assert grew('keydesk_steps_total{outcome="done",step="Judge"}') == 1
    assert grew('keydesk_look_seconds_count{outcome="done",subject="ticket"}') >= 4
    assert grew('keydesk_look_seconds_count{outcome="done",subject="sweep"}') == 1
    assert grew('keydesk_look_seconds_count{outcome="done",subject="stock"}') == 1
    assert grew('keydesk_upstream_seconds_count{status="200",upstream="jira"}') > 10
    assert grew('keydesk_upstream_seconds_count{status="200",upstream="alma"}') >= 1
    assert grew('keydesk_upstream_seconds_count{status="done",upstream="1password"}') >= 4
    assert value(told, 'keydesk_tickets{state="issued",waits_for="nobody"}') == 1
    assert value(told, 'keydesk_tickets{state="review",waits_for="reviewer"}') == 1
    assert value(told, 'keydesk_stock_free{environment="sandbox",grants="bibs=read-only",service="alma"}') == 1
    labels = " ".join(line for line in told.splitlines() if "{" in line).lower()
    people = [*vars(keydesk.scene.people).values(), "dana", "jane", "eve", "example.edu", "@"]
    items = [each.id for vault in ("STOCK", "ISSUED") for each in keydesk.items(vault)]
    tickets = [delivered, refused, keydesk.ref(delivered), keydesk.ref(refused)]
    hidden = [secret, spare, secret[-4:], *people, *items, *tickets]
    assert [word for word in hidden if re.search(rf'="[^"]*{re.escape(word.lower())}', labels)] == []
