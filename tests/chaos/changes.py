"""Changes in mid-flight: before each request between the label and the link, somebody changes what was approved.

No share call follows a change that could still have been seen: the ticket and the group are read last of all before
it, so only a change after those two reads comes too late, and is the next look's business. Where nothing is shared the
ticket says why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.core.case import Kind as Comment
from app.demo.helpdesk.conversation import Audience
from app.demo.helpdesk.records import Project
from tests.chaos.judge import told, whole
from tests.chaos.library import BIBS, SANDBOX, Library, Run
from tests.chaos.people import Request as Ticket
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment, Request

_APPROVED = "alma-key-approved"


@dataclass(frozen=True, slots=True)
class Change:
    """`make` makes it; `undo` puts back what belongs to the library, not to the ticket; `says` are the comments one of
    which tells of it, none where nobody has to be told. `harmless`: the approval goes on to count."""

    name: str
    make: Callable[[Run, Ticket], object]
    says: tuple[Comment, ...] = ()
    harmless: bool = False
    in_group: bool = False
    undo: Callable[[Run, Ticket], object] = lambda _run, _ticket: None


def _deactivate(run: Run, _ticket: Ticket) -> None:
    run.scene.desk.deactivate(run.scene.people.jane)


def _activate(run: Run, _ticket: Ticket) -> None:
    run.scene.desk.activate(run.scene.people.jane)


def _edit_answer(run: Run, ticket: Ticket) -> None:
    """An agent rewrites what the requester answered."""
    comments = run.scene.desk.ticket(ticket.id).comments
    answer = next(each for each in comments if each.author == ticket.by)
    run.scene.desk.edit_comment(answer, "Production and premium sandbox", run.scene.people.eve)


def _new_words(run: Run, ticket: Ticket) -> None:
    words = (
        "Please give us an Alma API key.\n\n*Project or integration the key is for:* Shelf lists\n"
        "*Areas of Alma:* Bibs, Users\n*Access (read-only / read-write):* read-write\n"
    )
    run.scene.desk.edit(ticket.id, ticket.by, description=words)


def _move(run: Run, ticket: Ticket) -> None:
    desk = run.scene.desk
    other = next((each for each in desk.now().all(Project) if each.key == "OTHER"), None)
    desk.move(ticket.id, other or desk.project("OTHER", "Another project"), run.scene.people.eve)


CHANGES: tuple[Change, ...] = (
    Change(
        "label taken off", lambda run, ticket: run.scene.desk.unlabel(ticket.id, _APPROVED, by=run.scene.people.jane)
    ),
    Change(
        "denied",
        lambda run, ticket: run.scene.desk.label(ticket.id, "alma-key-denied", by=run.scene.people.omar),
        says=(Comment.DENIED,),
    ),
    Change(
        "reviewer leaves the group",
        lambda run, _ticket: run.scene.desk.leave(run.scene.reviewers, run.scene.people.jane),
        says=(Comment.REFUSAL,),
        in_group=True,
        undo=lambda run, _ticket: run.scene.desk.join(run.scene.reviewers, run.scene.people.jane),
    ),
    Change("reviewer deactivated", _deactivate, says=(Comment.REFUSAL,), undo=_activate),
    Change("description edited", _new_words, says=(Comment.REFUSAL,)),
    Change("answer edited by somebody else", _edit_answer, says=(Comment.REFUSAL, Comment.QUESTION)),
    Change(
        "reporter changed",
        lambda run, ticket: run.scene.desk.change_reporter(ticket.id, run.scene.people.eve, run.scene.people.omar),
        says=(Comment.REFUSAL,),
    ),
    Change(
        "address changed",
        lambda run, ticket: run.scene.desk.change_address(ticket.by, "dana.other@lib.example.edu"),
        says=(Comment.REFUSAL,),
        undo=lambda run, ticket: run.scene.desk.change_address(ticket.by, ticket.address),
    ),
    Change("moved", _move),
    Change("closed", lambda run, ticket: run.scene.desk.close(ticket.id, run.scene.people.eve)),
    Change(
        "second reviewer's label",
        lambda run, ticket: run.scene.desk.label(ticket.id, f"{_APPROVED}-1", by=run.scene.people.omar),
        harmless=True,
    ),
    Change(
        "a word of thanks", lambda run, ticket: run.scene.desk.comment(ticket.id, "Thanks!", ticket.by), harmless=True
    ),
)


def sweep(library: Library, change: Change, numbers: Iterator[int]) -> Iterator[Outcome]:
    """A run for each number of a request after the label, until the key is delivered before it."""
    for n in numbers:
        with library.run() as run:
            run.stocks("sandbox", BIBS, 2)
            ticket = run.opens(SANDBOX, draft=True)
            spoiler = _Spoiler(run, ticket, change, n)
            run.library.traffic.begin(spoiler)
            run.goes_on(rounds=25)
            try:
                yield Outcome(spoiler.described, [*spoiler.too_late, *_ends_rightly(run, ticket, spoiler)])
            finally:
                change.undo(run, ticket)
            if spoiler.at is None:
                return


class _Spoiler:
    """Makes the change before the `n`-th request that follows the label, while the key is not yet shared."""

    def __init__(self, run: Run, ticket: Ticket, change: Change, n: int) -> None:
        self._run, self._ticket, self._change, self._n = run, ticket, change, n
        self._since_label = 0
        self._since_read: list[Request] = []
        self.at: Request | None = None
        self.shared_before = False
        self.too_late: list[str] = []

    @property
    def described(self) -> str:
        return f"{self._change.name}, {self._n}: before {self.at.name}" if self.at else ""

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        if moment is not Moment.BEFORE or not self._ticket.approvals:
            return None
        if self.at is None and not self.shared_before:
            self._since_label += 1
            if self._since_label == self._n:
                self.at = request
                self._change.make(self._run, self._ticket)
                self._ticket.left = not self._change.harmless
        self._note(request)
        return None

    def _note(self, request: Request) -> None:
        if request.name == "ItemsSharesCreate":
            self._judge()
            self.shared_before = True
        elif request.name.startswith(f"GET /rest/api/3/issue/{self._ticket.id}"):
            self._since_read = [request]
        else:
            self._since_read.append(request)

    def _judge(self) -> None:
        """What was asked last before a share call is the ticket and then the group, and neither showed the change."""
        ticket, *groups = self._since_read
        if not groups or not all("user/groups" in each.name for each in groups):
            self.too_late.append("a share call that does not follow upon the readings of ticket and group")
        read = groups[-1] if groups and self._change.in_group else ticket
        if self.at is not None and not self._change.harmless and self.at.n <= read.n:
            self.too_late.append("a share call after the change")


def _ends_rightly(run: Run, ticket: Ticket, spoiler: _Spoiler) -> Iterator[str]:
    yield from whole(run)
    change = spoiler._change
    links = len(run.scene.links_of(ticket.id))
    if spoiler.at is None or change.harmless or spoiler.shared_before:
        if links != 1:
            yield f"{links} links, though the approval counted"
        return
    if links:
        yield "a link, though the approval had ended"
    if change.says and not any(told(ticket, kind) for kind in change.says):
        yield f"the ticket does not say why: {[each.text[:80] for each in ticket.ours(*Audience)][-2:]}"
    if [item for item in run.items("OP_ISSUED_VAULT") if not item.archived]:
        yield "an issued item is left though nothing is issued"
    if [item for item in run.items("OP_STOCK_VAULT") if any(tag.startswith("claimed:") for tag in item.tags)]:
        yield "a stock item stays claimed though nothing is issued"
