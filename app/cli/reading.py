"""`keydesk read`: what tickets say, without any help desk, database or settings."""

import typer

from app.reading_command import read


def add_to(cli: typer.Typer) -> None:
    cli.command()(read)
