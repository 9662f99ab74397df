"""How much one ticket, one reviewer, one reporter or one rule of the help desk's can have Keydesk do."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.decide import decide
from app.core.rules.issuing import MOST_BY_ONE
from app.core.steps import Begin
from app.errors import Transient
from app.store import models
from tests.e2e.world import FORM, World, form

BIBS = {"bibs": "read-only"}


def test_forty_alternating_edits_get_six_comments_a_day_at_most(keydesk: World) -> None:
    """A thousand, without a network, are in tests/core."""
    desk, dana = keydesk.scene.desk, keydesk.scene.people.dana
    ticket = keydesk.request("production")
    keydesk.settle()
    for number in range(40):
        where = "production" if number % 2 else "production and premium sandbox"
        words = form(purpose="Labels", environment=where, areas="Bibs", access="read-only")
        desk.edit(ticket, dana, description=words)
        keydesk.settle()
    assert len(keydesk.comments(ticket)) == 6
    assert keydesk.labels(ticket) == {"alma-key-stuck"}


def test_a_rule_that_sets_the_label_again_and_again_is_told_three_times_and_then_left_alone(keydesk: World) -> None:
    desk = keydesk.scene.desk
    ticket = keydesk.reviewed()
    rule = desk.person("Approve everything", type="app")
    before = len(keydesk.comments(ticket))
    for _ in range(12):
        if "alma-key-approved" not in keydesk.labels(ticket):
            keydesk.approve(ticket, by=rule.id)
        keydesk.settle()
    said = keydesk.internal(ticket)
    assert len(keydesk.comments(ticket)) - before == 4
    assert sum("set by an app or a rule" in each for each in said) == 3
    assert sum("is set again and again" in each for each in said) == 1
    assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-stuck"}
    assert keydesk.shares() == 0


def lists(keydesk: World, vault: str) -> int:
    wanted = keydesk.scene.settings[f"OP_{vault}_VAULT"]
    messages = keydesk.scene.vault.messages
    return sum((each.operation, each.vault_id) == ("ItemsList", wanted) for each in messages)


def test_five_hundred_waiting_orders_cost_one_list_of_the_vault_for_each_sweep(keydesk: World) -> None:
    """The five hundred are copies of one order's rows: nothing about them is news to a sweep."""
    first, _ = keydesk.ordered()
    keydesk.sweep()
    desk = keydesk.scene.desk
    desk.webhooks.send_to(None)
    opened = [desk.open_ticket(keydesk.scene.people.dana, "API key", "Same again") for _ in range(499)]
    with keydesk.house.store.writing() as db:
        ticket = db.execute(select(models.tickets)).one()._asdict()
        key = db.execute(select(models.keys)).one()._asdict()
        for each in opened:
            told = each.updated.replace(microsecond=each.updated.microsecond // 1000 * 1000)
            db.execute(models.tickets.insert().values({**ticket, "id": each.id, "ref": each.key, "seen_updated": told}))
            names = {"name": f"{each.key} labels", "operation": each.id, "order_code": f"{each.key}-production"}
            db.execute(models.keys.insert().values({**key, **names, "id": None, "ticket_id": each.id}))
    assert len(keydesk.orders()) == 500
    before = lists(keydesk, "DEPOSIT")
    assert [keydesk.sweep() for _ in range(3)] == [1, 1, 1]
    assert lists(keydesk, "DEPOSIT") - before == 3
    assert lists(keydesk, "STOCK") <= 1
    value = keydesk.scene.make_key("production", BIBS)
    keydesk.put_into_vault(f"{keydesk.ref(first)}-production", value)
    keydesk.sweep()
    assert keydesk.opened(first) == value
    assert lists(keydesk, "DEPOSIT") - before == 5


def test_the_eleventh_key_of_an_hour_on_one_reviewers_approvals_waits_for_the_next(keydesk: World) -> None:
    for _ in range(MOST_BY_ONE + 2):
        keydesk.scene.stock_key("sandbox", BIBS)
    people = keydesk.scene.people
    asking = [people.dana, people.omar, people.eve]
    tickets = [keydesk.reviewed(by=asking[number % 3]) for number in range(MOST_BY_ONE + 2)]
    keydesk.scene.desk.webhooks.hold()
    for ticket in tickets:
        keydesk.approve(ticket, by=people.jane)
    keydesk.scene.desk.webhooks.release()
    keydesk.settle()
    issued = [each for each in tickets if "alma-key-issued" in keydesk.labels(each)]
    held = [each for each in tickets if each not in issued]
    assert (len(issued), keydesk.shares()) == (MOST_BY_ONE, MOST_BY_ONE)
    for ticket in held:
        assert keydesk.labels(ticket) == {"alma-key-approved", "alma-key-review"}
        keydesk.look(ticket)
        [told] = [each for each in keydesk.internal(ticket) if "is still waiting" in each]
        assert "at most 10 keys an hour on one reviewer's approvals" in told
        assert "is still waiting" not in "".join(keydesk.public(ticket))
    keydesk.pass_time(timedelta(minutes=61), step=timedelta(minutes=10))
    assert all("alma-key-issued" in keydesk.labels(each) for each in tickets)
    assert keydesk.shares() == MOST_BY_ONE + 2


def test_looks_at_the_same_moment_do_not_begin_more_keys_together_than_may_be(
    keydesk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both were decided while there was room for one; the second is turned away where it would be written."""
    monkeypatch.setattr("app.core.rules.issuing.MOST_BY_ONE", 1)
    tickets = [keydesk.reviewed(), keydesk.reviewed()]
    for ticket in tickets:
        keydesk.approve(ticket)
    house = keydesk.house
    views = [house.observer.view(ticket) for ticket in tickets]
    steps = [decide(view).step for view in views]
    assert [type(step) for step in steps] == [Begin, Begin]
    house.looker.performer.perform(steps[0], views[0])  # type: ignore[arg-type]
    with pytest.raises(Transient, match="limit of keys"):
        house.looker.performer.perform(steps[1], views[1])  # type: ignore[arg-type]
    keydesk.settle()
    assert [keydesk.labels(each) & {"alma-key-order", "alma-key-review"} for each in tickets] == [
        {"alma-key-order"},
        {"alma-key-review"},
    ]


def test_a_reporters_sixth_request_waits_until_one_of_the_others_is_done(keydesk: World) -> None:
    people = keydesk.scene.people
    for _ in range(5):
        keydesk.scene.stock_key("sandbox", BIBS)
    tickets = [keydesk.request() for _ in range(6)]
    other = keydesk.request(by=people.ravi)
    keydesk.settle()
    waiting = [each for each in tickets if not keydesk.comments(each)]
    assert len(waiting) == 1
    assert keydesk.labels(waiting[0]) == set()
    assert keydesk.comments(other)
    done = next(each for each in tickets if each not in waiting)
    keydesk.approve(done)
    keydesk.settle()
    assert "alma-key-issued" in keydesk.labels(done)
    keydesk.pass_time(timedelta(minutes=61), step=timedelta(minutes=61))
    assert keydesk.labels(waiting[0]) == {"alma-key-review"}


def test_what_happens_in_other_projects_leaves_no_row(keydesk: World) -> None:
    desk, dana = keydesk.scene.desk, keydesk.scene.people.dana
    elsewhere = desk.project("PRIV", "Somebody's own")
    for number in range(20):
        ticket = desk.open_ticket(dana, "API key", form(**dict.fromkeys(FORM, "all")), project=elsewhere)
        desk.comment(ticket, f"More of it: {number}", dana)
        desk.label(ticket, "alma-key-approved", by=keydesk.scene.people.jane)
    assert keydesk.settle() >= 20
    assert {each.status for each in desk.webhooks.attempts} == {202}
    with keydesk.house.store.reading() as db:
        rows = {
            name: db.scalar(select(func.count()).select_from(table)) for name, table in models.metadata.tables.items()
        }
    assert {name: count for name, count in rows.items() if count} == {"desk": 1}
    assert keydesk.writes() == []
