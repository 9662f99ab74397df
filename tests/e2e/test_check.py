"""What `keydesk check` finds, finding by finding, and that it leaves everything as it was."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from app.cli.checking import CHECKS, lines_of
from app.cli.checks.findings import Standing
from app.core.items import VaultName
from app.demo.helpdesk.faults import Fault
from app.demo.helpdesk.records import Project, ProjectType
from app.demo.helpdesk.workflow import RESOLVED, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT
from app.demo.loopback import Fault as Refusal
from app.demo.onepassword.account import Rights
from tests.e2e.browsing import HASH
from tests.e2e.stage import Stage
from tests.e2e.world import NewWorld, World

OK, NOT_YET, TO_DO, MISSING = Standing
OBSERVE, NOBODY = {"MODE": "observe"}, {"MODE": "observe", "REVIEWER_GROUP": ""}
TURNS = {"STATUS_REQUESTER": WAITING_FOR_CUSTOMER.id, "STATUS_LSIS": WAITING_FOR_SUPPORT.id, "STATUS_DONE": RESOLVED.id}
AT_HOME = {"BASE_URL": "http://127.0.0.1:8000"}
STRANGE = {"BASE_URL": "http://127.0.0.1:8000", "CONSOLE_AUTH": "proxy", "CONSOLE_PROXIES": "127.0.0.1"}
BIBS = {"bibs": "read-only"}


class Row(NamedTuple):
    """`settings` and `change` are how the library differs; what is found is this alone, with `words` in it.

    `{…}` in the settings stand for account ids, by name.
    """

    id: str
    name: str
    standing: Standing
    words: str
    settings: dict[str, str] = {}  # noqa: RUF012
    change: Callable[[World], object] = lambda _: None


def project(world: World) -> Project:
    return world.scene.desk.now().get(Project, world.scene.settings["JIRA_PROJECTS"])


def software(world: World) -> None:
    world.scene.desk.history.put(replace(project(world), type=ProjectType.SOFTWARE))


def software_with_a_role(world: World) -> None:
    software(world)
    world.scene.desk.role(project(world), "Service Desk Team", world.scene.people.jane)


def ticket_elsewhere(world: World) -> None:
    desk = world.scene.desk
    desk.open_ticket(world.scene.people.dana, "API key", "An Alma API key, please.", project=desk.project("ELSE"))


def everybody(world: World) -> None:
    desk = world.scene.desk
    desk.join(world.scene.reviewers, *[desk.person(f"Agent {number}") for number in range(24)])


def asleep(world: World) -> None:
    world.scene.desk.deactivate(world.scene.people.jane)
    world.scene.desk.deactivate(world.scene.people.omar)


def signed_out(world: World) -> None:
    world.scene.desk.faults.add(Fault("GET .*/myself$", times=None, status=401))


def away(world: World) -> None:
    world.scene.desk.faults.add(Fault("GET .*/myself$", times=None, drop=True))


def issued_key(world: World) -> None:
    world.scene.vault.account.add_item(world.scene.settings["OP_ISSUED_VAULT"], "a key", "l8xx", ())


def shares_end_early(world: World) -> None:
    issued_key(world)
    world.scene.vault.account.policy["maxExpiry"] = "OneDay"


def open_vault(name: VaultName) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.scene.vault.account.vaults[world.scene.settings[f"OP_{name.name}_VAULT"]].groups = ("everybody",)

    return change


def unseen_vault(world: World) -> None:
    world.scene.vault.account.vaults[world.scene.settings["OP_STOCK_VAULT"]].rights = Rights(0)


def misfiled(world: World) -> None:
    world.scene.vault.account.add_item(world.scene.settings["OP_STOCK_VAULT"], "my bank", "hunter2")


def old_stock(world: World) -> None:
    world.scene.stock_key("sandbox", BIBS)
    world.clock.advance(timedelta(days=91))


ROWS = [
    Row("an account", "Jira", TO_DO, "service account Keydesk; say when its token ends in KEYDESK_JIRA_TOKEN_ENDS"),
    Row("a token that lasts", "Jira", OK, "token ends 1 January 2999", {"JIRA_TOKEN_ENDS": "2999-01-01"}),
    Row("a token that has ended", "Jira", MISSING, "the token ended on 1 ", {"JIRA_TOKEN_ENDS": "2026-01-01"}),
    Row("a wrong token", "Jira", MISSING, "KEYDESK_JIRA_URL is http://127.0.0.1:", {}, signed_out),
    Row("a Jira that is away", "Jira", MISSING, "Jira does not answer. KEYDESK_JIRA_URL is http", {}, away),
    Row("a project", "projects", OK, " is LIB"),
    Row("no such project", "projects", MISSING, "no project with the number 777", {"JIRA_PROJECTS": "777"}),
    Row("a queue", "queue", OK, "alma: 0 open tickets"),
    Row("a bad queue", "queue", MISSING, "does not accept the alma queue's JQL", {"ALMA_QUEUE_JQL": "(("}),
    Row("a wide queue", "queue", TO_DO, "not ours", {"ALMA_QUEUE_JQL": "statusCategory != Done"}, ticket_elsewhere),
    Row("no request JQL", "requests", NOT_YET, "REQUEST_JQL can say it for certain"),
    Row("a request JQL", "requests", OK, "", {"REQUEST_JQL": "labels = key"}),
    Row(
        "a bad request JQL", "requests", MISSING, "does not accept KEYDESK_REQUEST_JQL", {"REQUEST_JQL": "lables = key"}
    ),
    Row("all rights", "rights", OK, "project "),
    Row(
        "a right is lacking",
        "rights",
        MISSING,
        "must give Keydesk Link issues",
        change=lambda world: world.scene.desk.withdraw(world.scene.people.bot, "LINK_ISSUES"),
    ),
    Row(
        "a right too much",
        "rights",
        TO_DO,
        "should not have Modify reporter",
        change=lambda world: world.scene.desk.grant(world.scene.people.bot, "MODIFY_REPORTER"),
    ),
    Row("a service project", "internal", OK, "project "),
    Row("no service project", "internal", MISSING, "set KEYDESK_INTERNAL_ROLE", change=software),
    Row(
        "a role",
        "internal",
        OK,
        "project ",
        {"INTERNAL_ROLE": "Service Desk Team"},
        software_with_a_role,
    ),
    Row(
        "no such role",
        "internal",
        MISSING,
        "no role Team (KEYDESK_INTERNAL_ROLE); its roles: Service Desk Team",
        {"INTERNAL_ROLE": "Team"},
        software_with_a_role,
    ),
    Row("a role that no project needs", "internal", OK, "project ", {"INTERNAL_ROLE": "Nobody's"}),
    Row("all statuses", "statuses", OK, "done: Resolved", TURNS),
    Row("no status", "statuses", TO_DO, "set STATUS_REQUESTER, _LSIS and _DONE to show whose turn it is (10001 "),
    Row("a strange status", "statuses", TO_DO, "has no status 999, only ", {**TURNS, "STATUS_DONE": "999"}),
    Row("a group", "reviewers", OK, "Jane Roe, Omar Haddad"),
    Row("nobody yet", "reviewers", NOT_YET, "MODE=ask needs REVIEWER_GROUP", NOBODY),
    Row("no such group", "reviewers", MISSING, "no group with the id 12ab", {"REVIEWER_GROUP": "12ab"}),
    Row("a group of more than 25", "reviewers", MISSING, "has 26 members, too many", change=everybody),
    Row("a group of nobody active", "reviewers", MISSING, "nobody in lsis-reviewers has an active", change=asleep),
    Row(
        "somebody who left",
        "reviewers",
        OK,
        "Jane Roe (Omar Haddad: deactivated, does not count)",
        change=lambda world: world.scene.desk.deactivate(world.scene.people.omar),
    ),
    Row(
        "Jira's own group",
        "reviewers",
        MISSING,
        "jira-servicemanagement-users-lib is one of Jira's own groups",
        change=lambda world: world.scene.desk.rename_group(world.scene.reviewers, "jira-servicemanagement-users-lib"),
    ),
    Row(
        "ourselves among them",
        "reviewers",
        MISSING,
        "own account is a reviewer",
        change=lambda world: world.scene.desk.join(world.scene.reviewers, world.scene.people.bot),
    ),
    Row(
        "no right to look",
        "reviewers",
        MISSING,
        "Browse users and groups",
        change=lambda world: world.scene.desk.withdraw(world.scene.people.bot, "USER_PICKER"),
    ),
    Row("reviewers by name", "reviewers", OK, "Jane Roe, Eve Stranger", {"REVIEWERS": "{jane},{eve}"}),
    Row("no such reviewer", "reviewers", MISSING, "no account 712020:x (KEY", {"REVIEWERS": "{jane},712020:x"}),
    Row("no active reviewer", "reviewers", MISSING, "none of KEYDESK_REVIEWERS", {"REVIEWERS": "{jane}"}, asleep),
    Row("ourselves by name", "reviewers", MISSING, "own account is a reviewer", {"REVIEWERS": "{jane},{bot}"}),
    Row("domains", "recipients", OK, "inside are lib.example.edu"),
    Row("no domains yet", "recipients", NOT_YET, "RECIPIENT_DOMAINS", {**OBSERVE, "RECIPIENT_DOMAINS": ""}),
    Row("a webhook", "webhook", OK, "within seconds"),
    Row("no webhook", "webhook", NOT_YET, "every 3 minutes", {"JIRA_WEBHOOK_SECRETS": ""}),
    Row("Alma", "Alma", OK, "answers"),
    Row("no Alma yet", "Alma", NOT_YET, "MODE=full needs ALMA_URL", {**OBSERVE, "ALMA_URL": ""}),
    Row(
        "an Alma that is away",
        "Alma",
        MISSING,
        "does not answer as Alma does",
        change=lambda world: setattr(world.scene.alma, "hook", lambda *_: Refusal(503)),
    ),
    Row("vaults", "1Password", TO_DO, "3 vaults; say when its token ends in KEYDESK_OP_TOKEN_ENDS"),
    Row("no vaults yet", "1Password", NOT_YET, "mode is observe", OBSERVE),
    Row("a vault unseen", "1Password", MISSING, "the stock vault cannot be seen", change=unseen_vault),
    Row(
        "the stock open",
        "1Password",
        MISSING,
        "the stock vault is open to the group everybody",
        {},
        open_vault(VaultName.STOCK),
    ),
    Row("issued keys open", "1Password", MISSING, "the issued vault is open to", {}, open_vault(VaultName.ISSUED)),
    Row(
        "a vault open to LSIS",
        "1Password",
        OK,
        "3 vaults, token ends",
        {"OP_TOKEN_ENDS": "2999-01-01", "OP_ALLOWED_GROUPS": "lsis,everybody"},
        open_vault(VaultName.STOCK),
    ),
    Row(
        "a vault too many",
        "1Password",
        TO_DO,
        "the token also opens Payroll",
        change=lambda world: world.scene.vault.account.add_vault("Payroll"),
    ),
    Row("no link yet", "share links", NOT_YET, "once a first key has been issued"),
    Row("links", "share links", OK, "links last 7 days", {}, issued_key),
    Row("short links", "share links", TO_DO, "fewer than SHARE_TTL", {}, shares_end_early),
    Row("links later", "share links", NOT_YET, "asked in MODE=full", OBSERVE),
    Row("stock", "stock", OK, "1 keys free", {}, lambda world: world.scene.stock_key("sandbox", BIBS)),
    Row("misfiled stock", "stock", TO_DO, "1 items are not stock", {}, misfiled),
    Row("old stock", "stock", TO_DO, "1 keys lie there for more than 90 days", {}, old_stock),
    Row("stock later", "stock", NOT_YET, "used in MODE=full", OBSERVE),
    Row("no pages", "pages", NOT_YET, "CONSOLE_AUTH makes a page for it"),
    Row("pages later", "pages", NOT_YET, "pages come with MODE=full", {**OBSERVE, **STRANGE}),
    Row("pages by proxy", "pages", OK, "header X-Forwarded-User from 127.0.0.1/32", STRANGE),
    Row(
        "pages by password",
        "pages",
        OK,
        "by one password, at http://127.0.0.1:8000/orders",
        {**AT_HOME, "CONSOLE_AUTH": "local", "CONSOLE_PASSWORD_HASH": HASH},
    ),
    Row("templates", "templates", OK, ""),
    Row("no template", "templates", MISSING, "lacks denied", {}, lambda world: lose(world, "denied")),
    Row("a database", "database", OK, ""),
]


def lose(world: World, template: str) -> None:
    world.house.__dict__["wording"] = SimpleNamespace(missing=lambda: [template])


@pytest.fixture
def _vaults_as_they_were(library: Stage) -> Iterator[None]:
    account = library.scene.vault.account
    before = {id: (each, each.rights, each.groups) for id, each in account.vaults.items()}
    yield
    account.vaults = {id: each for id, (each, _, _) in before.items()}
    for vault, rights, groups in before.values():
        vault.rights, vault.groups = rights, groups


@pytest.mark.usefixtures("_vaults_as_they_were")
@pytest.mark.parametrize("row", ROWS, ids=[each.id for each in ROWS])
def test_a_finding(row: Row, library: Stage, keydesk_with: NewWorld) -> None:
    names = vars(library.scene.people)
    settings = {name: value.format(**names) if name == "REVIEWERS" else value for name, value in row.settings.items()}
    if "REVIEWERS" in settings:
        settings["REVIEWER_GROUP"] = ""
    keydesk = keydesk_with(**settings)
    row.change(keydesk)
    found = lines_of(keydesk.house, row.name)
    assert [line.standing for line in found if row.words in line.words] == [row.standing], found


def test_every_check_has_its_findings_here() -> None:
    assert {row.name for row in ROWS} == set(CHECKS) - {".env"}
