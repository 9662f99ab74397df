"""A key that is long in coming: the staff and the requester are told once, and the work goes on."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.demo.loopback import DROP, Moment
from app.demo.onepassword import RATE_LIMITED
from app.store import audit
from tests.e2e.test_texts import SIGNED, internal, lines, public
from tests.e2e.world import World

BIBS = {"bibs": "read-only"}
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def alma_is_away(keydesk: World) -> None:
    keydesk.scene.alma.hook = lambda at, _: DROP if at is Moment.BEFORE else None


def the_vault_is_away(keydesk: World) -> None:
    keydesk.scene.vault.hook = lambda at, _: DROP if at is Moment.BEFORE else None


def the_vault_turns_us_away(keydesk: World) -> None:
    keydesk.scene.vault.hook = lambda at, _: RATE_LIMITED if at is Moment.BEFORE else None


def all_is_back(keydesk: World) -> None:
    keydesk.scene.alma.hook = keydesk.scene.vault.hook = None


@pytest.mark.parametrize(
    ("away", "whose"),
    [
        (alma_is_away, "Alma does not"),
        (the_vault_is_away, "1Password or Alma does not"),
        (the_vault_turns_us_away, "1Password or Alma does not"),
    ],
)
def test_an_answer_that_lacks_for_an_hour_is_told_once_and_looked_for_without_end(
    keydesk: World, away: Callable[[World], None], whose: str
) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    before = len(keydesk.internal(ticket))
    away(keydesk)
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(50 * MINUTE, step=5 * MINUTE)
    assert len(keydesk.internal(ticket)) == before
    assert keydesk.house.vitals.checks()["answers"]()
    keydesk.pass_time(40 * MINUTE, step=5 * MINUTE)
    assert internal(keydesk, ticket) == [
        "@Jane Roe, KEY spine-labels-at-lilly sandbox is still waiting. Nothing is lost.",
        f"Why: {whose} give me an answer that I need, and has not for more than an hour.",
        "What now: nothing; I go on trying, and the key goes to its requester by itself. If it lasts, please tell"
        " whoever operates Keydesk.",
    ]
    assert not keydesk.house.vitals.checks()["answers"]()
    keydesk.pass_time(timedelta(days=3), step=6 * HOUR)
    assert len(keydesk.internal(ticket)) == before + 1
    assert keydesk.dead() == []
    all_is_back(keydesk)
    keydesk.pass_time(HOUR, step=5 * MINUTE)
    assert keydesk.opened(ticket) == value
    assert keydesk.house.vitals.checks()["answers"]()


def test_a_vault_that_is_away_hides_no_ticket_from_the_sweep(keydesk: World) -> None:
    keydesk.ordered()
    the_vault_is_away(keydesk)
    keydesk.scene.desk.webhooks.hold()
    ticket = keydesk.request("")
    keydesk.sweep()
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    assert "alma-key-incomplete" in keydesk.labels(ticket)


def test_who_waits_for_longer_than_a_day_for_a_key_made_by_hand_is_told_so_once(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    keydesk.pass_time(23 * HOUR, step=HOUR)
    before = len(keydesk.public(ticket))
    keydesk.pass_time(2 * HOUR, step=HOUR)
    assert public(keydesk, ticket) == [
        "Hello,",
        "good news: LSIS has approved your key for Alma production. It is being made by hand; you will get the link"
        " here. Nothing to do for you.",
        SIGNED,
    ]
    keydesk.pass_time(timedelta(days=5))
    assert len(keydesk.public(ticket)) == before + 1
    keydesk.hand_in(order, value := keydesk.scene.make_key("production", BIBS))
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_what_was_delivered_is_not_denied_when_the_other_key_is_declined(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed("production and premium sandbox")
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.scene.desk.label(ticket, "alma-key-approved-1", by=keydesk.scene.people.dana)
    keydesk.scene.desk.label(ticket, "alma-key-denied", by=keydesk.scene.people.omar)
    keydesk.settle()
    assert public(keydesk, ticket)[1] == (
        "LSIS has decided to issue no further key here. What was delivered stays as it is: Alma premium sandbox. If"
        " something changes, reply here and we look at it again."
    )
    [refused] = [each for each in keydesk.internal(ticket) if "I could not take alma-key-approved and" in each]
    assert "What was delivered stays (Alma premium sandbox); no other key was sent." in refused


def test_a_label_with_the_number_of_no_review_is_told_which_there_is(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    keydesk.approve(ticket, label="alma-key-approved-7")
    keydesk.settle()
    assert internal(keydesk, ticket) == [
        "@Jane Roe, I could not take alma-key-approved-7 and have removed it. No key was made.",
        "Why: there is no review 7; the newest is 1.",
        "What now: if you agree with review 1, please set alma-key-approved.",
    ]


def test_an_order_says_whose_address_could_not_be_compared(keydesk: World) -> None:
    people = keydesk.scene.people
    keydesk.scene.desk.change_address(people.jane, "jane@lib.example.edu", shown=False)
    ticket = keydesk.reviewed("production")
    keydesk.approve(ticket)
    keydesk.settle()
    assert lines(keydesk, ticket, keydesk.internal(ticket)[-1])[-1] == (
        "Jira does not show me the e-mail address of Jane Roe, so I could not compare it with the requester's: please"
        " be sure that they are two people."
    )
    with keydesk.house.store.reading() as db:
        [approved] = [each for each in audit.entries(db) if (each.action, each.ticket_id) == ("approved", ticket)]
    assert json.loads(approved.detail)["address_compared"] is False
