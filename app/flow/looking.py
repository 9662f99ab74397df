"""Putting together what a decision is made of: the ticket read afresh, our rows, and what must be asked about people.

Reading costs calls, so each is made only where a rule could need its answer; what could not be learnt about the
reviewers is put down as such, and never as a no.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.core.acts import approving_labels, people_whose_acts_count
from app.core.case import Case
from app.core.complete import asks_new
from app.core.reading import Reading, read
from app.core.rules.issuing import LONGEST_LIMIT
from app.core.ticket import Ticket
from app.core.view import Begun, Others, Policy, View, messages, source_of
from app.errors import KeydeskError, Misconfigured
from app.flow.ports import Desk
from app.store.cases import load_case
from app.store.keys import begun_since
from app.store.session import Store
from app.store.tickets import others_of


@dataclass(frozen=True, slots=True)
class Observer:
    """Makes views. `policy` is asked each time, because a pause may have come meanwhile."""

    desk: Desk
    store: Store
    policy: Callable[[], Policy]
    clock: Callable[[], datetime]

    def view(self, ticket_id: str) -> View:
        """The ticket as it is now, with all that is needed to decide about it."""
        policy = self.policy()
        ticket = self.desk.ticket(ticket_id)
        case = self.case(ticket_id)
        queue = self._queue(ticket, case, policy)
        view = View(ticket, queue, case, None, policy, self.clock())
        if ticket is None or not view.service:
            return view
        asked_at = self.clock()
        reviewers, trouble = self._reviewers(view, ticket)
        view = replace(view, reading=_reading(view), reviewers=reviewers, trouble=trouble, asked_at=asked_at)
        view = replace(view, certain=self._certain(view, ticket))
        view = replace(view, address=self._address(view, ticket))
        return replace(view, others=self._others(view, ticket), begun=self._begun(view))

    def after(self, view: View, ticket: Ticket | None) -> View:
        """The same view after an effect of ours: our rows anew, and the ticket with what we changed about it."""
        case = self.case(view.seen.id)
        view = replace(view, ticket=ticket, case=case, policy=self.policy(), now=self.clock())
        return replace(view, reading=_reading(view))

    def case(self, ticket_id: str) -> Case:
        """Our rows about the ticket."""
        with self.store.reading() as db:
            return load_case(db, ticket_id)

    def _queue(self, ticket: Ticket | None, case: Case, policy: Policy) -> str | None:
        if ticket is None or case.known or ticket.project_id not in policy.projects:
            return None
        return self.desk.queue_of(ticket.id)

    def _certain(self, view: View, ticket: Ticket) -> bool:
        """Asked only where neither the words nor a reviewer say it."""
        return asks_new(view) is False and self.desk.is_request(ticket.id)

    def _others(self, view: View, ticket: Ticket) -> Others:
        if view.case.said or ticket.reporter is None or not asks_new(view):
            return Others()
        with self.store.reading() as db:
            return others_of(db, ticket.reporter.id, ticket.id)

    def _begun(self, view: View) -> tuple[Begun, ...]:
        if not approving_labels(view.seen, view.prefix):
            return ()
        with self.store.reading() as db:
            return begun_since(db, view.now - LONGEST_LIMIT)

    def _reviewers(self, view: View, ticket: Ticket) -> tuple[Mapping[str, bool | None], Misconfigured | None]:
        """The help desk's answers, and what is wrong with our own rights where it gave none for that reason."""
        accounts = people_whose_acts_count(ticket, view.prefix)
        if not accounts:
            return {}, None
        try:
            return self.desk.reviewers(accounts), None
        except KeydeskError as error:
            return dict.fromkeys(accounts), error if isinstance(error, Misconfigured) else None

    def _address(self, view: View, ticket: Ticket) -> str | None:
        known = ticket.reporter.address if ticket.reporter else None
        return known or (self.desk.address_of(ticket) if asks_new(view) else None)


def _reading(view: View) -> Reading:
    """What these words were first understood to say; read only where they are new."""
    words = messages(view.seen, view.policy.bot)
    known = view.case.understanding(source_of(words))
    return known.reading if known is not None else read(words, view.catalogue)
