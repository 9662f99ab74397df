"""`keydesk read`: what tickets say, without any help desk, database or settings."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from app.core.reading import Message, Reading, Role, read
from app.main import CATALOGUES


def add_to(cli: typer.Typer) -> None:
    cli.command("read")(read_tickets)


def read_tickets(
    file: Annotated[Path | None, typer.Argument(help="JSON Lines of tickets; stdin if not named.")] = None,
) -> None:
    """Say what tickets ask for, without any set-up.

    One JSON object a line in, one a line out, with the words that each conclusion came from. No database, no network.

    \b
    {"id": "1", "service": "alma", "summary": "API key", "description": "…",
     "comments": [{"by": "requester", "body": "…"}]}
    """
    with sys.stdin if file is None else file.open(encoding="utf-8") as source:
        for number, record in _records(source):
            typer.echo(json.dumps(_read(number, record), ensure_ascii=False))


def _records(source: TextIO) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError:
            raise typer.BadParameter(f"line {number} is not JSON") from None
        if not isinstance(record, dict):
            raise typer.BadParameter(f"line {number} is not an object")
        yield number, record


def _read(number: int, record: Mapping[str, Any]) -> dict[str, Any]:
    try:
        catalogue = CATALOGUES[record["service"]]
        first = Message(Role.REQUESTER, f"{record['summary']}\n\n{record['description']}")
        later = [Message(Role(each["by"]), each["body"]) for each in record.get("comments", [])]
        reading = read((first, *later), catalogue)
    except (KeyError, TypeError, ValueError) as error:
        raise typer.BadParameter(f"line {number} is not a ticket: {type(error).__name__} at {error}") from None
    return {"id": record.get("id"), **_shown(reading)}


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
