"""The `keydesk` command.

Exit codes, for those who script against it: 0 done, 1 something needs a person, 2 wrong use or input. What goes wrong
is told in one or two plain sentences; details stand in the log. Values of keys come in on stdin and never go out.
"""

import sys
from typing import NoReturn

import typer

from app.cli import beginning, checking, demonstrating, issuing, operating, reading, running, tickets
from app.errors import KeydeskError, Misconfigured

app = typer.Typer(
    name="keydesk",
    help="Answers help-desk tickets that ask for an API key, from the first question to a checked key.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (demonstrating, beginning, checking, running, reading, tickets, issuing, operating):
    module.add_to(app)


def main() -> NoReturn:
    """The entry point; never returns."""
    try:
        app()
    except KeydeskError as error:
        typer.echo(f"keydesk: {error.person}", err=True)
        sys.exit(2 if isinstance(error, Misconfigured) else 1)
    sys.exit(0)
