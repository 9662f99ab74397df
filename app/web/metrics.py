"""Figures for Prometheus, on an address of their own: what this process did, and how the database stands.

Read by machines inside the house, and therefore not by the public door. The database is asked when somebody reads; that
it does not answer is a figure too.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection

from app import measuring
from app.core.case import State
from app.errors import KeydeskError, Misconfigured
from app.flow.stocktaking import Stock
from app.flow.worker import Health
from app.store import audit, tickets, work
from app.store.session import Store

#: Who has to do something about a ticket that stands so.
WAITS_FOR: Mapping[State, str] = {
    State.SILENT: "nobody",
    State.INCOMPLETE: "requester",
    State.REVIEW: "reviewer",
    State.ORDER: "lsis",
    State.HELP: "lsis",
    State.STUCK: "lsis",
    State.ISSUED: "nobody",
}


@dataclass(frozen=True, eq=False)
class Standing(Collector):
    """How things stand at the moment of reading."""

    store: Store
    clock: Callable[[], datetime]
    health: Callable[[], Health]
    stock: Callable[[], Stock | None]

    def collect(self) -> Iterator[Metric]:
        yield from self._worker()
        yield from self._stock()
        try:
            with self.store.reading() as db:
                figures = [*self._work(db), _tickets(db), _audit(db)]
        except KeydeskError:
            yield _gauge("keydesk_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("keydesk_database_up", "Whether the database answers.", 1)
        yield from figures

    def _work(self, db: Connection) -> Iterator[Metric]:
        now = self.clock()
        counts, oldest = work.counts(db, now), work.oldest_due(db)
        waited = max((now - oldest).total_seconds(), 0) if oldest else 0
        yield _gauge("keydesk_subjects", "Subjects that have a row of work.", counts.subjects)
        yield CounterMetricFamily("keydesk_marks", "Hints taken by all processes, kept or forgotten.", counts.marks)
        yield _gauge("keydesk_due", "Subjects that are to be looked at now.", counts.due)
        yield _gauge("keydesk_oldest_due_seconds", "How long the longest of them has waited.", waited)
        yield _gauge("keydesk_dead", "Subjects that were given up: see `keydesk stuck`.", counts.dead)
        failing = GaugeMetricFamily("keydesk_failing", "Subjects whose last look failed, by error.", labels=["error"])
        for error, number in counts.failing.items():
            failing.add_metric([error], number)
        yield failing

    def _worker(self) -> Iterator[GaugeMetricFamily]:
        health = self.health()
        beat = health.beat.timestamp() if health.beat else 0
        yield _gauge("keydesk_beat_timestamp_seconds", "When this worker last handed out work.", beat)
        yield _gauge("keydesk_looks_running", "Looks under way in this worker.", health.running)
        wrong = health.trouble is not None
        yield _gauge("keydesk_misconfigured", "Whether looks wait because of our own settings or rights.", wrong)

    def _stock(self) -> Iterator[GaugeMetricFamily]:
        stock = self.stock()
        if stock is None:
            return
        labels = ["service", "environment", "grants"]
        free = GaugeMetricFamily("keydesk_stock_free", "Keys made beforehand that nobody has taken.", labels=labels)
        for profile, number in stock.free.items():
            free.add_metric(list(profile), number)
        yield free


def registry(standing: Standing) -> CollectorRegistry:
    """All figures of a process."""
    made = CollectorRegistry()
    for counted in measuring.COUNTED:
        made.register(counted)
    made.register(standing)
    ProcessCollector(registry=made)
    GCCollector(registry=made)
    return made


@contextmanager
def serving(host: str, port: int, standing: Standing) -> Iterator[None]:
    """`GET /metrics` at this address while the block runs; Misconfigured where the address is taken."""
    try:
        server, thread = start_http_server(port, host, registry(standing))
    except OSError as error:
        raise Misconfigured(
            f"metrics address not available: {type(error).__name__}",
            f"KEYDESK_METRICS_ADDR is {host}:{port}, which cannot be listened on: another program may use it. "
            "Give each Keydesk worker on a machine an address of its own.",
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _gauge(name: str, help: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help, value=value)


def _tickets(db: Connection) -> GaugeMetricFamily:
    labels = ["state", "waits_for"]
    open_ones = GaugeMetricFamily("keydesk_tickets", "Tickets in our queues, and who has to act.", labels=labels)
    states = tickets.states(db)
    for state, whom in WAITS_FOR.items():
        open_ones.add_metric([state.value or "silent", whom], states.get(state, 0))
    return open_ones


def _audit(db: Connection) -> GaugeMetricFamily:
    """Its seal stands in the log: a figure holds no words."""
    return _gauge("keydesk_audit_rows", "The number of the audit's newest row; it never falls.", audit.head(db).number)
