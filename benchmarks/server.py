"""A Keydesk process to be measured: `python -m benchmarks.server`, told on stdin what to be, saying on stdout where it
is.

stdin is one JSON object: `settings` (by name, without prefix), `keep` (False: webhooks are verified and forgotten),
`work` (whether the worker runs in it too). The process ends when its stdin does.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import FastAPI

from app import log
from app.demo.loopback import Loopback
from app.main import House, assemble, create_app
from app.settings import Settings, take_environment
from app.store.schema import migrate
from app.web.webhook import Entrances, webhook

SECRET = "a-webhook-secret-that-only-benchmarks-use"
ALONE = {
    "MODE": "observe",
    "SECRET_KEY": "a-secret-key-that-nothing-but-benchmarks-uses",
    "JIRA_URL": "http://127.0.0.1:9",
    "JIRA_USER": "keydesk",
    "JIRA_TOKEN": "none",
    "JIRA_PROJECTS": "10001",
    "JIRA_WEBHOOK_SECRETS": SECRET,
    "ALMA_QUEUE_JQL": "statusCategory != Done",
}


@dataclass(frozen=True, slots=True)
class Process:
    url: str
    pid: int


@contextmanager
def running(settings: Mapping[str, str], *, keep: bool = True, work: bool = False) -> Iterator[Process]:
    """A process of its own with these settings, for the time of the block."""
    told = json.dumps({"settings": dict(settings), "keep": keep, "work": work})
    command = [sys.executable, "-m", "benchmarks.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a process without pipes")
        process.stdin.write(told + "\n")
        process.stdin.flush()
        try:
            yield Process(process.stdout.readline().strip(), process.pid)
        finally:
            process.stdin.close()


def house_of(settings: Mapping[str, str]) -> House:
    environment = take_environment({f"KEYDESK_{name}": value for name, value in settings.items()}, None)
    loaded = Settings.load(environment)
    migrate(loaded.database.url.get_secret_value())
    house = assemble(loaded, lambda: datetime.now(UTC))
    _ = house.first_start
    return house


def _forgetting() -> FastAPI:
    """The same server and the same verification, and nothing kept."""

    async def forget(ticket_id: str) -> None:
        del ticket_id

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(webhook(Entrances([SECRET]), forget, lambda: None))
    return app


def main() -> None:
    log.configure("json", "ERROR")
    told: dict[str, Any] = json.loads(sys.stdin.readline())
    house = house_of(told["settings"])
    web = Loopback(create_app(house) if told["keep"] else _forgetting())
    web.start()
    worker = threading.Thread(target=house.worker.run, daemon=True)
    if told["work"]:
        worker.start()
    sys.stdout.write(web.url + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    house.worker.stop()
    web.stop()
    os._exit(0)


def wait_until(true: Any, seconds: float, what: str) -> None:
    end = time.perf_counter() + seconds
    while not true():
        if time.perf_counter() > end:
            raise TimeoutError(f"waited in vain: {what}")
        time.sleep(0.01)


if __name__ == "__main__":
    main()
