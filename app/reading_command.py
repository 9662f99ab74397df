"""`keydesk read`: what is understood of tickets, without database, network or settings.

JSON Lines of tickets in, one reading a line out; or, with --explain, each ticket with its evidence marked.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from app.core.catalogue import Catalogue
from app.core.reading import Evidence, Message, Reading
from app.core.reading import read as read_messages
from app.core.reading.rows import BadRow, messages_of, row_of, service_of
from app.core.redaction import secrets
from app.services.alma_catalogue import ALMA
from app.services.openathens_catalogue import OPENATHENS

_CATALOGUES = {catalogue.service: catalogue for catalogue in (ALMA, OPENATHENS)}
_WRONG_INPUT = 2
_COLOURS = {
    "environment": "green",
    "area": "cyan",
    "level": "magenta",
    "unclear": "red",
    "suggest": "yellow",
    "asks": "blue",
}


def read(file: Path | None, explain: bool) -> None:
    """Read tickets from FILE, or from standard input. Exit code 2, naming the line, where one is no ticket."""
    for number, row in _rows(file):
        try:
            ticket, messages = messages_of(row)
            reading = read_messages(messages, _catalogue(service_of(row)))
        except BadRow as error:
            _stop(f"line {number}: {error}")
        if explain:
            _explain(ticket, messages, reading)
        else:
            typer.echo(json.dumps(row_of(ticket, reading), ensure_ascii=False))


def _rows(file: Path | None) -> Iterator[tuple[int, Any]]:
    """Each line that is not empty, with its number."""
    try:
        content = sys.stdin.buffer.read() if file is None else file.read_bytes()
    except OSError as error:
        _stop(f"{file}: {error.strerror}")
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            yield number, _parsed(number, line)


def _parsed(number: int, line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        _stop(f"line {number}: not JSON in UTF-8")


def _catalogue(service: str) -> Catalogue:
    if service not in _CATALOGUES:
        raise BadRow(f'"service" is {service!r}: it must be {" or ".join(_CATALOGUES)}')
    return _CATALOGUES[service]


def _stop(message: str) -> Any:
    typer.echo(message, err=True)
    raise typer.Exit(_WRONG_INPUT)


def _explain(ticket: str, messages: tuple[Message, ...], reading: Reading) -> None:
    """The ticket as it was written, the words that count in colour, and what was concluded from them."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.rule(Text(ticket, style="bold"))
    for index, message in enumerate(messages):
        console.print(Text(f"{message.by.value}:", style="bold"))
        console.print(_marked(message.text, [each for each in reading.evidence if each.message == index]))
    for each in reading.evidence:
        console.print(Text.assemble("  ", (each.claim, _colour(each)), f"  “{_shown(each.words)}”"))
    console.print(Text(_conclusion(reading), style="bold"))


def _marked(text: str, evidence: list[Evidence]) -> Text:
    marked = Text(_shown(text))
    for each in evidence:
        if not each.claim.startswith(("asks", "purpose")):
            marked.stylize(f"bold {_colour(each)}", each.start, each.end)
    return marked


def _shown(text: str) -> str:
    """The text, sign for sign, without what could be a secret or would steer a terminal."""
    signs = [sign if sign.isprintable() or sign == "\n" else " " for sign in text]
    for secret in secrets(text):
        signs[secret.start : secret.end] = "·" * (secret.end - secret.start)
    return "".join(signs)


def _colour(evidence: Evidence) -> str:
    return _COLOURS.get(evidence.claim.partition("=")[0], "white")


def _conclusion(reading: Reading) -> str:
    """One line for each key, then what is open."""
    lines = [f"asks: {reading.asks.value}"]
    for key in reading.keys:
        grants = ", ".join(f"{area} {level or '?'}" for area, level in key.grants.items()) or "no area"
        lines.append(f"{key.environment or 'no environment'}: {grants}")
    lines += [f"for: {reading.purpose}"] if reading.purpose else []
    lines += [f"missing: {', '.join(gap.value for gap in reading.missing)}"] if reading.missing else []
    lines += [f"suggested: {', '.join(reading.suggest)}"] if reading.suggest else []
    return "\n".join(lines)
