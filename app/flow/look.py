"""A look: read the ticket, decide, do the next thing, and go on until there is nothing more to do.

Everything that happens to a ticket only causes a look, and a look with nothing to do changes nothing. What was
interrupted anywhere is resumed here by the same steps in the same order.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from app.core.case import Key, Kind, State
from app.core.decide import decide, set_labels
from app.core.decision import Decision
from app.core.rules.issuing import ordered_slot, ready_to_share
from app.core.rules.speaking import forgotten
from app.core.steps import AT_ONCE, INWARD, Begin, Check, Claim, Say, SetStatus, Share, Step, TakeDeposit
from app.core.view import Mode, View
from app.errors import KeydeskError, Permanent
from app.flow.delivering import ReadyToShare
from app.flow.looking import Observer
from app.flow.perform import Performer
from app.flow.recalling import recall
from app.flow.records import know
from app.flow.worker import FORGET, Forget
from app.measuring import STEPS, outcome_of

_log = structlog.get_logger()

#: What is done on an approval that was proved on the ticket as it stood before anything else was done.
NEEDING_APPROVAL = (Begin, Claim, TakeDeposit, Check, Share)

#: Far more steps than any ticket needs; reaching it means that two rules undo each other.
MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Looker:
    """Takes the looks at tickets. One at a time for a ticket: whoever calls holds its lock."""

    observer: Observer
    performer: Performer

    def look(self, ticket_id: str, stop: Callable[[], bool] = lambda: False) -> datetime | Forget | None:
        """Do what is to be done now. The time to look again, None for "on news", or that no trace shall stay.

        `stop` is asked between steps: when it says so the rest is left to the next look, at once.
        """
        ready = self._foreseen(ticket_id)
        view, recalled, stale = self.observer.view(ticket_id), False, False
        for _ in range(MOST_STEPS):
            if not recalled and forgotten(view):
                view, recalled = self._recalled(view), True
            decision = decide(view)
            step = decision.step
            if step is None or not _allowed(step, view):
                return self._end(view, decision)
            if stop():
                return view.now
            if isinstance(step, Share) and (ready is None or ready.key != step.key):
                ready, stale = self.performer.prepare(step.key, view.policy), True
            if stale and isinstance(step, NEEDING_APPROVAL):
                view, stale = self._anew(view), False
                continue
            view, ready = self._step(view, step, decision.because, ready), None
            stale = stale or not isinstance(step, AT_ONCE)
        raise Permanent(
            f"ticket {ticket_id}: no end after {MOST_STEPS} steps", "Two rules undo each other's work here."
        )

    def give_up(self, view: View) -> None:
        """Show on the ticket that it is left to a person, and note how it stands then, so that the sweep sees nothing
        new in it."""
        step = set_labels(view, State.STUCK)
        if step is not None and _allowed(step, view):
            try:
                self.performer.perform(step, view)
            except Permanent as error:
                _log.warning("could not label what is given up", error=error.log)
        ticket = self.observer.desk.ticket(view.ticket_id)
        if ticket is not None:
            with self.observer.store.writing() as db:
                know(db, ticket, view.service, State.STUCK)

    def _foreseen(self, ticket_id: str) -> ReadyToShare | None:
        """Where our rows tell that a share call is next, it is prepared before the ticket is read, not between."""
        now = self.observer.clock()
        key = next((each for each in self.observer.case(ticket_id).keys if ready_to_share(each, now)), None)
        if key is None:
            return None
        policy = self.observer.policy()
        try:
            return self.performer.prepare(key, policy) if policy.mode is Mode.FULL and not policy.paused else None
        except KeydeskError as error:
            _log.warning("could not prepare a share call", error=error.log)
            return None

    def _recalled(self, view: View) -> View:
        """Our rows are older than the ticket: they learn what stands there before anything is decided by them."""
        recall(self.observer.desk, self.performer.records, view, forgotten(view))
        return self.observer.after(view, view.ticket)

    def _anew(self, view: View) -> View:
        """The ticket read afresh; what was looked for in this look and was not there is not looked for again."""
        anew = self.observer.view(view.seen.id)
        return replace(anew, not_handed_in=view.not_handed_in, unreachable=view.unreachable)

    def _step(self, view: View, step: Step, because: str, ready: ReadyToShare | None) -> View:
        """Do it; the view as it is then."""
        kind = type(step).__name__
        log = _log.bind(ticket=view.ticket.ref if view.ticket else view.ticket_id, step=kind, because=because)
        try:
            done = self.performer.perform(step, view, ready)
        except Exception as error:
            STEPS.labels(kind, outcome_of(error)).inc()
            if isinstance(error, KeydeskError):
                log.warning("step failed", error=error.log)
            raise
        STEPS.labels(kind, "done" if done.found else "nothing found").inc()
        log.info("step done" if done.found else "nothing found")
        after = self.observer.after(view, done.ticket)
        missed = step.key if isinstance(step, TakeDeposit) and not done.found else _first_ordered(step, view)
        if missed is not None:
            return replace(after, not_handed_in=after.not_handed_in | {missed.id})
        if isinstance(step, SetStatus) and not done.found:
            return replace(after, unreachable=after.unreachable | {step.status})
        return after

    def _end(self, view: View, decision: Decision) -> datetime | Forget | None:
        if not view.case.known:
            return decision.wake if decision.wake is not None else FORGET
        if view.ticket is None:
            return decision.wake
        with self.observer.store.writing() as db:
            state = decision.state or State.SILENT
            know(db, view.ticket, view.service, state)
        if view.trouble is not None:
            raise view.trouble  # all that could be done without is done; health shows it, and it is tried again
        _log.debug("look ends", ticket=view.ticket.ref, because=decision.because, wake=decision.wake)
        return decision.wake


def _first_ordered(step: Step, before: View) -> Key | None:
    """The key whose first order was written this moment: nobody can have handed it in."""
    if not isinstance(step, Say) or step.kind is not Kind.ORDER or step.key is None:
        return None
    orders = {each.about for each in before.case.said if each.kind is Kind.ORDER}
    return None if any(ordered_slot(each) == step.key.slot for each in orders) else step.key


def _allowed(step: Step, view: View) -> bool:
    """While observing, nothing is done that anybody outside could notice."""
    return view.policy.mode is not Mode.OBSERVE or isinstance(step, INWARD)
