"""At which level each area is wanted, after one more message.

What is said of an area in an environment comes before what is said of the area, of the environment, and in general. Two
named levels for the same, or a named one that a deed exceeds ("read-only", "it must update"), contradict each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Statement
from app.core.reading.said.claims import Claim
from app.core.reading.said.mentions import ALL, EVERYTHING, REST, Mention, Status
from app.core.reading.vocabulary.english import Cue
from app.core.reading.wanted.areas import is_general, scope
from app.core.reading.wanted.wishes import Cell, Place, Said, Trail, Wishes, near, values

Spot = tuple[Place, str | None, bool]  # the last: said of the area among others, by what stands beneath them all
Level = tuple[str | None, Trail]


@dataclass(slots=True)
class _Heard:
    """The levels said of one spot in one message."""

    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settled:
    levels: dict[Cell, Level]
    general: dict[Place, Level]
    unclear: Trail


def settled(known: Wishes, now: Wishes, said: Said, catalogue: Catalogue) -> Settled:
    """The levels of all cells; `now` has this message's environments and areas."""
    return _Settling(known, now, said, catalogue).settled()


class _Settling:
    def __init__(self, known: Wishes, now: Wishes, said: Said, catalogue: Catalogue) -> None:
        self.known, self.now, self.said, self.catalogue = known, now, said, catalogue
        self.heard: dict[Spot, list[Mention]] = {}
        self.singled: dict[tuple[Place, str | None], list[Mention]] = {}  # "all read-only, only Users read/write"
        self.withheld: set[str] = set()
        self.unclear: list[Mention] = []
        self.deeds: dict[Place, list[Mention]] = {}
        self.places: list[Place] = [*now.environments] or [None]

    def settled(self) -> Settled:
        for statement, claim in self.said.of(Status.STATED, Status.EXCEPTED):
            if claim.levels:
                self._hear(statement, claim)
        cells = [(place, area) for place in self.places for area in self.now.areas_in(place)]
        levels = {cell: self._level(cell) for cell in cells}
        return Settled(levels, self._general(bool(cells)), self.said.evidence("unclear=access", self.unclear))

    def _hear(self, statement: Statement, claim: Claim) -> None:
        general = is_general(claim, statement, self.known, self.said)
        for place in scope(claim, self.now.environments) or []:
            if general and not (any(mention.exact for mention in claim.levels) or _is_of_each(statement, claim)):
                self.deeds.setdefault(place, []).extend(claim.levels)
                continue
            for area in self._areas_of(claim, general):
                if _is_singled_out(statement, claim):
                    self.singled.setdefault((place, area), []).extend(claim.levels)
                self.heard.setdefault((place, area, claim.held and not general), []).extend(claim.levels)
        if general:
            self.withheld |= values(claim.excepted)

    def _areas_of(self, claim: Claim, general: bool) -> Iterable[str | None]:
        if not general:
            every = [area.id for area in self.catalogue.areas if area.id not in values(claim.excepted)]
            return [
                area
                for value in values(claim.areas) - {EVERYTHING, REST} - _set_apart(claim)
                for area in ([value] if value[0] != "*" else every)
            ]
        return [None]

    def _level(self, cell: Cell) -> Level:
        """A cell's level from this message, or else as it was."""
        place, area = cell
        denied = self._denied(place, area)
        own: list[Spot] = [(where, area, held) for where in (place, None) for held in (False, True)]
        spots: list[Spot] = [*own, (place, None, False), (None, None, False)]
        deeds = self._deeds(place)
        for spot in dict.fromkeys(spots):
            singled = self.singled.get((spot[0], spot[1]), []) if self.singled and self._is_of_several(area) else []
            mentions = [each for each in singled or self.heard.get(spot, []) if each.values[0] not in denied]
            if mentions and not (spot[1] is None and self._keeps(cell)):
                return self._agreed(mentions + self._beside(mentions, place, spot) + deeds + self._exceeding(area))
        if deeds:
            return self._agreed(deeds)
        if self._left_open(cell):
            return None, ()
        if place is not None and self._is_the_same(place) and (elsewhere := self._elsewhere(place, area)):
            return self._agreed(elsewhere)
        if area not in self.known.named() and self._said_to_be_alike(area) and (alike := self._alike(area)):
            return self._agreed(alike)
        before = self._before(cell)
        return (None, ()) if before[0] in denied else before

    def _alike(self, area: str) -> list[Mention]:
        """The levels that this message says of other areas, where they are one: "Users: read-only. Bibs: the same."."""
        heard = [each for (_, about, _), said in self.heard.items() if about not in (None, area) for each in said]
        return heard if len({each.values for each in heard}) == 1 else []

    def _is_of_several(self, area: str) -> bool:
        """Whether a level is said of an area together with others, so that another for it alone is an exception."""
        claims = [claim for _, claim in self.said.of(Status.STATED) if claim.levels]
        return any(not each.areas or ALL in values(each.areas) or {area} < values(each.areas) for each in claims)

    def _is_the_same(self, place: str) -> bool:
        """Whether an environment is to be like the other: "and the same for production"."""
        return any(
            place in values(claim.environments) and (statement.has(Cue.TOO) or _keeps_level(statement))
            for statement, claim in self.said.of(Status.STATED)
            if not claim.levels
        )

    def _elsewhere(self, place: str, area: str) -> list[Mention]:
        return [each for other in self.places if other != place for each in self.heard.get((other, area, False), ())]

    def _deeds(self, place: Place) -> list[Mention]:
        """What the key is said to do, without saying where: clear only where one area is wanted, or none yet."""
        clear = len(self.now.areas_in(place)) <= 1
        return [*self.deeds.get(place, ()), *(self.deeds.get(None, ()) if place else ())] if clear else []

    def _beside(self, mentions: list[Mention], place: Place, spot: Spot) -> list[Mention]:
        """The levels named in general beside what is said of the one area that is wanted: they are of it, too.

        What is said of it in an environment contradicts only what is said in general there; mere deeds yield to all.
        """
        if len(self.now.named()) != 1:
            return []
        exact = any(each.exact for each in mentions)
        where: list[Place] = [spot[0]] if exact and spot[1] else [] if exact else [*dict.fromkeys((None, place))]
        return [each for each_place in where for each in self.heard.get((each_place, None, False), ())]

    def _exceeding(self, area: str) -> list[Mention]:
        """The deeds that take more than any level said of the area: those done to it, or any if no other is wanted."""
        heard = {
            each.values[0]
            for (_, about, _), mentions in self.heard.items()
            if about in (area, None)
            for each in mentions
        }
        alone = len(self.now.named()) == 1
        deeds = [each for each in self.said.against if alone or area in each.areas]
        return [each.mention for each in deeds if each.mention.values[0] not in heard]

    def _agreed(self, mentions: list[Mention]) -> Level:
        """The one level that they say: of deeds the greatest; none where named levels differ or a deed exceeds them."""
        named = {each.values[0] for each in mentions if each.exact}
        deeds = {each.values[0] for each in mentions if not each.exact}
        greatest = max(deeds | named, key=self.catalogue.rank)
        if len(named) > 1 or (named and named != {greatest}):
            self.unclear += [each for each in mentions if each not in self.unclear]
            return None, self.said.evidence("unclear=access", mentions)
        return greatest, self.said.evidence(
            f"level={greatest}", [each for each in mentions if each.values[0] == greatest]
        )

    def _keeps(self, cell: Cell) -> bool:
        """Whether a general level leaves this cell alone: excepted, or older than the areas that it was said with."""
        _, area = cell
        if area in self.withheld:
            return True
        new = [each for each in self.now.named() if each not in self.known.named()]
        for_all = any(statement.has(Cue.EACH) for statement, claim in self.said.of(Status.STATED) if claim.levels)
        return bool(new) and area not in new and bool(self._before(cell)[0]) and not for_all

    def _before(self, cell: Cell) -> Level:
        """As it was: known for the cell, or said in general while no area was known, or like the others."""
        place, area = cell
        if area in self.known.named() and not (self._is_open(area) and self._said_to_be_alike(area)):
            new = place not in self.known.environments and cell not in self.known.levels
            return self.known.level_elsewhere(area) if new else self.known.level(place, area)
        if not self.known.named():
            return self.known.general.get(place) or self.known.general.get(None) or (None, ())
        return self._like_others(place) if self._said_to_be_alike(area) else (None, ())

    def _is_open(self, area: str) -> bool:
        """Whether an area is known but no level of it is."""
        return all(level is None for (_, each), (level, _) in self.known.levels.items() if each == area)

    def _said_to_be_alike(self, area: str) -> bool:
        """As in "Users too", "Users, the level stays"."""
        return any(
            (statement.has(Cue.TOO) or _keeps_level(statement)) and not statement.has(Cue.UNSURE)
            for statement, claim in self.said.of(Status.STATED)
            if area in values(claim.areas)
        )

    def _like_others(self, place: Place) -> Level:
        found = [self._level((place, area)) for area in self.known.areas_in(place) if not self._said_to_be_alike(area)]
        others = [each for each in found if each[0]]
        alike = {level for level, _ in others}
        return others[0] if len(alike) == 1 else (None, ())

    def _denied(self, place: Place, area: str) -> set[str]:
        found = set()
        for _, claim in self.said.of(Status.DENIED):
            about = values(claim.areas) or {area}
            places = scope(claim, self.now.environments) or []
            if area in about and (None in places or place in places):
                found |= values(claim.levels)
        return found

    def _left_open(self, cell: Cell) -> bool:
        """Whether a level was doubted in this message, for this area or for all; or the area itself."""
        place, area = cell
        if not self.said.upset.isdisjoint((area, ALL)):
            return True
        if area in self.known.named() and any(
            area in values(claim.areas) and {None, place} & set(scope(claim, self.now.environments) or [])
            for statement, claim in self.said.of(Status.OPEN)
            if not claim.levels and not statement.question
        ):
            return True
        doubted = [claim for _, claim in self.said.of(Status.OPEN) if claim.levels]
        doubted = [claim for claim in doubted if not claim.areas or area in values(claim.areas)]
        self.unclear += [each for claim in doubted for each in claim.levels if each not in self.unclear]
        return bool(doubted)

    def _general(self, areas_known: bool) -> dict[Place, Level]:
        """The levels said while no area is known, kept until one is."""
        if areas_known:
            return {}
        heard = {place: mentions for (place, area, _), mentions in self.heard.items() if area is None}
        spoken = {place: [*heard.get(place, ()), *self.deeds.get(place, ())] for place in {**heard, **self.deeds}}
        return {**self.known.general, **{place: self._agreed(mentions) for place, mentions in spoken.items()}}


def _set_apart(claim: Claim) -> set[str]:
    """The areas that a claim's level is not of, though it names them: "Bibs and Users read-only, except Users"."""
    return values(claim.excepted) if claim.status is Status.STATED else set()


def _is_of_each(statement: Statement, claim: Claim) -> bool:
    """Whether a deed is said to be done in all that is named: "able to edit in both areas"."""
    return near(statement, claim.levels, Cue.EACH, reach=_AHEAD)


def _is_singled_out(statement: Statement, claim: Claim) -> bool:
    """Whether a level is of some areas alone: "only Users read/write", "but Users read/write"."""
    first = claim.areas[0].at if claim.areas else 0
    led = [token for token in statement.tokens[max(0, first - _AHEAD) : first] if not token.has(Cue.ON)]
    return bool(led) and led[-1].has(Cue.ONLY, Cue.CONTRAST) and claim.levels[0].at > first


_AHEAD = 3
_LEVEL_WORDS = frozenset(("level", "levels", "access", "permissions", "rights"))


def _keeps_level(statement: Statement) -> bool:
    """Whether a statement says that the level stays, not only that all else does."""
    kept = (token for token in statement.tokens if token.has(Cue.UNCHANGED))
    return any(not _LEVEL_WORDS.isdisjoint(token.text.split()) for token in kept)
