"""What becomes of a ticket's label: by one happening at each plain moment of its life, and by many in a row.

A state is the ending of the one label of ours that the ticket carries, or empty where it carries none.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from app.core.case import State
from tests.core.build import AGATHA, DANA, RUTH
from tests.core.looks import Looks
from tests.core.world import Item, World

Change = tuple[str, str, str]
"""State before, state after, and what happened."""

OURS = {f"alma-key-{state.value}": state.value for state in State if state is not State.SILENT}
APPROVED = "alma-key-approved"

#: How a ticket may begin, by its words.
OPENINGS = {"opened with gaps": "nowhere", "opened complete": "narrow", "opened about a key that exists": "trouble"}


def drawn() -> Iterator[Change]:
    """What each happening makes of a ticket at each plain moment, where it makes anything of it."""
    for happening, words in OPENINGS.items():
        yield "", state(opened(words)), happening
    for moment in MOMENTS:
        for happening in HAPPENINGS:
            world = moment()
            before = state(world)
            if state(after(world, happening)) != before:
                yield before, state(world), happening


def followed(life: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Which state came after which in a life that begins with its first words."""
    world = opened(life[0])
    before = ""
    for act in (None, *life[1:]):
        if act is not None:
            after(world, act)
        if state(world) != before:
            yield before, state(world)
            before = state(world)


def state(world: World) -> str:
    shown = [OURS[label] for label in world.ticket.labels & OURS.keys()]
    assert len(shown) <= 1
    return shown[0] if shown else ""


def opened(words: str) -> World:
    """A ticket with these words, looked at once. A sandbox key that reads Bibs lies in stock, and no other."""
    world = World()
    world.describe(words, DANA)
    world.stock.append(Item("s0", "stock-0", "sandbox", {"bibs": "read-only"}))
    return _looked_at(world)


def after(world: World, *acts: str) -> World:
    """The world after each of these happened, with a look after each; an act's name may be the ticket's new words."""
    for act in acts:
        _ACTS.get(act, lambda world, words=act: world.describe(words, DANA))(world)  # type: ignore[misc]
        _looked_at(world)
    return world


def _looked_at(world: World) -> World:
    Looks(world).look()
    return world


def _approve(world: World) -> None:
    newest = max((each.n for each in world.case.understandings if each.n), default=0)
    _take_off(world)
    world.label(frozenset({f"{APPROVED}-{newest}" if newest > 1 else APPROVED}), frozenset(), RUTH)


def _take_off(world: World) -> None:
    world.label(frozenset(), frozenset(each for each in world.ticket.labels if each.startswith(APPROVED)), RUTH)


def _set_in_vain(world: World) -> None:
    """By somebody who is no reviewer, again and again."""
    for _ in range(4):
        _take_off(world)
        world.label(frozenset({APPROVED}), frozenset(), AGATHA)
        _looked_at(world)


def _hand_in(world: World) -> None:
    for key in world.case.keys:
        if key.order_code and key.source is None:
            world.hand_in(dict(key.grants))


def _close_or_open(world: World) -> None:
    world.ticket = replace(world.ticket, closed=not world.ticket.closed, updated=world.now)


HAPPENINGS: dict[str, Callable[[World], object]] = {
    "answered": lambda world: world.comment("narrow", DANA),
    "asks back": lambda world: world.comment("why?", DANA),
    "approved": _approve,
    "approval taken off": _take_off,
    "key made": _hand_in,
    "declined": lambda world: world.label(frozenset({"alma-key-denied"}), frozenset(), RUTH),
    "refused four times": _set_in_vain,
}
_ACTS = HAPPENINGS | {
    "closed": _close_or_open,
    "opened again": _close_or_open,
    "a day later": lambda world: world.tick(days=1),
}

MOMENTS: tuple[Callable[[], World], ...] = (
    lambda: opened("nowhere"),
    lambda: opened("narrow"),
    lambda: opened("sandbox"),
    lambda: opened("trouble"),
    lambda: after(opened("nowhere"), "asks back"),
    lambda: after(opened("narrow"), "approved"),
    lambda: after(opened("narrow"), "approved", "key made"),
    lambda: after(opened("narrow"), "refused four times"),
)

#: Lives in which, one way or another, every state but the last comes after every other one.
LIVES: tuple[tuple[str, ...], ...] = (
    ("nowhere", "trouble", "narrow", "both", "narrow", "trouble", "sandbox", "none"),
    ("both", "approved", "none", "both", "narrow", "sandbox"),
    ("both", "approved", "refused four times", "approved", "trouble", "sandbox"),
    ("narrow", "nowhere", "both", "narrow", "nowhere", "none", "sandbox", "a day later"),
    ("trouble", "refused four times", "nowhere", "sandbox", "trouble", "none", "nowhere", "narrow"),
    ("nowhere", "both", "approved", "trouble", "both", "key made"),
    ("sandbox", "refused four times", "approved"),
    ("sandbox", "none", "approved", "sandbox"),
    ("both", "approved", "nowhere", "sandbox"),
    ("both", "approved", "approval taken off", "sandbox"),
    ("narrow", "nowhere", "closed", "approved", "narrow", "opened again"),
)
