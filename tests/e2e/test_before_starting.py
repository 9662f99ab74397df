"""What the commands do before and beside a start: they make nothing, change no database's form, and say what lacks."""

from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text
from typer.testing import CliRunner

from app.cli import app
from app.cli.checking import CHECKS, all_lines, lines_of
from app.cli.checks.findings import Standing
from app.demo.helpdesk.faults import Fault
from app.errors import Misconfigured
from app.store.desk import started
from app.store.schema import Form, form_of, run
from app.store.session import Store
from tests.e2e.commands import Terminal
from tests.e2e.stage import Stage
from tests.e2e.world import NewWorld, World

FROM_THE_FUTURE = text("UPDATE alembic_version SET version_num = '9999'")


def signed_out(world: World) -> None:
    world.scene.desk.faults.add(Fault("GET .*/myself$", times=None, status=401))


def nothing(_: World) -> None: ...


def test_in_a_well_furnished_library_nothing_is_missing(keydesk: World) -> None:
    lines = list(all_lines(keydesk.house))
    assert {line.name for line in lines} == set(CHECKS)
    assert not [line for line in lines if line.standing is Standing.MISSING]


@pytest.mark.parametrize(
    ("change", "settings", "kept_back"),
    [
        (signed_out, {}, {"projects", "queue", "requests", "rights", "internal", "statuses", "reviewers"}),
        (nothing, {"JIRA_PROJECTS": "777"}, {"queue", "requests", "rights", "internal", "statuses"}),
    ],
    ids=["no Jira", "no project"],
)
def test_what_says_nothing_without_another_thing_is_not_tried(
    keydesk_with: NewWorld, change: Callable[[World], None], settings: dict[str, str], kept_back: set[str]
) -> None:
    keydesk = keydesk_with(**settings)
    change(keydesk)
    assert set(CHECKS) - {line.name for line in all_lines(keydesk.house)} == kept_back


def test_checking_makes_no_database_and_starts_nothing(library: Stage, tmp_path: Path) -> None:
    with library.keydesk(tmp_path) as keydesk:
        elsewhere = tmp_path / "fresh" / "keydesk.db"
        ended = Terminal(keydesk, {"DATABASE_URL": f"sqlite:///{elsewhere}"})("check")
        assert ended.code == 0, ended
        assert "database       not needed yet  there is none yet; keydesk serve makes it" in ended.out
        assert not elsewhere.parent.exists()
        assert keydesk.writes() == []


def test_a_plan_makes_a_database_but_is_no_start(library: Stage, tmp_path: Path) -> None:
    with library.keydesk(tmp_path) as keydesk:
        url = f"sqlite:///{tmp_path / 'fresh.db'}"
        assert Terminal(keydesk, {"DATABASE_URL": url})("plan", "--all").code == 0
        store = Store(url, b"audit")
        with store.reading() as db:
            assert started(db) is None
        store.close()


@pytest.mark.parametrize(
    ("step", "told", "standing"),
    [
        (
            lambda config: command.downgrade(config, "-1"),
            "an older Keydesk. Stop that one, then run `keydesk migrate`",
            Standing.TO_DO,
        ),
        (
            lambda config: config.attributes["connection"].execute(FROM_THE_FUTURE),
            "a newer Keydesk. Use that one",
            Standing.MISSING,
        ),
    ],
    ids=["older", "newer"],
)
def test_a_command_leaves_another_versions_database_alone(
    keydesk: World, step: Callable[[Config], None], told: str, standing: Standing
) -> None:
    url = keydesk.house.settings.database.url.get_secret_value()
    keydesk.house.store.close()
    run(url, step)
    before = form_of(url)
    ended = Terminal(keydesk, {})("stuck")
    assert ended.code == 2
    assert told in ended.err
    assert form_of(url) is before is not Form.CURRENT
    assert [line.standing for line in lines_of(keydesk.house, "database")] == [standing]


@pytest.mark.parametrize("words", ["check", "stuck", "serve", "worker"])
def test_where_nothing_is_set_up_that_is_said(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Misconfigured) as refused, mock.patch.dict("os.environ", {"KEYDESK_COMMIT": "3e69cfc"}):
        CliRunner().invoke(app, [words], catch_exceptions=False)
    assert "`keydesk init` asks five things and writes one; `keydesk demo` needs nothing." in refused.value.person
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "standing", "words"),
    [
        (None, Standing.OK, "no .env"),
        (0o600, Standing.OK, "yours alone"),
        (0o640, Standing.TO_DO, "chmod 600 "),
        (0o604, Standing.TO_DO, "chmod 600 "),
    ],
)
def test_a_settings_file_that_others_can_read_is_told(
    mode: int | None, standing: Standing, words: str, keydesk: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if mode is not None:
        (tmp_path / ".env").touch(mode)
        (tmp_path / ".env").chmod(mode)
    [line] = lines_of(keydesk.house, ".env")
    assert line.standing is standing
    assert words in line.words
