"""What is laid before a reviewer: which keys, for what, for whom; and whether one request asks more than another.

A request is complete: every key has an environment and every grant a level. Its digest names exactly what an approval
covers. Words that change nothing here change nothing for the approval.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.core.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class KeySpec:
    """One key: an environment and its grants, (area, level) pairs in the catalogue's order of areas."""

    environment: str
    grants: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """The reporter's account and that account's address: nobody else ever receives a link."""

    account: str
    address: str


@dataclass(frozen=True, slots=True)
class KeyRequest:
    """Everything that an approval binds. `purpose` and `explanation` are as shown to the reviewers."""

    site: str
    ticket_id: str
    project_id: str
    service: str
    keys: tuple[KeySpec, ...]
    purpose: str
    explanation: str
    reporter: str
    creator: str
    recipient: Recipient
    delivery: str = "link"
    narrowing: str = ""

    def digest(self, number: int) -> str:
        """SHA-256 in hex over the canonical JSON of this request and its review's number."""
        words = json.dumps({**self.to_json(), "number": number}, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "KeyRequest":
        keys = tuple(
            KeySpec(key["environment"], tuple((a, level) for a, level in key["grants"])) for key in data["keys"]
        )
        return cls(**{**data, "keys": keys, "recipient": Recipient(**data["recipient"])})

    def cells(self) -> dict[tuple[str, str], str]:
        """(environment, area) to level, over all keys."""
        return {(key.environment, area): level for key in self.keys for area, level in key.grants}


def within(request: KeyRequest, shown: KeyRequest, catalogue: Catalogue) -> bool:
    """Whether `request` asks for nothing that a reviewer of `shown` did not see: no grant, person or purpose more."""
    allowed = shown.cells()
    grants_within = all(
        catalogue.rank(level) <= catalogue.rank(allowed.get(cell)) for cell, level in request.cells().items()
    )
    same_people = (request.recipient, request.reporter, request.service) == (
        shown.recipient,
        shown.reporter,
        shown.service,
    )
    return grants_within and same_people and (request.purpose, request.delivery) == (shown.purpose, shown.delivery)


def within_all(request: KeyRequest, shown: Iterable[KeyRequest], catalogue: Catalogue) -> bool:
    """Whether the plain label suffices: the request asks no more than every review shown before."""
    return all(within(request, each, catalogue) for each in shown)


def differences(old: KeyRequest, new: KeyRequest, catalogue: Catalogue) -> tuple[str, ...]:
    """What changed from `old` to `new`, one short phrase each, for the person whose approval it ended."""
    before, after = old.cells(), new.cells()
    phrases = [_grant_change(catalogue, cell, before.get(cell), after.get(cell)) for cell in sorted(before | after)]
    named = (("the purpose", "purpose"), ("the explanation", "explanation"), ("the reporter", "reporter"))
    phrases += [f"{title} changed" for title, name in named if getattr(old, name) != getattr(new, name)]
    if old.recipient != new.recipient:
        phrases.append("who receives the key changed")
    return tuple(phrase for phrase in phrases if phrase) or ("the ticket itself changed",)


def _grant_change(catalogue: Catalogue, cell: tuple[str, str], old: str | None, new: str | None) -> str:
    environment, area = catalogue.environment(cell[0]).title, catalogue.area(cell[1]).title
    if old == new:
        return ""
    if old is None and new is not None:
        return f"{area} {catalogue.level(new).title} in {environment} was added"
    if new is None:
        return f"{area} in {environment} was taken out"
    return f"{area} in {environment} is now {catalogue.level(new).title}"
