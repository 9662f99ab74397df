"""The sweep finds what no webhook told of: tickets that are new or changed, tickets that left their queue, keys handed
in.

Webhooks get lost, so this alone is a full way to run. It only marks: whatever it saw is read again by the looks.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from app.core.acts import ON
from app.core.ticket import Found
from app.core.view import Mode, Policy
from app.flow.deposits import Deposits, newest
from app.flow.ports import Desk
from app.store import keys, tickets, work
from app.store.session import Store

EVERY = timedelta(minutes=3)

#: The help desk's search lags behind its tickets: one that changed just now may be missing without having left.
LAG = timedelta(minutes=5)


def subject_of(ticket_id: str) -> str:
    return f"ticket:{ticket_id}"


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Sweeps one service's queue at a time."""

    desk: Desk
    deposits: Deposits | None
    store: Store
    policy: Callable[[], Policy]
    clock: Callable[[], datetime]

    def sweep(self, service: str) -> datetime:
        """Mark what is news; when to sweep again."""
        found = {each.id: each for each in self.desk.queue(service)}
        now, policy = self.clock(), self.policy()
        with self.store.reading() as db:
            seen = tickets.seen_updated(db, service)
        with self.store.writing() as db:
            gone = [id for id, updated in seen.items() if id not in found and now - updated > LAG]
            tickets.set_left(db, gone, now)
            back = tickets.came_back(db, found)
            self._mark(db, {*gone, *back, *_news(found, seen, policy)}, now)
        # By now what the help desk told is kept: the vault may be away for days.
        handed_in = self._handed_in(service, policy)
        with self.store.writing() as db:
            self._mark(db, handed_in, now)
        return now + EVERY

    def _mark(self, db: Connection, tickets: Collection[str], now: datetime) -> None:
        work.mark_all(db, {subject_of(each): now for each in tickets})

    def _handed_in(self, service: str, policy: Policy) -> set[str]:
        """Tickets whose order waits and for which a key, or another one, lies in the deposit vault; one list for all of
        them."""
        with self.store.reading() as db:
            orders = [each for each in keys.open_orders(db) if each.service == service]
        if not orders or self.deposits is None or policy.mode is not Mode.FULL or policy.paused:
            return set()
        listed = self.deposits.listed()
        return {each.ticket_id for each in orders if newest(listed, each.key.name, each.key.source_item)}


def _news(found: Mapping[str, Found], seen: Mapping[str, datetime], policy: Policy) -> Collection[str]:
    """Tickets that are new or changed. Those from before Keydesk's time are news only once somebody asks for it."""
    return [
        id
        for id, each in found.items()
        if seen.get(id) != each.updated and (id in seen or each.created >= policy.since or ON in each.labels)
    ]
