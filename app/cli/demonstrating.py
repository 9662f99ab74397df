"""`keydesk demo`: Keydesk beside a local help desk, Alma and 1Password."""

from typing import Annotated

import typer


def add_to(cli: typer.Typer) -> None:
    cli.command()(demo)


def demo(
    once: Annotated[
        bool, typer.Option("--once", help="Play one ticket from its opening to the opened links, print it, and end.")
    ] = False,
    port: Annotated[int, typer.Option(help="Keydesk's port; the help desk takes the next. Others if taken.")] = 8000,
) -> None:
    """See Keydesk work, on this machine alone.

    The unchanged program beside a local help desk, Alma and 1Password; nothing that is set up is read or touched.

    \b
    keydesk demo            open the help desk in a browser, and try
    keydesk demo --once     watch one ticket go all the way
    """
    from app.demo.__main__ import play_once, stay

    raise typer.Exit(play_once() if once else stay(port))
