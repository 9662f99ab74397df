"""A comment carries its mark from the start, is ours when found, and stays among colleagues if it is for them."""

from collections.abc import Callable
from typing import Any

import pytest

from app.core.document import Document, Paragraph, Text
from app.desk.jira import JiraDesk
from app.errors import Misconfigured, Permanent, Transient

ME = "712020:keydesk"
AT = "2026-11-24T10:42:00.000+0100"
HELLO = Document((Paragraph((Text("hello"),)),))
BODY = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "hello"}]}],
}
COMMENTS = "issue/10001/comment"


def mark(name: str, *, internal: bool) -> dict[str, Any]:
    return {"key": "keydesk.mark", "value": {"mark": name, "internal": internal}}


def comment(number: int, by: str = ME, *properties: Any, public: bool = True) -> dict[str, Any]:
    return {"id": str(number), "author": {"accountId": by}, "jsdPublic": public, "properties": list(properties)}


def on_ticket(jira: Any, *comments: dict[str, Any]) -> None:
    """Comments as Jira Cloud gives them: properties only from comment/list."""
    bare = [{key: value for key, value in one.items() if key != "properties"} for one in comments]
    jira.on(f"GET {COMMENTS}", (200, {"comments": bare, "total": len(bare)}))
    wanted = {int(one["id"]): one for one in comments}
    jira.on(
        "POST comment/list", lambda asked: (200, {"values": [wanted[i] for i in asked.body["ids"]], "isLast": True})
    )


def project(jira: Any, kind: str, number: int = 10000) -> None:
    jira.on(f"GET project/{number}", (200, {"id": str(number), "projectTypeKey": kind}))


def test_a_public_comment_goes_out_with_its_mark_in_one_request(jira: Any, desk: JiraDesk) -> None:
    jira.on(f"POST {COMMENTS}", (201, {"id": "77", "jsdPublic": True}))

    assert desk.say("10001", HELLO, public=True, mark="question:1") == "77"

    [asked] = jira.asked
    assert asked.body == {"body": BODY, "properties": [mark("question:1", internal=False)]}


def test_an_internal_comment_says_so_in_the_same_request(jira: Any, desk: JiraDesk) -> None:
    project(jira, "service_desk")
    jira.on(f"POST {COMMENTS}", (201, {"id": "77", "jsdPublic": False}))

    for _ in range(2):
        assert desk.say("10001", HELLO, public=False, mark="review:1") == "77"

    internal = {"key": "sd.public.comment", "value": {"internal": True}}
    assert jira.last("POST").body == {"body": BODY, "properties": [mark("review:1", internal=True), internal]}
    assert jira.count("GET", "project/10000") == 1


@pytest.mark.parametrize("kind", ["software", "business"])
def test_outside_a_service_project_an_internal_comment_is_for_a_role(
    kind: str, jira: Any, desk_for: Callable[..., JiraDesk]
) -> None:
    project(jira, kind)
    jira.on("GET issue/10001", (200, {"fields": {"project": {"id": "10000"}}}))
    role = {"type": "role", "value": "LSIS"}
    jira.on(f"POST {COMMENTS}", (201, {"id": "77", "jsdPublic": True, "visibility": role}))

    assert desk_for(internal_role="LSIS").say("10001", HELLO, public=False, mark="review:1") == "77"

    sent = jira.last("POST").body
    assert sent["visibility"] == role
    assert [one["key"] for one in sent["properties"]] == ["keydesk.mark"]


def test_outside_a_service_project_nothing_internal_is_said_without_a_role(jira: Any, desk: JiraDesk) -> None:
    project(jira, "software")
    jira.on("GET issue/10001", (200, {"fields": {"project": {"id": "10000"}}}))

    with pytest.raises(Misconfigured, match="INTERNAL_ROLE"):
        desk.say("10001", HELLO, public=False, mark="review:1")

    assert jira.count("POST", COMMENTS) == 0


def test_where_projects_differ_the_tickets_own_counts(jira: Any, desk_for: Callable[..., JiraDesk]) -> None:
    project(jira, "software")
    project(jira, "service_desk", 10002)
    jira.on("GET issue/10001", (200, {"fields": {"project": {"id": "10002"}}}))
    jira.on(f"POST {COMMENTS}", (201, {"id": "77", "jsdPublic": False}))

    desk_for(projects=("10000", "10002")).say("10001", HELLO, public=False, mark="review:1")

    assert "visibility" not in jira.last("POST").body


@pytest.mark.parametrize("shown", [{"jsdPublic": True}, {}, {"jsdPublic": None}, {"jsdPublic": "false"}])
def test_an_internal_comment_that_turns_out_public_is_deleted_at_once(shown: Any, jira: Any, desk: JiraDesk) -> None:
    project(jira, "service_desk")
    jira.on(f"POST {COMMENTS}", (201, {"id": "77"} | shown))
    jira.on(f"DELETE {COMMENTS}/77", (204, None))

    with pytest.raises(Permanent, match="was deleted"):
        desk.say("10001", HELLO, public=False, mark="review:1")

    assert jira.count("DELETE", f"{COMMENTS}/77") == 1


@pytest.mark.parametrize(
    ("status", "told"), [(404, "was deleted"), (403, "could not be deleted"), (500, "could not be")]
)
def test_a_comment_that_cannot_be_taken_back_is_named_for_a_person(
    status: int, told: str, jira: Any, desk: JiraDesk
) -> None:
    project(jira, "service_desk")
    jira.on(f"POST {COMMENTS}", (201, {"id": "77", "jsdPublic": True}))
    jira.on(f"DELETE {COMMENTS}/77", (status, {}))

    with pytest.raises(Permanent, match=told) as caught:
        desk.say("10001", HELLO, public=False, mark="review:1")

    assert "77" in caught.value.log


def test_a_project_that_cannot_be_seen_is_a_setting_to_mend(jira: Any, desk: JiraDesk) -> None:
    jira.on("GET project/10000", (404, {}))

    with pytest.raises(Misconfigured, match="project"):
        desk.say("10001", HELLO, public=False, mark="review:1")


def test_our_comment_is_found_by_its_mark(jira: Any, desk: JiraDesk) -> None:
    on_ticket(
        jira,
        comment(5, ME, mark("question:1", internal=False)),
        comment(6, "rae"),
        comment(70, ME, mark("question:2", internal=False)),
        comment(8, ME, mark("question:2", internal=False)),
    )

    assert desk.said("10001", "question:2") == "8"
    assert desk.said("10001", "question:3") is None
    asked = jira.last("POST")
    assert (asked.query, asked.body) == ({"expand": "properties"}, {"ids": [5, 70, 8]})


def test_a_strangers_comment_with_our_mark_is_not_ours(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, "eve", mark("delivery:1", internal=False)), comment(6, ME))

    assert desk.said("10001", "delivery:1") is None


def test_the_author_is_looked_at_again_where_the_mark_is(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, ME))
    jira.on("POST comment/list", (200, {"values": [comment(5, "eve", mark("delivery:1", internal=False))]}))

    assert desk.said("10001", "delivery:1") is None


def test_where_we_have_said_nothing_marks_are_not_asked_for(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, "rae"))

    assert desk.said("10001", "question:1") is None
    assert jira.count("POST", "comment/list") == 0


@pytest.mark.parametrize("value", ["question:1", None, ["question:1"], {"mark": "other"}])
def test_a_property_of_another_form_is_not_a_mark(value: Any, jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, ME, {"key": "keydesk.mark", "value": value}, {"key": "x", "value": 1}))

    assert desk.said("10001", "question:1") is None


def test_a_lost_internal_comment_that_is_found_public_is_deleted(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, ME, mark("review:1", internal=True), public=True))
    jira.on(f"DELETE {COMMENTS}/5", (204, None))

    with pytest.raises(Permanent, match="was deleted"):
        desk.said("10001", "review:1")


def test_a_lost_internal_comment_that_is_internal_is_found(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5, ME, mark("review:1", internal=True), public=False))

    assert desk.said("10001", "review:1") == "5"


def test_a_list_cut_short_is_not_taken_for_an_absence(jira: Any, desk: JiraDesk) -> None:
    on_ticket(jira, comment(5))
    jira.on("POST comment/list", (200, {"values": [], "isLast": False}))

    with pytest.raises(Transient):
        desk.said("10001", "question:1")


def test_the_marks_of_our_comments_are_told_and_nobody_elses(jira: Any, desk: JiraDesk) -> None:
    others = comment(6, "eve", mark("delivery:production", internal=False))
    exposed = comment(8, ME, mark("review-note:1", internal=True), public=True)
    on_ticket(jira, comment(5, ME, mark("review:1", internal=False)), others, comment(7, ME), exposed)

    assert desk.marks("10001") == {"5": "review:1"}
