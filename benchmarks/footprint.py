"""What a Keydesk process with its worker costs beside a help desk that answers: time to start, the processor while
there is nothing to do, memory after many webhooks and the looks that they led to.
"""

import os
import tempfile
import time
from contextlib import closing
from pathlib import Path

from app.demo.scene import playing
from app.main import House
from app.store import work
from benchmarks.draining import all_asked, open_unclear
from benchmarks.load import send, webhook
from benchmarks.server import SECRET, house_of, running, wait_until
from benchmarks.times import now

WEBHOOKS, TICKETS, IDLE_SECONDS = 10_000, 200, 20.0


def run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder, playing(now, None) as scene:
        chosen = {name: value for name, value in scene.settings.items() if not name.startswith(("OP_", "ALMA_U"))}
        url = f"sqlite:///{folder}/keydesk.db"
        settings = {**chosen, "MODE": "ask", "DATABASE_URL": url, "JIRA_WEBHOOK_SECRETS": SECRET}
        house = house_of(settings)
        opened = open_unclear(scene, TICKETS)
        begun = time.perf_counter()
        with closing(house.store), running(settings, work=True) as process:
            started = time.perf_counter() - begun
            wait_until(lambda: all_asked(scene, opened) and _idle(house), 300, "every ticket is asked")
            idle = _idle_percent(process.pid)
            send(process.url, [webhook(SECRET, int(opened[n % TICKETS])) for n in range(WEBHOOKS)], 16)
            wait_until(lambda: _idle(house), 300, "every ticket is looked at")
            return {"rss_mb": _resident_mb(process.pid), "start_s": started, "idle_cpu_percent": idle}


def _idle(house: House) -> bool:
    with house.store.reading() as db:
        return not work.take_due(db, now(), 1)


def _idle_percent(pid: int) -> float:
    before = _processor_seconds(pid)
    time.sleep(IDLE_SECONDS)
    return (_processor_seconds(pid) - before) / IDLE_SECONDS * 100


def _processor_seconds(pid: int) -> float:
    """`man 5 proc`: user and system time, in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024
