"""`keydesk check`: everything that Keydesk relies on, tried out, with what to do and who can where something is
missing.

Nothing is written anywhere. Each check says one thing; one that cannot be made says why and keeps none of the others
back.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from app.cli.house import open_house
from app.core.case import Turn
from app.core.items import VaultName
from app.core.secret import Secret
from app.desk.rights import NEEDED, UNWANTED
from app.errors import KeydeskError
from app.main import House

#: From this many days before its end a token is worth a word.
SOON_DAYS = 30

#: More reviewers than this, and the group is probably everybody.
MOST_REVIEWERS = 25


class Standing(StrEnum):
    """How a thing stands. TO_DO: Keydesk runs without it, but somebody should see to it. MISSING: it does not."""

    OK = "ok"
    NOT_YET = "not needed yet"
    TO_DO = "to do"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    standing: Standing
    words: str


def add_to(cli: typer.Typer) -> None:
    cli.command()(check)


def check(as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each line.")] = False) -> None:
    """Try out everything that Keydesk relies on.

    A line says ok, not needed yet, to do (it runs without), or missing (it does not), and who can provide it. Nothing
    is written anywhere. Exit code 1 if anything is missing.
    """
    house = open_house(quiet=True)
    lines = list(all_lines(house))
    for line in lines:
        row = {"name": line.name, "standing": line.standing, "words": line.words}
        typer.echo(json.dumps(row) if as_json else f"{line.name:14} {line.standing:15} {line.words}".rstrip())
    raise typer.Exit(1 if any(line.standing is Standing.MISSING for line in lines) else 0)


def all_lines(house: House) -> Iterator[Line]:
    """Each check's finding, in the order in which they depend on each other."""
    for name, made in CHECKS.items():
        try:
            yield from (Line(name, standing, words) for standing, words in made(house))
        except KeydeskError as error:
            yield Line(name, Standing.MISSING, error.person)


Found = Iterator[tuple[Standing, str]]


def _jira(house: House) -> Found:
    ends = house.settings.jira.token_ends
    yield _until(house, f"service account {house.desk.account().name}", ends, "KEYDESK_JIRA_TOKEN_ENDS")


def _queues(house: House) -> Found:
    for service in house.queues:
        facts = house.desk.queue_facts(service)
        if facts.errors:
            yield Standing.MISSING, f"Jira does not accept the {service} queue's JQL: {facts.errors[0]}"
        elif facts.reaches_outside:
            yield Standing.TO_DO, f"the {service} queue's JQL also finds tickets of projects that are not ours"
        else:
            yield Standing.OK, f"{service}: {facts.open_tickets} open tickets"


def _rights(house: House) -> Found:
    for project in house.settings.jira.projects:
        held = house.desk.permissions(project)
        lacking = [title for key, title in NEEDED.items() if not held.get(key)]
        too_much = [title for key, title in UNWANTED.items() if held.get(key)]
        if lacking:
            yield Standing.MISSING, f"project {project}: a project admin must give Keydesk {', '.join(lacking)}"
        elif too_much:
            yield Standing.TO_DO, f"project {project}: Keydesk should not have {', '.join(too_much)}"
        else:
            yield Standing.OK, f"project {project}"


def _internal_comments(house: House) -> Found:
    for project in house.settings.jira.projects:
        if house.desk.has_internal_comments(project) or house.settings.jira.internal_role:
            yield Standing.OK, f"project {project}"
        else:
            yield (
                Standing.MISSING,
                f"project {project} is no service project: set KEYDESK_INTERNAL_ROLE to a role's name",
            )


def _statuses(house: House) -> Found:
    wanted = house.statuses
    for project in house.settings.jira.projects:
        there = house.desk.project_statuses(project)
        reachable = ", ".join(f"{id} {name}" for id, name in there.items())
        unknown = [status for status in wanted.values() if status not in there]
        if unknown:
            yield Standing.TO_DO, f"project {project} has no status {', '.join(unknown)}, only {reachable}"
        elif len(wanted) < len(Turn):
            yield Standing.TO_DO, f"set STATUS_REQUESTER, _LSIS and _DONE to show whose turn it is ({reachable})"
        else:
            yield Standing.OK, ", ".join(f"{turn}: {there[status]}" for turn, status in wanted.items())


def _reviewers(house: House) -> Found:
    policy = house.settings.policy
    if policy.mode == "observe" and not (policy.reviewer_group or policy.reviewers):
        yield Standing.NOT_YET, "MODE=ask needs REVIEWER_GROUP (a group's id) or REVIEWERS (account ids)"
        return
    bot_reviews = house.desk.reviewers([house.desk.me()])[house.desk.me()]
    if bot_reviews:
        yield Standing.MISSING, "Keydesk's own account is a reviewer: please take it out"
    elif len(policy.reviewers) > MOST_REVIEWERS:
        yield Standing.TO_DO, f"{len(policy.reviewers)} reviewers are many for keys that open patron data"
    else:
        yield Standing.OK, f"{len(policy.reviewers)} accounts" if policy.reviewers else f"group {policy.reviewer_group}"


def _recipients(house: House) -> Found:
    domains = house.settings.policy.recipient_domains
    if domains:
        yield Standing.OK, f"inside are {', '.join(domains)}"
    else:
        yield Standing.NOT_YET, "MODE=ask needs RECIPIENT_DOMAINS"


def _webhook(house: House) -> Found:
    given = house.settings.entrances
    if given.webhook_secrets or given.automation_token:
        yield Standing.OK, "tickets are found within seconds"
    else:
        yield Standing.NOT_YET, "tickets are found every 3 minutes; docs/operations.md makes it seconds"


def _vault(house: House) -> Found:
    given, vault = house.settings.vault, house.vault
    if given is None or vault is None:
        yield (
            Standing.NOT_YET,
            f"mode is {house.settings.policy.mode}; for full a 1Password admin makes a service account",
        )
        return
    seen = vault.visible()
    for name in VaultName:
        if name not in {fact.name for fact in seen}:
            yield Standing.MISSING, f"the {name} vault cannot be seen with this token"
    strangers = [fact.title for fact in seen if fact.name is None]
    if strangers:
        yield Standing.TO_DO, f"the token also opens {', '.join(strangers)}: Keydesk needs its three vaults alone"
    yield _until(house, f"{len(seen) - len(strangers)} vaults", given.token_ends, "KEYDESK_OP_TOKEN_ENDS")


def _console(house: House) -> Found:
    given = house.settings.console
    if given.auth is None:
        yield Standing.NOT_YET, "keys are handed in by `keydesk deposit` or 1Password; CONSOLE_AUTH makes a page for it"
    elif house.console is None:
        yield Standing.NOT_YET, "pages come with MODE=full"
    elif given.auth == "proxy":
        proxies = ", ".join(str(each) for each in given.proxies)
        yield Standing.OK, f"sign-in by proxy header {given.proxy_header} from {proxies}"
    else:
        yield Standing.OK, f"sign-in by one password, at {house.settings.web.base_url}/orders"


def _share_policy(house: House) -> Found:
    if house.vault is None:
        yield Standing.NOT_YET, "asked in MODE=full"
        return
    longest, wanted = house.vault.longest_share(), house.settings.policy.share_ttl
    if longest is None:
        yield Standing.NOT_YET, "can be asked once a first key has been issued"
    elif longest < wanted:
        yield Standing.TO_DO, f"the account lets links last {longest.days} days, fewer than SHARE_TTL; they last that"
    else:
        yield Standing.OK, f"links last {wanted.days} days" if wanted.days else f"links last {wanted}"


def _stock(house: House) -> Found:
    if house.vault is None:
        yield Standing.NOT_YET, "used in MODE=full"
        return
    stock, misfiled = house.vault.stock(), house.vault.misfiled()
    old = [item for item in stock if house.clock() - item.created_at > timedelta(days=90)]
    if misfiled:
        yield Standing.TO_DO, f"{len(misfiled)} items are not stock: keydesk stock list names them"
    if old:
        yield Standing.TO_DO, f"{len(old)} keys lie there for more than 90 days"
    yield Standing.OK, f"{sum(item.claimed_by is None for item in stock)} keys free"


def _alma(house: House) -> Found:
    """A value that is no key must be refused in every area: then the address is right and Alma answers."""
    verifier = house.verifiers.get("alma")
    if verifier is None:
        yield Standing.NOT_YET, "MODE=full needs ALMA_URL and ALMA_INSTITUTION"
        return
    findings = verifier.check(Secret("l8xx" + "0" * 32), "production", {"bibs": "read-only"})
    if findings.verdict is findings.verdict.DEAD:
        yield Standing.OK, f"{house.settings.alma.url} answers"
    else:
        yield Standing.MISSING, f"{house.settings.alma.url} does not answer as Alma does"


def _templates(house: House) -> Found:
    missing = house.wording.missing()
    if missing:
        yield Standing.MISSING, f"templates/comments lacks {', '.join(missing)}"
    else:
        yield Standing.OK, ""


def _until(house: House, what: str, ends: date | None, setting: str) -> tuple[Standing, str]:
    if ends is None:
        return Standing.TO_DO, f"{what}; say when its token ends in {setting}, and you are reminded"
    left = (ends - house.clock().date()).days
    words = f"{what}, token ends {ends.day} {ends:%B %Y} ({left} days)"
    if left < 0:
        return Standing.MISSING, f"{what}: the token ended on {ends.day} {ends:%B %Y}; make a new one"
    return (Standing.TO_DO if left <= SOON_DAYS else Standing.OK), words


CHECKS: dict[str, Callable[[House], Found]] = {
    "Jira": _jira,
    "queue": _queues,
    "rights": _rights,
    "internal": _internal_comments,
    "statuses": _statuses,
    "reviewers": _reviewers,
    "recipients": _recipients,
    "webhook": _webhook,
    "Alma": _alma,
    "1Password": _vault,
    "share links": _share_policy,
    "stock": _stock,
    "pages": _console,
    "templates": _templates,
}
