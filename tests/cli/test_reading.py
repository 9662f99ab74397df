"""`keydesk read`, for programs and for people."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli import app
from app.cli.explaining import COLOURS, explained, marked, printable
from app.core.reading import Asks, Evidence, Message, Reading, Role, read
from app.main import CATALOGUES

KEY = "l8xx" + "0123456789abcdef" * 2
TICKET: dict[str, Any] = {
    "id": "T-1",
    "service": "alma",
    "summary": "Alma key for Ledger",
    "description": "Ledger checks our spending. We need a sandbox key with Acquisition, read-only.",
    "comments": [{"by": "agent", "body": "Noted."}, {"by": "requester", "body": "Also Users."}],
}


def _run(*lines: object, explain: bool = True) -> Result:
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return CliRunner().invoke(app, ["read", *(["--explain"] if explain else [])], input=given)


def _described(words: str) -> dict[str, Any]:
    return {**TICKET, "description": words, "comments": []}


def test_the_ticket_is_shown_and_what_was_concluded_from_it() -> None:
    ended = _run(TICKET)
    assert ended.exit_code == 0
    for line in (TICKET["summary"], TICKET["description"], "[agent]", "Noted.", "[requester]", "Also Users."):
        assert line in ended.stdout
    for told in (
        "asks: new",
        "key: sandbox: acquisition read-only, users (level not stated)",
        "missing: access",
        "suggest: nothing",
        "purpose: Ledger",
    ):
        assert told in ended.stdout


def test_a_guarded_level_is_told_as_explained_or_not() -> None:
    words = "Opener needs a production key with Configuration read/write."
    assert "explained: no" in _run(_described(words)).stdout


def test_a_ticket_that_is_too_long_is_told_to_be_for_a_person() -> None:
    assert "too long: nothing of it was read" in _run(_described("a" * 70_000)).stdout


def test_every_piece_of_evidence_has_the_colour_of_its_claim() -> None:
    messages = [Message(Role.REQUESTER, f"{TICKET['summary']}\n\n{TICKET['description']}")]
    reading = read(messages, CATALOGUES["alma"])
    shown = marked(messages[0].text, reading.evidence)
    coloured = {(shown.plain[span.start : span.end], span.style) for span in shown.spans}
    assert ("sandbox", COLOURS["environment"]) in coloured
    assert ("Acquisition", COLOURS["area"]) in coloured
    assert ("read-only", COLOURS["level"]) in coloured
    assert shown.plain == messages[0].text


def test_where_evidence_overlaps_the_shorter_is_seen() -> None:
    shown = marked("a Bibs key", [Evidence("area=bibs", 0, 2, 6, "Bibs"), Evidence("purpose", 0, 0, 10, "a Bibs key")])
    assert [(shown.plain[span.start : span.end], span.style) for span in shown.spans] == [
        ("a ", COLOURS["purpose"]),
        ("Bibs", COLOURS["area"]),
        (" key", COLOURS["purpose"]),
    ]


def test_what_is_unclear_is_marked_and_told() -> None:
    ended = _run({**_described("The key for Ledger is for the sandbox. Bibs read-only."), "summary": "Production key"})
    assert "unclear: environment" in ended.stdout


@pytest.mark.parametrize("markup", ["[red]Ledger[/red]", "[/]", "[link=https://example.org]x[/link]", ":warning:"])
def test_a_ticket_s_words_are_no_markup(markup: str) -> None:
    ended = _run({**_described(markup), "summary": markup, "id": markup})
    assert ended.exit_code == 0
    assert ended.stdout.count(markup) == 3


def test_what_could_steer_the_terminal_or_turn_the_words_is_left_out() -> None:
    ended = _run({**_described("a\x1b[31mb\x07\r\u202ec\u2066d\u200be\ud800f"), "id": "\x1b]0;x"})
    assert ended.exit_code == 0
    assert "a[31mbcdef" in ended.stdout
    assert not any(not printable(sign) for sign in ended.stdout)


@pytest.mark.parametrize("pasted", [KEY, f"{KEY[:9]}\u200b{KEY[9:]}", f"{KEY[:20]}\x1b{KEY[20:]}"])
def test_a_pasted_key_is_told_by_its_last_four_alone(pasted: str) -> None:
    ended = _run(_described(f"The Alma key of Ledger was {pasted} before."))
    assert "····cdef" in ended.stdout
    assert KEY[:-4] not in ended.stdout


def test_nothing_but_plain_text_is_handed_to_the_terminal() -> None:
    parts = list(explained("[b]1", [Message(Role.REQUESTER, "[b]words")], Reading(Asks.NONE)))
    assert "[b]words" in [part.plain for part in parts]


def test_without_explain_each_ticket_is_one_line_of_json() -> None:
    ended = _run(TICKET, "", TICKET, explain=False)
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["T-1", "T-1"]
    assert rows[0]["keys"] == [{"environment": "sandbox", "grants": {"acquisition": "read-only", "users": None}}]
    assert {"claim", "message", "start", "end", "words"} == set(rows[0]["evidence"][0])


@pytest.mark.parametrize("explain", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        "{}",
        "[" * 100_000,
        json.dumps({**TICKET, "service": "primo"}),
        json.dumps({**TICKET, "service": []}),
        json.dumps({**TICKET, "comments": ["yes"]}),
        json.dumps({**TICKET, "comments": None}),
        json.dumps({**TICKET, "comments": [{"by": "vendor", "body": ""}]}),
        json.dumps({**TICKET, "comments": [{"by": "agent", "body": 3}]}),
    ],
)
def test_a_line_that_is_no_ticket_is_named_by_its_number(line: str, explain: bool) -> None:
    ended = _run(TICKET, line, explain=explain)
    assert ended.exit_code == 2
    assert "line 2 is not" in ended.stderr
    assert "T-1" in ended.stdout


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({}, "it does not say its service, summary, description"),
        ({name: words for name, words in TICKET.items() if name != "service"}, "it does not say its service"),
        ({**TICKET, "service": "primo"}, "its service is none of alma, openathens"),
    ],
)
def test_what_a_ticket_lacks_is_said_in_words(line: dict[str, object], told: str) -> None:
    ended = _run(line)
    assert told in " ".join(re.sub("[│╭╮╰╯─]", " ", ended.stderr).split())


def test_words_that_are_not_utf_8_are_named_by_their_line(tmp_path: Path) -> None:
    file = tmp_path / "tickets.jsonl"
    file.write_bytes(json.dumps(TICKET).encode() + b'\n{"id": "\xff"}\n')
    ended = CliRunner().invoke(app, ["read", "--explain", str(file)])
    assert ended.exit_code == 2
    assert "line 2 is not JSON" in ended.stderr


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["read", str(tmp_path / "none.jsonl")])
    assert ended.exit_code == 2
    assert "cannot open" in ended.stderr


def test_the_help_teaches_the_format_and_the_colours() -> None:
    told = " ".join(CliRunner().invoke(app, ["read", "--help"]).stdout.split())
    for word in ('"service": "alma"', "--explain", "requester, agent or bot", "keydesk read --explain", "exit code 2"):
        assert word in told
