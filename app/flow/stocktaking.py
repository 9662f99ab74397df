"""How many keys made beforehand are left, counted now and then, so that somebody can make more in time.

Only a figure: nothing is decided by it, and each claim looks at the stock itself.
"""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from app.flow.ports import Vault
from app.store import keys
from app.store.session import Store

EVERY = timedelta(minutes=15)

#: The next count may be another process's: an old figure is none.
LASTS = EVERY + timedelta(minutes=5)


class Profile(NamedTuple):
    """What keys of the same kind have in common; `grants` is as their tags say it, `bibs=read-only` and so on."""

    service: str
    environment: str
    grants: str


@dataclass(frozen=True, slots=True)
class Stock:
    """How many are free; 0 where there was one once, as far as this process knows."""

    at: datetime
    free: Mapping[Profile, int]


@dataclass(slots=True)
class Stocktaker:
    vault: Vault
    store: Store
    clock: Callable[[], datetime]
    _mutex: threading.Lock = field(default_factory=threading.Lock)
    _stock: Stock | None = None

    def count(self) -> datetime:
        """One list of the stock vault; when to count again."""
        with self.store.reading() as db:
            taken = keys.claimed_items(db)
        items = [each for each in self.vault.stock() if each.claimed_by is None and each.id not in taken]
        free = Counter(Profile(each.service, each.environment, _told(each.grants)) for each in items)
        now = self.clock()
        with self._mutex:
            before = self._stock.free if self._stock else {}
            self._stock = Stock(now, {**dict.fromkeys(before, 0), **free})
        return now + EVERY

    def stock(self) -> Stock | None:
        """As last counted here, if that is not long ago."""
        with self._mutex:
            lasting = self._stock is not None and self.clock() - self._stock.at <= LASTS
            return self._stock if lasting else None


def _told(grants: Mapping[str, str]) -> str:
    return "+".join(f"{area}={level}" for area, level in sorted(grants.items()))
