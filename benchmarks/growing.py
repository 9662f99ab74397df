"""Whether what Keydesk has behind it makes it slower: an acknowledgement and a look, with much in the database and with
little.
"""

import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.demo.scene import Scene, playing
from app.flow.sweep import subject_of
from app.main import House
from app.store.models import keys, said, tickets, work
from benchmarks.load import send, webhook
from benchmarks.server import ALONE, SECRET, house_of, running
from benchmarks.times import now

LITTLE, MUCH = (100, 20), (100_000, 20_000)
ACKNOWLEDGEMENTS, LOOKS, ROUNDS = 1000, 60, 5


def run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_filled(Path(folder) / f"{size[0]}.db", *size) for size in (LITTLE, MUCH))
        return {"growth_ack": _acknowledging(small, large), "growth_look": _looking(small, large)}


def _filled(path: Path, how_many_tickets: int, how_many_keys: int) -> str:
    """A database with this much history; its address."""
    url = f"sqlite:///{path}"
    house = house_of({**ALONE, "DATABASE_URL": url})
    with house.store.writing() as db:
        db.execute(insert(tickets), [_ticket(number) for number in range(how_many_tickets)])
        db.execute(insert(work), [_work(number) for number in range(how_many_tickets)])
        db.execute(insert(said), [_said(number) for number in range(how_many_tickets)])
        db.execute(insert(keys), [_key(number) for number in range(how_many_keys)])
    house.store.close()
    return url


def _ticket(number: int) -> dict[str, Any]:
    row = {"id": str(1_000_000 + number), "ref": f"OLD-{number}", "service": "alma", "state": "issued"}
    return {**row, "seen_updated": now(), "left_at": now() if number % 10 else None}


def _work(number: int) -> dict[str, Any]:
    return {"subject": subject_of(str(1_000_000 + number)), "marks": 3, "attempts": 0}


def _said(number: int) -> dict[str, Any]:
    row = {"ticket_id": str(1_000_000 + number), "kind": "review", "about": "1", "comment_id": str(number)}
    return {**row, "attempted_at": now(), "posted_at": now()}


def _key(number: int) -> dict[str, Any]:
    return {
        "ticket_id": str(1_000_000 + number),
        "environment": "production",
        "serial": 0,
        "grants": {"bibs": "read-only"},
        "recipient": {"account": "someone", "address": "someone@lib.example.edu"},
        "review": 1,
        "operation": f"operation-{number}",
        "name": f"OLD-{number} production",
        "stock_item": f"item-{number}",
        "fingerprint": f"fingerprint-{number}",
        "checks": 1,
        "shares": 1,
        "delivered_at": now(),
    }


def _acknowledging(small: str, large: str) -> float:
    """The time of an acknowledgement with much ÷ with little, in rounds that take turns."""
    requests = [webhook(SECRET, 5_000_000 + number) for number in range(ACKNOWLEDGEMENTS)]
    with (
        running({**ALONE, "DATABASE_URL": large}) as much,
        running({**ALONE, "DATABASE_URL": small}) as little,
    ):
        for process in (much, little):
            send(process.url, requests, 1)
        pairs = [(send(much.url, requests, 1), send(little.url, requests, 1)) for _ in range(ROUNDS)]
    return statistics.median(one.quantile(0.5) / other.quantile(0.5) for one, other in pairs)


def _looking(small: str, large: str) -> float:
    """The same for a look at a ticket on which there is nothing to do."""
    with playing(now, None) as scene:
        much, little = (_house(scene, url) for url in (large, small))
        ticket = scene.desk.open_ticket(scene.people.dana, "A question", "When do you open?").id
        try:
            for house in (much, little):
                _looks(house, ticket)
            pairs = [(_looks(much, ticket), _looks(little, ticket)) for _ in range(ROUNDS)]
        finally:
            for house in (much, little):
                house.store.close()
    return statistics.median(statistics.median(one) / statistics.median(other) for one, other in pairs)


def _house(scene: Scene, url: str) -> House:
    chosen: Mapping[str, str] = {
        name: value for name, value in scene.settings.items() if not name.startswith(("OP_", "ALMA_URL", "ALMA_I"))
    }
    return house_of({**chosen, "MODE": "ask", "DATABASE_URL": url})


def _looks(house: House, ticket: str) -> Sequence[float]:
    took = []
    for _ in range(LOOKS):
        begun = time.perf_counter()
        house.worker.look_now(subject_of(ticket))
        took.append(time.perf_counter() - begun)
    return took
