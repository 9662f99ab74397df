"""Where LSIS makes keys by hand: the Developer Network's rows, and the vault in which a new key is handed in."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.demo.alma import READ_ONLY, READ_WRITE
from app.demo.pages.beside import Order
from app.demo.pages.examples import AREAS
from app.demo.pages.site import Wrong
from app.demo.scene import Scene

LEVELS = ("", READ_ONLY, READ_WRITE)


@dataclass(frozen=True, slots=True)
class Bench:
    """A key on an order: its rows as ordered, or as made; `value` once it is made; `wanted` until it is handed in."""

    order: Order
    rows: Mapping[str, str]
    wanted: bool
    value: str = field(default="", repr=False)


@dataclass(slots=True)
class Workshop:
    """Remembers what was made here. `orders` are those that the program has no key for yet."""

    scene: Scene
    orders: Callable[[], Sequence[Order]]
    _made: dict[str, tuple[Order, dict[str, str], str]] = field(default_factory=dict, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def benches(self, ticket: str) -> list[Bench]:
        """For each order of the ticket that is open, or whose key was made here."""
        with self._lock:
            ordered = {each.code: each for each in self.orders()}
            handed_in = {each.title for each in self.scene.vault.account.items(self._vault)}
            known = {code: (order, order.grants, "") for code, order in ordered.items()} | self._made
            return [
                Bench(order, rows, code in ordered and order.name not in handed_in, value)
                for code, (order, rows, value) in known.items()
                if order.ticket == ticket
            ]

    def bench(self, ticket: str, code: str) -> Bench:
        """Wrong where there is no such order."""
        found = next((each for each in self.benches(ticket) if each.order.code == code), None)
        if found is None:
            raise Wrong("There is no such order on this ticket any more.", 404)
        return found

    def make(self, ticket: str, code: str, rows: Mapping[str, str]) -> None:
        """A new key with these rows; where it was made already, these rows for it. Wrong where nothing is ordered."""
        if not rows:
            raise Wrong("A key without any row could do nothing: choose at least one.")
        with self._lock:
            bench = self.bench(ticket, code)
            if bench.value:
                self.scene.alma.edit_key(bench.value, rows)
            value = bench.value or self.scene.make_key(bench.order.environment, rows)
            self._made[code] = (bench.order, dict(rows), value)

    def hand_in(self, ticket: str, code: str) -> None:
        """Put the key that was made into the deposit vault, under its order's name; once."""
        with self._lock:
            bench = self.bench(ticket, code)
            if bench.wanted and bench.value:
                self.scene.vault.account.add_item(self._vault, bench.order.name, bench.value)

    @property
    def _vault(self) -> str:
        return self.scene.settings["OP_DEPOSIT_VAULT"]


def rows_of(chosen: Callable[[str], str]) -> dict[str, str]:
    """The rows that a form chose: `chosen` gives the level for an area's id, empty for none."""
    rows = {area: chosen(area) for area in (each.lower() for each in AREAS)}
    if not set(rows.values()) <= set(LEVELS):
        raise Wrong("There is no such level.")
    return {area: level for area, level in rows.items() if level}
