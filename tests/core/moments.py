"""Moments that many tests start from, built of the facts in `build`."""

from collections.abc import Callable
from dataclasses import replace

from app.core.case import Case, Kind, Source, Verdict
from app.core.findings import AreaFinding, Result
from app.core.view import View
from tests.core.build import (
    asked_about,
    begun,
    changed,
    checked,
    judged,
    obtained,
    said,
    with_key,
)

Example = tuple[str, Callable[[], View], str]

TOO_BROAD = AreaFinding("users", None, Result.TOO_BROAD, Result.RIGHT)
DEAD = AreaFinding("bibs", "read-only", Result.MISSING, Result.RIGHT)
NOT_KNOWN = AreaFinding("bibs", "read-only", Result.UNKNOWN, Result.RIGHT)


def left(view: View) -> View:
    return replace(view, case=replace(view.case, left_at=view.now))


def nowhere(view: View) -> View:
    return replace(view, queue=None, case=Case())


def showing(view: View, *labels: str) -> View:
    """With labels on the ticket that nobody's act is about."""
    return changed(view, labels=view.seen.labels | set(labels))


def issuing(view: View) -> View:
    return showing(begun(view), "alma-key-review")


def ordered(view: View, environment: str = "production") -> View:
    view = with_key(view, environment, order_code=f"LIB-412-{environment}")
    number = next(each for each in view.case.keys if each.environment == environment)
    return said(view, Kind.ORDER, f"{number.slot}.{number.review}")


def handed_in(view: View) -> View:
    """A value was handed in for the key that was ordered, and nobody has tried it; there is no other one."""
    return missing_from_deposits(obtained(ordered(view), source=Source.DEPOSIT))


def missing_from_deposits(view: View) -> View:
    return replace(view, not_handed_in=frozenset(each.id for each in view.case.keys))


def looking_again(view: View) -> View:
    """A later look, which has not looked for what was handed in."""
    return replace(view, not_handed_in=frozenset())


def shared(view: View, *, posted: bool | None = None) -> View:
    """A share call was begun; `posted`: whether its comment stands (None: it was not begun)."""
    view = with_key(checked(obtained(view)), "production", shares=1, shared_at=view.now)
    return view if posted is None else said(view, Kind.DELIVERY, "production", posted=posted)


def delivered(view: View, environment: str = "production") -> View:
    return with_key(checked(obtained(view, environment), environment=environment), environment, delivered_at=view.now)


def lost(view: View, shares: int = 1) -> View:
    return with_key(checked(obtained(view)), "production", shares=shares)


def talked(view: View, comments: int, ago: float = 30) -> View:
    for number in range(comments):
        view = said(view, Kind.REFUSAL, f"old-{number}", ago=ago)
    return view


def refused_often(view: View, times: int) -> View:
    for number in range(times):
        view = judged(view, Verdict.REFUSED, f"old-{number}", reason="BY_APP")
    return view


def told_refusal(view: View, act: str, why: str, label: str = "alma-key-approved", n: int | None = None) -> View:
    return said(judged(view, Verdict.REFUSED, act, label, reason=why, request_n=n), Kind.REFUSAL, act)


def outage(view: View) -> View:
    return asked_about(view, None)
