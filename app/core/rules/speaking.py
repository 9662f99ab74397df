"""When a comment may be written: once, never twice while its fate is in doubt, and not without end."""

from datetime import datetime, timedelta

from app.core.acts import Denied, Refused, Unknown
from app.core.approval import Approved
from app.core.case import Key, Kind, Said, State, Verdict
from app.core.decision import Decision, do, rest
from app.core.reading import Role
from app.core.steps import Say
from app.core.ticket import Comment
from app.core.view import View, role_of

#: A comment whose writing was begun is looked for after this long, and written anew if it is not there.
DOUBT = timedelta(seconds=60)

DAY = timedelta(days=1)
MOST_A_DAY = 6
MOST_IN_ALL = 40

#: Comments that a chatty ticket could call for again and again; orders and deliveries are unique by their rows,
#: and few stock items are tried for one ticket.
_COUNTED = frozenset(Kind) - {Kind.ORDER, Kind.RENAME, Kind.DELIVERY, Kind.MEND, Kind.SET_ASIDE, Kind.LIMIT}

#: Comments that are two: with the first, the second is promised.
_SECOND = {Kind.REVIEW: Kind.REVIEW_NOTE, Kind.HANDOVER: Kind.HANDOVER_NOTE}


def speak(
    view: View,
    kind: Kind,
    because: str,
    *,
    about: str = "",
    key: Key | None = None,
    answer: Approved | Denied | Refused | Unknown | None = None,
) -> Decision | None:
    """Say it, unless it is said (None), may have been said a moment ago, or the ticket has had its share."""
    if view.case.has_said(kind, about):
        return None
    in_doubt = view.case.comment(kind, about)
    if in_doubt is not None and view.now < in_doubt.attempted_at + DOUBT:
        return rest(f"{because}, but it may already stand there", wake=in_doubt.attempted_at + DOUBT)
    enough = _enough(view, kind, about) if in_doubt is None and kind in _COUNTED else None
    return enough or do(Say(kind, about, key=key, answer=answer), because)


def in_passing(told: Decision | None) -> Decision | None:
    """For what is said beside the work: where a ticket has had its share of comments, the work goes on without it."""
    return None if told is not None and told.step is None and told.state is State.STUCK else told


def forgotten(view: View) -> tuple[Comment, ...]:
    """Comments of ours of which our rows know nothing, and which were not begun a moment ago: the rows are an older
    copy."""
    case, doubts = view.case, [each.attempted_at for each in view.case.said if each.posted_at is None]
    if view.ticket is None or not case.known or any(view.now < began + DOUBT for began in doubts):
        return ()
    known = {each.comment_id for each in case.said}
    ours = [each for each in view.seen.comments if role_of(each, view.seen, view.policy.bot) is Role.BOT]
    return tuple(each for each in ours if each.id not in known)


def _enough(view: View, kind: Kind, about: str) -> Decision | None:
    """Why not, if the ticket has had its share; where it leaves room for that, the staff are told so."""
    recent = _since(view, view.now - DAY)
    promised = {(_SECOND[each.kind], each.about) for each in recent if each.kind in _SECOND}
    owed = [each for each in promised if view.case.comment(*each) is None]
    cost = 0 if (kind, about) in promised else 2 if kind in _SECOND else 1
    if len(_since(view, None)) >= MOST_IN_ALL:
        return rest("this ticket has had as many comments as it may", state=State.STUCK)
    if cost + len(owed) + len(recent) <= MOST_A_DAY:
        return None
    wake = min(each.attempted_at for each in recent) + DAY
    today = str(wake.date())
    room = len(owed) + len(recent) < MOST_A_DAY or view.case.comment(Kind.LIMIT, today) is not None
    told = speak(view, Kind.LIMIT, "too many comments for one day", about=today) if room else None
    return told or rest("this ticket has had its comments for one day", wake=wake, state=State.STUCK)


def _since(view: View, start: datetime | None) -> list[Said]:
    """The counted comments since `start` and since a reviewer's label last counted."""
    counted = [each.at for each in view.case.rulings if each.verdict in (Verdict.APPROVED, Verdict.DENIED)]
    since = max([*counted, *([start] if start else [])], default=None)
    kinds = _COUNTED | {Kind.LIMIT}
    return [each for each in view.case.said if each.kind in kinds and (since is None or each.attempted_at > since)]
