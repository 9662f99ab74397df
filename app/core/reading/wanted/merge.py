"""Message after message into what is wanted."""

from dataclasses import replace

from app.core.catalogue import Catalogue
from app.core.reading.types import Missing
from app.core.reading.wanted import areas, environments, levels
from app.core.reading.wanted.wishes import Said, Wishes


def after(known: Wishes, said: Said, catalogue: Catalogue) -> Wishes:
    """What is wanted once this message is taken in."""
    places, doubt = environments.settled(known, said, catalogue)
    cells, without = areas.settled(known, said, places, catalogue)
    now = replace(known, environments=places, areas=cells, without=without)
    said_levels = levels.settled(known, now, said, catalogue)
    unclear = dict(known.unclear)
    for gap, trail in ((Missing.ENVIRONMENT, doubt), (Missing.ACCESS, said_levels.unclear)):
        if trail:
            unclear[gap] = trail
    return replace(now, levels=said_levels.levels, general=said_levels.general, unclear=unclear)
