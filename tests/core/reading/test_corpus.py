"""The annotated corpus is read at least as well as promised, by the corpus' own scorer.

The corpus is not part of this repository: KEYDESK_REFERENCE names the folder that holds it.
"""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.core.reading.tickets import Ticket, load, read_ticket, understood

REFERENCE = os.environ.get("KEYDESK_REFERENCE")
pytestmark = pytest.mark.skipif(REFERENCE is None, reason="KEYDESK_REFERENCE names no folder with the corpus")
CORPUS = Path(REFERENCE or "", "corpus")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(name: str) -> list[tuple[Ticket, dict[str, Any]]]:
    return [(ticket, understood(read_ticket(ticket))) for ticket in load(CORPUS / f"{name}.jsonl")]


@pytest.mark.parametrize(("name", "exact"), [("alma", 0.97), ("openathens", 0.95)])
def test_what_is_asked_for_is_understood_and_never_more(name: str, exact: float, score: ModuleType) -> None:
    rows = [(ticket["id"], ticket["expect"], got) for ticket, got in _read(name)]
    assert not [id for id, want, got in rows if score.over_grants(want["keys"], got["keys"])]
    guessed = [id for id, want, got in rows if set(want["missing"]) - set(got["missing"])]
    assert len(guessed) <= 0.01 * len(rows), guessed
    otherwise = [id for id, want, got in rows if not score.same(want, got)]
    assert len(otherwise) <= (1 - exact) * len(rows), otherwise
    suggested = [id for id, want, got in rows if set(want["suggest"]) != set(got["suggest"])]
    assert len(suggested) <= 0.1 * len(rows), suggested


def test_what_kind_of_request_it_is_is_understood_and_no_key_made_up() -> None:
    rows = [(ticket, read_ticket(ticket).asks) for ticket in load(CORPUS / "asks.jsonl")]
    wrong = [(ticket["id"], asks) for ticket, asks in rows if asks != ticket["asks"]]
    assert len(wrong) <= 0.04 * len(rows), wrong
    assert not [id for id, asks in wrong if asks == "new"]
