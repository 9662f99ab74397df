"""Looks at a `World`, step by step as they are done for real: the record, the effect, the outcome.

Between any two of them a look may be cut off, and people may act.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.core.acts import Denied, Refused
from app.core.case import Key, Kind, Ruling, Said, Source, Understanding, Verdict
from app.core.decide import decide
from app.core.decision import Decision
from app.core.findings import Agreement, AreaFinding, Findings, Result
from app.core.request import KeyRequest
from app.core.steps import (
    INWARD,
    Begin,
    Check,
    Claim,
    Judge,
    LayReview,
    PutAway,
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
from app.core.stock import MOST_SET_ASIDE
from app.core.view import Mode, View, messages, source_of
from tests.core.build import ALMA, BOT
from tests.core.world import Item, Shared, World

MOST_STEPS = 60
PUBLIC = frozenset({Kind.QUESTION, Kind.HANDOVER, Kind.REVIEW, Kind.DENIED, Kind.MADE_BY_HAND, Kind.DELIVERY})


#: Of a key without a value.
NOTHING_KNOWN: dict[str, Any] = {
    **dict.fromkeys(("source", "source_item", "item", "last4", "findings", "verified_at")),
    "checks": 0,
}


class Crash(Exception):
    """The process was killed."""


def nothing(*_: object) -> None:
    """Nobody does or notices anything."""


@dataclass
class Looks:
    """`before_share` is called with the key and the ticket as it is at that moment, `on_judge` with each ruling."""

    world: World
    before_share: Callable[[Share], None] = nothing
    on_judge: Callable[[Judge], None] = nothing
    crash_in: int | None = None

    def look(self, meanwhile: Callable[[int], None] = nothing) -> tuple[list[Step], Decision]:
        """The steps that were taken, and the decision to rest. `meanwhile` happens after each step."""
        view, used, steps = self.world.view(), False, list[Step]()
        for _ in range(MOST_STEPS):
            decision = decide(view)
            step = decision.step
            if step is None or (view.policy.mode is Mode.OBSERVE and not isinstance(step, INWARD)):
                return steps, decision
            if isinstance(step, Share) and used:
                view, used = replace(self.world.view(), not_handed_in=view.not_handed_in), False
                continue
            if isinstance(step, SetStatus) and step.status in self.world.unreachable:
                view = replace(view, unreachable=view.unreachable | {step.status})
                continue
            if isinstance(step, TakeDeposit) and not self._take_deposit(step.key):
                view = replace(view, not_handed_in=view.not_handed_in | {step.key.id})
                continue
            if not isinstance(step, TakeDeposit):
                self._perform(step, view)
            steps.append(step)
            view, used = self._after(view, step), True
            meanwhile(len(steps))
        raise AssertionError(f"no end after {steps}")

    def _after(self, view: View, step: Step) -> View:
        seen = view.seen
        if isinstance(step, SetLabels):
            seen = replace(seen, labels=(seen.labels | step.add) - step.remove)
        if isinstance(step, SetStatus):
            seen = replace(seen, status=step.status)
        view = replace(view, ticket=seen, case=self.world.case, policy=self.world.policy, now=self.world.now)
        return replace(view, reading=self.world.reading(view))

    # What a step does.

    def _may_crash(self) -> None:
        if self.crash_in is not None:
            self.crash_in -= 1
            if self.crash_in < 0:
                self.crash_in = None
                raise Crash

    def _rows(self, **rows: Any) -> None:
        """A transaction."""
        self._may_crash()
        self.world.case = replace(self.world.case, **rows)
        self._may_crash()

    def _key(self, id: int, **facts: Any) -> None:
        self._rows(keys=tuple(replace(each, **facts) if each.id == id else each for each in self.world.case.keys))

    def _perform(self, step: Step, view: View) -> None:
        self.world.tick(milliseconds=1)
        match step:
            case Understand():
                row = Understanding(next(self.world.ids), step.source, step.reading)
                self._rows(known=True, service=step.service, understandings=(*self.world.case.understandings, row))
            case LayReview():
                self._lay(step.n, step.source, step.request)
            case Say():
                self._say(step.kind, step.about, view)
            case Judge():
                self.on_judge(step)
                self._rule(_ruling(step, view))
            case Begin():
                self._begin(step, view)
            case Claim():
                self._claim(step.key)
            case Check():
                self._check(step.key)
            case Share():
                self._share(step, view)
            case Resume():
                self._resume(step.key, view)
            case PutAway():
                self._put_away(step.key)
            case Release():
                self._release(step.key)
            case SetAside():
                self._release(step.key, "aside")
            case SetLabels():
                self._may_crash()
                self.world.label(step.add, step.remove, BOT)
                self._may_crash()
            case SetStatus():
                self._may_crash()
                self.world.set_status(step.status, BOT)
                self._may_crash()
            case TakeDeposit():
                raise AssertionError("taken by the look")

    def _lay(self, n: int, source: str, request: KeyRequest) -> None:
        rows = list(self.world.case.understandings)
        same = [each for each in rows if each.source == source]
        laid = {"n": n, "request": request, "digest": request.digest(n)}
        fresh = next((each for each in same if each.n is None), None)
        if fresh is None:
            rows.append(replace(same[0], id=next(self.world.ids), asked=None, **laid))  # type: ignore[arg-type]
        else:
            rows[rows.index(fresh)] = replace(fresh, **laid)  # type: ignore[arg-type]
        self._rows(understandings=tuple(rows))

    def _say(self, kind: Kind, about: str, view: View) -> None:
        mark = f"{kind.value}:{about}"
        in_doubt = self.world.case.comment(kind, about)
        there = next((id for id, each in self.world.marks.items() if each == mark), None) if in_doubt else None
        if there is None:
            others = tuple(each for each in self.world.case.said if (each.kind, each.about) != (kind, about))
            rows: dict[str, Any] = {"said": (*others, Said(kind, about, self.world.now))}
            if kind is Kind.QUESTION:
                source = source_of(messages(view.seen, BOT.id))
                number = {
                    each.id: int(about) if each.source == source else None for each in self.world.case.understandings
                }
                rows["understandings"] = tuple(
                    replace(each, asked=number[each.id]) if number[each.id] or each.asked == int(about) else each
                    for each in self.world.case.understandings
                )
            self._rows(**rows)
            there = self.world.comment(f"({mark})", BOT, public=kind in PUBLIC)
            self.world.marks[there] = mark
            self.world.written.append((kind, about, self.world.now))
            self._may_crash()
        attempted = self.world.case.comment(kind, about)
        assert attempted is not None
        done = replace(attempted, comment_id=there, posted_at=self.world.now)
        self._rows(said=tuple(done if each is attempted else each for each in self.world.case.said))

    def _rule(self, ruling: Ruling) -> None:
        before = self.world.case.ruling(ruling.change_id)
        ruling = replace(ruling, at=before.at) if before else ruling
        if ruling.verdict in (Verdict.APPROVED, Verdict.DENIED):
            self.world.counted.append(self.world.now)
        others = tuple(each for each in self.world.case.rulings if each.change_id != ruling.change_id)
        self._rows(rulings=(*others, ruling))

    def _begin(self, step: Begin, view: View) -> None:
        review = view.case.newest_review()
        assert review is not None
        assert review.request is not None
        request, approved = review.request, step.approved
        keys = list(self.world.case.keys)
        for spec in step.keys:
            begun = {"grants": dict(spec.grants), "recipient": request.recipient, "review": approved.n}
            old = self.world.case.key(spec.environment)
            if old is not None:
                keys[keys.index(old)] = replace(old, **begun, findings=None, verified_at=None, checks=0)  # type: ignore[arg-type]
                continue
            number = next(self.world.ids)
            name = f"LIB-412 {spec.environment}"
            keys.append(Key(number, spec.environment, 0, operation=f"op-{number}", name=name, **begun))  # type: ignore[arg-type]
        verdict = Verdict.APPROVED
        ruling = Ruling(approved.change_id, approved.label, approved.actor.id, approved.n, verdict, "", self.world.now)
        self._rule(ruling)
        self._rows(keys=tuple(keys))

    def _claim(self, key: Key) -> None:
        if sum(each.kind is Kind.SET_ASIDE for each in self.world.case.said) >= MOST_SET_ASIDE:
            self._key(key.id, order_code=f"LIB-412-{key.environment}")
            return
        fits = [each for each in self.world.stock if each.state == "free" and each.environment == key.environment]
        taken = {each.source_item for each in self.world.case.keys if each.delivered_at is None}
        for item in fits:
            if (item.tags or item.able) == dict(key.grants) and item.id not in taken:
                self._key(key.id, source=Source.STOCK, source_item=item.id)
                item.state = "claimed"
                self._may_crash()
                return
        self._key(key.id, order_code=f"LIB-412-{key.environment}")

    def _take_deposit(self, key: Key) -> bool:
        older = next((n for n, each in enumerate(self.world.deposits) if each.id == key.source_item), -1)
        for item in reversed(self.world.deposits[older + 1 :]):
            if item.operation == key.name and item.state == "free":
                anew = {**NOTHING_KNOWN, "operation": f"op-{next(self.world.ids)}"} if key.source_item else {}
                self._key(key.id, **{**anew, "source": Source.DEPOSIT, "source_item": item.id})
                if key.source_item:
                    self._item(key.source_item).state = "archived"
                    self._may_crash()
                return True
        return False

    def _item(self, id: str | None) -> Item:
        return next(each for each in [*self.world.stock, *self.world.deposits, *self.world.issued] if each.id == id)

    def _check(self, key: Key) -> None:
        item = self._item(key.source_item)
        item.state = "claimed" if key.source is Source.STOCK else item.state
        found = _found(dict(key.grants), item.able, self.world.verifier_answers, self.world.now)
        self._key(key.id, findings=found, verified_at=self.world.now, checks=key.checks + 1, last4=item.value[-4:])
        if found.verdict.value == "right" and key.item is None:
            made = next((each for each in self.world.issued if each.operation == key.operation), None)
            if made is None:
                made = Item(f"i{next(self.world.ids)}", item.value, key.environment, item.able, "live", key.operation)
                self.world.issued.append(made)
                self._may_crash()
            self._key(key.id, item=made.id)

    def _share(self, step: Share, view: View) -> None:
        key = step.key
        self._key(key.id, shares=key.shares + 1, shared_at=self.world.now)
        self.before_share(step)
        item = self._item(key.item)
        self.world.shares.append(Shared(key, item.value, item.able, key.recipient.address))
        self._may_crash()
        self.world.links[key.id] = f"https://share.example/s#{len(self.world.shares)}"
        self._may_crash()
        self._say(Kind.DELIVERY, key.slot, view)

    def _resume(self, key: Key, view: View) -> None:
        if key.id in self.world.links:
            self._say(Kind.DELIVERY, key.slot, view)
        else:
            self._key(key.id, shared_at=None)

    def _put_away(self, key: Key) -> None:
        self._item(key.source_item).state = "archived"
        self._may_crash()
        self._key(key.id, delivered_at=self.world.now)

    def _release(self, key: Key, stock_becomes: str = "free") -> None:
        made = next(
            (each for each in self.world.issued if each.id == key.item or each.operation == key.operation), None
        )
        if made is not None:
            made.state = "archived"
            self._may_crash()
        if key.source is Source.STOCK:
            self._item(key.source_item).state = stock_becomes
            self._may_crash()
        if key.shares == 0:
            self._key(key.id, **NOTHING_KNOWN, operation=f"op-{next(self.world.ids)}")


def _ruling(step: Judge, view: View) -> Ruling:
    answer = step.answer
    verdict = Verdict.DENIED if isinstance(answer, Denied) else Verdict.HELD
    verdict = Verdict.REFUSED if isinstance(answer, Refused) else verdict
    why = "" if isinstance(answer, Denied) else answer.why.name
    n = answer.n if isinstance(answer, Refused) else None
    actor = answer.actor.id if answer.actor else None
    return Ruling(answer.change_id, answer.label, actor, n, verdict, why, view.now)


def _found(granted: dict[str, str], able: dict[str, str], answers: bool, now: datetime) -> Findings:
    areas = tuple(_area(each.id, granted.get(each.id), able.get(each.id), answers) for each in ALMA.areas)
    return Findings(now, areas, Agreement.AGREES, Agreement.NOT_TOLD)


def _area(area: str, granted: str | None, able: str | None, answers: bool) -> AreaFinding:
    if not answers:
        return AreaFinding(area, granted, Result.UNKNOWN, Result.UNKNOWN)
    wanted, can = ALMA.rank(granted), ALMA.rank(able)
    read, write = _one(wanted >= 1, can >= 1), _one(wanted >= 2, can >= 2)
    return AreaFinding(area, granted, read, write)


def _one(granted: bool, can: bool) -> Result:
    if granted == can:
        return Result.RIGHT
    return Result.MISSING if granted else Result.TOO_BROAD
