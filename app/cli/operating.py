"""Commands for whoever operates Keydesk: stop and start issuing, and verify the audit."""

import sys
from getpass import getpass
from typing import Annotated

import typer
from argon2 import PasswordHasher

from app.cli.house import open_house, operator
from app.store import audit
from app.store import desk as installation

#: One account for several people, with nothing but this between a stranger and the check of keys.
SHORTEST_PASSWORD = 12

audit_cli = typer.Typer(help="What was done, and whether anybody changed it since.", no_args_is_help=True)


def add_to(cli: typer.Typer) -> None:
    cli.command()(pause)
    cli.command()(resume)
    cli.command("console-password")(console_password)
    audit_cli.callback()(_audit)
    audit_cli.command("verify")(verify)
    cli.add_typer(audit_cli, name="audit")


def pause(reason: Annotated[str, typer.Argument(help="Why, for whoever wonders.")]) -> None:
    """Stop issuing everywhere, at the next step.

    Reading, asking and reviewing go on; approvals stay, and count once it is resumed.

    \b
    keydesk pause "a reviewer's account was stolen"
    """
    if not reason.strip():
        raise typer.BadParameter("say why, for whoever wonders")
    house = open_house(quiet=True)
    now = house.clock()
    with house.store.writing() as db:
        installation.pause(db, operator(), reason, now)
        house.store.audit.append(db, operator(), "paused", None, {"reason": reason}, now)
    typer.echo("Issuing is paused. `keydesk resume` starts it again.")


def resume() -> None:
    """Issue again after a pause."""
    house = open_house(quiet=True)
    now = house.clock()
    with house.store.writing() as db:
        ended = installation.resume(db)
        if ended is not None:
            house.store.audit.append(db, operator(), "resumed", None, {"paused_by": ended.by}, now)
    house.mark_everything()
    typer.echo("Issuing goes on." if ended else "Issuing was not paused.")


def console_password() -> None:
    """Make the hash of a password for Keydesk's pages.

    For CONSOLE_AUTH=local. The password is typed unseen, or read from stdin; nothing is stored.
    """
    typed = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline()
    password = typed.rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        raise typer.BadParameter(f"a password has at least {SHORTEST_PASSWORD} characters")
    if sys.stdin.isatty() and getpass("Once more: ") != password:
        raise typer.BadParameter("those were two different passwords")
    typer.echo(f"KEYDESK_CONSOLE_PASSWORD_HASH='{PasswordHasher().hash(password)}'")


def verify(
    expect: Annotated[str | None, typer.Option(help="A head noted down before, NUMBER:MAC.")] = None,
) -> None:
    """Verify that nobody changed what was recorded.

    Nor removed or reordered it. Prints the chain's head, which is worth keeping elsewhere: against it a chain that was
    cut short is found too. Exit code 1 if anything is wrong.

    \b
    keydesk audit verify --expect 1204:6f1d…
    """
    house = open_house(quiet=True)
    head = _head(expect)
    with house.store.reading() as db:
        report = house.store.audit.verify(audit.entries(db), head)
    for rows, fault in report.faults:
        typer.echo(f"row {rows}: {fault.value}", err=True)
    typer.echo(f"head {report.head.number}:{report.head.mac}")
    raise typer.Exit(1 if report.faults else 0)


def _audit() -> None:
    """What was done, and whether anybody changed it since."""


def _head(written: str | None) -> audit.Head | None:
    if written is None:
        return None
    number, _, mac = written.partition(":")
    if not (number.isascii() and number.isdigit()) or not mac:
        raise typer.BadParameter("a head is NUMBER:MAC, as `keydesk audit verify` prints it")
    return audit.Head(int(number), mac)
