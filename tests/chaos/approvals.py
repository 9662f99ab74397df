"""Whether a key might be shared, judged from outside: from what the help desk was like when Keydesk last read it.

What a ticket asks for needs no reading: its words are always one of a few forms.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Change as Entry
from app.demo.helpdesk.records import Group, Person, Project, Ticket
from tests.chaos.library import BIBS, Run
from tests.chaos.people import Request
from tests.chaos.traffic import Fault, Moment, Server
from tests.chaos.traffic import Request as Asked

WIDE = {"bibs": "read-write", "users": "read-write"}

#: What each form asks for; None: not a whole request.
FORMS: dict[str, Mapping[str, Mapping[str, str]] | None] = {
    "sandbox": {"sandbox": BIBS},
    "both": {"production": BIBS, "sandbox": BIBS},
    "wide": {"sandbox": WIDE},
    "unclear": None,
}
_PLACES = {"sandbox": "premium sandbox", "both": "both", "wide": "premium sandbox", "unclear": ""}

REVIEW = re.compile(r"review:(\d+)")
_APPROVED = re.compile(r"alma-key-approved(-[1-9]\d*)?")


def words(form: str) -> str:
    grants = next(iter((FORMS[form] or FORMS["sandbox"] or {}).values()))
    level = next(iter(grants.values()))
    return (
        "Please give us an Alma API key.\n\n*Project or integration the key is for:* Spine labels\n"
        f"*Environment (production / premium sandbox / both):* {_PLACES[form]}\n"
        f"*Areas of Alma:* {', '.join(grants).title()}\n*Access (read-only / read-write):* {level}\n"
    )


class Judge:
    """Notes what Keydesk reads, and says of each share call what speaks against it. `forms`: which from which event."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._read = self._asked = 0
        self._done: list[str] = []
        self.forms: list[tuple[int, str]] = []
        self.shared: list[str] = []
        self.wrong: list[str] = []

    def __call__(self, request: Asked, moment: Moment) -> Fault | None:
        event = self._run.scene.desk.history.event
        if request.server is Server.DESK and moment is Moment.BEFORE:
            if request.name == f"GET /rest/api/3/issue/{self._ticket.id}":
                self._read, self._done = event, []
            elif "user/groups" in request.name:
                self._asked = event
        if request.name == "ItemsSharesCreate" and moment is Moment.BEFORE:
            self.shared.append(request.name)
            self.wrong += self._against(self._run.scene.vault.messages[-1].parameters)
            self.wrong += [f"shared on a ticket read before {each}" for each in self._done]
        if request.writes and moment is Moment.BEFORE:
            self._done.append(request.name)
        return None

    @property
    def _ticket(self) -> Request:
        return self._run.requests[0]

    @property
    def newest_review(self) -> int:
        """The number of the newest review on the ticket; 1 while there is none."""
        comments = self._run.scene.desk.ticket(self._ticket.id).comments
        return max(
            (int(found[1]) for each in comments if (found := REVIEW.fullmatch(_mark(each.properties)))), default=1
        )

    def _against(self, call: Any) -> Iterator[str]:
        then, group = self._as_of(self._read), self._as_of(self._asked).get(Group, self._run.scene.reviewers)
        ticket = then.get(Ticket, self._ticket.id)
        reporter = then.get(Person, ticket.reporter)
        recipients = [each["parameters"]["email"] for each in call["params"]["recipients"]]
        if recipients != [reporter.address]:
            yield "shared with somebody who is not the reporter"
        if ticket.resolved or then.get(Project, ticket.project).key != "LIB":
            yield "shared although the ticket was closed, or elsewhere"
        if any(self._setter(ticket, each) in group.members for each in ("alma-key-denied", "keydesk-off")):
            yield "shared against a reviewer's word"
        if not any(self._approves(ticket, label, group) for label in ticket.labels if _APPROVED.fullmatch(label)):
            yield "shared without an approval that counts"
        if not self._is_asked_for(call["item"], self._form_at(self._read)):
            yield "shared a key that the ticket does not ask for"

    def _as_of(self, event: int) -> Snapshot:
        return self._run.scene.desk.history.snapshot(event)

    def _setter(self, ticket: Ticket, label: str) -> str | None:
        entry = _set_last(ticket, label)
        return entry.author if entry else None

    def _approves(self, ticket: Ticket, label: str, group: Group) -> bool:
        """Set by an active reviewer who has no part in it, on the newest review, and nothing else asked since."""
        entry = _set_last(ticket, label)
        if entry is None or entry.author not in group.members or entry.author in {ticket.reporter, ticket.creator}:
            return False
        if not self._as_of(self._asked).get(Person, entry.author).active:
            return False
        reviews = [each for each in ticket.comments if REVIEW.fullmatch(_mark(each.properties))]
        if not reviews or reviews[-1].created >= entry.at:
            return False
        newest = _mark(reviews[-1].properties).removeprefix("review:")
        number = label.removeprefix("alma-key-approved").removeprefix("-")
        form = self._form_at(self._run.scene.desk.history.event_at(entry.at))
        return number in ("", newest) and form == self._form_at(self._read)

    def _form_at(self, event: int) -> str:
        return next(form for since, form in reversed(self.forms) if since <= event)

    def _is_asked_for(self, item: Any, form: str) -> bool:
        value = next(each["value"] for each in item["fields"] if each["id"] == "credential")
        key, wanted = self._run.scene.alma.key(value), FORMS[form] or {}
        return key is not None and wanted.get(key.environment) == key.grants


def _set_last(ticket: Ticket, label: str) -> Entry | None:
    """The newest entry by which this label came to be on the ticket, if it is on it."""
    if label not in ticket.labels:
        return None
    sets = (
        entry
        for entry in reversed(ticket.changes)
        for item in entry.items
        if item.field == "labels" and label in (item.new or "").split() and label not in (item.old or "").split()
    )
    return next(sets, None)


def _mark(properties: Mapping[str, Any]) -> str:
    return str((properties.get("keydesk.mark") or {}).get("mark", ""))
