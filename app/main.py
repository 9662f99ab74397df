"""The one place where the parts are put together: from settings to a house that can look, sweep, answer and hand in.

Nothing here decides or does anything. Parts that the mode does not need yet are left out, not faked.
"""

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from fastapi import FastAPI

from app.core.case import Turn
from app.core.catalogue import Catalogue
from app.core.items import VaultName
from app.core.secret import Secret
from app.core.view import Mode, Policy
from app.desk.access import JiraAccess
from app.desk.jira import JiraDesk
from app.flow.delivering import Deliverer
from app.flow.deposits import Deposits
from app.flow.handing_in import Depositor
from app.flow.inbox import Inbox
from app.flow.look import Looker
from app.flow.looking import Observer
from app.flow.perform import Performer
from app.flow.planning import Planner
from app.flow.ports import Verifier
from app.flow.providing import Provider
from app.flow.records import Records
from app.flow.speaking import Speaker
from app.flow.starting import note_start
from app.flow.stocktaking import Stocktaker
from app.flow.subjects import Subjects
from app.flow.sweep import Sweeper, subject_of
from app.flow.vitals import Vitals
from app.flow.worker import Worker
from app.services.alma import KEY_FORMAT, AlmaVerifier, client, refuse_no_key
from app.services.alma_catalogue import ALMA
from app.services.openathens_catalogue import OPENATHENS
from app.settings import Settings
from app.store import desk as installation
from app.store import tickets, work
from app.store.session import Store
from app.vault.onepassword import OnePassword
from app.web.console.site import Console, add_console
from app.web.console.visitors import Door, LocalDoor, ProxyDoor
from app.web.headers import SecurityHeaders
from app.web.health import health
from app.web.metrics import Standing, serving
from app.web.webhook import Entrances, webhook
from app.wording import Wording

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates" / "comments"
PAGES = ROOT / "templates" / "pages"
CATALOGUES: Mapping[str, Catalogue] = {each.service: each for each in (ALMA, OPENATHENS)}


@dataclass(frozen=True)
class House:
    """Keydesk, assembled for one database and one help desk."""

    settings: Settings
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]

    @cached_property
    def store(self) -> Store:
        """Opened when it is first needed: a SQLite file that is not there is made then."""
        audit_key = self.settings.keys.audit_key or self.settings.keys.secret_key
        seal = hmac.digest(audit_key.get_secret_value().encode(), b"keydesk audit", hashlib.sha256)
        return Store(self.settings.database.url.get_secret_value(), seal)

    @cached_property
    def desk(self) -> JiraDesk:
        return JiraDesk(_access(self.settings), now=self.clock, sleep=self.sleep)

    @cached_property
    def vault(self) -> OnePassword | None:
        given = self.settings.vault
        if given is None:
            return None
        vaults = {
            VaultName.DEPOSIT: given.deposit_vault,
            VaultName.STOCK: given.stock_vault,
            VaultName.ISSUED: given.issued_vault,
        }
        token = Secret(given.service_account_token.get_secret_value())
        return OnePassword(
            token, vaults, {"alma": KEY_FORMAT}, lambda name: self.store.exclusive_wait(name, 10), self.sleep
        )

    @cached_property
    def verifiers(self) -> Mapping[str, Verifier]:
        alma = self.settings.alma
        if alma.url is None or alma.institution is None:
            return {}
        return {"alma": AlmaVerifier(client, alma.url, alma.institution, self.clock, self.sleep)}

    @cached_property
    def queues(self) -> Mapping[str, str]:
        """The services whose tickets are read, each with its queue's JQL."""
        return _queues(self.settings)

    @cached_property
    def wording(self) -> Wording:
        return Wording(TEMPLATES, self.settings.web.base_url if self.settings.console.auth else None)

    @cached_property
    def observer(self) -> Observer:
        return Observer(self.desk, self.store, self.policy, self.clock)

    @cached_property
    def records(self) -> Records:
        return Records(self.store)

    @cached_property
    def speaker(self) -> Speaker:
        return Speaker(self.desk, self.records, self.wording)

    @cached_property
    def provider(self) -> Provider | None:
        if self.vault is None or self.deposits is None:
            return None
        return Provider(self.vault, self.deposits, self.verifiers, self.records, self.fingerprint)

    @cached_property
    def deliverer(self) -> Deliverer | None:
        if self.vault is None:
            return None
        return Deliverer(self.desk, self.vault, self.records, self.speaker, self.fingerprint, self.link_trace)

    @cached_property
    def deposits(self) -> Deposits | None:
        return Deposits(self.vault, self.clock) if self.vault is not None else None

    @cached_property
    def looker(self) -> Looker:
        performer = Performer(self.desk, self.records, self.speaker, self.provider, self.deliverer)
        return Looker(self.observer, performer)

    @cached_property
    def sweeper(self) -> Sweeper:
        return Sweeper(self.desk, self.deposits, self.store, self.policy, self.clock)

    @cached_property
    def planner(self) -> Planner:
        return Planner(self.observer, self.wording, start_is_set=self.settings.policy.since is not None)

    @cached_property
    def depositor(self) -> Depositor | None:
        return Depositor(self.observer, self.provider) if self.provider is not None else None

    @cached_property
    def console(self) -> Console | None:
        """The pages, where people are known to sign in to them and keys are issued."""
        base_url, door = self.settings.web.base_url, self._door()
        if self.depositor is None or base_url is None or door is None:
            return None
        shapes, forms = {"alma": refuse_no_key}, self._derived(b"keydesk forms")
        return Console(self.depositor, self.store, door, forms, base_url, PAGES, self.clock, shapes)

    def _door(self) -> Door | None:
        given = self.settings.console
        if given.auth == "proxy":
            return ProxyDoor(given.proxy_header, given.proxies)
        if given.auth != "local" or given.password_hash is None:
            return None
        https = (self.settings.web.base_url or "").startswith("https://")
        hashed = given.password_hash.get_secret_value()
        return LocalDoor(self.store, hashed, self.clock, https=https, proxies=given.proxies)

    @cached_property
    def worker(self) -> Worker:
        subjects = Subjects(self.looker, self.sweeper, self.speaker, self.stocktaker)
        recurring = [f"sweep:{service}" for service in self.queues] + (["stock"] if self.stocktaker else [])
        return Worker(self.store, subjects.look, self.clock, subjects.on_dead, recurring=recurring)

    @cached_property
    def stocktaker(self) -> Stocktaker | None:
        return Stocktaker(self.vault, self.store, self.clock) if self.vault is not None else None

    def serving_metrics(self) -> AbstractContextManager[None]:
        """What the process that runs the worker shows of itself, during the block; Misconfigured where it cannot."""
        stock = self.stocktaker.stock if self.stocktaker else lambda: None
        standing = Standing(self.store, self.clock, self.worker.health, stock)
        return serving(*self.settings.web.metrics_addr, standing)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.store, self.clock, self.worker.wake)

    def _derived(self, purpose: bytes) -> bytes:
        """A key of its own for each purpose, so that none of them gives away another."""
        return hmac.digest(self.settings.keys.secret_key.get_secret_value().encode(), purpose, hashlib.sha256)

    def fingerprint(self, value: Secret) -> str:
        """The one trace of a value that is stored: worthless without this installation's SECRET_KEY."""
        return hmac.new(self._derived(b"keydesk fingerprint"), value.reveal().encode(), hashlib.sha256).hexdigest()

    def link_trace(self, url: str) -> str:
        """By which a share link is known again, and as worthless."""
        return hmac.new(self._derived(b"keydesk link"), url.encode(), hashlib.sha256).hexdigest()

    def policy(self) -> Policy:
        """What the library has settled, and whether issuing is paused at this moment."""
        given = self.settings.policy
        with self.store.reading() as db:
            paused, started = installation.paused(db) is not None, installation.started(db)
        return Policy(
            bot=self.desk.me(),
            mode=Mode(given.mode),
            since=given.since or started or self.clock(),
            projects=frozenset(self.settings.jira.projects),
            catalogues={service: CATALOGUES[service] for service in self.queues},
            prefixes=_prefixes(self.settings),
            domains=frozenset(given.recipient_domains),
            shared_accounts=frozenset(given.shared_accounts),
            statuses=self.statuses,
            stock_for=frozenset((each.environment, each.level) for each in given.stock_for),
            approval_ttl=given.approval_ttl,
            share_ttl=given.share_ttl,
            time_zone=given.time_zone.key,
            paused=paused,
            group=given.reviewer_group or "REVIEWERS",
        )

    def mark_everything(self) -> None:
        """Every open ticket that is ours is looked at: something that concerns them all has changed."""
        with self.store.writing() as db:
            work.mark_all(db, {subject_of(each.id): self.clock() for each in tickets.open_tickets(db)})

    @cached_property
    def statuses(self) -> Mapping[Turn, str]:
        """The help desk's statuses that say whose turn it is, as far as they are settled."""
        jira = self.settings.jira
        given = {Turn.REQUESTER: jira.status_requester, Turn.LSIS: jira.status_lsis, Turn.DONE: jira.status_done}
        return {turn: status for turn, status in given.items() if status}

    def note_start(self, by: str) -> None:
        """In the audit: the settings and templates that it starts with, where they are other than the last time."""
        note_start(self.store, by, self.settings.deciding(), (TEMPLATES, PAGES), self.clock())

    @cached_property
    def vitals(self) -> Vitals:
        return Vitals(self.store, self.worker, self.clock, lambda: self.desk.unreachable_statuses())

    @cached_property
    def first_start(self) -> datetime:
        """When Keydesk first worked here: now, if it never did, and from now on that stays."""
        with self.store.writing() as db:
            return installation.first_start(db, self.clock())


def assemble(settings: Settings, clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep) -> House:
    """A house for a database that is migrated. Opens nothing yet. `sleep` takes seconds."""
    return House(settings, clock, sleep)


def create_app(house: House) -> FastAPI:
    """What answers over HTTP: the help desk's entrances, how Keydesk is, and the pages of its own if it has any."""
    given = house.settings.entrances
    token = given.automation_token.get_secret_value() if given.automation_token else None
    entrances = Entrances([each.get_secret_value() for each in given.webhook_secrets], token)
    app = FastAPI(title="Keydesk", docs_url=None, redoc_url=None, openapi_url=None)
    ours = bool(house.statuses)
    app.include_router(webhook(entrances, lambda id: house.inbox.mark(subject_of(id)), house.desk.known_me, ours))
    app.include_router(health(house.vitals.checks(), house.settings.web.commit))
    if house.console is not None:
        add_console(app, house.console)
    app.add_middleware(SecurityHeaders, https=(house.settings.web.base_url or "").startswith("https://"))
    return app


def _access(settings: Settings) -> JiraAccess:
    jira, policy = settings.jira, settings.policy
    return JiraAccess(
        url=jira.url,
        site_url=jira.site_url,
        token=jira.token.get_secret_value(),
        user=jira.user or "",
        projects=tuple(jira.projects),
        queues=_queues(settings),
        reviewers=frozenset(policy.reviewers),
        reviewer_group=policy.reviewer_group,
        people=policy.people,
        internal_role=jira.internal_role,
        request_jql=policy.request_jql,
    )


def _queues(settings: Settings) -> Mapping[str, str]:
    queues = {"alma": settings.alma.queue_jql}
    return {**queues, "openathens": settings.openathens.queue_jql} if settings.openathens else queues


def _prefixes(settings: Settings) -> Mapping[str, str]:
    prefixes = {"alma": settings.alma.label_prefix}
    return {**prefixes, "openathens": settings.openathens.label_prefix} if settings.openathens else prefixes
