"""A comment as a tree, whatever the help desk's own format: what wording makes and desk/ renders.

People's words are only ever the `text` of a `Text`, so that nothing that they write can become structure.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """`link` is an address; `text` holds no line break."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody with an account, who is notified."""

    account: str
    name: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Inline: TypeAlias = Text | Mention | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, each item made of blocks; `ordered` ones are numbered from 1."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`head` and each of `rows` have one entry a column, each a run of inlines."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


Block: TypeAlias = Paragraph | Items | Quote | Table


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
