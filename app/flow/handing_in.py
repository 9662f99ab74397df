"""Handing in an ordered key: the order's approval is asked again, the key is checked, and kept only if it is right."""

from dataclasses import dataclass

from app.core.approval import Approved, find_approval
from app.core.case import Key
from app.core.findings import Findings, Verdict
from app.core.secret import Secret
from app.core.view import Mode, View
from app.errors import Permanent
from app.flow.looking import Observer
from app.flow.providing import Provider
from app.flow.sweep import subject_of
from app.store import keys, work


@dataclass(frozen=True, slots=True)
class HandIn:
    """What became of a value: kept if `findings` say that it is right."""

    view: View
    key: Key
    findings: Findings

    @property
    def kept(self) -> bool:
        return self.findings.verdict is Verdict.RIGHT


@dataclass(frozen=True, slots=True)
class Depositor:
    observer: Observer
    provider: Provider

    def order(self, code: str) -> keys.Order:
        """The open order with this code; Permanent where there is none."""
        with self.observer.store.reading() as db:
            order = keys.order(db, code)
        if order is None:
            raise Permanent(f"no order {code}", f"There is no order {code}. `keydesk deposit` lists those that are.")
        if order.key.source_item is not None or order.key.delivered_at is not None:
            raise Permanent(f"order {code} has its key", f"A key has already been handed in for {code}.")
        return order

    def hand_in(self, code: str, value: Secret) -> HandIn:
        """Check the value for the order and keep it if it is right; then the ticket is looked at.

        Holds the ticket's lock meanwhile. Permanent, with why, where the order's approval no longer holds.
        """
        order = self.order(code)
        store = self.observer.store
        with store.exclusive_wait(subject_of(order.ticket_id), 30):
            view = self.observer.view(order.ticket_id)
            key = view.case.key(order.key.environment)
            if key is None or key.order_code != code:
                raise Permanent(f"no order {code}", f"There is no order {code} any more.")
            self._approved(view, code)
            findings = self.provider.hand_in(value, key, view)
        if findings.verdict is Verdict.RIGHT:
            with store.writing() as db:
                work.mark(db, subject_of(order.ticket_id), self.observer.clock())
        return HandIn(view, key, findings)

    def _approved(self, view: View, code: str) -> Approved:
        if view.policy.mode is not Mode.FULL or view.policy.paused:
            raise Permanent("issuing is off", "Issuing is paused or switched off, so nothing can be handed in now.")
        answer = None if view.ticket is None or view.ticket.closed else find_approval(view)
        if not isinstance(answer, Approved):
            raise Permanent(
                f"order {code} is not approved now",
                "This order's approval does not hold any more (the ticket says why), so the key was not looked at. "
                "Please delete it in the Developer Network, or wait for a new approval.",
            )
        return answer
