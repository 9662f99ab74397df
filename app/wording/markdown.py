"""Templates to trees: a template is Markdown, and people's words never pass through its parser.

Every value that a template prints becomes a placeholder; the Markdown around it is parsed; and the values enter the
finished tree as text. So no value can become a link, a table cell or a code block, whatever it holds.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from app.core.document import Block, Break, Document, Inline, Items, Mention, Paragraph, Quote, Table, Text

LONGEST_VALUE = 300

_PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")
_PRIVATE = re.compile("[\ue000\ue001]")

Value = str | Mention


class Templates:
    """The comment templates of one folder."""

    def __init__(self, folder: Path) -> None:
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            finalize=_placeholder,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )

    def names(self) -> list[str]:
        return self._environment.list_templates()

    def document(self, name: str, facts: Mapping[str, Any]) -> Document:
        """The comment that the template makes of these facts."""
        values: list[Value] = []
        markdown = self._environment.get_template(f"{name}.md.j2").render({**facts, "_values": values})
        return Document(_Tree(values).blocks(SyntaxTreeNode(_parser().parse(markdown))))


def clean(words: str) -> str:
    """One line of plain text: no control, bidi or zero-width characters, and at most `LONGEST_VALUE` long."""
    line = re.sub(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+\s*", " ⏎ ", words.strip())
    visible = "".join(" " if each == "\t" else each for each in line if each == "\t" or not _invisible(each))
    return visible if len(visible) <= LONGEST_VALUE else f"{visible[: LONGEST_VALUE - 1]}…"


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn")


@pass_context
def _placeholder(context: Context, value: object) -> str:
    values: list[Value] = context["_values"]
    values.append(value if isinstance(value, Mention) else str(value))
    return f"\ue000{len(values) - 1}\ue001"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Addresses are ours or the vault's; the parser's own rewriting would spoil the placeholders.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


class _Tree:
    """Turns one parsed template into blocks, putting each value where its placeholder stands."""

    def __init__(self, values: list[Value]) -> None:
        self._values = values

    def blocks(self, node: SyntaxTreeNode) -> tuple[Block, ...]:
        return tuple(self._block(child) for child in node.children)

    def _block(self, node: SyntaxTreeNode) -> Block:
        if node.type == "paragraph":
            return Paragraph(self._inlines(node.children[0]))
        if node.type in ("bullet_list", "ordered_list"):
            items = tuple(self.blocks(item) for item in node.children)
            return Items(items, ordered=node.type == "ordered_list")
        if node.type == "blockquote":
            return Quote(self.blocks(node))
        if node.type == "table":
            return self._table(node)
        raise ValueError(f"comments have no {node.type}")

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [
            tuple(self._inlines(cell.children[0]) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return Table(rows[0], tuple(rows[1:]))

    def _inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return tuple(inline for child in node.children for inline in self._inline(child, Text("")))

    def _inline(self, node: SyntaxTreeNode, style: Text) -> Iterator[Inline]:
        if node.type in ("text", "code_inline"):
            yield from self._text(node.content, style, code=node.type == "code_inline")
        elif node.type in ("softbreak", "hardbreak"):
            yield Break()
        else:
            styled = self._styled(node, style)
            for child in node.children:
                yield from self._inline(child, styled)

    def _styled(self, node: SyntaxTreeNode, style: Text) -> Text:
        link = self._filled(str(node.attrs["href"])) if node.type == "link" else style.link
        return Text("", style.bold or node.type == "strong", style.italic or node.type == "em", style.code, link)

    def _text(self, content: str, style: Text, *, code: bool) -> Iterator[Inline]:
        for number, part in enumerate(_PLACEHOLDER.split(content)):
            value = self._values[int(part)] if number % 2 else part
            if isinstance(value, Mention):
                yield value
            elif value:
                words = clean(value) if number % 2 else value
                yield Text(words, style.bold, style.italic, style.code or code, style.link)

    def _filled(self, address: str) -> str:
        return _PLACEHOLDER.sub(lambda found: str(self._values[int(found.group(1))]), address)
