"""Whether a reviewer has approved what would be issued now: every way to a yes, and every way to a no."""

import copy
import dataclasses
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core import approval
from app.core.acts import (
    OFF,
    ON,
    Denied,
    Refused,
    Unknown,
    Waiting,
    Why,
    find_denial,
    number_of,
    people_whose_acts_count,
    switched,
)
from app.core.approval import Approved, find_approval
from app.core.case import Kind, Verdict
from app.core.reading import Asks, Reading, Reply
from app.core.ticket import AccountKind
from app.core.view import View
from tests.core.build import (
    AGATHA,
    BOT,
    BOTH,
    DANA,
    NARROW,
    NO_LEVEL,
    REVIEWERS,
    REX,
    RULE,
    RUTH,
    WIDE,
    answered,
    approved,
    asked_about,
    asking,
    at,
    begun,
    born_with,
    changed,
    checked,
    commented,
    edited,
    history,
    judged,
    key,
    labelled,
    laid,
    later,
    obtained,
    other,
    person,
    reading,
    replied,
    reported_by,
    request_of,
    reviewed,
    ruled_by,
    said,
    shown_review,
    understood,
    unlabelled,
)
from tests.core.moments import delivered
from tests.core.telling import does

DENIED = "alma-key-denied"


def answer(view: View) -> str:
    """`approved 1`, or the answer and its reason."""
    found = find_approval(view)
    if isinstance(found, Approved):
        return f"approved {found.n}"
    return "waiting" if isinstance(found, Waiting) else f"{type(found).__name__.lower()} {found.why.name}"


def altered(view: View, about: str, **facts: Any) -> View:
    """Somebody edits our comment of this kind and number."""
    comments = tuple(replace(each, **facts) if each.text == about else each for each in view.seen.comments)
    return changed(view, comments=comments)


def deleted(view: View, text: str) -> View:
    return changed(view, comments=tuple(each for each in view.seen.comments if each.text != text))


def moved(view: View, field: str = "project") -> View:
    return history(view, field, "666", "10000")


def at_that_moment(view: View) -> View:
    """The newest two entries of the history are of one moment."""
    *others, one, two = view.seen.changes or ()
    return changed(view, changes=(*others, one, replace(two, at=one.at)))


def cloned_from(view: View) -> View:
    """A clone has the labels and none of the history."""
    return changed(reviewed(), labels=view.seen.labels)


def declined(view: View, act: str) -> View:
    """A reviewer has declined, and we have seen it."""
    return judged(labelled(view, DENIED, REX), Verdict.DENIED, act, DENIED)


def at_once(view: View, *labels: str) -> View:
    """One edit sets all of these labels."""
    return asked_about(changed(labelled(view, " ".join(labels)), labels=view.seen.labels | set(labels)))


TWIN = person("ruth", address=" Dana@Duke.edu ")
HIDDEN = person("ruth", address=None)
PORTAL = person("ruth", kind=AccountKind.CUSTOMER)
GONE = person("ruth", active=False)

CASES: tuple[tuple[str, Callable[[], View], str], ...] = (
    ("by a reviewer, after the review", lambda: approved(), "approved 1"),
    ("no label", lambda: reviewed(), "waiting"),
    ("with the review's number", lambda: labelled(reviewed(), "alma-key-approved-1"), "approved 1"),
    # Who sets it.
    ("by the requester", lambda: labelled(reviewed(reporter=RUTH)), "refused OWN_REQUEST"),
    ("by the requester on the portal", lambda: labelled(reviewed(), by=DANA), "refused NOT_REVIEWER"),
    ("by the creator, for another", lambda: labelled(reviewed(creator=RUTH)), "refused OPENED_FOR_ANOTHER"),
    ("by the recipient's second account", lambda: labelled(reviewed(), by=TWIN), "refused IS_RECIPIENT"),
    (
        "by the recipient's second account, whose address is hidden and noted by the operator",
        lambda: labelled(ruled_by(reviewed(), people={"ruth": "DANA@duke.edu"}), by=HIDDEN),
        "refused IS_RECIPIENT",
    ),
    ("by a reviewer whose address nobody knows", lambda: labelled(reviewed(), by=HIDDEN), "approved 1"),
    ("by an app", lambda: labelled(reviewed(), by=RULE), "refused BY_APP"),
    ("by ourselves", lambda: labelled(reviewed(), by=BOT), "refused BY_APP"),
    ("by ourselves, were we a licensed account", lambda: labelled(reviewed(), by=person("keydesk")), "refused BY_APP"),
    ("by nobody that the history names", lambda: labelled(reviewed(), by=None), "refused BY_APP"),
    ("by somebody outside the group", lambda: labelled(reviewed(), by=AGATHA), "refused NOT_REVIEWER"),
    ("by a portal customer, were he in the group", lambda: labelled(reviewed(), by=PORTAL), "refused NOT_REVIEWER"),
    ("by a reviewer whose account is deactivated", lambda: labelled(reviewed(), by=GONE), "refused INACTIVE"),
    (
        "by a former reporter",
        lambda: labelled(reviewed_after(reported_by(asking(reporter=RUTH), DANA))),
        "refused WAS_REPORTER",
    ),
    (
        "by a reviewer who edited the description",
        lambda: labelled(reviewed_after(edited(asking(), "for kiosks", NARROW, RUTH))),
        "refused EDITED_REQUEST",
    ),
    (
        "by a reviewer who edited the summary",
        lambda: labelled(reviewed_after(history(asking(), "summary", "Key", "API key", RUTH))),
        "refused EDITED_REQUEST",
    ),
    (
        "by a reviewer who filled in the form",
        lambda: labelled(reviewed_after(history(asking(fields={"Areas": "bibs"}), "custom:Areas", "", "bibs", RUTH))),
        "refused EDITED_REQUEST",
    ),
    (
        "by a reviewer after whom a rule touched the description up",
        lambda: labelled(
            reviewed_after(history(history(asking(), "description", "a", "b", RUTH), "description", "b", "c", RULE))
        ),
        "refused EDITED_REQUEST",
    ),
    (
        "by a reviewer whose words the requester wrote over",
        lambda: labelled(
            reviewed_after(history(history(asking(), "description", "a", "b", RUTH), "description", "b", "c", DANA))
        ),
        "approved 1",
    ),
    (
        "by a reviewer who set a field that is no part of the request",
        lambda: labelled(reviewed_after(history(asking(), "custom:Team", "", "LSIS", RUTH))),
        "approved 1",
    ),
    (
        "by a reviewer who left the group since",
        lambda: asked_about(approved(), frozenset({"rex"})),
        "refused NOT_REVIEWER",
    ),
    # When.
    ("before the review", lambda: shown_review(labelled(asking()), 30), "refused BEFORE_REVIEW"),
    ("before there is anything to review", lambda: labelled(asking(NO_LEVEL)), "refused BEFORE_REVIEW"),
    ("before the review is shown", lambda: labelled(laid(asking())), "refused BEFORE_REVIEW"),
    (
        "between the review's two comments",
        lambda: said(labelled(said(laid(asking()), Kind.REVIEW, "1")), Kind.REVIEW_NOTE, "1"),
        "refused BEFORE_REVIEW",
    ),
    ("in the same millisecond as the review", lambda: labelled(reviewed(), minute=11), "refused BEFORE_REVIEW"),
    ("a moment after the review", lambda: labelled(reviewed(), minute=11.001), "approved 1"),
    ("fourteen days ago", lambda: later(approved(), days=13, hours=23), "approved 1"),
    ("longer than fourteen days ago", lambda: later(approved(), days=14), "refused TOO_OLD"),
    ("though the clocks here and there are an hour apart", lambda: later(approved(), hours=-1), "approved 1"),
    # Where the label comes from.
    ("taken off", lambda: unlabelled(approved()), "waiting"),
    ("taken off and set again by a reviewer", lambda: labelled(unlabelled(approved()), by=REX), "approved 1"),
    ("taken off and set again by another", lambda: labelled(unlabelled(approved()), by=AGATHA), "refused NOT_REVIEWER"),
    (
        "taken off and set again, the history not telling yet by whom",
        lambda: born_with(unlabelled(approved())),
        "unknown NO_ENTRY",
    ),
    (
        "the same, hours later",
        lambda: later(judged(born_with(unlabelled(approved())), Verdict.HELD, "after-901:alma-key-approved"), hours=9),
        "unknown NO_ENTRY",
    ),
    ("seen before its changelog entry", lambda: born_with(reviewed()), "unknown NO_ENTRY"),
    (
        "seen before its changelog entry, two minutes on",
        lambda: judged(born_with(reviewed()), Verdict.HELD, "creation:alma-key-approved", ago=1.9),
        "unknown NO_ENTRY",
    ),
    (
        "at creation",
        lambda: judged(born_with(reviewed()), Verdict.HELD, "creation:alma-key-approved", ago=2),
        "refused AT_CREATION",
    ),
    (
        "on a clone",
        lambda: judged(cloned_from(approved()), Verdict.HELD, "creation:alma-key-approved", ago=2),
        "refused AT_CREATION",
    ),
    ("a custom field named labels", lambda: with_custom_labels(reviewed()), "unknown NO_ENTRY"),
    ("on a ticket that was moved", lambda: moved(approved()), "refused MOVED"),
    ("on a ticket that was moved in that very moment", lambda: at_that_moment(moved(approved())), "refused MOVED"),
    ("on a ticket whose number changed", lambda: moved(approved(), "Key"), "refused MOVED"),
    ("on a ticket that had been moved before", lambda: labelled(reviewed_after(moved(asking()))), "approved 1"),
    ("with a history that is incomplete", lambda: changed(approved(), changes=None), "unknown NO_HISTORY"),
    ("while the group cannot be asked", lambda: asked_about(approved(), None), "unknown GROUP_UNKNOWN"),
    ("without an answer about the setter", lambda: replace(approved(), reviewers={}), "unknown GROUP_UNKNOWN"),
    (
        "in whatever order the history comes",
        lambda: backwards(labelled(unlabelled(labelled(reviewed(), by=AGATHA)), by=RUTH)),
        "approved 1",
    ),
    # What it approves.
    ("the request widened, the label is plain", lambda: labelled(widened()), "refused NUMBER_NEEDED"),
    ("the request widened, the label has its number", lambda: labelled(widened(), "alma-key-approved-2"), "approved 2"),
    (
        "the request widened, the label has the old number",
        lambda: labelled(widened(), "alma-key-approved-1"),
        "refused OTHER_NUMBER",
    ),
    ("the request widened since", lambda: widened(approved()), "refused CHANGED"),
    (
        "the request widened since, the label being numbered",
        lambda: widened(labelled(reviewed(), "alma-key-approved-1")),
        "refused CHANGED",
    ),
    ("the request narrowed, the label is plain", lambda: labelled(narrowed()), "approved 2"),
    ("the request narrowed since", lambda: narrowed(approved(WIDE)), "refused CHANGED"),
    ("wide, narrow, wide again, the label is plain", lambda: labelled(revived()), "refused NUMBER_NEEDED"),
    (
        "wide, narrow, wide again, the label has the first number",
        lambda: labelled(revived(), "alma-key-approved-1"),
        "refused OTHER_NUMBER",
    ),
    (
        "wide, narrow, wide again, the label has its number",
        lambda: labelled(revived(), "alma-key-approved-3"),
        "approved 3",
    ),
    ("wide, narrow, wide again since", lambda: revived(approved(WIDE)), "refused CHANGED"),
    (
        "a wide review that nobody was shown does not call for a number",
        lambda: labelled(shown_review(edited(laid(asking(WIDE)), "less", NARROW), 20)),
        "approved 2",
    ),
    (
        "a narrow review that may have been shown does",
        lambda: labelled(shown_review(edited(said(laid(asking()), Kind.REVIEW, "1", posted=False), "more", WIDE), 20)),
        "refused NUMBER_NEEDED",
    ),
    (
        "another purpose",
        lambda: labelled(shown_review(edited(reviewed(), "x", replace(NARROW, purpose="kiosk")))),
        "refused NUMBER_NEEDED",
    ),
    ("a number that no review has", lambda: labelled(reviewed(), "alma-key-approved-7"), "refused OTHER_NUMBER"),
    ("a number with a nought before it", lambda: labelled(reviewed(), "alma-key-approved-01"), "waiting"),
    ("a label in capitals", lambda: labelled(reviewed(), "Alma-Key-Approved"), "waiting"),
    ("another service's label", lambda: labelled(reviewed(), "openathens-key-approved"), "waiting"),
    ("a misspelt label", lambda: labelled(reviewed(), "alma-key-aproved"), "waiting"),
    ("a misspelt label that was mended in place", lambda: mended(reviewed()), "approved 1"),
    ("the comment 'approved'", lambda: commented(reviewed(), "approved", RUTH), "waiting"),
    # What happens after it.
    (
        "the request changed after it",
        lambda: edited(approved(), "x", replace(NARROW, purpose="kiosk")),
        "refused CHANGED",
    ),
    ("the request became incomplete after it", lambda: edited(approved(), "hm", NO_LEVEL), "refused CHANGED"),
    (
        "the request was withdrawn after it",
        lambda: answered(approved(), "not needed", other(Asks.NONE)),
        "refused CHANGED",
    ),
    ("'thanks!' after it", lambda: answered(approved(), "thanks!", replied(NARROW, Reply.THANKS)), "approved 1"),
    (
        "an edit that changes nothing that is asked",
        lambda: edited(approved(), "for spine-labels", NARROW),
        "approved 1",
    ),
    ("the reporter changed after it", lambda: reported_by(approved(), REX), "refused CHANGED"),
    ("the reporter changed to the setter after it", lambda: reported_by(approved(), RUTH), "refused OWN_REQUEST"),
    (
        "the reporter's address changed after it",
        lambda: replace(approved(), address="d@evil.example"),
        "refused CHANGED",
    ),
    (
        "the reporter was deactivated after it",
        lambda: changed(approved(), reporter=replace(DANA, active=False)),
        "refused CHANGED",
    ),
    (
        "the reporter's account became a shared one",
        lambda: ruled_by(approved(), shared_accounts=frozenset({"dana"})),
        "refused CHANGED",
    ),
    ("the public review was edited", lambda: altered(approved(), "review 1", editor=AGATHA), "refused REVIEW_ALTERED"),
    (
        "the internal review was edited",
        lambda: altered(approved(), "review-note 1", updated=at(99)),
        "refused REVIEW_ALTERED",
    ),
    ("the public review was deleted", lambda: deleted(approved(), "review 1"), "refused REVIEW_ALTERED"),
    (
        "the internal review was deleted",
        lambda: later(deleted(approved(), "review-note 1"), 2),
        "refused REVIEW_ALTERED",
    ),
    (
        "somebody else wrote what looks like our review",
        lambda: altered(approved(), "review 1", author=AGATHA, editor=AGATHA),
        "refused REVIEW_ALTERED",
    ),
    (
        "the review was edited before the label",
        lambda: labelled(altered(reviewed(), "review 1", editor=AGATHA)),
        "refused REVIEW_ALTERED",
    ),
    (
        "an older review was edited",
        lambda: labelled(altered(narrowed(), "review 1", editor=AGATHA)),
        "approved 2",
    ),
    # Denials.
    ("denied as well, by a reviewer", lambda: labelled(approved(), DENIED, REX), "refused DENIED"),
    ("denied before", lambda: labelled(labelled(reviewed(), DENIED, REX)), "refused DENIED"),
    ("denied by somebody outside the group", lambda: labelled(approved(), DENIED, AGATHA), "approved 1"),
    (
        "denied at creation",
        lambda: judged(born_with(approved(), DENIED), Verdict.HELD, "creation:" + DENIED, ago=2),
        "approved 1",
    ),
    ("denied, nobody knows by whom", lambda: born_with(approved(), DENIED), "unknown NO_ENTRY"),
    (
        "denied, while the group cannot be asked",
        lambda: asked_about(labelled(approved(), DENIED, REX), None),
        "unknown GROUP_UNKNOWN",
    ),
    (
        "denied, and the denial taken off by anybody",
        lambda: unlabelled(declined(approved(), "901:" + DENIED), DENIED, DANA),
        "refused DENIED",
    ),
    (
        "denied, the denial taken off, and set again",
        lambda: labelled(unlabelled(unlabelled(declined(approved(), "901:" + DENIED), DENIED, REX)), by=RUTH),
        "approved 1",
    ),
    (
        "denied by a reviewer who has left the group since",
        lambda: asked_about(declined(approved(), "901:" + DENIED), frozenset({"ruth"})),
        "refused DENIED",
    ),
    # Several labels.
    (
        "two labels, of which one counts",
        lambda: labelled(labelled(widened()), "alma-key-approved-2"),
        "approved 2",
    ),
    (
        "two labels in one edit, of which one counts",
        lambda: at_once(widened(), "alma-key-approved", "alma-key-approved-2"),
        "approved 2",
    ),
    (
        "two labels in one edit, the other refused and told",
        lambda: judged(
            at_once(widened(), "alma-key-approved", "alma-key-approved-2"),
            Verdict.REFUSED,
            "901:alma-key-approved",
            reason="NUMBER_NEEDED",
        ),
        "approved 2",
    ),
    # What was ruled.
    (
        "refused once, though its setter has joined the group since",
        lambda: judged(labelled(reviewed(), by=REX), Verdict.REFUSED, "900:alma-key-approved", reason="NOT_REVIEWER"),
        "refused NOT_REVIEWER",
    ),
    (
        "refused once, and set again after its setter joined the group",
        lambda: labelled(
            unlabelled(
                judged(labelled(reviewed(), by=REX), Verdict.REFUSED, "900:alma-key-approved", reason="NOT_REVIEWER")
            ),
            by=REX,
        ),
        "approved 1",
    ),
    (
        "refused once, though the request is again as it was approved",
        lambda: judged(approved(), Verdict.REFUSED, "900:alma-key-approved", reason="CHANGED", request_n=1),
        "refused CHANGED",
    ),
    (
        "held for an hour, and now learnt",
        lambda: judged(later(approved(), hours=1), Verdict.HELD, "900:alma-key-approved", ago=60),
        "approved 1",
    ),
    (
        "counted once, and its setter left the group since",
        lambda: asked_about(judged(approved(), Verdict.APPROVED, "900:alma-key-approved"), frozenset()),
        "refused NOT_REVIEWER",
    ),
    # The review's own fate.
    (
        "while it is in doubt whether the reviewers saw the review",
        lambda: labelled(said(said(laid(asking()), Kind.REVIEW, "1"), Kind.REVIEW_NOTE, "1", posted=False)),
        "unknown REVIEW_IN_DOUBT",
    ),
    (
        "the same, but the request has changed since",
        lambda: edited(
            labelled(said(said(laid(asking()), Kind.REVIEW, "1"), Kind.REVIEW_NOTE, "1", posted=False)), "x", WIDE
        ),
        "refused BEFORE_REVIEW",
    ),
    (
        "while our comments, just written, are not to be seen on the ticket as it was read",
        lambda: replace(deleted(approved(), "review-note 1"), now=at(12.9)),
        "unknown REVIEW_IN_DOUBT",
    ),
    # A request only because a reviewer says so.
    ("of a request by keydesk-on", lambda: labelled(switched_on()), "approved 1"),
    (
        "of a request by keydesk-on, about whose setter the group cannot be asked",
        lambda: replace(labelled(switched_on()), reviewers={"ruth": True, "rex": None}),
        "unknown GROUP_UNKNOWN",
    ),
    (
        "of a request by keydesk-on that was taken off",
        lambda: unlabelled(labelled(switched_on()), ON, REX),
        "refused CHANGED",
    ),
)


def reviewed_after(view: View) -> View:
    return shown_review(view, 20)


def widened(view: View | None = None) -> View:
    return shown_review(edited(view or reviewed(), "more", WIDE))


def narrowed(view: View | None = None) -> View:
    return shown_review(edited(view or reviewed(WIDE), "less", NARROW))


def revived(view: View | None = None) -> View:
    return shown_review(edited(narrowed(view), "for spine labels", WIDE))


def switched_on() -> View:
    return shown_review(understood(labelled(asking(), ON, REX), replace(NARROW, asks=Asks.CHANGE)), 20)


def backwards(view: View) -> View:
    return changed(view, changes=tuple(reversed(view.seen.changes or ())))


def with_custom_labels(view: View) -> View:
    return born_with(history(view, "custom:labels", "", "alma-key-approved", RUTH))


def mended(view: View) -> View:
    view = changed(view, labels=frozenset({"alma-key-aproved"}))
    view = history(view, "labels", "alma-key-aproved", "alma-key-approved", RUTH)
    return asked_about(changed(view, labels=frozenset({"alma-key-approved"})))


@pytest.mark.parametrize(("view", "found"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_an_approval(view: Callable[[], View], found: str) -> None:
    assert answer(view()) == found


def test_every_reason_is_shown_to_be_one() -> None:
    assert {found.split()[1] for _, _, found in CASES if not found.startswith(("approved", "waiting"))} == {
        why.name for why in Why
    }


@pytest.mark.parametrize(("view", "found"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_nothing_but_an_approval_issues_anything(view: Callable[[], View], found: str) -> None:
    """Whatever is decided on these views, only an approval leads to a step that carries one."""
    seen = view()
    assert found.startswith("approved") or not does(seen).startswith(("begin", "claim", "share"))


def test_an_approval_names_its_act() -> None:
    found = find_approval(approved())
    assert isinstance(found, Approved)
    assert (found.n, found.label, found.actor, found.at) == (1, "alma-key-approved", RUTH, at(13))
    assert found.change_id == "900:alma-key-approved"


def test_an_approval_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError):
        Approved(1, "alma-key-approved", "900", RUTH, at(11))


def test_an_approval_cannot_be_made_into_another() -> None:
    found = find_approval(approved())
    assert isinstance(found, Approved)
    with pytest.raises(TypeError):
        replace(found, n=2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.n = 2  # type: ignore[misc]
    assert copy.copy(found) == found


def test_nothing_else_in_the_program_knows_how_to_make_an_approval() -> None:
    app = Path(approval.__file__).parent.parent
    others = [each for each in app.rglob("*.py") if each != Path(approval.__file__)]
    makes = re.compile(r"_SEAL|seal=|\bApproved\((?!\))")
    assert makes.search(Path(approval.__file__).read_text())
    assert [str(each) for each in others if makes.search(each.read_text())] == []


def test_a_group_that_cannot_be_asked_delays_an_approval_and_ends_none() -> None:
    """Held at once, in silence within the hour, told after it, and approved as soon as the group answers."""
    view = asked_about(approved(), None)
    assert does(view) == "judge unknown GROUP_UNKNOWN"
    held = changed(judged(view, Verdict.HELD, "900:alma-key-approved"), labels=view.seen.labels | {"alma-key-review"})
    assert [does(later(held, minutes)) for minutes in (0, 1, 30, 59)] == ["rest review, again in 1 min"] * 4
    assert does(later(held, 60)) == "say held 900:alma-key-approved"
    assert does(asked_about(later(held, 61))) == "begin 1 production"
    assert "alma-key-approved" in held.seen.labels


def test_a_label_whose_entry_comes_a_minute_later_is_judged_by_it() -> None:
    waiting = judged(born_with(reviewed()), Verdict.HELD, "creation:alma-key-approved", ago=1)
    told = history(waiting, "labels", "", "alma-key-approved", RUTH)
    assert answer(asked_about(told)) == "approved 1"


def test_a_label_set_in_one_edit_with_another_is_an_act_of_its_own() -> None:
    view = at_once(reviewed(), "alma-key-approved", ON, DENIED)
    refused = judged(view, Verdict.REFUSED, "900:alma-key-approved", reason="DENIED")
    assert isinstance(find_denial(refused), Denied)
    assert switched(refused, ON) is True


@pytest.mark.parametrize("label", [ON, OFF])
def test_a_switch_is_a_reviewers(label: str) -> None:
    view = asking()
    assert switched(view, label) is False
    assert switched(labelled(view, label), label) is True
    assert switched(labelled(view, label, AGATHA), label) is False
    assert switched(labelled(view, label, RULE), label) is False
    assert switched(unlabelled(labelled(view, label), label, AGATHA), label) is False
    assert switched(asked_about(labelled(view, label), None), label) is None
    assert switched(changed(labelled(view, label), changes=None), label) is None
    assert switched(born_with(view, label), label) is None
    assert switched(later(born_with(view, label), 10), label) is False
    assert switched(moved(labelled(view, label)), label) is False


def test_a_reviewer_may_switch_keydesk_on_for_a_request_of_his_own() -> None:
    assert switched(labelled(asking(reporter=RUTH), ON), ON) is True


@pytest.mark.parametrize(
    ("by", "found"),
    [
        (RUTH, Denied),
        (AGATHA, Refused),
        (RULE, Refused),
        (DANA, Refused),
        (GONE, Denied),
        (replace(AGATHA, active=False), Refused),
        (None, Refused),
    ],
)
def test_a_denial_is_a_reviewers(by: Any, found: type) -> None:
    assert isinstance(find_denial(labelled(reviewed(), DENIED, by)), found)


def test_a_reviewer_may_decline_a_request_of_his_own() -> None:
    assert isinstance(find_denial(labelled(reviewed(reporter=RUTH), DENIED)), Denied)


def test_a_denial_that_counted_goes_on_counting_when_its_reviewer_has_left() -> None:
    counted = declined(reviewed(), "900:" + DENIED)
    assert isinstance(find_denial(asked_about(counted, frozenset())), Denied)
    assert isinstance(find_denial(asked_about(counted, None)), Denied)
    assert isinstance(find_denial(unlabelled(counted, DENIED)), Waiting)


def test_a_denial_does_not_wait_for_a_review() -> None:
    assert isinstance(find_denial(labelled(asking(NO_LEVEL), DENIED)), Denied)


def test_a_denial_taken_off_is_none() -> None:
    assert isinstance(find_denial(unlabelled(labelled(reviewed(), DENIED), DENIED)), Waiting)


def test_a_denial_of_which_nothing_can_be_learnt_is_unknown() -> None:
    assert isinstance(find_denial(asked_about(labelled(reviewed(), DENIED), None)), Unknown)
    assert isinstance(find_denial(changed(labelled(reviewed(), DENIED), changes=None)), Unknown)
    assert isinstance(find_denial(born_with(reviewed(), DENIED)), Unknown)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("alma-key-approved-1", 1),
        ("alma-key-approved-999999", 999999),
        ("alma-key-approved-1000000", None),
        ("alma-key-approved", None),
        ("alma-key-approved-", None),
        ("alma-key-approved-0", None),
        ("alma-key-approved-03", None),
        ("alma-key-approved--3", None),
        ("alma-key-approved-+3", None),
        ("alma-key-approved-3a", None),
        ("alma-key-approved-\u0663", None),
        ("alma-key-approved-\u00b3", None),
        ("openathens-key-approved-3", None),
    ],
)
def test_the_number_in_a_label(label: str, number: int | None) -> None:
    assert number_of(label, "alma-key") == number


def test_the_group_is_asked_about_those_whose_acts_count_and_nobody_else() -> None:
    view = reviewed()
    for label, by in (
        ("alma-key-approved", RUTH),
        ("alma-key-approved-2", REX),
        (DENIED, AGATHA),
        (ON, person("olga")),
        (OFF, person("otto")),
        ("alma-key-help", person("hugo")),
        ("alma-key-approved-3", RULE),
    ):
        view = labelled(view, label, by)
    taken_off = unlabelled(labelled(view, "alma-key-approved-4", person("zoe")), "alma-key-approved-4")
    assert people_whose_acts_count(taken_off.seen, "alma-key") == {"ruth", "rex", "agatha", "olga", "otto"}
    assert REVIEWERS == {"ruth", "rex"}


def test_a_shorter_wait_for_approvals_is_kept() -> None:
    assert answer(later(ruled_by(approved(), approval_ttl=timedelta(hours=1)), hours=2)) == "refused TOO_OLD"


SANDBOX_GIVEN = delivered(begun(approved(BOTH)), "sandbox")
MORE_FOR_BOTH = reading(key("production", bibs="read-write"), key("sandbox", bibs="read-write"))
LESS_FOR_SANDBOX = reading(key("production"), key("sandbox", users="read-only"))


@pytest.mark.parametrize(
    ("read", "production"),
    [
        (MORE_FOR_BOTH, "read-write"),
        (reading(key("production"), key("sandbox", bibs="read-write", users="read-only")), "read-only"),
        (LESS_FOR_SANDBOX, "read-only"),
        (reading(key("production")), "read-only"),
    ],
    ids=["more for both", "more for the delivered one", "other areas for it", "it is not asked for any more"],
)
def test_a_delivered_key_stays_in_the_request_as_it_was_delivered(read: Reading, production: str) -> None:
    request = request_of(edited(SANDBOX_GIVEN, "otherwise", read))
    assert request.cells() == {("production", "bibs"): production, ("sandbox", "bibs"): "read-only"}


def test_delivering_one_of_two_keys_leaves_the_approval_of_the_other_as_it_was() -> None:
    before, after = find_approval(begun(approved(BOTH))), find_approval(SANDBOX_GIVEN)
    assert isinstance(before, Approved)
    assert before == after
    assert request_of(begun(approved(BOTH))).digest(1) == request_of(SANDBOX_GIVEN).digest(1)


@pytest.mark.parametrize("read", [LESS_FOR_SANDBOX, reading(key("production"))])
def test_other_words_about_a_delivered_key_alone_end_no_approval(read: Reading) -> None:
    assert answer(edited(SANDBOX_GIVEN, "otherwise", read)) == "approved 1"


def test_more_for_both_once_one_is_delivered_is_approved_by_number_and_issued_for_the_other_alone() -> None:
    asked = shown_review(edited(unlabelled(SANDBOX_GIVEN), "more", MORE_FOR_BOTH))
    assert answer(labelled(asked)) == "refused NUMBER_NEEDED"
    numbered = said(labelled(asked, "alma-key-approved-2"), Kind.OTHER_MATTER, "delivered:sandbox")
    assert answer(numbered) == "approved 2"
    review = numbered.case.newest_review()
    assert review is not None
    assert review.request is not None
    assert review.request.cells() == {("production", "bibs"): "read-write", ("sandbox", "bibs"): "read-only"}
    assert does(numbered) == "begin 2 production"


def test_a_key_that_is_not_delivered_yet_follows_the_words() -> None:
    request = request_of(edited(checked(obtained(begun(approved(BOTH)), "sandbox")), "more", MORE_FOR_BOTH))
    assert request.cells() == {("production", "bibs"): "read-write", ("sandbox", "bibs"): "read-write"}


def test_keys_of_several_environments_are_compared_each() -> None:
    both = shown_review(edited(reviewed(reading(key("sandbox"))), "both", reading(key("production"), key("sandbox"))))
    assert answer(labelled(both)) == "refused NUMBER_NEEDED"
    assert answer(labelled(both, "alma-key-approved-2")) == "approved 2"
