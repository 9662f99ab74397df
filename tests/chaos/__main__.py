"""`python -m tests.chaos`: everything that can go wrong, at every point, and a table of what came of it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import get_context
from typing import Annotated, Protocol, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.chaos import changes, crashes, faults, fleet, restore, together, worlds
from tests.chaos.library import Library
from tests.chaos.report import Outcome, Row
from tests.store.databases import POSTGRES

_SEEDS = 3
_FOUND = 1

cli = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)


class Named(Protocol):
    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True)
class Job:
    """Runs of one kind, in a library of their own; `kind` is a line of the table."""

    part: str
    kind: str
    runs: Callable[[Library], Iterable[Outcome]]
    postgres: bool = False


def _numbers(every: int) -> Iterator[int]:
    return count(1, every)


def _crash(point: crashes.Point, every: int, library: Library) -> Iterable[Outcome]:
    return crashes.sweep(library, point, _numbers(every))


def _once(kind: str, every: int, library: Library) -> Iterable[Outcome]:
    return faults.once(library, _named(faults.KINDS, kind), _numbers(every))


def _until_mended(kind: str, every: int, library: Library) -> Iterable[Outcome]:
    return faults.until_mended(library, _named(faults.KINDS, kind), _numbers(every))


def _change(change: str, every: int, library: Library) -> Iterable[Outcome]:
    return changes.sweep(library, _named(changes.CHANGES, change), _numbers(every))


def _outage(outage: str, every: int, library: Library) -> Iterable[Outcome]:
    return worlds.without_database(library, _named(worlds.OUTAGES, outage), _numbers(every))


def _named(table: Iterable[N], name: str) -> N:
    """What is in a table is made of functions, which do not travel to other processes; names do."""
    return next(each for each in table if each.name == name)


def _restore(every: int, library: Library) -> Iterable[Outcome]:
    return restore.sweep(library, _numbers(every))


def _weather(every: int, library: Library) -> Iterable[Outcome]:
    return (faults.weather(library, seed) for seed in range(0, 100, every))


def _worlds(library: Library) -> Iterable[Outcome]:
    return (worlds.live_in(library, each) for each in worlds.WORLDS)


def _storms(tickets: int, kills: int, workers: int, webs: int, library: Library) -> Iterable[Outcome]:
    for seed in range(_SEEDS):
        yield fleet.storm(library, tickets=tickets, kills=kills, workers=workers, webs=webs, seed=seed)


def _storm(tickets: int, kills: int, workers: int, webs: int, library: Library) -> Iterable[Outcome]:
    return [fleet.storm(library, tickets=tickets, kills=kills, workers=workers, webs=webs, seed=_SEEDS)]


def _taken_over(library: Library) -> Iterable[Outcome]:
    return (together.taken_over(library) for _ in range(5))


def _twins(library: Library) -> Iterable[Outcome]:
    return [together.twins(library, 50)]


def jobs(every: int) -> list[Job]:
    """Everything; with `every`, each so-manieth point of the long parts."""
    found = [Job("crash", f"crash {each.value}", partial(_crash, each, every)) for each in crashes.Point]
    found += [Job("fault", f"once: {each.name}", partial(_once, each.name, every)) for each in faults.KINDS]
    found += [Job("fault", f"lasting: {each.name}", partial(_until_mended, each.name, every)) for each in faults.KINDS]
    found += [Job("change", f"changed: {each.name}", partial(_change, each.name, every)) for each in changes.CHANGES]
    found += [Job("fault", each.name, partial(_outage, each.name, every)) for each in worlds.OUTAGES]
    found += [
        Job("fault", "an unkind world", _worlds),
        Job("fault", "bad weather", partial(_weather, every)),
        Job("restore", "an older copy restored", partial(_restore, every)),
        Job("many", "random kills, 20 tickets, SQLite", partial(_storms, 20, 20, 1, 1)),
        Job("many", "two installations, one vault", _twins),
    ]
    if not POSTGRES:
        return found
    on_postgres = [Job("crash", f"{each.kind}, PostgreSQL", each.runs, True) for each in found if each.part == "crash"]
    return [
        *found,
        *on_postgres,
        Job("many", "a worker's look taken over", _taken_over, True),
        Job("many", "200 tickets, 3 workers, 2 web", partial(_storm, 200, 60, 3, 2), True),
    ]


def played(job: Job) -> Row:
    """All runs of a job, in a process of its own."""
    row = Row(job.kind)
    with Library.opened(postgres=job.postgres) as library:
        for outcome in job.runs(library):
            row.add(outcome)
    return row


@cli.command()
def main(
    only: Annotated[
        list[str] | None, typer.Option(help="A part (crash, fault, change, restore, many) or words of a line.")
    ] = None,
    every: Annotated[int, typer.Option(min=1, help="Try each so-manieth point only: 10 is a tenth of the work.")] = 1,
    at_once: Annotated[int, typer.Option("--jobs", "-j", min=1, help="How many lines to work on at once.")] = 2,
) -> None:
    """Break Keydesk in every way that is known, at every point, and look at what is left.

    A worker is killed at each request and each commit; everybody else's faults strike each request, once and lasting;
    people change what was approved before each request; an older copy of the database is put back; many processes die
    and are replaced. After all that each ticket has exactly one key for each environment, one published link that opens
    to it, and each comment once; nothing is lost, doubled, refused or leaked.

    Nothing lists the points: each line goes on until a run ends with nothing left to strike. The whole takes some
    hours of computing; --every 10 takes minutes. PostgreSQL joins in where KEYDESK_TEST_POSTGRES names a server.
    Exit 1 on any violation, each of which is printed below the table.
    """
    chosen = [each for each in jobs(every) if not only or any(word == each.part or word in each.kind for word in only)]
    if not chosen:
        raise typer.BadParameter("no such part or line", param_hint="--only")
    console = Console(stderr=False)
    rows = _play(chosen, at_once, console)
    console.print(_table(rows))
    for row in rows:
        for violation in row.violations:
            console.print(violation, markup=False, highlight=False)
    if not POSTGRES:
        console.print("PostgreSQL was not tried: set KEYDESK_TEST_POSTGRES to the URL of a server.")
    raise typer.Exit(_FOUND if any(row.violations for row in rows) else 0)


def _play(chosen: list[Job], at_once: int, console: Console) -> list[Row]:
    bar = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    rows: dict[str, Row] = {}
    with Progress(*bar, console=console) as progress, ProcessPoolExecutor(at_once, get_context("spawn")) as pool:
        task = progress.add_task("points struck: 0", total=len(chosen))
        under_way = {pool.submit(played, job): job for job in chosen}
        for done in as_completed(under_way):
            rows[under_way[done].kind] = done.result()
            struck = sum(row.points for row in rows.values())
            wrong = sum(len(row.violations) for row in rows.values())
            progress.update(task, advance=1, description=f"points struck: {struck}, violations: {wrong}")
    return [rows[job.kind] for job in chosen]


def _table(rows: list[Row]) -> Table:
    table = Table("what", "points", "runs", "violations", show_footer=True)
    totals = [sum(row.points for row in rows), sum(row.runs for row in rows), sum(len(row.violations) for row in rows)]
    for column, footer in zip(table.columns, ["in all", *map(str, totals)], strict=True):
        column.footer = footer
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(row.kind, str(row.points), str(row.runs), str(len(row.violations)))
    return table


if __name__ == "__main__":
    cli()
