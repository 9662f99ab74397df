"""The state of an account: vaults, what the service account may do in each, items with their versions, and the policy.

It behaves as the real one is known to: lists cannot be filtered by title or tag, a list may lag behind a create,
archived items are listed only when asked for, a put of an old version is refused, and two writes to one vault at the
same time conflict. Messages and shares are in the modules beside it.
"""

import base64
import json
import secrets
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Flag, auto
from typing import Any

Json = dict[str, Any]


class Rights(Flag):
    """What a service account may do in a vault."""

    READ = auto()
    WRITE = auto()
    SHARE = auto()
    ALL = READ | WRITE | SHARE


class Refusal(Exception):
    """What the core answers instead of a result; `name` is its machine-readable kind."""

    def __init__(self, message: str, name: str = "Internal") -> None:
        super().__init__(message)
        self.name = name


@dataclass(slots=True)
class Item:
    """`body` has the keys of the SDK's `Item`, version and times included."""

    body: Json = field(repr=False)
    archived: bool = False
    unlisted_for: int = 0

    @property
    def id(self) -> str:
        return str(self.body["id"])

    @property
    def title(self) -> str:
        return str(self.body["title"])

    @property
    def tags(self) -> list[str]:
        return list(self.body["tags"])

    def value(self, field_id: str = "credential") -> str:
        """The value of one field; KeyError where there is none."""
        return {str(each["id"]): str(each["value"]) for each in self.body["fields"]}[field_id]


@dataclass(slots=True)
class Vault:
    id: str
    title: str
    rights: Rights = Rights.ALL
    groups: tuple[str, ...] = ()
    items: dict[str, Item] = field(default_factory=dict)
    version: int = 1
    writers: int = 0


def default_policy() -> Json:
    """What an account allows as 1Password sets it up: people by address, links for a month at most."""
    return {
        "maxExpiry": "ThirtyDays",
        "defaultExpiry": "SevenDays",
        "maxViews": None,
        "allowedTypes": ["Authenticated", "Public"],
        "allowedRecipientTypes": ["Email", "Domain"],
        "files": {"allowed": False, "maxSize": 0},
    }


def new_token() -> str:
    """In the form of a service account's: `ops_` and JSON in base64 that names where to sign in; the rest is chance."""
    told = {"signInAddress": "http://127.0.0.1", "deviceUuid": secrets.token_hex(13)}
    return "ops_" + base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def new_id() -> str:
    """26 lower-case letters and digits, as 1Password's own."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


@dataclass(slots=True)
class Account:
    """`list_lag` is in how many lists a new item is still missing; `overlaps` counts writes that met another.

    `allowed_domains` are those that links may go to; None for any.
    """

    clock: Callable[[], datetime]
    token: str = field(default_factory=lambda: new_token(), repr=False)
    policy: Json = field(default_factory=default_policy)
    allowed_domains: frozenset[str] | None = None
    list_lag: int = 0
    refuse_overlaps: bool = True
    overlaps: int = 0
    vaults: dict[str, Vault] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def add_vault(self, title: str, rights: Rights = Rights.ALL, groups: tuple[str, ...] = ()) -> str:
        """A new vault; its id."""
        vault = Vault(new_id(), title, rights, groups)
        self.vaults[vault.id] = vault
        return vault.id

    def add_item(
        self, vault_id: str, title: str, value: str, tags: tuple[str, ...] = (), category: str = "ApiCredentials"
    ) -> str:
        """What a person makes in the app: an API credential with the fields that the app gives it; its id."""
        names = ("username", "type", "hostname")
        blank = [{"id": name, "title": name, "fieldType": "Text", "value": ""} for name in names]
        credential = {"id": "credential", "title": "credential", "fieldType": "Concealed", "value": value}
        wanted = {"category": category, "title": title, "tags": list(tags), "fields": [credential, *blank]}
        return self.create(vault_id, wanted).id

    def item(self, vault_id: str, item_id: str) -> Item:
        return self.vaults[vault_id].items[item_id]

    def items(self, vault_id: str, archived: bool = False) -> list[Item]:
        """All items of a vault that are, or are not, archived, as they really are."""
        return [each for each in self.vaults[vault_id].items.values() if each.archived == archived]

    def create(self, vault_id: str, wanted: Json) -> Item:
        now = self.now()
        empty: Json = {"fields": [], "sections": [], "notes": "", "tags": [], "websites": [], "files": []}
        given = {key: value for key, value in wanted.items() if value is not None}
        body = empty | given | {"id": new_id(), "vaultId": vault_id, "version": 1, "createdAt": now, "updatedAt": now}
        body.pop("document", None)
        item = Item(body, unlisted_for=self.list_lag)
        vault = self.vaults[vault_id]
        vault.items[item.id] = item
        vault.version += 1
        return item

    def put(self, vault_id: str, body: Json) -> Item:
        item = self.found(vault_id, body["id"])
        if item.archived:
            raise Refusal("item update failed: item is not in an active state")
        if any(each["fieldType"] == "Unsupported" for each in item.body["fields"]):
            raise Refusal(f"cannot update item {item.id}. Editing is not supported for unsupported fields,")
        if body["version"] != item.body["version"]:
            raise Refusal("The submitted item is not up to date. Refetch the item and retry the request")
        kept = {key: item.body[key] for key in ("id", "vaultId", "createdAt")}
        item.body = body | kept | {"version": body["version"] + 1, "updatedAt": self.now()}
        self.vaults[vault_id].version += 1
        return item

    def archive(self, vault_id: str, item_id: str) -> None:
        item = self.found(vault_id, item_id)
        if item.archived:
            raise Refusal("item update failed: item is not in an active state")
        item.archived = True
        self.vaults[vault_id].version += 1

    def listed(self, vault_id: str, active: bool, archived: bool) -> list[Item]:
        """What a list shows: new items are missing from the first `list_lag` lists after they were made."""
        shown = []
        for item in self.vaults[vault_id].items.values():
            if item.unlisted_for:
                item.unlisted_for -= 1
            elif archived if item.archived else active:
                shown.append(item)
        return shown

    def found(self, vault_id: str, item_id: str) -> Item:
        item = self.vaults[vault_id].items.get(item_id)
        if item is None:
            raise Refusal("item couldn't be found")
        return item

    def allow(self, vault_id: str, needed: Rights) -> Vault:
        """The vault, if the service account may do that there; a vault it may not read does not exist for it."""
        vault = self.vaults.get(vault_id)
        if vault is None or Rights.READ not in vault.rights:
            raise Refusal("vault couldn't be found")
        if needed not in vault.rights:
            raise Refusal("you do not have the right permissions to perform this action")
        return vault

    @contextmanager
    def writing(self, vault_id: str) -> Any:
        """Each write takes the vault's version and gives back the next; of two at a time, the later is refused."""
        vault = self.vaults.get(vault_id, Vault(vault_id, ""))
        with self.lock:
            vault.writers += 1
            overlapping = vault.writers > 1
            self.overlaps += overlapping
        try:
            yield overlapping and self.refuse_overlaps
        finally:
            with self.lock:
                vault.writers -= 1

    def now(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
