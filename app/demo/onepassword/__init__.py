"""A local 1Password: vaults, items and shares behind the messages that the SDK sends to its native core.

`Account` is the whole of it for tests and the demonstration: what a person would do in the app is a method, what a
program does comes as a message over loopback HTTP (see `app.demo.native`). `open_share` does what the recipient of a
link does.
"""

from app.demo.onepassword.account import Account, Item, Rights, Vault
from app.demo.onepassword.messages import CONFLICT, RATE_LIMITED, Message, refusal
from app.demo.onepassword.shares import Opened, Share, ShareRefused
from app.demo.onepassword.web import OnePassword, open_share

__all__ = [
    "CONFLICT",
    "RATE_LIMITED",
    "Account",
    "Item",
    "Message",
    "OnePassword",
    "Opened",
    "Rights",
    "Share",
    "ShareRefused",
    "Vault",
    "open_share",
    "refusal",
]
