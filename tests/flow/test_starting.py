"""The audit knows when Keydesk began to work under other settings or with other words, and nothing of what they are."""

import json
from pathlib import Path

import pytest

from app.flow.starting import ACTION, note_start
from app.store.audit import Entry, entries
from app.store.session import Store
from tests.store.rows import NOW

SETTINGS = '{"policy": {"mode": "full"}}'


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "comments"
    folder.mkdir()
    for name in ("order.md.j2", "review.md.j2"):
        (folder / name).write_text(f"The words of {name}.")
    return folder


def start(store: Store, templates: Path, settings: str = SETTINGS) -> list[Entry]:
    note_start(store, "cli:root@here", settings, [templates], NOW)
    with store.reading() as db:
        return list(entries(db))


def test_the_same_settings_and_templates_are_noted_once(store: Store, templates: Path) -> None:
    start(store, templates)
    [row] = start(store, templates)
    assert (row.actor, row.action, row.ticket_id) == ("cli:root@here", ACTION, None)
    assert {name: len(value) for name, value in json.loads(row.detail).items()} == {"settings": 64, "templates": 64}


def test_other_settings_are_noted_and_so_are_the_old_ones_when_they_return(store: Store, templates: Path) -> None:
    start(store, templates)
    start(store, templates, SETTINGS.replace("full", "ask"))
    noted = [json.loads(each.detail) for each in start(store, templates)]
    assert noted[0] == noted[2]
    assert noted[1] == {**noted[0], "settings": noted[1]["settings"]}
    assert noted[1]["settings"] != noted[0]["settings"]


def test_a_templates_words_its_name_and_its_going_are_noted(store: Store, templates: Path) -> None:
    start(store, templates)
    (templates / "order.md.j2").write_text("Other words.")
    start(store, templates)
    (templates / "order.md.j2").rename(templates / "order-1.md.j2")
    start(store, templates)
    (templates / "order-1.md.j2").unlink()
    noted = [json.loads(each.detail) for each in start(store, templates)]
    assert len({each["templates"] for each in noted}) == 4
    assert len({each["settings"] for each in noted}) == 1
