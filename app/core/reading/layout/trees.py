"""JSON, YAML, INI files and lists of variables into trees whose leaves are stretches of the text.

Written for what people paste into a ticket, not for what is valid: comments, missing commas and single quotes are fine.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from app.core.reading.text.flow import DEEPEST, Fields, Flow, Items, Leaf, Node
from app.core.reading.text.lines import Line, Whose

_SECTION = re.compile(
    r"[ \t]*\[{1,2}[ \t]*+(?P<name>[\w.:/\"-](?:[\w .:/\"-]{0,78}[\w.:/\"-])?|(?<= )(?=\]))[ \t]*+\]{1,2}"
    r"[ \t]*(?:[#;].*)?$"
)
_PAIR = re.compile(
    r"(?P<indent>[ \t]*)(?P<items>(?:-[ \t]+)*)(?:export[ \t]+|set[ \t]+|-e[ \t]+)?"
    r"(?P<key>\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[\w./{}$-][\w./{}$ -]{0,80}?)[ \t]*"
    r"(?::(?=\s|$|[\[{\"'])|=(?!=))[ \t]*(?P<value>.*)$"
)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<items>(?:-[ \t]+)+)(?P<value>\S.*)$")
_ASIDE = re.compile(r"(?:^[ \t]*;|(?:^|(?<=\s))(?:#|//)).*$")


def is_setting(text: str) -> bool:
    """Whether a line could be of such a file: a section, a key with its value, or an item."""
    bare = _ASIDE.sub("", text)
    return (
        not bare.strip()
        or bool(_SECTION.match(bare) or _PAIR.match(bare) or _ITEM.match(bare))
        or bare.strip() in _BRACES
    )


_BRACES = frozenset("{ } [ ] }, ], --- ...".split())


def tree_of(text: str, lines: Sequence[Line]) -> Node | None:
    """The tree in the lines; None where they hold none."""
    filled = [line for line in lines if _ASIDE.sub("", line.text).strip()]
    if not filled:
        return None
    if filled[0].text.lstrip().startswith(("{", "[{", '["')) or filled[0].text.strip() == "[":
        return Flow(text, filled[0].start, filled[-1].end).node()
    return _Block(text, filled).node() if all(is_setting(line.text) for line in filled) else None


@dataclass(frozen=True, slots=True)
class _Row:
    """A line: how far it is indented, whether an item begins, its key if it has one, its value if it has one."""

    indent: int
    item: bool
    key: Leaf | None
    value: Leaf | None
    section: bool = False


class _Block:
    """Reads lines by their indentation."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.rows = [row for line in lines if (row := _row(line))]
        self.at = 0

    def node(self) -> Node:
        return self._sections() if any(row.section for row in self.rows) else self._nested(-1, 0)

    def _sections(self) -> Fields:
        pairs = list(self._pairs(0, 0))
        while self.at < len(self.rows):
            section = self.rows[self.at]
            self.at += 1
            if section.key:
                pairs.append((section.key, Fields(tuple(self._pairs(0, 0)))))
        return Fields(tuple(pairs))

    def _nested(self, above: int, depth: int) -> Node:
        """What is indented further than the line above."""
        if self.at >= len(self.rows) or self.rows[self.at].indent <= above or depth > DEEPEST:
            return Leaf(0, 0)
        row = self.rows[self.at]
        return (
            Items(tuple(self._items(row.indent, depth))) if row.item else Fields(tuple(self._pairs(row.indent, depth)))
        )

    def _items(self, indent: int, depth: int) -> list[Node]:
        found: list[Node] = []
        while self.at < len(self.rows) and self.rows[self.at].item and self.rows[self.at].indent == indent:
            row = self.rows[self.at]
            if row.key is None:
                self.at += 1
                found.append(self._value(row))
            else:
                self.rows[self.at] = _Row(indent + 1, False, row.key, row.value)
                found.append(Fields(tuple(self._pairs(indent + 1, depth + 1))))
        return found

    def _pairs(self, indent: int, depth: int) -> list[tuple[Leaf, Node]]:
        found: list[tuple[Leaf, Node]] = []
        while self.at < len(self.rows):
            row = self.rows[self.at]
            if row.section or row.item or row.key is None or row.indent < indent:
                break
            self.at += 1
            found.append((row.key, self._value(row) if row.value else self._nested(self._above(row), depth + 1)))
        return found

    def _above(self, row: _Row) -> int:
        """Items may stand right beneath their key, without being indented further."""
        following = self.rows[self.at] if self.at < len(self.rows) else None
        return row.indent - 1 if following and following.item else row.indent

    def _value(self, row: _Row) -> Node:
        if row.value is None:
            return Leaf(0, 0)
        if self.text[row.value.start] in "[{":
            return Flow(self.text, row.value.start, row.value.end).node()
        return row.value


def _row(line: Line) -> _Row | None:
    bare = _ASIDE.sub("", line.text)
    section = _SECTION.match(bare)
    if section:
        return _Row(0, False, Leaf(line.start + section.start("name"), line.start + section.end("name")), None, True)
    match = _PAIR.match(bare) or _ITEM.match(bare)
    if not match:
        return None
    groups = match.groupdict()
    indent = len(match["indent"].expandtabs(4))
    key = _unquoted(line, match, "key") if groups.get("key") else None
    value = _unquoted(line, match, "value") if match["value"].strip(" \t,") not in _NOTHING else None
    return _Row(indent, bool(match["items"]), key, value)


_NOTHING = ("", "|", ">", "|-", ">-")


def _unquoted(line: Line, match: re.Match[str], group: str) -> Leaf:
    start = match.start(group)
    end = start + len(match[group].rstrip(" \t,"))
    quoted = end - start > 1 and match.string[start] in "\"'" and match.string[end - 1] == match.string[start]
    return Leaf(line.start + start + quoted, line.start + end - quoted)


_OPENS = re.compile(r"[ \t]*[\w\"'.-]+:[ \t]*$")
_ASSIGNED = re.compile(r"[ \t]*(?:export[ \t]+)?(?:\w*+\.|(?=[^\W_]*+_))\w*+=\S")


class Blocks:
    """The settings that stand among lines without being marked as code; each run of such lines is looked at once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.ends: dict[int, int] = {}
        self.closed: list[int] = []

    def after(self, at: int) -> int:
        """The number of the line after the settings that begin here; 0: there are none."""
        if _BRACKET.match(self.lines[at].text):
            self.closed = self.closed or _closed(self.lines)
            return self.closed[at] if self.closed[at] <= at + _FARTHEST else 0
        if at not in self.ends:
            self._look(at)
        return self.ends[at]

    def _look(self, at: int) -> None:
        """Where they end that begin with each line of a run: nested by indentation, under a section, or assignments.

        A form is none of these.
        """
        end = at
        while end < len(self.lines) and _may_be_setting(self.lines[end]):
            end += 1
        self.ends[at] = 0
        nested, keyed, assigned = False, True, True
        for number in range(end - 1, at - 1, -1):
            text = self.lines[number].text
            pair = _PAIR.match(text)
            nested = nested or (number + 1 < end and _opens(self.lines[number], self.lines[number + 1]))
            keyed = keyed and (pair is None or " " not in pair["key"])
            assigned = assigned and bool(_ASSIGNED.match(text))
            structured = (nested and keyed) or assigned or bool(_SECTION.match(text.strip()))
            self.ends[number] = end if structured and end - number >= _FEWEST else 0


_FEWEST = 3


def _may_be_setting(line: Line) -> bool:
    return line.whose is Whose.OWN and not line.blank and is_setting(line.text)


def _opens(line: Line, after: Line) -> bool:
    return bool(_OPENS.match(line.text)) and _indent(after) > _indent(line)


# A bracket with a quoted key or nothing after it; wiki's own braces have a name.
_BRACKET = re.compile(r"[ \t]*[\[{]+[ \t]*(?:[\"'][^\"'\n]{1,80}[\"'][ \t]*:|$)")
_FARTHEST = 200


def _closed(lines: Sequence[Line]) -> list[int]:
    """For each line the number of the one after that which closes its brackets; 0 where none of the same text does.

    From the last line up: beneath each stand those that are nested less than all between.
    """
    depths = list(accumulate((_opened(line.text) for line in lines), initial=0))
    found, below = [0] * len(lines), [len(lines)]
    for at in range(len(lines) - 1, -1, -1):
        while below and depths[below[-1]] > depths[at]:
            below.pop()
        if lines[at].whose is not Whose.OWN:
            below.clear()
        found[at] = below[-1] if below else 0
        below.append(at)
    return found


def _opened(text: str) -> int:
    """How many more brackets are opened than closed."""
    return sum(text.count(sign) for sign in "{[") - sum(text.count(sign) for sign in "}]")


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
