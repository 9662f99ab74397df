"""How many keys made beforehand are left, as it is counted now and then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.core.case import Source
from app.core.items import StockItem
from app.flow.stocktaking import EVERY, LASTS, Profile, Stocktaker
from app.store import keys
from app.store.session import Store
from tests.store.rows import NOW, begun

BIBS = Profile("alma", "sandbox", "bibs=read-only")


@dataclass
class Vault:
    items: list[StockItem] = field(default_factory=list)
    lists: int = 0

    def stock(self) -> tuple[StockItem, ...]:
        self.lists += 1
        return tuple(self.items)

    def put(self, id: str, grants: Mapping[str, str], claimed_by: str | None = None) -> None:
        self.items.append(StockItem(id, f"stock {id}", "alma", "sandbox", grants, claimed_by, NOW))


@pytest.fixture
def vault() -> Vault:
    return Vault()


def stocktaker(vault: Any, store: Store, now: list[datetime]) -> Stocktaker:
    return Stocktaker(vault, store, lambda: now[0])


def test_only_what_nobody_has_taken_is_left(vault: Vault, store: Store) -> None:
    vault.put("a", {"bibs": "read-only"})
    vault.put("b", {"bibs": "read-only"}, claimed_by="another installation")
    vault.put("c", {"bibs": "read-only"})
    vault.put("d", {"users": "read-only", "bibs": "read-write"})
    with store.writing() as db:
        keys.claim_source(db, begun(db).id, Source.STOCK, "c")
    taker = stocktaker(vault, store, [NOW])
    assert taker.stock() is None
    assert taker.count() == NOW + EVERY
    stock = taker.stock()
    assert stock is not None
    assert stock.free == {BIBS: 1, Profile("alma", "sandbox", "bibs=read-write+users=read-only"): 1}
    assert vault.lists == 1


def test_what_is_used_up_is_told_as_none_left(vault: Vault, store: Store) -> None:
    vault.put("a", {"bibs": "read-only"})
    taker = stocktaker(vault, store, [NOW])
    taker.count()
    vault.items.clear()
    taker.count()
    stock = taker.stock()
    assert stock is not None
    assert stock.free == {BIBS: 0}


def test_an_old_count_is_no_figure_for_another_process_may_have_counted_since(vault: Vault, store: Store) -> None:
    now = [NOW]
    taker = stocktaker(vault, store, now)
    taker.count()
    now[0] += LASTS
    assert taker.stock() is not None
    now[0] += timedelta(seconds=1)
    assert taker.stock() is None
