"""Commands for whoever makes keys: hand one in for its order, put some into the stock, see what is there."""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from getpass import getpass
from typing import Annotated
from uuid import uuid4

import typer

from app.cli.house import open_house, operator
from app.core.catalogue import Catalogue
from app.core.findings import Findings, Verdict
from app.core.items import StockDraft, VaultName
from app.core.secret import Secret
from app.errors import Misconfigured, Permanent
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
    if service not in house.verifiers:
        raise typer.BadParameter(f"keys for {service} cannot be checked here, and so none can be kept")
    values = [line.strip() for line in sys.stdin if line.strip()]
    if not values:
        raise typer.BadParameter("no key on stdin: one value a line")
    draft = StockDraft(f"stock {environment}", service, environment, granted)
    seen = _in_stock(house, vault)
    stored = [_add_one(house, vault, draft, f"key {n}", Secret(value), seen) for n, value in enumerate(values, 1)]
    raise typer.Exit(0 if all(stored) else 1)


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


def _in_stock(house: House, vault: OnePassword) -> dict[str, str]:
    """The fingerprints of the values that lie in the stock, each with its item."""
    found: dict[str, str] = {}
    for item in vault.stock():
        with suppress(Permanent):  # no value that could be a key
            found[house.fingerprint(vault.reveal(VaultName.STOCK, item.id))] = f"{item.id} in the stock"
    return found


def _add_one(
    house: House, vault: OnePassword, draft: StockDraft, name: str, value: Secret, seen: dict[str, str]
) -> bool:
    """Whether the value went into the stock; `seen` are the fingerprints of those that did, with their names here."""
    why = _unfit(house, draft, value, seen)
    if why is not None:
        typer.echo(f"{name}: not stored: {why}", err=True)
        return False
    item = vault.add_stock(draft, value, str(uuid4()))
    seen[house.fingerprint(value)] = name
    typer.echo(f"{name}: stored as {item} (…{value.last4})")
    return True


def _unfit(house: House, draft: StockDraft, value: Secret, seen: Mapping[str, str]) -> str | None:
    """Why the value cannot go into the stock."""
    fingerprint = house.fingerprint(value)
    with house.store.reading() as db:
        known = keys.key_with(db, fingerprint)
    if fingerprint in seen or known is not None:
        return f"it is already {seen[fingerprint] if known is None else f'the key {known.name}'}"
    try:
        findings = house.verifiers[draft.service].check(value, draft.environment, draft.grants)
    except Permanent as error:
        return error.person
    if findings.verdict is Verdict.RIGHT:
        return None
    problem, remedy = phrases.problem_of(CATALOGUES[draft.service], findings)
    return f"it {problem}. {remedy}"


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
    parts = [part.strip() for part in written.split(",") if part.strip()]
    pairs = dict(part.partition("=")[::2] for part in parts)
    if len(pairs) < len(parts):
        raise typer.BadParameter("an area stands there twice")
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
