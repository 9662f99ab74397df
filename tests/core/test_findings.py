import json
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.findings import Agreement, AreaFinding, Findings, Result, Verdict

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
RIGHT, MISSING, BROAD, NOT_TESTED, UNKNOWN = (
    Result.RIGHT,
    Result.MISSING,
    Result.TOO_BROAD,
    Result.CANNOT_BE_TESTED,
    Result.UNKNOWN,
)
BIBS = AreaFinding("bibs", "read-only", RIGHT, RIGHT)
NO_USERS = AreaFinding("users", None, RIGHT, RIGHT)


def findings(
    *areas: AreaFinding, institution: Agreement = Agreement.AGREES, environment: Agreement = Agreement.NOT_TOLD
) -> Findings:
    return Findings(NOW, areas, institution, environment)


@pytest.mark.parametrize(
    ("areas", "verdict"),
    [
        ([BIBS, NO_USERS], Verdict.RIGHT),
        ([AreaFinding("electronic", "read-write", RIGHT, NOT_TESTED), NO_USERS], Verdict.RIGHT),
        ([BIBS, AreaFinding("users", None, BROAD, RIGHT)], Verdict.TOO_BROAD),
        ([AreaFinding("bibs", "read-only", RIGHT, BROAD)], Verdict.TOO_BROAD),
        ([BIBS, AreaFinding("users", "read-only", MISSING, RIGHT)], Verdict.TOO_NARROW),
        ([AreaFinding("bibs", "read-write", RIGHT, MISSING)], Verdict.TOO_NARROW),
        ([AreaFinding("bibs", "read-write", MISSING, MISSING), NO_USERS], Verdict.DEAD),
        ([AreaFinding("bibs", "read-only", MISSING, RIGHT), NO_USERS], Verdict.DEAD),
        ([BIBS, AreaFinding("users", None, UNKNOWN, RIGHT)], Verdict.UNKNOWN),
        ([AreaFinding("bibs", "read-only", MISSING, UNKNOWN)], Verdict.UNKNOWN),
        ([AreaFinding("bibs", "read-only", UNKNOWN, BROAD)], Verdict.TOO_BROAD),
    ],
)
def test_the_verdict_follows_from_the_areas(areas: list[AreaFinding], verdict: Verdict) -> None:
    assert findings(*areas).verdict is verdict


def test_a_key_of_another_institution_or_environment_is_never_right() -> None:
    assert findings(BIBS, institution=Agreement.DIFFERS).verdict is Verdict.ELSEWHERE
    assert findings(BIBS, environment=Agreement.DIFFERS).verdict is Verdict.ELSEWHERE


def test_an_environment_that_could_not_be_learnt_is_not_right() -> None:
    assert findings(BIBS, environment=Agreement.UNKNOWN).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(("read", "write"), list(product(Result, Result)))
def test_right_means_that_every_granted_access_was_seen_or_cannot_be_tested(read: Result, write: Result) -> None:
    found = findings(AreaFinding("bibs", "read-write", read, write), NO_USERS)
    good = {RIGHT, NOT_TESTED}
    assert (found.verdict is Verdict.RIGHT) == (read in good and write in good)


def test_the_graver_of_two_results_stands_for_the_area() -> None:
    assert AreaFinding("bibs", "read-only", RIGHT, BROAD).result is BROAD
    assert AreaFinding("bibs", "read-write", MISSING, UNKNOWN).result is UNKNOWN
    assert AreaFinding("electronic", "read-write", RIGHT, NOT_TESTED).result is NOT_TESTED


def test_what_was_granted_and_cannot_be_tested_is_named() -> None:
    found = findings(
        BIBS, AreaFinding("courses", None, RIGHT, RIGHT), AreaFinding("electronic", "read-write", RIGHT, NOT_TESTED)
    )
    assert found.untested == ("electronic",)


@given(
    st.builds(
        Findings,
        checked_at=st.datetimes(timezones=st.just(UTC)),
        areas=st.lists(
            st.builds(AreaFinding, st.text(), st.none() | st.text(), st.sampled_from(Result), st.sampled_from(Result))
        ).map(tuple),
        institution=st.sampled_from(Agreement),
        environment=st.sampled_from(Agreement),
        remaining=st.none() | st.integers(),
    )
)
def test_findings_survive_being_stored(found: Findings) -> None:
    assert Findings.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_an_unknown_word_in_a_stored_row_is_not_taken_for_a_result() -> None:
    stored = findings(BIBS).to_json()
    stored["areas"][0]["read"] = "probably"
    with pytest.raises(ValueError, match="probably"):
        Findings.from_json(stored)
