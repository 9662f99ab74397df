"""Tickets, requests, approvals and findings such as the tests of the queries need."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from app.core.case import Key, Ruling, State, Verdict
from app.core.findings import Agreement, AreaFinding, Findings, Result
from app.core.reading import Asks, Evidence, KeyAsked, Missing, Reading, Reply
from app.core.request import KeyRequest, KeySpec, Recipient
from app.store import cases, keys, tickets

NOW = datetime(2026, 11, 22, 9, 0, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TICKET = "10021"
DANA = Recipient("account-dana", "dana@duke.example")

READING = Reading(
    asks=Asks.NEW,
    keys=(KeyAsked("production", {"bibs": "read-only", "acquisition": None}), KeyAsked(None, {})),
    missing=(Missing.ENVIRONMENT, Missing.ACCESS),
    suggest=("acquisition",),
    explained=False,
    evidence=(Evidence("area=bibs", 0, 3, 8, "Bibs\x00\ud800ß"),),
    purpose="spine labels",
    unclear=(Missing.ACCESS,),
    reply=Reply.QUESTION,
)
REQUEST = KeyRequest(
    site="https://jira.example",
    ticket_id=TICKET,
    project_id="10000",
    service="alma",
    keys=(KeySpec("production", (("bibs", "read-only"), ("acquisition", "read-write"))),),
    purpose="spine labels",
    explanation="they fall off",
    reporter="account-dana",
    creator="account-dana",
    recipient=DANA,
)
FINDINGS = Findings(
    checked_at=NOW,
    areas=(AreaFinding("bibs", "read-only", Result.RIGHT, Result.CANNOT_BE_TESTED),),
    institution=Agreement.AGREES,
    environment=Agreement.NOT_TOLD,
    remaining=None,
)
APPROVAL = Ruling("change-7", "alma-key-approved", "account-lsis", 1, Verdict.APPROVED, "", NOW)


def known(db: Connection, ticket_id: str = TICKET, ref: str = "LIB-412", service: str = "alma") -> str:
    tickets.know_ticket(db, ticket_id, ref, service, NOW, State.SILENT, reporter=None)
    return ticket_id


def waits(db: Connection, ticket_id: str = TICKET, ref: str = "LIB-412", state: State = State.ORDER) -> None:
    """The ticket waits for a key that somebody makes, or stands as `state` has it."""
    tickets.know_ticket(db, ticket_id, ref, "alma", NOW, state, reporter=None)


def wanted(environment: str = "production", **grants: str) -> keys.Wanted:
    spec = KeySpec(environment, tuple((grants or {"bibs": "read-only"}).items()))
    return keys.Wanted(spec, f"LIB-412 spine-labels {environment}")


def begun(db: Connection, ticket_id: str = TICKET, ref: str = "LIB-412", environment: str = "production") -> Key:
    """The row of a key that was approved just now."""
    known(db, ticket_id, ref)
    cases.record_ruling(db, ticket_id, APPROVAL)
    return keys.begin_keys(db, ticket_id, APPROVAL, DANA, [wanted(environment)])[0]


def key(db: Connection, like: Key, ticket_id: str = TICKET) -> Key:
    """The same key as its row is now."""
    return next(each for each in keys.keys_of(db, ticket_id) if each.id == like.id)
