"""`keydesk read`: what tickets say, without any help desk, database or settings."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from rich.console import Console

from app.cli.explaining import explained
from app.core.reading import Message, Reading, Role, read
from app.main import CATALOGUES


def add_to(cli: typer.Typer) -> None:
    cli.command("read")(read_tickets)


def read_tickets(
    file: Annotated[Path | None, typer.Argument(help="JSON Lines of tickets; stdin if not named.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="For people: each ticket with its evidence in colour, and what follows.")
    ] = False,
) -> None:
    """Say what tickets ask for, without any set-up.

    One JSON object a line in, one a line out, with the words that each conclusion came from. No database, no network.
    A line that is no ticket ends it with exit code 2 and the line's number; the lines before it are told.

    \b
    {"id": "1", "service": "alma", "summary": "API key", "description": "…",
     "comments": [{"by": "requester", "body": "…"}]}

    `by` is requester, agent or bot: only the requester's words count, and others' once the requester agrees to them.

    With --explain the ticket itself is printed, every piece of evidence in the colour of what was concluded from it
    (environment, area, level, asks, purpose, suggest, unclear), and below it the conclusions: what it asks, the keys,
    what is missing, what is suggested, and whether a guarded level was explained. Words without colour stated nothing.

    \b
    keydesk read tickets.jsonl
    keydesk read --explain tickets.jsonl | less -R
    """
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    with sys.stdin.buffer if file is None else _opened(file) as source:
        for number, record in _records(source):
            messages, reading = _read(number, record)
            if explain:
                for part in explained(str(record.get("id", f"line {number}")), messages, reading):
                    console.print(part)
            else:
                typer.echo(json.dumps({"id": record.get("id"), **_shown(reading)}, ensure_ascii=False))


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise typer.BadParameter(f"cannot open {file}: {error.strerror}") from None


def _records(source: BinaryIO) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            raise typer.BadParameter(f"line {number} is not JSON") from None
        if not isinstance(record, dict):
            raise typer.BadParameter(f"line {number} is not an object")
        yield number, record


def _read(number: int, record: Mapping[str, Any]) -> tuple[tuple[Message, ...], Reading]:
    lacking = [name for name in ("service", "summary", "description") if name not in record]
    if lacking:
        raise typer.BadParameter(f"line {number} is not a ticket: it does not say its {', '.join(lacking)}")
    if record["service"] not in [*CATALOGUES]:
        raise typer.BadParameter(f"line {number} is not a ticket: its service is none of {', '.join(CATALOGUES)}")
    try:
        catalogue = CATALOGUES[record["service"]]
        first = Message(Role.REQUESTER, f"{record['summary']}\n\n{record['description']}")
        messages = first, *(Message(Role(each["by"]), each["body"]) for each in record.get("comments", []))
        return messages, read(messages, catalogue)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise typer.BadParameter(f"line {number} is not a ticket: {type(error).__name__} at {error}") from None


def _shown(reading: Reading) -> dict[str, Any]:
    return {
        "asks": reading.asks,
        "keys": [{"environment": key.environment, "grants": dict(key.grants)} for key in reading.keys],
        "missing": list(reading.missing),
        "suggest": list(reading.suggest),
        "explained": reading.explained,
        "evidence": [
            {"claim": e.claim, "message": e.message, "start": e.start, "end": e.end, "words": e.words}
            for e in reading.evidence
        ],
    }
