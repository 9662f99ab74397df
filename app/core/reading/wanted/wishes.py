"""What is wanted so far, and one message's claims about it: the values that the settling stages work on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Statement
from app.core.reading.said.claims import Claim
from app.core.reading.said.contrary import Against
from app.core.reading.said.mentions import EVERYTHING, REST, Mention, Status
from app.core.reading.text.clean import Clean
from app.core.reading.text.tokens import cued
from app.core.reading.types import Evidence, Missing
from app.core.reading.vocabulary.english import Cue

Place = str | None
Cell = tuple[Place, str]
Trail = tuple[Evidence, ...]
Claims = tuple[tuple[Statement, Claim], ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Areas and levels by environment, or by None where they hold in any.

    `without` are areas taken out of one environment; `general` are levels said while no area was known. A level of None
    is one that is unclear or was taken back.
    """

    environments: Mapping[str, Trail] = field(default_factory=dict)
    areas: Mapping[Cell, Trail] = field(default_factory=dict)
    without: frozenset[Cell] = frozenset()
    levels: Mapping[Cell, tuple[str | None, Trail]] = field(default_factory=dict)
    general: Mapping[Place, tuple[str | None, Trail]] = field(default_factory=dict)
    unclear: Mapping[Missing, Trail] = field(default_factory=dict)

    def named(self) -> list[str]:
        """The areas named for any environment."""
        return list(dict.fromkeys(area for _, area in self.areas))

    def levels_by_area(self) -> dict[str, str | None]:
        """Each area named, with the level that it has in all environments; None where it has none, or two."""
        return {area: self.level_elsewhere(area)[0] for area in self.named()}

    def has_level(self, area: str) -> bool:
        """Whether an area has a level anywhere."""
        return any(level is not None for (_, each), (level, _) in self.levels.items() if each == area)

    def areas_in(self, environment: Place) -> list[str]:
        """The areas wanted there; where none are named for it, those that are named for the other."""
        if environment is None:
            return self.named()
        known = [area for area in self.named() if (None, area) in self.areas or (environment, area) in self.areas]
        return [area for area in known or self.named() if (environment, area) not in self.without]

    def level(self, environment: Place, area: str) -> tuple[str | None, Trail]:
        return self.levels.get((environment, area), (None, ()))

    def level_elsewhere(self, area: str) -> tuple[str | None, Trail]:
        """The level that an area has in all environments known so far."""
        elsewhere = [level for (_, each), level in self.levels.items() if each == area]
        return elsewhere[0] if len({level for level, _ in elsewhere}) == 1 else (None, ())


def unknown(catalogue: Catalogue) -> Wishes:
    """Nothing said yet; what a service has but one of is known from the start."""
    environments: dict[str, Trail] = {catalogue.environments[0].id: ()} if len(catalogue.environments) == 1 else {}
    areas: dict[Cell, Trail] = {(None, catalogue.areas[0].id): ()} if len(catalogue.areas) == 1 else {}
    return Wishes(environments, areas)


@dataclass(frozen=True)
class Said:
    """One message's claims, each with its statement. `first`: the ticket itself; `brief`: hardly more than a word;
    `form`: filled in with all that is wanted. `upset` are the areas whose level it calls wrong without a right one.

    `against` are the deeds that a named level may be too low for.
    """

    claims: Claims
    clean: Clean
    index: int
    first: bool = False
    brief: bool = False
    form: bool = False
    upset: frozenset[str] = frozenset()
    against: tuple[Against, ...] = ()

    def of(self, *statuses: Status) -> Iterator[tuple[Statement, Claim]]:
        return ((statement, claim) for statement, claim in self.claims if claim.status in statuses)

    @cached_property
    def names_areas(self) -> bool:
        """Whether it asks for areas by their names."""
        return any(values(claim.areas) - {EVERYTHING, REST} for _, claim in self.of(Status.STATED))

    def evidence(self, claim: str, mentions: Iterable[Mention]) -> Trail:
        return tuple(self.clean.evidence(self.index, claim, each.start, each.end) for each in mentions)


def values(mentions: Iterable[Mention]) -> set[str]:
    return {value for mention in mentions for value in mention.values}


def near(statement: Statement, mentions: Iterable[Mention], *cues: Cue, reach: int = 2) -> bool:
    """Whether a cue stands within `reach` tokens of one of the mentions, no sign or "but" between."""
    tokens = statement.tokens
    for mention in mentions:
        for around in (
            tokens[mention.at + 1 : mention.at + 1 + reach],
            reversed(tokens[max(0, mention.at - reach) : mention.at]),
        ):
            reached = takewhile(lambda token: token.is_word and not token.has(Cue.CONTRAST), around)
            if cued(reached, *cues):
                return True
    return False
