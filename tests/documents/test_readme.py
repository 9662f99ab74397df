"""The README says of the rules what they do, and of the program what is there."""

import re

from app.core.case import State
from app.core.decide import RULES
from tests.documents.lives import HAPPENINGS, LIVES, OPENINGS, after, drawn, followed, opened, state
from tests.documents.pages import ROOT, rows

README = (ROOT / "README.md").read_text(encoding="utf-8")
STATES = {each.value for each in State}


def test_the_diagram_shows_what_each_happening_makes_of_a_ticket() -> None:
    arrows = re.findall(r"^    (\S+) --> (\S+) : (.+)$", README, re.MULTILINE)
    assert len(arrows) == README.count("-->")
    shown = {(before.replace("[*]", ""), after.replace("[*]", ""), happening) for before, after, happening in arrows}
    assert shown == set(drawn())


def test_in_the_end_every_state_comes_after_every_other_one_but_the_last() -> None:
    followed_each_other = {pair for life in LIVES for pair in followed(life)}
    on_the_way = STATES - {State.ISSUED}
    assert followed_each_other == {(one, other) for one in on_the_way for other in STATES if one != other}


def test_nothing_comes_after_issued() -> None:
    for act in (*HAPPENINGS, *OPENINGS.values(), "closed", "none", "both"):
        world = after(opened("narrow"), "approved", "key made")
        assert state(world) == "issued"
        assert state(after(world, act, "a day later")) == "issued", act


def test_every_label_is_explained() -> None:
    assert {each[0].strip("`") for each in rows(README, "label")} == STATES - {""}


def test_the_rules_are_listed_in_their_order_with_their_own_words() -> None:
    told = [(str(n), f"`{rule.__name__}`", " ".join((rule.__doc__ or "").split())) for n, rule in enumerate(RULES, 1)]
    assert rows(README, "", "rule") == told
