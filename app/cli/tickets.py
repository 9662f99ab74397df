"""Commands about tickets: what would be done, do it now, what is stuck, try again."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from app.cli.house import open_house
from app.core.document import Break, Document, Inline, Items, Mention, Paragraph, Quote, Table
from app.errors import Permanent
from app.flow.planning import Planned
from app.flow.sweep import subject_of
from app.main import House
from app.store import tickets, work

_REF = re.compile(r"[A-Z][A-Z0-9_]+-[0-9]+|[1-9][0-9]*")
_OTHER = re.compile(r"sweep:[a-z]+|key:[1-9][0-9]*|stock")

_OLDER = """
Tickets marked * are from before Keydesk's first start. The above is what would be done if they were not: they will be
left alone until a reviewer sets keydesk-on, or KEYDESK_FROM names an earlier day."""

Ref = Annotated[str, typer.Argument(help="The ticket, as people call it (LIB-412) or by its number in Jira.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for each line.")]


def add_to(cli: typer.Typer) -> None:
    cli.command()(plan)
    cli.command()(reconcile)
    cli.command()(stuck)
    cli.command()(retry)


def plan(
    key: Annotated[str | None, typer.Argument(help="The ticket (LIB-412).")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every open ticket of the queues.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what would be done next about a ticket, and why.

    A look like any other, but nothing is done. A comment that would be written is shown. Where KEYDESK_FROM is not set,
    a ticket from before Keydesk's first start is shown as if it were not older, though it will be left alone.

    \b
    keydesk plan LIB-412
    keydesk plan --all
    """
    if (key is None) == (not every):
        raise typer.BadParameter("name a ticket, or say --all")
    house = open_house(quiet=True)
    named = [(_id(house, key), key)] if key else [(found.id, found.ref) for found in _queued(house)]
    older = False
    for number, (ticket_id, ref) in enumerate(named):
        planned = list(house.planner.plan(ticket_id))[-1]
        older |= planned.older
        typer.echo(json.dumps(_as_json(ref, planned)) if as_json else _as_text(ref, planned, number))
    if older and not as_json:
        typer.echo(_OLDER)


def reconcile(
    keys: Annotated[list[str], typer.Argument(help="Tickets (LIB-412 LIB-419).")],
) -> None:
    """Look at tickets now, and do what there is to do.

    Waits for the outcome, also beside a running worker. Exit code 1 if any of them needs a person.
    """
    house = open_house(quiet=True)
    outcomes = {key: house.worker.look_now(subject_of(_id(house, key))) for key in keys}
    for key, outcome in outcomes.items():
        typer.echo(f"{key}: {outcome.words}")
    raise typer.Exit(0 if all(outcome.well for outcome in outcomes.values()) else 1)


def stuck(as_json: AsJson = False) -> None:
    """List what was given up and waits for a person.

    `keydesk retry` has it looked at again. Exit code 1 if there is anything.
    """
    house = open_house(quiet=True)
    with house.store.reading() as db:
        given_up = work.dead(db)
        names = {subject_of(known.id): known.ref for known in tickets.open_tickets(db)}
    for each in given_up:
        ref = names.get(each.subject, each.subject.removeprefix(subject_of("")))
        row = {"ticket": ref, "since": each.dead_at.isoformat(), "error": each.error}
        typer.echo(json.dumps(row) if as_json else f"{ref}  since {each.dead_at:%Y-%m-%d %H:%M} UTC  {each.error}")
    if not given_up and not as_json:
        typer.echo("Nothing is stuck.")
    raise typer.Exit(1 if given_up else 0)


def retry(key: Ref) -> None:
    """Have a ticket that was given up looked at again.

    Put right first what its internal comment says. Takes every name that `keydesk stuck` lists.
    """
    house = open_house(quiet=True)
    subject = key if _OTHER.fullmatch(key) else subject_of(_id(house, key))
    with house.store.writing() as db:
        revived = work.revive(db, subject, house.clock())
    typer.echo(f"{key} is looked at again." if revived else f"{key} was not given up; nothing to do.")


def _id(house: House, key: str) -> str:
    """The ticket's number in Jira: from our rows, else from the help desk."""
    if not _REF.fullmatch(key):
        raise typer.BadParameter(f"{key!r} is not a ticket's name, like LIB-412")
    if key.isdigit():
        return key
    with house.store.reading() as db:
        known = tickets.ticket_id(db, key)
    if known is not None:
        return known
    found = house.desk.ticket(key)
    if found is None:
        raise Permanent(f"no ticket {key}", f"There is no ticket {key}, or Keydesk may not see it.")
    return found.id


def _queued(house: House) -> Iterator[Any]:
    for service in house.queues:
        yield from house.desk.queue(service)


def _as_json(ref: str, planned: Planned) -> dict[str, Any]:
    decision = planned.decision
    return {
        "ticket": ref,
        "step": type(decision.step).__name__ if decision.step else None,
        "because": decision.because,
        "wake": decision.wake.isoformat() if decision.wake else None,
        "comment": plain(planned.comment) if planned.comment else None,
        "older": planned.older,
    }


def _as_text(ref: str, planned: Planned, number: int) -> str:
    decision = planned.decision
    step = f"would {type(decision.step).__name__}" if decision.step else "nothing to do"
    lines = ["" if number else None, f"{ref}{'*' if planned.older else ''}: {step}: {decision.because}"]
    if decision.wake:
        lines.append(f"  looks again at {decision.wake:%Y-%m-%d %H:%M} UTC")
    if planned.comment:
        lines += [f"  | {line}" for line in plain(planned.comment).splitlines()]
    return "\n".join(line for line in lines if line is not None)


def plain(document: Document) -> str:
    """A comment for the terminal: its words, one block after the other, with nothing that a terminal obeys."""
    return "\n\n".join(_block(block) for block in document.blocks)


def _block(block: Any) -> str:
    if isinstance(block, Paragraph):
        return _line(block.inlines)
    if isinstance(block, Items):
        return "\n".join(f"- {' '.join(_block(each) for each in item)}" for item in block.items)
    if isinstance(block, Quote):
        return "\n".join(f"> {_block(each)}" for each in block.blocks)
    if isinstance(block, Table):
        return "\n".join(" | ".join(_line(cell) for cell in row) for row in (block.head, *block.rows))
    raise TypeError(type(block).__name__)


def _line(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(each) for each in inlines)


def _inline(inline: Inline) -> str:
    if isinstance(inline, Break):
        return "\n"
    words = f"@{inline.name}" if isinstance(inline, Mention) else inline.text
    return "".join(each for each in words if each.isprintable())
