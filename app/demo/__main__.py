"""`keydesk demo`: the unchanged program beside a local help desk, Alma and 1Password, on this machine alone.

Settings are made from nothing: neither the environment nor a `.env` is read, so that no real credential can be met.
"""

import contextlib
import secrets
import signal
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
import typer
import uvicorn
from argon2 import PasswordHasher
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app import log, process
from app.core.secret import Secret
from app.demo.helpdesk.workflow import RESOLVED, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT
from app.demo.pages.beside import Beside, Order
from app.demo.pages.helpdesk import help_desk_pages
from app.demo.pages.log import Log
from app.demo.pages.site import LOOPBACK
from app.demo.scene import DOMAIN, Scene, playing
from app.main import House, assemble, create_app
from app.settings import Settings, take_environment
from app.store import keys
from app.store.schema import migrate

REQUEST = """Hi LSIS,

we need an Alma API key for our new spine label printer. It scans a barcode, fetches the call number and prints it, so
read-only on Bibs is plenty.

Thanks, Dana"""
ANSWER = "Both please, production and premium sandbox."
GRANTS = {"bibs": "read-only"}
STOCK = 3
TURNS = {
    "STATUS_REQUESTER": WAITING_FOR_CUSTOMER.id,
    "STATUS_LSIS": WAITING_FOR_SUPPORT.id,
    "STATUS_DONE": RESOLVED.id,
}

#: Generous: a check of a key alone takes three seconds, because Alma is asked slowly.
PATIENCE_SECONDS = 60.0


TRY = """
Three things to try, all on the help desk's page:
  1. Open the example "Everything is there", and approve it as Jane.
  2. Make the key as Jane, with a wrong row first.
  3. Open the link as Dana. Then try the label as Dana, or as Eve."""


class Clock:
    """The time in the demonstration: the machine's, and what was let pass beside it."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        self._ahead += by


@dataclass(frozen=True)
class Demo:
    """`password` is the one of Keydesk's own pages."""

    scene: Scene
    house: House
    url: str
    password: str


def play_once() -> int:
    """One ticket from its opening to the opened links, told as it goes; 0 if both links lead to the right keys."""
    _quietly()
    with running() as demo:
        return 0 if _Play(demo).to_the_end() else 1


def stay(port: int) -> int:
    """Until somebody ends it, from the keyboard or by SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    _quietly()
    with running(_free(port), _free(port + 1)) as demo:
        for _ in range(STOCK):
            demo.scene.stock_key("sandbox", GRANTS)
        typer.echo(f"DEMO. Open the help desk in a browser: {demo.scene.desk.url}")
        typer.echo(f"Keydesk's own pages: {demo.url}/orders, password {demo.password}")
        typer.echo(f"Ctrl-C ends it all, and nothing stays.\n{TRY}")
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


def _quietly() -> None:
    """A hardened process, and of the log only what went wrong."""
    process.harden()
    log.configure("console", "WARNING")


@contextlib.contextmanager
def running(port: int = 0, help_desk_port: int = 0, sleep: Callable[[float], None] = time.sleep) -> Iterator[Demo]:
    """Everything, on these ports (0: any). `sleep` takes the seconds that Keydesk waits between calls to Alma."""
    clock = Clock()
    with (
        _listening_to_the_log(clock) as lines,
        tempfile.TemporaryDirectory(prefix="keydesk-demo-") as folder,
        socket.create_server(("127.0.0.1", port)) as listener,
    ):
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        password = secrets.token_urlsafe(12)
        with playing(clock, url, help_desk_port) as scene:
            house = assemble(_settings(scene, Path(folder), url, password), clock, sleep)
            scene.desk.front = help_desk_pages(scene, _beside(house, clock, lines, url, password))
            with _at_work(house, listener):
                yield Demo(scene, house, url, password)


@contextlib.contextmanager
def _listening_to_the_log(clock: Clock) -> Iterator[Log]:
    """Before the filter of levels: who watches sees also what is not worth a line in the terminal."""
    lines, before = Log(clock), structlog.get_config()
    structlog.configure(**{**before, "processors": [lines, *before["processors"]]})
    try:
        yield lines
    finally:
        structlog.configure(**before)


def _beside(house: House, clock: Clock, lines: Log, url: str, password: str) -> Beside:
    def orders() -> list[Order]:
        with house.store.reading() as db:
            found = [(each.code, each.ref, each.key) for each in keys.open_orders(db)]
        return [
            Order(code, key.name, ref, key.environment, key.grants, f"{url}/orders/{code}") for code, ref, key in found
        ]

    def pass_time(by: timedelta) -> None:
        clock.advance(by)
        house.worker.wake()

    return Beside(lines.lines, orders, pass_time, password)


def _settings(scene: Scene, folder: Path, url: str, password: str) -> Settings:
    """What an operator would write down, and nothing from around this process."""
    written = {
        **scene.settings,
        **TURNS,
        "DATABASE_URL": f"sqlite:///{folder / 'keydesk.db'}",
        "BASE_URL": url,
        "CONSOLE_AUTH": "local",
        "CONSOLE_PASSWORD_HASH": PasswordHasher().hash(password),
    }
    return Settings.load(take_environment({f"KEYDESK_{name}": value for name, value in written.items()}, None))


@contextlib.contextmanager
def _at_work(house: House, listener: socket.socket) -> Iterator[None]:
    """Web and worker, as `keydesk serve --with-worker` runs them; the web for this machine's names alone."""
    migrate(house.settings.database.url.get_secret_value())
    _ = house.first_start
    web = TrustedHostMiddleware(create_app(house), LOOPBACK)
    server = uvicorn.Server(uvicorn.Config(web, access_log=False, log_config=None, proxy_headers=False))
    threads = [
        threading.Thread(target=house.worker.run, name="worker"),
        threading.Thread(target=server.run, args=([listener],), name="web"),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        house.worker.stop()
        for thread in threads:
            thread.join()
        house.inbox.close()
        house.store.close()


@dataclass(frozen=True)
class _Play:
    demo: Demo

    def to_the_end(self) -> bool:
        scene = self.demo.scene
        address = f"dana@{DOMAIN}"
        made = {"sandbox": scene.stock_key("sandbox", GRANTS)}
        _tell("Dana opens a ticket.")
        ticket = scene.desk.open_ticket(scene.people.dana, "API key for the spine label printer", REQUEST).id
        self._until(lambda: "alma-key-incomplete" in self._labels(ticket), "Keydesk asks for what is missing")
        _tell("Dana answers.")
        scene.desk.comment(ticket, ANSWER, scene.people.dana)
        self._until(lambda: "alma-key-review" in self._labels(ticket), "Keydesk lays the request before the reviewers")
        _tell("Jane, a reviewer, sets the label alma-key-approved.")
        scene.desk.label(ticket, "alma-key-approved", by=scene.people.jane)
        self._until(lambda: bool(self._orders()), "Keydesk orders the key that somebody has to make")
        sandbox = self._wait_for_link(ticket, 1, "Keydesk delivers the sandbox key from the stock")
        _tell("Somebody at LSIS makes the production key and hands it in.")
        made["production"] = scene.make_key("production", GRANTS)
        if self.demo.house.depositor is not None:
            self.demo.house.depositor.hand_in(self._orders()[0], Secret(made["production"]), "demo")
        production = self._wait_for_link(ticket, 2, "Keydesk checks and delivers it")
        self._until(lambda: "alma-key-issued" in self._labels(ticket), "The ticket is done")
        opened = {"sandbox": scene.open_link(sandbox, address), "production": scene.open_link(production, address)}
        self._print_thread(ticket)
        right = opened == made
        _tell("Both links opened to the right keys." if right else "A link did not open to the right key.")
        return right

    def _labels(self, ticket: str) -> frozenset[str]:
        return self.demo.scene.desk.ticket(ticket).labels

    def _orders(self) -> list[str]:
        with self.demo.house.store.reading() as db:
            return [each.code for each in keys.open_orders(db)]

    def _wait_for_link(self, ticket: str, count: int, what: str) -> str:
        self._until(lambda: len(self.demo.scene.links_of(ticket)) >= count, what)
        return self.demo.scene.links_of(ticket)[-1]

    def _until(self, true: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while not true():
            if time.monotonic() > end:
                raise TimeoutError(f"waited in vain: {what}")
            time.sleep(0.05)
        _tell(f"  {what}.")

    def _print_thread(self, ticket: str) -> None:
        scene = self.demo.scene
        for said in scene.desk.thread(ticket):
            typer.echo(f"\n--- {scene.people.name_of(said.author)} ({said.audience.value})\n{said.text}")
        typer.echo("")


def _tell(what: str) -> None:
    typer.echo(what)


def _free(port: int) -> int:
    """This port, or any other if it is taken."""
    try:
        with socket.create_server(("127.0.0.1", port)):
            return port
    except OSError:
        return 0


if __name__ == "__main__":
    raise SystemExit(play_once())
