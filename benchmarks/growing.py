"""Whether what Keydesk has behind it makes it slower: an acknowledgement, a look and a sweep, with much in the database
and with little. What the queue holds is the same in both: it costs the sweep calls, and is measured by itself.
"""

import statistics
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from app.demo.scene import Scene, playing
from app.flow.sweep import subject_of
from app.main import House
from app.store.models import keys, requests, rulings, said, tickets, work
from benchmarks.draining import CLEAR
from benchmarks.load import send, webhook
from benchmarks.server import ALONE, SECRET, house_of, running
from benchmarks.times import now

LITTLE, MUCH, LONG_QUEUE = (100, 20, 10), (100_000, 20_000, 10), (10_000, 20, 10_000)
# Short rounds that take turns: what else the machine does then strikes both alike.
ACKNOWLEDGEMENTS, LOOKS, SWEEPS, ROUNDS = 100, 10, 5, 25
SIZES = (LITTLE, MUCH, LONG_QUEUE)


def run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        small, large, queue = (_filled(Path(folder) / f"{n}.db", *size) for n, size in enumerate(SIZES))
        return {"growth_ack": _acknowledging(small, large), **_working(small, large, queue)}


def _filled(path: Path, how_many_tickets: int, how_many_keys: int, held: int) -> str:
    """A database with this much history, and the newest so many tickets still held by their queue; its address."""
    url = f"sqlite:///{path}"
    house = house_of({**ALONE, "DATABASE_URL": url})
    with house.store.writing() as db:
        gone = how_many_tickets - held
        db.execute(insert(tickets), [_ticket(number, left=number < gone) for number in range(how_many_tickets)])
        db.execute(insert(work), [_work(number) for number in range(how_many_tickets)])
        db.execute(insert(said), [_said(number) for number in range(how_many_tickets)])
        db.execute(insert(requests), [_request(number) for number in range(how_many_tickets)])
        db.execute(insert(rulings), [_ruling(number) for number in range(how_many_tickets)])
        db.execute(insert(keys), [_key(number) for number in range(how_many_keys)])
    house.store.close()
    return url


def _ticket(number: int, *, left: bool) -> dict[str, Any]:
    row = {"id": str(1_000_000 + number), "ref": f"OLD-{number}", "service": "alma", "state": "issued"}
    return {**row, "seen_updated": now(), "left_at": now() if left else None}


def _work(number: int) -> dict[str, Any]:
    return {"subject": subject_of(str(1_000_000 + number)), "marks": 3, "attempts": 0}


def _said(number: int) -> dict[str, Any]:
    row = {"ticket_id": str(1_000_000 + number), "kind": "review", "about": "1", "comment_id": str(number)}
    return {**row, "attempted_at": now(), "posted_at": now()}


def _request(number: int) -> dict[str, Any]:
    return {"ticket_id": str(1_000_000 + number), "source": "0" * 64, "reading": {}, "n": 1, "digest": "0" * 64}


def _ruling(number: int) -> dict[str, Any]:
    row = {"ticket_id": str(1_000_000 + number), "change_id": str(number), "label": "alma-key-approved"}
    return {**row, "verdict": "approved", "reason": "", "at": now()}


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
    hints = [webhook(SECRET, 5_000_000 + number) for number in range(ACKNOWLEDGEMENTS)]
    with (
        running({**ALONE, "DATABASE_URL": large}) as much,
        running({**ALONE, "DATABASE_URL": small}) as little,
    ):
        for process in (much, little):
            send(process.url, hints, 1)
        pairs = [(send(much.url, hints, 1), send(little.url, hints, 1)) for _ in range(ROUNDS)]
    return statistics.median(one.quantile(0.5) / other.quantile(0.5) for one, other in pairs)


def _working(small: str, large: str, queue: str) -> dict[str, float]:
    """Looks at a ticket that waits for its reviewer, each house at one of its own, and sweeps."""
    with playing(now, None) as scene, ExitStack() as opened:
        much, little, long = (_house(scene, url, opened) for url in (large, small, queue))
        reviewed = {id(house): _in_review(scene, house) for house in (much, little)}
        looks = [[_took(each, reviewed[id(each)], LOOKS) for each in (much, little)] for _ in range(ROUNDS + 1)]
        sweeps = [[_took(each, "sweep:alma", SWEEPS) for each in (much, little, long)] for _ in range(ROUNDS + 1)]
    return {
        "growth_look": statistics.median(one / other for one, other in looks[1:]),
        "growth_sweep": statistics.median(one / other for one, other, _ in sweeps[1:]),
        "sweep_ms_per_1000_held": statistics.median(each - other for _, other, each in sweeps[1:])
        / (LONG_QUEUE[2] / 1000)
        * 1000,
    }


def _in_review(scene: Scene, house: House) -> str:
    """The subject of a ticket that this house has laid before the reviewers."""
    ticket = scene.desk.open_ticket(scene.people.dana, "API key for the spine labels", CLEAR).id
    house.worker.look_now(subject_of(ticket))
    if "alma-key-review" not in scene.desk.ticket(ticket).labels:
        raise RuntimeError(f"not in review: {scene.desk.ticket(ticket).labels}")
    return subject_of(ticket)


def _house(scene: Scene, url: str, opened: ExitStack) -> House:
    chosen: Mapping[str, str] = {
        name: value for name, value in scene.settings.items() if not name.startswith(("OP_", "ALMA_URL", "ALMA_I"))
    }
    house = house_of({**chosen, "MODE": "ask", "DATABASE_URL": url})
    opened.callback(house.store.close)
    return house


def _took(house: House, subject: str, times: int) -> float:
    """The median of looks at one subject, in seconds."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        outcome = house.worker.look_now(subject)
        took.append(time.perf_counter() - begun)
        if not outcome.well:
            raise RuntimeError(outcome.words)
    return statistics.median(took)
