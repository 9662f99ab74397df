"""Rows that are older than their ticket: what stands there counts, though nothing is known of it any more."""

from dataclasses import replace

import pytest

from app.core.acts import Refused, Why
from app.core.approval import Approved, find_approval
from app.core.case import Kind
from app.core.decide import decide
from app.core.rules.speaking import forgotten
from app.core.steps import LayReview
from app.core.view import View
from tests.core.build import (
    BOT,
    DANA,
    RUTH,
    approved,
    commented,
    reviewed,
    said,
)
from tests.core.examples.scope import nowhere


def of_ours(view: View) -> View:
    return commented(view, "Hello", BOT)


def without_rows_about(view: View, *kinds: Kind) -> View:
    kept = tuple(each for each in view.case.said if each.kind not in kinds)
    return replace(view, case=replace(view.case, said=kept))


def in_doubt(view: View, minutes: float) -> View:
    return said(view, Kind.ORDER, "production.1", posted=False, ago=minutes)


@pytest.mark.parametrize(
    ("view", "count"),
    [
        (reviewed(), 0),
        (of_ours(reviewed()), 1),
        (without_rows_about(reviewed(), Kind.REVIEW, Kind.REVIEW_NOTE), 2),
        (commented(reviewed(), "Hello", DANA), 0),
        (commented(reviewed(), "Hello", BOT, editor=RUTH), 1),
        (in_doubt(of_ours(reviewed()), minutes=0.5), 0),
        (in_doubt(of_ours(reviewed()), minutes=1.5), 1),
        (nowhere(of_ours(reviewed())), 0),
    ],
    ids=[
        "every comment is known",
        "one is not",
        "the reviews are not",
        "somebody else's is no matter",
        "edited it is still ours",
        "it may be the one that was begun a moment ago",
        "it cannot be any more",
        "the ticket was never ours",
    ],
)
def test_a_comment_of_ours_that_no_row_knows_is_forgotten(view: View, count: int) -> None:
    assert len(forgotten(view)) == count


def known_again(view: View) -> View:
    """Only the comments of the reviews are known, and not what they showed."""
    return replace(view, case=replace(view.case, understandings=view.case.understandings[:1]))


def test_a_review_that_stands_there_keeps_its_number() -> None:
    decision = decide(known_again(reviewed()))
    assert isinstance(decision.step, LayReview)
    assert decision.step.n == 2


def test_where_it_is_not_known_what_a_review_showed_the_plain_label_does_not_suffice() -> None:
    view = approved()
    shown = said(said(view, Kind.REVIEW, "0"), Kind.REVIEW_NOTE, "0")
    assert isinstance(find_approval(view), Approved)
    answer = find_approval(replace(view, case=shown.case))
    assert isinstance(answer, Refused)
    assert answer.why is Why.NUMBER_NEEDED
