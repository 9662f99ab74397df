"""The help desk, where it is Jira Cloud (REST v3): the `Desk` that the looks use, and facts for who sets it up.

Nothing here decides anything: what Jira shows is handed on as it stands.
"""

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from app.core.document import Document
from app.core.ticket import Found, Person, Ticket
from app.desk.access import JiraAccess
from app.desk.calls import SERVICE_DESK, TIMEOUT, Ask, Calls, number, ticket_path
from app.desk.comments import Comments
from app.desk.failures import Forbidden, NotThere
from app.desk.issue import person
from app.desk.queues import QueueFacts, Queues
from app.desk.reading import read_ticket
from app.desk.rights import blaming_rights, held_in_project
from app.desk.setup import Setup
from app.desk.statuses import Statuses
from app.errors import Misconfigured

_ACCOUNT = re.compile(r"[0-9A-Za-z:_.-]{1,128}")


class JiraDesk:
    """May be used by many threads at once; each has its own connection. Nothing is sent before the first question."""

    def __init__(
        self,
        access: JiraAccess,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self._access = access
        self._calls = Calls(access, now=now, sleep=sleep, timeout=timeout)
        self._comments = Comments(self._calls, access, self.me)
        self._queues = Queues(self._calls, access)
        self._statuses = Statuses(self._calls)
        self.setup = Setup(self._calls)
        self._me: str | None = None

    def me(self) -> str:
        """Our own account's id, asked once."""
        if self._me is None:
            self._me = self.account().id
        return self._me

    def known_me(self) -> str | None:
        """Our own account's id if it was asked for before; asks nobody."""
        return self._me

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket (by id or key), complete and fresh; None when it is gone or not ours to see.

        `Permanent` if it has more than 500 comments or a million characters.
        """
        access = self._access
        site = access.site_url.rstrip("/")
        return read_ticket(self._calls, ticket_id, site=site, me=self.me(), form_fields=access.form_fields)

    def queue_of(self, ticket_id: str) -> str | None:
        """The service whose queue holds the ticket now, within the configured projects."""
        return self._queues.queue_of(ticket_id)

    def is_request(self, ticket_id: str) -> bool:
        """Whether REQUEST_JQL finds the ticket: the help desk itself says that it asks for a new key."""
        return self._queues.is_request(ticket_id)

    def queue(self, service: str) -> Iterator[Found]:
        """Every open ticket of the service's queue, all pages."""
        return self._queues.queue(service)

    def reviewers(self, accounts: Collection[str]) -> Mapping[str, bool | None]:
        """For each account whether it is a reviewer at this moment; None where Jira says that there is no such account,
        which can be a passing fault. (Whether it is active, its changes show.)"""
        access = self._access
        if access.reviewers:
            return {account: account in access.reviewers for account in accounts}
        if not access.reviewer_group:
            raise Misconfigured(
                "jira: neither REVIEWERS nor REVIEWER_GROUP is set",
                "Nobody can approve: please set REVIEWER_GROUP to the id of the reviewers' group, or REVIEWERS.",
            )
        return {account: self._in_group(account, access.reviewer_group) for account in accounts}

    def address_of(self, ticket: Ticket) -> str | None:
        """The reporter's address: as the ticket shows it, else the service desk's request, else the operator's map."""
        reporter = ticket.reporter
        if reporter is None:
            return None
        return reporter.address or self._requesters_address(ticket.id, reporter.id) or self._noted(reporter.id)

    def say(self, ticket_id: str, document: Document, *, public: bool, mark: str) -> str:
        """Write one comment that carries `mark`; its id. An internal one that turns out public is taken back."""
        return self._comments.say(ticket_id, document, public=public, mark=mark)

    def said(self, ticket_id: str, mark: str) -> str | None:
        """The id of our comment that carries `mark`."""
        return self._comments.said(ticket_id, mark)

    def marks(self, ticket_id: str) -> Mapping[str, str]:
        """The marks of our comments, by their ids."""
        return self._comments.marks(ticket_id)

    def set_labels(self, ticket_id: str, add: Collection[str], remove: Collection[str]) -> None:
        """Add and remove labels in one request; nothing is sent for nothing."""
        changes = [{"add": label} for label in sorted(add)] + [{"remove": label} for label in sorted(remove)]
        if changes:
            body = {"update": {"labels": changes}}
            ask = Ask("PUT", ticket_path(ticket_id), "set labels", "Edit issues", body=body)
            blaming_rights(self._calls, ticket_id, "EDIT_ISSUES", lambda: self._calls.send(ask, _nothing))

    def set_status(self, ticket_id: str, status: str) -> bool:
        """Bring the ticket to the status with this id; False where no transition leads there that could be taken."""
        return self._statuses.set(ticket_id, status)

    def project_statuses(self, project: str) -> Mapping[str, str]:
        """The statuses that the project's tickets can have: id to name."""
        return self._statuses.of_project(project)

    def unreachable_statuses(self) -> Mapping[str, str]:
        """The statuses that could not be set the last time that it was tried here, each with why."""
        return self._statuses.unreachable

    def put_link(self, ticket_id: str, global_id: str, url: str, title: str) -> None:
        """Write or replace the ticket's link with this id, of at most 255 characters."""
        body = {"globalId": global_id, "object": {"url": url, "title": title}}
        path = f"{ticket_path(ticket_id)}/remotelink"
        self._calls.send(Ask("POST", path, "attach a link", "Link issues", body=body), _nothing)

    def link(self, ticket_id: str, global_id: str) -> str | None:
        """The address of the ticket's link with this id."""
        path, params = f"{ticket_path(ticket_id)}/remotelink", {"globalId": global_id}
        try:
            return self._calls.send(
                Ask("GET", path, "read a link", "Browse projects", params), lambda answer: _url(answer, global_id)
            )
        except NotThere:
            return None

    def account(self) -> Person:
        """Ourselves, asked anew: shows that address and token are right."""
        return self._calls.send(Ask("GET", "myself", "sign in", "an account of this site"), _someone)

    def queue_facts(self, service: str) -> QueueFacts:
        """Whether the service's JQL is accepted, what it finds, and whether it reaches beyond the projects."""
        return self._queues.facts(service)

    def request_errors(self) -> tuple[str, ...]:
        """What Jira says against REQUEST_JQL."""
        return self._queues.request_errors()

    def permissions(self, project: str) -> Mapping[str, bool]:
        """Which of `rights.NEEDED` and `rights.UNWANTED` we have in the project."""
        return held_in_project(self._calls, project)

    def _in_group(self, account: str, group: str) -> bool | None:
        if not _ACCOUNT.fullmatch(account):
            return False
        right = "Browse users and groups (global)"
        ask = Ask("GET", "user/groups", "look up who is in the reviewers' group", right, {"accountId": account})
        try:
            return self._calls.send(ask, lambda answer: group in {each["groupId"] for each in answer})
        except NotThere:
            return None

    def _requesters_address(self, ticket_id: str, reporter: str) -> str | None:
        """None outside a service project. Where we may not ask, the operator's map has to know the reporter."""
        right = "an agent's licence for the service project"
        ask = Ask("GET", f"request/{number(ticket_id)}", "look up the reporter's address", right, api=SERVICE_DESK)
        try:
            return self._calls.send(ask, lambda answer: _address(answer["reporter"], reporter))
        except NotThere:
            return None
        except Forbidden:
            if self._noted(reporter):
                return None
            raise

    def _noted(self, account: str) -> str | None:
        return self._access.people.get(account)


def _nothing(_answer: Any) -> None:
    return None


def _someone(answer: Any) -> Person:
    found = person(answer)
    if found is None:
        raise ValueError("nobody")
    return found


def _address(reporter: Any, account: str) -> str | None:
    """The request may have got another reporter since the ticket was read."""
    return (reporter.get("emailAddress") or None) if reporter["accountId"] == account else None


def _url(answer: Any, global_id: str) -> str | None:
    links = answer if isinstance(answer, list) else [answer]
    return next((str(link["object"]["url"]) for link in links if link["globalId"] == global_id), None)
