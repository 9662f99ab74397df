"""Handing in an ordered key: the order's approval is asked again, the key is checked, and kept only if it is right.

Whoever hands in is written down before the value is tried, right or wrong: a place that says what a key can do would
otherwise be a place to try stolen ones.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.core.acts import OFF, Denied, Refused, Unknown, find_denial, switched
from app.core.approval import Approved, find_approval
from app.core.case import Key
from app.core.findings import Findings, Tell, Verdict, to_nobody
from app.core.secret import Secret
from app.core.view import Mode, View
from app.errors import Permanent, Transient
from app.flow.looking import Observer
from app.flow.providing import Provider
from app.flow.sweep import subject_of
from app.store import keys, work
from app.store.locks import Hold

_PATIENCE_SECONDS = 30


class NoSuchOrder(Permanent):
    """There is no order with this code, or there is none any more."""


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
class Standing:
    """An order as it stands at this moment: approved, or why nothing can be done for it now, in words for people."""

    view: View
    key: Key
    approved: Approved | str


@dataclass(frozen=True, slots=True)
class Depositor:
    observer: Observer
    provider: Provider

    def order(self, code: str) -> keys.Order:
        """The open order with this code; Permanent where there is none, or its key has been handed in."""
        order = self._order(code)
        if not order.key.open_order:
            raise _has_its_key(code)
        return order

    def standing(self, code: str) -> Standing:
        """The order with this code, open or not, with its approval asked anew. `NoSuchOrder` where there is none,
        or its ticket is gone."""
        view = self.observer.view(self._order(code).ticket_id)
        key = next((each for each in view.case.keys if each.order_code == code), None)
        if key is None or view.ticket is None:
            raise _no_order(code)
        return Standing(view, key, _approved(view, key))

    def hand_in(self, code: str, value: Secret, by: str, tell: Tell = to_nobody) -> HandIn:
        """Check the value for the order and keep it if it is right; then the ticket is looked at.

        `by` is whom the audit names. Holds the ticket's lock meanwhile; Transient where that was lost. Permanent, with
        why, where the order's approval does not hold any more or a key has been handed in already.
        """
        self.order(code)
        with self._approved_order(code) as (now, prove):
            if not now.key.open_order:
                raise _has_its_key(code)
            self._note(by, "key tried", now.view, order=code)
            findings = self.provider.hand_in(value, now.key, now.view, prove, tell)
            if findings.verdict is not Verdict.RIGHT:
                self._note(by, "key not kept", now.view, order=code, verdict=findings.verdict, last4=value.last4)
        return HandIn(now.view, now.key, findings)

    def check_again(self, code: str, by: str, tell: Tell = to_nobody) -> HandIn:
        """Check the key that was handed in for the order once more, now; then the ticket is looked at."""
        with self._approved_order(code) as (now, _):
            if now.key.source_item is None or now.key.delivered_at is not None:
                raise Permanent(f"nothing to check for {code}", "There is no key here that waits for a check.")
            self._note(by, "check asked for", now.view, order=code)
            findings = self.provider.check(now.key, now.view, tell)
            if findings is None:
                raise Permanent(f"{code} lost its key", "The key serves another order; a new one is looked for.")
        return HandIn(now.view, now.key, findings)

    @contextmanager
    def _approved_order(self, code: str) -> Iterator[tuple[Standing, Callable[[], None]]]:
        """The order under its ticket's lock, on an approval asked anew, and what proves the lock; afterwards the ticket
        is looked at."""
        subject, store = subject_of(self._order(code).ticket_id), self.observer.store
        with store.exclusive_wait(subject, _PATIENCE_SECONDS) as hold:
            now = self.standing(code)
            if not isinstance(now.approved, Approved):
                raise Permanent(f"order {code} is not approved now", f"The key was not looked at: {now.approved}")
            yield now, lambda: self._prove(hold)
        with store.writing() as db:
            work.mark(db, subject, self.observer.clock())

    def _prove(self, hold: Hold) -> None:
        """A check takes its time, and a process without a worker asks nobody meanwhile whether its locks are its."""
        if not self.observer.store.proved(hold):
            raise Transient(
                f"lock {hold.name} lost",
                "The database went away while the key was checked, so it was not kept. Please hand it in again.",
            )

    def _order(self, code: str) -> keys.Order:
        with self.observer.store.reading() as db:
            order = keys.order(db, code)
        if order is None:
            raise _no_order(code)
        return order

    def _note(self, by: str, action: str, view: View, **detail: str) -> None:
        store = self.observer.store
        with store.writing() as db:
            store.audit.append(db, by, action, view.seen.id, detail, self.observer.clock())


def _approved(view: View, key: Key) -> Approved | str:
    """The approval of exactly this key, or why there is none."""
    if view.policy.mode is not Mode.FULL or view.policy.paused:
        return "issuing is paused or switched off, so nothing can be handed in now."
    if view.seen.closed or view.case.left_at is not None:
        return f"its ticket is closed or has left the queue. {_NEITHER}"
    if switched(view, OFF) is not False:
        return "keydesk-off is set on its ticket."
    answer = find_approval(view)
    if isinstance(answer, Approved):
        return answer if answer.n == key.review else f"the request was approved anew, and the order follows. {_WAIT}"
    if isinstance(answer, Unknown):
        return f"whether it is approved cannot be learnt now ({answer.why.value}). {_WAIT}"
    if isinstance(find_denial(view), Denied):
        return f"a reviewer has declined the request. {_NEITHER}"
    if isinstance(answer, Refused):
        return f"its approval does not count any more: {answer.why.value}. {_NEITHER}"
    return f"its approval label is not on the ticket any more. {_NEITHER}"


_WAIT = "Please try again in a few minutes."
_NEITHER = "If the key is made already, please delete it in the Developer Network, or wait for a new approval."


def _no_order(code: str) -> NoSuchOrder:
    return NoSuchOrder(f"no order {code}", f"There is no order {code}. `keydesk deposit` lists those that are.")


def _has_its_key(code: str) -> Permanent:
    return Permanent(f"order {code} has its key", f"A key has already been handed in for {code}.")
