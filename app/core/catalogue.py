"""What a service offers: environments, areas and levels, and the words that people use for them.

The data stand in `services/`; here are only their types. Everything that names, asks about or compares grants goes by a
catalogue, so that another service is one more catalogue and no new code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Environment:
    """`id` is what is stored, `title` what people read, `gloss` what explains it, `words` how people write it."""

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """`gloss` names in a few words what lies in the area; `hints` are things whose mention suggests the area."""

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """`gloss` says what the level lets a key do."""

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One service. `levels` run from the least to the most powerful; with one environment or area, none is asked about.

    `guarded` are the (area, level) that are given only with a full explanation; `patron_data` the areas that show
    patrons' data.
    """

    service: str
    title: str
    environments: tuple[Environment, ...]
    areas: tuple[Area, ...]
    levels: tuple[Level, ...]
    guarded: frozenset[tuple[str, str]] = frozenset()
    patron_data: frozenset[str] = frozenset()
    vocabulary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def environment(self, id: str) -> Environment:
        return next(each for each in self.environments if each.id == id)

    def area(self, id: str) -> Area:
        return next(each for each in self.areas if each.id == id)

    def level(self, id: str) -> Level:
        return next(each for each in self.levels if each.id == id)

    def rank(self, level: str | None) -> int:
        """0 for no level, then 1 for the least powerful and so on."""
        return 0 if level is None else 1 + [each.id for each in self.levels].index(level)
