"""To whom a key may go: the reporter's account and that account's address, or nobody.

An address never comes from a ticket's words. What an account shows is still looked at closely, because two addresses
that look alike may be two people.
"""

from dataclasses import dataclass
from enum import StrEnum

import idna

from app.core.request import Recipient
from app.core.ticket import AccountKind, Person
from app.core.view import Policy

_LONGEST = 254


class NoRecipient(StrEnum):
    """Why nobody can be sent a link."""

    NOBODY = "the ticket has no reporter"
    INACTIVE = "the reporter's account is deactivated"
    APP = "the reporter is an app, not a person"
    SHARED = "the reporter is a shared account"
    NO_ADDRESS = "the help desk does not show the reporter's address"
    BAD_ADDRESS = "the reporter's address is not one that a link can be tied to"


@dataclass(frozen=True, slots=True)
class _Parts:
    local: str
    domain: str


def find_recipient(reporter: Person | None, address: str | None, policy: Policy) -> Recipient | NoRecipient:
    """The recipient, or why there is none. `address` is what the help desk's accounts say."""
    if reporter is None:
        return NoRecipient.NOBODY
    if not reporter.active:
        return NoRecipient.INACTIVE
    if reporter.kind is AccountKind.APP:
        return NoRecipient.APP
    if reporter.id in policy.shared_accounts:
        return NoRecipient.SHARED
    if not address:
        return NoRecipient.NO_ADDRESS
    parts = _parts(address)
    return Recipient(reporter.id, f"{parts.local}@{parts.domain}") if parts else NoRecipient.BAD_ADDRESS


def is_inside(address: str, policy: Policy) -> bool:
    """Whether the address is at one of the library's own domains, exactly."""
    return "*" in policy.domains or address.rpartition("@")[2].lower() in policy.domains


def masked(address: str) -> str:
    """The address as the public may see it: `d…@duke.edu`."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def _parts(address: str) -> _Parts | None:
    local, at, domain = address.strip().partition("@")
    if not (local and at and domain) or "@" in domain:
        return None
    if not local.isascii() or not local.isprintable() or any(each in local for each in ' "(),:;<>[\\]'):
        return None
    try:
        encoded = idna.encode(domain.lower(), uts46=True).decode("ascii")
    except idna.IDNAError:
        return None
    whole = "." in encoded and not encoded.endswith(".") and len(f"{local}@{encoded}") <= _LONGEST
    return _Parts(local, encoded) if whole else None
