"""From an approval to the link: keys that are right, and all those that are not."""

from datetime import datetime, timedelta

import pytest

from app.core.findings import Verdict
from app.demo.helpdesk.faults import Fault
from app.demo.loopback import DROP, Moment
from app.demo.onepassword import RATE_LIMITED, Message
from app.errors import Permanent
from app.flow.records import judged
from app.store import audit
from tests.e2e.ordering import entries
from tests.e2e.world import NewWorld, World
from tests.store.rows import APPROVAL

BIBS = {"bibs": "read-only"}
MINUTE = timedelta(minutes=1)


def test_a_key_that_can_do_more_is_not_kept_and_the_row_to_remove_is_named(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS | {"users": "read-only"})
    done = keydesk.hand_in(order, value)
    assert (done.kept, done.findings.verdict) == (False, Verdict.TOO_BROAD)
    keydesk.settle()
    assert keydesk.items("DEPOSIT") == []
    assert (keydesk.shares(), keydesk.orders()) == (0, [order])
    keydesk.scene.alma.edit_key(value, BIBS)
    assert keydesk.hand_in(order, value).kept
    keydesk.settle()
    assert keydesk.opened(ticket) == value


def test_a_key_found_in_the_vault_that_can_do_more_is_told_once_and_tried_again_until_it_is_mended(
    keydesk: World,
) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS | {"users": "read-only"})
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    told = keydesk.internal(ticket)[-1]
    assert "can do more than approved: Users can also be read" in told
    assert "remove the row Users" in told
    said = len(keydesk.comments(ticket))
    keydesk.pass_time(30 * MINUTE, step=10 * MINUTE)
    assert len(keydesk.comments(ticket)) == said
    keydesk.scene.alma.edit_key(value, BIBS)
    keydesk.pass_time(10 * MINUTE, step=5 * MINUTE)
    assert keydesk.opened(ticket) == value


def test_a_key_that_can_do_less_is_not_delivered_and_the_row_to_add_is_named(keydesk: World) -> None:
    ticket, order = keydesk.ordered(areas="Bibs, Users")
    value = keydesk.scene.make_key("production", BIBS)
    assert keydesk.hand_in(order, value).findings.verdict is Verdict.TOO_NARROW
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    assert "Users cannot be read" in keydesk.internal(ticket)[-1]
    assert keydesk.shares() == 0


def test_a_key_that_sleeps_for_some_minutes_is_waited_for_without_a_word(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    wakes = keydesk.clock.now + 6 * MINUTE
    value = keydesk.scene.make_key("production", BIBS, active_from=wakes)
    keydesk.put_into_vault(order, value)
    said = len(keydesk.comments(ticket))
    keydesk.sweep()
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    assert len(keydesk.comments(ticket)) == said
    keydesk.pass_time(5 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value


def test_a_key_that_never_wakes_is_called_dead_after_a_quarter_of_an_hour(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    keydesk.put_into_vault(order, "l8xx" + "0" * 32)
    keydesk.sweep()
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert "is refused everywhere" in keydesk.internal(ticket)[-1]
    assert keydesk.shares() == 0


def test_a_key_of_another_institution_is_not_kept(keydesk: World) -> None:
    _, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.scene.alma.add_key(value, "production", BIBS, institution="01OTHER_INST")
    assert keydesk.hand_in(order, value).findings.verdict is Verdict.ELSEWHERE


def test_the_same_value_twice_is_refused_and_told_whose_it_is(keydesk: World) -> None:
    first, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.hand_in(order, value)
    keydesk.settle()
    second, order = keydesk.ordered(purpose="Kiosk")
    with pytest.raises(Permanent) as refused:
        keydesk.hand_in(order, value)
    assert f"already the key {keydesk.ref(first)} spine-labels-at-lilly production" in refused.value.person
    keydesk.put_into_vault(order, value)
    keydesk.sweep()
    assert f"already the key {keydesk.ref(first)}" in keydesk.internal(second)[-1]
    assert keydesk.dead() == [f"ticket:{second}"]
    assert keydesk.shares() == 1


def test_something_that_is_no_key_is_refused_and_never_sent_to_alma(keydesk: World) -> None:
    _, order = keydesk.ordered()
    for value in ("hunter2 hunter2 hunter2", "l8xx" + "0" * 31, "x" * 36):
        with pytest.raises(Permanent) as refused:
            keydesk.hand_in(order, value)
        assert "This is not an Alma key" in refused.value.person
        assert value not in refused.value.person
    assert keydesk.scene.alma.calls == []


def test_an_order_that_nobody_gave_or_that_has_its_key_takes_none(keydesk: World) -> None:
    _, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    with pytest.raises(Permanent, match="no order LIB-0-production"):
        keydesk.hand_in("LIB-0-production", value)
    keydesk.hand_in(order, value)
    with pytest.raises(Permanent, match="has its key"):
        keydesk.hand_in(order, keydesk.scene.make_key("production", BIBS))


def test_a_key_is_handed_in_only_while_its_order_is_approved(keydesk: World) -> None:
    ticket, order = keydesk.ordered()
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.scene.desk.unlabel(ticket, "alma-key-approved", by=keydesk.scene.people.jane)
    with pytest.raises(Permanent, match="not approved now"):
        keydesk.hand_in(order, value)
    keydesk.approve(ticket)
    keydesk.pause()
    with pytest.raises(Permanent) as refused:
        keydesk.hand_in(order, value)
    assert "issuing is paused" in refused.value.person
    assert keydesk.scene.alma.calls == []
    keydesk.resume()
    assert keydesk.hand_in(order, value).kept


def test_a_key_of_other_grants_or_of_the_other_environment_stays_in_stock(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", {"bibs": "read-write"})
    keydesk.scene.stock_key("sandbox", BIBS | {"courses": "read-only"})
    keydesk.scene.stock_key("production", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.orders() == [f"{keydesk.ref(ticket)}-sandbox"]
    assert len(keydesk.items("STOCK")) == 3


def test_one_key_in_stock_serves_one_of_two_tickets(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    tickets = [keydesk.reviewed(purpose=f"Project {each}") for each in ("A", "B")]
    for ticket in tickets:
        keydesk.approve(ticket)
    keydesk.settle()
    assert (keydesk.shares(), len(keydesk.orders())) == (1, 1)


def test_a_stock_key_that_another_installation_has_claimed_is_left_alone(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    [item] = keydesk.items("STOCK")
    item.body["tags"].append("claimed:somebody-else")
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert len(keydesk.orders()) == 1
    assert "claimed:somebody-else" in keydesk.items("STOCK")[0].tags


def test_what_is_misfiled_in_the_stock_is_never_read_out(keydesk: World) -> None:
    vault = keydesk.scene.settings["OP_STOCK_VAULT"]
    tags = ("service:alma", "environment:sandbox", "grant:bibs=read-only")
    keydesk.scene.vault.account.add_item(vault, "my bank", "hunter2", tags, category="Login")
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    assert len(keydesk.orders()) == 1
    assert keydesk.scene.alma.calls == []
    assert not [each for each in keydesk.scene.vault.messages if each.operation == "ItemsGet"]


@pytest.mark.parametrize("moment", list(Moment))
@pytest.mark.parametrize("operation", ["ItemsPut", "ItemsCreate", "ItemsSharesCreate", "ItemsArchive"])
def test_an_answer_of_the_vault_that_is_lost_leads_to_one_key_and_one_published_link(
    keydesk: World, operation: str, moment: Moment
) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    faults = [DROP]

    def lose(at: Moment, message: Message) -> object:
        return faults.pop() if faults and at is moment and message.operation == operation else None

    keydesk.scene.vault.hook = lose  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(10 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value
    assert len(keydesk.scene.links_of(ticket)) == 1
    assert len(keydesk.scene.desk.ticket(ticket).links) == 1
    assert (len(keydesk.items("ISSUED")), keydesk.items("STOCK")) == (1, [])
    assert "alma-key-issued" in keydesk.labels(ticket)


def test_a_day_without_calls_to_the_vault_delays_and_loses_nothing(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.vault.hook = lambda at, _: RATE_LIMITED if at is Moment.BEFORE else None
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(hours=3), step=timedelta(hours=1))
    assert keydesk.dead() == []
    assert keydesk.house.worker.health().trouble is not None
    keydesk.scene.vault.hook = None
    keydesk.pass_time(10 * MINUTE, step=5 * MINUTE)
    assert keydesk.opened(ticket) == value
    assert keydesk.house.worker.health().trouble is None


def test_an_alma_that_does_not_answer_delays_and_delivers_nothing_unchecked(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.alma.hook = lambda at, _: DROP if at is Moment.BEFORE else None
    keydesk.approve(ticket)
    keydesk.settle()
    assert keydesk.shares() == 0
    assert "alma-key-order" in keydesk.labels(ticket)
    keydesk.scene.alma.hook = None
    keydesk.pass_time(20 * MINUTE, step=MINUTE)
    assert keydesk.opened(ticket) == value


def test_a_check_older_than_a_quarter_of_an_hour_is_made_again_before_the_link(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    desk = keydesk.scene.desk

    def out(*_: object) -> None:
        desk.faults.add(Fault("GET /rest/api/3/issue/[0-9]+$", times=None, status=503))
        keydesk.scene.alma.hook = None

    keydesk.scene.alma.hook = out  # type: ignore[assignment]
    keydesk.approve(ticket)
    keydesk.settle()
    checks = len(keydesk.scene.alma.calls)
    assert checks
    keydesk.pass_time(timedelta(hours=1), step=20 * MINUTE)
    desk.faults.clear()
    keydesk.pass_time(timedelta(hours=1), step=20 * MINUTE)
    assert len(keydesk.scene.alma.calls) == 2 * checks
    assert keydesk.opened(ticket) == value


def test_a_link_that_could_not_be_published_is_made_three_times_and_then_a_person_is_asked_for(
    keydesk: World,
) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.scene.desk.faults.add(Fault("POST .*/remotelink$", times=None, status=503))
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.pass_time(timedelta(hours=6), step=10 * MINUTE)
    assert keydesk.shares() == 3
    assert keydesk.scene.links_of(ticket) == []
    assert "was made three times" in keydesk.internal(ticket)[-1]
    assert "alma-key-stuck" in keydesk.labels(ticket)


def test_the_rename_of_a_stock_key_is_asked_for_once(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    keydesk.look(ticket)
    told = [each for each in keydesk.internal(ticket) if f"ending in {value[-4:]}" in each]
    assert len(told) == 1
    assert f"{keydesk.ref(ticket)} spine-labels-at-lilly sandbox" in told[0]


def test_an_approval_that_nobody_used_for_a_fortnight_is_refused_and_reviewed_anew(keydesk_with: NewWorld) -> None:
    keydesk = keydesk_with(APPROVAL_TTL="14d")
    ticket, order = keydesk.ordered()
    keydesk.pass_time(timedelta(days=15))
    keydesk.put_into_vault(order, keydesk.scene.make_key("production", BIBS))
    keydesk.sweep()
    assert keydesk.shares() == 0
    assert [each for each in keydesk.internal(ticket) if "too long ago" in each]
    assert "now with LSIS for review" in keydesk.public(ticket)[-1]
    keydesk.approve(ticket, by=keydesk.scene.people.omar)
    keydesk.settle()
    assert keydesk.shares() == 1


def test_each_reading_of_a_value_is_in_the_audit_with_its_step_and_without_the_value(keydesk: World) -> None:
    value = keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    keydesk.settle()
    [(_, _, row)] = entries(keydesk, "value read")
    assert (row["why"], row["vault"]) == ("check", "stock")
    assert row["item"] == keydesk.items("STOCK", archived=True)[0].id
    with keydesk.house.store.reading() as db:
        assert not [each for each in audit.entries(db) if value in each.detail]


def test_a_decision_is_in_the_audit_with_the_group_its_answer_and_when_it_was_asked(keydesk: World) -> None:
    keydesk.scene.stock_key("sandbox", BIBS)
    ticket = keydesk.reviewed()
    for person in (keydesk.scene.people.dana, keydesk.scene.people.jane):
        keydesk.approve(ticket, by=person)
        keydesk.settle()
    rows = [(action, row) for _, action, row in entries(keydesk, "ruling", "approved", "shared")]
    assert [(action, row["reviewer"]) for action, row in rows] == [
        ("ruling", False),
        ("approved", True),
        ("shared", True),
    ]
    assert {row["group"] for _, row in rows} == {keydesk.scene.settings["REVIEWER_GROUP"]}
    questions = [each.at for each in keydesk.calls() if "/user/groups" in each.path]
    for _, row in rows:
        asked = datetime.fromisoformat(row["asked_at"])
        assert any(timedelta() < question - asked < timedelta(seconds=1) for question in questions)


def test_when_the_group_was_asked_stays_what_it_was_however_long_the_look_takes(keydesk: World) -> None:
    ticket = keydesk.reviewed()
    keydesk.approve(ticket)
    view = keydesk.house.observer.view(ticket)
    keydesk.clock.advance(MINUTE)
    after = keydesk.house.observer.after(view, view.ticket)
    assert after.now - view.now >= MINUTE
    assert judged(APPROVAL, after)["asked_at"] == judged(APPROVAL, view)["asked_at"]
