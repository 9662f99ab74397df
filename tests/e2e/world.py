"""Keydesk, its database, its web side and the whole local library around it, in one process over real loopback HTTP.

Nothing runs by itself: `settle()` lets webhooks arrive and does every look that is due by the world's own clock.
"""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.core.secret import Secret
from app.demo.helpdesk.conversation import Audience
from app.demo.loopback import Loopback
from app.demo.scene import Scene, playing
from app.flow.handing_in import HandIn
from app.main import House, assemble, create_app
from app.settings import Settings, take_environment
from app.store import keys, work
from app.store.schema import migrate

FORM = """Please give us an Alma API key.

*Project or integration the key is for:* Spine labels at Lilly
*Environment (production / premium sandbox / both):* {environment}
*Areas of Alma:* {areas}
*Access (read-only / read-write):* {access}
"""


@dataclass
class Clock:
    """Stands still until somebody moves it, except that no two moments that it tells are the same."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        with self.lock:
            self.now += timedelta(milliseconds=1)
            return self.now

    def advance(self, by: timedelta) -> None:
        with self.lock:
            self.now += by


@dataclass
class World:
    clock: Clock
    scene: Scene
    house: House

    def settle(self) -> int:
        """Until no webhook is under way and nothing is due; how many looks there were."""
        looks = 0
        while True:
            self.scene.desk.settle()
            now = self.house.worker.until_idle()
            looks += now
            if not now:
                return looks

    def pass_time(self, by: timedelta) -> int:
        self.clock.advance(by)
        return self.settle()

    def request(
        self, environment: str = "sandbox", areas: str = "Bibs", access: str = "read-only", **more: object
    ) -> str:
        """A ticket by Dana that lacks nothing; its id."""
        words = FORM.format(environment=environment, areas=areas, access=access)
        by = more.pop("by", self.scene.people.dana)
        ticket = self.scene.desk.open_ticket(by, "API key for spine labels", words, **more)  # type: ignore[arg-type]
        return ticket.id

    def approve(self, ticket: str, by: str = "", label: str = "alma-key-approved") -> None:
        self.scene.desk.label(ticket, label, by=by or self.scene.people.jane)

    def hand_in(self, order: str, value: str) -> HandIn:
        assert self.house.depositor is not None
        return self.house.depositor.hand_in(order, Secret(value), "tests")

    def orders(self) -> list[str]:
        with self.house.store.reading() as db:
            return [each.code for each in keys.open_orders(db)]

    def labels(self, ticket: str) -> set[str]:
        return set(self.scene.desk.ticket(ticket).labels)

    def public(self, ticket: str) -> list[str]:
        """Our public comments."""
        return self._ours(ticket, Audience.PUBLIC)

    def internal(self, ticket: str) -> list[str]:
        """Our internal comments."""
        return self._ours(ticket, Audience.INTERNAL)

    def link(self, ticket: str) -> str:
        return self.scene.links_of(ticket)[-1]

    def shares(self) -> int:
        """How many share links were made in the whole world."""
        return sum("SharesCreate" in each.operation for each in self.scene.vault.messages)

    def dead(self) -> list[str]:
        with self.house.store.reading() as db:
            return [each.subject for each in work.dead(db)]

    def _ours(self, ticket: str, audience: Audience) -> list[str]:
        bot = self.scene.people.bot
        return [each.text for each in self.scene.desk.thread(ticket) if (each.author, each.audience) == (bot, audience)]


@contextlib.contextmanager
def world(folder: Path, database_url: str = "", settings: Mapping[str, str] | None = None) -> Iterator[World]:
    clock = Clock()
    with playing(clock, None) as scene:
        url = database_url or f"sqlite:///{folder / 'keydesk.db'}"
        written = {**scene.settings, "DATABASE_URL": url, **(settings or {})}
        environment = take_environment({f"KEYDESK_{name}": value for name, value in written.items()}, None)
        migrate(url)
        house = assemble(Settings.load(environment), clock, sleep=lambda _: None)
        _ = house.first_start, house.desk.me()
        web = Loopback(create_app(house))
        web.start()
        scene.desk.webhooks.send_to(f"{web.url}/webhooks/jira", scene.settings["JIRA_WEBHOOK_SECRETS"])
        try:
            yield World(clock, scene, house)
        finally:
            web.stop()
            house.inbox.close()
            house.store.close()
