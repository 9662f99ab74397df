"""The heart: what to do next about a ticket, from what is seen and known of it, and nothing else.

`RULES` is the specification: the first rule that answers wins, so the order says which concern comes before which. A
rule is a function of the view with one sentence about when it applies; new behaviour is a new rule.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from app.core.acts import Refused, Unknown
from app.core.approval import pending
from app.core.case import Kind, State
from app.core.decision import Decision
from app.core.rules.asking import ask, hand_over, in_turn, no_recipient
from app.core.rules.issuing import issue, set_aside, take_another, within_limits
from app.core.rules.near_misses import near_miss
from app.core.rules.reviewing import (
    QUIET,
    decline,
    denied,
    give_back,
    hold,
    lay_review,
    refuse,
    show_review,
    wait_for_reviewer,
)
from app.core.rules.scope import (
    SOON,
    before_start,
    closed,
    delivered,
    drop,
    elsewhere,
    finish_delivery,
    foreign,
    gone,
    kept_out,
    other_matter,
    recover,
    silent,
    too_long,
    undecided,
    understand,
)
from app.core.rules.turns import set_status
from app.core.steps import SetLabels
from app.core.view import View

Rule: TypeAlias = Callable[[View], Decision | None]

RULES: tuple[Rule, ...] = (
    gone,
    elsewhere,
    recover,
    finish_delivery,
    foreign,
    drop,
    delivered,
    kept_out,
    before_start,
    closed,
    understand,
    undecided,
    too_long,
    silent,
    other_matter,
    decline,
    refuse,
    denied,
    hold,
    give_back,
    hand_over,
    in_turn,
    ask,
    no_recipient,
    lay_review,
    show_review,
    near_miss,
    wait_for_reviewer,
    within_limits,
    take_another,
    set_aside,
    issue,
)

#: The endings of the labels that are ours; the rest of the prefix belongs to the reviewers.
OURS = tuple(state.value for state in State if state is not State.SILENT)


def decide(view: View) -> Decision:
    """One step, or a time to look again. With no other step left, the labels and then the status are put right."""
    for rule in RULES:
        decision = rule(view)
        if decision is not None:
            return decision if decision.step is not None else _settled(view, decision)
    return Decision("there is nothing to do")


def _settled(view: View, decision: Decision) -> Decision:
    if view.ticket is None or decision.state is None:
        return decision
    wake = None if decision.state is State.ISSUED else _held_until(view)
    step = _labels(view, decision.state) or set_status(view, decision.state)
    return replace(decision, step=step, wake=_earliest(decision.wake, wake))


def _labels(view: View, state: State) -> SetLabels | None:
    """One of ours at a time, and none that was refused and told; None where all is right."""
    ours = {f"{view.prefix}-{ending}" for ending in OURS}
    wanted = {f"{view.prefix}-{state.value}"} if state is not State.SILENT else set()
    stale = (view.seen.labels & ours) - wanted
    add, remove = frozenset(wanted - view.seen.labels), frozenset(stale | _refused_labels(view))
    return SetLabels(add, remove) if add or remove else None


def _refused_labels(view: View) -> set[str]:
    """Labels whose refusal has been told to whoever set them."""
    refused = [each for each in pending(view) if isinstance(each, Refused)]
    return {each.label for each in refused if view.case.has_said(Kind.REFUSAL, each.change_id)}


def _held_until(view: View) -> datetime | None:
    """When to ask again about an act of which something cannot be learnt now."""
    unknown = [each for each in pending(view) if isinstance(each, Unknown)]
    held = [ruling for each in unknown if (ruling := view.case.ruling(each.change_id)) is not None]
    return min((view.now + (SOON if view.now - each.at < QUIET else 5 * SOON) for each in held), default=None)


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)
