"""Which tickets are in a service's queue, as Jira itself judges its JQL.

A queue is a saved search, not a property of a ticket. Whatever the search says, only tickets of the configured projects
count: anybody may open a project of their own, and fill its tickets with whatever a search looks for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.core.ticket import Found
from app.desk.access import JiraAccess
from app.desk.calls import Ask, Calls, number
from app.desk.issue import moment
from app.errors import Misconfigured, Permanent

_RIGHT = "Browse projects"
_PAGE = 100
_MOST_PAGES = 100
_ORDER = re.compile(r"\border\s+by\b[^\"']*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """What Jira says against the JQL, how many open tickets it finds, and whether it finds any in other projects."""

    service: str
    errors: tuple[str, ...]
    open_tickets: int = 0
    reaches_outside: bool = False


class Queues:
    """Asks about the queues of `access`."""

    def __init__(self, calls: Calls, access: JiraAccess) -> None:
        self._calls = calls
        self._access = access

    def queue_of(self, ticket_id: str) -> str | None:
        """The first service whose queue holds the ticket; one call for all."""
        services = list(self._access.queues)
        if not services:
            return None
        wanted = number(ticket_id)
        matches = self._match([self._jql(service) for service in services], wanted)
        for service, (held, _) in zip(services, matches, strict=True):
            if held:
                return service
        for service, (_, errors) in zip(services, matches, strict=True):
            if errors:
                raise _bad_jql(service)
        return None

    def is_request(self, ticket_id: str) -> bool:
        """Whether the help desk itself, by REQUEST_JQL, says that the ticket asks for a new key."""
        held, errors = self._request(number(ticket_id))
        if errors:
            raise Misconfigured("jira: REQUEST_JQL is refused", "Jira does not accept KEYDESK_REQUEST_JQL.")
        return held

    def request_errors(self) -> tuple[str, ...]:
        """What Jira says against REQUEST_JQL."""
        return self._request(1)[1]

    def _request(self, ticket: int) -> tuple[bool, tuple[str, ...]]:
        jql = self._access.request_jql
        if not jql:
            return False, ()
        return self._match([f"project in ({self._projects()}) AND ({_without_order(jql)})"], ticket)[0]

    def queue(self, service: str) -> Iterator[Found]:
        """Every open ticket of the queue, page by page."""
        jql = f"{self._jql(service)} AND statusCategory != Done"
        token: str | None = None
        for _ in range(_MOST_PAGES):
            found, token = self._search(service, jql, token)
            yield from found
            if not token:
                return
        raise Misconfigured(
            f"jira: the queue of {service} has more than {_MOST_PAGES * _PAGE} open tickets",
            f"The JQL of the {service} queue finds too many open tickets. Please narrow it.",
        )

    def facts(self, service: str) -> QueueFacts:
        """What is to be known of a queue before it is relied on. A JQL that names what does not exist finds nothing."""
        bare = _without_order(self._access.queues[service])
        [(_, errors)] = self._match([self._jql(service)], 1)
        if errors:
            return QueueFacts(service, errors)
        outside, _ = self._search(service, f"({bare}) AND project not in ({self._projects()})", None, 1)
        return QueueFacts(service, (), sum(1 for _ in self.queue(service)), bool(outside))

    def _jql(self, service: str) -> str:
        if service not in self._access.queues:
            raise Misconfigured(f"jira: no JQL for {service}", f"Please set the JQL of the {service} queue.")
        return f"project in ({self._projects()}) AND ({_without_order(self._access.queues[service])})"

    def _projects(self) -> str:
        if not self._access.projects:
            raise Misconfigured("jira: no projects", "Please name the projects whose tickets Keydesk may answer.")
        return ", ".join(self._access.projects)

    def _match(self, jqls: list[str], ticket: int) -> list[tuple[bool, tuple[str, ...]]]:
        ask = Ask("POST", "jql/match", "ask for the ticket's queue", _RIGHT, body={"jqls": jqls, "issueIds": [ticket]})
        return self._calls.send(ask, lambda answer: _matched(answer, len(jqls), ticket))

    def _search(self, service: str, jql: str, token: str | None, most: int = _PAGE) -> tuple[list[Found], str | None]:
        params: dict[str, str | int] = {"jql": jql, "fields": "created,updated,labels", "maxResults": most}
        if token:
            params["nextPageToken"] = token
        try:
            return self._calls.send(Ask("GET", "search/jql", "search the queue", _RIGHT, params), _found)
        except Permanent:
            raise _bad_jql(service) from None


def _without_order(jql: str) -> str:
    """A queue's JQL is often copied with its order, which cannot stand within brackets and means nothing here."""
    return _ORDER.sub("", jql).strip()


def _matched(answer: Any, asked: int, ticket: int) -> list[tuple[bool, tuple[str, ...]]]:
    matches = answer["matches"]
    if len(matches) != asked:
        raise ValueError("not one answer for each JQL")
    return [(ticket in one["matchedIssues"], tuple(str(error)[:200] for error in one["errors"])) for one in matches]


def _found(page: Any) -> tuple[list[Found], str | None]:
    found = [_one(raw) for raw in page["issues"]]
    token = page.get("nextPageToken")
    if token is None and page.get("isLast") is False:
        raise ValueError("more pages, and no way to them")
    return found, token


def _one(raw: Any) -> Found:
    fields = raw["fields"]
    labels = frozenset(str(label) for label in fields["labels"])
    return Found(raw["id"], raw["key"], moment(fields["created"]), moment(fields["updated"]), labels)


def _bad_jql(service: str) -> Misconfigured:
    return Misconfigured(
        f"jira: the JQL of the {service} queue is refused", f"Jira does not accept the JQL of the {service} queue."
    )
