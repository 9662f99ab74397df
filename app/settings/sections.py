"""The settings by what needs them; `KEYDESK_` and a section's prefix stand before each field's name."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AliasGenerator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from app.settings import shapes, times
from app.settings.environment import PREFIX, Environment, misconfigured

M = TypeVar("M", bound=BaseModel)


def _named(prefix: str = "") -> ConfigDict:
    """A field is set by `KEYDESK_`, the section's prefix and its own name in capitals."""
    return ConfigDict(
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        validate_by_name=True,
        validate_by_alias=True,
        alias_generator=AliasGenerator(validation_alias=lambda name: f"{PREFIX}{prefix}{name.upper()}"),
    )


class Section(BaseModel):
    """Some settings that are needed together."""

    model_config = _named()

    @classmethod
    def names(cls) -> frozenset[str]:
        return frozenset(str(field.validation_alias) for field in cls.model_fields.values())

    @classmethod
    def load(cls, environment: Environment) -> Self:
        """Raises Misconfigured, naming every setting of this section that is missing or wrong."""
        return validated(cls, {name: environment[name] for name in cls.names() & environment.keys()})

    @classmethod
    def problem(cls, name: str, written: str) -> str | None:
        """What is wrong with this text as the setting of this full name, by itself; None where nothing is."""
        try:
            cls.model_validate({name: written})
        except ValidationError as error:
            own = (each.removeprefix(f"{name} ") for each in _problems(error) if each.startswith(f"{name} "))
            return next(own, None)
        return None


def validated(model: type[M], values: Mapping[str, object]) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise misconfigured(list(_problems(error))) from None


def _problems(error: ValidationError) -> Iterator[str]:
    """What is wrong, without pydantic's own copy of what was written."""
    for each in error.errors(include_input=False, include_url=False):
        if each["type"] == "default_factory_not_called":
            continue
        name = f"{each['loc'][0]} " if each["loc"] else ""
        reason = each.get("ctx", {}).get("error")
        yield name + ("is not set" if each["type"] == "missing" else str(reason or f"is wrong: {each['msg']}"))


class Logs(Section):
    model_config = _named("LOG_")
    format: Literal["console", "json"] = "console"
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


class Database(Section):
    model_config = _named("DATABASE_")
    url: shapes.DatabaseUrl = SecretStr("sqlite:///keydesk.db")


class Keys(Section):
    """`secret_key` is what sessions and fingerprints are derived from, `audit_key` what seals the audit."""

    secret_key: shapes.OwnSecret
    audit_key: shapes.OwnSecret | None = None


class Web(Section):
    """Where people find Keydesk's own pages (None: it has none to name), where the metrics are read, and which commit
    this is, set where an image is made.
    """

    base_url: shapes.Url | None = None
    commit: str | None = None
    metrics_addr: shapes.Listen = shapes.Address("127.0.0.1", 9464)


class Entrances(Section):
    """The secrets of the two ways in. A way without one does not exist; with neither, the sweep finds the tickets."""

    model_config = _named("JIRA_")
    webhook_secrets: shapes.OwnSecrets = ()
    automation_token: shapes.OwnSecret | None = None


class Policy(Section):
    """How far Keydesk goes, who decides, and whom it serves. `since` is KEYDESK_FROM: None is the first start."""

    mode: Literal["observe", "ask", "full"] = "observe"
    time_zone: times.TimeZone = ZoneInfo("UTC")
    since: times.Moment | None = Field(default=None, validation_alias=f"{PREFIX}FROM")
    reviewer_group: str | None = None
    reviewers: shapes.Words = ()
    recipient_domains: shapes.Domains = ()
    people: shapes.People = Field(default_factory=dict)
    shared_accounts: shapes.Words = ()
    request_jql: str | None = None
    stock_for: shapes.StockProfiles = (shapes.StockProfile("sandbox", "read-only"),)
    share_ttl: times.ShareTtl = timedelta(days=7)
    approval_ttl: times.Duration = timedelta(days=14)
    remind_after_days: int = Field(default=7, ge=1)
    stale_after_days: int = Field(default=30, ge=1)

    @field_validator("since")
    @classmethod
    def _in_the_time_zone(cls, since: datetime | None, info: ValidationInfo) -> datetime | None:
        naive = since is not None and since.tzinfo is None
        return since.replace(tzinfo=info.data.get("time_zone")) if since and naive else since

    @model_validator(mode="after")
    def _decided_by_somebody(self) -> Self:
        if self.reviewer_group and self.reviewers:
            raise ValueError(f"{PREFIX}REVIEWER_GROUP and {PREFIX}REVIEWERS are both set: take one of them out")
        if self.mode == "observe":
            return self
        if not (self.reviewer_group or self.reviewers):
            raise ValueError(
                f"{PREFIX}REVIEWER_GROUP or {PREFIX}REVIEWERS is needed from MODE=ask: say who may approve"
            )
        if not self.recipient_domains:
            raise ValueError(f"{PREFIX}RECIPIENT_DOMAINS is needed from MODE=ask: say whose addresses are inside")
        return self


class Jira(Section):
    """`url` is for REST and may be Atlassian's gateway; `site_url` is what people open."""

    model_config = _named("JIRA_")
    url: shapes.Url
    site_url: shapes.Url = Field(default_factory=lambda known: str(known["url"]))
    deployment: Literal["cloud", "datacenter"] = "cloud"
    user: str | None = None
    token: shapes.GivenSecret
    token_ends: times.Day | None = None
    projects: shapes.ProjectIds
    internal_role: str | None = Field(default=None, validation_alias=f"{PREFIX}INTERNAL_ROLE")
    status_requester: shapes.StatusId | None = Field(default=None, validation_alias=f"{PREFIX}STATUS_REQUESTER")
    status_lsis: shapes.StatusId | None = Field(default=None, validation_alias=f"{PREFIX}STATUS_LSIS")
    status_done: shapes.StatusId | None = Field(default=None, validation_alias=f"{PREFIX}STATUS_DONE")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.projects:
            raise ValueError(f"{PREFIX}JIRA_PROJECTS names no project: set the ids of those whose tickets are ours")
        if self.deployment == "datacenter":
            raise ValueError(f"{PREFIX}JIRA_DEPLOYMENT=datacenter is not there yet: Keydesk knows Jira Cloud alone")
        if not self.user:
            raise ValueError(f"{PREFIX}JIRA_USER is not set: Jira Cloud wants the token's account beside it")
        if self.site_url.startswith("https://api.atlassian.com"):
            raise ValueError(f"{PREFIX}JIRA_SITE_URL is not set: people cannot open the gateway of JIRA_URL")
        return self


class Alma(Section):
    model_config = _named("ALMA_")
    queue_jql: str
    label_prefix: shapes.LabelPrefix = "alma-key"
    url: shapes.AlmaUrl | None = None
    institution: str | None = None


class OpenAthens(Section):
    model_config = _named("OPENATHENS_")
    queue_jql: str
    label_prefix: shapes.LabelPrefix = "openathens-key"
    url: shapes.OpenAthensUrl | None = None
    domain: str | None = None


class Vault(Section):
    """1Password; the vaults are named by their ids, as are the groups that may open them beside Keydesk."""

    model_config = _named("OP_")
    service_account_token: shapes.ServiceAccountToken
    token_ends: times.Day | None = None
    deposit_vault: str
    stock_vault: str
    issued_vault: str
    allowed_groups: shapes.Words = ()


class Mail(Section):
    smtp_url: shapes.SmtpUrl
    mail_from: str
    team_mailbox: str | None = None


class Console(Section):
    """How people sign in to Keydesk's own pages; `auth` None: there are none.

    `local` is one account, whose password's hash `keydesk console-password` makes. With `proxy` a reverse proxy says in
    `proxy_header` who somebody is, and is believed at the addresses or networks `proxies` and nowhere else.
    """

    model_config = _named("CONSOLE_")
    auth: Literal["oidc", "proxy", "local"] | None = None
    password_hash: shapes.PasswordHash | None = None
    proxies: shapes.Networks = ()
    proxy_header: str = Field(default="X-Forwarded-User", pattern=r"^[A-Za-z0-9-]{1,64}$")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.auth == "oidc":
            raise ValueError(f"{PREFIX}CONSOLE_AUTH=oidc is not there yet: use proxy, or local for one account")
        if self.auth == "local" and not self.password_hash:
            raise ValueError(f"{PREFIX}CONSOLE_PASSWORD_HASH is not set: `keydesk console-password` makes one")
        if self.auth == "proxy" and not self.proxies:
            raise ValueError(f"{PREFIX}CONSOLE_PROXIES is not set: name the addresses of the proxies that are believed")
        return self
