"""What Jira says of an issue, as a ticket."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.core.ticket import AccountKind, Change, Person, Ticket
from app.desk.issue import Part, comments_in, histories_in, moment, person, ticket

ME = "712020:keydesk"
ALMA_KEY = "l8xx" + "0123456789abcdef" * 2
SHARE = "https://share.1password.com/s#Zm9vYmFy-secret_1a2b"
AT = "2026-11-24T10:42:00.000+0100"


def account(account_id: str, **more: Any) -> dict[str, Any]:
    return {
        "accountId": account_id,
        "displayName": account_id.title(),
        "accountType": "atlassian",
        "active": True,
    } | more


def adf(words: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}],
    }


def issue(**fields: Any) -> dict[str, Any]:
    plain = {
        "summary": "a key",
        "description": adf("please"),
        "reporter": account("rae"),
        "creator": account("rae"),
        "created": AT,
        "updated": AT,
        "status": {"id": "10001", "statusCategory": {"key": "new"}},
        "labels": [],
        "project": {"id": "10000"},
    }
    return {"id": "10001", "key": "LIB-1", "fields": plain | fields}


def comment(number: int, words: str = "hello", by: str = "rae", **more: Any) -> dict[str, Any]:
    who = account(by)
    plain = {"id": str(number), "author": who, "updateAuthor": who, "created": AT, "updated": AT, "body": adf(words)}
    return plain | more


def act(number: int, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": str(number), "author": account("lee"), "created": AT, "items": list(items)} | more


def item(field: str, before: str | None, after: str | None, **more: Any) -> dict[str, Any]:
    plain = {"field": field, "fieldtype": "jira", "fieldId": field, "from": None, "to": None}
    return plain | {"fromString": before, "toString": after} | more


def read(raw: dict[str, Any], comments: Any = (), histories: Any = ()) -> Ticket:
    return ticket(raw, comments, histories, site="https://help.example.edu", me=ME)


def changes(*acts: dict[str, Any]) -> tuple[Change, ...]:
    found = read(issue(), (), acts).changes
    assert found is not None
    return found


def test_a_ticket_is_read_as_it_stands() -> None:
    found = read(issue(labels=["alma", "keydesk-on"], description=None, reporter=None))

    assert (found.site, found.id, found.ref, found.project_id) == (
        "https://help.example.edu",
        "10001",
        "LIB-1",
        "10000",
    )
    assert (found.summary, found.description) == ("a key", "")
    assert found.reporter is None
    assert found.creator == Person("rae", "Rae")
    assert found.created == datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
    assert found.labels == {"alma", "keydesk-on"}
    assert not found.closed


@pytest.mark.parametrize(("category", "closed"), [("new", False), ("indeterminate", False), ("done", True)])
def test_a_ticket_is_closed_by_its_statuss_category_whatever_the_name(category: str, closed: bool) -> None:
    status = {"id": "10002", "name": "Готово", "statusCategory": {"key": category}}

    assert read(issue(status=status)).closed is closed


@pytest.mark.parametrize(
    "value", ["2026-11-24T10:42:00.000+0100", "2026-11-24T09:42:00.000Z", "2026-11-24T04:42:00-0500"]
)
def test_times_are_read_with_their_zone(value: str) -> None:
    assert moment(value) == datetime(2026, 11, 24, 9, 42, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-11-24T10:42:00.000", "yesterday", ""])
def test_a_time_without_zone_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"zone|isoformat"):
        moment(value)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ({}, None),
        (account("a", emailAddress="a@b.example"), Person("a", "A", address="a@b.example")),
        (account("a", emailAddress=""), Person("a", "A")),
        (account("a", accountType="customer"), Person("a", "A", AccountKind.CUSTOMER)),
        (account("a", accountType="app"), Person("a", "A", AccountKind.APP)),
        (account("a", accountType="unheard-of"), Person("a", "A", AccountKind.APP)),
        ({"accountId": "a", "displayName": "A"}, Person("a", "A", AccountKind.APP, active=False)),
        (account("a", active=False), Person("a", "A", active=False)),
    ],
)
def test_an_account_is_trusted_no_further_than_jira_says(raw: Any, expected: Person | None) -> None:
    assert person(raw) == expected


@pytest.mark.parametrize(
    ("more", "public"),
    [
        ({}, True),
        ({"jsdPublic": True}, True),
        ({"jsdPublic": False}, False),
        ({"jsdPublic": True, "visibility": {"type": "role", "value": "Service Desk Team"}}, False),
    ],
)
def test_a_comment_is_public_if_the_portal_shows_it(more: dict[str, Any], public: bool) -> None:
    [found] = read(issue(), [comment(1, **more)]).comments

    assert found.public is public


def test_who_edited_a_comment_is_kept_beside_its_author() -> None:
    [found] = read(issue(), [comment(1, updateAuthor=account("lee"))]).comments

    assert found.author
    assert found.editor
    assert (found.author.id, found.editor.id) == ("rae", "lee")


@pytest.mark.parametrize(("updated", "editor"), [(AT, "rae"), ("2026-11-24T10:43:00.000+0100", None)])
def test_an_unknown_editor_is_the_author_only_if_nothing_was_edited(updated: str, editor: str | None) -> None:
    [found] = read(issue(), [comment(1, updateAuthor=None, updated=updated)]).comments

    assert (found.editor.id if found.editor else None) == editor


def test_comments_and_changes_are_sorted_oldest_first_then_by_number() -> None:
    later = "2026-11-24T10:43:00.000+0100"
    comments = [comment(10), comment(3, created=later, updated=later), comment(9)]
    histories = [act(5, item("labels", "", "b"), created=later), act(12, item("labels", "", "a")), act(7)]

    found = read(issue(), comments, histories)

    assert [one.id for one in found.comments] == ["9", "10", "3"]
    assert [one.id for one in found.changes or ()] == ["12", "5"]


@pytest.mark.parametrize(
    ("raw", "field", "before", "after"),
    [
        (item("labels", "bad test-label", "sad test-label"), "labels", "bad test-label", "sad test-label"),
        (item("labels", None, "new", fieldId=None), "labels", "", "new"),
        (
            item("labels", "", "approved", fieldtype="custom", fieldId="customfield_10050"),
            "custom:labels",
            "",
            "approved",
        ),
        (item("labels", "", "approved", fieldId="customfield_10050"), "custom:labels", "", "approved"),
        (item("labels", "", "approved", fieldtype=None), "custom:labels", "", "approved"),
        (item("description", "old", "new"), "description", "old", "new"),
        (item("project", "APP", "LIB", **{"from": "10000", "to": "10001"}), "project", "10000", "10001"),
        (item("Key", "APP-1", "LIB-1", fieldId=None), "Key", "APP-1", "LIB-1"),
        (item("Fix Version", None, "d", fieldId="fixVersions"), "fixVersions", "", "d"),
        (
            item("reporter", "Rae", "Eve", **{"from": "712020:rae", "to": "712020:eve"}),
            "reporter",
            "712020:rae",
            "712020:eve",
        ),
        (
            item(
                "reporter",
                "Rae",
                "Eve",
                **{"from": "rae", "to": "eve", "tmpFromAccountId": "5b:1", "tmpToAccountId": "5b:2"},
            ),
            "reporter",
            "5b:1",
            "5b:2",
        ),
    ],
)
def test_a_change_names_its_field_and_what_it_changed(raw: Any, field: str, before: str, after: str) -> None:
    [found] = changes(act(1, raw))

    assert (found.field, found.before, found.after) == (field, before, after)


def test_each_item_of_an_act_is_a_change_by_its_author() -> None:
    first, second = changes(act(1, item("labels", "a", "a b"), item("summary", "x", "y")))

    assert first.id == second.id == "1"
    assert first.actor == Person("lee", "Lee")
    assert first.added == {"b"}


def test_an_erased_actor_is_nobody_and_history_metadata_is_no_evidence() -> None:
    [found] = changes(act(1, item("labels", "", "a"), author=None, historyMetadata={"actor": {"id": "lee"}}))

    assert found.actor is None


def test_a_history_that_could_not_be_had_is_unknown() -> None:
    assert read(issue(), (), None).changes is None


def test_no_text_of_a_ticket_keeps_a_pasted_secret() -> None:
    form = issue(
        summary=ALMA_KEY, description=adf(f"our key {ALMA_KEY}"), labels=[ALMA_KEY], customfield_10050=ALMA_KEY
    )
    form["names"] = {"customfield_10050": "Old key"}

    found = read(form, [comment(1, f"it was {ALMA_KEY}")], [act(1, item("description", f"old {ALMA_KEY}", "new"))])

    assert ALMA_KEY not in repr(found)
    assert found.pasted == ("cdef",)
    assert found.description == "our key [removed: looks like a key ····cdef]"


def test_our_own_share_link_is_taken_out_and_is_not_a_pasted_secret() -> None:
    found = read(issue(), [comment(1, f"Open your key {SHARE}", by=ME)])

    assert SHARE not in repr(found)
    assert found.pasted == ()


@pytest.mark.parametrize("who", [{"by": "rae"}, {"by": ME, "updateAuthor": account("lee")}])
def test_a_share_link_in_anothers_words_is_a_pasted_secret(who: dict[str, Any]) -> None:
    found = read(issue(), [comment(1, SHARE, **who)])

    assert SHARE not in repr(found)
    assert found.pasted == ("1a2b",)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Production", "Production"),
        ({"id": "1", "value": "Production"}, "Production"),
        ([{"value": "Bibs"}, {"value": "Users"}, None], "Bibs, Users"),
        (adf("long words"), "long words"),
        ({"value": "Alma", "child": {"value": "Sandbox"}}, "Alma - Sandbox"),
        ({"displayName": "Rae"}, "Rae"),
        (12, "12"),
    ],
)
def test_form_fields_are_read_by_label_as_shown(value: Any, shown: str) -> None:
    raw = issue(customfield_10050=value, customfield_10051=None)
    raw["names"] = {"customfield_10050": "Environment", "customfield_10051": "Empty", "summary": "Summary"}

    assert dict(read(raw).fields) == {"Environment": shown}


@pytest.mark.parametrize(
    ("raw", "comments"),
    [
        (issue(labels=["keydesk-off"]), None),
        (issue(labels=["keydesk-off"], description=adf("x" * 1_000_001)), ()),
        (issue(labels=["keydesk-off"]), [comment(number, "x" * 30_000) for number in range(40)]),
    ],
    ids=["too many comments", "too long a description", "too many words"],
)
def test_of_a_ticket_that_is_too_long_the_facts_are_read_and_no_words(raw: Any, comments: Any) -> None:
    acts = [act(1, item("description", "x" * 600_000, "y" * 600_000)), act(2, item("labels", "", "keydesk-off"))]

    seen = ticket(raw, comments, acts, site="https://jira", me=ME)

    assert seen.too_long
    assert (seen.summary, seen.description, seen.comments, dict(seen.fields)) == ("", "", (), {})
    assert (seen.ref, seen.labels, seen.reporter and seen.reporter.id) == ("LIB-1", {"keydesk-off"}, "rae")
    assert [(each.field, each.added) for each in seen.changes or ()] == [("labels", {"keydesk-off"})]


def test_a_long_history_alone_makes_a_ticket_too_long_as_well() -> None:
    seen = read(issue(), (), [act(1, item("description", "x" * 600_000, "y" * 600_000))])
    assert (seen.too_long, seen.changes) == (True, ())


@pytest.mark.parametrize("lacking", ["created", "status", "project"])
def test_an_issue_without_its_facts_is_not_read(lacking: str) -> None:
    raw = issue()
    del raw["fields"][lacking]

    with pytest.raises(KeyError):
        read(raw)


def test_atlassians_examples_are_understood(reference: Path) -> None:
    def example(name: str) -> Any:
        return json.loads((reference / name).read_text())

    comments, histories = comments_in(example("v3-comments.json")), histories_in(example("v3-changelog.json"))
    mia = person(example("v3-myself.json"))

    found = read(issue(reporter=example("v3-myself.json")), comments.items, histories.items)

    assert comments.whole
    assert histories == Part(histories.items, 5)
    assert not histories.whole
    assert mia == Person("5b10a2844c20165700ede21g", "Mia Krystof", address="mia@example.com")
    assert found.reporter == mia
    assert found.comments[0].text.startswith("Lorem ipsum")
    assert not found.comments[0].public
    assert [(one.field, one.after) for one in found.changes or ()] == [
        ("fieldId", "label-1"),
        ("fieldId", "label-1 label-2"),
    ]
