"""Whatever is asked for, each of many ways to word it is understood, and whatever was asked, each way to change it."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.reading import Asks, Message, Reading, Role, read
from app.main import CATALOGUES
from tests.core.reading import wordings
from tests.core.reading.wordings import AREAS, ENVIRONMENTS, LEVELS, Change, Grants, Parts

TITLE = "Alma API key for Shelfwise"
BASE = "We need an API key for Shelfwise, our stack finder. {e}: {a} {l}, {b} {m}."
BASE_OF_BOTH = "We need API keys for Shelfwise, our stack finder, in {e} and {f}. {a} {l}, {b} {m}."

fewer = settings(max_examples=10)


@st.composite
def parts(draw: st.DrawFn) -> Parts:
    a, b, c = draw(st.permutations(sorted(AREAS)))[:3]
    lower, higher = draw(st.permutations(sorted(LEVELS)))
    e, f = draw(st.permutations(sorted(ENVIRONMENTS)))
    return Parts(a, b, c, lower, higher, e, f)


def words_for(each: Parts, data: st.DataObject) -> Mapping[str, str]:
    named = {**AREAS, **LEVELS, **ENVIRONMENTS}
    return {part: data.draw(st.sampled_from(named[value])) for part, value in vars(each).items()}


def sentence(wording: str, words: Mapping[str, str]) -> str:
    text = wording.format(**words)
    return text[0].upper() + text[1:]


def asked(*texts: str) -> Reading:
    first, *later = (Message(Role.REQUESTER, text) for text in texts)
    return read([Message(Role.REQUESTER, f"{TITLE}\n\n{first.text}"), *later], CATALOGUES["alma"])


def grants(reading: Reading) -> Grants:
    return {(key.environment or "", area): level for key in reading.keys for area, level in key.grants.items()}


def _one_level(of: Parts) -> Grants:
    return {(of.e, of.a): of.l, (of.e, of.b): of.l}


def _two_levels(of: Parts) -> Grants:
    return {(of.e, of.a): of.l, (of.e, of.b): of.m}


def _two_environments(of: Parts) -> Grants:
    return {(of.e, of.a): of.l, (of.f, of.a): of.l}


def _a_level_each(of: Parts) -> Grants:
    return {(of.e, of.a): of.l, (of.f, of.a): of.m}


def _all_different(of: Parts) -> Grants:
    return {**_two_levels(of), (of.f, of.a): of.m, (of.f, of.b): of.l}


REQUESTS = [
    pytest.param(wording, meant, id=wording)
    for group, meant in (
        (wordings.ONE_LEVEL, _one_level),
        (wordings.TWO_LEVELS, _two_levels),
        (wordings.TWO_ENVIRONMENTS, _two_environments),
        (wordings.A_LEVEL_EACH, _a_level_each),
        (wordings.ALL_DIFFERENT, _all_different),
    )
    for wording in group
]


@pytest.mark.parametrize(("wording", "meant"), REQUESTS)
@fewer
@given(of=parts(), data=st.data())
def test_a_request_is_understood_however_it_is_worded(wording: str, meant: Any, of: Parts, data: st.DataObject) -> None:
    reading = asked(sentence(wording, words_for(of, data)))
    assert (reading.asks, grants(reading)) == (Asks.NEW, meant(of))


def _changes(table: Mapping[Change, tuple[str, ...]]) -> list[Any]:
    return [pytest.param(wording, change, id=wording) for change, group in table.items() for wording in group]


@pytest.mark.parametrize(("wording", "change"), _changes(wordings.CHANGES))
@fewer
@given(of=parts(), data=st.data())
def test_a_change_is_understood_however_it_is_worded(
    wording: str, change: Change, of: Parts, data: st.DataObject
) -> None:
    words = words_for(of, data)
    reading = asked(sentence(BASE, words), sentence(wording, words))
    assert (reading.asks, grants(reading)) == (Asks.NEW, change(_two_levels(of), of))


@pytest.mark.parametrize(("wording", "change"), _changes(wordings.CHANGES_OF_BOTH))
@fewer
@given(of=parts(), data=st.data())
def test_an_environment_is_dropped_or_put_off_however_it_is_worded(
    wording: str, change: Change, of: Parts, data: st.DataObject
) -> None:
    words = words_for(of, data)
    both = {**_two_levels(of), (of.f, of.a): of.l, (of.f, of.b): of.m}
    reading = asked(sentence(BASE_OF_BOTH, words), sentence(wording, words))
    assert (reading.asks, grants(reading)) == (Asks.NEW, change(both, of))


MODEST = "We need an Alma API key for Shelfwise, our stack finder. Sandbox, Task lists, read-only."


@pytest.mark.parametrize("sentence", wordings.BESIDE_THE_POINT)
def test_what_is_told_besides_changes_nothing_wherever_it_stands(sentence: str) -> None:
    for texts in (
        (f"{MODEST} {sentence}",),
        (f"{sentence} {MODEST}",),
        (f"{MODEST}\n\n{sentence}",),
        (MODEST, sentence),
    ):
        reading = asked(*texts)
        assert (reading.asks, grants(reading)) == (Asks.NEW, {("sandbox", "task-lists"): "read-only"}), texts
