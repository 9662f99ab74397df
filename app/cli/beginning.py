"""`keydesk init`: a first `.env`, from five questions, each with who can answer it."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import typer
from dotenv import dotenv_values

from app.settings import Alma, Jira, Section

ENV, OLD = Path(".env"), Path(".env.old")

#: The setting, the section that knows what is wrong with an answer, and the question.
QUESTIONS: tuple[tuple[str, type[Section], str], ...] = (
    ("KEYDESK_JIRA_URL", Jira, "1. Your Jira's address, like https://example.atlassian.net (you know it)"),
    (
        "KEYDESK_JIRA_USER",
        Jira,
        "2. The mail address of the account that Keydesk shall use (a Jira admin makes one)",
    ),
    ("KEYDESK_JIRA_TOKEN", Jira, "3. That account's API token (id.atlassian.com, Security)"),
    ("KEYDESK_JIRA_PROJECTS", Jira, "4. The number of the help desk's project (its settings' address shows pid=…)"),
    ("KEYDESK_ALMA_QUEUE_JQL", Alma, "5. The JQL of the Alma queue (whoever runs the help desk)"),
)


def add_to(cli: typer.Typer) -> None:
    cli.command("init")(begin)


def begin() -> None:
    """Ask five things and write `.env`.

    With it Keydesk only observes: it reads, and writes nothing anywhere but into its own database. Where there is a
    `.env` already it can ask again: what is not asked stays as it was, and the old file is kept as `.env.old`.
    """
    before = _before()
    typer.echo("Five questions; everything can be changed later in .env. Nothing is sent anywhere.\n")
    answers = {name: _ask(name, section, question, before.get(name)) for name, section, question in QUESTIONS}
    if before:
        ENV.rename(OLD)
    _write({**_first(), **before, **answers})
    typer.echo(f"\nWritten: {ENV.resolve()} (yours alone to read).")
    typer.echo("Next: `keydesk check` tries it out, `keydesk plan --all` shows what Keydesk would say on each ticket.")


def _before() -> Mapping[str, str]:
    """What an earlier `.env` says, if there is one and it may be asked for again."""
    if not ENV.exists():
        return {}
    if OLD.exists():
        raise typer.BadParameter(f"{ENV.resolve()} and {OLD} are both there; move one of them away first")
    if not typer.confirm(f"{ENV.resolve()} is there already. Ask again, and keep it as {OLD}?"):
        raise typer.BadParameter(f"{ENV.resolve()} was left as it is")
    return {name: value for name, value in dotenv_values(ENV, interpolate=False).items() if value}


def _first() -> Mapping[str, str]:
    made = {f"KEYDESK_{name}": secrets.token_urlsafe(32) for name in ("SECRET_KEY", "AUDIT_KEY")}
    return {"KEYDESK_MODE": "observe", **made, "KEYDESK_ALMA_QUEUE_JQL": "statusCategory != Done"}


def _ask(name: str, section: type[Section], question: str, before: str | None) -> str:
    """Until the answer is one that a start accepts. A token is neither shown nor offered."""
    hidden = name == "KEYDESK_JIRA_TOKEN"
    told = f"{question} [the one that you gave before]" if hidden and before else question
    while True:
        given: str = typer.prompt(told, before or _first().get(name), hide_input=hidden, show_default=not hidden)
        answer = given.strip()
        problem = section.problem(name, answer) if answer else "is empty"
        if problem is None:
            return answer
        typer.echo(f"   That {problem}.")


def _write(settings: Mapping[str, str]) -> None:
    """Made for its owner alone from its first moment."""
    lines = [f"{name}={_quoted(value)}\n" for name, value in settings.items()]
    with os.fdopen(os.open(ENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)


def _quoted(value: str) -> str:
    r"""In single quotes nothing is interpreted but `\'` and `\\`."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
