"""However hostile and long a text is, reading it ends; and what is too long to be read is left to a person."""

import pytest

from app.core.reading import Asks, Message, Reading, Role, read
from app.core.reading.limits import LONGEST, MOST_LINES, MOST_WORDS
from app.main import CATALOGUES

ASKED = "Alma key for Ledger\n\nLedger checks our spending. We need a production API key, Bibs read-only.\n"
PIECES = {
    "one-endless-word": "a",
    "opening-brackets": "([{<",
    "names-without-end": "production sandbox Bibs Users read-only read/write ",
    "denials-of-denials": "not no except without neither never only but ",
    "quotes-within-quotes": "> ",
    "quote-macros": "{quote}",
    "cells-of-a-table": "||Bibs|read-only|",
    "boxes": "[x] [ ] ",
    "half-a-key": "l8xx0123456789abcdef",
    "nothing-to-be-seen": "\u200b\u202e\0",
    "open-tags": "<b><p ",
    "entities": "&amp;&#x41;",
    "empty-lines": "\n",
    "mail-heads": "From: a\nSent: b\nOn c wrote:\n",
    "near-misses": "prodution sandbx acquisiton confguration ",
    "stars-and-dashes": "*-*_-",
}


def _read(*texts: str) -> Reading:
    return read([Message(Role.REQUESTER, text) for text in texts], CATALOGUES["alma"])


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_hostile_text_of_the_greatest_length_is_read_to_its_end(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    assert isinstance(_read(text), Reading)


def test_the_greatest_length_is_still_read() -> None:
    assert not _read(ASKED + "a" * (LONGEST - len(ASKED))).too_long


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((ASKED + "a" * LONGEST,), id="too-many-characters"),
        pytest.param((ASKED, "a" * LONGEST), id="too-many-characters-in-all"),
        pytest.param((ASKED + "word " * (MOST_WORDS + 1),), id="too-many-words"),
        pytest.param((ASKED + "\n" * (MOST_LINES + 1),), id="too-many-lines"),
    ],
)
def test_what_is_too_long_is_not_cut_but_not_understood(texts: tuple[str, ...]) -> None:
    reading = _read(*texts)
    assert reading.too_long
    assert reading.asks is Asks.NONE
    assert not reading.evidence
    assert all(key.environment is None and not key.grants for key in reading.keys)
