"""Our comments in Atlassian Document Format, the only form of body that Jira's REST v3 takes.

Whatever a `Text` says, it becomes one text node: nothing in it can turn into a link, a mention or another paragraph.
The result keeps to the schema for any document, since Jira refuses a whole comment for one node in the wrong place.
https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from app.core.document import Block, Break, Document, Inline, Items, Mention, Paragraph, Quote, Table, Text

Node: TypeAlias = dict[str, Any]


def render(document: Document) -> Node:
    """The document as the value of a comment's `body`."""
    return {"type": "doc", "version": 1, "content": _at_least_a_paragraph(map(_block, document.blocks))}


def _block(block: Block) -> Node | None:
    match block:
        case Paragraph():
            return _paragraph(block.inlines)
        case Items():
            return _list(block)
        case Quote():
            return {"type": "blockquote", "content": _inner(block.blocks)}
        case Table():
            return _table(block)


def _paragraph(inlines: Iterable[Inline]) -> Node:
    return {"type": "paragraph", "content": [node for node in map(_inline, inlines) if node]}


def _inline(inline: Inline) -> Node | None:
    match inline:
        case Break():
            return {"type": "hardBreak"}
        case Mention():
            return {"type": "mention", "attrs": {"id": inline.account, "text": f"@{inline.name}"}}
        case Text(text=""):
            return None
        case Text():
            marks = _marks(inline)
            return {"type": "text", "text": inline.text} | ({"marks": marks} if marks else {})


def _marks(text: Text) -> list[Node]:
    """Beside `code` the schema allows no other mark than `link`."""
    link = [{"type": "link", "attrs": {"href": text.link}}] if text.link else []
    if text.code:
        return [*link, {"type": "code"}]
    return link + [{"type": name} for name, wanted in (("strong", text.bold), ("em", text.italic)) if wanted]


def _list(items: Items) -> Node | None:
    if not items.items:
        return None
    content = [{"type": "listItem", "content": _item(blocks)} for blocks in items.items]
    return {"type": "orderedList" if items.ordered else "bulletList", "content": content}


def _item(blocks: Iterable[Block]) -> list[Node]:
    """A list item begins with a paragraph."""
    content = _inner(blocks)
    return content if content[0]["type"] == "paragraph" else [_paragraph(()), *content]


def _inner(blocks: Iterable[Block]) -> list[Node]:
    """Blocks within an item or a quote, where neither quotes nor tables may stand: their contents do."""
    return _at_least_a_paragraph(_block(part) for block in blocks for part in _unwrapped(block))


def _unwrapped(block: Block) -> Iterable[Block]:
    match block:
        case Quote():
            return [part for inner in block.blocks for part in _unwrapped(inner)]
        case Table():
            return [Paragraph(_joined(row)) for row in (block.head, *block.rows) if row]
        case _:
            return [block]


def _joined(row: Iterable[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    inlines: list[Inline] = []
    for cell in row:
        inlines += [Text(" | "), *cell] if inlines else cell
    return tuple(inlines)


def _table(table: Table) -> Node | None:
    rows = [_row("tableHeader", table.head)] if table.head else []
    rows += [_row("tableCell", row) for row in table.rows if row]
    return {"type": "table", "content": rows} if rows else None


def _row(kind: str, cells: Iterable[tuple[Inline, ...]]) -> Node:
    return {"type": "tableRow", "content": [{"type": kind, "content": [_paragraph(cell)]} for cell in cells]}


def _at_least_a_paragraph(nodes: Iterable[Node | None]) -> list[Node]:
    return [node for node in nodes if node] or [_paragraph(())]
