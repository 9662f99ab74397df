"""`keydesk check`: everything that Keydesk relies on, tried out, with what to do and who can where something is
missing.

Nothing is written anywhere, and no database made. Each check says one thing; one that cannot be made says why and keeps
back only those that could say nothing without it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

import typer

from app.cli.checks import home, issuing, jira, people
from app.cli.checks.findings import Found, Line, Standing
from app.cli.house import settled_house
from app.errors import KeydeskError
from app.main import House

#: In the order in which they depend on each other.
CHECKS: Mapping[str, Callable[[House], Found]] = {
    ".env": home.env_file,
    "database": home.database,
    "Jira": jira.account,
    "projects": jira.projects,
    "queue": jira.queues,
    "requests": jira.request_jql,
    "rights": jira.rights,
    "internal": jira.internal_comments,
    "statuses": jira.statuses,
    "reviewers": people.reviewers,
    "recipients": people.recipients,
    "webhook": home.webhook,
    "Alma": issuing.alma,
    "1Password": issuing.vaults,
    "share links": issuing.share_policy,
    "stock": issuing.stock,
    "pages": home.pages,
    "templates": home.templates,
}

#: What says nothing where another thing is missing.
_NEEDS: Mapping[str, str] = {
    "projects": "Jira",
    "reviewers": "Jira",
    **dict.fromkeys(("queue", "requests", "rights", "internal", "statuses"), "projects"),
    **dict.fromkeys(("share links", "stock"), "1Password"),
}


def add_to(cli: typer.Typer) -> None:
    cli.command()(check)


def check(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each line.")] = False) -> None:
    """Try out everything that Keydesk relies on.

    A line says ok, not needed yet, to do (it runs without), or missing (it does not), and who can provide it. Nothing
    is written anywhere. Exit code 1 if anything is missing.
    """
    lines = list(all_lines(settled_house(quiet=True)))
    for line in lines:
        row = {"name": line.name, "standing": line.standing, "words": line.words}
        typer.echo(json.dumps(row) if as_json else f"{line.name:14} {line.standing:15} {line.words}".rstrip())
    raise typer.Exit(1 if any(line.standing is Standing.MISSING for line in lines) else 0)


def all_lines(house: House) -> Iterator[Line]:
    """Each check's findings. Without what it needs, and without what that needs, a check is not made."""
    unmade: set[str] = set()
    for name in CHECKS:
        found = lines_of(house, name) if _NEEDS.get(name) not in unmade else []
        if not found or any(line.standing is Standing.MISSING for line in found):
            unmade.add(name)
        yield from found


def lines_of(house: House, name: str) -> list[Line]:
    """What one check finds, by its name."""
    try:
        return [Line(name, standing, words) for standing, words in CHECKS[name](house)]
    except KeydeskError as error:
        return [Line(name, Standing.MISSING, error.person)]
