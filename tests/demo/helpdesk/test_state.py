"""What holds whatever happens in whatever order: the changelog explains the ticket, and nothing is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.helpdesk import HelpDesk, adf, jql
from app.demo.helpdesk.history import History
from app.demo.helpdesk.records import Group, Ticket
from app.demo.helpdesk.site import Site
from tests.demo.jira_client import Clock, Rest, document

LABELS = st.frozensets(st.sampled_from(["a", "b", "c", "d"]))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site(Clock())
    site.project("LIB")
    yield site
    site.webhooks.close()


@given(first=LABELS, edits=st.lists(st.tuples(st.booleans(), LABELS), max_size=12))
def test_the_changelog_replayed_over_the_first_labels_gives_the_last(
    site: Site, first: frozenset[str], edits: list[tuple[bool, frozenset[str]]]
) -> None:
    ticket = site.open_ticket(site.bot, "A key", labels=first)
    for adding, labels in edits:
        (site.label if adding else site.unlabel)(ticket, *labels, by=site.bot)
    held = set(first)
    for change in site.ticket(ticket).changes:
        (item,) = change.items
        assert item.old is not None
        assert item.new is not None
        assert set(item.old.split()) == held
        held = set(item.new.split())
    assert held == site.ticket(ticket).labels


def test_edits_at_the_same_time_are_all_kept(desk: HelpDesk, ticket: Ticket) -> None:
    people = [desk.person(f"Agent {number}", address=f"a{number}@example.edu") for number in range(8)]

    def work(number: int) -> None:
        rest = Rest(desk, people[number])
        for each in range(3):
            rest("PUT", f"issue/{ticket.id}", {"update": {"labels": [{"add": f"l{number}-{each}"}]}})
            rest("POST", f"issue/{ticket.id}/comment", {"body": document(f"{number}-{each}")})
            desk.label(ticket, f"direct-{number}-{each}", by=people[number])

    desk.hold_presets()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    found = desk.ticket(ticket)
    assert (len(found.labels), len(found.changes), len(found.comments)) == (1 + 48, 48, 24)
    assert len({change.id for change in found.changes}) == 48
    assert len(desk.calls) == 48


def test_a_snapshot_stays_what_it_was(clock: Clock) -> None:
    history = History(clock)
    history.put(Group("1", "one"))
    before = history.snapshot()
    clock.advance(minutes=1)
    history.put(Group("1", "renamed"))
    history.put(Group("2", "two"))
    assert [group.name for group in before.all(Group)] == ["one"]
    assert history.snapshot().get(Group, "1").name == "renamed"
    assert history.snapshot(history.event_at(clock.now - timedelta(seconds=1))).find(Group, "2") is None
    assert list(history.snapshot(-5).all(Group)) == []
    with pytest.raises(KeyError):
        before.get(Group, "2")


@given(
    st.text(max_size=60) | st.lists(st.sampled_from("project = in ( ) LIB , not and or 'x' order by is empty".split()))
)
def test_any_text_is_jql_or_malformed_and_nothing_else(text: str | list[str]) -> None:
    with suppress(jql.MalformedJql):
        assert isinstance(jql.parse(text if isinstance(text, str) else " ".join(text)), jql.Query)


@given(st.text())
def test_text_makes_a_document_that_jira_would_take(text: str) -> None:
    made = adf.document(text)
    assert adf.is_document(made)
    assert adf.plain(made).split() == text.split()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "content", "attrs"]), inner),
    max_leaves=8,
)
NODES = st.recursive(
    st.sampled_from([{"type": "text", "text": "x"}, {"type": "rule"}, {"type": "mention", "attrs": {"id": "1"}}])
    | JSON,
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["paragraph", "bulletList", "listItem", "heading", "table"])},
        optional={"content": st.lists(inner, max_size=3) | JSON, "attrs": JSON, "marks": JSON},
    ),
    max_leaves=10,
)


@given(st.lists(NODES, max_size=3) | JSON)
def test_anything_is_a_document_or_not_and_a_document_has_words(content: object) -> None:
    made = {"type": "doc", "version": 1, "content": content}
    if adf.is_document(made):
        assert isinstance(adf.plain(made), str)
        assert isinstance(adf.wiki(made), str)
