"""The reader's interface: messages in, a reading out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """Whose words these are. Only the requester's state anything; the others' are proposals."""

    REQUESTER = "requester"
    AGENT = "agent"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; a ticket's first is its summary, a blank line and its description, with the form's fields."""

    by: Role
    text: str
    at: datetime | None = None
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class Asks(StrEnum):
    """What the ticket wants: a new key, or something about one that exists, or nothing that concerns Keydesk."""

    NEW = "new"
    CHANGE = "change"
    REPLACE = "replace"
    TROUBLE = "trouble"
    NONE = "none"


class Missing(StrEnum):
    """What a request must state, in the order in which it is asked."""

    DESCRIPTION = "description"
    ENVIRONMENT = "environment"
    AREA = "area"
    ACCESS = "access"


class Reply(StrEnum):
    """What kind of reply the requester's newest message is, after the first."""

    ANSWER = "answer"
    QUESTION = "question"
    UNSURE = "unsure"
    PROMISE = "promise"
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    ARGUMENT = "argument"


@dataclass(frozen=True, slots=True)
class KeyAsked:
    """A key for one environment (None: not stated); grants map an area to its level (None: not stated)."""

    environment: str | None
    grants: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a claim: offsets are code points into the text of `messages[message]` as given.

    `claim` says what was concluded, as `field=value`: `environment=production`, `area=bibs`, `level=read-only`,
    `unclear=access`, `asks=new`, `purpose`, `explained`, `suggest=acquisition`, `product=Primo`.
    """

    claim: str
    message: int
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`missing` and `suggest` as the annotation guide has them; `explained` is None unless a guarded level is asked
    for.

    `purpose` is the project's own words (one line), `explanation` those that say why a guarded level is needed;
    `unclear` the fields that are missing because what is said of them contradicts itself or cannot be made out;
    `reply` the kind of the requester's newest message after the first, None where there is none. `too_long`: there is
    more than is read, nothing of it was understood (`asks` is NONE), and a person has to read it.
    """

    asks: Asks
    keys: tuple[KeyAsked, ...] = ()
    missing: tuple[Missing, ...] = ()
    suggest: tuple[str, ...] = ()
    explained: bool | None = None
    evidence: tuple[Evidence, ...] = ()
    purpose: str = ""
    explanation: str = ""
    unclear: tuple[Missing, ...] = ()
    reply: Reply | None = None
    too_long: bool = False
