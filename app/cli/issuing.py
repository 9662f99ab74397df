"""Commands for whoever makes keys: hand one in for its order, put some into the stock, see what is there."""

import json
import sys
from getpass import getpass
from typing import Annotated
from uuid import uuid4

import typer

from app.cli.house import open_house, operator
from app.core.catalogue import Catalogue
from app.core.findings import Findings
from app.core.items import StockDraft
from app.core.secret import Secret
from app.errors import Misconfigured
from app.main import CATALOGUES, House
from app.store import keys
from app.vault.onepassword import OnePassword
from app.wording import phrases

stock_cli = typer.Typer(help="Keys made beforehand, for low-risk requests.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object for each line.")]


def add_to(cli: typer.Typer) -> None:
    cli.command()(deposit)
    stock_cli.command("add")(add_stock)
    stock_cli.command("list")(list_stock)
    cli.add_typer(stock_cli, name="stock")


def deposit(
    order: Annotated[str | None, typer.Argument(help="The order's code, like LIB-412-production.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hand in the key for an order.

    It is checked at its service, and kept only if it can do exactly what was approved. The key is read from stdin, or
    typed unseen, never from the command line. Without ORDER, lists the open orders.

    \b
    keydesk deposit
    keydesk deposit LIB-412-production
    """
    house = open_house(quiet=True)
    if order is None:
        raise typer.Exit(_list_orders(house, as_json))
    if house.depositor is None:
        raise _not_issuing()
    house.depositor.order(order)
    done = house.depositor.hand_in(order, _value("Key: "), operator())
    for line in _area_by_area(done.view.catalogue, done.findings):
        typer.echo(line)
    if done.kept:
        typer.echo(f"Right. {done.key.name} is stored and goes to the requester by itself.")
        return
    problem, remedy = phrases.problem_of(done.view.catalogue, done.findings)
    typer.echo(f"Not stored: the key {problem}. {remedy} Then hand it in again.", err=True)
    raise typer.Exit(1)


def add_stock(
    service: Annotated[str, typer.Option(help="The service: alma.")],
    environment: Annotated[str, typer.Option(help="production or sandbox.")],
    grants: Annotated[str, typer.Option(help="What each key can do, like bibs=read-only,courses=read-only.")],
) -> None:
    """Put keys made beforehand into the stock.

    One value a line on stdin; each is checked first.

    \b
    keydesk stock add --service alma --environment sandbox --grants bibs=read-only < keys
    """
    house = open_house(quiet=True)
    vault = _vault(house)
    granted = _grants(service, environment, grants)
    values = [line.strip() for line in sys.stdin if line.strip()]
    if not values:
        raise typer.BadParameter("no key on stdin: one value a line")
    refused = 0
    for number, value in enumerate(values, 1):
        refused += not _add_one(
            house, vault, StockDraft(f"stock {environment}", service, environment, granted), number, Secret(value)
        )
    raise typer.Exit(1 if refused else 0)


def list_stock(as_json: AsJson = False) -> None:
    """List the stock: free, taken, misfiled."""
    house = open_house(quiet=True)
    vault = _vault(house)
    for item in vault.stock():
        row = {
            "item": item.id,
            "service": item.service,
            "environment": item.environment,
            "grants": dict(item.grants),
            "claimed": item.claimed_by is not None,
        }
        granted = ", ".join(f"{area} {level}" for area, level in item.grants.items())
        state = "claimed" if item.claimed_by else "free"
        typer.echo(json.dumps(row) if as_json else f"{item.id}  {item.service} {item.environment}  {granted}  {state}")
    for wrong in vault.misfiled():
        typer.echo(f"misfiled: {wrong.id}: {wrong.why}", err=True)


def _list_orders(house: House, as_json: bool) -> int:
    with house.store.reading() as db:
        orders = keys.open_orders(db)
    for each in orders:
        row = {"order": each.code, "ticket": each.ref, "name": each.key.name, "grants": dict(each.key.grants)}
        typer.echo(json.dumps(row) if as_json else f"{each.code}  {each.key.name}")
    if not orders and not as_json:
        typer.echo("No order is open.")
    return 1 if orders else 0


def _add_one(house: House, vault: OnePassword, draft: StockDraft, number: int, value: Secret) -> bool:
    """Whether the value went into the stock; one that is wrong or known is told and left out."""
    findings = house.verifiers[draft.service].check(value, draft.environment, draft.grants)
    with house.store.reading() as db:
        known = keys.key_with(db, house.fingerprint(value))
    if known is not None:
        typer.echo(f"key {number}: not stored: it is already the key {known.name}", err=True)
        return False
    if findings.verdict is not findings.verdict.RIGHT:
        problem, remedy = phrases.problem_of(CATALOGUES[draft.service], findings)
        typer.echo(f"key {number}: not stored: it {problem}. {remedy}", err=True)
        return False
    item = vault.add_stock(draft, value, str(uuid4()))
    typer.echo(f"key {number}: stored as {item} (…{value.last4})")
    return True


def _value(prompt: str) -> Secret:
    typed = getpass(prompt) if sys.stdin.isatty() else sys.stdin.read()
    value = typed.strip()
    if not value or "\n" in value:
        raise typer.BadParameter("one key on stdin, and nothing else")
    return Secret(value)


def _grants(service: str, environment: str, written: str) -> dict[str, str]:
    catalogue = CATALOGUES.get(service)
    if catalogue is None or environment not in {each.id for each in catalogue.environments}:
        raise typer.BadParameter(f"there is no {service} {environment}")
    pairs = dict(part.strip().partition("=")[::2] for part in written.split(",") if part.strip())
    areas, levels = {each.id for each in catalogue.areas}, {each.id for each in catalogue.levels}
    if not pairs or not set(pairs) <= areas or not set(pairs.values()) <= levels:
        raise typer.BadParameter(f"grants are AREA=LEVEL with AREA of {sorted(areas)} and LEVEL of {sorted(levels)}")
    return {area.id: pairs[area.id] for area in catalogue.areas if area.id in pairs}


def _area_by_area(catalogue: Catalogue, findings: Findings) -> list[str]:
    return [
        f"  {phrases.area_title(catalogue, each.area):28} {each.granted or 'nothing':12} {each.result.value}"
        for each in findings.areas
    ]


def _vault(house: House) -> OnePassword:
    if house.vault is None:
        raise _not_issuing()
    return house.vault


def _not_issuing() -> Misconfigured:
    return Misconfigured(
        "no vault in this mode", "Keys are handled only in MODE=full, with the OP_ and ALMA_ settings."
    )
