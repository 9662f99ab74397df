"""All settings of a worker at once, and what must hold between them."""

import json
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict, model_validator

from app.settings import shapes
from app.settings.environment import PREFIX, Environment
from app.settings.sections import (
    Alma,
    Console,
    Database,
    Entrances,
    Jira,
    Keys,
    Mail,
    OpenAthens,
    Policy,
    Section,
    Vault,
    Web,
    validated,
)

_DECIDING: Final[dict[str, Any]] = {
    **dict.fromkeys(("entrances", "policy", "jira", "alma", "openathens", "vault", "console"), True),
    "web": {"base_url"},
}


class Settings(BaseModel):
    """Everything that a worker needs. What its mode does not need yet is None."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    database: Database
    keys: Keys
    web: Web
    entrances: Entrances
    policy: Policy
    jira: Jira
    alma: Alma
    openathens: OpenAthens | None = None
    vault: Vault | None = None
    mail: Mail | None = None
    console: Console = Console()

    @classmethod
    def load(cls, environment: Environment) -> Self:
        """Raises Misconfigured, naming the settings that are missing or wrong in the first section that has any."""
        policy = Policy.load(environment)
        sections = {
            name: section.load(environment)
            for name, section in _SECTIONS.items()
            if name not in _WANTED_BY or _WANTED_BY[name] in environment
        }
        vault = Vault.load(environment) if policy.mode == "full" else None
        return validated(cls, {**sections, "policy": policy, "vault": vault})

    def deciding(self) -> str:
        """What decides who gets which key and who is believed, as JSON; of a secret only whether there is one."""
        return json.dumps(self.model_dump(mode="json", include=_DECIDING), sort_keys=True)

    @model_validator(mode="after")
    def _ready_to_issue(self) -> Self:
        needed = {"ALMA_URL": self.alma.url, "ALMA_INSTITUTION": self.alma.institution, "OP_… (1Password)": self.vault}
        if self.openathens:
            needed |= {"OPENATHENS_URL": self.openathens.url, "OPENATHENS_DOMAIN": self.openathens.domain}
        missing = [name for name, value in needed.items() if not value]
        if self.policy.mode == "full" and missing:
            raise ValueError(f"{PREFIX}{missing[0]} is not set: MODE=full issues keys, and so needs it")
        return self

    @model_validator(mode="after")
    def _all_in_clear_or_none(self) -> Self:
        """Credentials may travel in clear only where nothing at all leaves this machine."""
        addresses = self._addresses()
        clear = [name for name, url in addresses.items() if not url.startswith("https://")]
        away = [name for name, url in addresses.items() if not shapes.is_loopback(url)]
        if clear and away:
            raise ValueError(f"{PREFIX}{clear[0]} is not https, though {PREFIX}{away[0]} is not on this machine")
        return self

    @model_validator(mode="after")
    def _pages_at_home(self) -> Self:
        if self.console.auth and not self.web.base_url:
            raise ValueError(f"{PREFIX}BASE_URL is not set: with CONSOLE_AUTH, say where people open Keydesk's pages")
        return self

    @model_validator(mode="after")
    def _labels_apart(self) -> Self:
        if self.openathens and self.openathens.label_prefix == self.alma.label_prefix:
            raise ValueError(f"{PREFIX}OPENATHENS_LABEL_PREFIX is Alma's too: no label could tell whose it is")
        return self

    def _addresses(self) -> dict[str, str]:
        sign_in = shapes.sign_in_address(self.vault.service_account_token) if self.vault else None
        urls = {
            "JIRA_URL": self.jira.url,
            "JIRA_SITE_URL": self.jira.site_url,
            "BASE_URL": self.web.base_url,
            "ALMA_URL": self.alma.url,
            "OPENATHENS_URL": self.openathens.url if self.openathens else None,
            "OP_SERVICE_ACCOUNT_TOKEN": sign_in,
        }
        return {name: url for name, url in urls.items() if url}


_SECTIONS: dict[str, type[Section]] = {
    "database": Database,
    "keys": Keys,
    "web": Web,
    "entrances": Entrances,
    "jira": Jira,
    "alma": Alma,
    "openathens": OpenAthens,
    "mail": Mail,
    "console": Console,
}
_WANTED_BY = {"openathens": f"{PREFIX}OPENATHENS_QUEUE_JQL", "mail": f"{PREFIX}SMTP_URL"}
