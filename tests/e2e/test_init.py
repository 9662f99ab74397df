"""What an operator is asked by `keydesk init`, and what it writes."""

import stat
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from app.cli import app
from app.settings import Settings, take_environment

ANSWERS = ("https://lib.atlassian.net", "keydesk@lib.example.edu", "the-token", "10001", "")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def init(*answers: str) -> Result:
    return CliRunner().invoke(app, ["init"], input="".join(f"{each}\n" for each in answers))


def written(folder: Path) -> Settings:
    return Settings.load(take_environment({}, folder / ".env"))


def test_init_asks_five_things_and_writes_what_check_and_plan_can_start_from(folder: Path) -> None:
    done = init(*ANSWERS)
    assert done.exit_code == 0
    assert "the-token" not in done.output
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    settings = written(folder)
    assert settings.policy.mode == "observe"
    assert settings.jira.token.get_secret_value() == "the-token"
    assert settings.alma.queue_jql == "statusCategory != Done"


@pytest.mark.parametrize(
    "jql",
    ["status = 'In Progress'", """summary ~ "Dana's" AND status = 'To Do'""", r'summary ~ "a\\b"', "a = $HOME # b"],
)
def test_init_writes_a_jql_as_it_was_given(folder: Path, jql: str) -> None:
    assert init(*ANSWERS[:4], jql).exit_code == 0
    assert written(folder).alma.queue_jql == jql


@pytest.mark.parametrize(
    ("number", "wrong", "told"),
    [
        (0, "lib.atlassian.net", "That must be a whole address"),
        (0, "http://lib.atlassian.net", "That must begin with https://"),
        (2, "example-token", "That is the example from the documentation"),
        (2, "   ", "That is empty"),
        (3, "LIB", "That must be projects' ids, which are numbers"),
    ],
)
def test_init_asks_again_where_a_start_would_be_refused(folder: Path, number: int, wrong: str, told: str) -> None:
    done = init(*ANSWERS[:number], wrong, *ANSWERS[number:])
    assert told in done.output
    assert written(folder).jira.projects == ("10001",)
    assert wrong.strip() == "" or wrong not in (folder / ".env").read_text().replace("https://lib.atlassian.net", "")


def test_a_token_is_written_without_what_was_copied_around_it(folder: Path) -> None:
    init(*ANSWERS[:2], "  the-token ", *ANSWERS[3:])
    assert "KEYDESK_JIRA_TOKEN='the-token'" in (folder / ".env").read_text()


def test_init_asks_again_and_keeps_what_it_does_not_ask(folder: Path) -> None:
    init(*ANSWERS)
    first = written(folder)
    with (folder / ".env").open("a") as file:
        file.write("KEYDESK_TIME_ZONE=Europe/Berlin\n")
    done = init("y", "https://other.atlassian.net", "", "", "", "")
    assert done.exit_code == 0
    assert "the-token" not in done.output
    second = written(folder)
    assert second.jira.url == "https://other.atlassian.net"
    assert (second.jira.token, second.keys, second.jira.user) == (first.jira.token, first.keys, first.jira.user)
    assert second.policy.time_zone.key == "Europe/Berlin"
    assert "https://lib.atlassian.net" in (folder / ".env.old").read_text()
    assert init("y", *ANSWERS).exit_code == 2


def test_init_never_overwrites_without_being_told(folder: Path) -> None:
    (folder / ".env").write_text("KEYDESK_MODE=full\n")
    assert init("n").exit_code == 2
    assert (folder / ".env").read_text() == "KEYDESK_MODE=full\n"
