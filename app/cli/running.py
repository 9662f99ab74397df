"""Commands that run Keydesk: the web side, the worker, both in one process, and the database's migration."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn

from app import log, process
from app.cli.house import operator, started_house
from app.main import House, create_app
from app.settings import Database, Logs, take_environment
from app.store.schema import migrate as migrate_database
from app.web.serving import server


def add_to(cli: typer.Typer) -> None:
    cli.command()(serve)
    cli.command()(worker)
    cli.command()(migrate)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    with_worker: Annotated[bool, typer.Option("--with-worker", help="Work on the tickets as well.")] = False,
) -> None:
    """Receive webhooks, show the pages, answer health checks.

    \b
    keydesk serve --with-worker     all of Keydesk in one process
    keydesk serve                   the web side; the work is done by `keydesk worker`
    """
    house = _started()
    web = server(create_app(house), host, port)
    with _working(house, web) if with_worker else _knowing_ourselves(house):
        web.run()


def worker() -> None:
    """Work on the tickets: sweep the queue, look, decide, do.

    On SIGTERM it takes nothing new, and gives the looks that run 20 seconds. One process on SQLite, any number on
    PostgreSQL.
    """
    house = _started()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: house.worker.stop())
    with house.serving_metrics():
        ended = house.worker.run()
    raise typer.Exit(0 if ended else 1)


def migrate() -> None:
    """Bring the database to the form that this version needs.

    `serve` and `worker` do so themselves when they start.
    """
    process.harden()
    environment = take_environment()
    logs = Logs.load(environment)
    log.configure(logs.format, logs.level)
    migrate_database(Database.load(environment).url.get_secret_value())
    typer.echo("The database is up to date.")


def _started() -> House:
    """Whichever process is there first, from now on tickets are Keydesk's; the audit knows how it was set."""
    house = started_house()
    _ = house.first_start
    house.note_start(operator())
    return house


@contextmanager
def _working(house: House, web: uvicorn.Server) -> Iterator[None]:
    """The worker beside whatever runs in this block. If it cannot work the server ends too, and its reason is raised;
    at the block's end running looks get their time."""
    with house.serving_metrics(), ThreadPoolExecutor(1, "worker") as pool:
        working = pool.submit(house.worker.run)
        working.add_done_callback(lambda _: setattr(web, "should_exit", True))
        try:
            yield
        finally:
            house.worker.stop()
            working.result()


@contextmanager
def _knowing_ourselves(house: House) -> Iterator[None]:
    """A web process without a worker asks once who we are, so that echoes of our own doing can be told."""
    threading.Thread(target=house.desk.me, name="who-we-are", daemon=True).start()
    yield
