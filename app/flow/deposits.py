"""What lies in the deposit vault, listed for many looks at once: 1Password counts every list, and waiting orders are
many.
"""

import threading
from collections.abc import Callable
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

    def named(self, title: str) -> list[Deposit]:
        """The active items of this title, oldest first. That there is none may be known from a minute ago: what was put
        there since is found by the next sweep."""
        with self._mutex:
            lately = self._listed_at is not None and self.clock() - self._listed_at < LATELY
            if lately and title not in self._titles:
                return []
            found = [each for each in self._list() if each.title.strip() == title]
        return sorted(found, key=lambda each: each.created_at)

    def _list(self) -> tuple[Deposit, ...]:
        now, found = self.clock(), self.vault.deposits()
        self._titles, self._listed_at = frozenset(each.title.strip() for each in found), now
        return found
