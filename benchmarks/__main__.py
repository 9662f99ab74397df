"""`make bench`: every figure, in a table and in `benchmarks/latest.json`; exit code 1 where a target is missed.

`make bench ARGS="acknowledging growing"` measures only what is named, and leaves the other figures in the file as they
are. With KEYDESK_TEST_POSTGRES, PostgreSQL too.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from app import log

LATEST = Path(__file__).parent / "latest.json"

#: What each part measures.
PARTS = {
    "reading": ("read_median_ms", "read_hostile_ms", "read_growth"),
    "acknowledging": (
        "ack_ratio_sqlite",
        "ack_ratio_postgres",
        "ack_p99_over_p50",
        "ack_stalled_over_free",
        "ack_working_over_alone",
        "heartbeat_p99_ms",
    ),
    "draining": ("drain_ratio", "label_to_link_ratio"),
    "growing": ("growth_ack", "growth_look", "growth_sweep", "sweep_ms_per_1000_held"),
    "footprint": ("rss_mb", "start_s", "idle_cpu_percent"),
}
WHY_MISSING = {"ack_ratio_postgres": "KEYDESK_TEST_POSTGRES names no PostgreSQL server"}

#: What each figure should be, as (sign, bound); figures without one are for comparison between versions.
WANTED = {
    "read_median_ms": ("<=", 2.0),
    "read_hostile_ms": ("<=", 100.0),
    "read_growth": ("<=", 1.5),
    "ack_ratio_sqlite": (">=", 0.4),
    "ack_ratio_postgres": (">=", 0.15),
    "ack_p99_over_p50": ("<=", 5.0),
    "ack_stalled_over_free": ("<=", 1.2),
    "heartbeat_p99_ms": ("<=", 50.0),
    "drain_ratio": (">=", 0.8),
    "label_to_link_ratio": ("<=", 1.25),
    "growth_ack": ("<=", 1.2),
    "growth_look": ("<=", 1.2),
    "growth_sweep": ("<=", 1.2),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)}; all, if none is named")
    chosen = parser.parse_args().parts or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    log.configure("console", "ERROR")
    console = Console()
    figures: dict[str, float] = {}
    for part in track(chosen, "measuring", console=console, transient=True):
        figures |= measure(part)
    _keep(figures)
    console.print(_table(figures))
    for name in (each for part in chosen for each in PARTS[part] if each not in figures):
        console.print(f"Not measured: {name}: {WHY_MISSING.get(name, 'nothing measured it')}.")
    missed = [name for name, value in sorted(figures.items()) if not _well(name, value)]
    if missed:
        console.print(f"[bold red]Missed:[/] {', '.join(missed)}.")
    return 1 if missed else 0


def measure(part: str) -> dict[str, float]:
    figures: dict[str, float] = importlib.import_module(f"benchmarks.{part}").run()
    return figures


def _keep(figures: Mapping[str, float]) -> None:
    """In place of those of the same names; the others stay from earlier runs."""
    before = json.loads(LATEST.read_text()) if LATEST.exists() else {}
    LATEST.write_text(json.dumps({**before, **figures}, indent=2, sort_keys=True) + "\n")


def _well(name: str, value: float) -> bool:
    sign, bound = WANTED.get(name, ("", 0.0))
    return not sign or (value >= bound if sign == ">=" else value <= bound)


def _table(figures: Mapping[str, float]) -> Table:
    table = Table("figure", "measured", "wanted", "")
    for name, value in sorted(figures.items()):
        sign, bound = WANTED.get(name, ("", 0.0))
        wanted, mark = f"{sign} {bound:g}" if sign else "", "" if _well(name, value) else "[bold red]no[/]"
        table.add_row(name, f"{value:.3g}", wanted, mark)
    return table


if __name__ == "__main__":
    sys.exit(main())
