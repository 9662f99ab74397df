"""What a webhook's body is good for: which ticket to look at, and whether the event is only an echo of our own doing.

Nothing else in a body is believed or kept. Shapes differ between Jira Cloud, Data Center and Automation rules, and new
ones appear; a body that names no ticket means nothing to us, and is no error.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ID = re.compile(r"[1-9][0-9]{0,18}")
_ISSUE_OF_COMMENT = re.compile(r"/issue/([1-9][0-9]{0,18})/comment/")


@dataclass(frozen=True, slots=True)
class Hint:
    """Look at this ticket. `actor` is the account that caused the event, where the body says so.

    `aside` tells that nothing but the status changed and that an app did it: what a help desk's own rules do after
    every comment, ours included.
    """

    ticket_id: str
    actor: str | None = None
    aside: bool = False

    def is_echo(self, bot: str | None, statuses: bool = False) -> bool:
        """Whether the look may be left to the sweep. Skipping can only delay: whatever is issued is read afresh.

        Where `statuses` are ours to set, what a rule made of one is looked at: it may have to be put right.
        """
        return (self.aside and not statuses) or (self.actor is not None and self.actor == bot)


def hint_of(body: bytes) -> Hint | None:
    """The hint in a webhook's or an Automation rule's body; None for anything that names no ticket."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(event, dict):
        return None
    ticket_id = _ticket_id(event)
    if ticket_id is None:
        return None
    return Hint(ticket_id, _actor(event), _only_status_by_app(event))


def _ticket_id(event: Mapping[str, Any]) -> str | None:
    """From the issue, from an Automation rule's two shapes, or from a Data Center comment's own address."""
    issue = event.get("issue", event if "fields" in event else None)
    found = issue.get("id") if isinstance(issue, dict) else issue
    if isinstance(found, int | str) and not isinstance(found, bool) and _ID.fullmatch(str(found)):
        return str(found)
    address = _of(event, "comment").get("self")
    named = _ISSUE_OF_COMMENT.search(address) if isinstance(address, str) else None
    return named.group(1) if named else None


def _actor(event: Mapping[str, Any]) -> str | None:
    """Comment events name nobody but the comment's author and editor, and so never whoever deleted it."""
    comment = _of(event, "comment") if event.get("webhookEvent") != "comment_deleted" else {}
    for person in (_of(event, "user"), _of(comment, "updateAuthor"), _of(comment, "author")):
        account = person.get("accountId")
        if isinstance(account, str):
            return account
    return None


def _only_status_by_app(event: Mapping[str, Any]) -> bool:
    items = _of(event, "changelog").get("items")
    if _of(event, "user").get("accountType") != "app" or not isinstance(items, list) or not items:
        return False
    return all(isinstance(each, dict) and each.get("field") in ("status", "resolution") for each in items)


def _of(event: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = event.get(name)
    return found if isinstance(found, dict) else {}
