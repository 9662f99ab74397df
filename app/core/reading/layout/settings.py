"""What a program's settings ask for: a tree of keys and values into entries that speak for themselves.

A key counts by what it names or is about, and only with a value that fits: an area's with a level, an environment's
with grants. All else in a file is the program's own business ("users: [deploy]", "test = off").
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading.layout.calls import calls_in
from app.core.reading.layout.grids import Entry
from app.core.reading.layout.marks import Mark, mark_of
from app.core.reading.layout.names import AREA, LEVEL, PLACE, Tokens, in_order, kind_of_name, names_in
from app.core.reading.layout.trees import is_setting, tree_of
from app.core.reading.text.flow import Fields, Items, Leaf, Node
from app.core.reading.text.lines import Line
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.lexicon import Lexicon, Term
from app.core.reading.vocabulary.topics import Topic, topic_of

_PARTS = re.compile(r"[_./-]+|(?<=[a-z])(?=[A-Z])")
_DEFAULTS = frozenset(("default", "defaults", "fallback", "otherwise"))
_TITLES = frozenset(("name", "app", "id", "title", "client"))


@dataclass(frozen=True, slots=True)
class _Within:
    """What holds where a node stands."""

    place: Tokens = ()
    area: Tokens = ()
    level: Tokens = ()

    def entry(self, *tokens: Tokens) -> Entry:
        """An entry of the tokens; what they say for themselves goes before what holds here."""
        said = {kind_of_name(token) for piece in tokens for token in piece}
        own = [(PLACE, self.place), (AREA, self.area), (LEVEL, self.level)]
        return Entry(in_order([*(held for kind, held in own if kind not in said), *tokens]))


def entries_of_code(text: str, lines: Sequence[Line], lexicon: Lexicon, settings: "Settings") -> list[Entry] | None:
    """What pasted code asks for, by API calls, settings or both; None where it is a form, to be read as one."""
    calls = [Entry(tokens) for tokens in calls_in(lines, lexicon)]
    called = any(len(call.tokens) > 1 for call in calls)
    tree = tree_of(text, lines)
    if called or tree is not None:
        return [*(calls if called else []), *(settings.entries(tree) if tree is not None else [])]
    filled = [line for line in lines if not line.blank]
    return None if sum(is_setting(line.text) for line in filled) * 4 >= len(filled) * 3 else calls


class Settings:
    """Reads a tree; `tokens_of` gives the tokens between two offsets."""

    def __init__(self, text: str, lexicon: Lexicon, tokens_of: Callable[[int, int], Tokens]) -> None:
        self.text, self.lexicon, self.tokens_of = text, lexicon, tokens_of

    def entries(self, node: Node) -> Iterator[Entry]:
        yield from self._node(node, _Within())

    def _node(self, node: Node, within: _Within) -> Iterator[Entry]:
        if isinstance(node, Fields):
            yield from self._fields(node, within)
        elif isinstance(node, Items):
            for each in node.nodes:
                if not isinstance(each, Leaf):
                    yield from self._node(each, within)

    def _fields(self, node: Fields, within: _Within) -> Iterator[Entry]:
        """The siblings say where and at which level each of them holds."""
        place = self._said_by(node, Topic.ENVIRONMENT, PLACE)
        level = self._said_by(node, Topic.GRANTS, LEVEL)
        areas = self._said_by(node, Topic.GRANTS, AREA)
        here = replace(
            within, place=place or within.place, level=(() if areas and not level else level) or within.level
        )
        if place:
            yield Entry(place)
        if level and areas and self._is_default(node):
            yield here.entry(level)
            here = replace(here, level=())
        if (
            level
            and not areas
            and not within.area
            and any(topic_of(self._words(key)) is Topic.GRANTS for key, _ in node.pairs)
        ):
            yield here.entry(level)
        for key, value in node.pairs:
            yield from self._pair(key, value, here)

    def _is_default(self, node: Fields) -> bool:
        """Whether the level is only that of what has none of its own."""
        return any(not _DEFAULTS.isdisjoint(self._words(key).split()) for key, _ in node.pairs)

    def _said_by(self, node: Fields, topic: Topic, kind: int) -> Tokens:
        """The names of one kind that the fields of a topic hold, and nothing but them."""
        found: list[Token] = []
        for key, value in node.pairs:
            titled = self._words(key) in _TITLES and self._is_named(value, kind)
            if titled or (topic_of(self._words(key)) is topic and not names_in(self._key(key))):
                named = [names_in(self.tokens_of(leaf.start, leaf.end)) for leaf in _leaves(value)]
                kinds = {kind_of_name(token) for names in named for token in names}
                found += (
                    [token for names in named for token in names] if kinds == {kind} or kind == AREA in kinds else []
                )
        return tuple(found)

    def _is_named(self, value: Node, kind: int) -> bool:
        """Whether a name is that of an environment or an area and nothing else."""
        tokens = self.tokens_of(value.start, value.end) if isinstance(value, Leaf) else ()
        return kind != LEVEL and bool(tokens) and all(kind_of_name(token) == kind for token in tokens)

    def _pair(self, key: Leaf, value: Node, here: _Within) -> Iterator[Entry]:
        names, words = self._key(key), self._words(key)
        kinds = {kind_of_name(token) for token in names}
        topic = topic_of(words)
        if kinds == {PLACE}:
            yield from self._under(value, replace(here, place=names))
        elif kinds == {AREA}:
            yield from self._at_level(value, replace(here, area=names))
        elif kinds == {LEVEL}:
            yield from self._under(value, replace(here, level=names))
            if here.area and names[0].term is Term.METHOD and not isinstance(value, Items):
                yield here.entry(names)
        elif topic is Topic.GRANTS:
            yield from self._areas(value, here)
        elif here.level and isinstance(value, Leaf) and words in _TITLES and self._is_named(value, AREA):
            yield here.entry(self.tokens_of(value.start, value.end))
        elif isinstance(value, Leaf) and (topic is Topic.PURPOSE or words in _TITLES):
            yield from self._purpose(value)
        else:
            yield from self._node(value, here)

    def _purpose(self, value: Leaf) -> Iterator[Entry]:
        if mark_of(self.text[value.start : value.end]) is Mark.WORDS and value.end > value.start:
            yield Entry(self.tokens_of(value.start, value.end), Topic.PURPOSE)

    def _areas(self, value: Node, here: _Within) -> Iterator[Entry]:
        """A list of areas, or what is nested there."""
        yield from self._node(value, here)
        if isinstance(value, Fields):
            return
        for leaf in _leaves(value):
            tokens = self.tokens_of(leaf.start, leaf.end)
            if any(kind_of_name(token) == AREA for token in tokens):
                yield here.entry(tokens)

    def _under(self, value: Node, here: _Within) -> Iterator[Entry]:
        """What a key of an environment or a level holds: a yes, areas, or more keys."""
        yield from self._node(value, here)
        for leaf in _leaves(value) if not isinstance(value, Fields) else ():
            tokens = self.tokens_of(leaf.start, leaf.end)
            if names_in(tokens) or mark_of(self.text[leaf.start : leaf.end]) is Mark.YES:
                yield here.entry(tokens if names_in(tokens) else ())

    def _at_level(self, value: Node, here: _Within) -> Iterator[Entry]:
        """What a key of an area holds: a level, several, a yes, something unsettled, or more keys."""
        if isinstance(value, Fields):
            found = list(self._node(value, here))
            yield from found or ([here.entry()] if any(self.text[key.start] == "/" for key, _ in value.pairs) else [])
            return
        texts = [self.text[leaf.start : leaf.end] for leaf in _leaves(value)]
        levels = tuple(token for leaf in _leaves(value) for token in self.tokens_of(leaf.start, leaf.end))
        if any(kind_of_name(token) == LEVEL for token in levels):
            yield here.entry(levels)
        elif texts and all(mark_of(text) is Mark.YES for text in texts):
            yield here.entry()
        elif texts and all(mark_of(text) is Mark.OPEN for text in texts):
            yield replace(here, level=()).entry()

    def _words(self, key: Leaf) -> str:
        return " ".join(part for part in _PARTS.split(self.text[key.start : key.end]) if part).lower()

    def _key(self, key: Leaf) -> Tokens:
        """The names in a key; a method may be in lower case there."""
        written = self.text[key.start : key.end]
        if written.upper() in self.lexicon.methods:
            entry = self.lexicon.word(written.upper()).entry
            return (Token(written.upper(), key.start, key.end, term=Term.METHOD, value=entry.value if entry else ""),)
        return names_in(self.tokens_of(key.start, key.end))


def _leaves(node: Node) -> Sequence[Leaf]:
    """The values right here, not those with keys of their own."""
    if isinstance(node, Leaf):
        return [node] if node.end > node.start else []
    return [each for each in node.nodes if isinstance(each, Leaf)] if isinstance(node, Items) else []
