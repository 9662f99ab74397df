"""The facts of the comments that bring a key to its requester: orders, what is to be mended, the delivery."""

from collections.abc import Mapping
from typing import Any

from app.core.acts import known_address
from app.core.approval import Approved
from app.core.case import Key, Source
from app.core.document import Mention
from app.core.items import Aside
from app.core.recipient import masked
from app.core.steps import Say
from app.core.view import View
from app.wording import phrases

Facts = Mapping[str, Any]


def order(say: Say, view: View) -> Facts:
    key, approved = _key(say), say.answer
    if not isinstance(approved, Approved):
        raise ValueError("an order needs its approval")
    return {
        "who": Mention(approved.actor.id, approved.actor.name),
        "name": key.name,
        "order": key.order_code or "",
        "environment": phrases.vendors_environment(key.environment),
        "rows": phrases.rows(view.catalogue, key),
        "unknown": "" if known_address(view, approved.actor) else approved.actor.name,
    }


def mend(say: Say, view: View) -> Facts:
    key = _key(say)
    if key.findings is None:
        raise ValueError("only a key that was checked can be wrong")
    what, remedy = phrases.problem_of(view.catalogue, key.findings)
    stock = key.source_title or "stock" if key.source is Source.STOCK else ""
    return {"name": key.name, "stock": stock, "last4": key.last4 or "", "problem": what, "remedy": remedy}


def set_aside(say: Say, view: View) -> Facts:
    key = _key(say)
    if key.findings is None:
        raise ValueError("only a key that was checked can be wrong")
    what, _ = phrases.problem_of(view.catalogue, key.findings)
    tag = f"aside:{Aside.NOT_RIGHT.value}"
    return {"title": key.source_title or "stock", "last4": key.last4 or "", "problem": what, "tag": tag}


def rename(say: Say, view: View) -> Facts:  # noqa: ARG001
    key = _key(say)
    return {"last4": key.last4 or "", "name": key.name}


def made_by_hand(say: Say, view: View) -> Facts:
    return {"title": phrases.key_title(view.catalogue, _key(say).environment)}


def delivery(say: Say, view: View) -> Facts:
    key, zone = _key(say), view.policy.time_zone
    if key.findings is None:
        raise ValueError("a key is delivered only after a check")
    return {
        "title": phrases.key_title(view.catalogue, key.environment),
        "grants": phrases.grants(view.catalogue, key.grants.items()),
        "masked": masked(key.recipient.address),
        "until": phrases.moment(phrases.link_ends(view, key), zone),
        "checked": phrases.checked(view.catalogue, key.findings, zone),
    }


def _key(say: Say) -> Key:
    if say.key is None:
        raise ValueError("this comment is about a key")
    return say.key
