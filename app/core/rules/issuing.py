"""From an approval to a delivered key, one key after another, each step on an approval proved anew."""

from datetime import datetime, timedelta

from app.core.approval import Approved, find_approval
from app.core.case import Key, Kind, Source, State
from app.core.case import Verdict as Ruled
from app.core.decision import Decision, do, rest
from app.core.findings import Verdict
from app.core.request import KeyRequest, KeySpec
from app.core.rules.scope import taken
from app.core.rules.speaking import speak
from app.core.steps import Begin, Check, Claim, Release, SetAside, Share, TakeDeposit
from app.core.view import Mode, View

#: How old a check may be when the link is made.
FRESH_CHECK = timedelta(minutes=15)

#: A new key may take some minutes to work; after these waits it is called dead.
NOT_ACTIVE_YET = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=10))

#: A key that LSIS has to mend is looked at this often, for about an hour; after that when there is news of the ticket.
MENDING = timedelta(minutes=5)
MOST_CHECKS = 15

#: How long a requester waits for a key that is made by hand before he is told so.
PATIENCE = timedelta(days=1)

#: Share calls for one key's life, without a person.
MOST_SHARES = 3

#: Keys that may be begun on one reviewer's approvals, and on all approvals, within such a time: whoever gets hold of a
#: reviewer's session is noticed before he has many.
MOST_BY_ONE, BY_ONE_WITHIN = 10, timedelta(hours=1)
MOST_IN_ALL, IN_ALL_WITHIN = 50, timedelta(days=1)
LONGEST_LIMIT = max(BY_ONE_WITHIN, IN_ALL_WITHIN)


def within_limits(view: View) -> Decision | None:
    """An approval of more keys than may be begun in such a time is held, not refused, and the staff are told once."""
    approved, request = approved_request(view)
    if approved is None or request is None or not may_issue(view):
        return None
    until = held_until(view, approved.actor.id, len(_to_begin(view, approved, request)))
    if until is None:
        return None
    many = "as many keys were begun as may be in such a time"
    told = speak(view, Kind.HELD, many, about=f"limit:{approved.change_id}", answer=approved)
    return told or rest(many, wake=until, state=State.REVIEW)


def held_until(view: View, approver: str, wanted: int) -> datetime | None:
    """When so many more keys may be begun on this reviewer's approval; None if now."""
    own = [each.at for each in view.begun if each.approver == approver]
    limits = (
        _room_at(own, MOST_BY_ONE, BY_ONE_WITHIN, wanted, view.now),
        _room_at([each.at for each in view.begun], MOST_IN_ALL, IN_ALL_WITHIN, wanted, view.now),
    )
    return max((each for each in limits if each is not None), default=None)


def _room_at(begun: list[datetime], most: int, within: timedelta, wanted: int, now: datetime) -> datetime | None:
    recent = sorted(at for at in begun if at > now - within)
    excess = len(recent) + wanted - most
    return recent[excess - 1] + within if wanted and excess > 0 else None


def take_another(view: View) -> Decision | None:
    """A key that was handed in and is not right gives way to one that was handed in for the order after it."""
    for approved, key in _as_begun(view):
        if key.source is not None and key.open_order and key.id not in view.not_handed_in:
            return do(TakeDeposit(approved, key), f"{key.name} is not right, and another may have been handed in")
    return None


def set_aside(view: View) -> Decision | None:
    """A key from the stock that is not right goes out of the stock, the staff are told, and another one is taken."""
    for _, key in _as_begun(view):
        if key.source is Source.STOCK and key.shares == 0 and _proved_wrong(key):
            useless = f"{key.name} was taken from the stock and is not right"
            told = speak(view, Kind.SET_ASIDE, useless, about=key.source_item or "", key=key)
            return told or do(SetAside(key), useless)
    return None


def _as_begun(view: View) -> list[tuple[Approved, Key]]:
    """The keys that were begun on just the approval that counts, while keys are issued."""
    approved, request = approved_request(view)
    if approved is None or request is None or not may_issue(view):
        return []
    pairs = [(view.case.key(spec.environment), spec) for spec in request.keys]
    begun = [key for key, spec in pairs if key is not None and _as_approved(key, spec, request)]
    return [(approved, key) for key in begun if key.review == approved.n and key.delivered_at is None]


def may_issue(view: View) -> bool:
    return view.policy.mode is Mode.FULL and not view.policy.paused


def issue(view: View) -> Decision | None:
    """Each approved key in turn: begin, claim or order, check, share."""
    approved, request = approved_request(view)
    if approved is None or request is None:
        return None
    if view.policy.mode is not Mode.FULL:
        return rest("Keydesk does not issue in this mode; the approval stays", state=State.REVIEW)
    if view.policy.paused:
        return rest("issuing is paused", state=State.REVIEW)
    begin = _begin(view, approved, request)
    return begin or _next_key(view, approved, request)


def order_about(key: Key) -> str:
    """An order is for one key as one review approved it."""
    return f"{key.slot}.{key.review}"


def ordered_slot(about: str) -> str:
    """Which of the ticket's keys an order is for."""
    return about.rpartition(".")[0]


def ready_to_share(key: Key, now: datetime) -> bool:
    """Whether nothing but the share call is left to do for the key, as far as its own row tells."""
    right = key.findings is not None and key.findings.verdict is Verdict.RIGHT
    checked = key.verified_at is not None and now - key.verified_at <= FRESH_CHECK
    return right and checked and key.item is not None and key.shared_at is None and key.delivered_at is None


def next_check(key: Key) -> timedelta:
    """How long after its last check a key that is not right is tried again, at the earliest."""
    if key.findings is None:
        return timedelta(0)
    if key.findings.verdict is Verdict.UNKNOWN:
        return timedelta(minutes=min(2**key.checks, 15))
    if key.findings.verdict is Verdict.DEAD and key.checks <= len(NOT_ACTIVE_YET):
        return NOT_ACTIVE_YET[key.checks - 1]
    return MENDING


def approved_request(view: View) -> tuple[Approved | None, KeyRequest | None]:
    approved, review = find_approval(view), view.case.newest_review()
    return approved if isinstance(approved, Approved) else None, review.request if review else None


def _to_begin(view: View, approved: Approved, request: KeyRequest) -> tuple[KeySpec, ...]:
    return tuple(spec for spec in request.keys if _differs(view.case.key(spec.environment), spec, approved, request))


def _begin(view: View, approved: Approved, request: KeyRequest) -> Decision | None:
    fresh = _to_begin(view, approved, request)
    ruling = view.case.ruling(approved.change_id)
    if not fresh and ruling is not None and ruling.verdict is Ruled.APPROVED:
        return None
    for spec in fresh:
        key = view.case.key(spec.environment)
        if key is not None and taken(key):
            return do(Release(key), f"{key.name} was approved otherwise: give back what was taken for it")
    return do(Begin(approved, fresh), f"{approved.actor.name} has approved review {approved.n}")


def _differs(key: Key | None, spec: KeySpec, approved: Approved, request: KeyRequest) -> bool:
    """Whether a key has yet to be begun as approved. One whose value may be with somebody is left as it is."""
    if key is None:
        return True
    if key.delivered_at is not None or key.shares:
        return False
    return key.review != approved.n or not _as_approved(key, spec, request)


def _as_approved(key: Key, spec: KeySpec, request: KeyRequest) -> bool:
    return key.recipient == request.recipient and dict(key.grants) == dict(spec.grants)


def _next_key(view: View, approved: Approved, request: KeyRequest) -> Decision | None:
    """The first thing to be done for a key of the approved request, and for no other."""
    waiting: list[Decision] = []
    for spec in request.keys:
        key = view.case.key(spec.environment)
        if key is None or key.delivered_at is not None:
            continue
        as_approved = _as_approved(key, spec, request)
        decision = _key_step(view, approved, key) if as_approved else _approved_otherwise(view, key)
        if decision.step is not None:
            return decision
        waiting.append(decision)
    wakes = [each.wake for each in waiting if each.wake is not None]
    if not waiting:
        return None
    return rest(waiting[0].because, wake=min(wakes, default=None), state=waiting[0].state)


def _approved_otherwise(view: View, key: Key) -> Decision:
    """A link to it was made for an older approval, and lost: nobody can say who has it, so it is not shared again."""
    told = speak(view, Kind.STUCK, "it was begun for another request", about=f"otherwise:{order_about(key)}", key=key)
    return told or rest(f"{key.name} was begun for another request", state=State.STUCK)


def _key_step(view: View, approved: Approved, key: Key) -> Decision:
    if key.shares >= MOST_SHARES:
        told = speak(view, Kind.STUCK, "its link was lost too often", about=f"share:{key.slot}", key=key)
        return told or rest(f"the link to {key.name} was lost too often", state=State.STUCK)
    if key.source is None:
        return _obtain(view, approved, key)
    if key.findings is None or key.findings.verdict is not Verdict.RIGHT:
        return _check(view, approved, key)
    if not ready_to_share(key, view.now):
        return do(Check(approved, key), f"{key.name} was not checked just now")
    return do(Share(approved, key), f"{key.name} can do what was approved and nothing more")


def _obtain(view: View, approved: Approved, key: Key) -> Decision:
    if key.order_code is None:
        return do(Claim(approved, key), f"{key.name} is wanted")
    by_hand = f"{key.name} has to be made by hand"
    ordered = speak(view, Kind.ORDER, by_hand, about=order_about(key), key=key, answer=approved)
    if ordered is None and key.id in view.not_handed_in:
        return rest(by_hand, wake=_out_of_patience(view, key), state=State.ORDER)
    return ordered or do(TakeDeposit(approved, key), f"{key.name} may have been handed in")


def ordered_at(view: View, key: Key) -> datetime | None:
    """When the staff were asked to make the key."""
    order = view.case.comment(Kind.ORDER, order_about(key))
    return order.posted_at if order is not None else None


def _out_of_patience(view: View, key: Key) -> datetime | None:
    """When its requester is to be told that the key is being made; None once that is said."""
    ordered = ordered_at(view, key)
    if ordered is None or view.case.has_said(Kind.MADE_BY_HAND):
        return None
    return max(ordered + PATIENCE, view.now + timedelta(hours=1))


def _check(view: View, approved: Approved, key: Key) -> Decision:
    told = _tell_findings(view, key)
    if told is not None:
        return told
    pause = next_check(key)
    last = key.findings.checked_at if key.findings else view.now
    if view.now < last + pause:
        by_itself = key.checks < MOST_CHECKS or (key.findings and key.findings.verdict is Verdict.UNKNOWN)
        return rest(f"{key.name} is tried again later", wake=last + pause if by_itself else None, state=State.ORDER)
    return do(Check(approved, key), f"{key.name} has to be checked")


def _tell_findings(view: View, key: Key) -> Decision | None:
    """What is wrong with a key is told once for each thing that is wrong, and a key that may yet wake is given time."""
    if not _proved_wrong(key):
        return None
    return speak(view, Kind.MEND, f"{key.name} is not as approved", about=mend_about(key), key=key)


def _proved_wrong(key: Key) -> bool:
    if key.findings is None or not key.findings.wrong:
        return False
    return key.findings.verdict is not Verdict.DEAD or key.checks > len(NOT_ACTIVE_YET)


def mend_about(key: Key) -> str:
    """One word for what is wrong with which value, so that the same finding is told once and another one anew."""
    if key.findings is None:
        return key.slot
    wrong = [f"{each.area}-{each.result.value}" for each in key.findings.areas if each.result.value in _WRONG]
    value = f":{key.last4}" if key.last4 else ""
    return f"{order_about(key)}:{key.findings.verdict.value}:{'+'.join(sorted(wrong))}{value}"


_WRONG = ("missing", "too-broad")
