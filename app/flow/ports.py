"""What the looks need of the outside, and not a method more.

Every method raises `Transient`, `Misconfigured` or `Permanent` and nothing else on purpose. A method that writes and
ends in `Transient` may have written: whoever calls it looks before doing it again.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Protocol

from app.core.document import Document
from app.core.findings import Findings, Tell, to_nobody
from app.core.items import Aside, Deposit, IssuedDraft, IssuedItem, LinkToMake, StockDraft, StockItem, Use, VaultName
from app.core.secret import Secret
from app.core.ticket import Found, Ticket


class Desk(Protocol):
    """The help desk."""

    def me(self) -> str:
        """Our own account's id."""

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket, complete and fresh; None when it is gone or not ours to see."""

    def queue_of(self, ticket_id: str) -> str | None:
        """The service whose queue holds the ticket now, asked of the help desk itself."""

    def is_request(self, ticket_id: str) -> bool:
        """Whether the help desk itself says that the ticket asks for a new key."""

    def queue(self, service: str) -> Iterator[Found]:
        """Every open ticket of the service's queue, all pages."""

    def reviewers(self, accounts: Collection[str]) -> Mapping[str, bool | None]:
        """For each account, whether it is a member of the reviewers at this moment; None where that is not known."""

    def address_of(self, ticket: Ticket) -> str | None:
        """The reporter's address as the help desk's accounts have it, where the ticket itself did not show it."""

    def say(self, ticket_id: str, document: Document, *, public: bool, mark: str) -> str:
        """Write one comment that carries `mark`; its id. An internal one that turns out public is taken back."""

    def said(self, ticket_id: str, mark: str) -> str | None:
        """The id of our comment that carries `mark`."""

    def marks(self, ticket_id: str) -> Mapping[str, str]:
        """The marks of our comments, by their ids."""

    def set_labels(self, ticket_id: str, add: Collection[str], remove: Collection[str]) -> None: ...

    def set_status(self, ticket_id: str, status: str) -> bool:
        """Bring the ticket to the status with this id; False where no transition leads there that could be taken."""

    def put_link(self, ticket_id: str, global_id: str, url: str, title: str) -> None:
        """Write or replace the ticket's link with this id."""

    def link(self, ticket_id: str, global_id: str) -> str | None:
        """The address of the ticket's link with this id."""


class Vault(Protocol):
    """The vaults: keys made beforehand (stock), keys handed in (deposits), keys given out (issued)."""

    def stock(self) -> tuple[StockItem, ...]: ...

    def deposits(self) -> tuple[Deposit, ...]: ...

    def put_deposit(self, title: str, value: Secret, operation: str) -> str: ...

    def add_stock(self, draft: StockDraft, value: Secret, operation: str) -> str: ...

    def find(self, operation: str, vault: VaultName = VaultName.ISSUED) -> str | None:
        """The item made by this operation, archived or not."""

    def issued(self, mark: str) -> IssuedItem | None:
        """The active issued item with this mark."""

    def issue(self, draft: IssuedDraft, value: Secret) -> str: ...

    def reveal(self, vault: VaultName, item: str) -> Secret: ...

    def claim(self, item: str, mark: str) -> bool: ...

    def release(self, item: str, mark: str) -> None: ...

    def set_aside(self, item: str, mark: str, why: Aside) -> None:
        """Take a stock item that we have claimed out of use, until a person has seen to it."""

    def archive(self, vault: VaultName, item: str) -> None: ...

    def prepare_share(self, item: str, address: str, ttl: timedelta) -> LinkToMake:
        """A link that only `address` can open, once, for `ttl` or the less that the account allows."""


class Verifier(Protocol):
    """What tells what a key can do."""

    def check(self, value: Secret, environment: str, grants: Mapping[str, str], tell: Tell = to_nobody) -> Findings: ...

    def use(self, grants: Mapping[str, str]) -> Use:
        """What whoever receives a key with these grants needs to know to use it."""
