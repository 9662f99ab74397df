"""Tickets and readings as rows of JSON Lines, for scripts and for scoring.

A ticket is {"id", "service", "summary", "description", "comments": [{"by", "body"}]}; a reading is {"id", "asks",
"keys", "missing", "suggest", "explained", "evidence"}.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.core.reading.types import Message, Reading, Role


class BadRow(ValueError):
    """A row is not a ticket; the text says what is wrong with it, in words for whoever wrote it."""


def service_of(row: object) -> str:
    """The service that the ticket is about."""
    return _text(_object(row), "service")


def messages_of(row: object) -> tuple[str, tuple[Message, ...]]:
    """The ticket's id and its messages, oldest first. Raises BadRow."""
    ticket = _object(row)
    first = Message(Role.REQUESTER, f"{_text(ticket, 'summary')}\n\n{_text(ticket, 'description')}")
    comments = ticket.get("comments", [])
    if not isinstance(comments, list):
        raise BadRow('"comments" is not a list')
    return _text(ticket, "id"), (first, *(_comment(each) for each in comments))


def row_of(id: str, reading: Reading) -> dict[str, Any]:
    """The reading as a row."""
    return {
        "id": id,
        "asks": reading.asks.value,
        "keys": [{"environment": key.environment, "grants": dict(key.grants)} for key in reading.keys],
        "missing": [gap.value for gap in reading.missing],
        "suggest": list(reading.suggest),
        "explained": reading.explained,
        "evidence": [asdict(each) for each in reading.evidence],
    }


def _comment(row: object) -> Message:
    comment = _object(row)
    by = _text(comment, "by")
    if by not in {role.value for role in Role}:
        raise BadRow(f'"by" is {by!r}: it must be requester, agent or bot')
    return Message(Role(by), _text(comment, "body"))


def _object(row: object) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise BadRow("not an object")
    return row


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise BadRow(f'"{name}" is missing' if value is None else f'"{name}" is not a text')
    return value
