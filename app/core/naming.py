"""What a key, its order and its link are called, everywhere the same: vendor's site, vault, ticket and command line."""

import hashlib
import json
import re
import unicodedata

_LONGEST_PURPOSE = 24
_TELL_NOTHING = frozenset({"a", "an", "the", "our", "my", "your", "new"})


def key_name(ref: str, purpose: str, environment: str, serial: int) -> str:
    """`LIB-412 spine-labels production`, with the serial behind it from 1 on."""
    words = [ref, _slug(purpose), environment, str(serial) if serial else ""]
    return " ".join(word for word in words if word)


def order_code(ref: str, environment: str, serial: int) -> str:
    """`LIB-412-production`, then `LIB-412-production-1`: what is typed to hand a key in."""
    return f"{ref}-{environment}" + (f"-{serial}" if serial else "")


def link_id(ticket_id: str, environment: str, serial: int) -> str:
    """The id under which a ticket holds at most one link for a key."""
    return f"keydesk:{ticket_id}:{environment}:{serial}"


def item_mark(site: str, ticket_id: str, slot: str) -> str:
    """By which the issued item of a ticket's key is found, whoever made it and whatever is known of it. Tells nothing
    to those who see it."""
    return hashlib.sha256(json.dumps([site, ticket_id, slot]).encode()).hexdigest()[:32]


def _slug(purpose: str) -> str:
    """The purpose's first whole words that tell something, lower case, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", purpose).encode("ascii", "ignore").decode().lower()
    slug = ""
    words = re.findall(r"[a-z0-9]+", plain)
    for word in [each for each in words if each not in _TELL_NOTHING] or words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_PURPOSE]
        if len(longer) > _LONGEST_PURPOSE:
            break
        slug = longer
    return slug
