"""Atlassian Document Format as far as a help desk needs it: text in, text out, and a refusal of what is no document.

The node names and nesting are those of https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/.
Jira answers `INVALID_INPUT` without saying where; so does the stand-in.
"""

from collections.abc import Iterator

from app.demo.helpdesk.records import Json

INLINE = frozenset({"text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status", "mediaInline"})
BLOCK = frozenset(
    {"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "blockquote", "rule", "panel", "table"}
    | {"expand", "mediaSingle", "mediaGroup", "taskList", "decisionList", "blockCard", "embedCard"}
)
IN_CELL = BLOCK - {"table", "expand"} | {"nestedExpand"}
CHILDREN = {
    "doc": BLOCK,
    "paragraph": INLINE,
    "heading": INLINE,
    "codeBlock": frozenset({"text"}),
    "blockquote": frozenset({"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle"}),
    "panel": frozenset({"paragraph", "heading", "bulletList", "orderedList", "codeBlock", "rule", "taskList"}),
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": frozenset({"paragraph", "bulletList", "orderedList", "codeBlock", "mediaSingle", "taskList"}),
    "expand": IN_CELL,
    "nestedExpand": IN_CELL,
    "table": frozenset({"tableRow"}),
    "tableRow": frozenset({"tableCell", "tableHeader"}),
    "tableCell": IN_CELL,
    "tableHeader": IN_CELL,
    "taskList": frozenset({"taskItem", "taskList"}),
    "taskItem": INLINE,
    "decisionList": frozenset({"decisionItem"}),
    "decisionItem": INLINE,
    "mediaSingle": frozenset({"media", "caption"}),
    "mediaGroup": frozenset({"media"}),
    "caption": INLINE,
}
LEAVES = (INLINE | {"rule", "media", "blockCard", "embedCard"}) - {"text"}
MARKS = frozenset({"strong", "em", "code", "link", "strike", "underline", "subsup", "textColor", "backgroundColor"})
NODE_KEYS = frozenset({"type", "version", "content", "text", "marks", "attrs"})


def document(text: str) -> Json:
    """A paragraph for each block between empty lines; single line breaks stay breaks."""
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return {"type": "doc", "version": 1, "content": [_paragraph(block.strip("\n")) for block in blocks]}


def _paragraph(block: str) -> Json:
    content: list[Json] = []
    for number, line in enumerate(block.split("\n")):
        if number:
            content.append({"type": "hardBreak"})
        if line:
            content.append({"type": "text", "text": line})
    return {"type": "paragraph", "content": content}


def is_document(value: Json) -> bool:
    """Whether `value` is a document Jira would store: version 1, known nodes in places where they may stand."""
    return (
        isinstance(value, dict)
        and value.get("type") == "doc"
        and value.get("version") == 1
        and isinstance(value.get("content"), list)
        and _is_node(value)
    )


def _is_node(node: Json) -> bool:
    if not isinstance(node, dict) or not set(node) <= NODE_KEYS or not _has_good_attrs(node):
        return False
    kind = str(node.get("type"))
    if kind == "text":
        marks = node.get("marks", [])
        text = node.get("text")
        return isinstance(text, str) and text != "" and isinstance(marks, list) and all(map(_is_mark, marks))
    if kind in LEAVES:
        return not node.get("content")
    allowed = CHILDREN.get(kind)
    children = node.get("content", [])
    return (
        allowed is not None
        and isinstance(children, list)
        and all(isinstance(child, dict) and str(child.get("type")) in allowed and _is_node(child) for child in children)
    )


def _has_good_attrs(node: Json) -> bool:
    attrs = node.get("attrs", {})
    if not isinstance(attrs, dict):
        return False
    if node.get("type") == "heading":
        return attrs.get("level") in range(1, 7)
    if node.get("type") == "mention":
        return isinstance(attrs.get("id"), str)
    return True


def _is_mark(mark: Json) -> bool:
    if not isinstance(mark, dict) or mark.get("type") not in MARKS:
        return False
    attrs = mark.get("attrs", {})
    return isinstance(attrs, dict) and (mark["type"] != "link" or isinstance(attrs.get("href"), str))


def plain(value: Json) -> str:
    """The words of a document, a line for each block: what a person sees, without the markup."""
    return "" if value is None else "\n".join(_lines(value)).strip("\n")


def _lines(node: Json) -> Iterator[str]:
    children = node.get("content", [])
    if not children or children[0].get("type") in INLINE:
        if node.get("type") in CHILDREN:
            yield "".join(map(_inline, children))
        return
    for child in children:
        yield from _lines(child)


def _inline(node: Json) -> str:
    match node["type"]:
        case "text":
            return str(node["text"])
        case "hardBreak":
            return "\n"
        case _:
            attrs = node.get("attrs", {})
            return str(attrs.get("text") or attrs.get("url") or attrs.get("id") or "")


def wiki(value: Json) -> str | None:
    """The text form of webhooks and the service desk API: Jira's wiki markup, with its escapes and link brackets."""
    if value is None:
        return None
    return "\n\n".join(block for block in map(_wiki_block, value.get("content", [])) if block)


def _wiki_block(node: Json) -> str:
    children = node.get("content", [])
    text = "".join(map(_wiki_inline, children)) if children and children[0]["type"] in INLINE else ""
    match node["type"]:
        case "heading":
            return f"h{node['attrs']['level']}. {text}"
        case "codeBlock":
            return f"{{code}}{plain(node)}{{code}}"
        case "bulletList" | "orderedList":
            bullet = "*" if node["type"] == "bulletList" else "#"
            return "\n".join(f"{bullet} {_wiki_block(item)}" for item in children)
        case "rule":
            return "----"
    return text or "\n".join(map(_wiki_block, children))


def _wiki_inline(node: Json) -> str:
    if node["type"] != "text":
        return f"[~accountid:{node['attrs']['id']}]" if node["type"] == "mention" else _inline(node)
    marks = {mark["type"]: mark for mark in node.get("marks", [])}
    text = str(node["text"])
    for sign in "!{[":
        text = text.replace(sign, "\\" + sign)
    if "link" in marks:
        return f"[{text}|{marks['link']['attrs']['href']}]"
    return f"*{text}*" if "strong" in marks else text
