"""The verifier against every kind of answer, one call at a time; a whole Alma is in test_alma_end_to_end.py."""

import json
import logging
import os
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
import respx

from app.core.findings import Agreement, Findings, Result, Verdict
from app.core.secret import Secret
from app.errors import Misconfigured, Permanent
from app.services.alma import PROBES, AlmaVerifier, client

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOST = "https://api-na.hosted.exlibrisgroup.com"
VALUE = "l8xx" + "0123456789abcdef" * 2
BIBS = "/almaws/v1/bibs/test"
CONF = "/almaws/v1/conf/test"
GENERAL = "/almaws/v1/conf/general"
PARTNERS = "/almaws/v1/partners"
ELECTRONIC = "/almaws/v1/electronic/e-collections"
POST_TESTS = {"/almaws/v1/" + each for each in ("acq/test", "bibs/test", "conf/test", "task-lists/test")} | {
    "/almaws/v1/users/operation/test"
}

Answer = httpx.Response | Exception


def error(code: str, status: int = 400) -> httpx.Response:
    body = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans"><errorsExist>true</errorsExist><errorList>
        <error><errorCode>{code}</errorCode><errorMessage>text</errorMessage></error></errorList></web_service_result>"""
    return httpx.Response(status, text=body, headers={"Content-Type": "application/xml"})


def fine(method: str = "GET", institution: str = "01DEMO_INST") -> httpx.Response:
    told = f" - institutionCode: {institution}" if method == "GET" else ""
    return httpx.Response(200, text=f"<test>{method} - OK{told}</test>")


def general(environment: str) -> httpx.Response:
    return httpx.Response(200, text=f"<general><environment_type>{environment}</environment_type></general>")


@dataclass
class Script:
    """What Alma answers: the script's answers for a call one after the other, the last for ever, else a refusal."""

    answers: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)

    def says(self, method: str, path: str, *answers: Answer) -> None:
        self.answers[method, path] = list(answers)

    def allows(self, path: str, *methods: str) -> None:
        for method in methods:
            self.says(method, path, fine(method))

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answers = self.answers.get((request.method, request.url.path), [error("UNAUTHORIZED")])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def calls(self, method: str, path: str) -> int:
        return sum((each.method, each.url.path) == (method, path) for each in self.asked)


@pytest.fixture
def alma() -> Iterator[Script]:
    """A scripted Alma at its own address; a call to any other host, and a harmful one, fails the test."""
    script = Script()
    with respx.mock(assert_all_called=False) as router:
        router.route(host="api-na.hosted.exlibrisgroup.com", scheme="https").mock(side_effect=script)
        yield script
    assert {each.url.path for each in script.asked if each.method == "POST"} <= POST_TESTS
    assert {each.method for each in script.asked} <= {"GET", "POST"}


def check(grants: dict[str, str], environment: str = "sandbox", value: str = VALUE) -> Findings:
    waits: list[float] = []
    return AlmaVerifier(client, HOST, "01DEMO_INST", lambda: NOW, waits.append).check(
        Secret(value), environment, grants
    )


def found(findings: Findings, area: str) -> tuple[Result, Result]:
    return next((each.read, each.write) for each in findings.areas if each.area == area)


def test_a_key_that_can_do_what_was_granted_and_no_more_is_right(alma: Script) -> None:
    alma.allows(BIBS, "GET", "POST")
    findings = check({"bibs": "read-write"})
    assert findings.verdict is Verdict.RIGHT
    assert found(findings, "bibs") == (Result.RIGHT, Result.RIGHT)
    assert (findings.institution, findings.environment) == (Agreement.AGREES, Agreement.NOT_TOLD)
    assert findings.checked_at == NOW


def test_every_area_is_read_and_the_five_tests_of_write_access_are_made_each_once(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    check({"bibs": "read-only"})
    assert sorted(each.url.path for each in alma.asked if each.method == "POST") == sorted(POST_TESTS)
    assert sorted(each.url.path for each in alma.asked if each.method == "GET") == sorted(
        httpx.URL(HOST + probe.path).path for probe in PROBES
    )


ODD_ANSWERS = {
    "400 with another code": error("INTERNAL_SERVER_ERROR"),
    "400 without a body": httpx.Response(400),
    "400 with the code in no report": httpx.Response(400, text="<x><errorCode>UNAUTHORIZED</errorCode></x>"),
    "400 that only names the code": httpx.Response(400, text="UNAUTHORIZED"),
    "400 with two codes": httpx.Response(
        400,
        text="<web_service_result><errorCode>UNAUTHORIZED</errorCode><errorCode>402119</errorCode></web_service_result>",
    ),
    "400 with a DTD": httpx.Response(
        400,
        text='<!DOCTYPE x [<!ENTITY c "UNAUTHORIZED">]>'
        "<web_service_result><errorCode>&c;</errorCode></web_service_result>",
    ),
    "401": error("UNAUTHORIZED", 401),
    "403": error("UNAUTHORIZED", 403),
    "404": error("UNAUTHORIZED", 404),
    "429 a second": error("PER_SECOND_THRESHOLD", 429),
    "429 a day": error("DAILY_THRESHOLD", 429),
    "429 by another": httpx.Response(429, text="slow down"),
    "500": error("UNAUTHORIZED", 500),
    "503": httpx.Response(503, text="<html>maintenance</html>"),
    "200 HTML": httpx.Response(200, html="<html><body>Sign in</body></html>"),
    "200 XHTML": httpx.Response(200, text='<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'),
    "200 with an error report": error("UNAUTHORIZED", 200),
    "200 empty": httpx.Response(200),
    "200 too long": httpx.Response(200, text="<test>" + " " * (1 << 20) + "</test>"),
    "204": httpx.Response(204),
    "redirect": httpx.Response(307, headers={"Location": "https://elsewhere.example/"}),
    "silence": httpx.ReadTimeout("late"),
    "refused connection": httpx.ConnectError("no"),
    "cut connection": httpx.RemoteProtocolError("cut"),
}


@pytest.mark.parametrize("answer", ODD_ANSWERS.values(), ids=ODD_ANSWERS.keys())
@pytest.mark.parametrize("path", [BIBS, PARTNERS])
def test_an_answer_that_neither_allows_nor_refuses_is_unknown(alma: Script, answer: Answer, path: str) -> None:
    alma.allows(BIBS, "GET")
    alma.says("GET", path, answer)
    findings = check({"bibs": "read-only"})
    assert found(findings, "bibs" if path == BIBS else "partners")[0] is Result.UNKNOWN
    assert findings.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("answer", ODD_ANSWERS.values(), ids=ODD_ANSWERS.keys())
def test_the_same_holds_for_a_test_of_write_access(alma: Script, answer: Answer) -> None:
    alma.allows(BIBS, "GET")
    alma.says("POST", BIBS, answer)
    findings = check({"bibs": "read-only"})
    assert found(findings, "bibs") == (Result.RIGHT, Result.UNKNOWN)
    assert findings.verdict is Verdict.UNKNOWN


def test_a_refusal_counts_whatever_type_it_claims_to_be(alma: Script) -> None:
    body = "<web_service_result><error><errorCode>UNAUTHORIZED</errorCode></error></web_service_result>"
    alma.allows(BIBS, "GET")
    alma.says("GET", PARTNERS, httpx.Response(400, text=body, headers={"Content-Type": "application/json"}))
    assert check({"bibs": "read-only"}).verdict is Verdict.RIGHT


def test_an_area_that_was_not_granted_makes_the_key_too_broad_partners_too(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    alma.allows(PARTNERS, "GET")
    findings = check({"bibs": "read-only"})
    assert found(findings, "partners")[0] is Result.TOO_BROAD
    assert findings.verdict is Verdict.TOO_BROAD


def test_a_read_only_area_that_can_be_written_to_makes_the_key_too_broad(alma: Script) -> None:
    alma.allows(BIBS, "GET", "POST")
    assert check({"bibs": "read-only"}).verdict is Verdict.TOO_BROAD


def test_a_read_write_area_that_can_only_be_read_makes_the_key_too_narrow(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    findings = check({"bibs": "read-write"})
    assert found(findings, "bibs") == (Result.RIGHT, Result.MISSING)
    assert findings.verdict is Verdict.TOO_NARROW


def test_a_key_that_is_refused_everywhere_is_dead(alma: Script) -> None:
    assert check({"bibs": "read-write", "electronic": "read-write"}).verdict is Verdict.DEAD
    assert {each.method for each in alma.asked} == {"GET", "POST"}


@pytest.mark.parametrize("level", ["read-only", "read-write"])
def test_write_access_that_no_test_can_show_is_said_and_never_tried(alma: Script, level: str) -> None:
    alma.allows(ELECTRONIC, "GET")
    findings = check({"electronic": level})
    assert found(findings, "electronic") == (Result.RIGHT, Result.CANNOT_BE_TESTED)
    assert findings.untested == ("electronic",)
    assert findings.verdict is Verdict.RIGHT
    assert alma.calls("POST", ELECTRONIC) == 0


def test_where_an_untestable_area_refuses_to_be_read_nothing_in_it_is_left_open(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    findings = check({"bibs": "read-only", "courses": "read-write", "electronic": "read-only"})
    assert found(findings, "courses") == (Result.MISSING, Result.MISSING)
    assert found(findings, "electronic") == (Result.MISSING, Result.RIGHT)
    assert found(findings, "analytics") == (Result.RIGHT, Result.RIGHT)


def test_a_key_of_another_institution_is_not_right(alma: Script) -> None:
    alma.says("GET", BIBS, fine("GET", "01OTHER_INST"))
    findings = check({"bibs": "read-only"})
    assert findings.institution is Agreement.DIFFERS
    assert findings.verdict is Verdict.ELSEWHERE


def test_a_key_that_reaches_two_institutions_is_not_right(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    alma.says("GET", CONF, fine("GET", "01OTHER_INST"))
    assert check({"bibs": "read-only", "configuration": "read-only"}).institution is Agreement.DIFFERS


def test_where_no_answer_names_the_institution_that_is_said(alma: Script) -> None:
    alma.says("GET", ELECTRONIC, httpx.Response(200, text="<electronic_collections/>"))
    findings = check({"electronic": "read-only"})
    assert (findings.institution, findings.verdict) == (Agreement.NOT_TOLD, Verdict.RIGHT)


@pytest.mark.parametrize(
    ("told", "expected", "agreement", "verdict"),
    [
        (general("sandbox"), "sandbox", Agreement.AGREES, Verdict.RIGHT),
        (general(" PRODUCTION "), "production", Agreement.AGREES, Verdict.RIGHT),
        (general("production"), "sandbox", Agreement.DIFFERS, Verdict.ELSEWHERE),
        (general("somewhere"), "sandbox", Agreement.UNKNOWN, Verdict.UNKNOWN),
        (httpx.Response(200, text="<general/>"), "sandbox", Agreement.UNKNOWN, Verdict.UNKNOWN),
        (httpx.Response(500), "sandbox", Agreement.UNKNOWN, Verdict.UNKNOWN),
    ],
)
def test_with_configuration_granted_the_environment_must_agree(
    alma: Script, told: httpx.Response, expected: str, agreement: Agreement, verdict: Verdict
) -> None:
    alma.allows(CONF, "GET")
    alma.says("GET", GENERAL, told)
    findings = check({"configuration": "read-only"}, expected)
    assert (findings.environment, findings.verdict) == (agreement, verdict)


def test_without_configuration_the_environment_is_not_asked_for(alma: Script) -> None:
    alma.allows(BIBS, "GET")
    assert check({"bibs": "read-only"}).environment is Agreement.NOT_TOLD
    assert alma.calls("GET", GENERAL) == 0


@pytest.mark.parametrize(
    "value",
    [
        "",
        "l9xx" + "0" * 32,
        "l8xx" + "0" * 31,
        "l8xx" + "0" * 33,
        "l8xx" + "G" * 32,
        VALUE + "\n",
        VALUE.upper(),
        "l8xx" + "\u0660" * 32,
        "hunter2",
    ],
)
def test_a_value_that_is_no_alma_key_is_sent_nowhere_and_not_repeated(alma: Script, value: str) -> None:
    with pytest.raises(Permanent) as caught:
        check({"bibs": "read-only"}, value=value)
    assert alma.asked == []
    assert not value or value not in caught.value.log + caught.value.person


@pytest.mark.parametrize(
    ("environment", "grants"),
    [
        ("staging", {"bibs": "read-only"}),
        ("sandbox", {}),
        ("sandbox", {"bib": "read-only"}),
        ("sandbox", {"bibs": "write"}),
    ],
)
def test_grants_that_alma_does_not_know_are_a_mistake_of_the_caller(
    alma: Script, environment: str, grants: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="no such"):
        check(grants, environment)
    assert alma.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "http://api-na.hosted.exlibrisgroup.com",
        "https://api-na.hosted.exlibrisgroup.com.evil.example",
        "https://user:pass@api-na.hosted.exlibrisgroup.com",
        "https://127.0.0.1.evil.example",
        "ftp://127.0.0.1",
        "",
    ],
)
def test_a_key_is_never_sent_to_an_address_that_is_not_almas(address: str) -> None:
    with pytest.raises(Misconfigured):
        AlmaVerifier(client, address, "01DEMO_INST", lambda: NOW)


def test_the_key_travels_in_the_header_alone(alma: Script) -> None:
    check({"bibs": "read-only"})
    assert {each.headers["Authorization"] for each in alma.asked} == {f"apikey {VALUE}"}
    assert not any(VALUE in str(each.url) or VALUE.encode() in each.content for each in alma.asked)


def test_a_redirect_is_not_followed_even_by_a_client_that_would(alma: Script) -> None:
    alma.says("GET", BIBS, httpx.Response(307, headers={"Location": "https://elsewhere.example/"}))
    verifier = AlmaVerifier(
        lambda: httpx.Client(follow_redirects=True), HOST, "01DEMO_INST", lambda: NOW, lambda _: None
    )
    assert verifier.check(Secret(VALUE), "sandbox", {"bibs": "read-only"}).verdict is Verdict.UNKNOWN


def test_a_read_is_tried_three_times_within_five_seconds_and_a_write_once(alma: Script) -> None:
    waits: list[float] = []
    alma.says("GET", BIBS, httpx.Response(503), error("PER_SECOND_THRESHOLD", 429), fine())
    alma.says("POST", BIBS, httpx.Response(503))
    verifier = AlmaVerifier(client, HOST, "01DEMO_INST", lambda: NOW, waits.append)
    findings = verifier.check(Secret(VALUE), "sandbox", {"bibs": "read-only"})
    assert found(findings, "bibs") == (Result.RIGHT, Result.UNKNOWN)
    assert (alma.calls("GET", BIBS), alma.calls("POST", BIBS)) == (3, 1)
    assert sum(each for each in waits if each > 0.2) <= 5


def test_calls_are_a_fifth_of_a_second_apart(alma: Script) -> None:
    waits: list[float] = []
    AlmaVerifier(client, HOST, "01DEMO_INST", lambda: NOW, waits.append).check(
        Secret(VALUE), "sandbox", {"bibs": "read-only"}
    )
    assert [round(each, 1) for each in waits] == [0.2] * (len(alma.asked) - 1)


def test_an_alma_that_is_silent_is_asked_no_more_in_this_check(alma: Script) -> None:
    alma.says("GET", "/almaws/v1/acq/test", httpx.ConnectTimeout("no"))
    findings = check({"bibs": "read-only"})
    assert len(alma.asked) == 3
    assert findings.verdict is Verdict.UNKNOWN


def test_of_an_alma_that_is_unwell_only_the_first_call_is_tried_again(alma: Script) -> None:
    for probe in PROBES:
        for method in ("GET", "POST"):
            alma.says(method, httpx.URL(HOST + probe.path).path, httpx.Response(503))
    assert check({"bibs": "read-only"}).verdict is Verdict.UNKNOWN
    assert len(alma.asked) == 2 + len(PROBES) + len(POST_TESTS)


def test_two_keys_are_checked_one_after_the_other(alma: Script) -> None:
    give_way = threading.Event()
    other = "l7xx" + "f" * 32
    verifier = AlmaVerifier(client, HOST, "01DEMO_INST", lambda: NOW, lambda _: give_way.wait(0.001) and None)
    checks = [
        threading.Thread(target=verifier.check, args=(Secret(value), "sandbox", {"bibs": "read-only"}))
        for value in (VALUE, other)
    ]
    for each in checks:
        each.start()
    for each in checks:
        each.join()
    keys = [each.headers["Authorization"] for each in alma.asked]
    assert sum(one != next_ for one, next_ in pairwise(keys)) == 1


def test_once_the_calls_of_the_day_are_used_up_nothing_more_is_asked(alma: Script) -> None:
    answer = error("DAILY_THRESHOLD", 429)
    answer.headers["X-Exl-Api-Remaining"] = "0"
    alma.says("GET", "/almaws/v1/acq/test", answer)
    findings = check({"bibs": "read-only"})
    assert len(alma.asked) == 1
    assert (findings.verdict, findings.remaining) == (Verdict.UNKNOWN, 0)


def test_the_calls_that_remain_today_are_noted(alma: Script) -> None:
    answer = fine()
    answer.headers["X-Exl-Api-Remaining"] = "87654"
    alma.says("GET", BIBS, answer)
    assert check({"bibs": "read-only"}).remaining == 87654


def test_the_value_is_in_no_log_and_no_exception(alma: Script, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    alma.says("GET", BIBS, httpx.ConnectError(f"failed with {VALUE}"))
    assert VALUE not in repr(check({"bibs": "read-only"}))
    alma.says("GET", BIBS, RuntimeError("unforeseen"))
    with pytest.raises(RuntimeError) as caught:
        check({"bibs": "read-only"})
    assert VALUE not in caplog.text + "".join(traceback.format_exception(caught.value))


REFERENCE = os.environ.get("KEYDESK_REFERENCE")


@pytest.mark.skipif(REFERENCE is None, reason="KEYDESK_REFERENCE names no folder")
def test_every_call_is_one_that_the_probe_matrix_names() -> None:
    matrix = json.loads((Path(REFERENCE or "") / "alma" / "probe_matrix.json").read_text())["areas"].values()
    reads = {each["get_test"] for each in matrix} | {each.get("read_probe") for each in matrix}
    writes = {each["post_test"] for each in matrix} - {None}
    for probe in PROBES:
        assert probe.path in reads
        assert (probe.path in writes) == probe.writes
    assert len(PROBES) == len(matrix)
    assert writes == POST_TESTS
