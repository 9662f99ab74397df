"""What is told of an approved key that is long in coming: to the staff, and to the requester. The work goes on."""

from datetime import datetime

from app.core.approval import Approved
from app.core.case import Key, Kind
from app.core.decision import Decision
from app.core.rules.issuing import PATIENCE, approved_request, may_issue, order_about, ordered_at
from app.core.rules.reviewing import QUIET
from app.core.rules.speaking import in_passing, speak
from app.core.view import View

#: What stands before the order's words in the note that a key waits for an answer.
KEY_WAITS = "key:"


def unanswered(view: View) -> Decision | None:
    """An approved key has waited for an hour because its service or the vault gives no answer: the staff are told once,
    and it is tried again without end."""
    approved, keys = _waiting_keys(view)
    for key in keys:
        since = _unanswered_since(view, key, approved, first=key is keys[0])
        if approved is None or since is None or view.now - since < QUIET:
            continue
        about = f"{KEY_WAITS}{order_about(key)}"
        told = in_passing(speak(view, Kind.HELD, f"{key.name} lacks an answer", about=about, key=key, answer=approved))
        if told is not None:
            return told
    return None


def made_by_hand(view: View) -> Decision | None:
    """A key that was ordered has not been handed in for a day: its requester is told, once, that it is being made."""
    _, keys = _waiting_keys(view)
    for key in keys:
        ordered = ordered_at(view, key)
        if key.source is None and key.id in view.not_handed_in and ordered and view.now - ordered >= PATIENCE:
            return in_passing(speak(view, Kind.MADE_BY_HAND, f"{key.name} takes longer than a day", key=key))
    return None


def _waiting_keys(view: View) -> tuple[Approved | None, list[Key]]:
    """The keys of the approved request that are begun and not delivered, and the approval."""
    approved, request = approved_request(view)
    if approved is None or request is None or not may_issue(view):
        return None, []
    keys = [view.case.key(spec.environment) for spec in request.keys]
    return approved, [key for key in keys if key is not None and key.delivered_at is None]


def _unanswered_since(view: View, key: Key, approved: Approved | None, *, first: bool) -> datetime | None:
    """Since when the approval waits for an answer about the key. A look that fails fails at the first one."""
    ruling = view.case.ruling(approved.change_id) if approved else None
    known = [key.unanswered_since, view.failing_since if first else None]
    since = min((each for each in known if each is not None), default=None)
    return max(since, ruling.at) if since is not None and ruling is not None else None
