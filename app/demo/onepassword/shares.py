"""Share links: a copy of the item as it was, opened with a code that goes to the recipient's mailbox, once for each.

As with the real one (https://support.1password.com/share-items-security/), a later change of the item does not change
the copy, the secret stands in the link's fragment, and a link without recipients opens to anybody.
"""

import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.demo.onepassword.account import Account, Item, Json, Refusal, Rights

DURATIONS = {
    "OneHour": timedelta(hours=1),
    "OneDay": timedelta(days=1),
    "SevenDays": timedelta(days=7),
    "FourteenDays": timedelta(days=14),
    "ThirtyDays": timedelta(days=30),
}
_ADDRESS = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
_WRONG_CODES = 5


class ShareRefused(Exception):
    """The link does not open; the text is what the page says."""


class WrongCode(ShareRefused):
    """It would open with the right one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a recipient sees: every field by its id, and the notes."""

    title: str
    fields: dict[str, str] = field(repr=False)
    notes: str


@dataclass(slots=True)
class Share:
    item_id: str
    recipients: tuple[Json, ...]
    one_time: bool
    expires: datetime
    copy: Json = field(repr=False)
    secret: str = field(repr=False)
    viewed_by: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict, repr=False)
    wrong: dict[str, int] = field(default_factory=dict)

    @property
    def public(self) -> bool:
        return not self.recipients


@dataclass(slots=True)
class Shares:
    """All links of an account. `mailbox` is where the codes go: (address, code), oldest first."""

    account: Account
    made: list[Share] = field(default_factory=list)
    mailbox: list[tuple[str, str]] = field(default_factory=list)

    def policy(self, vault_id: str, item_id: str) -> Json:
        self.account.allow(vault_id, Rights.SHARE)
        self.account.found(vault_id, item_id)
        return dict(self.account.policy)

    def recipients(self, policy: Json, wanted: list[str]) -> list[Json]:
        return [self._recipient(policy, each) for each in wanted]

    def _recipient(self, policy: Json, wanted: str) -> Json:
        domain = wanted.removeprefix("@")
        if _ADDRESS.fullmatch(wanted):
            found: Json = {"type": "Email", "parameters": {"email": wanted}}
            domain = wanted.rpartition("@")[2]
        elif re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain):
            found = {"type": "Domain", "parameters": {"domain": domain}}
        else:
            raise Refusal("couldn't parse item share recipient. recipient had invalid format")
        allowed = self.account.allowed_domains
        if found["type"] not in policy["allowedRecipientTypes"] or (allowed is not None and domain not in allowed):
            raise Refusal("recipient list contained recipients that are not permitted by account policy")
        return found

    def create(self, item: Json, params: Json) -> str:
        """A new link; its secret. The account's own policy counts, not the one that came with the message."""
        policy = self.account.policy
        vault = self.account.allow(item["vaultId"], Rights.SHARE)
        stored: Item = self.account.found(vault.id, item["id"])
        if item["files"]:
            raise Refusal("cannot share items with files. Consult your 1Password admin to review account policies.")
        recipients = tuple(params.get("recipients") or ())
        if ("Authenticated" if recipients else "Public") not in policy["allowedTypes"]:
            raise Refusal("you do not have the right permissions to perform this action")
        for each in recipients:
            self._recipient(policy, str(next(iter(each["parameters"].values()))))
        lasts = DURATIONS[params.get("expireAfter") or policy["defaultExpiry"]]
        if lasts > DURATIONS[policy["maxExpiry"]]:
            raise Refusal("invalid item sharing duration")
        secret = secrets.token_urlsafe(32)
        expires = self.account.clock() + lasts
        self.made.append(Share(stored.id, recipients, params["oneTimeOnly"], expires, dict(item), secret))
        return secret

    def send_code(self, secret: str, address: str) -> None:
        """First step of opening: a code goes to the mailbox of somebody whom the link is for."""
        share = self._open_to(secret, address)
        code = f"{secrets.randbelow(1_000_000):06}"
        share.codes[address.lower()] = code
        share.wrong[address.lower()] = 0
        self.mailbox.append((address, code))

    def view(self, secret: str, address: str, code: str) -> Opened:
        """Second step: with the code, the copy is shown, once for each recipient of a one-time link."""
        share = self._open_to(secret, address)
        who = address.lower()
        if not share.public:
            self._check_code(share, who, code)
        share.viewed_by.append(who)
        fields = {each["id"]: each["value"] for each in share.copy["fields"]}
        return Opened(share.copy["title"], fields, share.copy["notes"])

    def _check_code(self, share: Share, who: str, code: str) -> None:
        if who not in share.codes or share.wrong[who] >= _WRONG_CODES:
            raise ShareRefused("Ask for a new code.")
        if not hmac.compare_digest(share.codes[who].encode(), code.encode()):
            share.wrong[who] += 1
            raise WrongCode("That is not the code.")
        del share.codes[who]

    def _open_to(self, secret: str, address: str) -> Share:
        share = next((each for each in self.made if hmac.compare_digest(each.secret.encode(), secret.encode())), None)
        if share is None or self.account.clock() >= share.expires:
            raise ShareRefused("This link does not exist or has expired.")
        if not share.public and not any(_is_for(each, address) for each in share.recipients):
            raise ShareRefused("This link is for somebody else.")
        if share.one_time and address.lower() in share.viewed_by:
            raise ShareRefused("This link was opened already.")
        return share


def _is_for(recipient: Json, address: str) -> bool:
    parameters: dict[str, Any] = recipient["parameters"]
    if recipient["type"] == "Email":
        return str(parameters["email"]).lower() == address.lower()
    return address.lower().endswith("@" + str(parameters["domain"]).lower())
