"""The messages that the SDK sends to its native core: their shape, their meaning, and what may go wrong with them.

A message whose shape the real core does not accept is refused here in the same words. The shapes are the SDK's own
models, read strictly (by the names that go over the wire, without conversion of types); that these agree with the
real core, key by key, is shown by a test that sends each shape, and each shape short of a key, to both.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal

from onepassword.types import (
    Item,
    ItemCreateParams,
    ItemListFilterByState,
    ItemListFilterTypes,
    ItemShareAccountPolicy,
    ItemShareParams,
    ValidRecipient,
    VaultGetParams,
    VaultListParams,
)
from pydantic import Field, TypeAdapter, ValidationError

from app.demo.loopback import Fault
from app.demo.onepassword.account import Account, Json, Refusal, Rights, Vault
from app.demo.onepassword.shares import Shares


class _Filter(ItemListFilterByState):
    """The SDK's model takes a filter without a type; the core does not."""

    type: Literal[ItemListFilterTypes.BY_STATE]


class _ShareParams(ItemShareParams):
    """Likewise for a recipient."""

    recipients: list[Annotated[ValidRecipient, Field(discriminator="type")]] | None = None


_ITEM_REF: dict[str, Any] = {"vault_id": str, "item_id": str}
SHAPES: dict[str, dict[str, Any]] = {
    "ItemsCreate": {"params": ItemCreateParams},
    "ItemsGet": _ITEM_REF,
    "ItemsPut": {"item": Item},
    "ItemsArchive": _ITEM_REF,
    "ItemsDelete": _ITEM_REF,
    "ItemsList": {"vault_id": str, "filters": list[_Filter]},
    "ItemsSharesGetAccountPolicy": _ITEM_REF,
    "ItemsSharesValidateRecipients": {"policy": ItemShareAccountPolicy, "recipients": list[str]},
    "ItemsSharesCreate": {"item": Item, "policy": ItemShareAccountPolicy, "params": _ShareParams},
    "VaultsList": {"params": VaultListParams | None},
    "VaultsGetOverview": {"vault_id": str},
    "VaultsGet": {"vault_id": str, "vault_params": VaultGetParams},
}
_OPTIONAL = {("VaultsList", "params")}
WRITES = frozenset({"ItemsCreate", "ItemsPut", "ItemsArchive", "ItemsDelete"})
_UNKNOWN_SHAPE = "data did not match any variant of untagged enum Invocation"
_INTERNAL = (
    "an internal error occurred, please contact 1Password at support@1password.com "
    "or https://developer.1password.com/joinslack: "
)


def refusal(message: str, name: str = "Internal") -> Fault:
    """The core's own way to say no, as a fault for a hook to return."""
    return Fault(200, json.dumps({"error": json.dumps({"name": name, "message": message})}))


RATE_LIMITED = refusal("rate limit exceeded", "RateLimitExceeded")
CONFLICT = refusal("data conflict occurred on the server: ")


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came. `parameters` may hold values and so is never shown."""

    operation: str
    parameters: Json = field(repr=False)
    at: datetime

    @property
    def vault_id(self) -> str:
        """The vault that it is about, empty where it is about none."""
        holder = self.parameters.get("params") or self.parameters.get("item") or {}
        return str(self.parameters.get("vault_id") or holder.get("vaultId") or "")


def read_message(text: str, clients: set[int], at: datetime) -> Message:
    """A message of a known shape by a known client; Refusal in the core's own words otherwise."""
    try:
        invocation = json.loads(text)["invocation"]
        client, call = invocation["clientId"], invocation["parameters"]
        operation, parameters = call["name"], call["parameters"]
        _check_shape(operation, parameters)
        TypeAdapter(int).validate_python(client, strict=True)
    except (ValueError, KeyError, TypeError, ValidationError):
        raise Refusal(_UNKNOWN_SHAPE, name="") from None
    if client not in clients:
        raise Refusal(_INTERNAL + "invalid client id")
    return Message(operation, parameters, at)


def _check_shape(operation: str, parameters: Json) -> None:
    if not isinstance(parameters, dict):
        raise TypeError(operation)
    for name, shape in SHAPES[operation].items():
        if name not in parameters and (operation, name) in _OPTIONAL:
            continue
        TypeAdapter(shape).validate_json(json.dumps(parameters[name]), strict=True, by_alias=True, by_name=False)


def perform(account: Account, shares: Shares, message: Message, base_url: str) -> Any:
    """Do what the message asks; its result, as it goes over the wire. The caller holds the account's lock."""
    wanted = message.parameters
    vault_id = message.vault_id
    match message.operation:
        case "VaultsList":
            visible = [each for each in account.vaults.values() if Rights.READ in each.rights]
            return [_vault_overview(account, each) for each in visible]
        case "VaultsGetOverview":
            return _vault_overview(account, account.allow(vault_id, Rights.READ))
        case "VaultsGet":
            return _vault(account.allow(vault_id, Rights.READ), bool(wanted["vault_params"].get("accessors")))
        case "ItemsSharesValidateRecipients":
            return shares.recipients(wanted["policy"], wanted["recipients"])
        case "ItemsSharesGetAccountPolicy":
            return shares.policy(vault_id, wanted["item_id"])
        case "ItemsSharesCreate":
            return f"{base_url}/s#{shares.create(wanted['item'], wanted['params'])}"
        case "ItemsList":
            account.allow(vault_id, Rights.READ)
            states = wanted["filters"][0]["content"] if wanted["filters"] else {"active": True, "archived": False}
            return [_overview(each.body, each.archived) for each in account.listed(vault_id, **states)]
        case "ItemsGet":
            account.allow(vault_id, Rights.READ)
            return account.found(vault_id, wanted["item_id"]).body
        case _:
            return _write(account, message)


def _write(account: Account, message: Message) -> Any:
    wanted = message.parameters
    vault = account.allow(message.vault_id, Rights.WRITE)
    match message.operation:
        case "ItemsCreate":
            return account.create(vault.id, wanted["params"]).body
        case "ItemsPut":
            return account.put(vault.id, wanted["item"]).body
        case "ItemsArchive":
            return account.archive(vault.id, wanted["item_id"])
        case _:
            account.found(vault.id, wanted["item_id"])
            del vault.items[wanted["item_id"]]
            return None


def _overview(body: Json, archived: bool) -> Json:
    shown = ("id", "title", "category", "vaultId", "websites", "tags", "createdAt", "updatedAt")
    return {key: body[key] for key in shown} | {"state": "archived" if archived else "active"}


def _vault(vault: Vault, accessors: bool) -> Json:
    known = {
        "id": vault.id,
        "title": vault.title,
        "description": "",
        "vaultType": "userCreated",
        "activeItemCount": sum(not each.archived for each in vault.items.values()),
        "contentVersion": vault.version,
        "attributeVersion": 1,
    }
    access = [
        {"vaultUuid": vault.id, "accessorType": "group", "accessorUuid": group, "permissions": 32}
        for group in vault.groups
    ]
    return known | {"access": access if accessors else None}


def _vault_overview(account: Account, vault: Vault) -> Json:
    known = _vault(vault, accessors=False)
    del known["access"]
    return known | {"createdAt": account.now(), "updatedAt": account.now()}
