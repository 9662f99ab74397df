"""What is between brackets, as in JSON, into trees whose leaves are stretches of the text.

Written for what people paste into a ticket, not for what is valid: comments, missing commas and single quotes are fine.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Items:
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Fields:
    pairs: "tuple[tuple[Leaf, Node], ...]"


Node = Leaf | Items | Fields

_TOKEN = re.compile(
    r"\"(?P<double>(?:[^\"\\\n]|\\.){0,1000})\"|'(?P<single>[^'\n]{0,1000})'|(?P<sign>[{}\[\]:,=])|(?P<aside>(?<!\S)(?:#|//)[^\n]*)"
    r"|(?P<bare>[^\s{}\[\],:\"'=]+(?::[^\s{}\[\],:\"'=]+)*)"
)
DEEPEST = 24


class Flow:
    """Reads what is between brackets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.tokens = [match for match in _TOKEN.finditer(text, start, end) if match["aside"] is None]
        self.at = 0

    def node(self, depth: int = 0) -> Node:
        sign = self._sign()
        if sign not in ("{", "[") or depth > DEEPEST:
            return self._leaf()
        self.at += 1
        return self._fields(depth) if sign == "{" else self._items(depth)

    @property
    def end(self) -> int:
        """Where what was read ends."""
        return self.tokens[min(self.at, len(self.tokens)) - 1].end() if self.tokens else 0

    def _sign(self) -> str | None:
        return self.tokens[self.at]["sign"] if self.at < len(self.tokens) else "}"

    def _items(self, depth: int) -> Items:
        found: list[Node] = []
        while self.at < len(self.tokens) and self._sign() not in ("]", "}"):
            if self._sign() in (",", ":", "="):
                self.at += 1
            else:
                found.append(self.node(depth + 1))
        self.at += 1
        return Items(tuple(found))

    def _fields(self, depth: int) -> Fields:
        found: list[tuple[Leaf, Node]] = []
        while self.at < len(self.tokens) and self._sign() not in ("]", "}"):
            if self._sign() in (",", ":", "="):
                self.at += 1
                continue
            key = self._leaf()
            if self._sign() in (":", "="):
                self.at += 1
                found.append((key, self.node(depth + 1)))
        self.at += 1
        return Fields(tuple(found))

    def _leaf(self) -> Leaf:
        """A string or a word; several words beside each other are one."""
        if self.at >= len(self.tokens):
            return Leaf(0, 0)
        first = self.tokens[self.at]
        kind = first.lastgroup or ""
        self.at += 1
        if kind != "bare":
            return Leaf(*first.span(kind))
        last = first
        while self.at < len(self.tokens) and self.tokens[self.at]["bare"] is not None:
            last = self.tokens[self.at]
            self.at += 1
        return Leaf(first.start(), last.end())
