"""What a service offers: environments, areas and levels, and the words that people use for them.

The data stand in `services/`; here are only their types. Everything that names, asks about or compares grants goes by a
catalogue, so that another service is one more catalogue and no new code.

Words are written in lower case, as people write them; case, hyphens and small typos are the reader's business.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Environment:
    """`id` is what is stored, `title` what people read, `gloss` what explains it, `words` how people write it.

    `common` words name it, too, unless somebody's own is meant ("our test environment").
    """

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()
    common: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """`gloss` names in a few words what lies in the area.

    `words` name the area and nothing else; `common` name it too, but are everyday words as well ("users", "courses"),
    so that what stands around them decides; `records` name it only where they are what the key reads or writes ("patron
    records"). `paths` are the first parts of its API paths. `hints` are things whose mention suggests the area.
    """

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """`gloss` says what the level lets a key do.

    `words` name the level; `short` name it where nothing but a level can stand (an answer, a form's field); `verbs` are
    what only a key of at least this level can do, and `methods` the HTTP methods. `hints` suggest the level.
    """

    id: str
    title: str
    gloss: str
    words: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One service. `levels` run from the least to the most powerful; with one environment or area, none is asked about.

    `guarded` are the (area, level) that are given only with a full explanation; `patron_data` the areas that show
    patrons' data. `names` are what people call the service; `others` are products of the same vendor that are in no
    catalogue: a person is told of them, nobody is asked. `vendors` are companies, which do not say what a key is for.
    `not_typos` are words that only look like a misspelt name.
    """

    service: str
    title: str
    environments: tuple[Environment, ...]
    areas: tuple[Area, ...]
    levels: tuple[Level, ...]
    guarded: frozenset[tuple[str, str]] = frozenset()
    patron_data: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    not_typos: tuple[str, ...] = ()

    def environment(self, id: str) -> Environment:
        return next(each for each in self.environments if each.id == id)

    def area(self, id: str) -> Area:
        return next(each for each in self.areas if each.id == id)

    def level(self, id: str) -> Level:
        return next(each for each in self.levels if each.id == id)

    def rank(self, level: str | None) -> int:
        """0 for no level, then 1 for the least powerful and so on."""
        return 0 if level is None else 1 + [each.id for each in self.levels].index(level)
