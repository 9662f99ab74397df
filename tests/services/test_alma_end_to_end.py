"""The verifier against the local Alma, over loopback HTTP."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.core.findings import Agreement, Findings, Result, Verdict
from app.core.secret import Secret
from app.demo.alma import AREAS, READ_ONLY, READ_WRITE, Alma, Call
from app.demo.loopback import DROP, Fault, Moment
from app.services.alma import PROBES, AlmaVerifier, client

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VALUE = "l8xx" + "0123456789abcdef" * 2


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def served(clock: Clock) -> Iterator[Alma]:
    alma = Alma(clock)
    alma.start()
    yield alma
    alma.stop()


@pytest.fixture
def alma(served: Alma) -> Iterator[Alma]:
    served.reset()
    served.per_second = 1000
    yield served
    assert served.violations == []


def check(alma: Alma, grants: dict[str, str], environment: str = "sandbox") -> Findings:
    verifier = AlmaVerifier(client, alma.url, "01DEMO_INST", alma.clock, sleep=lambda _: None)
    return verifier.check(Secret(VALUE), environment, grants)


@pytest.mark.parametrize(
    "grants",
    [
        *({area: level} for area in sorted(AREAS) for level in (READ_ONLY, READ_WRITE)),
        dict.fromkeys(AREAS, READ_WRITE),
        {"bibs": READ_ONLY, "users": READ_WRITE},
    ],
)
def test_a_key_made_as_ordered_is_right_for_every_grant_that_there_is(alma: Alma, grants: dict[str, str]) -> None:
    alma.add_key(VALUE, "sandbox", grants)
    findings = check(alma, grants)
    assert findings.verdict is Verdict.RIGHT
    assert findings.remaining is not None
    assert 0 <= findings.remaining - alma.remaining < len(alma.calls)
    agreed = Agreement.AGREES if "configuration" in grants else Agreement.NOT_TOLD
    assert findings.environment is agreed


def test_a_key_made_otherwise_is_told_apart_area_by_area(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_WRITE, "courses": READ_ONLY})
    findings = check(alma, {"bibs": READ_ONLY, "users": READ_ONLY})
    told = {each.area: each.result for each in findings.areas if each.result is not Result.RIGHT}
    assert told == {"bibs": Result.TOO_BROAD, "courses": Result.TOO_BROAD, "users": Result.MISSING}


def test_a_new_key_is_dead_until_it_is_active(alma: Alma, clock: Clock) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY}, active_from=clock.now + timedelta(minutes=3))
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.DEAD
    clock.now += timedelta(minutes=3)
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.RIGHT


def test_a_key_that_was_edited_or_deleted_is_seen_as_it_is_now(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    alma.edit_key(VALUE, {"bibs": READ_ONLY, "partners": READ_ONLY})
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.TOO_BROAD
    alma.delete_key(VALUE)
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.DEAD


def test_a_key_of_another_institution_or_environment_is_told_apart(alma: Alma) -> None:
    alma.add_key(VALUE, "production", {"configuration": READ_ONLY}, institution="01OTHER_INST")
    assert check(alma, {"configuration": READ_ONLY}, "production").institution is Agreement.DIFFERS
    assert check(alma, {"configuration": READ_ONLY}, "sandbox").environment is Agreement.DIFFERS


def test_a_day_without_calls_left_is_unknown_and_asked_once(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    alma.remaining = 0
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.UNKNOWN
    assert len(alma.calls) == 1


def test_too_many_calls_a_second_are_unknown(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    alma.per_second = 5
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("moment", [Moment.BEFORE, Moment.DONE])
@pytest.mark.parametrize("fault", [DROP, Fault(500), Fault(503), Fault(200, "<html><body>Hello</body></html>")])
def test_an_outage_of_one_call_is_unknown_and_the_next_check_is_right(alma: Alma, fault: Fault, moment: Moment) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    alma.hook = lambda at, call: fault if at is moment and call.path == "/almaws/v1/bibs/test" else None
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.UNKNOWN
    alma.hook = None
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.RIGHT


def test_a_single_slip_of_a_read_is_tried_again(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    slips = [DROP]

    def once(at: Moment, call: Call) -> Fault | None:
        return slips.pop() if slips and at is Moment.BEFORE and call.method == "GET" else None

    alma.hook = once
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.RIGHT


def test_a_row_widened_during_the_check_is_what_the_answers_show(alma: Alma) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})

    def widen(at: Moment, call: Call) -> Fault | None:
        if at is Moment.ANSWERED and call.path == "/almaws/v1/bibs/test":
            alma.edit_key(VALUE, {"bibs": READ_ONLY, "users": READ_ONLY})
        return None

    alma.hook = widen
    assert check(alma, {"bibs": READ_ONLY}).verdict is Verdict.TOO_BROAD


def test_no_log_shows_the_value(alma: Alma, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    check(alma, {"bibs": READ_ONLY})
    assert "/almaws/v1/bibs/test" in caplog.text
    assert VALUE not in caplog.text


def test_every_area_of_the_stand_in_is_probed() -> None:
    assert {each.area for each in PROBES} == AREAS
