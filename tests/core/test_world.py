"""A ticket's life at random: whatever people do, whatever fails, wherever a look is cut off, the promises hold."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.core.acts import Refused, Why
from app.core.case import State
from app.core.steps import Judge, Share
from app.core.ticket import Person
from app.core.view import Mode
from tests.core.build import AGATHA, DANA, REX, RULE, RUTH, person
from tests.core.looks import Crash, Looks
from tests.core.oracle import broken, unfit
from tests.core.world import REPLIES, WORDS, Item, World

SLOW = bool(os.environ.get("KEYDESK_SLOW_TESTS"))
TWIN = person("rex", address="dana@duke.edu")
OTHER = person("olga")

LABELS = (
    "alma-key-approved",
    "alma-key-approved-1",
    "alma-key-approved-2",
    "alma-key-approved-3",
    "alma-key-denied",
    "keydesk-on",
    "keydesk-off",
    "alma-key-issued",
    "alma-key-stuck",
)
SETTERS = st.sampled_from([RUTH, REX, RUTH, REX, AGATHA, DANA, RULE, TWIN, None])
ABLE = st.sampled_from(
    [
        {"bibs": "read-only"},
        {"bibs": "read-write", "users": "read-write"},
        {"bibs": "read-only", "users": "read-only"},
        {},
    ]
)


class Life(RuleBasedStateMachine):
    """One ticket, the people around it, and looks."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.looks = Looks(self.world, before_share=self.right_to_share, on_judge=self.right_to_judge)

    @initialize(
        words=st.sampled_from(sorted(WORDS)),
        labels=st.frozensets(st.sampled_from(LABELS), max_size=1),
        old=st.booleans(),
        creator=st.sampled_from([DANA, DANA, RUTH]),
    )
    def open(self, words: str, labels: frozenset[str], old: bool, creator: Person) -> None:
        created = self.world.ticket.created - timedelta(days=2 if old and labels == {"keydesk-on"} else 0)
        self.world.ticket = replace(
            self.world.ticket, description=words, labels=labels, creator=creator, created=created
        )
        for number, (environment, able) in enumerate(
            [("sandbox", {"bibs": "read-only"}), ("production", {"bibs": "read-only"}), ("production", WIDE_GRANTS)]
        ):
            self.world.stock.append(Item(f"s{number}", f"stock-{number}", environment, dict(able)))

    # People.

    @rule(words=st.sampled_from(sorted(WORDS)), by=st.sampled_from([DANA, DANA, DANA, AGATHA, RUTH, RULE]))
    def describe(self, words: str, by: Person) -> None:
        self.world.describe(words, by)

    @rule(
        words=st.sampled_from([*sorted(WORDS), *sorted(REPLIES), "hm"]),
        by=st.sampled_from([DANA, DANA, DANA, AGATHA, RUTH, OTHER]),
        public=st.booleans(),
    )
    def comment(self, words: str, by: Person, public: bool) -> None:
        self.world.comment(words, by, public=public or by is DANA)

    @precondition(lambda self: self.world.ticket.comments)
    @rule(data=st.data(), by=st.sampled_from([DANA, AGATHA]), words=st.sampled_from(sorted(WORDS)))
    def edit_comment(self, data: st.DataObject, by: Person, words: str) -> None:
        self.world.edit_comment(data.draw(st.integers(0, len(self.world.ticket.comments) - 1)), words, by)

    @precondition(lambda self: self.world.ticket.comments)
    @rule(data=st.data())
    def delete_comment(self, data: st.DataObject) -> None:
        self.world.delete_comment(data.draw(st.integers(0, len(self.world.ticket.comments) - 1)))

    @rule(add=st.frozensets(st.sampled_from(LABELS), min_size=1, max_size=2), by=SETTERS)
    def set_labels(self, add: frozenset[str], by: Person | None) -> None:
        self.world.label(add, frozenset(), by)

    @rule(label=st.sampled_from(LABELS), by=SETTERS)
    def take_label_off(self, label: str, by: Person | None) -> None:
        self.world.label(frozenset(), frozenset({label}), by)

    @rule(label=st.sampled_from(LABELS), by=SETTERS, again=SETTERS)
    def swap_setter(self, label: str, by: Person | None, again: Person | None) -> None:
        self.world.label(frozenset(), frozenset({label}), by)
        self.world.label(frozenset({label}), frozenset(), again)

    @rule(by=st.sampled_from([RUTH, REX]))
    def approve_as_asked(self, by: Person) -> None:
        """A reviewer reads the newest review, and sets the label that it names."""
        self.look()
        n = max((each.n for each in self.world.case.understandings if each.n), default=0)
        self.world.label(frozenset(), self.world.ticket.labels - {"alma-key-review"}, by)
        self.world.label(frozenset({f"alma-key-approved-{n}" if n > 1 else "alma-key-approved"}), frozenset(), by)
        self.look()

    @rule(who=st.sampled_from([DANA, DANA, AGATHA, REX, replace(DANA, active=False), RULE]))
    def change_reporter(self, who: Person) -> None:
        self.world.report(who, AGATHA)

    @rule(address=st.sampled_from(["dana@duke.edu", "dana@duke.edu", "dana@evil.example", None]))
    def change_address(self, address: str | None) -> None:
        self.world.address = address

    @rule(closed=st.booleans())
    def close(self, closed: bool) -> None:
        self.world.ticket = replace(self.world.ticket, closed=closed, updated=self.world.now)

    @rule(project=st.sampled_from(["10000", "10000", "666"]))
    def move(self, project: str) -> None:
        if project != self.world.ticket.project_id:
            self.world.move(project, AGATHA)

    @rule(held=st.booleans())
    def leave_queue(self, held: bool) -> None:
        """What the sweep finds of the queue."""
        self.world.in_queue = held
        if self.world.case.known:
            self.world.case = replace(self.world.case, left_at=None if held else self.world.now)

    @rule(group=st.frozensets(st.sampled_from(["ruth", "rex", "agatha"])))
    def change_group(self, group: frozenset[str]) -> None:
        self.world.group = group

    @rule(able=ABLE)
    def hand_in(self, able: dict[str, str]) -> None:
        self.world.hand_in(dict(able))

    @rule()
    def hand_in_what_was_ordered(self) -> None:
        for key in self.world.case.keys:
            if key.order_code and key.source is None:
                self.world.hand_in(dict(key.grants))
                return

    @rule()
    def mend_keys(self) -> None:
        """Whoever made the keys gives each the rows that its ticket was approved for."""
        items = {each.id: each for each in [*self.world.stock, *self.world.deposits]}
        for key in self.world.case.keys:
            if key.source_item in items and key.shares == 0 and key.item is None:
                items[key.source_item].able = dict(key.grants)

    # The library, and what fails.

    @rule(
        mode=st.sampled_from([Mode.FULL, Mode.FULL, Mode.ASK, Mode.OBSERVE]),
        paused=st.sampled_from([False, False, True]),
    )
    def operate(self, mode: Mode, paused: bool) -> None:
        self.world.policy = replace(self.world.policy, mode=mode, paused=paused)

    @rule(answers=st.booleans())
    def group_outage(self, answers: bool) -> None:
        self.world.group_answers = answers

    @rule(whole=st.booleans())
    def history_outage(self, whole: bool) -> None:
        self.world.history_whole = whole

    @rule(hidden=st.integers(0, 3))
    def history_lags(self, hidden: int) -> None:
        self.world.hidden = hidden

    @rule(answers=st.booleans())
    def verifier_outage(self, answers: bool) -> None:
        self.world.verifier_answers = answers

    @rule(
        passed=st.sampled_from(
            [{"seconds": 30}, {"minutes": 2}, {"minutes": 16}, {"hours": 2}, {"days": 1}, {"days": 15}]
        )
    )
    def wait(self, passed: dict[str, float]) -> None:
        self.world.tick(**passed)

    # Looks.

    @rule()
    def look(self) -> None:
        """A look ends, and another at once finds nothing to do."""
        _, rest = self.looks.look()
        steps, again = self.looks.look()
        assert steps == []
        assert (again.because, again.state) == (rest.because, rest.state)

    @rule(after=st.integers(0, 25))
    def look_cut_off(self, after: int) -> None:
        self.looks.crash_in = after
        try:
            self.looks.look()
        except Crash:
            pass
        self.looks.crash_in = None

    @rule(after=st.integers(1, 8), data=st.data())
    def look_while_somebody_acts(self, after: int, data: st.DataObject) -> None:
        acts: list[Callable[[], None]] = [
            lambda: self.world.label(frozenset(), frozenset({"alma-key-approved"}), REX),
            lambda: self.world.label(frozenset({"alma-key-denied"}), frozenset(), REX),
            lambda: self.world.describe("wide", DANA),
            lambda: self.world.describe("both", AGATHA),
            lambda: self.world.report(AGATHA, AGATHA),
            lambda: setattr(self.world, "address", "dana@evil.example"),
            lambda: setattr(self.world, "group", frozenset()),
            lambda: setattr(self.world, "group_answers", False),
            lambda: self.close(True),
            lambda: self.world.move("666", AGATHA),
            lambda: setattr(self.world, "policy", replace(self.world.policy, paused=True)),
        ]
        act = data.draw(st.sampled_from(acts))
        self.looks.look(lambda steps: act() if steps == after else None)

    @rule()
    def follow_the_clock(self) -> None:
        """Looks as they wake up, for a while."""
        for _ in range(5):
            _, rest = self.looks.look()
            if rest.wake is None:
                return
            self.world.now = max(self.world.now, rest.wake)

    # What must hold.

    def right_to_share(self, step: Share) -> None:
        assert unfit(self.world, step) == []

    def right_to_judge(self, step: Judge) -> None:
        """Nobody is refused as no reviewer who is one, nor while it cannot be known."""
        answer = step.answer
        if isinstance(answer, Refused) and answer.why is Why.NOT_REVIEWER and answer.actor is not None:
            customer = answer.actor.kind is DANA.kind
            assert customer or (self.world.group_answers and answer.actor.id not in self.world.group)

    @invariant()
    def promises_hold(self) -> None:
        assert broken(self.world) == []

    def teardown(self) -> None:
        """Once all that failed works again, the ticket comes to rest, and stays there."""
        self.heal()
        self.settle()
        self.world.tick(days=400)
        later, again = self.looks.look()
        assert all(not isinstance(each, Share) for each in later) or self.world.shares
        promised = {each.name for each in self.world.case.keys if each.delivered_at}
        assert (again.state is State.ISSUED) <= bool(promised)
        assert broken(self.world) == []

    def heal(self) -> None:
        self.world.group_answers = self.world.history_whole = self.world.verifier_answers = True
        self.world.hidden = 0
        self.world.tick(minutes=11)

    def settle(self) -> None:
        for _ in range(200):
            _, rest = self.looks.look()
            if rest.wake is None:
                return
            self.world.now = max(self.world.now, rest.wake)
        raise AssertionError(f"no rest: {rest}")


WIDE_GRANTS = {"bibs": "read-write", "users": "read-write"}

TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=3000 if SLOW else 60,
    stateful_step_count=60 if SLOW else 30,
    deadline=None,
    derandomize=not SLOW,
    report_multiple_bugs=False,
)
