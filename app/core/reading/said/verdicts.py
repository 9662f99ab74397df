"""What was found of the mentions of one statement: the notes that the judging stages fill in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.reading.layout.statements import Statement
from app.core.reading.said.mentions import Kind, Mention, Reader, Status


@dataclass(slots=True)
class Verdicts:
    """What was found of the mentions of one statement, each by its token's place.

    `lowered`: the denial of a deed leaves the level below it ("no write" is read-only). `ignored`: says nothing.
    """

    statement: Statement
    reader: Reader
    where: dict[int, Mention]
    status: dict[int, Status] = field(default_factory=dict)
    lowered: set[int] = field(default_factory=set)
    ignored: set[int] = field(default_factory=set)

    def set(self, places: Iterable[int], status: Status) -> None:
        self.status.update(dict.fromkeys(places, status))

    def kind(self, at: int) -> Kind:
        return self.where[at].kind
