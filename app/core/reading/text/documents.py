"""A document as Jira's editor stores it, JSON in the Atlassian Document Format, into wiki markup that says the same.

Such a text comes from programs that file tickets. What is struck out there nobody means to say.
"""

import json
import re
from collections.abc import Iterator, Mapping

from app.core.reading.text.flow import Fields, Flow, Items, Leaf, Node
from app.core.reading.text.mended import Piece

_BEGINS = re.compile(r'\{(?=\s{0,20}"(?:version|type|content)"\s{0,20}:)')
_IS_DOCUMENT = re.compile(r'"type"\s{0,20}:\s{0,20}"doc"')
_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')
# What stands before and after what a node holds.
_AROUND: Mapping[str, tuple[str, str]] = {
    "paragraph": ("\n", "\n"),
    "heading": ("\n\nh3. ", "\n"),
    "codeBlock": ("\n{code}\n", "\n{code}\n"),
    "blockquote": ("\n{quote}\n", "\n{quote}\n"),
    "table": ("\n\n", "\n\n"),
    "tableRow": ("\n", "|"),
    "tableCell": ("|", ""),
    "tableHeader": ("||", ""),
    "hardBreak": ("\n", ""),
    "rule": ("\n----\n", ""),
    "panel": ("\n", "\n"),
}
_LISTS, _ITEMS, _CELLS = ("bulletList", "orderedList"), ("listItem",), ("tableCell", "tableHeader")


def pieces_of_document(text: str) -> Iterator[Piece]:
    """What is to be replaced in a text so that a document in it can be read; nothing where there is none."""
    begins = _BEGINS.search(text) if _IS_DOCUMENT.search(text) else None
    if begins is None or not _is_json(text, begins.start()):
        return
    flow = Flow(text, begins.start(), len(text))
    done, layout = begins.start(), ""
    for part in _Document(text).shown(flow.node()):
        if isinstance(part, str):
            layout += part
        else:
            yield done, part.start, layout
            yield from _unescaped(text, part)
            done, layout = part.end, ""
    yield done, flow.end, layout


def _is_json(text: str, start: int) -> bool:
    """Whether what begins there is what a program writes, so that it is quickly read."""
    try:
        json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return False
    return True


def _unescaped(text: str, leaf: Leaf) -> Iterator[Piece]:
    for escape in _ESCAPE.finditer(text, leaf.start, leaf.end):
        yield escape.start(), escape.end(), json.loads(f'"{escape[0]}"')


class _Document:
    """Walks a document's nodes."""

    def __init__(self, text: str) -> None:
        self.text = text

    def shown(self, node: Node, depth: int = 0, cell: bool = False) -> Iterator[str | Leaf]:
        """A node's text with its layout; `depth` of the list that it is in; `cell`: in a table's cell, one line."""
        if not isinstance(node, Fields):
            return
        of = {self._word(key): value for key, value in node.pairs}
        kind = self._word(of.get("type"))
        if kind == "text" and isinstance(leaf := of.get("text"), Leaf) and not self._is_struck(of.get("marks")):
            yield leaf
        elif isinstance(attributes := of.get("attrs"), Fields) and kind in ("status", "mention"):
            yield from (each for key, each in attributes.pairs if self._word(key) == "text" and isinstance(each, Leaf))
        before, after = (" ", "") if cell and kind in ("paragraph", "hardBreak") else self._around(kind, of, depth)
        yield before
        content = of.get("content")
        for each in content.nodes if isinstance(content, Items) else ():
            one_line = cell or kind in (*_CELLS, *_ITEMS)
            yield from self.shown(each, depth + (kind in _LISTS), one_line and self._kind(each) not in _LISTS)
        yield after

    def _around(self, kind: str, of: Mapping[str, Node], depth: int) -> tuple[str, str]:
        if kind in _ITEMS:
            return f"\n{'*' * max(depth, 1)} ", "\n"
        if kind == "taskItem":
            state = [self._word(each) for key, each in self._attributes(of) if self._word(key) == "state"]
            return ("\n[x] " if state == ["DONE"] else "\n[ ] "), "\n"
        return _AROUND.get(kind, ("", ""))

    def _attributes(self, of: Mapping[str, Node]) -> tuple[tuple[Leaf, Node], ...]:
        attributes = of.get("attrs")
        return attributes.pairs if isinstance(attributes, Fields) else ()

    def _kind(self, node: Node) -> str:
        pairs = node.pairs if isinstance(node, Fields) else ()
        return next((self._word(value) for key, value in pairs if self._word(key) == "type"), "")

    def _word(self, node: Node | None) -> str:
        return self.text[node.start : node.end] if isinstance(node, Leaf) else ""

    def _is_struck(self, marks: Node | None) -> bool:
        return isinstance(marks, Items) and any(self._kind(each) == "strike" for each in marks.nodes)
