"""The rules, held to the examples; and the examples, held to the rules: none of either is for nothing."""

from collections.abc import Callable
from typing import get_args

import pytest

from app.core import decide as deciding
from app.core.acts import Refused, Unknown, Why, find_denial
from app.core.approval import find_approval
from app.core.case import Kind, State
from app.core.decide import RULES, decide
from app.core.steps import Say, Step
from app.core.view import View
from tests.core.examples import EXAMPLES
from tests.core.telling import does


@pytest.mark.parametrize(("view", "outcome"), [each[1:] for each in EXAMPLES], ids=[each[0] for each in EXAMPLES])
def test_what_is_decided(view: Callable[[], View], outcome: str) -> None:
    assert does(view()) == outcome


def test_no_example_stands_twice() -> None:
    sentences = [each[0] for each in EXAMPLES]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_without_any_one_rule_some_example_is_decided_otherwise(
    rule: deciding.Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "RULES", tuple(each for each in RULES if each is not rule))
    assert any(_or_breaks(view()) != outcome for _, view, outcome in EXAMPLES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_says_in_one_sentence_when_it_applies(rule: deciding.Rule) -> None:
    assert rule.__doc__ is not None
    assert rule.__doc__.strip().endswith(".")


def test_the_examples_show_every_kind_of_step() -> None:
    shown = {type(decide(view()).step) for _, view, _ in EXAMPLES}
    assert shown >= set(get_args(Step))


def test_the_examples_show_every_kind_of_comment_that_a_rule_says() -> None:
    steps = [decide(view()).step for _, view, _ in EXAMPLES]
    # The delivery comment is part of the share step, which alone knows the link.
    assert {each.kind for each in steps if isinstance(each, Say)} == set(Kind) - {Kind.DELIVERY}


def test_the_examples_show_every_state() -> None:
    assert {decide(view()).state for _, view, _ in EXAMPLES} >= set(State)


def test_what_is_decided_of_a_view_is_decided_of_it_again() -> None:
    assert all(decide(view()) == decide(view()) for _, view, _ in EXAMPLES)


def reasons(view: View) -> set[Why]:
    if view.ticket is None:
        return set()
    return {each.why for each in (find_denial(view), find_approval(view)) if isinstance(each, Refused | Unknown)}


def _or_breaks(view: View) -> str:
    try:
        return does(view)
    except ValueError as error:
        return repr(error)
