"""docs/security.md leaves out no refusal, and every test that it points to is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from app.core.acts import Why
from app.core.recipient import NoRecipient
from app.core.rules.issuing import MOST_BY_ONE, MOST_IN_ALL
from app.store.models import metadata
from tests.documents.pages import ROOT, rows

DOCS = ROOT / "docs"
PAGE = (DOCS / "security.md").read_text(encoding="utf-8")
LINKS = sorted(set(re.findall(r"\[([^]]+)\]\((\.\./tests/[^)#]+)#(\w+)\)", PAGE)))


@cache
def names(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    """A test file's functions, and every text in it: the cases of a table are named by texts."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return frozenset(functions), frozenset(texts)


@pytest.mark.parametrize(("said", "path", "test"), LINKS, ids=[f"{test}: {said}" for said, _, test in LINKS])
def test_every_test_that_is_linked_is_there(said: str, path: str, test: str) -> None:
    functions, texts = names((DOCS / path).resolve())
    assert test in functions
    assert said == test.removeprefix("test_").replace("_", " ") or said in texts


def test_every_link_into_the_tests_names_one() -> None:
    assert PAGE.count("](../tests/") == len(re.findall(r"\]\(\.\./tests/[^)#]+#test_\w+\)", PAGE))


def test_every_reason_for_which_a_label_does_not_count_has_its_line() -> None:
    told = [each[0].strip("`") for head in ("refused as", "held as") for each in rows(PAGE, head)]
    assert sorted(told) == sorted(why.name for why in Why)


def test_every_reason_for_which_nobody_gets_a_link_has_its_line() -> None:
    assert [each[0].strip("`") for each in rows(PAGE, "nothing for")] == [why.name for why in NoRecipient]


def test_every_table_of_the_database_is_told_of() -> None:
    assert sorted(each[0].strip("`") for each in rows(PAGE, "table")) == sorted(metadata.tables)


def test_the_ceilings_of_approvals_are_those_that_hold() -> None:
    told = f"At most {MOST_BY_ONE} keys an hour are begun on one reviewer's approvals and {MOST_IN_ALL} a day on all"
    assert told in " ".join(PAGE.split())


def test_every_denied_path_is_shown_by_a_test() -> None:
    lines = [row for head in ("refused as", "held as", "nothing for", "denied") for row in rows(PAGE, head)]
    assert [row for row in lines if "](../tests/" not in row[-1]] == []
