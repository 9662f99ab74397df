"""Under which settings and with which words Keydesk works: noted at its start wherever they are other than before.

Only hashes: an audit tells that something was changed and when, and whoever keeps the settings knows what.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from app.store import audit
from app.store.session import Store

ACTION = "settings and templates"


def note_start(store: Store, by: str, settings: str, templates: Iterable[Path], now: datetime) -> None:
    """One row, unless the last one says the same. `settings` are as `Settings.deciding` tells them."""
    detail = {"settings": _hash([settings.encode()]), "templates": _hash(_contents(templates))}
    with store.writing() as db:
        last = audit.last(db, ACTION)
        if last is None or last.detail != audit.written(detail):
            store.audit.append(db, by, ACTION, None, detail, now)


def _contents(folders: Iterable[Path]) -> Iterable[bytes]:
    """Each file's name and what it holds, in an order that is the same everywhere."""
    for folder in folders:
        for file in sorted(folder.rglob("*.j2")):
            yield f"{folder.name}/{file.relative_to(folder).as_posix()}".encode()
            yield file.read_bytes()


def _hash(parts: Iterable[bytes]) -> str:
    """SHA-256 over the parts' own hashes, so that nothing moves unseen from one part to the next."""
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in parts)).hexdigest()
