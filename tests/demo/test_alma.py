"""The local Alma itself: as strict as the real one, and it remembers every call that should never have come."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from app.demo.alma import AREAS, READ_ONLY, READ_WRITE, Alma

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VALUE = "l8xx" + "0123456789abcdef" * 2
HEADERS = {"Authorization": f"apikey {VALUE}"}
REFERENCE = os.environ.get("KEYDESK_REFERENCE")


@pytest.fixture(scope="module")
def served() -> Iterator[Alma]:
    alma = Alma(lambda: NOW)
    alma.start()
    yield alma
    alma.stop()


@pytest.fixture
def alma(served: Alma) -> Alma:
    served.reset()
    return served


@pytest.fixture
def http(alma: Alma) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=alma.url, headers=HEADERS, trust_env=False) as http:
        yield http


def test_a_refusal_is_400_in_xml_though_json_was_asked_for(alma: Alma, http: httpx.Client) -> None:
    alma.add_key(VALUE, "sandbox", {"users": READ_ONLY})
    answer = http.get("/almaws/v1/bibs/test", headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/xml"
    assert "<errorCode>UNAUTHORIZED</errorCode>" in answer.text


def test_a_read_only_row_reads_and_does_not_write(alma: Alma, http: httpx.Client) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    assert http.get("/almaws/v1/bibs/test").text == "<test>GET - OK - institutionCode: 01DEMO_INST</test>"
    assert http.post("/almaws/v1/bibs/test").status_code == 400
    alma.edit_key(VALUE, {"bibs": READ_WRITE})
    assert http.post("/almaws/v1/bibs/test").text == "<test>POST - OK</test>"


@pytest.mark.parametrize("header", ["", f"Bearer {VALUE}", VALUE, f"apikey {VALUE[:-1]}"])
def test_without_a_known_key_in_the_header_everything_is_refused(alma: Alma, header: str) -> None:
    alma.add_key(VALUE, "sandbox", dict.fromkeys(AREAS, READ_WRITE))
    answer = httpx.get(alma.url + "/almaws/v1/bibs/test", headers={"Authorization": header}, trust_env=False)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/almaws/v1/courses/test"),
        ("POST", "/almaws/v1/courses?limit=1"),
        ("POST", "/almaws/v1/electronic/e-collections?limit=1"),
        ("POST", "/almaws/v1/conf/general"),
        ("GET", "/almaws/v1/users/test"),
        ("GET", "/almaws/v1/users"),
        ("GET", "/almaws/v1/partners"),
        ("GET", "/almaws/v1/bibs/test?apikey=" + VALUE),
        ("PUT", "/almaws/v1/bibs/test"),
        ("DELETE", "/almaws/v1/bibs/test"),
        ("GET", "/"),
    ],
)
def test_a_call_that_is_not_known_to_be_harmless_is_a_violation(
    alma: Alma, http: httpx.Client, method: str, path: str
) -> None:
    alma.add_key(VALUE, "sandbox", dict.fromkeys(AREAS, READ_WRITE))
    assert http.request(method, path).status_code == 404
    assert [each.method for each in alma.violations] == [method]


def test_no_call_is_kept_with_more_of_the_key_than_its_last_four(alma: Alma, http: httpx.Client) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    http.get("/almaws/v1/bibs/test")
    assert [(each.key, each.status) for each in alma.calls] == [("cdef", 200)]
    assert VALUE not in repr(alma)


def test_the_calls_of_the_day_are_counted_down_and_then_refused(alma: Alma, http: httpx.Client) -> None:
    alma.add_key(VALUE, "sandbox", {"bibs": READ_ONLY})
    alma.remaining = 1
    assert http.get("/almaws/v1/bibs/test").headers["X-Exl-Api-Remaining"] == "0"
    answer = http.get("/almaws/v1/bibs/test")
    assert (answer.status_code, "DAILY_THRESHOLD" in answer.text) == (429, True)


def test_more_calls_a_second_than_allowed_are_refused(alma: Alma, http: httpx.Client) -> None:
    alma.per_second = 2
    answers = [http.get("/almaws/v1/bibs/test") for _ in range(3)]
    assert [each.status_code for each in answers] == [400, 400, 429]
    assert "PER_SECOND_THRESHOLD" in answers[-1].text


def test_rows_that_cannot_exist_cannot_be_made(alma: Alma) -> None:
    with pytest.raises(ValueError, match="no such rows"):
        alma.add_key(VALUE, "sandbox", {"bib": READ_ONLY})
    with pytest.raises(ValueError, match="no such rows"):
        alma.add_key(VALUE, "sandbox", {"bibs": "write"})


@pytest.mark.skipif(REFERENCE is None, reason="KEYDESK_REFERENCE names no folder")
def test_every_call_of_the_probe_matrix_is_answered_and_no_other_write(alma: Alma, http: httpx.Client) -> None:
    alma.add_key(VALUE, "sandbox", dict.fromkeys(AREAS, READ_WRITE))
    alma.per_second = 1000
    areas = json.loads((Path(REFERENCE or "") / "alma" / "probe_matrix.json").read_text())["areas"]
    for area in areas.values():
        read = area["get_test"] if area["documented"] == "yes" else area["read_probe"]
        answer = http.get(read)
        assert answer.status_code == 200
        if area.get("get_body", "").startswith("<"):
            assert answer.text == area["get_body"].replace("01ABC_INST", "01DEMO_INST")
        if area["post_test"]:
            answer = http.post(area["post_test"])
            assert (answer.status_code, answer.text) == (200, area.get("post_body", "<test>POST - OK</test>"))
        else:
            assert http.post(read).status_code == 404
    assert len(areas) == len(AREAS)
    assert len(alma.violations) == sum(area["post_test"] is None for area in areas.values())


@pytest.mark.skipif(REFERENCE is None, reason="KEYDESK_REFERENCE names no folder")
def test_every_documented_write_that_is_no_test_is_a_violation(alma: Alma, http: httpx.Client) -> None:
    alma.per_second = 10_000
    table = (Path(REFERENCE or "") / "alma" / "endpoint_area_map.csv").read_text().splitlines()[1:]
    writes = [row.split(",")[1:4:2] for row in table if row.split(",")[2] == "write"]
    others = [(method, path) for method, path in writes if not path.endswith("/test")]
    for method, path in others:
        assert http.request(method, path.replace("{", "").replace("}", "")).status_code == 404
    assert len(alma.violations) == len(others) > 50
