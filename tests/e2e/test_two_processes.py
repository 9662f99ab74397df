"""`keydesk serve` and `keydesk worker` as an operator runs them: two processes, one database, webhooks, real time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from app.demo.scene import Scene, playing

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
#: The command itself, after the stand-in for the vault's native module was put in place.
COMMAND = "import sys; from app.demo import native; native.install(sys.argv.pop(1)); from app.cli import main; main()"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(scene: Scene, folder: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    ours = {"DATABASE_URL": f"sqlite:///{folder / 'keydesk.db'}", "LOG_LEVEL": "DEBUG"}
    settings = {**scene.settings, **ours, "METRICS_ADDR": f"127.0.0.1:{free_port()}"}
    environment = {"PATH": os.environ["PATH"], **{f"KEYDESK_{name}": value for name, value in settings.items()}}
    with (folder / f"{words[0]}.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", COMMAND, scene.vault.url, *words], env=environment, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/__heartbeat__", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def test_a_ticket_goes_through_two_processes_that_share_a_database(tmp_path: Path) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        playing(lambda: datetime.now(UTC), url) as scene,
        running(scene, tmp_path, "serve", "--port", str(port)) as web,
    ):
        until(lambda: answers(url), "the web side")
        with running(scene, tmp_path, "worker") as worker:
            value = scene.stock_key("sandbox", {"bibs": "read-only"})
            words = "We need an Alma API key for spine labels at Lilly: premium sandbox, Bibs, read-only."
            ticket = scene.desk.open_ticket(scene.people.dana, "API key for spine labels", words).id
            until(lambda: "alma-key-review" in scene.desk.ticket(ticket).labels, "the review")
            scene.desk.label(ticket, "alma-key-approved", by=scene.people.jane)
            until(lambda: "alma-key-issued" in scene.desk.ticket(ticket).labels, "the delivery")
            [link] = scene.links_of(ticket)
            assert scene.open_link(link, "dana@lib.example.edu") == value
            assert answers(url)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(30) == 0
        web.send_signal(signal.SIGTERM)
        assert web.wait(30) in (0, -signal.SIGTERM)
        delivered = [each.status for each in scene.desk.webhooks.attempts]
        assert scene.desk.violations == scene.alma.violations == scene.vault.refused == []
    assert delivered
    assert set(delivered) == {202}
    written = b"".join(each.read_bytes() for each in tmp_path.iterdir() if each.is_file())
    assert [each for each in (value, link.partition("#")[2]) if each.encode() in written] == []
