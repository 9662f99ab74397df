"""Our comments become valid ADF, whatever they say."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.document import Block, Break, Document, Inline, Items, Mention, Paragraph, Quote, Table, Text
from app.desk.adf import render
from app.desk.plain import flatten


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})


def node(kind: str, *content: Any) -> dict[str, Any]:
    return {"type": kind, "content": list(content)}


LINK = {"type": "link", "attrs": {"href": "https://vault.example.test/s#1"}}


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (Text("plain"), text("plain")),
        (Text("b", bold=True), text("b", {"type": "strong"})),
        (Text("i", italic=True), text("i", {"type": "em"})),
        (Text("bi", bold=True, italic=True), text("bi", {"type": "strong"}, {"type": "em"})),
        (Text("c", code=True), text("c", {"type": "code"})),
        (Text("c", code=True, bold=True, italic=True), text("c", {"type": "code"})),
        (Text("l", link=LINK["attrs"]["href"]), text("l", LINK)),
        (Text("l", bold=True, link=LINK["attrs"]["href"]), text("l", LINK, {"type": "strong"})),
        (Text("*not bold* [a|http://b] @all"), text("*not bold* [a|http://b] @all")),
        (Mention("5b10:a", "Jane"), {"type": "mention", "attrs": {"id": "5b10:a", "text": "@Jane"}}),
        (Break(), {"type": "hardBreak"}),
    ],
)
def test_an_inline_is_one_node_with_no_other_marks_than_given(inline: Inline, expected: Any) -> None:
    assert render(Document((paragraph(inline),)))["content"] == [node("paragraph", expected)]


def test_a_text_without_words_is_left_out_because_jira_refuses_it() -> None:
    assert render(Document((paragraph(Text("")),)))["content"] == [node("paragraph")]


def test_a_document_of_nothing_still_has_a_paragraph() -> None:
    assert render(Document(())) == {"type": "doc", "version": 1, "content": [node("paragraph")]}


@pytest.mark.parametrize(("ordered", "kind"), [(False, "bulletList"), (True, "orderedList")])
def test_a_list_holds_its_items_as_paragraphs(ordered: bool, kind: str) -> None:
    document = Document((Items(((paragraph(Text("a")),), (paragraph(Text("b")),)), ordered),))

    a, b = (node("listItem", node("paragraph", text(words))) for words in "ab")
    assert render(document)["content"] == [node(kind, a, b)]


def test_an_item_that_begins_with_a_list_gets_the_paragraph_that_the_format_wants() -> None:
    inner = Items(((paragraph(Text("a")),),))
    [outer] = render(Document((Items(((inner,),)),)))["content"]

    assert [part["type"] for part in outer["content"][0]["content"]] == ["paragraph", "bulletList"]


def test_a_table_has_header_cells_and_cells() -> None:
    table = Table(head=((Text("area"),), (Text("level"),)), rows=(((Text("bibs"),), ()),))

    header = node("tableRow", *(node("tableHeader", node("paragraph", text(words))) for words in ("area", "level")))
    row = node("tableRow", node("tableCell", node("paragraph", text("bibs"))), node("tableCell", node("paragraph")))
    assert render(Document((table,)))["content"] == [node("table", header, row)]


def test_a_quote_holds_its_paragraphs() -> None:
    document = Document((Quote((paragraph(Text("their words")),)),))

    assert render(document)["content"] == [node("blockquote", node("paragraph", text("their words")))]


texts = st.builds(
    Text,
    st.text(min_size=1),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | st.just("https://vault.example.test/s#1"),
)
inlines = st.lists(st.one_of(texts, st.builds(Mention, st.text(), st.text()), st.just(Break())), max_size=3).map(tuple)
cells = st.lists(inlines, max_size=3).map(tuple)
leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, inlines), st.builds(Table, cells, st.lists(cells, max_size=3).map(tuple))
)
blocks: st.SearchStrategy[Block] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Items, st.lists(st.lists(inner, max_size=3).map(tuple), max_size=3).map(tuple), st.booleans()),
        st.builds(Quote, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
documents = st.builds(Document, st.lists(blocks, max_size=4).map(tuple))


def shape(tree: Any) -> Any:
    """The tree without its words."""
    if isinstance(tree, dict):
        return {key: "" if key == "text" else shape(value) for key, value in tree.items()}
    return [shape(part) for part in tree] if isinstance(tree, list) else tree


@given(st.text(min_size=1), st.data())
def test_no_words_change_the_shape_of_a_comment(words: str, data: st.DataObject) -> None:
    around = data.draw(documents)

    def said(value: str) -> Any:
        cell = (Text(value, bold=True),)
        own: tuple[Block, ...] = (Paragraph((Text(value),)), Quote((Paragraph(cell),)), Table((cell,), ((cell,),)))
        return shape(render(Document((*around.blocks, *own, Items((own,))))))

    assert said(words) == said("x")


_BLOCKS = {"paragraph", "bulletList", "orderedList", "blockquote", "table"}
_ALLOWED = {
    "doc": _BLOCKS,
    "paragraph": {"text", "mention", "hardBreak"},
    "bulletList": {"listItem"},
    "orderedList": {"listItem"},
    "listItem": {"paragraph", "bulletList", "orderedList"},
    "blockquote": {"paragraph", "bulletList", "orderedList"},
    "table": {"tableRow"},
    "tableRow": {"tableHeader", "tableCell"},
    "tableHeader": {"paragraph"},
    "tableCell": {"paragraph"},
}


def check(tree: dict[str, Any]) -> None:
    """The part of ADF's schema that our comments use."""
    content = tree["content"]
    assert {part["type"] for part in content} <= _ALLOWED[tree["type"]]
    if tree["type"] != "paragraph":
        assert content
    if tree["type"] == "listItem":
        assert content[0]["type"] == "paragraph"
    for part in content:
        if "content" in part:
            check(part)
        assert part.get("text") != ""


@given(documents)
def test_every_document_keeps_to_the_schema_and_can_be_read_back(document: Document) -> None:
    tree = render(document)

    check(tree)
    assert json.loads(json.dumps(tree)) == tree
    flatten(tree)
