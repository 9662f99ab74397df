"""What people wrote, as text: nothing lost, nothing that raises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desk.plain import flatten


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "content": list(content)} | ({"attrs": attrs} if attrs else {})


def p(*words: Any) -> dict[str, Any]:
    return node("paragraph", *(text(one) if isinstance(one, str) else one for one in words))


def item(*content: Any) -> dict[str, Any]:
    return node("listItem", *content)


def link(words: str, href: str) -> dict[str, Any]:
    return text(words, {"type": "link", "attrs": {"href": href}})


BREAK = {"type": "hardBreak"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([p("Hello,"), p("a key, please")], "Hello,\n\na key, please"),
        ([p("one", BREAK, "two")], "one\ntwo"),
        ([p("pro", text("duc", {"type": "strong"}), "tion")], "production"),
        ([p(), p("after an empty one")], "after an empty one"),
        ([node("heading", text("Areas"), level=4)], "h4. Areas"),
        ([node("heading", text("Areas"), level="nine")], "h3. Areas"),
        ([node("bulletList", item(p("a")), item(p("b")))], "* a\n* b"),
        ([node("orderedList", item(p("a")), item(p("b")))], "# a\n# b"),
        ([node("bulletList", item(p("a"), node("bulletList", item(p("b")))))], "* a\n** b"),
        ([node("bulletList", item(p("a"), node("orderedList", item(p("b")))))], "* a\n*# b"),
        ([node("bulletList", item(p("a"), p("and more")))], "* a\nand more"),
        (
            [
                node(
                    "taskList",
                    node("taskItem", text("Users"), state="DONE"),
                    node("taskItem", text("Bibs"), state="TODO"),
                )
            ],
            "[x] Users\n[ ] Bibs",
        ),
        (
            [
                node(
                    "table",
                    node("tableRow", node("tableHeader", p("Area")), node("tableHeader", p("Level"))),
                    node("tableRow", node("tableCell", p("Bibs")), node("tableCell", p("read", BREAK, "only"))),
                    node("tableRow", node("tableHeader", p("Users")), node("tableCell", p("a|b"))),
                )
            ],
            "||Area||Level||\n|Bibs|read only|\n||Users|a\\|b|",
        ),
        ([node("codeBlock", text("GET /bibs\n\nPOST /bibs"))], "{code}\nGET /bibs\n\nPOST /bibs\n{code}"),
        ([node("codeBlock", text("x = 1"), language="python")], "{code:python}\nx = 1\n{code}"),
        ([node("blockquote", p("they said"), p("so"))], "> they said\n>\n> so"),
        ([node("panel", p("careful"), panelType="info")], "careful"),
        ([node("expand", p("inside"), title="More")], "More\n\ninside"),
        ([node("layoutSection", node("layoutColumn", p("left")), node("layoutColumn", p("right")))], "left\n\nright"),
        ([p("see ", link("the page", "https://a.example/x"))], "see [the page|https://a.example/x]"),
        ([p(link("https://a.example", "https://a.example"))], "https://a.example"),
        ([p(link("a@b.example", "mailto:a@b.example"))], "a@b.example"),
        ([p({"type": "inlineCard", "attrs": {"url": "https://a.example/y"}})], "https://a.example/y"),
        ([{"type": "blockCard", "attrs": {"url": "https://a.example/z"}}], "https://a.example/z"),
        ([p("ask ", {"type": "mention", "attrs": {"id": "5b:1", "text": "@Jane Roe"}})], "ask @Jane Roe"),
        ([p({"type": "mention", "attrs": {"id": "5b:1"}})], "@5b:1"),
        ([p({"type": "emoji", "attrs": {"shortName": ":+1:", "text": "👍"}})], "👍"),
        ([p({"type": "date", "attrs": {"timestamp": "1764028800000"}})], "2025-11-25"),
        ([p({"type": "date", "attrs": {"timestamp": "9" * 40}})], ""),
        ([p({"type": "status", "attrs": {"text": "PRODUCTION"}})], "PRODUCTION"),
        ([p(text("sandbox", {"type": "strike"}), " production")], "-sandbox- production"),
        ([p("a"), {"type": "rule"}, p("b")], "a\n\n----\n\nb"),
        ([{"type": "ofTomorrow", "text": "own words", "content": [p("and inner")]}], "own words\n\nand inner"),
        ([text("bare"), p("x")], "bare\n\nx"),
    ],
)
def test_each_node_is_written_as_in_jiras_own_markup(content: list[Any], expected: str) -> None:
    assert flatten({"type": "doc", "version": 1, "content": content}) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        ("as it is\r\nhere", "as it is\nhere"),
        ("nul \x00, escape \x1b[31m, half \ud800 pair", "nul , escape [31m, half  pair"),
        ({"type": "doc"}, ""),
        ([], ""),
        (7, ""),
    ],
)
def test_what_is_no_document_is_its_own_text_or_nothing(value: object, expected: str) -> None:
    assert flatten(value) == expected


def test_words_are_read_however_deep_they_are_nested() -> None:
    tree = p("at the bottom")
    for _ in range(5000):
        tree = node("panel", tree)

    assert flatten(node("doc", tree, p("after"))) == "at the bottom\n\nafter"


kinds = st.sampled_from(
    "doc paragraph text heading bulletList orderedList listItem taskList taskItem table tableRow tableCell "
    "tableHeader codeBlock blockquote panel expand mention emoji date status inlineCard hardBreak rule".split()
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["content", "attrs", "marks", "text", "type", "level"]), inner, max_size=4)
        | st.fixed_dictionaries({"type": kinds, "content": st.lists(inner, max_size=4)}, optional={"attrs": inner})
    ),
    max_leaves=30,
)


@given(json_values)
def test_no_json_breaks_the_reading(value: object) -> None:
    assert flatten(value).encode().decode() == flatten(value)


inner_kinds = st.sampled_from(
    ["paragraph", "panel", "blockquote", "listItem", "bulletList", "tableCell", "expand", "codeBlock", "unheardOf"]
)
words = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
trees = st.recursive(
    words.map(text),
    lambda inner: st.builds(lambda k, c: node(k, *c), inner_kinds, st.lists(inner, max_size=4)),
    max_leaves=12,
)


@given(trees)
def test_no_word_is_lost(tree: Any) -> None:
    def spoken(part: Any) -> list[str]:
        return [part["text"]] if "text" in part else [word for one in part["content"] for word in spoken(one)]

    flat = flatten(node("doc", tree))

    assert all(word in flat for word in spoken(tree))
