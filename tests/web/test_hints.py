"""Which ticket a webhook's body is about, in all the shapes in which Jira and its rules send them."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.hints import hint_of
from tests.web.knocking import BOT, Door, event

#: What each of Atlassian's real payloads is about, and who did it.
REAL = {
    "automation-send-web-request-issue-data.json": ("26107", None),
    "cloud-2024-issue_created.json": ("10021", "712020:f1ad7cfd-7f82-4dc0-85e4-8bc47bcc08e4"),
    "cloud-2024-issue_updated-description.json": ("10021", "712020:f1ad7cfd-7f82-4dc0-85e4-8bc47bcc08e4"),
    "cloud-comment_created.json": ("10040", "5c5f880629be9642ba529340"),
    "cloud-comment_deleted.json": ("10357", None),
    "cloud-comment_updated.json": ("10040", "5c5f880629be9642ba529340"),
    "cloud-issue_assigned-empty-changelog.json": ("10001", "123456"),
    "cloud-issue_created-many-fields.json": ("10509", "5cedcb4355a88a0fc86388ba"),
    "cloud-issue_created-security-level.json": ("10040", "5c5f880629be9642ba529340"),
    "cloud-issue_deleted.json": ("10303", "5c5f880629be9642ba529340"),
    "cloud-issue_moved-stub.json": ("101", None),
    "cloud-issue_updated-custom-field.json": ("10368", "5cedcb4355a88a0fc86388ba"),
    "cloud-issue_updated-description.json": ("10040", "5c5f880629be9642ba529340"),
    "cloud-issue_updated-labels.json": ("10040", "5c5f880629be9642ba529340"),
    "dc-2019-issue_created.json": ("86228", None),
    "dc-2019-issue_generic-transition.json": ("86228", None),
    "dc-comment_created.json": ("10013", None),
    "dc-comment_updated.json": ("10013", None),
    "dc-issue_updated-comment_edited.json": ("10013", None),
    "dc-issue_updated-commented.json": ("10013", None),
    "dc-issue_updated-labels.json": ("10400", None),
    "dc-old-issue_updated-no-event-type.json": ("10040", "5c5f880629be9642ba529340"),
}


@pytest.fixture(scope="module")
def real_payloads() -> Mapping[str, bytes]:
    folder = os.environ.get("KEYDESK_REFERENCE")
    if not folder:
        pytest.skip("set KEYDESK_REFERENCE to the folder with the recorded payloads")
    return {each.name: each.read_bytes() for each in (Path(folder) / "jira" / "payloads").glob("*.json")}


def test_each_recorded_payload_is_in_the_table(real_payloads: Mapping[str, bytes]) -> None:
    assert set(real_payloads) == set(REAL)


@pytest.mark.parametrize("name", REAL)
def test_a_recorded_payload_marks_its_ticket(door: Door, real_payloads: Mapping[str, bytes], name: str) -> None:
    ticket, actor = REAL[name]
    assert door.signed(real_payloads[name]) == 202
    assert door.kept == [ticket]
    hint = hint_of(real_payloads[name])
    assert hint is not None
    assert (hint.actor, hint.aside) == (actor, False)


ECHOES = {
    "our own edit": event(user={"accountId": BOT}, issue={"id": "1"}),
    "our own comment": event(
        comment={"author": {"accountId": BOT}, "updateAuthor": {"accountId": BOT}}, issue={"id": 1}
    ),
    "a rule that set the status": event(
        user={"accountId": "557058:rule", "accountType": "app"},
        issue={"id": "1"},
        changelog={"items": [{"field": "status"}, {"field": "resolution"}]},
    ),
}
NO_ECHOES = {
    "a rule that set a label, too": event(
        user={"accountId": "557058:rule", "accountType": "app"},
        issue={"id": "1"},
        changelog={"items": [{"field": "status"}, {"field": "labels"}]},
    ),
    "a person who set the status": event(
        user={"accountId": "712020:jane", "accountType": "atlassian"},
        issue={"id": "1"},
        changelog={"items": [{"field": "status"}]},
    ),
    "our comment, edited by somebody": event(
        comment={"author": {"accountId": BOT}, "updateAuthor": {"accountId": "712020:eve"}}, issue={"id": 1}
    ),
    "our comment, deleted by we know not whom": event(
        webhookEvent="comment_deleted", comment={"author": {"accountId": BOT}}, issue={"id": 1}
    ),
}


@pytest.mark.parametrize("body", ECHOES.values(), ids=ECHOES)
def test_echoes_of_our_own_doing_cause_no_look(door: Door, body: bytes) -> None:
    assert (door.signed(body), door.kept) == (202, [])


@pytest.mark.parametrize("body", NO_ECHOES.values(), ids=NO_ECHOES)
def test_what_others_do_is_no_echo(door: Door, body: bytes) -> None:
    assert (door.signed(body), door.kept) == (202, ["1"])


NAMES = st.sampled_from(
    ["issue", "id", "user", "accountId", "comment", "self", "changelog", "items", "field", "webhookEvent", "author"]
) | st.text(max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_whatever_shape_a_body_has_a_hint_names_a_ticket_by_number_or_there_is_none(body: dict[str, object]) -> None:
    hint = hint_of(json.dumps(body).encode())
    assert hint is None or (hint.ticket_id.isdigit() and 0 < int(hint.ticket_id) < 10**19)
