"""One list of the deposit vault for many looks, and never an old list for what is taken from it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.core.items import Deposit
from app.errors import Transient
from app.flow.deposits import LATELY, Deposits

NINE = datetime.fromisoformat("2026-11-22T09:00:00+00:00")


@dataclass
class Vault:
    items: list[Deposit] = field(default_factory=list)
    lists: int = 0
    away: bool = False

    def deposits(self) -> tuple[Deposit, ...]:
        self.lists += 1
        if self.away:
            raise Transient("1password: no answer", "")
        return tuple(self.items)


def deposits(vault: Any) -> tuple[Deposits, list[datetime]]:
    now = [NINE]
    return Deposits(vault, lambda: now[0]), now


def test_hundreds_that_look_in_vain_cost_one_list_a_minute() -> None:
    vault = Vault([Deposit("a", "LIB-1 labels production", NINE)])
    found, now = deposits(vault)
    for number in range(2, 502):
        assert found.named(f"LIB-{number} labels production") == []
    assert vault.lists == 1
    now[0] += LATELY
    assert found.named("LIB-2 labels production") == []
    assert vault.lists == 2


def test_what_a_sweep_has_seen_is_listed_anew_before_it_is_taken() -> None:
    vault = Vault([Deposit("later", " LIB-1 ", NINE + timedelta(seconds=1)), Deposit("first", "LIB-1", NINE)])
    found, _ = deposits(vault)
    assert [each.id for each in found.listed()] == ["later", "first"]
    assert [each.id for each in found.named("LIB-1")] == ["later", "first"]
    vault.items.clear()
    assert found.named("LIB-1") == []
    assert vault.lists == 3


def test_what_is_put_there_since_is_found_once_a_sweep_has_listed_it() -> None:
    vault = Vault()
    found, _ = deposits(vault)
    assert found.named("LIB-1") == []
    vault.items.append(Deposit("a", "LIB-1", NINE))
    assert found.named("LIB-1") == []
    found.listed()
    assert [each.id for each in found.named("LIB-1")] == ["a"]


def test_a_list_that_failed_is_no_list() -> None:
    vault = Vault(away=True)
    found, _ = deposits(vault)
    for _ in range(2):
        try:
            found.named("LIB-1")
        except Transient:
            continue
        raise AssertionError("it was not asked")
    assert vault.lists == 2
