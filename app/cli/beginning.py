"""`keydesk init`: a first `.env`, from five questions, each with who can answer it."""

import os
import secrets
from pathlib import Path

import typer

ENV = Path(".env")


def add_to(cli: typer.Typer) -> None:
    cli.command("init")(begin)


def begin() -> None:
    """Ask five things and write `.env`.

    With it Keydesk only observes: it reads, and writes nothing anywhere but into its own database. A file that exists
    is never overwritten.
    """
    if ENV.exists():
        raise typer.BadParameter(f"{ENV.resolve()} exists already; move it away first")
    typer.echo("Five questions; everything can be changed later in .env. Nothing is sent anywhere.\n")
    answers = {
        "JIRA_URL": _ask("1. Your Jira's address, like https://example.atlassian.net (you know it)"),
        "JIRA_USER": _ask("2. The mail address of the account that Keydesk shall use (a Jira admin makes one)"),
        "JIRA_TOKEN": typer.prompt("3. That account's API token (id.atlassian.com, Security)", hide_input=True),
        "JIRA_PROJECTS": _ask("4. The number of the help desk's project (its settings' address shows pid=…)"),
        # JQL knows both quotes; the file's own are single ones.
        "ALMA_QUEUE_JQL": _ask(
            "5. The JQL of the Alma queue (whoever runs the help desk)", "statusCategory != Done"
        ).replace("'", '"'),
    }
    settings = {"MODE": "observe", "SECRET_KEY": secrets.token_urlsafe(32), "AUDIT_KEY": secrets.token_urlsafe(32)}
    _write({**settings, **answers})
    typer.echo(f"\nWritten: {ENV.resolve()} (yours alone to read).")
    typer.echo("Next: `keydesk check` tries it out, `keydesk plan --all` shows what Keydesk would say on each ticket.")


def _ask(question: str, default: str | None = None) -> str:
    answer: str = typer.prompt(question, default=default)
    return answer.strip()


def _write(settings: dict[str, str]) -> None:
    """Made for its owner alone from its first moment."""
    lines = [f"KEYDESK_{name}='{value.replace(chr(39), '')}'\n" for name, value in settings.items()]
    with os.fdopen(os.open(ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
