"""`python -m tests.chaos`: everything that can go wrong, at every point, and a table of what came of it."""

from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.chaos.jobs import Job, jobs, played
from tests.chaos.report import Row
from tests.store.databases import POSTGRES

_FOUND = 1

cli = typer.Typer(add_completion=False, pretty_exceptions_show_locals=False, rich_markup_mode=None)


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
    Exit 1 on any violation; each is printed as soon as its line is through, so that no hour is lost by an interruption.
    """
    chosen = [each for each in jobs(every) if not only or any(word == each.part or word in each.kind for word in only)]
    if not chosen:
        raise typer.BadParameter("no such part or line", param_hint="--only")
    console = Console(stderr=False)
    rows = _play(chosen, at_once, console)
    console.print(_table(rows))
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
            row = rows[under_way[done].kind] = done.result()
            if row.violations or not console.is_terminal:
                progress.console.print(_line(row), markup=False, highlight=False)
            struck = sum(row.points for row in rows.values())
            wrong = sum(len(row.violations) for row in rows.values())
            progress.update(task, advance=1, description=f"points struck: {struck}, violations: {wrong}")
    return [rows[job.kind] for job in chosen]


def _line(row: Row) -> str:
    found = f"{row.kind}: {row.points} points, {row.runs} runs, {len(row.violations)} violations"
    return "\n".join([found, *row.violations])


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
