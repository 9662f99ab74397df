"""The real clock, for what is measured."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
