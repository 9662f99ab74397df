"""A local 1Password with the three vaults, and adapters on the real SDK whose messages go to it."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.core.items import IssuedDraft, StockDraft, VaultName
from app.core.secret import Secret
from app.demo.loopback import Fault, Moment
from app.demo.onepassword import Message
from app.demo.onepassword import OnePassword as Server
from app.vault.onepassword import OnePassword

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
VALUE = "l8xx" + "0123456789abcdef" * 2
ADDRESS = "r.kim@duke.example"
KEY_FORMATS = {"alma": re.compile(r"l[78]xx[0-9a-f]{32}")}
STOCK = StockDraft("stock-07", "alma", "sandbox", {"bibs": "read-only"})


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Locks:
    """Locks as the store gives them: at once or not at all."""

    held: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def __call__(self, name: str) -> Iterator[object]:
        with self.guard:
            self.asked.append(name)
            free = name not in self.held
            self.held.add(name)
        try:
            yield object() if free else None
        finally:
            if free:
                self.held.discard(name)


@dataclass
class Place:
    """The local 1Password with the three vaults, and what it takes to make an adapter for it."""

    server: Server
    clock: Clock
    locks: Locks
    ids: dict[VaultName, str]
    opened: list[OnePassword] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def adapter(self, token: str | None = None) -> OnePassword:
        token = self.server.account.token if token is None else token
        adapter = OnePassword(Secret(token), self.ids, KEY_FORMATS, self.locks, self.waits.append)
        self.opened.append(adapter)
        return adapter

    def fail(self, operation: str, fault: Fault, at: Moment = Moment.BEFORE, times: int = 1) -> None:
        """The next messages of this kind go wrong."""
        left = [fault] * times

        def hook(moment: Moment, message: Message) -> Fault | None:
            return left.pop() if left and moment is at and message.operation == operation else None

        self.server.hook = hook

    def when(self, operation: str, at: Moment, do: Callable[[], object]) -> None:
        """Something happens at this moment of the first such message."""
        pending = [do]

        def hook(moment: Moment, message: Message) -> Fault | None:
            if pending and moment is at and message.operation == operation:
                pending.pop()()
            return None

        self.server.hook = hook

    def sent(self, operation: str) -> list[Message]:
        return [each for each in self.server.messages if each.operation == operation]


DRAFT = IssuedDraft(
    operation="0b5e",
    mark="0123456789abcdef0123456789abcdef",
    title="LIB-412 spine-labels production",
    service="Alma",
    environment="Production",
    grants=("Bibs: read-only", "Users: read and write"),
    host="https://api-na.hosted.exlibrisgroup.com",
    test_line='curl -H "Authorization: apikey …" https://api-na.hosted.exlibrisgroup.com/almaws/v1/bibs/test',
    help="Questions: reply on LIB-412.",
)
