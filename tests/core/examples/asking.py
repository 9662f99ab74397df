"""What the requester is asked, and to whom a key can go."""

from dataclasses import replace

from app.core.case import Kind
from app.core.reading import Reply
from tests.core.build import (
    AGATHA,
    DANA,
    NARROW,
    NO_ENVIRONMENT,
    NO_LEVEL,
    NOTHING_KNOWN,
    RULE,
    answered,
    approved,
    asked,
    asking,
    begun,
    commented,
    edited,
    key,
    later,
    obtained,
    person,
    reading,
    replied,
    ruled_by,
    said,
)
from tests.core.moments import Example, told_refusal

EXAMPLES: tuple[Example, ...] = (
    ("what is missing is asked", lambda: asking(NO_ENVIRONMENT), "say question 1"),
    ("everything that is missing is asked at once", lambda: asking(NOTHING_KNOWN), "say question 1"),
    (
        "a guarded level without an explanation is asked about",
        lambda: asking(reading(key(configuration="read-write"), explained=False)),
        "say question 1",
    ),
    ("the question waits", lambda: asked(asking(NO_ENVIRONMENT)), "label +alma-key-incomplete"),
    (
        "a question whose fate is in doubt is not written again at once",
        lambda: asked(asking(NO_ENVIRONMENT), posted=False),
        "rest, again in 1 min",
    ),
    (
        "a question that is still in doubt after a minute is written again",
        lambda: later(asked(asking(NO_ENVIRONMENT), posted=False), 1),
        "say question 1",
    ),
    (
        "a question in doubt comes before the judgement of its answer",
        lambda: later(answered(asked(asking(NO_ENVIRONMENT), posted=False), "er", NO_ENVIRONMENT), 1),
        "say question 1",
    ),
    (
        "a question in doubt is left alone once nothing is missing",
        lambda: answered(asked(asking(NO_ENVIRONMENT), posted=False), "sandbox", NARROW),
        "lay review 1",
    ),
    (
        "an answer that completes it is laid before reviewers",
        lambda: answered(asked(asking(NO_ENVIRONMENT)), "sandbox", NARROW),
        "lay review 1",
    ),
    (
        "when something else is missing it is asked once more",
        lambda: answered(asked(asking(NOTHING_KNOWN)), "sandbox", replied(NO_LEVEL, Reply.ANSWER)),
        "say question 2",
    ),
    (
        "when the same is missing a person takes over",
        lambda: answered(asked(asking(NO_ENVIRONMENT)), "the usual", replied(NO_ENVIRONMENT, Reply.ANSWER)),
        "say handover",
    ),
    (
        "there is no third question",
        lambda: answered(asked(answered(asked(asking(NOTHING_KNOWN)), "prod", NO_LEVEL), 2), "bibs", NO_ENVIRONMENT),
        "say handover",
    ),
    *(
        (
            f"a reply that is a {reply.value} goes to a person at once",
            lambda reply=reply: answered(asked(asking(NOTHING_KNOWN)), "hm", replied(NO_LEVEL, reply)),
            "say handover",
        )
        for reply in (Reply.QUESTION, Reply.UNSURE, Reply.ARGUMENT)
    ),
    *(
        (
            f"a reply that is {reply.value} leaves the question open",
            lambda reply=reply: answered(asked(asking(NO_ENVIRONMENT)), "hm", replied(NO_ENVIRONMENT, reply)),
            "label +alma-key-incomplete",
        )
        for reply in (Reply.PROMISE, Reply.THANKS, Reply.AUTOMATIC)
    ),
    (
        "the words as they were asked about need no second question",
        lambda: edited(
            edited(asked(asking(NO_ENVIRONMENT)), "for labels", NO_ENVIRONMENT), "for spine labels", NO_ENVIRONMENT
        ),
        "label +alma-key-incomplete",
    ),
    (
        "while a colleague had the last word nothing is asked",
        lambda: commented(asking(NO_ENVIRONMENT), "which one?", AGATHA),
        "rest",
    ),
    (
        "a colleague's internal note is not the last word",
        lambda: commented(asking(NO_ENVIRONMENT), "who is this?", AGATHA, public=False),
        "say question 1",
    ),
    (
        "somebody else's word on the portal is not a colleague's",
        lambda: commented(asking(NO_ENVIRONMENT), "me too", person("carl", kind=DANA.kind)),
        "say question 1",
    ),
    (
        "an app's word is not a colleague's",
        lambda: commented(asking(NO_ENVIRONMENT), "we got your ticket", RULE),
        "say question 1",
    ),
    (
        "an anonymous word is not a colleague's",
        lambda: commented(asking(NO_ENVIRONMENT), "hello", None),
        "say question 1",
    ),
    (
        "after the requester's own next words it is asked",
        lambda: answered(commented(asking(NO_ENVIRONMENT), "which one?", AGATHA), "er", NO_ENVIRONMENT),
        "say question 1",
    ),
    (
        "a person is not promised where a colleague has answered already",
        lambda: commented(
            answered(asked(asking(NO_ENVIRONMENT)), "which is which?", replied(NO_ENVIRONMENT, Reply.QUESTION)),
            "the sandbox is a copy",
            AGATHA,
        ),
        "label +alma-key-incomplete",
    ),
    (
        "the staff are told that a person was promised",
        lambda: said(
            answered(asked(asking(NO_ENVIRONMENT)), "?", replied(NO_ENVIRONMENT, Reply.QUESTION)), Kind.HANDOVER
        ),
        "say handover-note",
    ),
    (
        "then a person has it",
        lambda: said(
            said(answered(asked(asking(NO_ENVIRONMENT)), "?", replied(NO_ENVIRONMENT, Reply.QUESTION)), Kind.HANDOVER),
            Kind.HANDOVER_NOTE,
        ),
        "label +alma-key-help",
    ),
    (
        "after that a complete request still goes to the reviewers",
        lambda: answered(
            said(said(asked(asking(NO_ENVIRONMENT)), Kind.HANDOVER), Kind.HANDOVER_NOTE), "sandbox", NARROW
        ),
        "lay review 1",
    ),
    (
        "a request that became incomplete gives back what was taken",
        lambda: edited(obtained(begun(approved())), "hm", NO_LEVEL),
        "judge refused CHANGED",
    ),
    (
        "and, that being told, before anything is asked",
        lambda: told_refusal(
            edited(obtained(begun(approved())), "hm", NO_LEVEL), "900:alma-key-approved", "CHANGED", n=1
        ),
        "release production",
    ),
    ("without a reporter nobody can be sent a link", lambda: asking(reporter=None), "say no-recipient NOBODY"),
    (
        "a deactivated reporter gets nothing",
        lambda: asking(reporter=person("dana", active=False)),
        "say no-recipient INACTIVE",
    ),
    ("an app gets nothing", lambda: asking(reporter=RULE), "say no-recipient APP"),
    (
        "a shared account gets nothing",
        lambda: ruled_by(asking(), shared_accounts=frozenset({"dana"})),
        "say no-recipient SHARED",
    ),
    (
        "without an address nobody can be sent a link",
        lambda: replace(asking(), address=None),
        "say no-recipient NO_ADDRESS",
    ),
    (
        "a doubtful address gets nothing",
        lambda: replace(asking(), address="d\u0430na@duke.edu"),
        "say no-recipient BAD_ADDRESS",
    ),
    (
        "that is told once",
        lambda: said(replace(asking(), address=None), Kind.NO_RECIPIENT, "NO_ADDRESS"),
        "label +alma-key-help",
    ),
    (
        "another reason is told too",
        lambda: said(replace(asking(), address="a@b@c"), Kind.NO_RECIPIENT, "NO_ADDRESS"),
        "say no-recipient BAD_ADDRESS",
    ),
)
