"""The facts of refusals: why a label did not count, and who can do what now."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.core.acts import Denied, Refused, Unknown, Why, number_of
from app.core.approval import Approved
from app.core.case import Key, Kind
from app.core.complete import requested
from app.core.document import Mention
from app.core.request import differences
from app.core.rules.issuing import MOST_BY_ONE, MOST_IN_ALL, held_until
from app.core.steps import Say
from app.core.ticket import Person
from app.core.view import View, requesters
from app.wording import phrases
from app.wording.requesting import approving_label

Facts = Mapping[str, Any]

_ANOTHER = "another reviewer can set the label; nothing else is needed"

_TEXTS: Mapping[Why, tuple[str, str]] = {
    Why.OWN_REQUEST: ("it is your own request, and a key needs a second pair of eyes", _ANOTHER),
    Why.OPENED_FOR_ANOTHER: ("you opened this ticket, and a key needs a second pair of eyes", _ANOTHER),
    Why.WAS_REPORTER: ("you were this ticket's reporter, and a key needs a second pair of eyes", _ANOTHER),
    Why.IS_RECIPIENT: ("the key would go to your own address, and a key needs a second pair of eyes", _ANOTHER),
    Why.EDITED_REQUEST: ("you changed the words of this request, and a key needs a second pair of eyes", _ANOTHER),
    Why.INACTIVE: ("the account that set it is deactivated", "a reviewer can set the label"),
    Why.NOT_REVIEWER: (
        "this is for the reviewers' group, and you are not in it at the moment",
        "the reviewers have the ticket in their queue",
    ),
    Why.AT_CREATION: (
        "the label was on the ticket from the start; nobody set it after reading the request",
        "if you are a reviewer and agree, please set it again",
    ),
    Why.BY_APP: (
        "it was set by an app or a rule. Those cannot approve: Jira does not say who pressed the button",
        "please set it by hand",
    ),
    Why.MOVED: ("the ticket came from another project with the label on it", "please review it here"),
    Why.REVIEW_ALTERED: (
        "a comment of mine that showed the request was edited or deleted, so nobody can say what was approved",
        "a new review follows; if you agree, please set its label",
    ),
    Why.TOO_OLD: (
        "the approval was given too long ago, and the key was not handed in",
        "a new review follows; if you still agree, please set its label",
    ),
}


def refusal(say: Say, view: View) -> Facts:
    answer = say.answer
    if not isinstance(answer, Refused):
        raise ValueError("a refusal tells of a refused act")
    why, now = _text(view, answer)
    return {"who": _mention(answer.actor), "label": answer.label, "why": why, "now": now, "made": _made(view)}


def held(say: Say, view: View) -> Facts:
    answer = say.answer
    if isinstance(answer, Approved) and say.key is not None:
        waits = {"label": say.key.name, "made": "Nothing is lost."}
        return {"who": _mention(answer.actor), **waits, **_no_answer(view, say.key)}
    if isinstance(answer, Approved):
        too_many = _too_many(view, answer.actor)
        return {"who": _mention(answer.actor), "label": answer.label, "made": _made(view), **too_many}
    if not isinstance(answer, Unknown):
        raise ValueError("only an act that waits is held")
    why = {
        Why.GROUP_UNKNOWN: "I cannot reach Jira's group list to confirm that you are a reviewer",
        Why.NO_HISTORY: "I cannot read this ticket's whole history",
    }.get(answer.why, answer.why.value)
    now = "nothing; I go on trying, and tell you when it is done"
    return {"who": _mention(answer.actor), "label": answer.label, "why": why, "now": now, "made": _made(view)}


def _no_answer(view: View, key: Key) -> Facts:
    service = view.catalogue.title
    whose = f"{service} does not" if key.unanswered_since is not None else f"1Password or {service} does not"
    return {
        "why": f"{whose} give me an answer that I need, and has not for more than an hour",
        "now": "nothing; I go on trying, and the key goes to its requester by itself. If it lasts, please tell whoever "
        "operates Keydesk",
    }


def _made(view: View) -> str:
    """What became of the ticket's keys, where something was refused or waits."""
    given = phrases.given(view)
    if given:
        return f"What was delivered stays ({phrases.listed(given)}); no other key was sent."
    return "No key was sent." if any(key.source for key in view.case.keys) else "No key was made."


def _too_many(view: View, actor: Person) -> Facts:
    until = held_until(view, actor.id, 1)
    when = f" at {phrases.within_a_day(until, view.now, view.policy.time_zone)}" if until else ""
    return {
        "why": f"I begin at most {MOST_BY_ONE} keys an hour on one reviewer's approvals, and {MOST_IN_ALL} a day in "
        "all, and so many were begun",
        "now": f"nothing; I go on by myself{when}. If these approvals are not yours, take the labels off and have an "
        "operator run keydesk pause",
    }


def denied(say: Say, view: View) -> Facts:
    """The reason is the reviewer's own public comment of the day before the label, if there is one."""
    answer = say.answer
    if not isinstance(answer, Denied):
        raise ValueError("only a denial is told")
    day_before = answer.at - timedelta(days=1)
    own = [
        comment
        for comment in view.seen.comments
        if comment.public
        and comment.author is not None
        and comment.author.id == answer.actor.id
        and comment.author.id not in requesters(view.seen)
        and day_before <= comment.created <= answer.at
    ]
    made = any(key.source for key in view.case.keys)
    return {"reason": bool(own), "given": phrases.listed(phrases.given(view)), "made": made}


def stuck(say: Say, view: View) -> Facts:  # noqa: ARG001
    if say.note:
        return {"why": say.note, "now": "When it is put right, an operator runs keydesk retry on this ticket."}
    if say.about.startswith("restored:"):
        return {
            "why": f"A key ({say.about.removeprefix('restored:')}) was delivered on this ticket, and my database, "
            "which was restored from an older copy, does not know it. I will not issue another one here.",
            "now": "Please see in 1Password which key it is and note it down; a new key needs a ticket of its own.",
        }
    if say.key is not None and say.about.startswith("otherwise:"):
        return {
            "why": f"A link to {say.key.name} was made for an earlier review and could not be published, and what has "
            "been approved since is another key.",
            "now": "Please delete that key at the vendor's, and ask for the new one on a ticket of its own.",
        }
    if say.key is not None:
        return {
            "why": f"The link to {say.key.name} was made three times and could not be published.",
            "now": "Please tell whoever operates Keydesk: when it is put right, keydesk retry on "
            "this ticket has the link made once more.",
        }
    return {
        "why": "A label that does not count is set again and again; I have stopped taking it off.",
        "now": "Please take it off and see which rule or person sets it.",
    }


def _text(view: View, answer: Refused) -> tuple[str, str]:
    newest = view.case.newest_review()
    plain, numbered = f"{view.prefix}-approved", f"{view.prefix}-approved-{newest.n if newest else 1}"
    if answer.why is Why.DENIED:
        return (
            f"{view.prefix}-denied is set as well, and it wins",
            f"if that was a mistake, take {view.prefix}-denied off and set the approval again",
        )
    if answer.why is Why.NUMBER_NEEDED:
        return (
            "the request now asks for more than an earlier review showed, so the label must name the review",
            f"if you agree, please set {numbered}",
        )
    if answer.why is Why.OTHER_NUMBER:
        return _other_number(view, answer)
    if answer.why is Why.BEFORE_REVIEW:
        again = f"{_review_of(view)}; if you agree, please set it again"
        return "it came before there was a complete request to read", again
    if answer.why is Why.CHANGED:
        return _changed(
            view, answer
        ), f"a new review follows; if you agree, please set the label it names ({plain} or {plain}-…)"
    return _TEXTS[answer.why]


def _other_number(view: View, answer: Refused) -> tuple[str, str]:
    """A label with a number under which nothing was laid before the reviewers, or under which something older was."""
    number, newest = number_of(answer.label, view.prefix), view.case.newest_review()
    if newest is None or newest.request is None:
        return f"there is no review {number} here", "my review will follow; if you agree, please set the label it names"
    there = number in view.case.review_numbers()
    why = f"it is for review {number}, which is not the newest any more" if there else f"there is no review {number}"
    label = approving_label(view, str(newest.n), newest.request)
    return f"{why}; the newest is {newest.n}", f"if you agree with review {newest.n}, please set {label}"


def _review_of(view: View) -> str:
    """Where the review is that the label should have waited for."""
    newest = view.case.newest_review()
    note = view.case.comment(Kind.REVIEW_NOTE, str(newest.n)) if newest else None
    if note is None or note.posted_at is None:
        return "my review will follow"
    return f"my review comment is of {phrases.clock(note.posted_at, view.policy.time_zone)}"


def _changed(view: View, answer: Refused) -> str:
    """What became of the request since the review that the label was for."""
    when = f" at {phrases.clock(answer.at, view.policy.time_zone)}" if answer.at else ""
    reviews = [each.request for each in view.case.reviews() if each.request is not None]
    approved = [each.request for each in view.case.reviews() if each.n == answer.n]
    now = requested(view) or (reviews[-1] if reviews else None)
    then = approved[0] if approved else None
    if then is not None and now == then and len(reviews) > 1:
        then = reviews[-2]
    if now is None or then is None or now == then:
        return f"the request changed after your label{when}"
    return f"the request changed after your label{when}: {phrases.listed(differences(then, now, view.catalogue))}"


def _mention(person: Person | None) -> Mention | None:
    return Mention(person.id, person.name) if person is not None else None
