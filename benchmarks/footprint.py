"""What a Keydesk process costs while it has little to do: memory after many webhooks, time to start, idle processor."""

import os
import tempfile
import time
from pathlib import Path

from benchmarks.load import send, webhook
from benchmarks.server import ALONE, SECRET, running

WEBHOOKS, TICKETS, IDLE_SECONDS = 10_000, 2_000, 10.0


def run() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = {**ALONE, "DATABASE_URL": f"sqlite:///{folder}/keydesk.db"}
        begun = time.perf_counter()
        with running(settings) as process:
            started = time.perf_counter() - begun
            idle = _idle_percent(process.pid)
            send(process.url, [webhook(SECRET, 1 + number % TICKETS) for number in range(WEBHOOKS)], 16)
            return {"rss_mb": _resident_mb(process.pid), "start_s": started, "idle_cpu_percent": idle}


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
