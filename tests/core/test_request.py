"""What an approval binds: nothing about a request changes without its digest, and more is never taken for less."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.request import KeyRequest, KeySpec, Recipient, differences, within, within_all
from tests.core.build import ALMA, BOTH, NARROW, NO_LEVEL, WIDE, asking, key, reading, request_of

REQUEST = KeyRequest(
    site="https://library.example",
    ticket_id="10021",
    project_id="10000",
    service="alma",
    keys=(KeySpec("production", (("bibs", "read-only"), ("users", "read-write"))),),
    purpose="spine labels",
    explanation="",
    reporter="dana",
    creator="dana",
    recipient=Recipient("dana", "dana@duke.edu"),
)

OTHERS: dict[str, Any] = {
    "site": "https://other.example",
    "ticket_id": "10022",
    "project_id": "10001",
    "service": "openathens",
    "keys": (KeySpec("sandbox", (("bibs", "read-only"), ("users", "read-write"))),),
    "purpose": "kiosk",
    "explanation": "because",
    "reporter": "eve",
    "creator": "eve",
    "recipient": Recipient("dana", "dana@evil.example"),
    "delivery": "vault",
    "narrowing": "by ruth",
}

CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["production", "sandbox"]), st.sampled_from(["bibs", "configuration", "users"])),
    st.sampled_from(["read-only", "read-write"]),
    min_size=1,
)


def requesting(cells: dict[tuple[str, str], str]) -> KeyRequest:
    environments = [each.id for each in ALMA.environments]
    areas = [each.id for each in ALMA.areas]
    keys = tuple(
        KeySpec(environment, tuple((area, cells[environment, area]) for area in areas if (environment, area) in cells))
        for environment in environments
        if any(cell[0] == environment for cell in cells)
    )
    return replace(REQUEST, keys=keys)


def test_the_digest_of_a_request_is_the_same_for_ever() -> None:
    assert REQUEST.digest(1) == "f6b79a32c7db185d23711c97f5942f21beca727fc74e5cfc90381f56b620e691"


def test_every_field_has_another_value_in_this_test() -> None:
    assert set(OTHERS) == {each.name for each in fields(KeyRequest)}


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_the_digest_tells_of_every_field(name: str) -> None:
    assert replace(REQUEST, **{name: OTHERS[name]}).digest(1) != REQUEST.digest(1)


@pytest.mark.parametrize(
    "recipient", [Recipient("eve", "dana@duke.edu"), Recipient("dana", "eve@duke.edu")], ids=["account", "address"]
)
def test_the_digest_tells_account_and_address(recipient: Recipient) -> None:
    assert replace(REQUEST, recipient=recipient).digest(1) != REQUEST.digest(1)


def test_the_digest_tells_the_reviews_number() -> None:
    assert len({REQUEST.digest(n) for n in range(1, 50)}) == 49


def test_a_purpose_cannot_be_moved_into_the_explanation() -> None:
    one, other = replace(REQUEST, purpose="a", explanation="b"), replace(REQUEST, purpose="ab", explanation="")
    assert one.digest(1) != other.digest(1)


@given(CELLS, CELLS)
def test_other_grants_make_another_digest(one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> None:
    assert (requesting(one).digest(1) == requesting(other).digest(1)) == (one == other)


@given(CELLS, st.text(), st.text())
def test_a_request_comes_back_from_json_as_it_was(
    cells: dict[tuple[str, str], str], purpose: str, explanation: str
) -> None:
    request = replace(requesting(cells), purpose=purpose, explanation=explanation)
    assert KeyRequest.from_json(request.to_json()) == request


@given(CELLS, CELLS)
def test_within_is_no_area_environment_or_level_more(
    less: dict[tuple[str, str], str], more: dict[tuple[str, str], str]
) -> None:
    ranks = {"read-only": 1, "read-write": 2}
    expected = all(ranks[level] <= ranks.get(more.get(cell, ""), 0) for cell, level in less.items())
    assert within(requesting(less), requesting(more), ALMA) == expected


@given(CELLS)
def test_a_request_is_within_itself(cells: dict[tuple[str, str], str]) -> None:
    assert within(requesting(cells), requesting(cells), ALMA)


@pytest.mark.parametrize("name", ["service", "purpose", "reporter", "recipient", "delivery"])
def test_nothing_is_within_a_review_of_another(name: str) -> None:
    assert not within(replace(REQUEST, **{name: OTHERS[name]}), REQUEST, ALMA)


@pytest.mark.parametrize("name", ["explanation", "narrowing"])
def test_other_words_about_the_same_ask_no_more(name: str) -> None:
    assert within(replace(REQUEST, **{name: OTHERS[name]}), REQUEST, ALMA)


def test_a_request_must_be_within_every_review_not_just_one() -> None:
    wide, narrow = requesting({("production", "bibs"): "read-write"}), requesting({("production", "bibs"): "read-only"})
    assert within_all(narrow, [wide, narrow], ALMA)
    assert not within_all(wide, [wide, narrow], ALMA)
    assert within_all(wide, [], ALMA)


@pytest.mark.parametrize(
    ("old", "new", "phrases"),
    [
        (
            {("production", "bibs"): "read-only"},
            {("production", "bibs"): "read-only", ("production", "users"): "read-only"},
            ("Users read-only in production was added",),
        ),
        (
            {("production", "bibs"): "read-only", ("production", "users"): "read-only"},
            {("production", "bibs"): "read-only"},
            ("Users in production was taken out",),
        ),
        (
            {("production", "bibs"): "read-only"},
            {("production", "bibs"): "read-write"},
            ("Bibs in production is now read/write",),
        ),
        (
            {("production", "bibs"): "read-only"},
            {("sandbox", "bibs"): "read-only"},
            ("Bibs in production was taken out", "Bibs read-only in premium sandbox was added"),
        ),
    ],
)
def test_differences_of_grants_are_told(
    old: dict[tuple[str, str], str], new: dict[tuple[str, str], str], phrases: tuple[str, ...]
) -> None:
    assert differences(requesting(old), requesting(new), ALMA) == phrases


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("purpose", "the purpose changed"),
        ("explanation", "the explanation changed"),
        ("reporter", "the reporter changed"),
        ("recipient", "who receives the key changed"),
        ("project_id", "the ticket itself changed"),
    ],
)
def test_other_differences_are_told(name: str, phrase: str) -> None:
    assert differences(REQUEST, replace(REQUEST, **{name: OTHERS[name]}), ALMA) == (phrase,)


@given(CELLS, CELLS)
def test_there_is_a_difference_told_for_every_digest_that_differs(
    one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]
) -> None:
    told = differences(requesting(one), requesting(other), ALMA)
    assert (told == ("the ticket itself changed",)) == (one == other)


def test_the_request_is_what_the_ticket_asks_of_whom_for_whom() -> None:
    request = request_of(asking(WIDE))
    assert request.keys == (KeySpec("production", (("bibs", "read-write"), ("users", "read-write"))),)
    assert (request.site, request.ticket_id, request.project_id) == ("https://library.example", "10021", "10000")
    assert (request.reporter, request.creator, request.purpose) == ("dana", "dana", "spine labels")
    assert request.recipient == Recipient("dana", "dana@duke.edu")


def test_the_same_grants_make_the_same_request_in_whatever_order_they_are_read() -> None:
    one = reading(key("production", users="read-only", bibs="read-only"), key("sandbox"))
    other = reading(key("sandbox"), key("production", bibs="read-only", users="read-only"))
    assert request_of(asking(one)) == request_of(asking(other))


def test_two_environments_are_two_keys() -> None:
    assert [each.environment for each in request_of(asking(BOTH)).keys] == ["production", "sandbox"]


def test_what_is_incomplete_makes_no_request() -> None:
    with pytest.raises(ValueError, match="no request"):
        request_of(asking(NO_LEVEL))


def test_the_words_of_evidence_are_no_part_of_the_request() -> None:
    assert request_of(asking(NARROW)) == request_of(asking(replace(NARROW, suggest=("users",))))
