"""The facts of the page where a key is handed in: what to make, for whom and on whose word, and what its check shows.

The page is for the staff: addresses stand there in full. Nothing is claimed that was not tried.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.core.approval import Approved
from app.core.case import Key
from app.core.catalogue import Catalogue
from app.core.findings import Agreement, AreaFinding, Findings, Result, Verdict
from app.core.view import View
from app.wording import phrases

Facts = Mapping[str, Any]

_LABELS = {
    Result.RIGHT: "Right",
    Result.MISSING: "Missing",
    Result.TOO_BROAD: "Too broad",
    Result.CANNOT_BE_TESTED: "Cannot be tested",
    Result.UNKNOWN: "No answer",
}


#: What is not right is not kept, so that it has to come anew.
_AGAIN = {
    Verdict.TOO_BROAD: "Then hand in the same key again: it was not kept.",
    Verdict.TOO_NARROW: "Then hand in the same key again: it was not kept.",
    Verdict.UNKNOWN: "The key was not kept, so please hand it in again then.",
}


class Stage(StrEnum):
    """How far an order has come."""

    OPEN = "open"
    WRONG = "wrong"
    UNDER_WAY = "under-way"
    DELIVERED = "delivered"


def order(view: View, key: Key) -> Facts:
    """What to make and for whom; `environments` are those that the key's rows could show."""
    ticket, review = view.seen, view.case.newest_review()
    request = review.request if review is not None else None
    reporter = ticket.reporter
    return {
        "code": key.order_code or "",
        "name": key.name,
        "title": phrases.key_title(view.catalogue, key.environment),
        "environment": phrases.vendors_environment(key.environment),
        "environments": environments(view.catalogue),
        "rows": phrases.rows(view.catalogue, key),
        "service": view.catalogue.title,
        "ref": ticket.ref,
        "ticket": f"{ticket.site}/browse/{ticket.ref}",
        "purpose": request.purpose if request is not None else "",
        "recipient": reporter.name if reporter is not None else "",
        "address": key.recipient.address,
    }


def environments(catalogue: Catalogue) -> Mapping[str, str]:
    """The environments as the vendor's site calls them, by id."""
    return {each.id: phrases.vendors_environment(each.id) for each in catalogue.environments}


def approval(view: View, approved: Approved) -> Facts:
    return {
        "by": approved.actor.name,
        "at": phrases.moment(approved.at, view.policy.time_zone),
        "review": approved.n,
    }


def stage(view: View, key: Key) -> Facts:
    """How far the order has come, and what is wrong with the key that was handed in."""
    facts = {"is": _stage(key).value, "open": key.open_order, "problem": "", "remedy": "", "checked": ""}
    if _stage(key) is Stage.WRONG and key.findings is not None:
        problem, remedy = phrases.problem_of(view.catalogue, key.findings)
        checked = phrases.moment(key.findings.checked_at, view.policy.time_zone)
        return {**facts, "problem": problem, "remedy": remedy, "checked": checked}
    if key.delivered_at is not None:
        return {**facts, "checked": phrases.moment(key.delivered_at, view.policy.time_zone)}
    return facts


def area(catalogue: Catalogue, finding: AreaFinding) -> Facts:
    """One area's result as a word, and what was found."""
    return {
        "title": phrases.area_title(catalogue, finding.area),
        "result": finding.result.value,
        "label": _LABELS[finding.result],
        "words": _words(catalogue, finding),
    }


def outcome(view: View, findings: Findings, *, stored: bool) -> Facts:
    """What became of a key that was tried; `stored`: it was handed in before, and lies in its vault."""
    if findings.verdict is Verdict.RIGHT:
        told = findings.environment is Agreement.AGREES
        return {"title": "Right", "right": True, "told": told, "problem": "", "remedy": ""}
    problem, remedy = phrases.problem_of(view.catalogue, findings)
    if findings.verdict is Verdict.DEAD:
        remedy = f"A key that was made just now may need some minutes to work. {remedy}"
    if not stored:
        remedy = f"{remedy} {_AGAIN.get(findings.verdict, '')}".rstrip()
    return {"title": "Not right", "right": False, "told": False, "problem": f"The key {problem}.", "remedy": remedy}


def failure(words: str) -> Facts:
    """The check did not come to its end, or what it found could not be kept."""
    return {"title": "Not finished", "right": False, "told": False, "problem": words, "remedy": ""}


def _stage(key: Key) -> Stage:
    if key.delivered_at is not None:
        return Stage.DELIVERED
    if key.source_item is None:
        return Stage.OPEN
    wrong = key.findings is not None and key.findings.verdict is not Verdict.RIGHT
    return Stage.WRONG if wrong else Stage.UNDER_WAY


def _words(catalogue: Catalogue, finding: AreaFinding) -> str:
    if finding.granted is None:
        return {
            Result.RIGHT: "no access, as it should be",
            Result.TOO_BROAD: f"can be {_which(finding, Result.TOO_BROAD)}, and was not approved",
        }.get(finding.result, f"whether there is access could not be learnt: {catalogue.title} gave no clear answer")
    approved = catalogue.level(finding.granted).title
    return {
        Result.RIGHT: f"{approved}, as approved",
        Result.TOO_BROAD: f"can also be {_which(finding, Result.TOO_BROAD)}; approved is {approved}",
        Result.MISSING: f"cannot be {_which(finding, Result.MISSING)}; approved is {approved}",
        Result.CANNOT_BE_TESTED: f"can be read; approved is {approved}, and writing cannot be tried without a change",
        Result.UNKNOWN: f"{catalogue.title} gave no clear answer; approved is {approved}",
    }[finding.result]


def _which(finding: AreaFinding, result: Result) -> str:
    return " and ".join(word for word, found in (("read", finding.read), ("written", finding.write)) if found is result)
