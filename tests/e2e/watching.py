"""What must hold in every end-to-end test, whatever it is about: seen from the calls that leave the program."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from unittest import mock

import httpx
import requests

from app.demo.scene import Scene
from app.store.session import Store
from app.vault.connection import Connection

#: Where a call leaves for the help desk, for Alma, and for the vault, in the thread that makes it.
DOORS: tuple[tuple[type, str], ...] = (
    (requests.Session, "send"),
    (httpx.Client, "send"),
    (Connection, "write"),
)


@dataclass
class Watch:
    """`faults` names the calls that left while their thread had a transaction of `store` open; `calls` counts all."""

    store: Store | None = None
    faults: list[str] = field(default_factory=list)
    calls: int = 0

    def __call__(self, door: str) -> None:
        self.calls += 1
        if self.store is not None and self.store.in_transaction():
            self.faults.append(door)


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with contextlib.ExitStack() as stack:
        for owner, name in DOORS:
            watched = _watched(getattr(owner, name), f"{owner.__module__}.{name}", watch)
            stack.enter_context(mock.patch.object(owner, name, watched))
        yield watch


def _watched(call: Callable[..., Any], door: str, watch: Watch) -> Callable[..., Any]:
    def through(*args: Any, **kwargs: Any) -> Any:
        watch(door)
        return call(*args, **kwargs)

    return through


@dataclass(frozen=True, slots=True)
class Event:
    """Something that left the program: `what` is `issue`, `group`, `check` or `share`; `ticket` by id or key."""

    at: datetime
    what: str
    ticket: str = ""


def events(scene: Scene) -> list[Event]:
    """The recorded calls that matter here, to all stand-ins, in the order of the one clock that they share."""
    asked = [each for each in scene.desk.calls if each.actor == scene.people.bot and each.status == 200]
    found = [Event(each.at, "check") for each in scene.alma.calls]
    found += [Event(each.at, "group") for each in asked if each.path.endswith("/user/groups")]
    found += [
        Event(each.at, "issue", each.ticket or "")
        for each in asked
        if each.method == "GET" and "expand=changelog" in each.query
    ]
    found += [
        Event(each.at, "share", _ticket_of(scene, str(each.parameters["item"]["title"])))
        for each in scene.vault.messages
        if each.operation == "ItemsSharesCreate"
    ]
    return sorted(found, key=lambda each: each.at)


def unguarded(found: list[Event], *, by_group: bool = True) -> list[Event]:
    """The share calls before which, since the last check of a key and the last share call, the ticket or the group
    was not read anew."""
    faults, read = [], set[str]()
    for each in found:
        if each.what in ("check", "share"):
            wanted = {f"issue {each.ticket}", "group"} if by_group else {f"issue {each.ticket}"}
            faults += [each] if each.what == "share" and not wanted <= read else []
            read = set()
        else:
            read.add(f"{each.what} {each.ticket}".strip())
    return faults


def _ticket_of(scene: Scene, item_title: str) -> str:
    """An item's title begins with the key that its ticket had then."""
    key = item_title.partition(" ")[0]
    found = scene.desk.find(key)
    return found.id if found else key
