"""What a setting's text may look like that names a time, a day, a duration or a zone.

Each function takes what was written and returns what the program uses, or raises ValueError with what to write instead.
"""

import re
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

SHARE_TTLS = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "7d": timedelta(days=7),
    "14d": timedelta(days=14),
    "30d": timedelta(days=30),
}
"""The only life times that 1Password gives a share link: https://developer.1password.com/docs/sdks/share-items"""


def _ttl(written: object) -> object:
    if isinstance(written, str) and written not in SHARE_TTLS:
        raise ValueError(f"must be one of {', '.join(SHARE_TTLS)}: 1Password's links know no other")
    return SHARE_TTLS[written] if isinstance(written, str) else written


def _duration(written: object) -> object:
    """`36h` or `14d`."""
    if not isinstance(written, str):
        return written
    match = re.fullmatch(r"([1-9][0-9]{0,3})([hd])", written)
    if not match:
        raise ValueError("must be a number of hours or days, such as 36h or 14d")
    return timedelta(**{{"h": "hours", "d": "days"}[match[2]]: int(match[1])})


def _moment(written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("must be a date or a time, such as 2026-11-22 or 2026-11-22T09:00+01:00") from None


def _day(written: object) -> object:
    if not isinstance(written, str):
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError("must be a day, such as 2027-05-03") from None


def _zone(written: object) -> object:
    try:
        return ZoneInfo(written) if isinstance(written, str) else written
    except (ValueError, OSError, KeyError):
        raise ValueError("must be a time zone's name, such as Europe/Berlin") from None


ShareTtl = Annotated[timedelta, BeforeValidator(_ttl)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_day)]
TimeZone = Annotated[ZoneInfo, BeforeValidator(_zone)]
