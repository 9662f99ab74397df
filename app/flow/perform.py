"""Doing one step: the record before the effect, and the effect findable again."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from app.core.acts import known_address
from app.core.case import Key, State
from app.core.naming import key_name
from app.core.rules.issuing import LONGEST_LIMIT, held_until
from app.core.steps import (
    Begin,
    Check,
    Claim,
    Judge,
    LayReview,
    PutAway,
    Recover,
    Release,
    Resume,
    Say,
    SetAside,
    SetLabels,
    SetStatus,
    Share,
    Step,
    TakeDeposit,
    Understand,
)
from app.core.ticket import Ticket
from app.core.view import Policy, View
from app.errors import Misconfigured, Transient
from app.flow.delivering import Deliverer, ReadyToShare
from app.flow.ports import Desk
from app.flow.providing import Provider
from app.flow.records import Records, approving, judged, judging, know
from app.flow.speaking import Speaker
from app.store import cases, keys


@dataclass(frozen=True, slots=True)
class Done:
    """The ticket as our own effect left it; `found` is False where a deposit or a way to a status was not found."""

    ticket: Ticket | None
    found: bool = True


@dataclass(frozen=True, slots=True)
class Performer:
    """Knows how; never whether. Without `provider` and `deliverer` there are no keys to be had: nothing but words."""

    desk: Desk
    records: Records
    speaker: Speaker
    provider: Provider | None
    deliverer: Deliverer | None

    def prepare(self, key: Key, policy: Policy) -> ReadyToShare:
        """All of a share call that changes nothing yet, to be done before its ticket is read for the last time."""
        return self._deliverer().prepare_share(key, policy)

    def perform(self, step: Step, view: View, ready: ReadyToShare | None = None) -> Done:
        """Raises Transient where it may have been done or may be done later, Permanent where a person is needed.

        A Share needs what `prepare` gave.
        """
        if isinstance(step, SetLabels):
            self.desk.set_labels(view.seen.id, step.add, step.remove)
            return Done(replace(view.seen, labels=(view.seen.labels | step.add) - step.remove))
        if isinstance(step, SetStatus):
            if self.desk.set_status(view.seen.id, step.status):
                return Done(replace(view.seen, status=step.status))
            return Done(view.ticket, found=False)
        if isinstance(step, TakeDeposit):
            return Done(view.ticket, self._provider().take_deposit(step.key, view))
        self._act(step, view, ready)
        return Done(view.ticket)

    def _act(self, step: Step, view: View, ready: ReadyToShare | None) -> None:
        match step:
            case Understand():
                self._understand(step, view)
            case LayReview():
                with self.records.written(view, "review laid", n=step.n, digest=step.request.digest(step.n)) as db:
                    cases.lay_review(db, view.seen.id, step.source, step.n, step.request)
            case Say():
                self.speaker.say(step, view)
            case Judge():
                self._judge(step, view)
            case Begin():
                self._begin(step, view)
            case Claim():
                self._provider().claim(step.key, view)
            case Check():
                self._provider().check(step.key, view)
            case Share():
                self._share(step, view, ready)
            case Resume():
                self._deliverer().resume(step.key, view)
            case Recover():
                self._deliverer().recover(step.key, view)
            case PutAway():
                self._deliverer().put_away(step.key, view)
            case Release():
                self._provider().release(step.key, view)
            case SetAside():
                self._provider().set_aside(step.key, view)

    def _provider(self) -> Provider:
        if self.provider is None:
            raise _no_vault()
        return self.provider

    def _deliverer(self) -> Deliverer:
        if self.deliverer is None:
            raise _no_vault()
        return self.deliverer

    def _share(self, step: Share, view: View, ready: ReadyToShare | None) -> None:
        if ready is None or ready.key != step.key:
            raise ValueError("a share call that was not prepared")
        self._deliverer().share(step.approved, ready, view)

    def _understand(self, step: Understand, view: View) -> None:
        ticket = view.seen
        with self.records.store.writing() as db:
            know(db, ticket, step.service, State.SILENT)
            cases.record_understanding(db, ticket.id, step.source, step.reading)

    def _judge(self, step: Judge, view: View) -> None:
        ruling = judging(step.answer, view.now)
        with self.records.written(view, "ruling", **judged(ruling, view)) as db:
            cases.record_ruling(db, view.seen.id, ruling)

    def _one_begins(self) -> AbstractContextManager[object]:
        """So that looks at several tickets at once do not begin more keys together than may be."""
        return self.records.store.exclusive_wait("begin keys", 10)

    def _begin(self, step: Begin, view: View) -> None:
        review = view.case.newest_review()
        if review is None or review.request is None:
            raise ValueError("an approval without its review")
        request, ruling = review.request, approving(step.approved, view)
        ref = view.seen.ref
        wanted = [keys.Wanted(spec, key_name(ref, request.purpose, spec.environment, 0)) for spec in step.keys]
        compared = known_address(view, step.approved.actor) is not None
        detail = {**judged(ruling, view), "address_compared": compared}
        with self._one_begins(), self.records.written(view, "approved", **detail) as db:
            begun = keys.begun_since(db, view.now - LONGEST_LIMIT)
            if held_until(replace(view, begun=begun), step.approved.actor.id, len(wanted)):
                raise Transient("limit of keys reached meanwhile", "Other keys were begun at the same moment.")
            cases.record_ruling(db, view.seen.id, ruling)
            keys.begin_keys(db, view.seen.id, ruling, request.recipient, wanted)


def _no_vault() -> Misconfigured:
    return Misconfigured(
        "a key is on its way, and no vault is set",
        "A delivery was begun in MODE=full and is not finished: set the OP_ and ALMA_ settings until it is.",
    )
