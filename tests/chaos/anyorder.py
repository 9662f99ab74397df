"""A ticket's life in any order, lived by the whole program: real requests, real rows, real deaths.

`tests/core/test_world.py` asks the rules alone what they decide; here the same is asked of everything that carries it
out.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from app.store.models import MAYBE_OPEN_ORDER, keys
from tests.chaos.approvals import FORMS, Judge, words
from tests.chaos.changes import CHANGES, Change
from tests.chaos.crashes import Mortal, Point
from tests.chaos.faults import KINDS, Kind, Struck, impatient
from tests.chaos.judge import whole
from tests.chaos.library import BIBS, Library, Run
from tests.chaos.people import Request
from tests.chaos.report import Outcome
from tests.chaos.traffic import Fault, Moment
from tests.chaos.traffic import Request as Asked

LABELS = ("alma-key-approved", "alma-key-approved-1", "alma-key-approved-2", "alma-key-denied", "keydesk-off")
_PEOPLE = st.sampled_from(["jane", "jane", "omar", "eve", "dana"])

#: What cannot be told apart from the truth, and what takes a second each, is tried one by one elsewhere.
_SUDDEN = [kind for kind in KINDS if "old" not in kind.name and "timed out" not in kind.name]

#: Rewriting and denying are rules of their own.
_CHANGES = st.sampled_from([each for each in CHANGES if each.name not in {"description edited", "denied"}])
_AHEAD = st.sampled_from([0, 0, 0, 1])
_SOON = st.integers(1, 8)
_DEATHS = (Point.BEFORE, Point.DONE, Point.ANSWERED)


def lives(library: Library, number: int, examples: int = 25, steps: int = 25) -> Outcome:
    """So many lives; of those that go wrong, the shortest."""
    shares: list[str] = []
    lived = seed(number)(type("Lived", (AnyOrder,), {"library": library, "shares": shares}))
    bounds = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(lived, settings=bounds)
    except FlakyStrategyDefinition:
        # What is under way when somebody acts depends on the machine, too: a life lived again may take another turn.
        return Outcome(f"{len(shares)} share calls, then a life that took another turn when it was lived again", [])
    except Exception as wrong:
        return Outcome(f"seed {number}", ["\n".join([f"{wrong!r} (seed {number})", *getattr(wrong, "__notes__", ())])])
    return Outcome(f"{len(shares)} share calls in {examples} lives" if shares else "", [])


def labelled(library: Library, numbers: Iterator[int]) -> Iterator[Outcome]:
    """The approval is set before the n-th request about a new ticket: it counts if the review stood there by then."""
    for n in numbers:
        life = type("Lived", (AnyOrder,), {"library": library, "shares": []})()
        life.open("sandbox", "dana", far=0)
        acted: list[str] = []
        life.meanwhile(n, lambda life=life, acted=acted: acted.append(life.label_it(life.approval(0), "jane")))
        wrong = list[str]()
        try:
            life.teardown()
        except AssertionError as error:
            wrong.append(str(error))
        yield Outcome(f"the label before request {n}" if acted else "", wrong)
        if not acted:
            return


class AnyOrder(RuleBasedStateMachine):
    """One ticket, whoever acts on it, and all that can fail. `lives` gives it the `library`, and takes its `shares`."""

    library: Library
    shares: list[str]

    def __init__(self) -> None:
        super().__init__()
        self._running = contextlib.ExitStack()
        self.run: Run = self._running.enter_context(self.library.run())
        self._running.enter_context(impatient(self.run.house))
        self.changed: dict[str, Change] = {}
        self.handed_in: set[str] = set()
        self.judge = Judge(self.run)

    @initialize(
        form=st.sampled_from(sorted(FORMS)),
        by=st.sampled_from(["dana", "dana", "omar"]),
        far=st.sampled_from([0, 1, 1, 2, 3]),
    )
    def open(self, form: str, by: str, far: int) -> None:
        """A ticket is opened, perhaps by a reviewer, and left alone until `far`: new, reviewed, approved, handed in."""
        scene = self.run.scene
        self.run.stocks("sandbox", BIBS, 2)
        self.run.stocks("production", BIBS)
        reporter = self.who(by)
        opened = scene.desk.open_ticket(reporter, "API key for spine labels", words(form)).id
        self.run.requests.append(Request(scene, reporter, {}, opened, left=True))
        self.ticket = self.run.requests[0]
        self.judge.forms = [(scene.desk.history.event, form)]
        self.watch()
        for step in (self.work, lambda: self.approve("jane", 0), self.hand_in_what_was_ordered)[:far]:
            step()

    # People.

    @rule(form=st.sampled_from(sorted(FORMS)), by=st.sampled_from(["dana", "dana", "eve"]))
    def rewrite(self, form: str, by: str) -> None:
        self.run.scene.desk.edit(self.ticket.id, self.who(by), description=words(form))
        self.judge.forms.append((self.run.scene.desk.history.event, form))

    @rule(label=st.sampled_from(LABELS), by=_PEOPLE)
    def label_it(self, label: str, by: str) -> None:
        self.run.scene.desk.label(self.ticket.id, label, by=self.who(by))

    @rule(label=st.sampled_from(LABELS), by=_PEOPLE)
    def take_label_off(self, label: str, by: str) -> None:
        self.run.scene.desk.unlabel(self.ticket.id, label, by=self.who(by))

    @rule(by=_PEOPLE, ahead=_AHEAD)
    def approve(self, by: str, ahead: int) -> None:
        """Somebody sets the label that the newest review names, or that of the next one; then Keydesk works."""
        self.label_it(self.approval(ahead), by)
        self.work()

    @rule()
    def hand_in_what_was_ordered(self) -> None:
        """LSIS makes the keys whose work orders are open, as they are ordered; then Keydesk works."""
        scene = self.run.scene
        for row in self.orders():
            self.handed_in.add(row.operation)
            value = scene.make_key(row.environment, row.grants)
            scene.vault.account.add_item(scene.settings["OP_DEPOSIT_VAULT"], row.name, value)
        self.work()

    @rule(change=_CHANGES)
    def something_changes(self, change: Change) -> None:
        self.change(change)

    @precondition(lambda self: self.changed)
    @rule()
    def all_is_put_back(self) -> None:
        self.put_back()

    # Keydesk.

    @rule()
    def work(self) -> None:
        self.run.settle()

    @rule(passed=st.sampled_from([{"seconds": 30}, {"minutes": 6}, {"minutes": 16}, {"hours": 2}, {"days": 15}]))
    def wait(self, passed: dict[str, int]) -> None:
        self.run.clock.advance(timedelta(**passed))
        self.run.settle()

    @rule(n=_SOON, change=_CHANGES)
    def work_while_something_changes(self, n: int, change: Change) -> None:
        self.meanwhile(n, lambda: self.change(change))

    @rule(n=_SOON, by=_PEOPLE, ahead=_AHEAD)
    def work_while_it_is_approved(self, n: int, by: str, ahead: int) -> None:
        self.meanwhile(n, lambda: self.label_it(self.approval(ahead), by))

    @rule(n=_SOON, label=st.sampled_from(LABELS))
    def work_while_it_is_labelled(self, n: int, label: str) -> None:
        self.meanwhile(n, lambda: self.label_it(label, "jane"))

    @rule(n=_SOON, form=st.sampled_from(sorted(FORMS)))
    def work_while_it_is_rewritten(self, n: int, form: str) -> None:
        self.meanwhile(n, lambda: self.rewrite(form, "dana"))

    @rule(n=st.integers(1, 6), kind=st.sampled_from(_SUDDEN))
    def work_while_something_fails(self, n: int, kind: Kind) -> None:
        struck = Struck(self.run, kind, n)
        self.strike_with(struck)
        self.run.settle()
        self.watch()

    @rule(n=st.integers(1, 25), point=st.sampled_from(_DEATHS))
    def die_at_work(self, n: int, point: Point) -> None:
        mortal = Mortal(self.run, point, n)
        self.run.library.traffic.begin(
            lambda request, moment: self.judge(request, moment) or mortal.strike(request, moment)
        )
        mortal.work()
        self.watch()

    # What must hold.

    def teardown(self) -> None:
        """Once all that failed works again, nothing is lost, doubled or leaked; every share call was right."""
        try:
            if self.run.requests:
                self.shares += self.judge.shared
                self.put_back()
                for _ in range(12):
                    self.run.settle()
                    self.run.wait()
                self.run.settle()
                assert not (wrong := [*self.judge.wrong, *whole(self.run)]), wrong
        finally:
            self._running.close()

    # How it is done.

    def who(self, name: str) -> str:
        return str(getattr(self.run.scene.people, name))

    def change(self, change: Change) -> None:
        with contextlib.suppress(StopIteration):  # nobody has answered yet
            change.make(self.run, self.ticket)
            self.changed[change.name] = change

    def approval(self, ahead: int) -> str:
        """The label that the newest review names, or that of a later one."""
        n = ahead + self.judge.newest_review
        return f"alma-key-approved-{n}" if n > 1 else "alma-key-approved"

    def put_back(self) -> None:
        for each in self.changed.values():
            each.undo(self.run, self.ticket)
        self.changed = {}

    def strike_with(self, strike: Callable[[Asked, Moment], Fault | None]) -> None:
        """Judge each share call, and let this strike."""
        self.run.library.traffic.begin(lambda request, moment: self.judge(request, moment) or strike(request, moment))

    def meanwhile(self, n: int, act: Callable[[], object]) -> None:
        """Keydesk works, and before its n-th request somebody acts."""
        self.watch(lambda seen: act() if seen == n else None)
        self.run.settle()
        self.watch()

    def watch(self, at: Callable[[int], object] = lambda _seen: None) -> None:
        """Judge each share call; `at` is called with the number of each request, before it."""
        seen = 0

        def count(_request: Asked, moment: Moment) -> None:
            nonlocal seen
            if moment is Moment.BEFORE:
                seen += 1
                at(seen)

        self.strike_with(count)

    def orders(self) -> list[Any]:
        with self.run.house.store.reading() as db:
            ordered = MAYBE_OPEN_ORDER & keys.c.source.is_(None)
            return [each for each in db.execute(select(keys).where(ordered)) if each.operation not in self.handed_in]
