"""`make bench`: every figure, in a table and in `benchmarks/latest.json`.

`make bench ARGS="acknowledging growing"` measures only what is named. With KEYDESK_TEST_POSTGRES, PostgreSQL too.
"""

import argparse
import importlib
import json
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from app import log

LATEST = Path(__file__).parent / "latest.json"
PARTS = ("reading", "acknowledging", "draining", "growing", "footprint")

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
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)}; all, if none is named")
    chosen = parser.parse_args().parts or PARTS
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    log.configure("console", "ERROR")
    console = Console()
    figures: dict[str, float] = {}
    for part in track(chosen, "measuring", console=console, transient=True):
        figures |= importlib.import_module(f"benchmarks.{part}").run()
    LATEST.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    console.print(_table(figures))


def _table(figures: dict[str, float]) -> Table:
    table = Table("figure", "measured", "wanted", "")
    for name, value in sorted(figures.items()):
        sign, bound = WANTED.get(name, ("", 0.0))
        well = not sign or (value >= bound if sign == ">=" else value <= bound)
        table.add_row(name, f"{value:.3g}", f"{sign} {bound:g}" if sign else "", "" if well else "[bold red]no[/]")
    return table


if __name__ == "__main__":
    main()
