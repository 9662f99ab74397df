"""Which areas are wanted, and where, after one more message."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place as Spot
from app.core.reading.layout.statements import Statement
from app.core.reading.said.agreeing import consents
from app.core.reading.said.claims import Claim
from app.core.reading.said.mentions import ALL, EVERYTHING, REST, Mention, Status
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic
from app.core.reading.wanted.wishes import Cell, Place, Said, Trail, Wishes, near, values


def settled(
    known: Wishes, said: Said, places: Mapping[str, Trail], catalogue: Catalogue
) -> tuple[dict[Cell, Trail], frozenset[Cell]]:
    """The cells wanted, each with its evidence; and those taken out of one environment."""
    if len(catalogue.areas) == 1:
        return dict(known.areas), known.without
    named = _named(known, said, places, catalogue)
    denied = set(_denied(known, said, places))
    everywhere = {area for place, area in denied if place is None}
    named = {cell: trail for cell, trail in named.items() if cell not in denied and cell[1] not in everywhere}
    kept = {cell: trail for cell, trail in known.areas.items() if cell not in denied and cell[1] not in everywhere}
    denied |= set(_left_out(known, said, named, places))
    without = frozenset(cell for cell in known.without | denied if cell[0] is not None and cell not in named)
    if named and _replaces(said, named):
        kept = {cell: trail for cell, trail in kept.items() if cell[1] in {area for _, area in named}}
    return {**kept, **named}, without


def _left_out(known: Wishes, said: Said, named: Mapping[Cell, Trail], here: Mapping[str, Trail]) -> Iterator[Cell]:
    """The areas that an environment is to go without: "a production key, too, with Bibs only", "Users only there"."""
    for statement, claim in said.of(Status.STATED):
        if _is_place_only(statement, claim):
            others = set(known.environments) - values(claim.environments)
            yield from ((place, area) for place in others for area in values(claim.areas) if not claim.levels)
        elif (
            near(statement, claim.areas, Cue.ONLY)
            and not _is_level_only(statement, claim)
            and not _tells_other(statement, claim)
        ):
            places = {place for place, area in named if place in values(claim.environments)}
            yield from ((place, area) for place in places for area in known.named() if (place, area) not in named)
        if claim.areas and near(statement, claim.environments, Cue.ONLY):
            others = set(here) - values(claim.environments)
            cells = ((place, area) for place in others for area in values(claim.areas))
            yield from (cell for cell in cells if cell not in named)


def scope(claim: Claim, places: Mapping[str, Trail]) -> list[Place] | None:
    """The environments that a claim is about: [None] if about all; None if about none that is wanted."""
    said = values(claim.environments)
    if not said or not places:
        return [None]
    wanted = [place for place in places if place in said]
    if not wanted:
        return None
    return [None] if len(wanted) == len(places) else list(wanted)


def is_general(claim: Claim, statement: Statement, known: Wishes, said: Said) -> bool:
    """Whether a claim's level is of all that is named: it names no area, or "everything" where areas are named."""
    found = values(claim.areas)
    if REST in found or not found:
        return True
    return EVERYTHING in found and not _means_all(statement, claim, known, said)


def _named(known: Wishes, said: Said, places: Mapping[str, Trail], catalogue: Catalogue) -> dict[Cell, Trail]:
    found: dict[Cell, Trail] = {}
    for statement, claim in said.of(Status.STATED, Status.EXCEPTED):
        if claim.status is Status.EXCEPTED and not claim.levels:
            continue
        for place in scope(claim, places) or []:
            for mention in (each for each in claim.areas if each.status is not Status.SCOPE):
                for area in _meant(mention, statement, claim, known, said, catalogue):
                    if not claim.environments and _is_wanted_somewhere(known, area):
                        continue
                    found[place, area] = found.get((place, area), ()) + said.evidence(f"area={area}", [mention])
    return found


def _is_wanted_somewhere(known: Wishes, area: str) -> bool:
    """Whether an area is wanted in one environment only: whoever speaks of it again means it there."""
    return (None, area) not in known.areas and area in known.named()


def _meant(
    mention: Mention, statement: Statement, claim: Claim, known: Wishes, said: Said, catalogue: Catalogue
) -> Iterator[str]:
    for value in mention.values:
        every = value == ALL or (value == EVERYTHING and _is_every(statement, claim, known, said))
        if every:
            yield from (area.id for area in catalogue.areas if area.id not in values(claim.excepted))
        elif value not in (EVERYTHING, REST):
            yield value


def _means_all(statement: Statement, claim: Claim, known: Wishes, said: Said) -> bool:
    """Whether "everything" means every area: no areas are named, and it is said of areas or with an exception."""
    if known.areas or said.names_areas:
        return False
    everything = [each for each in claim.areas if EVERYTHING in each.values]
    approves = near(statement, everything, Cue.YES)
    return (
        bool(claim.excepted)
        or statement.topic is Topic.GRANTS
        or (statement.bare and statement.place in (Spot.ITEM, Spot.CELL))
        or (near(statement, everything, Cue.HEAD) and not approves)
        or any(map(_is_of_key, (statement.tokens[max(0, each.at - _LED) : each.at] for each in everything)))
    )


def _is_of_key(led: Sequence[Token]) -> bool:
    """As in "a key with everything", "a key that can read everything"."""
    if len(led) > 1 and led[-2].has(Cue.KEY) and led[-1].text in ("with", "for", "to", "on"):
        return True
    able = len(led) > 1 and led[-2].has(Cue.MODAL) and led[-1].term in (Term.VERB, Term.LEVEL)
    return able and any(token.has(Cue.KEY) for token in led)


_LED = 8


_STAYING = frozenset("stays stay remains remain unchanged".split())


def _excepts_from_known(statement: Statement, said: Said) -> bool:
    """Whether a later message excepts from what was asked for, and no level is spoken of: "as above, minus Users"."""
    stays = any(not _STAYING.isdisjoint(token.text.split()) for token in statement.tokens)
    levels = any(claim.levels for other, claim in said.claims if other is statement)
    return not (said.first or stays or levels)


def _without_rest(claim: Claim, known: Wishes, said: Said) -> set[str]:
    """The areas of a claim; "drop the rest" means the known ones that the message doesn't name."""
    found = values(claim.areas)
    if REST not in found or not any(
        each.areas and REST not in values(each.areas) for _, each in said.of(Status.STATED)
    ):
        return found
    named = {token.value for statement, _ in said.claims for token in statement.tokens}
    return (found - {REST}) | (set(known.named()) - named)


def _denied(known: Wishes, said: Said, places: Mapping[str, Trail]) -> Iterator[Cell]:
    for statement, claim in said.of(Status.DENIED, Status.EXCEPTED):
        if claim.status is Status.EXCEPTED and not (
            _agrees(statement) or _excepts_from_all(statement, known, said) or _excepts_from_known(statement, said)
        ):
            continue
        for area in _without_rest(claim, known, said) if not claim.levels else ():
            for place in scope(claim, places) or []:
                yield place, area


def _excepts_from_all(statement: Statement, known: Wishes, said: Said) -> bool:
    """Whether it excepts, in a sentence of its own, from all the areas: "The exceptions are Users and Courses".

    Beneath a level it is the level that it excepts from.
    """
    above = [token for tokens in statement.above[-1:] for token in tokens]
    if any(token.term is Term.LEVEL for token in above) and not any(
        token.has(Cue.ALL, Cue.EVERYTHING) for token in above
    ):
        return False
    others = ((other, claim) for other, claim in said.of(Status.STATED) if other is not statement)
    return any(ALL in values(claim.areas) or _is_every(other, claim, known, said) for other, claim in others)


def _is_every(statement: Statement, claim: Claim, known: Wishes, said: Said) -> bool:
    return EVERYTHING in values(claim.areas) and _means_all(statement, claim, known, said)


def _agrees(statement: Statement) -> bool:
    """Whether an exception is one from what was offered: "yes, except Configuration"."""
    partly = statement.has(Cue.YES, Cue.ENOUGH) and not statement.has(Cue.EVERYTHING, Cue.ALL)
    return consents(statement.tokens) or partly


def _replaces(said: Said, named: Mapping[Cell, Trail]) -> bool:
    """Whether the areas named now are all that are wanted: "only Bibs", or a correction that adds nothing."""
    if said.first:
        return False
    if said.form:
        return True
    areas = {area for place, area in named if place is None}
    for statement, claim in said.of(Status.STATED):
        mine = [each for each in claim.areas if values([each]) & areas]
        if (
            mine
            and (near(statement, mine, Cue.ONLY) or _is_enough(statement, claim))
            and not (_is_level_only(statement, claim) or _tells_other(statement, claim))
        ):
            return True
        swaps = any(each.areas and not each.levels for other, each in said.of(Status.DENIED) if other is statement)
        if (
            mine
            and statement.has(Cue.CORRECTION, Cue.INSTEAD)
            and not statement.has(Cue.ALSO, Cue.TOO)
            and not swaps
            and not claim.levels
        ):
            return True
    return False


def _is_enough(statement: Statement, claim: Claim) -> bool:
    """Whether areas are called enough, not their level: "Bibs is enough"."""
    ahead = statement.tokens[claim.areas[-1].at + 1 :][:3]
    return not claim.levels and any(not _ENOUGH.isdisjoint(token.text.split()) for token in ahead)


_ENOUGH = frozenset("enough sufficient suffices suffice".split())


def _is_level_only(statement: Statement, claim: Claim) -> bool:
    """Whether "only" limits the level ("Bibs only read", "Bibs only needs to be read-only") and not the areas."""
    if claim.levels and cued(statement.tokens[claim.areas[-1].at + 1 : claim.levels[0].at], Cue.ONLY):
        return True
    return near(statement, claim.levels, Cue.ONLY, reach=1)


def _is_place_only(statement: Statement, claim: Claim) -> bool:
    """Whether "only" limits where an area is wanted: "Users only in the sandbox"."""
    if not claim.areas or not claim.environments:
        return False
    ahead = statement.tokens[claim.areas[-1].at + 1 : claim.environments[0].at]
    return any(token.has(Cue.ONLY) and after.text in ("in", "on", "for") for token, after in pairwise(ahead))


_BEING = frozenset("is are stays stay remains must should has have be becomes needs".split())


def _tells_other(statement: Statement, claim: Claim) -> bool:
    """Whether "only" tells of what differs, and not of all that is wanted: "only Users is read/write"."""
    if not claim.levels or not claim.areas:
        return False
    first, last = claim.areas[0].at, claim.areas[-1].at
    led = cued(statement.tokens[max(0, first - 2) : first], Cue.ONLY)
    between = statement.tokens[last + 1 : claim.levels[0].at]
    return led and any(not _BEING.isdisjoint(token.text.split()) for token in between)
