"""What the vaults hold, as the rest of Keydesk sees it: never a value, and nothing of 1Password's own types."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class VaultName(StrEnum):
    """The three vaults: keys made beforehand, keys handed in for an order, keys given out."""

    STOCK = "stock"
    DEPOSIT = "deposit"
    ISSUED = "issued"


class Aside(StrEnum):
    """Why a stock item was set aside; the value is its tag's ending."""

    SECOND_USE = "second-use"
    NOT_RIGHT = "not-right"


@dataclass(frozen=True, slots=True)
class StockItem:
    """A key made beforehand. `grants` maps area to level; `claimed_by` is the mark of whoever took it."""

    id: str
    title: str
    service: str
    environment: str
    grants: Mapping[str, str]
    claimed_by: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Misfiled:
    """An active item of the stock vault that is no well-formed stock: it is reported, and its value never read."""

    id: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Deposit:
    """An active item of the deposit vault; the title names the order that it answers."""

    id: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class StockDraft:
    """A stock item about to be made."""

    title: str
    service: str
    environment: str
    grants: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class IssuedDraft:
    """An issued item about to be made: everything in it except `operation` and `mark` is for the recipient to read.

    `mark` is the key's own (`item_mark`). `service` and `environment` are words for people, `grants` a phrase for each
    area. `host` is where the key is used, `test_line` a command that shows that it works (with a placeholder, never the
    value), `help` where to turn.
    """

    operation: str
    mark: str
    title: str
    service: str
    environment: str
    grants: tuple[str, ...]
    host: str
    test_line: str
    help: str


@dataclass(frozen=True, slots=True)
class IssuedItem:
    """An active item of the issued vault, and the operation that made it."""

    id: str
    operation: str


@dataclass(frozen=True, slots=True)
class VaultFact:
    """A vault that our account can see; `name` where it is one of ours.

    `accessors` are those who may open it, as `group:<id>` and `user:<id>`; None where 1Password does not tell.
    """

    id: str
    title: str
    name: VaultName | None
    active_items: int
    accessors: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Use:
    """How a key is used: `host` is where, `test_line` a command that shows that it works, with a placeholder for it."""

    host: str
    test_line: str


@dataclass(frozen=True, slots=True)
class LinkToMake:
    """A share link that lacks nothing but the one request that makes it; `lasts` is how long it will open."""

    make: Callable[[], str]
    lasts: timedelta

    def __call__(self) -> str:
        """Makes another link with every call, also with one whose answer is lost."""
        return self.make()
