"""What an operator is asked by `keydesk init`, and what it writes."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.settings import Settings, take_environment


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
