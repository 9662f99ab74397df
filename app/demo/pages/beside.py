"""All that the pages learn of the program beside them, and the one thing that they can do to it: let time pass."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that the program said of itself; `n` counts from 1, `because` is its reason, if it gave one."""

    n: int
    at: datetime
    ticket: str | None
    what: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A key that somebody has to make: `grants` by area, `page` is where the program takes it in."""

    code: str
    name: str
    ticket: str
    environment: str
    grants: Mapping[str, str]
    page: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`password` opens the program's own pages."""

    told: Callable[[], Sequence[Told]]
    orders: Callable[[], Sequence[Order]]
    pass_time: Callable[[timedelta], None]
    password: str
