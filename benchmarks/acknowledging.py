"""What a durable acknowledgement costs, and whether anything else makes it slower.

The measure is the same server that verifies each webhook and keeps nothing.
"""

import os
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path

from app.demo.helpdesk.faults import Fault
from app.demo.scene import playing
from benchmarks.load import Answers, get, send, send_beside, webhook
from benchmarks.server import ALONE, SECRET, running
from benchmarks.times import now

ROUNDS, REQUESTS, TICKETS = 3, 2000, 500


def run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        figures = {"ack_ratio_sqlite": _ratio({**ALONE, "DATABASE_URL": f"sqlite:///{folder}/keydesk.db"})}
        postgres = os.environ.get("KEYDESK_TEST_POSTGRES")
        if postgres:
            figures["ack_ratio_postgres"] = _ratio({**ALONE, "DATABASE_URL": postgres})
        return {**figures, **_undisturbed(Path(folder))}


def _ratio(settings: Mapping[str, str]) -> float:
    """Acknowledged a second, kept ÷ forgotten, with 16 connections; rounds take turns, so that both meet the same
    noise.
    """
    with running(settings) as keeping, running(settings, keep=False) as forgetting:
        for process in (keeping, forgetting):
            _burst(process.url, 16)
        pairs = [(_burst(keeping.url, 16), _burst(forgetting.url, 16)) for _ in range(ROUNDS)]
    return statistics.median(kept.per_second / forgotten.per_second for kept, forgotten in pairs)


def _undisturbed(folder: Path) -> dict[str, float]:
    """Without a worker; and beside one in the same process while Jira answers at once, in 100 ms, and not at all.

    What Jira does to acknowledging is told by the last three alone: the first differs from them by the worker's own
    computing.
    """
    with playing(now, None) as scene:
        chosen = {name: value for name, value in scene.settings.items() if name.startswith(("JIRA_", "RE"))}
        url = f"sqlite:///{folder}/busy.db"
        settings = {**ALONE, **chosen, "MODE": "ask", "DATABASE_URL": url, "JIRA_WEBHOOK_SECRETS": SECRET}
        with running(settings) as process:
            alone = _bursts(process.url)
        with running(settings, work=True) as process:
            free = _bursts(process.url)
            scene.desk.faults.add(Fault(".*", times=None, delay=0.1))
            slow = _bursts(process.url)
            scene.desk.faults.clear()
            scene.desk.faults.add(Fault(".*", times=None, delay=20))
            hanging = _bursts(process.url)
            heartbeats = [_heartbeats(process.url) for _ in range(ROUNDS)]
    return {
        "ack_p99_over_p50": statistics.median(each.quantile(0.99) / each.quantile(0.5) for each in alone),
        "ack_stalled_over_free": max(_p99(slow), _p99(hanging)) / _p99(free),
        "ack_working_over_alone": _p99(free) / _p99(alone),
        "heartbeat_p99_ms": _p99(heartbeats) * 1000,
    }


def _bursts(url: str) -> list[Answers]:
    _burst(url, 4)
    return [_burst(url, 4) for _ in range(ROUNDS)]


def _heartbeats(url: str) -> Answers:
    """Beside a burst of webhooks, as whoever balances the load asks for them."""
    webhooks, heartbeats = send_beside(url, _webhooks(), 16, get("/__lbheartbeat__"))
    if webhooks.statuses != {202} or heartbeats.statuses != {200}:
        raise RuntimeError(f"not answered: {webhooks.statuses}, {heartbeats.statuses}")
    return heartbeats


def _p99(bursts: list[Answers]) -> float:
    return statistics.median(each.quantile(0.99) for each in bursts)


def _webhooks() -> list[bytes]:
    return [webhook(SECRET, 1 + number % TICKETS) for number in range(REQUESTS)]


def _burst(url: str, connections: int) -> Answers:
    answers = send(url, _webhooks(), connections)
    if answers.statuses != {202}:
        raise RuntimeError(f"not acknowledged: {answers.statuses}")
    return answers
