"""Writing down what was done, and in the same transaction the audit's row about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.core.acts import Denied, Refused, Unknown
from app.core.approval import Approved
from app.core.case import Key, Ruling, State, Verdict
from app.core.items import VaultName
from app.core.ticket import Ticket
from app.core.view import View
from app.store import tickets
from app.store.session import Store


@dataclass(frozen=True, slots=True)
class Records:
    """Transactions about the ticket of a view."""

    store: Store

    @contextmanager
    def written(self, view: View, action: str, **detail: Any) -> Iterator[Connection]:
        """What happens in this block is committed together with its audit row, or not at all."""
        with self.store.writing() as db:
            yield db
            self.note(db, view, action, **detail)

    def value_read(self, view: View, key: Key, why: str, vault: VaultName, item: str) -> None:
        """To be written down before a key's value is read, and for which step."""
        with self.written(view, "value read", key=key.name, why=why, vault=vault.value, item=item):
            pass

    def note(self, db: Connection, view: View, action: str, **detail: Any) -> None:
        """An audit row in a transaction that is open already."""
        self.store.audit.append(db, view.policy.bot, action, view.seen.id, detail, view.now)


def know(db: Connection, ticket: Ticket, service: str, state: State) -> None:
    """That the ticket is ours, and how it was seen."""
    reporter = ticket.reporter.id if ticket.reporter else None
    tickets.know_ticket(db, ticket.id, ticket.ref, service, ticket.updated, state, reporter=reporter)


def approving(approved: Approved, view: View) -> Ruling:
    actor = approved.actor.id
    return Ruling(approved.change_id, approved.label, actor, approved.n, Verdict.APPROVED, "", view.now)


def judging(answer: Refused | Unknown | Denied, at: datetime) -> Ruling:
    """What an act was found to be, as it is recorded."""
    verdict, reason, n = Verdict.REFUSED, "", None
    match answer:
        case Denied():
            verdict = Verdict.DENIED
        case Unknown():
            verdict, reason = Verdict.HELD, answer.why.name
        case Refused():
            reason, n = answer.why.name, answer.n
    return Ruling(answer.change_id, answer.label, answer.actor.id if answer.actor else None, n, verdict, reason, at)


def judged(ruling: Ruling, view: View) -> dict[str, Any]:
    """The act, and what was answered about its actor: which group was asked, and when. `view.now` may be later."""
    return {
        "label": ruling.label,
        "change": ruling.change_id,
        "actor": ruling.actor,
        "review": ruling.request_n,
        "verdict": ruling.verdict.value,
        "reason": ruling.reason,
        "reviewer": view.reviewers.get(ruling.actor or ""),
        "group": view.policy.group,
        "asked_at": view.asked_at.isoformat() if view.asked_at else None,
    }
