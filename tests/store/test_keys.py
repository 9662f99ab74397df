"""Keys: never two for one place, never one item or one value for two, and nothing unsaid once a share call began."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.exc import IntegrityError

from app.core.case import Key, Source, State, Verdict
from app.core.findings import Agreement, AreaFinding, Result
from app.core.request import Recipient
from app.store import keys, models, tickets
from app.store.session import Store
from tests.store.rows import APPROVAL, DANA, FINDINGS, LATER, NOW, TICKET, begun, key, known, waits, wanted


def test_a_key_begins_with_what_was_approved_and_nothing_else(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
    assert (one.environment, one.serial, one.review, one.recipient) == ("production", 0, 1, DANA)
    assert one.grants == {"bibs": "read-only"}
    assert one.name == "LIB-412 spine-labels production"
    assert len(one.operation) == 32
    assert (one.checks, one.shares) == (0, 0)
    unset = ("source", "item", "findings", "verified_at", "shared_at", "order_code")
    assert {getattr(one, name) for name in unset} == {None}


def test_grants_keep_their_order(store: Store) -> None:
    with store.writing() as db:
        known(db)
        given = {"users": "read-only", "bibs": "read-write", "acquisition": "read-only"}
        (one,) = keys.begin_keys(db, TICKET, APPROVAL, DANA, [wanted("sandbox", **given)])
        assert list(key(db, one).grants.items()) == list(given.items())


def test_a_new_approval_rewrites_a_key_that_was_not_delivered(store: Store) -> None:
    eve = Recipient("account-eve", "eve@duke.example")
    with store.writing() as db:
        one = begun(db)
        keys.order_key(db, one.id, "LIB-412-production")
        keys.claim_source(db, one.id, Source.DEPOSIT, "item-1")
        keys.record_check(db, one.id, FINDINGS, NOW, "ab12", "print-1")
        before = key(db, one)
        again = replace(APPROVAL, change_id="change-9", request_n=2)
        (after,) = keys.begin_keys(db, TICKET, again, eve, [wanted(users="read-only")])
    assert after == replace(
        before, grants={"users": "read-only"}, recipient=eve, review=2, findings=None, verified_at=None, checks=0
    )


def test_a_new_approval_leaves_a_delivered_key_as_it_is(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.deliver(db, one.id, LATER)
        delivered = key(db, one)
        again = replace(APPROVAL, change_id="change-9", request_n=2)
        rows = keys.begin_keys(db, TICKET, again, DANA, [wanted(users="read-write"), wanted("sandbox")])
    assert delivered.delivered_at == LATER
    assert [each.environment for each in rows] == ["production", "sandbox"]
    assert rows[0] == delivered


@pytest.mark.parametrize(
    "ruling",
    [replace(APPROVAL, verdict=verdict) for verdict in Verdict if verdict is not Verdict.APPROVED]
    + [replace(APPROVAL, request_n=None)],
)
def test_only_an_approval_of_a_review_begins_keys(store: Store, ruling: object) -> None:
    with store.writing() as db:
        known(db)
        with pytest.raises(ValueError, match="approves nothing"):
            keys.begin_keys(db, TICKET, ruling, DANA, [wanted()])  # type: ignore[arg-type]
        assert keys.keys_of(db, TICKET) == ()


@pytest.mark.parametrize("same", ["operation", "order_code", "stock_item", "fingerprint"])
def test_what_names_one_key_never_names_two(store: Store, same: str) -> None:
    with store.writing() as db:
        known(db)
    row = {"ticket_id": TICKET, "environment": "production", "grants": {}, "recipient": {}, "review": 1, "name": ""}
    two = [
        {**row, "checks": 0, "shares": 0, "serial": serial, "operation": f"operation-{serial}", same: "the same"}
        for serial in (0, 1)
    ]
    with pytest.raises(IntegrityError), store.writing() as db:
        db.execute(insert(models.keys), two)


def test_no_two_keys_of_a_ticket_have_one_environment_and_serial(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        assert begun(db).id == one.id
        assert len(keys.keys_of(db, TICKET)) == 1


def test_an_item_serves_one_key(store: Store) -> None:
    with store.writing() as db:
        one, two = begun(db), begun(db, "2", "LIB-2")
        assert keys.claim_source(db, one.id, Source.STOCK, "item-1")
        assert keys.claim_source(db, one.id, Source.STOCK, "item-1")
        assert not keys.claim_source(db, two.id, Source.STOCK, "item-1")
        assert key(db, one).source_item == "item-1"
        assert key(db, two, "2").source is None
        assert keys.claimed_items(db) == {"item-1"}


def test_a_key_that_has_an_item_takes_no_second_one(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        assert keys.claim_source(db, one.id, Source.STOCK, "item-1")
        assert not keys.claim_source(db, one.id, Source.STOCK, "item-2")
        assert key(db, one).source_item == "item-1"


def test_a_released_item_may_serve_another_key_and_its_value_too(store: Store) -> None:
    with store.writing() as db:
        one, two = begun(db), begun(db, "2", "LIB-2")
        keys.claim_source(db, one.id, Source.STOCK, "item-1")
        keys.record_check(db, one.id, FINDINGS, NOW, "ab12", "print-1")
        keys.record_item(db, one.id, "issued-1")
        assert keys.release_source(db, one.id)
        assert keys.claimed_items(db) == frozenset()
        assert keys.claim_source(db, two.id, Source.STOCK, "item-1")
        assert keys.record_check(db, two.id, FINDINGS, NOW, "ab12", "print-1") is None
        free = key(db, one)
    assert replace(free, operation=one.operation) == one
    assert free.operation != one.operation


def test_no_item_is_released_once_a_share_call_began(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.claim_source(db, one.id, Source.STOCK, "item-1")
        assert keys.begin_share(db, one.id, 0, NOW, LATER)
        keys.lose_share(db, one.id)
        assert not keys.release_source(db, one.id)
        assert key(db, one).source_item == "item-1"


def wrong_deposit(db: Connection) -> Key:
    one = begun(db)
    keys.order_key(db, one.id, "LIB-412-production")
    keys.claim_source(db, one.id, Source.DEPOSIT, "item-1")
    wrong = AreaFinding("users", None, Result.TOO_BROAD, Result.RIGHT)
    keys.record_check(db, one.id, replace(FINDINGS, areas=(wrong,)), NOW, "ab12", "print-1")
    return key(db, one)


def test_another_value_takes_the_place_of_a_wrong_one_and_nothing_of_that_one_stays(store: Store) -> None:
    with store.writing() as db:
        wrong = wrong_deposit(db)
        assert keys.claim_instead(db, wrong.id, "item-1", "item-2")
        after = keys.one(db, wrong.id)
        assert not keys.claim_instead(db, wrong.id, "item-1", "item-3")
    assert (after.source, after.source_item, after.findings, after.fingerprint) == (
        Source.DEPOSIT,
        "item-2",
        None,
        None,
    )
    assert (after.checks, after.last4) == (0, None)
    assert after.operation != wrong.operation


def test_no_other_value_takes_the_place_of_one_that_was_shared_or_of_its_own_item(store: Store) -> None:
    with store.writing() as db:
        wrong, other = wrong_deposit(db), begun(db, "2", "LIB-2")
        keys.claim_source(db, other.id, Source.DEPOSIT, "item-2")
        assert not keys.claim_instead(db, wrong.id, "item-1", "item-2")
        assert keys.one(db, wrong.id) == wrong
        keys.begin_share(db, wrong.id, 0, NOW, LATER)
        assert not keys.claim_instead(db, wrong.id, "item-1", "item-3")


def test_an_order_whose_value_proved_wrong_is_open_again(store: Store) -> None:
    with store.writing() as db:
        wrong = wrong_deposit(db)
        waits(db)
        assert [each.key for each in keys.open_orders(db)] == [wrong]
        keys.record_item(db, wrong.id, "issued-1")
        assert keys.open_orders(db) == ()


def test_a_check_is_kept_whatever_it_found(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        for at in (NOW, LATER):
            assert keys.record_check(db, one.id, FINDINGS, at, "ab12", "print-1") is None
        checked = key(db, one)
    assert (checked.findings, checked.verified_at, checked.checks) == (FINDINGS, LATER, 2)
    assert (checked.last4, checked.fingerprint) == ("ab12", "print-1")


def test_it_is_known_since_when_no_check_of_a_key_could_tell_all(store: Store) -> None:
    unknown = replace(FINDINGS, institution=Agreement.UNKNOWN)
    with store.writing() as db:
        one, two = begun(db), begun(db, "10022", "LIB-413")
        tickets.know_ticket(db, "10021", "LIB-412", "alma", NOW, State.ORDER, reporter=None)
        for at in (NOW, LATER):
            keys.record_check(db, one.id, unknown, at, "ab12", "print-1")
        keys.record_check(db, two.id, unknown, NOW - timedelta(days=1), "cd34", "print-2")
        assert keys.keys_of(db, "10021")[0].unanswered_since == NOW
        assert keys.unanswered_since(db) == NOW  # the other ticket is not at an order
        keys.record_check(db, one.id, FINDINGS, LATER, "ab12", "print-1")
        assert keys.keys_of(db, "10021")[0].unanswered_since is None
        assert keys.unanswered_since(db) is None


def test_a_value_that_is_another_keys_is_refused_and_says_whose_it_is(store: Store) -> None:
    with store.writing() as db:
        one, two = begun(db), begun(db, "2", "LIB-2")
        keys.record_check(db, one.id, FINDINGS, NOW, "ab12", "print-1")
        refused = keys.record_check(db, two.id, FINDINGS, NOW, "ab12", "print-1")
        untouched = key(db, two, "2")
        keys.order_key(db, two.id, "LIB-2-production")
    assert refused == keys.AlreadyKnown(one.id, one.name, TICKET, "LIB-412")
    assert untouched == two


def test_share_calls_are_counted_for_a_keys_life(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        assert keys.begin_share(db, one.id, 0, NOW, LATER)
        assert key(db, one).shared_at == NOW
        keys.lose_share(db, one.id)
        assert key(db, one).shared_at is None
        assert keys.begin_share(db, one.id, 1, LATER, LATER)
        assert key(db, one).shares == 2


def test_of_two_who_share_a_key_only_the_first_may_and_the_other_sees_that_he_was_overtaken(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        assert keys.begin_share(db, one.id, 0, NOW, LATER)
        assert not keys.begin_share(db, one.id, 0, LATER, LATER)
        assert keys.link_made(db, one.id, 1, NOW, "trace-1")
        keys.lose_share(db, one.id)
        assert not keys.link_made(db, one.id, 1, NOW, "trace-2")
        assert keys.begin_share(db, one.id, 1, LATER, LATER)
        assert not keys.link_made(db, one.id, 1, NOW, "trace-2")
        assert key(db, one).link_trace is None


def test_a_lost_link_leaves_nothing_by_which_another_could_be_taken_for_it(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.begin_share(db, one.id, 0, NOW, LATER)
        keys.link_made(db, one.id, 1, NOW, "trace-1")
        made = key(db, one)
        keys.lose_share(db, one.id)
        assert key(db, one) == replace(one, shares=1)
    assert (made.shared_until, made.link_trace) == (LATER, "trace-1")


def test_a_share_call_that_was_refused_never_was(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.begin_share(db, one.id, 0, NOW, LATER)
        keys.unmake_share(db, one.id)
        assert key(db, one) == one


def test_a_person_may_allow_one_more_share_call_and_never_gets_the_value_back_into_stock(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.claim_source(db, one.id, Source.STOCK, "item-1")
        for count in range(3):
            keys.begin_share(db, one.id, count, NOW, LATER)
            keys.lose_share(db, one.id)
        assert keys.allow_share(db, TICKET, 3)
        assert not keys.allow_share(db, TICKET, 3)
        assert key(db, one).shares == 2
        assert not keys.release_source(db, one.id)


def test_an_order_is_open_until_a_value_was_handed_in(store: Store) -> None:
    with store.writing() as db:
        one, two = begun(db), begun(db, "2", "LIB-2")
        keys.order_key(db, one.id, "LIB-412-production")
        keys.order_key(db, two.id, "LIB-2-production")
        waits(db)
        waits(db, "2", "LIB-2")
        assert [each.code for each in keys.open_orders(db)] == ["LIB-412-production", "LIB-2-production"]
        keys.claim_source(db, one.id, Source.DEPOSIT, "item-1")
        assert keys.open_orders(db) == (keys.Order("LIB-2-production", key(db, two, "2"), "2", "LIB-2", "alma"),)
        assert keys.order(db, "LIB-412-production") is not None
        assert keys.order(db, "LIB-999-production") is None


@pytest.mark.parametrize("state", list(State))
def test_an_order_is_open_while_its_ticket_waits_for_it(store: Store, state: State) -> None:
    with store.writing() as db:
        keys.order_key(db, begun(db).id, "LIB-412-production")
        waits(db, state=state)
        assert bool(keys.open_orders(db)) is (state in (State.ORDER, State.STUCK))
        tickets.set_left(db, [TICKET], NOW)
        assert keys.open_orders(db) == ()


def test_the_issued_item_and_the_delivery_are_written_down(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.record_item(db, one.id, "issued-1")
        keys.deliver(db, one.id, LATER)
        assert (key(db, one).item, key(db, one).delivered_at) == ("issued-1", LATER)


def test_a_key_that_is_not_there_is_never_written_about(store: Store) -> None:
    with store.writing() as db, pytest.raises(LookupError):
        keys.deliver(db, 99, NOW)


def test_the_keys_begun_since_then_are_told_with_whose_approval_it_was(store: Store) -> None:
    with store.writing() as db:
        begun(db, "1", "LIB-1")
        begun(db, "2", "LIB-2")
        again = replace(APPROVAL, change_id="change-9", request_n=2, actor="account-other", at=LATER)
        keys.begin_keys(db, "1", again, DANA, [wanted()])
        known(db, "3", "LIB-3")
        keys.begin_keys(db, "3", replace(APPROVAL, at=LATER), DANA, [wanted(), wanted("sandbox")])
        before = NOW - timedelta(seconds=1)
        told = [("account-lsis", NOW), ("account-lsis", LATER), ("account-lsis", LATER), ("account-other", LATER)]
        assert sorted((each.approver, each.at) for each in keys.begun_since(db, before)) == told
        assert len(keys.begun_since(db, NOW)) == 3
        assert keys.begun_since(db, LATER) == ()


def test_an_issued_item_that_the_row_did_not_know_is_its_value_from_then_on(store: Store) -> None:
    with store.writing() as db:
        one = begun(db)
        keys.order_key(db, one.id, "LIB-412-production")
        waits(db)
        keys.take_up(db, one.id, "issued-1", "operation-1")
        after = key(db, one)
        assert keys.open_orders(db) == ()
    assert (after.source, after.source_item, after.operation) == (Source.ISSUED, "issued-1", "operation-1")


def test_a_delivery_that_the_row_did_not_know_is_taken_over_unless_the_value_is_anothers(store: Store) -> None:
    with store.writing() as db:
        one, two = begun(db), begun(db, "2", "LIB-2")
        assert keys.recover(db, one.id, "issued-1", "operation-1", "ab12", "print-1", LATER) is None
        after = key(db, one)
        refused = keys.recover(db, two.id, "issued-2", "operation-2", "ab12", "print-1", LATER)
        untouched = key(db, two, "2")
    assert (after.item, after.operation, after.last4) == ("issued-1", "operation-1", "ab12")
    assert (after.fingerprint, after.shares, after.shared_at) == ("print-1", 1, LATER)
    assert refused == keys.AlreadyKnown(one.id, one.name, TICKET, "LIB-412")
    assert untouched == two
