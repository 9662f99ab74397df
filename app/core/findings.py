"""What a check found out about a key, area by area, and what that means for the key as a whole.

Nothing here is better than what was seen: what no test can show is `cannot-be-tested`, what could not be learnt now is
`unknown`, and a key with anything unknown is not right.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias


class Result(StrEnum):
    """One access to one area: as granted, refused though granted, given though not granted, or not known."""

    RIGHT = "right"
    MISSING = "missing"
    TOO_BROAD = "too-broad"
    CANNOT_BE_TESTED = "cannot-be-tested"
    UNKNOWN = "unknown"


class Agreement(StrEnum):
    """Whether what the service says of itself is what was expected; `not-told` where no answer names it."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_TOLD = "not-told"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """`elsewhere`: another institution's or environment's key. `dead`: refused everywhere, perhaps not active yet."""

    RIGHT = "right"
    TOO_BROAD = "too-broad"
    TOO_NARROW = "too-narrow"
    ELSEWHERE = "elsewhere"
    DEAD = "dead"
    UNKNOWN = "unknown"


_GRAVEST_FIRST = (Result.TOO_BROAD, Result.UNKNOWN, Result.MISSING, Result.CANNOT_BE_TESTED, Result.RIGHT)


@dataclass(frozen=True, slots=True)
class AreaFinding:
    """`granted` is the level that the key should have in the area, None where it should have nothing."""

    area: str
    granted: str | None
    read: Result
    write: Result

    @property
    def result(self) -> Result:
        """The graver of the two."""
        return min(self.read, self.write, key=_GRAVEST_FIRST.index)


Tell: TypeAlias = Callable[[AreaFinding], object]
"""Is told each area's finding as soon as there is one, while the check goes on."""


def to_nobody(finding: AreaFinding) -> None:
    """For a check that nobody watches."""


@dataclass(frozen=True, slots=True)
class Findings:
    """`remaining` is how many calls the service still allows today, where it said so."""

    checked_at: datetime
    areas: tuple[AreaFinding, ...]
    institution: Agreement
    environment: Agreement
    remaining: int | None = None

    @property
    def verdict(self) -> Verdict:
        """What is proved against the key counts before what is unknown, and that before what is missing."""
        results = {each for area in self.areas for each in (area.read, area.write)}
        told = {self.institution, self.environment}
        if Agreement.DIFFERS in told:
            return Verdict.ELSEWHERE
        if Result.TOO_BROAD in results:
            return Verdict.TOO_BROAD
        if Result.UNKNOWN in results or Agreement.UNKNOWN in told:
            return Verdict.UNKNOWN
        if all(area.read is Result.MISSING for area in self.areas if area.granted):
            return Verdict.DEAD
        return Verdict.TOO_NARROW if Result.MISSING in results else Verdict.RIGHT

    @property
    def wrong(self) -> bool:
        """Whether it is proved that the key is not as it should be."""
        return self.verdict not in (Verdict.RIGHT, Verdict.UNKNOWN)

    @property
    def untested(self) -> tuple[str, ...]:
        """The granted areas of which part cannot be tested."""
        return tuple(
            each.area for each in self.areas if each.granted and Result.CANNOT_BE_TESTED in (each.read, each.write)
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "checked_at": self.checked_at.isoformat(),
            "areas": [
                {"area": each.area, "granted": each.granted, "read": each.read.value, "write": each.write.value}
                for each in self.areas
            ],
            "institution": self.institution.value,
            "environment": self.environment.value,
            "remaining": self.remaining,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Findings":
        """The reverse of `to_json`; ValueError or KeyError for anything else."""
        return cls(
            checked_at=datetime.fromisoformat(data["checked_at"]),
            areas=tuple(
                AreaFinding(each["area"], each["granted"], Result(each["read"]), Result(each["write"]))
                for each in data["areas"]
            ),
            institution=Agreement(data["institution"]),
            environment=Agreement(data["environment"]),
            remaining=data["remaining"],
        )
