"""A session that says something wrong to a stand-in fails at its end, and says what was wrong and who said it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts import Contracts, shape
from tests.demo.openapi import needs_reference

BEGINNING = """
import httpx
import pytest
from datetime import UTC, datetime
from app.demo.alma import Alma
from app.demo.helpdesk import HelpDesk
from app.demo.loopback import witness
from app.demo.onepassword import Message

@pytest.fixture(scope="session")
def desk():
    with HelpDesk.serving() as desk:
        desk.project("LIB", "Library")
        yield desk

@pytest.fixture
def jira(desk):
    return httpx.Client(base_url=desk.url + "/rest/api/3", auth=(desk.bot.address, desk.bot_token), trust_env=False)

@pytest.fixture
def ticket(desk):
    return "/issue/" + desk.open_ticket(desk.bot, "A key").id

@pytest.fixture(scope="session")
def alma():
    alma = Alma(lambda: datetime.now(UTC))
    yield alma.start()
    alma.stop()

def message(operation):
    witness(Message(operation, {}, datetime.now(UTC)))
"""
RIGHT = """
def test_right(jira, ticket, alma):
    jira.get("/myself")
    jira.put(ticket, json={"update": {"labels": [{"add": "x"}]}})
    httpx.get(alma + "/almaws/v1/bibs/test")
    message("VaultsList")
"""
WRONG = """
def test_unknown_parameter(jira): jira.get("/myself?expanding=groups")
def test_unknown_path(jira): jira.get("/nothing")
def test_wrong_body(jira, ticket): jira.post(ticket + "/transitions", json={"transition": {"id": 703}})
def test_no_harmless_call(alma): httpx.post(alma + "/almaws/v1/bibs")
def test_list_of_all(alma): httpx.get(alma + "/almaws/v1/courses")
def test_no_message(): message("ItemsRename")
"""


def session(tests: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_suite.py").write_text(BEGINNING + tests)
    command = [sys.executable, "-m", "pytest", "-p", "tests.contracts", "-c", os.devnull, str(folder)]
    return subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False,
    )


@needs_reference
def test_what_the_real_services_would_have_passes(tmp_path: Path) -> None:
    outcome = session(RIGHT, tmp_path)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert "4 kinds of 4 calls to the stand-ins, 0 wrong" in outcome.stdout


@needs_reference
def test_each_thing_that_a_real_service_would_not_have_fails_the_session(tmp_path: Path) -> None:
    outcome = session(WRONG, tmp_path)
    told = [line for line in outcome.stdout.splitlines() if line.startswith("contract: ")]
    assert "6 passed" in outcome.stdout, outcome.stdout + outcome.stderr
    assert outcome.returncode == 1
    for line in WRONG.strip().splitlines():
        name = line.removeprefix("def ").partition("(")[0]
        assert sum(each.endswith(f"::{name})") for each in told) == 1, (name, told)


def test_messages_of_one_shape_differ_only_in_what_they_say() -> None:
    said = {"fields": {"labels": ["a", "b"], "created": "2026-11-22T10:00:00.000+0000"}}
    assert shape(said) == shape({"fields": {"labels": ["c"], "created": "2027-01-01T10:00:00.000+0000"}})
    assert shape(said) != shape({"fields": {"labels": [1], "created": "2026-11-22T10:00:00.000+0000"}})
    assert shape(said) != shape({"fields": {"labels": ["a"], "created": "soon"}})
    assert shape(said) != shape({"fields": {"labels": ["a"]}})


def test_a_record_of_no_known_kind_is_not_passed_over() -> None:
    with pytest.raises(TypeError, match="no contract for str"):
        Contracts().hear("a call")
