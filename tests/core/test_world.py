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
from app.core.steps import Judge, SetStatus, Share
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
ASKED = st.sampled_from([*sorted(WORDS), "narrow", "narrow", "wide", "both", "both", "sandbox"])


def leave(world: World, *, held: bool) -> None:
    """What the sweep finds of the queue."""
    world.in_queue = held
    if world.case.known:
        world.case = replace(world.case, left_at=None if held else world.now)


def closing(world: World) -> None:
    world.ticket = replace(world.ticket, closed=not world.ticket.closed, updated=world.now)


def lagging(world: World) -> None:
    """From now on the history tells nothing new, or again tells all."""
    world.known_until = world.now if world.known_until is None else None


UPSETS: dict[str, Callable[[World], None]] = {
    "the group cannot be asked": lambda world: setattr(world, "group_answers", not world.group_answers),
    "the history cannot be had": lambda world: setattr(world, "history_whole", not world.history_whole),
    "the history lags": lagging,
    "keys cannot be tried": lambda world: setattr(world, "verifier_answers", not world.verifier_answers),
    "closed or opened": closing,
    "moved away": lambda world: world.move("666" if world.ticket.project_id == "10000" else "10000", AGATHA),
    "left its queue": lambda world: leave(world, held=not world.in_queue),
    "another reporter": lambda world: world.report(AGATHA, AGATHA),
    "the reviewer is the reporter": lambda world: world.report(REX, AGATHA),
    "the reporter leaves": lambda world: world.report(replace(DANA, active=False), AGATHA),
    "another address": lambda world: setattr(world, "address", "dana@evil.example"),
    "no address": lambda world: setattr(world, "address", None),
    "ruth leaves the group": lambda world: setattr(world, "group", frozenset({"rex"})),
    "agatha joins the group": lambda world: setattr(world, "group", frozenset({"ruth", "rex", "agatha"})),
    "only asking": lambda world: setattr(world, "policy", replace(world.policy, mode=Mode.ASK)),
    "only observing": lambda world: setattr(world, "policy", replace(world.policy, mode=Mode.OBSERVE)),
    "a status by hand": lambda world: world.set_status("10003", AGATHA),
    "a status out of reach": lambda world: setattr(world, "unreachable", world.unreachable ^ {"10001"}),
    "no rules about statuses": lambda world: setattr(world, "presets", not world.presets),
    "paused": lambda world: setattr(world, "policy", replace(world.policy, paused=not world.policy.paused)),
}
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
        words=ASKED,
        labels=st.sampled_from([frozenset(), frozenset(), frozenset(), *(frozenset({each}) for each in LABELS)]),
        old=st.booleans(),
        creator=st.sampled_from([DANA, DANA, RUTH]),
        far=st.integers(0, 3),
    )
    def open(self, words: str, labels: frozenset[str], old: bool, creator: Person, far: int) -> None:
        """A ticket is opened, and left alone until `far`: new, looked at, asked to be wider, approved."""
        created = self.world.ticket.created - timedelta(days=2 if old and labels == {"keydesk-on"} else 0)
        self.world.ticket = replace(
            self.world.ticket, description=words, labels=labels, creator=creator, created=created
        )
        for number, (environment, able) in enumerate(
            [("sandbox", {"bibs": "read-only"}), ("production", {"bibs": "read-only"}), ("production", WIDE_GRANTS)]
        ):
            value = f"stock-{number}"
            self.world.stock.append(Item(f"s{number}", value, environment, dict(able), tags=dict(able)))
        if far >= 1:
            self.look()
        if far >= 2:
            self.world.describe("both", DANA)
            self.look()
        if far >= 3:
            self.approve_as_asked(RUTH, 12)

    # People.

    @rule(words=ASKED, by=st.sampled_from([DANA, DANA, DANA, AGATHA, RUTH, RULE]))
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

    @rule(by=st.sampled_from([RUTH, REX]), after=st.sampled_from([None, 1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]))
    def approve_as_asked(self, by: Person, after: int | None) -> None:
        """A reviewer reads the newest review, and sets the label that it names; the next look may be cut off."""
        self.look()
        n = max((each.n for each in self.world.case.understandings if each.n), default=0)
        self.world.label(frozenset(), self.world.ticket.labels - {"alma-key-review"}, by)
        self.world.label(frozenset({f"alma-key-approved-{n}" if n > 1 else "alma-key-approved"}), frozenset(), by)
        if after is None:
            self.look()
        else:
            self.look_cut_off(after)

    @rule(
        what=st.sampled_from(sorted(UPSETS)),
    )
    def something_upsetting_happens(self, what: str) -> None:
        UPSETS[what](self.world)

    @rule()
    def all_is_as_it_should_be(self) -> None:
        """The ticket is back in its place and everything works: what remains is what was done to it."""
        self.heal()
        world = self.world
        world.group, world.address, world.policy = frozenset({"ruth", "rex"}), "dana@duke.edu", World().policy
        world.ticket = replace(world.ticket, closed=False)
        if world.ticket.project_id != "10000":
            world.move("10000", AGATHA)
        if world.ticket.reporter != DANA:
            world.report(DANA, AGATHA)
        leave(world, held=True)
        for label in ("keydesk-off", "alma-key-denied"):
            world.label(frozenset(), frozenset({label}), REX)

    @rule(able=ABLE)
    def hand_in(self, able: dict[str, str]) -> None:
        self.world.hand_in(dict(able))

    @rule()
    def hand_in_what_was_ordered(self) -> None:
        for key in self.world.case.keys:
            if key.open_order:
                self.world.hand_in(dict(key.grants))
                return

    @rule(able=ABLE, data=st.data())
    def change_a_stock_key(self, able: dict[str, str], data: st.DataObject) -> None:
        """Somebody gives a key that lies in the stock other rows, or deletes it."""
        data.draw(st.sampled_from(self.world.stock)).able = dict(able)

    @rule()
    def mend_keys(self) -> None:
        """Whoever made the keys gives each the rows that its ticket was approved for."""
        items = {each.id: each for each in [*self.world.stock, *self.world.deposits]}
        for key in self.world.case.keys:
            if key.source_item in items and key.shares == 0 and key.item is None:
                items[key.source_item].able = dict(key.grants)

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
        """A look ends, and another at once finds nothing to do, but for what the help desk's rules made of a status."""
        self.looks.look()
        steps, rest = self.looks.look()
        assert all(isinstance(each, SetStatus) for each in steps), steps
        steps, again = self.looks.look()
        assert steps == []
        in_doubt = again.because.startswith("it cannot be learnt who set keydesk")
        assert in_doubt or (again.because, again.state) == (rest.because, rest.state), (again, rest)

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
        act = data.draw(st.sampled_from([*sorted(UPSETS), "wide", "label off", "denied"]))
        acts: dict[str, Callable[[World], None]] = {
            **UPSETS,
            "wide": lambda world: world.describe("wide", DANA),
            "label off": lambda world: world.label(frozenset(), frozenset({"alma-key-approved"}), REX),
            "denied": lambda world: world.label(frozenset({"alma-key-denied"}), frozenset(), REX),
        }
        self.looks.look(lambda steps: acts[act](self.world) if steps == after else None)

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
        assert not (wrong := unfit(self.world, step)), wrong

    def right_to_judge(self, step: Judge) -> None:
        """Nobody is refused as no reviewer who is one, nor while it cannot be known."""
        answer = step.answer
        if isinstance(answer, Refused) and answer.why is Why.NOT_REVIEWER and answer.actor is not None:
            customer = answer.actor.kind is DANA.kind
            assert customer or (self.world.group_answers and answer.actor.id not in self.world.group)

    @invariant()
    def promises_hold(self) -> None:
        assert not (wrong := broken(self.world)), wrong

    def teardown(self) -> None:
        """Once all that failed works again, the ticket comes to rest, and stays there."""
        self.heal()
        self.settle()
        self.world.tick(days=400)
        later, again = self.looks.look()
        assert all(not isinstance(each, Share) for each in later) or self.world.shares
        promised = {each.name for each in self.world.case.keys if each.delivered_at}
        assert (again.state is State.ISSUED) <= bool(promised)
        assert not (wrong := broken(self.world)), wrong

    def heal(self) -> None:
        self.world.group_answers = self.world.history_whole = self.world.verifier_answers = True
        self.world.known_until = None
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
    max_examples=3000 if SLOW else 80,
    stateful_step_count=60 if SLOW else 30,
    deadline=None,
    derandomize=not SLOW,
    report_multiple_bugs=False,
)
