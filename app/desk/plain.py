"""What people wrote in Atlassian Document Format, as plain text for reading.

The text looks as if it had been typed in Jira's own markup, because tickets that were typed or mailed look so too:
`* ` before list items, `||a||b||` and `|a|b|` for rows of tables, `{code}` around code, `> ` before quoted lines,
`[x]` and `[ ]` before tasks. Every word is kept, also those of unknown nodes; struck-out words keep their `-`, so that
nobody takes them for a statement. `flatten` never raises, whatever it is given.
https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

_DEEPEST = 50
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def flatten(value: object) -> str:
    """The words of an ADF document; a string (a body that never was ADF) stays as it is."""
    return clean(_blocks(value, 0)).strip()


def clean(text: str) -> str:
    """Without control characters and lone surrogates, which no database and no digest takes; line breaks are `\\n`."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _blocks(value: object, depth: int) -> str:
    """Nodes apart by blank lines; neighbours that stand in a line (text and its like) run together."""
    parts: list[str] = []
    running: list[str] = []
    for node in _content(value):
        if _kind(node) in _IN_A_LINE:
            running.append(_in_a_line(node))
            continue
        parts += ["".join(running), _block(node, depth)]
        running = []
    parts.append("".join(running))
    return "\n\n".join(part for part in parts if part.strip())


def _block(node: object, depth: int) -> str:
    if depth > _DEEPEST:
        return _words(node)
    if _kind(node) in _IN_A_LINE:
        return _in_a_line(node)
    writer = _WRITERS.get(_kind(node), _unknown)
    return writer(node, depth + 1)


def _unknown(node: object, depth: int) -> str:
    """Paragraphs, panels, cells, layouts, and what the format may bring: its words and what it holds."""
    return "\n\n".join(part for part in (_own_text(node), _blocks(node, depth)) if part)


def _heading(node: Any, depth: int) -> str:
    level = _attribute(node, "level")
    return f"h{level if level in {'1', '2', '3', '4', '5', '6'} else '3'}. {_blocks(node, depth)}"


def _list(mark: str) -> Callable[[object, int], str]:
    def write(node: object, depth: int) -> str:
        return "\n".join(_item(mark, item, depth) for item in _content(node))

    return write


def _item(mark: str, item: object, depth: int) -> str:
    """`* words`; a list within becomes `** words`, as in Jira's markup."""
    lines: list[str] = []
    for part in _within(item):
        text = _block(part, depth)
        if _kind(part) in {"bulletList", "orderedList"}:
            lines += [mark + line if line[:1] in {"*", "#"} else line for line in text.split("\n")]
        else:
            lines.append(text if lines else f"{mark} {text}")
    return "\n".join(lines) or mark


def _tasks(node: object, depth: int) -> str:
    return "\n".join(_task(item, depth) for item in _content(node))


def _task(item: object, depth: int) -> str:
    if _kind(item) == "taskList":
        return _block(item, depth)
    return f"[{'x' if _attribute(item, 'state') == 'DONE' else ' '}] {_blocks(_within(item), depth)}"


def _quote(node: object, depth: int) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _blocks(node, depth).split("\n"))


def _code(node: object, depth: int) -> str:
    language = re.sub(r"[^0-9A-Za-z+#-]", "", _attribute(node, "language"))
    return f"{{code{':' + language if language else ''}}}\n{_blocks(node, depth)}\n{{code}}"


def _titled(node: object, depth: int) -> str:
    return "\n\n".join(part for part in (_attribute(node, "title"), _blocks(node, depth)) if part)


def _table(node: object, depth: int) -> str:
    return "\n".join(_row(row, depth) for row in _content(node))


def _row(row: object, depth: int) -> str:
    line = edge = ""
    for cell in _within(row):
        edge = "||" if _kind(cell) == "tableHeader" else "|"
        line += edge + " ".join(_block(cell, depth).split()).replace("|", "\\|")
    return line + edge


def _in_a_line(node: object) -> str:
    """A card, the last of them, shows where it leads."""
    match _kind(node):
        case "text":
            return _marked(_own_text(node), node)
        case "hardBreak":
            return "\n"
        case "mention":
            return "@" + (_attribute(node, "text").lstrip("@") or _attribute(node, "id"))
        case "emoji":
            return _attribute(node, "text") or _attribute(node, "shortName")
        case "date":
            return _day(_attribute(node, "timestamp"))
        case "status" | "placeholder":
            return _attribute(node, "text")
        case _:
            return _attribute(node, "url")


def _marked(text: str, node: object) -> str:
    """Links show where they lead, unless the text says so itself."""
    for mark in _items(node, "marks"):
        href = _attribute(mark, "href")
        if _kind(mark) == "link" and href and href.removeprefix("mailto:") != text:
            text = f"[{text}|{href}]"
        if _kind(mark) == "strike":
            text = f"-{text}-"
    return text


def _day(milliseconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _words(value: object) -> str:
    """Every text below, without a call for each level: what is nested too deep to be laid out is still read."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            found.append(node)
            continue
        found.append(_own_text(node))
        waiting += reversed(list(_content(node)))
    return " ".join(word for word in found if word)


def _content(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else _items(value, "content")


def _within(node: object) -> list[object]:
    """What a row, item or task holds; itself, where it stands bare in its place."""
    return list(_content(node)) or [node]


def _items(node: object, key: str) -> list[object]:
    found = node.get(key) if isinstance(node, dict) else None
    return found if isinstance(found, list) else []


def _kind(node: object) -> str:
    if isinstance(node, str):
        return "text"
    kind = node.get("type") if isinstance(node, dict) else None
    return kind if isinstance(kind, str) else ""


def _own_text(node: object) -> str:
    if isinstance(node, str):
        return node
    text = node.get("text") if isinstance(node, dict) else None
    return text if isinstance(text, str) else ""


def _attribute(node: object, name: str) -> str:
    attributes = node.get("attrs") if isinstance(node, dict) else None
    value = attributes.get(name) if isinstance(attributes, dict) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


_IN_A_LINE = frozenset({"text", "hardBreak", "mention", "emoji", "date", "status", "placeholder", "inlineCard"})

_WRITERS: dict[str, Callable[[object, int], str]] = {
    "heading": _heading,
    "bulletList": _list("*"),
    "orderedList": _list("#"),
    "taskList": _tasks,
    "blockquote": _quote,
    "codeBlock": _code,
    "expand": _titled,
    "nestedExpand": _titled,
    "table": _table,
    "rule": lambda _node, _depth: "----",
    "blockCard": lambda node, _depth: _attribute(node, "url"),
    "embedCard": lambda node, _depth: _attribute(node, "url"),
}
