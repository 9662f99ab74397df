"""What a look concluded: one step, or a time to look again, and why."""

from dataclasses import dataclass
from datetime import datetime

from app.core.case import State
from app.core.steps import Step


@dataclass(frozen=True, slots=True)
class Decision:
    """`because` is a sentence for people; `wake` is None where only news can change anything.

    `state` is what the ticket's label shall show once there is no other step; None leaves the labels alone.
    """

    because: str
    step: Step | None = None
    wake: datetime | None = None
    state: State | None = None


def do(step: Step, because: str) -> Decision:
    return Decision(because, step=step)


def rest(because: str, wake: datetime | None = None, state: State | None = None) -> Decision:
    return Decision(because, wake=wake, state=state)
