"""Tickets on their way under `python -X dev`, everything logged, and an exception in each frame that holds a secret.

    python -X dev -m tests.e2e.secrecy FOLDER

Leaves in FOLDER what such a run leaves behind: logs in both formats, the database with its journal, pages and figures.
`secrets.json` has what must not be found there, `facts.json` which frames were broken off and what became of each
ticket, and `planted` the same kinds of places with a secret in them.
"""

import contextlib
import json
import logging
import shutil
import sys
import threading
from base64 import b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from types import CodeType, FrameType
from typing import Any
from urllib.parse import quote

import httpx
import prometheus_client
import structlog

from app import log
from app.core.secret import Secret
from tests.e2e.commands import Terminal
from tests.e2e.stage import Stage, stage
from tests.e2e.world import World

APP = Path(__file__).parents[2] / "app"
BIBS = {"bibs": "read-only"}
LINK = "/s#"
MOST_TICKETS = 40
MOST_BREAKS = 200
PASTED = {"api key": "l8xx" + "0a1b2c3d" * 4, "password": "correct-horse-battery-staple", "token": "9f8e7d6c" * 4}
#: Looked into only where a part of them is in a frame of its own.
LARGE = ("app.core.view", "app.core.catalogue", "app.core.reading")
PAGES = ("/__heartbeat__", "/__version__", "/", "/orders", "/docs")

Trace = Callable[[FrameType, str, Any], Any]


@dataclass
class Breaker:
    """Breaks off, once each, every function of the program while it holds one of `secrets` or a share link.

    `broken` names them; `holders` are those that were seen to hold one, and break off the next time. What is raised
    says the secret, as a library's exception may, and is of a class of its own, so that nothing is given up for having
    failed in the same way too often.
    """

    secrets: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    names: dict[CodeType, str] = field(default_factory=dict)

    def begin(self) -> None:
        """Tracing ends in each thread with the exception that a tracer raises."""
        threading.settrace(self.calls)
        sys.settrace(self.calls)

    def end(self) -> None:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]

    def progress(self) -> tuple[int, int]:
        return len(self.holders), len(self.broken)

    def calls(self, frame: FrameType, _event: str, _arg: object) -> Trace | None:
        name = self.names.get(frame.f_code)
        if name is None:
            name = self.names[frame.f_code] = _name(frame.f_code)
        if not name or name in self.broken:
            return None
        if name in self.holders:
            return self.breaks
        frame.f_trace_lines = False
        return self.watches

    def watches(self, frame: FrameType, event: str, _arg: object) -> Trace | None:
        if event == "return" and self.secret_in(list(frame.f_locals.values()), 5) is not None:
            self.holders.add(self.names[frame.f_code])
        return self.watches

    def breaks(self, frame: FrameType, event: str, _arg: object) -> Trace | None:
        name = self.names[frame.f_code]
        held = None
        if event in ("line", "return") and name not in self.broken:
            held = self.secret_in(list(frame.f_locals.values()), 5)
        if held is None:
            return self.breaks
        self.broken.add(name)
        raise type(f"Broken{len(self.broken)}", (Exception,), {})(f"what a library says that has seen {held}")

    def secret_in(self, what: Any, depth: int) -> str | None:
        """The secret that an object holds, looked for a few layers deep."""
        if isinstance(what, Secret):
            what = getattr(what, "_value", "")
        if isinstance(what, bytes):
            what = what.decode("utf-8", "replace")
        if isinstance(what, str):
            return what if LINK in what or any(each in what for each in self.secrets) else None
        if depth == 0:
            return None
        return next((held for each in _parts(what) if (held := self.secret_in(each, depth - 1)) is not None), None)


def _name(code: CodeType) -> str:
    """Empty for what is not the program's own: libraries, and the stand-ins, which are elsewhere in reality."""
    path = Path(code.co_filename)
    ours = path.is_relative_to(APP) and not path.is_relative_to(APP / "demo")
    return f"{path.relative_to(APP).with_suffix('')}:{code.co_qualname}" if ours else ""


def _parts(what: Any) -> list[Any]:
    if isinstance(what, dict):
        return list(what.values())
    if isinstance(what, list | tuple | set | frozenset):
        return list(what)
    module = type(what).__module__
    if module.startswith(LARGE) or not module.startswith(("app.core", "app.vault", "app.services", "onepassword")):
        return []
    slots = [getattr(what, name, None) for kind in type(what).__mro__ for name in getattr(kind, "__slots__", ())]
    return [*getattr(what, "__dict__", {}).values(), *slots]


@dataclass
class Play:
    """One ticket, for a key from stock and one that is handed in, through all that breaks on its way.

    `uncaught` is what becomes of an exception that ends a command.
    """

    keydesk: World
    breaker: Breaker
    uncaught: Callable[..., object]

    def __call__(self) -> str:
        keydesk, scene = self.keydesk, self.keydesk.scene
        value = scene.make_key("production", BIBS)
        self.breaker.secrets |= {scene.stock_key("sandbox", BIBS), value, *PASTED.values()}
        ticket = keydesk.request("production and premium sandbox")
        pasted = "\n".join(f"{name}: {each}" for name, each in PASTED.items())
        keydesk.say(ticket, f"By the way, our old ones:\n{pasted}", by=scene.people.omar)
        self.until_quiet(keydesk.settle)
        keydesk.approve(ticket)
        self.until_quiet(keydesk.settle)
        self.until_quiet(lambda: self.deposit(ticket, value))
        self.until_quiet(lambda: keydesk.look(ticket))
        terminal = Terminal(keydesk, {})
        for words in (("plan", keydesk.ref(ticket)), ("plan", "--all", "--json"), ("stuck",), ("stock", "list")):
            print(terminal(*words))  # noqa: T201
        return ticket

    def until_quiet(self, act: Callable[[], object]) -> None:
        """Do it, and let time pass, again and again, until nothing breaks any more."""
        for _ in range(MOST_BREAKS):
            before = self.breaker.progress()
            self.breaker.begin()
            act()
            self.keydesk.pass_time(timedelta(minutes=20), step=timedelta(minutes=20))
            self.breaker.end()
            if self.breaker.progress() == before:
                return
            # Its thread is no longer traced, if it broke there; a new one will be.
            if self.keydesk.house.vault is not None:
                self.keydesk.house.vault.close()
        raise RuntimeError("no end of breaking")

    def deposit(self, ticket: str, value: str) -> None:
        for order in [each for each in self.keydesk.orders() if each.startswith(f"{self.keydesk.ref(ticket)}-")]:
            try:
                print(Terminal(self.keydesk, {})("deposit", order, stdin=value))  # noqa: T201
            except Exception as error:
                self.uncaught(type(error), error, error.__traceback__)


@dataclass
class Fact:
    """What became of a ticket: how many of our comments and of its links hold a share link, and in what else a secret
    stands at the help desk that we could have put there."""

    delivered: bool
    comments: int
    links: int
    elsewhere: list[str]


def fact_of(keydesk: World, ticket: str, secrets: set[str]) -> Fact:
    found = keydesk.scene.desk.ticket(ticket)
    ours = [each for each in found.comments if each.author == keydesk.scene.people.bot]
    places = {"labels": found.labels, "changes": found.changes, "links": found.links, "comments": ours}
    left = [name for name, what in places.items() if any(each in str(what) for each in secrets)]
    left += [name for name in ("labels", "changes") if LINK in str(places[name])]
    links = [each for each in found.links if LINK in str(each.object)]
    return Fact("alma-key-issued" in found.labels, len(keydesk.scene.links_of(ticket)), len(links), left)


def leave(library: Stage, folder: Path) -> None:
    """What a stranger, an operator or a thief could find now."""
    for page in PAGES:
        answer = httpx.get(f"{library.web.url}{page}", trust_env=False)
        (folder / f"page{page.replace('/', '_')}").write_bytes(answer.content)
    (folder / "figures").write_bytes(prometheus_client.generate_latest())
    for each in folder.glob("keydesk.db*"):
        if each.is_file():
            shutil.copy(each, folder / f"copy-of-{each.name}")


@contextlib.contextmanager
def logging_to(folder: Path) -> Any:
    """Everything from DEBUG on, in both formats; gives what is made of exceptions that nobody catches."""
    with (folder / "console.log").open("w") as console, (folder / "json.log").open("w") as json_:
        log.configure("console", "DEBUG", console)
        [handler] = logging.getLogger().handlers
        log.configure("json", "DEBUG", json_)
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.DEBUG)
        yield sys.excepthook
        logging.getLogger().handlers.clear()


def plant(folder: Path, secret: str) -> None:
    """What a search must find: the same kinds of places, each with the secret in another spelling."""
    folder.mkdir()
    with logging_to(folder):
        structlog.get_logger("app.planted").debug("careless", url=f"https://1password.example{LINK}{secret}")
    (folder / "page").write_text(f'<a href="/next?to={quote(f"https://x{LINK}{secret}=", safe="")}">')
    (folder / "copy-of-keydesk.db").write_bytes(b"\0\1\2" + b64encode(f"apikey {secret}".encode()) + b"\0")


def main(folder: Path) -> None:
    breaker, facts, links = Breaker(), list[Fact](), set[str]()
    run = folder / "run"
    (folder / "stage").mkdir(parents=True)
    run.mkdir(exist_ok=True)
    with stage(folder / "stage") as library, logging_to(run) as uncaught, library.keydesk(run) as keydesk:
        before = (-1, -1)
        while breaker.progress() != before and len(facts) < MOST_TICKETS:
            before = breaker.progress()
            ticket = Play(keydesk, breaker, uncaught)()
            facts.append(fact_of(keydesk, ticket, breaker.secrets))
            links |= {each.secret for each in library.scene.vault.shares.made}
        leave(library, run)
    planted = "f3a9" * 10
    plant(folder / "planted", planted)
    (folder / "secrets.json").write_text(json.dumps([*breaker.secrets, *links, planted]))
    told = {"frames": sorted(breaker.broken), "tickets": [asdict(each) for each in facts]}
    (folder / "facts.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
