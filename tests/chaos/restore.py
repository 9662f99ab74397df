"""A restored backup: before each request of a ticket the database is copied, the ticket is delivered, the copy is put
back, and all goes on.

The copy knows nothing of what was done since, and the ticket and the vaults know it all. In the end no second key is
given out, no second link, and nothing is said twice; where Keydesk cannot tell what the approval was, it says so to the
staff, once.
"""

from collections.abc import Iterator
from datetime import timedelta

from app.core.case import Kind as Comment
from tests.chaos.judge import said, told, whole
from tests.chaos.library import BIBS, BOTH, Library, Run
from tests.chaos.people import Request as Ticket
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment, Request


def sweep(library: Library, numbers: Iterator[int]) -> Iterator[Outcome]:
    """A run for each number of a request, until there is none."""
    for n in numbers:
        with library.run() as run:
            run.stocks("sandbox", BIBS, 3)
            ticket = run.opens(BOTH, draft=True)
            copying = _Copying(run, n)
            library.traffic.begin(copying)
            run.goes_on()
            if copying.at is None:
                yield Outcome("", [] if ticket.over else ["not delivered"])
                return
            given = _given(run, ticket)
            run.restore_copy()
            run.clock.advance(timedelta(hours=1))
            run.goes_on(rounds=25)
            forgotten = told(ticket, Comment.STUCK)
            wrong = [*_ends_rightly(run, ticket, given), *(said(run) if forgotten else whole(run))]
            yield Outcome(f"{n}: before {copying.at.name}", wrong)


class _Copying:
    def __init__(self, run: Run, n: int) -> None:
        self._run, self._n = run, n
        self.at: Request | None = None

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        if request.n == self._n and moment is Moment.BEFORE and self.at is None:
            self.at = request
            self._run.keep_copy()
        return None


def _given(run: Run, ticket: Ticket) -> list[str]:
    """The links that the requester has been given."""
    return run.scene.links_of(ticket.id)


def _ends_rightly(run: Run, ticket: Ticket, given: list[str]) -> Iterator[str]:
    if _given(run, ticket) != given:
        yield f"{len(_given(run, ticket))} links given, before the copy was put back {len(given)}"
    live = [item for item in run.items("OP_ISSUED_VAULT") if not item.archived]
    if len(live) != len(ticket.wants):
        yield f"{len(live)} keys issued for {len(ticket.wants)} environments"
    if not ticket.over and not told(ticket, Comment.STUCK):
        yield f"it waits, and nobody is told why: {sorted(ticket.labels)}"
