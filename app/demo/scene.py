"""A small library on this machine: its help desk, its Alma, its 1Password, and the people who work with them.

The demonstration and the tests act in it. It knows nothing of the program that it is a scene for: `settings` is what an
operator would write down.
"""

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from app.demo import native
from app.demo.alma import Alma
from app.demo.helpdesk import HelpDesk
from app.demo.onepassword import OnePassword, open_share

INSTITUTION = "01DEMO_INST"
DOMAIN = "lib.example.edu"

_SHARED = re.compile(r'"href": "([^"]*/s#[^"]*)"')


@dataclass(frozen=True)
class People:
    """Account ids: Dana asks, so does Ravi, of a vendor; Jane and Omar are reviewers; Eve is nobody; the bot is us."""

    dana: str
    ravi: str
    jane: str
    omar: str
    eve: str
    bot: str

    def name_of(self, account: str) -> str:
        """`Dana` for Dana's account."""
        names = {id: name for name, id in vars(self).items()}
        return names.get(account, account).capitalize()


@dataclass(frozen=True)
class Scene:
    """Everything that runs; `settings` are by name, as an operator sets them (values of secrets among them)."""

    clock: Callable[[], datetime]
    desk: HelpDesk
    alma: Alma
    vault: OnePassword
    people: People
    reviewers: str
    settings: Mapping[str, str]

    def make_key(self, environment: str, grants: Mapping[str, str], **more: object) -> str:
        """What LSIS does in the Developer Network: a new key with these rows; its value."""
        value = f"l8xx{secrets.token_hex(16)}"
        self.alma.add_key(value, environment, grants, INSTITUTION, **more)  # type: ignore[arg-type]
        return value

    def stock_key(self, environment: str, grants: Mapping[str, str]) -> str:
        """A key made beforehand, in the stock vault; its value."""
        value = self.make_key(environment, grants)
        tags = ("service:alma", f"environment:{environment}", *(f"grant:{area}={lv}" for area, lv in grants.items()))
        self.vault.account.add_item(self.settings["OP_STOCK_VAULT"], f"stock {environment}", value, tags)
        return value

    def links_of(self, ticket: str) -> list[str]:
        """The share links that stand on the ticket, oldest first."""
        comments = self.desk.ticket(ticket).comments
        return [str(link) for each in comments for link in _SHARED.findall(json.dumps(each.body))]

    def open_link(self, url: str, address: str) -> str:
        """What the recipient sees behind a link: the key's value."""
        return open_share(url, address).fields["credential"]


@contextmanager
def playing(clock: Callable[[], datetime], keydesk_url: str | None, help_desk_port: int = 0) -> Iterator[Scene]:
    """The scene, with webhooks to `keydesk_url` (none: only the sweep finds tickets)."""
    vault, alma = OnePassword(clock), Alma(clock)
    undo: list[Callable[[], None]] = [alma.stop, vault.stop]
    alma.start()
    undo.append(native.install(vault.start()))
    try:
        with HelpDesk.serving(help_desk_port, clock) as desk:
            yield _furnished(clock, desk, alma, vault, keydesk_url)
    finally:
        for each in reversed(undo):
            each()


def _furnished(
    clock: Callable[[], datetime], desk: HelpDesk, alma: Alma, vault: OnePassword, keydesk_url: str | None
) -> Scene:
    project = desk.project("LIB", "Library systems")
    dana = desk.person("Dana Whitfield", address=f"dana@{DOMAIN}")
    ravi = desk.person("Ravi Menon", type="customer", address="ravi@vendor.example.com")
    jane = desk.person("Jane Roe", address=f"jane@{DOMAIN}")
    omar = desk.person("Omar Haddad", address=f"omar@{DOMAIN}")
    eve = desk.person("Eve Stranger", address=f"eve@{DOMAIN}")
    bot = desk.person("Keydesk", address=f"keydesk@{DOMAIN}")
    desk.grant(bot, "USER_PICKER")
    reviewers = desk.group("lsis-reviewers", jane, omar)
    webhook_secret = secrets.token_hex(24)
    if keydesk_url is not None:
        desk.webhooks.send_to(f"{keydesk_url}/webhooks/jira", webhook_secret)
    return Scene(
        clock,
        desk,
        alma,
        vault,
        People(dana.id, ravi.id, jane.id, omar.id, eve.id, bot.id),
        reviewers.id,
        {
            "MODE": "full",
            "SECRET_KEY": secrets.token_hex(24),
            "JIRA_URL": desk.url,
            "JIRA_USER": f"keydesk@{DOMAIN}",
            "JIRA_TOKEN": desk.token(bot),
            "JIRA_PROJECTS": project.id,
            "JIRA_WEBHOOK_SECRETS": webhook_secret,
            "REVIEWER_GROUP": reviewers.id,
            "RECIPIENT_DOMAINS": DOMAIN,
            "ALMA_QUEUE_JQL": "project = LIB AND statusCategory != Done",
            "ALMA_URL": alma.url,
            "ALMA_INSTITUTION": INSTITUTION,
            "OP_SERVICE_ACCOUNT_TOKEN": vault.account.token,
            "OP_DEPOSIT_VAULT": vault.account.add_vault("API key deposits"),
            "OP_STOCK_VAULT": vault.account.add_vault("API key stock"),
            "OP_ISSUED_VAULT": vault.account.add_vault("API keys issued"),
        },
    )
