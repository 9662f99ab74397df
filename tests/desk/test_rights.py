"""A missing permission is a setting to mend, also where Jira answers as if the request were bad."""

from collections.abc import Callable
from typing import Any

import pytest

from app.core.document import Document, Paragraph, Text
from app.desk.jira import JiraDesk
from app.errors import Misconfigured, Permanent, Transient

HELLO = Document((Paragraph((Text("hello"),)),))
Act = Callable[[JiraDesk, str], object]

COMMENT: Act = lambda desk, ref: desk.say(ref, HELLO, public=True, mark="question:1")  # noqa: E731
LABEL: Act = lambda desk, ref: desk.set_labels(ref, ["a"], [])  # noqa: E731

CASES = [
    (COMMENT, "POST", "/comment", "ADD_COMMENTS", "Add comments"),
    (LABEL, "PUT", "", "EDIT_ISSUES", "Edit issues"),
]


def permission(key: str, held: bool) -> tuple[int, Any]:
    return 200, {"permissions": {key: {"havePermission": held}}}


@pytest.mark.parametrize(("act", "method", "path", "key", "right"), CASES)
@pytest.mark.parametrize(("ref", "name"), [("10001", "issueId"), ("LIB-1", "issueKey")])
def test_a_refusal_for_want_of_a_permission_names_it(
    ref: str, name: str, act: Act, method: str, path: str, key: str, right: str, jira: Any, desk: JiraDesk
) -> None:
    jira.on(f"{method} issue/{ref}{path}", (400, {"errorMessages": ["You do not have the permission."]}))
    jira.on("GET mypermissions", permission(key, held=False))

    with pytest.raises(Misconfigured, match=right):
        act(desk, ref)

    assert jira.last("GET").query == {name: ref, "permissions": key}


@pytest.mark.parametrize(("act", "method", "path", "key", "right"), CASES)
def test_a_refusal_of_what_we_may_do_stays_with_the_ticket(
    act: Act, method: str, path: str, key: str, right: str, jira: Any, desk: JiraDesk
) -> None:
    jira.on(f"{method} issue/10001{path}", (400, {}))
    jira.on("GET mypermissions", permission(key, held=True))

    with pytest.raises(Permanent) as caught:
        act(desk, "10001")

    assert right not in caught.value.log


def test_why_jira_refused_may_have_to_be_learnt_later(jira: Any, desk: JiraDesk) -> None:
    jira.on("PUT issue/10001", (400, {}))
    jira.on("GET mypermissions", (503, {}))

    with pytest.raises(Transient):
        LABEL(desk, "10001")
