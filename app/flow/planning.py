"""What a look would do, without doing it: the same view and rules, up to the first effect that anybody could see."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.core.case import Case, Kind, Understanding
from app.core.decide import decide
from app.core.decision import Decision
from app.core.document import Document
from app.core.rules.scope import before_start
from app.core.steps import Judge, LayReview, Say, Step, Understand
from app.core.view import Mode, View
from app.flow.looking import Observer
from app.flow.records import judging
from app.wording import Wording

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Planned:
    """`comment` is the comment that would be written, for a step that writes one. `older`: the ticket is from before
    Keydesk's start, and so will be left alone; this is what would be done if it were not."""

    view: View
    decision: Decision
    comment: Document | None = None
    older: bool = False


@dataclass(frozen=True, slots=True)
class Planner:
    """`start_is_set`: the operator named the day from which tickets are ours, and so means it."""

    observer: Observer
    wording: Wording
    start_is_set: bool = False

    def plan(self, ticket_id: str) -> Iterator[Planned]:
        """Each step to come, the last one being the first that others would notice, or a rest."""
        view = self.observer.view(ticket_id)
        view = replace(view, policy=replace(view.policy, mode=Mode.FULL if view.policy.mode is Mode.FULL else Mode.ASK))
        older = not self.start_is_set and bool(view.service) and before_start(view) is not None
        if older:
            view = replace(view, policy=replace(view.policy, since=_EVER))
        while True:
            decision = decide(view)
            yield Planned(view, decision, self._comment(view, decision.step), older)
            if not isinstance(decision.step, Understand | LayReview | Judge):
                return
            view = replace(view, case=_imagined(view, decision.step))

    def _comment(self, view: View, step: Step | None) -> Document | None:
        shown = isinstance(step, Say) and step.kind is not Kind.DELIVERY
        return self.wording.write(step, view) if isinstance(step, Say) and shown else None


def _imagined(view: View, step: Understand | LayReview | Judge) -> Case:
    """The case as it would be once the step, which touches only our own rows, was done."""
    case = view.case
    match step:
        case Judge():
            others = tuple(each for each in case.rulings if each.change_id != step.answer.change_id)
            return replace(case, rulings=(*others, judging(step.answer, view.now)))
        case Understand():
            new = Understanding(_next_id(case), step.source, step.reading)
            return replace(case, known=True, service=view.service, understandings=(*case.understandings, new))
        case LayReview():
            understood = case.understanding(step.source)
            if understood is None:
                return case
            digest = step.request.digest(step.n)
            laid = replace(understood, id=_next_id(case), n=step.n, request=step.request, digest=digest)
            return replace(case, understandings=(*case.understandings, laid))


def _next_id(case: Case) -> int:
    return len(case.understandings) + 1
