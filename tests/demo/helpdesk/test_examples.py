"""The stand-in's answers beside Atlassian's own examples, and its refusals beside recorded ones."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person, Ticket
from tests.demo.jira_client import Rest, document
from tests.demo.openapi import REFERENCE, needs_reference

pytestmark = needs_reference
JSM = "/rest/servicedeskapi"


def example(name: str) -> Any:
    return json.loads((Path(REFERENCE or "") / "jira" / "openapi" / "examples" / f"{name}.json").read_text())


@dataclass(frozen=True)
class Asking:
    """One call, and what of the example this help desk leaves out; `.` leads into a record, lists are gone into."""

    call: Callable[[Rest, Ticket], Any]
    without: frozenset[str] = frozenset()


def _commented(rest: Rest, ticket: Ticket) -> Any:
    restricted = {"type": "role", "value": "Agents", "identifier": "Agents"}
    rest("POST", f"issue/{ticket.id}/comment", {"body": document("words"), "visibility": restricted})
    return rest("GET", f"issue/{ticket.id}/comment").json()


def _linked(rest: Rest, ticket: Ticket) -> Any:
    shown = {"url": "https://a.example/x", "title": "Key", "summary": "A key", "icon": {"title": "x"}}
    more = {"application": {"type": "a", "name": "A"}, "relationship": "causes", "globalId": "keydesk:1"}
    rest("POST", f"issue/{ticket.id}/remotelink", {"object": shown, **more})
    return rest("GET", f"issue/{ticket.id}/remotelink").json()


def _property(rest: Rest, ticket: Ticket) -> Any:
    rest("PUT", f"issue/{ticket.id}/properties/issue.support", {"a": 1})
    return rest("GET", f"issue/{ticket.id}/properties/issue.support").json()


def _page(rest: Rest, ticket: Ticket) -> Any:
    for label in ("one", "two", "three"):
        rest("PUT", f"issue/{ticket.id}", {"update": {"labels": [{"add": label}]}})
    return rest("GET", f"issue/{ticket.id}/changelog", startAt=1, maxResults=1).json()


def _members(rest: Rest, _: Ticket) -> Any:
    group = rest("GET", "group/bulk", groupName="staff").json()["values"][0]["groupId"]
    return rest("GET", "group/member", groupId=group, maxResults=1).json()


def _groups(rest: Rest, _: Ticket) -> Any:
    me = rest("GET", "myself").json()["accountId"]
    return rest("GET", "user/groups", accountId=me).json()[0]


# Privacy took `key` and `name` of accounts away; the examples still show them, the answers of a real site do not.
ACCOUNT = frozenset({"key", "name"})
ASKED = {
    "v3-myself": Asking(lambda rest, _: rest("GET", "myself", expand="groups,applicationRoles").json(), ACCOUNT),
    "v3-serverInfo": Asking(
        lambda rest, _: rest("GET", "serverInfo").json(),
        frozenset({"defaultLocale", "displayUrlConfluence", "displayUrlServicedeskHelpCenter"}),
    ),
    "v3-changelog": Asking(_page),
    "v3-comments": Asking(_commented),
    "v3-comment-created": Asking(lambda rest, ticket: _commented(rest, ticket)["comments"][0]),
    "v3-group-member": Asking(_members, frozenset({f"values.{name}" for name in ACCOUNT})),
    "v3-user-groups": Asking(_groups),
    "v3-property": Asking(_property, frozenset({"value.system.conversation.id", "value.system.support.time"})),
    "v3-remotelinks": Asking(_linked, frozenset({"object.status", "object.icon.url16x16"})),
    "v3-remotelink": Asking(
        lambda rest, ticket: rest(
            "POST", f"issue/{ticket.id}/remotelink", {"object": {"url": "https://a.example", "title": "x"}}
        ).json()
    ),
    "v3-transitions": Asking(
        lambda rest, ticket: rest("GET", f"issue/{ticket.id}/transitions").json(), frozenset({"transitions.fields"})
    ),
    "jsm-request": Asking(
        lambda rest, ticket: rest("GET", f"{JSM}/request/{ticket.id}").json(),
        frozenset({f"reporter.{name}" for name in ACCOUNT}),
    ),
    "jsm-servicedesks": Asking(
        lambda rest, _: rest("GET", f"{JSM}/servicedesk").json(), frozenset({"_links.next", "_links.prev"})
    ),
    "jsm-comments": Asking(
        lambda rest, ticket: [
            rest("POST", f"{JSM}/request/{ticket.id}/comment", {"body": "words", "public": True}),
            rest("POST", f"{JSM}/request/{ticket.id}/comment", {"body": "more", "public": True}),
            rest("GET", f"{JSM}/request/{ticket.id}/comment", limit=1).json(),
        ][-1],
        frozenset({"_links.prev", *(f"values.author.{name}" for name in ACCOUNT)}),
    ),
    "jsm-comment-created": Asking(
        lambda rest, ticket: rest(
            "POST", f"{JSM}/request/{ticket.id}/comment", {"body": "words", "public": True}
        ).json(),
        frozenset({f"author.{name}" for name in ACCOUNT}),
    ),
}


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_has_the_form_of_the_official_example(
    desk: HelpDesk, ticket: Ticket, rest: Rest, dana: Person, name: str
) -> None:
    desk.group("staff", desk.bot, dana, desk.person("Third"))
    desk.role("LIB", "Agents", desk.bot)
    theirs, ours = example(name), ASKED[name].call(rest, ticket)
    assert set(missing(theirs, ours)) == ASKED[name].without


def missing(theirs: Any, ours: Any, at: str = "") -> Iterator[str]:
    """The names that the example has and the answer has not, and those of values of another type."""
    if isinstance(theirs, list) and isinstance(ours, list):
        if theirs and ours:
            yield from missing(theirs[0], ours[0], at)
    elif isinstance(theirs, dict) and isinstance(ours, dict):
        for name, value in theirs.items():
            where = f"{at}.{name}".lstrip(".")
            if name not in ours:
                yield where
            elif name != "avatarUrls":
                yield from missing(value, ours[name], where)
    elif type(theirs) is not type(ours):
        yield f"{at} is {type(ours).__name__}"


REFUSED = {
    "GET or POST /rest/api/3/search": lambda rest, _: [
        rest("GET", "search", jql="project = LIB"),
        rest("POST", "search", {"jql": "project = LIB"}),
    ],
    "POST /rest/api/3/issue/X/comment with a string body": lambda rest, ticket: [
        rest("POST", f"issue/{ticket.id}/comment", {"body": "words"})
    ],
    "GET /rest/api/3/issue/UNKNOWN-1": lambda rest, _: [rest("GET", "issue/UNKNOWN-1")],
}


def test_every_recorded_refusal_is_given_word_for_word(ticket: Ticket, rest: Rest) -> None:
    recorded = {name: answer for name, answer in example("recorded-cloud-errors").items() if name != "_source"}
    assert recorded.keys() == REFUSED.keys()
    for name, answer in recorded.items():
        for given in REFUSED[name](rest, ticket):
            assert (given.status_code, given.json()) == (answer["status"], answer["body"]), name
