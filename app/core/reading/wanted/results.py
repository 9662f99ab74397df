"""What is wanted, as the keys to be made and what they lack."""

from collections.abc import Iterator, Mapping, Sequence

from app.core.catalogue import Catalogue
from app.core.reading.types import KeyAsked, Missing
from app.core.reading.wanted.wishes import Wishes


def keys_of(wishes: Wishes, catalogue: Catalogue) -> tuple[KeyAsked, ...]:
    """One key for each environment, or one for none; areas in the catalogue's order."""
    known = [each.id for each in catalogue.environments if each.id in wishes.environments]
    places: list[str | None] = [*known] or [None]
    return tuple(KeyAsked(place, _grants(wishes, place, catalogue)) for place in places)


def _grants(wishes: Wishes, place: str | None, catalogue: Catalogue) -> Mapping[str, str | None]:
    wanted = wishes.areas_in(place)
    return {area.id: wishes.level(place, area.id)[0] for area in catalogue.areas if area.id in wanted}


def missing_of(wishes: Wishes, keys: Sequence[KeyAsked], told_what_for: bool) -> Iterator[Missing]:
    """What the keys lack, in the order of asking."""
    levels = [level for key in keys for level in key.grants.values()]
    if not told_what_for:
        yield Missing.DESCRIPTION
    if keys[0].environment is None:
        yield Missing.ENVIRONMENT
    if not levels:
        yield Missing.AREA
    if None in levels or (not levels and not any(level for level, _ in wishes.general.values())):
        yield Missing.ACCESS
