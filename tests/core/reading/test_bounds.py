"""However hostile and long a text is, reading it ends; and what is too long to be read is left to a person."""

import sys
import time

import pytest

from app.core.reading import Asks, Message, Reading, Role, read
from app.core.reading.text.limits import LONGEST, MOST_LINES, MOST_MESSAGES, MOST_NAMES, MOST_STATEMENTS, MOST_WORDS
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
    "rules-without-a-table": "+---+\n",
    "fields-on-one-line": "Areas:, ",
    "words-of-nothing": "a:. ",
}
# What is repeated, and a last line that spoils what all before it looked like.
RUNS = {
    "fields-with-commas": ("Areas:, \n", ""),
    "fields-on-one-line": ("Areas:, ", ""),
    "rows-of-labels-and-one-that-is-none": ("Area, level\n", "this is no row at all, level\n"),
    "columns-and-one-row-between": ("Area  Level  Mode\n", "a  b\n"),
    "columns-that-grow": ("  Area   Level  Mode\n    Area  Level  Mode\n", "a  b\n"),
    "heads-without-rows": ("Area\nLevel\n", ""),
    "heads-with-half-a-row": ("Area\nLevel\nBibs\n", ""),
    "opening-braces": ("{\n", ""),
    "opening-brackets": ("[\n", "]\n"),
    "quoted-keys": ('{"areas": [\n', ""),
    "settings": ("areas:\n  - bibs\n", "nothing of the kind\n"),
    "environments": ("Sandbox\n", ""),
    "items": ("1. a\n", "2. Bibs\n"),
    "boxes": ("[ ] a\n", ""),
    "pronouns": ("The same for them. ", ""),
    "exceptions": ("everything except row 2, ", ""),
    "sentences": ("We would like to know what the weather is like. ", ""),
}
SIGNS = {
    "dashes": "-",
    "dots": ".",
    "dots-and-blanks": ". ",
    "a-bracket-and-blanks": "[" + " " * 600 + "\n",
    "underscores": "_",
    "words-and-underscores": "a_",
    "blanks": "a" + " " * 600 + "b\n",
    "bars": "|",
    "colons": ":",
    "stars": "*",
    "equals": "=",
    "an-angle": "<" + "a" * 600,
    "quotes": "\"'",
    "slashes": "a/",
}


def _read(*texts: str) -> Reading:
    return read([Message(Role.REQUESTER, text) for text in texts], CATALOGUES["alma"])


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_hostile_text_of_the_greatest_length_is_read_to_its_end(piece: str) -> None:
    text = (piece * LONGEST)[:LONGEST]
    assert isinstance(_read(text), Reading)


def _calls(text: str) -> int:
    """How many calls are made while a text is read: a measure that does not vary as time does."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assert not _read(text).too_long
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize(("piece", "last"), RUNS.values(), ids=RUNS)
def test_twice_as_long_a_run_is_twice_the_work(piece: str, last: str) -> None:
    short, long = ("Key\n\n" + piece * times + last for times in (60, 120))
    _read(long)
    assert _calls(long) < 2.3 * _calls(short)


@pytest.mark.parametrize("piece", SIGNS.values(), ids=SIGNS)
def test_eight_times_as_many_signs_take_far_less_than_64_times_as_long(piece: str) -> None:
    def taken(length: int) -> float:
        begun = time.process_time()
        _read("Key\n\n" + (piece * length)[:length])
        return time.process_time() - begun

    short, long = (min(taken(length) for _ in range(3)) for length in (1_200, 9_600))
    assert long < 24 * short


def test_the_greatest_length_is_still_read() -> None:
    assert not _read(ASKED + "a" * (LONGEST - len(ASKED))).too_long


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((ASKED + "a" * LONGEST,), id="too-many-characters"),
        pytest.param((ASKED, "a" * LONGEST), id="too-many-characters-in-all"),
        pytest.param((ASKED + "word " * (MOST_WORDS + 1),), id="too-many-words"),
        pytest.param((ASKED + "word=" * (MOST_WORDS + 1),), id="too-many-words-without-a-blank"),
        pytest.param((ASKED, *["word " * 500] * (MOST_WORDS // 500 + 1)), id="too-many-words-in-all"),
        pytest.param((ASKED + "\n" * (MOST_LINES + 1),), id="too-many-lines"),
        pytest.param((ASKED + "Areas: " * (MOST_LINES + 1),), id="too-many-lines-in-one"),
        pytest.param((ASKED, *["a\n" * 100] * (MOST_LINES // 100 + 1)), id="too-many-lines-in-all"),
        pytest.param((ASKED + "Go on. " * (MOST_STATEMENTS + 1),), id="too-many-sentences"),
        pytest.param((ASKED, *["Go on. " * 100] * (MOST_STATEMENTS // 100 + 1)), id="too-many-sentences-in-all"),
        pytest.param((ASKED + "Bibs, " * (MOST_NAMES + 1),), id="too-many-names"),
        pytest.param((ASKED, *["Bibs, " * 100] * (MOST_NAMES // 100 + 1)), id="too-many-names-in-all"),
        pytest.param((ASKED, *["No"] * MOST_MESSAGES), id="too-many-messages"),
    ],
)
def test_what_is_too_long_is_not_cut_but_not_understood(texts: tuple[str, ...]) -> None:
    reading = _read(*texts)
    assert reading.too_long
    assert reading.asks is Asks.NONE
    assert not reading.evidence
    assert all(key.environment is None and not key.grants for key in reading.keys)
