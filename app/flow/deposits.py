"""What lies in the deposit vault, listed for many looks at once: 1Password counts every list, and waiting orders are
many.
"""

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core.items import Deposit
from app.flow.ports import Vault

LATELY = timedelta(minutes=1)


@dataclass(slots=True)
class Deposits:
    """Shared by the sweep and the looks of a process."""

    vault: Vault
    clock: Callable[[], datetime]
    _mutex: threading.Lock = field(default_factory=threading.Lock)
    _titles: frozenset[str] = frozenset()
    _listed_at: datetime | None = None

    def listed(self) -> tuple[Deposit, ...]:
        """The active items, as they are now."""
        with self._mutex:
            return self._list()

    def named(self, title: str, after: str | None = None) -> list[Deposit]:
        """As `newest` has them. That there is none of this title may be known from a minute ago: what was put there
        since is found by the next sweep."""
        with self._mutex:
            lately = self._listed_at is not None and self.clock() - self._listed_at < LATELY
            if lately and title not in self._titles:
                return []
            return newest(self._list(), title, after)

    def _list(self) -> tuple[Deposit, ...]:
        now, found = self.clock(), self.vault.deposits()
        self._titles, self._listed_at = frozenset(each.title.strip() for each in found), now
        return found


def newest(found: Collection[Deposit], title: str, after: str | None = None) -> list[Deposit]:
    """Those of this title, newest first; none that is older than the item `after`, where that one is there."""
    since = next((each.created_at for each in found if each.id == after), None)
    fit = [each for each in found if each.title.strip() == title and each.id != after]
    later = [each for each in fit if since is None or each.created_at >= since]
    return sorted(later, key=lambda each: each.created_at, reverse=True)
