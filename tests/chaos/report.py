"""What came of many runs: counted as they come, shown as a table in the end."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run: what was done to it (empty: nothing was left to do), and what was wrong in the end."""

    done: str
    violations: list[str]


@dataclass
class Row:
    """A line of the table: runs of one kind."""

    kind: str
    points: int = 0
    runs: int = 0
    violations: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.runs += 1
        self.points += bool(outcome.done)
        self.violations += [f"{self.kind}: {outcome.done or 'nothing done'}: {each}" for each in outcome.violations]
