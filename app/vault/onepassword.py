"""The vaults in 1Password: stock, deposits, and the items that are shared.

Everything that is made carries the tag of its operation, so that it can be found again after a lost answer. Writes to
one vault happen one at a time, because 1Password refuses the later of two. Values pass through as `Secret`s, unkept.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, timedelta

from onepassword.types import (
    Item,
    ItemCategory,
    ItemCreateParams,
    ItemField,
    ItemListFilterByState,
    ItemListFilterByStateInner,
    ItemListFilterTypes,
    ItemOverview,
    ItemShareAccountPolicy,
    VaultGetParams,
)

from app.core.items import (
    Aside,
    Deposit,
    IssuedDraft,
    IssuedItem,
    LinkToMake,
    Misfiled,
    StockDraft,
    StockItem,
    VaultFact,
    VaultName,
)
from app.core.secret import Secret
from app.errors import Busy, Transient
from app.vault import shapes
from app.vault.connection import Connection, Gone
from app.vault.sharing import lasting, longest_allowed, refuse_policy_without_people, share_parameters


class OnePassword:
    """`vaults` are the ids of the three; `key_formats` says for each service what its keys look like.

    `exclusive(name)` gives the lock of that name over all processes, or None where it is taken; `sleep` takes seconds.
    """

    def __init__(
        self,
        token: Secret,
        vaults: Mapping[VaultName, str],
        key_formats: Mapping[str, re.Pattern[str]],
        exclusive: Callable[[str], AbstractContextManager[object]],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connection = Connection(token, sleep)
        self._ids = {name: vaults[name] for name in VaultName}
        self._formats = tuple(key_formats.values())
        self._exclusive = exclusive
        self._queues = {vault_id: threading.Lock() for vault_id in self._ids.values()}

    def stock(self) -> tuple[StockItem, ...]:
        """The well-formed active items of the stock, claimed ones too."""
        return tuple(each for each in self._stock() if isinstance(each, StockItem))

    def misfiled(self) -> tuple[Misfiled, ...]:
        """What else lies in the stock vault."""
        return tuple(each for each in self._stock() if isinstance(each, Misfiled))

    def deposits(self) -> tuple[Deposit, ...]:
        """The active items of the deposit vault, of whatever kind: `reveal` says whether one can be used."""
        found = self._list(VaultName.DEPOSIT)
        return tuple(Deposit(each.id, each.title, each.created_at.replace(tzinfo=UTC)) for each in found)

    def add_stock(self, draft: StockDraft, value: Secret, operation: str) -> str:
        """A new stock item; its id. ValueError for words that no tag can hold."""
        return self._create(
            VaultName.STOCK, draft.title, operation, [shapes.credential(value)], shapes.stock_tags(draft)
        )

    def put_deposit(self, title: str, value: Secret, operation: str) -> str:
        """A new item in the deposit vault; its id."""
        return self._create(VaultName.DEPOSIT, title, operation, [shapes.credential(value)])

    def issue(self, draft: IssuedDraft, value: Secret) -> str:
        """The item that will be shared, with nothing in it that is not for the recipient to read; its id."""
        notes = f"Try it:\n{draft.test_line}\n\n{draft.help}"
        fields = shapes.issued_fields(draft, value)
        return self._create(VaultName.ISSUED, draft.title, draft.operation, fields, [shapes.for_tag(draft.mark)], notes)

    def find(self, operation: str, vault: VaultName = VaultName.ISSUED) -> str | None:
        """The item that this operation made, archived or not; the oldest if there are several.

        A list may lag behind a create: None is no proof within a minute of it.
        """
        found = [
            each for each in self._list(VaultName(vault), archived=True) if shapes.operation_tag(operation) in each.tags
        ]
        return min(found, key=lambda each: (each.created_at, each.id)).id if found else None

    def issued(self, mark: str) -> IssuedItem | None:
        """The active issued item with this mark; the oldest if there are several."""
        found = [each for each in self._list(VaultName.ISSUED) if shapes.for_tag(mark) in each.tags]
        if not found:
            return None
        oldest = min(found, key=lambda each: (each.created_at, each.id))
        return IssuedItem(oldest.id, shapes.operation_in(oldest.tags))

    def reveal(self, vault: str, item: str) -> Secret:
        """The key in the item; Permanent where the item or its value is not what it should be."""
        return shapes.key_in(self._get(VaultName(vault), item), self._formats)

    def claim(self, item: str, mark: str) -> bool:
        """Mark a stock item as taken; False where somebody else has it or it is gone. Ours claimed again is True."""
        tag = shapes.claim_tag(mark)
        try:
            with self._writing(VaultName.STOCK):
                standing = self._claims_with(item, tag)
        except Gone:
            return False
        if not standing:
            raise Transient(
                f"1password: the claim on item {item} cannot be read back yet",
                "1Password does not show yet what Keydesk wrote. Keydesk tries again by itself.",
            )
        return standing == [tag]

    def _claims_with(self, item: str, tag: str) -> list[str]:
        """The claims that stand on the item, read back after ours was written where there was none; of one that was set
        aside, none of ours."""
        found = self._get(VaultName.STOCK, item)
        if shapes.is_aside(found.tags):
            return ["aside"]
        if shapes.claims(found.tags):
            return shapes.claims(found.tags)
        found.tags.append(tag)
        self._connection.write(lambda client: client.items.put(found))
        return shapes.claims(self._get(VaultName.STOCK, item).tags)

    def release(self, item: str, mark: str) -> None:
        """Take our claim off a stock item; somebody else's is left alone, and an item that is gone is fine."""
        tag = shapes.claim_tag(mark)
        with self._writing(VaultName.STOCK), suppress(Gone):
            found = self._get(VaultName.STOCK, item)
            if tag in found.tags:
                found.tags.remove(tag)
                self._connection.write(lambda client: client.items.put(found))

    def set_aside(self, item: str, mark: str, why: Aside) -> None:
        """Take a stock item that we have claimed out of use, until a person has seen to it; it counts as misfiled.
        Somebody else's is left alone, and an item that is gone is fine."""
        claim, tag = shapes.claim_tag(mark), shapes.aside_tag(why)
        with self._writing(VaultName.STOCK), suppress(Gone):
            found = self._get(VaultName.STOCK, item)
            if claim in found.tags:
                found.tags = [*(each for each in found.tags if each != claim), tag]
                self._connection.write(lambda client: client.items.put(found))

    def archive(self, vault: str, item: str) -> None:
        """Take the item out of use; an item that is no longer there is fine."""
        name = VaultName(vault)
        with self._writing(name), suppress(Gone):
            self._connection.read(lambda client: client.items.archive(self._ids[name], item))

    def prepare_share(self, item: str, address: str, ttl: timedelta) -> LinkToMake:
        """All that comes before a link to a copy of the issued item, for `address` alone, once, for `ttl` or what the
        account allows. ValueError for less than an hour.

        To call the result makes the link, in one request.
        """
        found = self._get(VaultName.ISSUED, item)
        shapes.key_in(shapes.shareable(found), self._formats)
        policy = self._policy(item)
        refuse_policy_without_people(policy)
        recipients = self._connection.read(lambda client: client.items.shares.validate_recipients(policy, [address]))
        parameters = share_parameters(policy, recipients, address, ttl)

        def make() -> str:
            return self._connection.write(lambda client: client.items.shares.create(found, policy, parameters))

        return LinkToMake(make, lasting(parameters))

    def visible(self) -> tuple[VaultFact, ...]:
        """Every vault that the service account sees; for ours, who may open it."""
        names = {vault_id: name for name, vault_id in self._ids.items()}
        seen = self._connection.read(lambda client: client.vaults.list())
        return tuple(
            VaultFact(each.id, each.title, names.get(each.id), each.active_item_count, self._accessors(each.id, names))
            for each in seen
        )

    def longest_share(self) -> timedelta | None:
        """How long the account lets a link last; None while there is no issued item to ask about.

        Misconfigured where it allows no links for a person's address.
        """
        listed = self._list(VaultName.ISSUED)
        if not listed:
            return None
        policy = self._policy(listed[0].id)
        refuse_policy_without_people(policy)
        return longest_allowed(policy)

    def close(self) -> None:
        self._connection.close()

    def _policy(self, item: str) -> ItemShareAccountPolicy:
        vault_id = self._ids[VaultName.ISSUED]
        return self._connection.read(lambda client: client.items.shares.get_account_policy(vault_id, item))

    def _accessors(self, vault_id: str, ours: Mapping[str, VaultName]) -> frozenset[str] | None:
        if vault_id not in ours:
            return None
        wanted = VaultGetParams(accessors=True)
        access = self._connection.read(lambda client: client.vaults.get(vault_id, wanted)).access
        if access is None:
            return None
        return frozenset(f"{each.accessor_type.value}:{each.accessor_uuid}" for each in access)

    def _stock(self) -> Iterator[StockItem | Misfiled]:
        return (shapes.stock_or_misfiled(each) for each in self._list(VaultName.STOCK))

    def _list(self, vault: VaultName, archived: bool = False) -> list[ItemOverview]:
        states = ItemListFilterByStateInner(active=True, archived=archived)
        wanted = ItemListFilterByState(type=ItemListFilterTypes.BY_STATE, content=states)
        return self._connection.read(lambda client: client.items.list(self._ids[vault], wanted))

    def _get(self, vault: VaultName, item: str) -> Item:
        return self._connection.read(lambda client: client.items.get(self._ids[vault], item))

    def _create(
        self,
        vault: VaultName,
        title: str,
        operation: str,
        fields: list[ItemField],
        tags: list[str] | None = None,
        notes: str | None = None,
    ) -> str:
        wanted = ItemCreateParams(
            category=ItemCategory.APICREDENTIALS,
            vaultId=self._ids[vault],
            title=title,
            fields=fields,
            notes=notes,
            tags=[*(tags or []), shapes.operation_tag(operation)],
        )
        with self._writing(vault):
            return self._connection.write(lambda client: client.items.create(wanted)).id

    @contextmanager
    def _writing(self, vault: VaultName) -> Iterator[None]:
        """Our turn to write: threads of this process queue; while another process writes, we come back later."""
        vault_id = self._ids[vault]
        with self._queues[vault_id], self._exclusive(f"vault:{vault_id}") as hold:
            if hold is None:
                raise Busy(f"another process writes to vault {vault}", "1Password is being written to. One moment.")
            yield
