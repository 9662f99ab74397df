"""A thousand edits of one ticket in one day: how much is said about them."""

from datetime import timedelta

import pytest

from app.core.rules.speaking import MOST_A_DAY
from tests.core.build import DANA
from tests.core.looks import Looks
from tests.core.world import World

TURNS = [("nowhere", "no level"), ("narrow", "wide"), ("narrow", "nowhere"), ("both", "none")]


@pytest.mark.parametrize("words", TURNS)
def test_a_thousand_alternating_edits_get_six_comments_a_day_at_most(words: tuple[str, str]) -> None:
    world = World()
    looks = Looks(world)
    began = world.now
    for number in range(1000):
        world.describe(words[number % 2], DANA)
        looks.look()
        world.tick(seconds=60)
    said = [kind for kind, _, at in world.written if at < began + timedelta(days=1)]
    assert 0 < len(said) <= MOST_A_DAY
