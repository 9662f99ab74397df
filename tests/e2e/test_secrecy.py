"""Where a key's value and a share link are, and that they are nowhere else, whatever breaks and is logged."""

import re
from base64 import b64encode
from pathlib import Path

import pytest

from tests.e2e.searching import Run, search

#: Some that must be among the functions that were broken off: one for each stretch of the way.
ON_THE_WAY = {
    "cli/issuing:_value",
    "core/redaction:redact",
    "desk/calls:Calls.send",
    "desk/jira:JiraDesk.put_link",
    "flow/handing_in:Depositor.hand_in",
    "flow/delivering:Deliverer.share",
    "flow/speaking:Speaker.say",
    "main:House.fingerprint",
    "services/alma:_Conversation._once",
    "vault/connection:Connection.write",
    "vault/shapes:key_in",
    "wording/markdown:Templates.document",
}


@pytest.fixture(scope="session")
def run(secrecy: Run) -> Run:
    return secrecy.ended()


def test_no_secret_is_left_anywhere_that_it_does_not_belong(run: Run) -> None:
    names = {each.name for each in (run.folder / "run").iterdir()}
    assert {"console.log", "json.log", "stdout", "stderr", "copy-of-keydesk.db-wal", "figures", "page_"} <= names
    assert len(run.secrets) > 12
    assert search(run.folder / "run", run.secrets) == []


def test_every_frame_that_held_one_was_broken_off_and_the_breaks_were_logged(run: Run) -> None:
    assert set(run.facts["frames"]) >= ON_THE_WAY
    breaks = set(re.findall(r"\bBroken(\d+)\b", (run.folder / "run" / "console.log").read_text()))
    assert len(breaks) > 0.8 * len(run.facts["frames"])
    assert breaks == set(re.findall(r"\bBroken(\d+)\b", (run.folder / "run" / "json.log").read_text()))
    assert " [debug" in (run.folder / "run" / "console.log").read_text()


def test_each_link_stands_in_one_comment_and_one_link_of_its_ticket(run: Run) -> None:
    tickets = run.facts["tickets"]
    assert tickets
    assert tickets[-1] == {"delivered": True, "comments": 2, "links": 2, "elsewhere": []}
    assert [each for each in tickets if each["comments"] != each["links"] or each["elsewhere"]] == []


def test_the_search_finds_what_is_planted(run: Run) -> None:
    planted = run.folder / "planted"
    assert search(planted, run.secrets) == ["console.log", "copy-of-keydesk.db", "json.log", "page"]
    assert search(planted, ["another secret, which stands nowhere"]) == []


@pytest.mark.parametrize("around", ["", "a", "ab", "abc"])
def test_a_spelling_is_found_wherever_it_stands_within_base64(tmp_path: Path, around: str) -> None:
    (tmp_path / "file").write_bytes(b64encode(f"{around}l8xx0123456789{around}".encode()))
    assert search(tmp_path, ["l8xx0123456789"]) == ["file"]
