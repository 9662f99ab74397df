"""What an operator sees before and after setting Keydesk up."""

import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.cli.checking import CHECKS, Line, Standing, all_lines
from app.demo.loopback import Fault
from app.settings import Settings, take_environment
from tests.e2e.stage import Stage
from tests.e2e.world import World


def found(keydesk: World) -> dict[str, Line]:
    return {line.name: line for line in all_lines(keydesk.house)}


def test_in_a_well_furnished_library_nothing_is_missing(keydesk: World) -> None:
    lines = found(keydesk)
    assert set(lines) == set(CHECKS)
    assert not [line for line in lines.values() if line.standing is Standing.MISSING]
    assert lines["queue"].words.startswith("alma: ")
    assert lines["Jira"] == Line(
        "Jira",
        Standing.TO_DO,
        "service account Keydesk; say when its token ends in KEYDESK_JIRA_TOKEN_ENDS, and you are reminded",
    )


def test_what_is_missing_is_named_with_who_can_mend_it(keydesk: World) -> None:
    desk, people = keydesk.scene.desk, keydesk.scene.people
    desk.withdraw(people.bot, "USER_PICKER", "LINK_ISSUES")
    desk.join(keydesk.scene.reviewers, people.bot)
    keydesk.scene.alma.hook = lambda *_: Fault(503)
    lines = found(keydesk)
    assert "Link issues" in lines["rights"].words
    assert lines["rights"].standing is Standing.MISSING
    assert "Browse users and groups" in lines["reviewers"].words
    assert lines["Alma"].standing is Standing.MISSING
    desk.grant(people.bot, "USER_PICKER")
    assert "own account is a reviewer" in found(keydesk)["reviewers"].words


def test_a_token_near_its_end_and_one_past_it_are_told(library: Stage, keydesk_with: Callable[..., World]) -> None:
    today = library.clock().date()
    soon, past = today + timedelta(days=9), today - timedelta(days=1)
    lines = found(keydesk_with(JIRA_TOKEN_ENDS=str(soon), OP_TOKEN_ENDS=str(past)))
    assert lines["Jira"].standing is Standing.TO_DO
    assert "(9 days)" in lines["Jira"].words
    assert lines["1Password"].standing is Standing.MISSING
    assert "make a new one" in lines["1Password"].words


def test_while_observing_most_is_not_needed_yet(keydesk_with: Callable[..., World]) -> None:
    lines = found(keydesk_with(MODE="observe"))
    assert {lines[name].standing for name in ("1Password", "share links", "stock")} == {Standing.NOT_YET}


def test_init_asks_five_things_and_writes_what_check_and_plan_can_start_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = "https://lib.atlassian.net\nkeydesk@lib.example.edu\nthe-token\n10001\n\n"
    done = CliRunner().invoke(app, ["init"], input=answers)
    assert done.exit_code == 0
    assert "the-token" not in done.output
    written = tmp_path / ".env"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    settings = Settings.load(take_environment({}, written))
    assert settings.policy.mode == "observe"
    assert settings.jira.token.get_secret_value() == "the-token"
    assert settings.alma.queue_jql == "statusCategory != Done"


def test_init_keeps_the_names_in_a_jql_in_quotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = "https://lib.atlassian.net\nkeydesk@lib.example.edu\nthe-token\n10001\nstatus = 'In Progress'\n"
    assert CliRunner().invoke(app, ["init"], input=answers).exit_code == 0
    settings = Settings.load(take_environment({}, tmp_path / ".env"))
    assert settings.alma.queue_jql == 'status = "In Progress"'


def test_init_never_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("KEYDESK_MODE=full\n")
    done = CliRunner().invoke(app, ["init"], input="x\n")
    assert done.exit_code == 2
    assert (tmp_path / ".env").read_text() == "KEYDESK_MODE=full\n"
