"""What every document holds: links that lead somewhere, commands that exist, all of those that do."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from app.cli import app
from tests.documents.pages import ROOT, documents, rows

DECISIONS = ROOT / "docs" / "decisions"
PAGES = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in documents()}


def commands(group: TyperGroup, before: str = "keydesk") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


def cli() -> TyperGroup:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    return group


COMMANDS = dict(commands(cli()))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_project_leads_to_something(page: str) -> None:
    named = re.findall(r"\]\((?!https?:|#)([^)#]+)", PAGES[page])
    assert [name for name in named if not (ROOT / page).parent.joinpath(name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_document_names_a_command_that_is_none(page: str) -> None:
    groups = {name.rsplit(" ", 1)[0] for name in COMMANDS if name.count(" ") == 2}
    named = set(re.findall(r"`(keydesk [a-z-]+(?: [a-z]+)?)", PAGES[page]))
    assert {name for name in named if name not in COMMANDS and name.rsplit(" ", 1)[0] not in COMMANDS} - groups == set()


@pytest.mark.parametrize("page", PAGES)
def test_no_document_names_a_target_that_make_has_not(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", PAGES[page], re.MULTILINE)) <= targets


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_told_of(command: str) -> None:
    assert any(f"`{command}" in page for page in PAGES.values())


@pytest.mark.parametrize("group", ["", "stock", "audit"])
def test_the_list_of_commands_says_of_each_in_one_whole_line_what_it_is_for(group: str) -> None:
    told = CliRunner().invoke(app, [*group.split(), "--help"], terminal_width=80).output
    lines = told.partition("Commands:\n")[2].splitlines()
    assert lines
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_and_argument_is_explained(command: str) -> None:
    unexplained = [each.name for each in COMMANDS[command].params if not getattr(each, "help", None)]
    assert unexplained in ([], ["help"])


def test_every_decision_is_listed_under_its_own_title() -> None:
    titles = {each.name: each.read_text(encoding="utf-8").splitlines()[0] for each in DECISIONS.glob("0*.md")}
    listed = rows((DECISIONS / "README.md").read_text(encoding="utf-8"), "", "")
    assert [f"[{name[:4]}]({name})" for name in sorted(titles)] == [link for link, _ in listed]
    assert [f"# {name[:4]}: {title}" for name, (_, title) in zip(sorted(titles), listed, strict=True)] == [
        titles[name] for name in sorted(titles)
    ]


def test_the_project_speaks_of_nothing_but_itself() -> None:
    for name, page in PAGES.items():
        assert not re.search(r"/work\b|\bdesign\.md\b|\bshared/", page), name


def test_the_licence_is_there() -> None:
    assert Path(ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
