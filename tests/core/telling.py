"""A decision in a few words, so that a table of them can be read."""

from datetime import timedelta

from app.core.acts import Refused, Unknown
from app.core.decide import decide
from app.core.decision import Decision
from app.core.steps import Begin, Judge, LayReview, Say, SetLabels, SetStatus, Step, Understand
from app.core.view import View


def does(view: View) -> str:
    """What is decided about this view, in a few words."""
    return told(decide(view), view)


def told(decision: Decision, view: View) -> str:
    if decision.step is not None:
        return _step(decision.step)
    state = f" {decision.state.name.lower()}" if decision.state is not None else ""
    again = f", again in {(decision.wake - view.now) / timedelta(minutes=1):g} min" if decision.wake else ""
    return f"rest{state}{again}"


def _step(step: Step) -> str:
    match step:
        case Say():
            return f"say {step.kind.value} {step.about}".strip()
        case Judge():
            answer = step.answer
            why = f" {answer.why.name}" if isinstance(answer, Refused | Unknown) else ""
            return f"judge {type(answer).__name__.lower()}{why}"
        case SetLabels():
            return " ".join(
                ["label", *(f"+{each}" for each in sorted(step.add)), *(f"-{e}" for e in sorted(step.remove))]
            )
        case SetStatus():
            return f"status {step.status}"
        case Begin():
            return f"begin {step.approved.n} {'+'.join(each.environment for each in step.keys)}".strip()
        case LayReview():
            return f"lay review {step.n}"
        case Understand():
            return "understand"
        case _:
            return f"{type(step).__name__.lower()} {step.key.environment}"
