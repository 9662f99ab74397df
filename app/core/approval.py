"""Whether a reviewer has approved exactly what would be issued now.

The answer is one of four: `Approved`, which nothing but this module can make; `Refused`, on proof; `Unknown`, while
something could not be learnt; `Waiting`, while there is no approval label at all. An approval is for one review, the
newest that stood on the ticket when the label was set.
"""

from dataclasses import InitVar, dataclass
from datetime import datetime, timedelta

from app.core.acts import (
    Act,
    Denied,
    Refused,
    Unknown,
    Waiting,
    Why,
    acts,
    approving_labels,
    blocked_act,
    find_denial,
    last_denial,
    number_of,
    refused,
)
from app.core.case import Kind, Said, Understanding
from app.core.complete import asks_new, requested
from app.core.request import within_all
from app.core.ticket import Change, Comment, Person
from app.core.view import View

#: A comment of ours that is not on the ticket this long after it was written has been deleted.
JUST_SAID = timedelta(minutes=2)

_SEAL = object()


@dataclass(frozen=True, slots=True)
class Approved:
    """Proof that review `n`, as it stands, was approved by this changelog entry. Only this module can make one.

    Good for one step: the next one asks again.
    """

    n: int
    label: str
    change_id: str
    actor: Person
    at: datetime
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("an approval is found, not made")


Answer = Approved | Refused | Unknown | Waiting


def find_approval(view: View) -> Answer:
    """Whether the request is approved now; of several labels one that counts wins, then one that may yet."""
    answers = _answers(view)
    for wanted in (Approved, Unknown, Refused):
        for answer in answers:
            if isinstance(answer, wanted):
                return answer
    return Waiting()


def pending(view: View) -> tuple[Refused | Unknown, ...]:
    """The acts that do not count, or not yet, and have to be told of: no other approvals while one of them counts."""
    answers = _answers(view)
    approved = any(isinstance(each, Approved) for each in answers)
    every = (find_denial(view), *(() if approved else answers))
    return tuple(each for each in every if isinstance(each, Refused | Unknown))


def _answers(view: View) -> list[Answer]:
    return [_judge(view, act) for act in acts(view.seen, approving_labels(view.seen, view.prefix))]


def _judge(view: View, act: Act) -> Answer:
    denial = find_denial(view)
    if isinstance(denial, Denied):
        return refused(act, Why.DENIED)
    blocked = blocked_act(view, act, independent=True)
    if blocked is not None:
        return blocked
    if isinstance(denial, Unknown):
        return Unknown(act.label, act.id, act.actor, denial.why)
    if asks_new(view) is None:
        return Unknown(act.label, act.id, act.actor, Why.GROUP_UNKNOWN)
    return _review_approved(view, act)


def _review_approved(view: View, act: Act) -> Approved | Refused | Unknown:
    """Whether the act, which is a reviewer's, approves the request as it is now."""
    review, declined = view.case.newest_review(), last_denial(view)
    if act.change is None or act.actor is None or review is None or review.n is None:
        return refused(act, Why.BEFORE_REVIEW)
    if declined is not None and act.change.at <= declined:
        return refused(act, Why.DENIED, review.n)
    shown = _shown_at(view, review.n)
    if shown is None and _in_doubt(view, review.n) and _same(view, review):
        return Unknown(act.label, act.id, act.actor, Why.REVIEW_IN_DOUBT)
    if shown is None:
        altered = _was_shown(view, review.n)
        return refused(act, Why.REVIEW_ALTERED if altered else _too_early(view, act.change), review.n)
    if act.change.at <= shown:
        return refused(act, _too_early(view, act.change), review.n)
    if not _same(view, review):
        return refused(act, Why.CHANGED, review.n)
    if number_of(act.label, view.prefix) not in (None, review.n):
        return refused(act, Why.OTHER_NUMBER, review.n)
    if not _label_suffices(view, act.label, review):
        return refused(act, Why.NUMBER_NEEDED, review.n)
    # Weeks are compared here, so that two clocks a little apart do no harm.
    if view.now - act.change.at > view.policy.approval_ttl:
        return refused(act, Why.TOO_OLD, review.n)
    return Approved(review.n, act.label, act.id, act.actor, act.change.at, seal=_SEAL)


def _same(view: View, review: Understanding) -> bool:
    request = requested(view)
    return request is not None and review.n is not None and request.digest(review.n) == review.digest


def _label_suffices(view: View, label: str, review: Understanding) -> bool:
    """The plain label, while no more is asked than every earlier review showed; else the review's number."""
    if number_of(label, view.prefix) is not None:
        return True
    laid = [each for each in view.case.reviews() if each.n != review.n and _was_laid(view, each.n)]
    earlier = [each.request for each in laid if each.request is not None]
    if view.case.review_numbers() > {each.n for each in view.case.reviews()}:
        return False  # what another review showed is not known any more
    return review.request is not None and within_all(review.request, earlier, view.catalogue)


def _was_laid(view: View, n: int | None) -> bool:
    """Whether a reviewer may have seen it."""
    return any(view.case.comment(kind, str(n)) is not None for kind in (Kind.REVIEW, Kind.REVIEW_NOTE))


def _in_doubt(view: View, n: int) -> bool:
    """Whether both comments may stand there, and the reviewer may have read them, without our knowing of it yet."""
    begun = [view.case.comment(kind, str(n)) for kind in (Kind.REVIEW, Kind.REVIEW_NOTE)]
    return None not in begun and any(_not_seen_yet(view, each) for each in begun if each is not None)


def _not_seen_yet(view: View, said: Said) -> bool:
    """Not known to stand there, or written so lately that the ticket, as it was read, may not show it yet."""
    if said.posted_at is None:
        return True
    shown = any(comment.id == said.comment_id for comment in view.seen.comments)
    return not shown and view.now - said.posted_at < JUST_SAID


def _was_shown(view: View, n: int) -> bool:
    return all(view.case.has_said(kind, str(n)) for kind in (Kind.REVIEW, Kind.REVIEW_NOTE))


def _shown_at(view: View, n: int) -> datetime | None:
    """When both comments of review `n` stood on the ticket, by its own clock; None if one is gone or was edited."""
    comments = [_intact(view, kind, n) for kind in (Kind.REVIEW, Kind.REVIEW_NOTE)]
    times = [comment.created for comment in comments if comment is not None]
    return max(times) if len(times) == len(comments) else None


def _intact(view: View, kind: Kind, n: int) -> Comment | None:
    said = view.case.comment(kind, str(n))
    for comment in view.seen.comments:
        if said is not None and comment.id == said.comment_id:
            ours = all(each is not None and each.id == view.policy.bot for each in (comment.author, comment.editor))
            return comment if ours and comment.updated == comment.created else None
    return None


def _too_early(view: View, change: Change) -> Why:
    """Set before the newest review stood: on an earlier one, or on none at all."""
    shown = [_shown_at(view, review.n) for review in view.case.reviews() if review.n is not None]
    return Why.CHANGED if any(at is not None and change.at > at for at in shown) else Why.BEFORE_REVIEW
