"""What tests about orders share: keys as people make them, and what became of them."""

import json

from app.store import audit
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
TOO_BROAD = {"bibs": "read-only", "users": "read-only"}


def entries(keydesk: World, *actions: str) -> list[tuple[str, str, dict[str, str]]]:
    with keydesk.house.store.reading() as db:
        found = [(each.actor, each.action, json.loads(each.detail)) for each in audit.entries(db)]
    return [each for each in found if each[1] in actions]


def kept(keydesk: World) -> int:
    return len(keydesk.items("DEPOSIT")) + len(keydesk.items("ISSUED"))


def make(keydesk: World, grants: dict[str, str] | None = None) -> str:
    return keydesk.scene.make_key("production", grants or BIBS)
