"""Every way in which Jira may fail ends in one of Keydesk's errors, tells no secret, and does nothing twice."""

import base64
import contextlib
import logging
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Response

from app.core.document import Document, Paragraph, Text
from app.desk.failures import failure
from app.desk.jira import JiraDesk
from app.errors import KeydeskError, Misconfigured, Permanent, Transient

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BASIC = base64.b64encode(b"keydesk@example.edu:the-token-itself").decode()
SHARE = "https://share.example.test/s#secret-of-the-link"
HELLO = Document((Paragraph((Text(SHARE),)),))

Act = Callable[[JiraDesk], object]

READ: Act = lambda desk: desk.queue_of("10001")  # noqa: E731
LABEL: Act = lambda desk: desk.set_labels("10001", ["alma-key-review"], [])  # noqa: E731
LINK: Act = lambda desk: desk.put_link("10001", "keydesk:1", SHARE, "Key")  # noqa: E731
COMMENT: Act = lambda desk: desk.say("10001", HELLO, public=True, mark="question:1")  # noqa: E731

PLACES = {
    "POST jql/match": READ,
    "PUT issue/10001": LABEL,
    "POST issue/10001/remotelink": LINK,
    "POST issue/10001/comment": COMMENT,
}


@pytest.fixture(autouse=True)
def permitted(jira: Any) -> None:
    """We may do everything, so that what Jira refuses it refuses for another reason."""
    held = {"havePermission": True}
    jira.on("GET mypermissions", (200, {"permissions": {"ADD_COMMENTS": held, "EDIT_ISSUES": held}}))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((401, {}), Misconfigured),
        ((403, {"errorMessages": ["no"]}), Misconfigured),
        ((410, {}), Misconfigured),
        ((302, "", {"Location": "https://login.example.test/"}), Misconfigured),
        ((307, "", {"Location": "/rest/api/3/elsewhere"}), Misconfigured),
        ((200, "<html>Sign in</html>", {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}), Misconfigured),
        ((404, {}, {"X-Seraph-LoginReason": "AUTHENTICATION_DENIED"}), Misconfigured),
        ((400, None), Permanent),
        ((404, None), Permanent),
        ((413, {}), Permanent),
        ((422, []), Permanent),
        ((408, {}), Transient),
        ((409, {}), Transient),
        ((429, {}), Transient),
        ((500, "null"), Transient),
        ((502, "<html>Bad gateway</html>"), Transient),
        ((503, {}), Transient),
        ((504, {}), Transient),
        (None, Transient),
    ],
)
def test_each_answer_has_one_meaning_wherever_it_comes(
    place: str, answer: Any, error: type[KeydeskError], jira: Any, desk: JiraDesk
) -> None:
    jira.on(place, answer)

    with pytest.raises(error) as caught:
        PLACES[place](desk)

    assert caught.value.log
    assert caught.value.person


@pytest.mark.parametrize("place", ["POST jql/match", "POST issue/10001/comment"])
@pytest.mark.parametrize("body", ["<html>Maintenance</html>", "", "null", "[]", "{}", "[" * 100_000, '{"id": ', "7"])
def test_an_answer_that_is_not_data_is_looked_at_again_later(place: str, body: str, jira: Any, desk: JiraDesk) -> None:
    jira.on(place, (200, body))

    with pytest.raises(Transient, match="not understood"):
        PLACES[place](desk)


@pytest.mark.parametrize("answer", [(500, {}), (429, {}), (200, "<html>"), None])
def test_a_read_is_tried_three_times(answer: Any, jira: Any, desk: JiraDesk, naps: list[float]) -> None:
    jira.on("POST jql/match", answer)

    with pytest.raises(Transient):
        READ(desk)

    assert jira.count("POST", "jql/match") == 3
    assert naps == [0.5, 1.0]


@pytest.mark.parametrize("act", [LABEL, LINK])
def test_what_may_be_done_twice_is_tried_again(act: Act, jira: Any, desk: JiraDesk) -> None:
    jira.on("PUT issue/10001", (503, {}), None, (204, None))
    jira.on("POST issue/10001/remotelink", (503, {}), None, (201, {"id": 1}))

    act(desk)

    assert len(jira.asked) == 3


@pytest.mark.parametrize(
    "answer", [(500, {}), (502, "<html>"), (503, {}), (429, {}, {"Retry-After": "1"}), (200, ""), None]
)
def test_a_comment_is_sent_once_whatever_becomes_of_it(
    answer: Any, jira: Any, desk: JiraDesk, naps: list[float]
) -> None:
    jira.on("POST issue/10001/comment", answer)

    with pytest.raises(Transient):
        COMMENT(desk)

    assert len(jira.asked) == 1
    assert naps == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413])
def test_what_no_second_try_can_mend_is_not_tried_again(status: int, jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", (status, {}))

    with pytest.raises((Misconfigured, Permanent)):
        READ(desk)

    assert len(jira.asked) == 1


def test_a_short_wait_that_jira_names_is_kept(jira: Any, desk: JiraDesk, naps: list[float]) -> None:
    jira.on(
        "POST jql/match", (429, {}, {"Retry-After": "3"}), (200, {"matches": [{"matchedIssues": [], "errors": []}]})
    )

    assert READ(desk) is None
    assert naps == [3.0]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("1847", timedelta(seconds=1847)),
        ("Tue, 24 Nov 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Tue, 24 Nov 2026 12:10:00 -0000", timedelta(minutes=10)),
        ("Tue, 24 Nov 2026 11:00:00 GMT", timedelta()),
        ("99999999999999999999", timedelta(days=1)),
        ("Tue, 24 Nov 2099 11:00:00 GMT", timedelta(days=1)),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("Tue, 99 Nov 2026 12:10:00 GMT", None),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(value: str, wait: timedelta | None) -> None:
    assert _failed(429, value).wait == wait


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_wait_ends_the_look_and_is_handed_on(status: int, jira: Any, desk: JiraDesk, naps: list[float]) -> None:
    jira.on("POST jql/match", (status, {}, {"Retry-After": "1847"}))

    with pytest.raises(Transient) as caught:
        READ(desk)

    assert caught.value.wait == timedelta(seconds=1847)
    assert len(jira.asked) == 1
    assert naps == []


@given(st.text(st.characters(max_codepoint=255)))
def test_no_header_can_break_the_reading_of_a_wait(value: str) -> None:
    wait = _failed(429, value).wait

    assert wait is None or timedelta() <= wait <= timedelta(days=1)


def test_a_jira_that_hangs_is_given_up(jira: Any, desk_for: Callable[..., JiraDesk]) -> None:
    answered = threading.Event()
    jira.on("POST issue/10001/comment", lambda _: answered.wait(5) and None)

    with pytest.raises(Transient, match="ReadTimeout"):
        COMMENT(desk_for(timeout=(0.2, 0.2)))

    answered.set()


def test_a_jira_that_is_not_there_is_looked_for_again(desk_for: Callable[..., JiraDesk], naps: list[float]) -> None:
    with pytest.raises(Transient, match="ConnectionError"):
        READ(desk_for(url="http://127.0.0.1:1"))

    assert naps == [0.5, 1.0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed(status: int, jira: Any, desk: JiraDesk) -> None:
    jira.on("POST jql/match", (status, "", {"Location": f"{jira.url}/rest/api/3/myself"}))

    with pytest.raises(Misconfigured):
        READ(desk)

    assert [one.path for one in jira.asked] == ["/rest/api/3/jql/match"]


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ("PUT issue/10001", "Edit issues"),
        ("POST issue/10001/remotelink", "Link issues"),
        ("POST issue/10001/comment", "Add comments"),
    ],
)
def test_the_missing_right_is_named(place: str, right: str, jira: Any, desk: JiraDesk) -> None:
    jira.on(place, (403, {}))

    with pytest.raises(Misconfigured, match=right) as caught:
        PLACES[place](desk)

    assert right in caught.value.person


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "answer",
    [(400, {"errorMessages": ["words of the upstream"]}), (500, "words of the upstream"), (200, "words of"), None],
)
def test_an_error_holds_neither_token_nor_link_nor_what_jira_said(
    place: str, answer: Any, jira: Any, desk: JiraDesk
) -> None:
    jira.on(place, answer)

    with pytest.raises(KeydeskError) as caught:
        PLACES[place](desk)

    shown = "".join(traceback.format_exception(caught.value)) + caught.value.person + repr(caught.value)
    for secret in ("the-token-itself", BASIC, "words of", "secret-of-the-link", "share.example.test"):
        assert secret not in shown
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "answer", [(201, {"id": "1"}), (400, {"errorMessages": ["words of the upstream"]}), (429, {}), None]
)
def test_no_log_at_any_level_holds_token_link_or_answer(
    place: str, answer: Any, jira: Any, desk: JiraDesk, caplog: pytest.LogCaptureFixture
) -> None:
    jira.on(place, answer)

    with caplog.at_level(logging.DEBUG), contextlib.suppress(KeydeskError):
        PLACES[place](desk)

    assert caplog.records
    for secret in ("the-token-itself", BASIC, "words of", "secret-of-the-link"):
        assert secret not in caplog.text


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_the_environments_proxies_do_not_get_the_token(
    name: str, jira: Any, desk: JiraDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert desk.me() == jira.me


def test_the_token_is_not_in_the_repr_of_the_access(desk_for: Callable[..., JiraDesk]) -> None:
    assert "the-token-itself" not in repr(desk_for()._access)


def _failed(status: int, retry_after: str) -> Transient:
    response = Response()
    response.status_code = status
    response.headers["Retry-After"] = retry_after
    error = failure(response, "read", "Browse projects", NOW)
    assert isinstance(error, Transient)
    return error
