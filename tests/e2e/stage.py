"""The library that all end-to-end tests share: stand-ins and a web address, started once, and tidied after each test.

A Keydesk costs little: each test gets its own, on a database of its own, behind the same address.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from app.demo.helpdesk.records import Group, Person, Project, ProjectType, Ticket
from app.demo.helpdesk.webhooks import as_they_are, dropped
from app.demo.loopback import Loopback
from app.demo.onepassword.account import default_policy
from app.demo.scene import Scene, playing
from app.main import House, assemble, create_app
from app.settings import Settings, take_environment
from app.store.schema import migrate
from tests.e2e.clock import Clock
from tests.e2e.watching import Watch, watching
from tests.e2e.world import World


@dataclass
class Switch:
    """Serves whichever application stands behind it at the moment."""

    app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.app is not None:
            await self.app(scope, receive, send)


@dataclass
class Stage:
    """`database` is a migrated SQLite file, to be copied. `watch` sees what every Keydesk here does."""

    clock: Clock
    scene: Scene
    web: Loopback
    switch: Switch
    database: Path
    watch: Watch
    furniture: list[Person | Group | Project] = field(default_factory=list)

    def __post_init__(self) -> None:
        now = self.scene.desk.now()
        self.furniture = [*now.all(Person), *now.all(Group), *now.all(Project)]

    @contextlib.contextmanager
    def keydesk(self, folder: Path, **settings: str) -> Iterator[World]:
        """A Keydesk in its first second; `settings` by name, in place of the scene's. It knows its own account."""
        house = self.house(folder, **settings)
        _ = house.first_start, house.desk.me()
        self.watch.store, self.switch.app = house.store, create_app(house)
        self.scene.desk.calls.clear()
        try:
            yield World(self.clock, self.scene, house)
        finally:
            self.scene.desk.webhooks.release(dropped)
            self.scene.desk.settle()
            close(house)

    def house(self, folder: Path, **settings: str) -> House:
        """Assembled on the database in the folder, which is made if it is not there; empty settings are not set."""
        path = folder / "keydesk.db"
        if not path.exists():
            shutil.copy(self.database, path)
            path.chmod(0o600)
        written = {**self.scene.settings, "DATABASE_URL": f"sqlite:///{path}", **settings}
        environment = take_environment({f"KEYDESK_{name}": value for name, value in written.items() if value}, None)
        return assemble(Settings.load(environment), self.clock, sleep=lambda _: None)

    def tidy(self) -> None:
        """The library as it was when it opened, an hour later."""
        self._tidy_help_desk()
        self._tidy_vault()
        self.scene.alma.reset()
        self.scene.alma.per_second = 1_000_000
        self.watch.faults.clear()
        self.clock.advance(timedelta(hours=1))

    def _tidy_help_desk(self) -> None:
        desk = self.scene.desk
        desk.webhooks.send_to(None)
        desk.webhooks.tamper = as_they_are
        desk.webhooks.attempts.clear()
        desk.release_presets()
        desk.faults.clear()
        desk.screens.clear()
        for hooks in desk.hooks.values():
            hooks.clear()
        desk.page_size, desk.search_lag, desk.match_lag = 100, timedelta(), timedelta()
        for ticket in list(desk.now().all(Ticket)):
            if not ticket.deleted:
                desk.history.put(replace(ticket, deleted=True))
        for record in self.furniture:
            if desk.now().get(type(record), record.id) != record:
                desk.history.put(record)
        desk.calls.clear()
        desk.violations.clear()
        self.send_webhooks()

    def change_type(self, project: str, kind: ProjectType) -> None:
        """An administrator makes it another kind of project."""
        desk = self.scene.desk
        desk.history.put(replace(desk.now().get(Project, project), type=kind))

    def send_webhooks(self) -> None:
        secret = self.scene.settings["JIRA_WEBHOOK_SECRETS"]
        self.scene.desk.webhooks.send_to(f"{self.web.url}/webhooks/jira", secret)

    def _tidy_vault(self) -> None:
        vault = self.scene.vault
        vault.hook = None
        vault.messages.clear()
        vault.refused.clear()
        vault.shares.made.clear()
        account = vault.account
        account.list_lag, account.allowed_domains, account.policy = 0, None, default_policy()
        for each in account.vaults.values():
            each.items.clear()


def close(house: House) -> None:
    if "inbox" in vars(house):
        house.inbox.close()
    if "vault" in vars(house) and house.vault is not None:
        house.vault.close()
    if "store" in vars(house):
        house.store.close()


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    clock, switch = Clock(), Switch()
    database = folder / "template.db"
    migrate(f"sqlite:///{database}")
    web = Loopback(switch)
    with playing(clock, None) as scene, watching() as watch:
        web.start()
        try:
            made = Stage(clock, scene, web, switch, database, watch)
            made.tidy()
            yield made
        finally:
            web.stop()
