"""When a comment may be written: once, never twice while its fate is in doubt, and not without end."""

from datetime import timedelta

from app.core.acts import Denied, Refused, Unknown
from app.core.approval import Approved
from app.core.case import Key, Kind, Said, State, Verdict
from app.core.decision import Decision, do, rest
from app.core.steps import Say
from app.core.view import View

#: A comment whose writing was begun is looked for after this long, and written anew if it is not there.
DOUBT = timedelta(seconds=60)

DAY = timedelta(days=1)
MOST_A_DAY = 6
MOST_IN_ALL = 40

#: Comments that a chatty ticket could call for again and again; orders and deliveries are unique by their rows.
_COUNTED = frozenset(Kind) - {Kind.ORDER, Kind.RENAME, Kind.DELIVERY, Kind.MEND, Kind.LIMIT}

#: A review is two comments, and is either shown whole or not begun.
_COST = {Kind.REVIEW: 2, Kind.REVIEW_NOTE: 0, Kind.HANDOVER: 2, Kind.HANDOVER_NOTE: 0}


def speak(
    view: View,
    kind: Kind,
    because: str,
    *,
    about: str = "",
    key: Key | None = None,
    answer: Approved | Denied | Refused | Unknown | None = None,
) -> Decision | None:
    """Say it, unless it is said (None), may have been said just now, or the ticket has had its share of comments."""
    if view.case.has_said(kind, about):
        return None
    in_doubt = view.case.comment(kind, about)
    if in_doubt is not None and view.now < in_doubt.attempted_at + DOUBT:
        return rest(f"{because}, but it may already stand there", wake=in_doubt.attempted_at + DOUBT)
    if in_doubt is None and kind in _COUNTED and _cost(kind) + len(_recent(view)) > MOST_A_DAY:
        return _enough(view)
    if in_doubt is None and kind in _COUNTED and len(view.case.said) >= MOST_IN_ALL:
        return rest("this ticket has had as many comments as it may", state=State.STUCK)
    return do(Say(kind, about, key=key, answer=answer), because)


def _enough(view: View) -> Decision:
    recent = _recent(view)
    wake = min(each.attempted_at for each in recent) + DAY
    today = str(wake.date())
    if len(recent) < MOST_A_DAY and view.case.comment(Kind.LIMIT, today) is None:
        return do(Say(Kind.LIMIT, today), "too many comments for one day: say so once, to the staff alone")
    return rest("this ticket has had its comments for one day", wake=wake, state=State.STUCK)


def _cost(kind: Kind) -> int:
    return _COST.get(kind, 1)


def _recent(view: View) -> list[Said]:
    """The counted comments of the last day, since a reviewer's label last counted."""
    counted = [each.at for each in view.case.rulings if each.verdict in (Verdict.APPROVED, Verdict.DENIED)]
    since = max([view.now - DAY, *counted])
    kinds = _COUNTED | {Kind.LIMIT}
    return [each for each in view.case.said if each.kind in kinds and each.attempted_at > since]
