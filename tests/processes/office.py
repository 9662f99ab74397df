"""The library around Keydesk processes: local servers by the machine's own clock, and each process with its log."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from app.demo.helpdesk.site import Moment
from app.demo.scene import DOMAIN, Scene, playing
from tests.e2e.world import form

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 180.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def wait_until(holds: Callable[[], object], what: str) -> float:
    """How many seconds it took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + PATIENCE_SECONDS, f"it never came to be: {what}"
        time.sleep(0.01)
    return time.monotonic() - began


@dataclass
class Overlaps:
    """What the help desk saw of two looks at one ticket at the same time: two requests about it under way at once."""

    under_way: Counter[str] = field(default_factory=Counter)
    seen: list[str] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def watch(self, scene: Scene, lasting: float) -> None:
        """Every request about a ticket takes so many seconds, so that an overlap would not slip through."""

        def begins(_n: int, method: str, path: str) -> None:
            with self.guard:
                if (ticket := _ticket(path)) is not None:
                    self.under_way[ticket] += 1
                    if self.under_way[ticket] > 1:
                        self.seen.append(f"{method} {path}")
            time.sleep(lasting)

        def ends(_n: int, _method: str, path: str) -> None:
            with self.guard:
                if (ticket := _ticket(path)) is not None:
                    self.under_way[ticket] -= 1

        scene.desk.on_request(begins, Moment.BEFORE)
        scene.desk.on_request(ends, Moment.DONE)


def _ticket(path: str) -> str | None:
    head, _, rest = path.partition("/issue/")
    return rest.partition("/")[0] if head.startswith("/rest/api/") and rest else None


@dataclass
class Office:
    """`folder` is where the processes run, each with `name.log`; `metrics` are the addresses of its figures by name."""

    scene: Scene
    folder: Path
    database_url: str
    port: int
    metrics: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def keydesk(self, name: str, *command: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        """`keydesk command…` under that name, until the end of the block, where it is stopped in order."""
        self.metrics[name] = f"127.0.0.1:{free_port()}"
        ours = {"DATABASE_URL": self.database_url, "LOG_FORMAT": "json", "METRICS_ADDR": self.metrics[name]}
        written = {**self.scene.settings, **ours, **settings}
        surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "tests.processes.program", self.scene.vault.url, *command],
                cwd=self.folder,
                env=surroundings | {f"KEYDESK_{each}": value for each, value in written.items()},
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(30)
            finally:
                process.kill()
                process.wait()

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """The web process, once it answers."""
        with self.keydesk("serve", "serve", "--port", str(self.port)) as process:
            wait_until(self._answers, "the web process answers")
            yield process

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def lines(self, name: str) -> list[dict[str, Any]]:
        """Its log, of which every line is JSON."""
        return [json.loads(line) for line in self.log(name).splitlines()]

    def figures(self, name: str) -> str:
        with urlopen(f"http://{self.metrics[name]}/metrics", timeout=5) as answer:
            return str(answer.read().decode())

    def open(self) -> str:
        """A ticket by Dana that lacks nothing; its id."""
        words = form(purpose="Spine labels", environment="premium sandbox", areas="Bibs", access="read-only")
        return self.scene.desk.open_ticket(self.scene.people.dana, "API key for spine labels", words).id

    def approve(self, ticket: str) -> None:
        self.scene.desk.label(ticket, "alma-key-approved", by=self.scene.people.jane)

    def labels(self, ticket: str) -> frozenset[str]:
        return self.scene.desk.ticket(ticket).labels

    def opened(self, ticket: str) -> str:
        [link] = self.scene.links_of(ticket)
        return self.scene.open_link(link, f"dana@{DOMAIN}")

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/__heartbeat__", timeout=2) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except OSError:
            return False


@contextmanager
def office(folder: Path, database_url: str) -> Iterator[Office]:
    port = free_port()
    with playing(lambda: datetime.now(UTC), f"http://127.0.0.1:{port}") as scene:
        yield Office(scene, folder, database_url, port)
        assert scene.desk.violations == []
        assert scene.alma.violations == []
        assert scene.vault.refused == []
