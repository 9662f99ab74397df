"""What a request still lacks: whatever a key could not be made without is asked for, whatever the reading says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.complete import Gap, asks_new, gaps, requested
from app.core.reading import Asks, KeyAsked, Missing, Reading
from tests.core.build import ALMA, NARROW, asking, key, other, reading

LEVELS = st.sampled_from([*(each.id for each in ALMA.levels), None])
KEYS = st.builds(
    KeyAsked,
    st.sampled_from([*(each.id for each in ALMA.environments), None]),
    st.dictionaries(st.sampled_from([each.id for each in ALMA.areas]), LEVELS),
)
READINGS = st.builds(
    Reading,
    st.just(Asks.NEW),
    st.lists(KEYS, max_size=2, unique_by=lambda each: each.environment).map(tuple),
    st.sets(st.sampled_from(Missing)).map(tuple),
    explained=st.sampled_from([None, True, False]),
    purpose=st.sampled_from(["", "spine labels"]),
)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (NARROW, ()),
        (reading(missing=(Missing.DESCRIPTION,)), (Gap.DESCRIPTION,)),
        (reading(missing=(Missing.ACCESS, Missing.DESCRIPTION)), (Gap.DESCRIPTION, Gap.ACCESS)),
        (reading(explained=True), ()),
        (reading(explained=False), (Gap.EXPLANATION,)),
        (reading(key(None)), (Gap.ENVIRONMENT,)),
        (reading(KeyAsked("production", {})), (Gap.AREA,)),
        (reading(key(bibs=None, users="read-only")), (Gap.ACCESS,)),
        (reading(key(None, bibs=None), explained=False), (Gap.ENVIRONMENT, Gap.ACCESS, Gap.EXPLANATION)),
        (Reading(Asks.NEW, ()), (Gap.DESCRIPTION, Gap.ENVIRONMENT, Gap.AREA, Gap.ACCESS)),
        (Reading(Asks.NEW, (), purpose="labels"), (Gap.ENVIRONMENT, Gap.AREA, Gap.ACCESS)),
    ],
)
def test_what_is_missing_in_the_order_in_which_it_is_asked(read: Reading, expected: tuple[Gap, ...]) -> None:
    assert gaps(read) == expected


@given(READINGS)
def test_a_request_has_a_place_areas_and_a_level_for_each_or_there_is_none(read: Reading) -> None:
    request = requested(asking(read))
    if request is None:
        assert gaps(read)
    else:
        assert request.cells() == {
            (each.environment, a): level for each in read.keys for a, level in each.grants.items()
        }
        assert all(spec.environment and spec.grants for spec in request.keys)
        assert not read.missing
        assert read.explained is not False


@given(READINGS)
def test_everything_that_the_reading_misses_is_asked(read: Reading) -> None:
    assert {Gap(each.value) for each in read.missing} <= set(gaps(read))


@pytest.mark.parametrize("asks", [each for each in Asks if each is not Asks.NEW])
def test_what_asks_for_something_else_makes_no_request(asks: Asks) -> None:
    view = asking(reading(asks=asks))
    assert asks_new(view) is False
    assert requested(view) is None
    assert asks_new(asking(other(asks))) is False
