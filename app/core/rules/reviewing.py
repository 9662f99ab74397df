"""What is laid before the reviewers, and what becomes of their labels."""

from datetime import timedelta

from app.core.acts import Denied, Refused, Unknown, Waiting, Why, find_denial
from app.core.approval import find_approval, pending
from app.core.case import Kind, State, Understanding, Verdict
from app.core.complete import requested
from app.core.decision import Decision, do, rest
from app.core.rules.scope import release
from app.core.rules.speaking import speak
from app.core.steps import Judge, LayReview
from app.core.view import Mode, View, messages, source_of

#: How long nothing is said of an act about which something cannot be learnt.
QUIET = timedelta(hours=1)

#: After so many refusals in a row the labels are left alone, and a person is asked for.
MOST_REFUSALS = 3

#: After such a refusal the same request is laid before the reviewers again.
LAY_AGAIN = frozenset({Why.REVIEW_ALTERED.name, Why.TOO_OLD.name})


def decline(view: View) -> Decision | None:
    """A reviewer has declined: that is recorded before anything else, and ends every approval given before it."""
    answer = find_denial(view)
    if not isinstance(answer, Denied):
        return None
    ruling = view.case.ruling(answer.change_id)
    recorded = ruling is not None and ruling.verdict is Verdict.DENIED
    return None if recorded else do(Judge(answer), "a reviewer has declined")


def denied(view: View) -> Decision | None:
    """While a reviewer's denial stands the requester is told once, and nothing is asked, reviewed or issued."""
    answer = find_denial(view)
    if not isinstance(answer, Denied):
        return None
    told = speak(view, Kind.DENIED, "the requester has to know", about=answer.change_id, answer=answer)
    return told or release(view) or rest("LSIS has declined the request", state=State.SILENT)


def refuse(view: View) -> Decision | None:
    """An act that does not count is recorded, its setter is told why and what now, and its label is taken off."""
    refused = [each for each in pending(view) if isinstance(each, Refused) and not _held_back(view)]
    for answer in refused:
        ruling = view.case.ruling(answer.change_id)
        if ruling is None or ruling.verdict is not Verdict.REFUSED:
            return do(Judge(answer), answer.why.value)
    if refused and len(refusals(view)) > MOST_REFUSALS:
        return speak(view, Kind.STUCK, "labels that do not count come back again and again", about="labels")
    for answer in refused:
        told = speak(view, Kind.REFUSAL, "its setter has to know", about=answer.change_id, answer=answer)
        if told is not None:
            return told
    return None


def hold(view: View) -> Decision | None:
    """An act of which something cannot be learnt is noted, and after an hour the staff are told that it waits."""
    for answer in pending(view):
        if not isinstance(answer, Unknown) or (_held_back(view) and answer.label != f"{view.prefix}-denied"):
            continue
        ruling = view.case.ruling(answer.change_id)
        if ruling is None:
            return do(Judge(answer), answer.why.value)
        if view.now - ruling.at >= QUIET:
            told = speak(view, Kind.HELD, "the label has waited for an hour", about=answer.change_id, answer=answer)
            if told is not None:
                return told
    return None


def give_back(view: View) -> Decision | None:
    """Until an approval counts, or counts again, what was taken goes back; while it cannot be learnt, it stays."""
    return release(view) if isinstance(find_approval(view), Waiting | Refused) else None


def lay_review(view: View) -> Decision | None:
    """A complete request that differs from the newest review becomes the next one, under a number of its own."""
    request, newest = requested(view), view.case.newest_review()
    if request is None or (newest is not None and newest.request == request and not _void(view, newest)):
        return None
    # A review that stands on the ticket keeps its number, also where our rows know it no more.
    number = 1 + max(view.case.review_numbers(), default=0)
    source = source_of(messages(view.seen, view.policy.bot))
    return do(LayReview(number, source, request), "the request is complete and new to the reviewers")


def show_review(view: View) -> Decision | None:
    """The newest review stands on the ticket twice: for the requester, and for the reviewers."""
    newest = view.case.newest_review()
    if newest is None:
        return None
    public = speak(view, Kind.REVIEW, "the requester has to see what is reviewed", about=str(newest.n))
    return public or speak(view, Kind.REVIEW_NOTE, "the reviewers have to see the request", about=str(newest.n))


def wait_for_reviewer(view: View) -> Decision | None:
    """Until an approval counts, the request waits."""
    answer = find_approval(view)
    if isinstance(answer, Unknown):
        return rest(answer.why.value, state=State.REVIEW)
    if isinstance(answer, Waiting | Refused):
        return rest("the request waits for a reviewer", state=_reviewing(view))
    return None


def refusals(view: View) -> list[str]:
    """The refused acts since an act last counted, oldest first."""
    counted = [each.at for each in view.case.rulings if each.verdict in (Verdict.APPROVED, Verdict.DENIED)]
    since = max(counted, default=None)
    refused = [each for each in view.case.rulings if each.verdict is Verdict.REFUSED]
    return [each.change_id for each in refused if since is None or each.at > since]


def _reviewing(view: View) -> State:
    return State.STUCK if len(refusals(view)) > MOST_REFUSALS else State.REVIEW


def _held_back(view: View) -> bool:
    """In the modes that issue nothing an approval label stays, and nothing is said of it."""
    return view.policy.mode is not Mode.FULL


def _void(view: View, review: Understanding) -> bool:
    return any(
        each.request_n == review.n and each.verdict is Verdict.REFUSED and each.reason in LAY_AGAIN
        for each in view.case.rulings
    )
