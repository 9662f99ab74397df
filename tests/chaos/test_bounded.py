"""A bounded part of `make chaos`, at a few points of each sweep, and the judge judged."""

from collections.abc import Iterable, Iterator
from itertools import count, islice

import pytest
from sqlalchemy import text, update

from app.store.models import audit
from tests.chaos import anyorder, changes, crashes, faults, fleet, restore, together, worlds
from tests.chaos.judge import refusals, violations, whole
from tests.chaos.library import BIBS, BOTH, Library, Run
from tests.chaos.people import Request
from tests.chaos.report import Outcome
from tests.store.databases import needs_postgres


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library.opened() as opened:
        yield opened


@pytest.fixture
def postgres() -> Iterator[Library]:
    with Library.opened(postgres=True) as opened:
        yield opened


def all_well(outcomes: Iterable[Outcome]) -> list[str]:
    """What was struck; nothing may be wrong."""
    seen = list(outcomes)
    assert [(each.done, each.violations) for each in seen if each.violations] == []
    return [each.done for each in seen if each.done]


@pytest.mark.parametrize("point", crashes.Point, ids=lambda point: point.value)
def test_a_worker_that_dies_anywhere_is_made_up_for_by_the_next(library: Library, point: crashes.Point) -> None:
    assert len(all_well(islice(crashes.sweep(library, point, count(23)), 1))) == 1


def test_a_command_that_dies_after_it_put_the_key_away_leaves_no_second_copy(library: Library) -> None:
    sweep = crashes.sweep(library, crashes.Point.BEFORE_COMMIT, count(3), by_command=True)
    assert len(all_well(islice(sweep, 1))) == 1


def test_keys_that_a_command_put_into_the_stock_before_it_died_are_not_put_there_again(library: Library) -> None:
    assert len(all_well(islice(crashes.filling(library, crashes.Point.DONE, count(30)), 1))) == 1


@pytest.mark.parametrize(("name", "n"), [("401", 30), ("404", 5), ("connection dropped after (lost reply)", 9)])
def test_a_fault_that_lasts_holds_a_ticket_up_and_no_longer_than_it_lasts(library: Library, name: str, n: int) -> None:
    [kind] = [each for each in faults.KINDS if each.name == name]
    assert len(all_well(islice(faults.until_mended(library, kind, count(n)), 1))) == 1


@pytest.mark.parametrize(("name", "n"), [("403", 7), ("connection dropped after (lost reply)", 31)])
def test_a_call_that_fails_for_everybody_holds_tickets_up_and_no_longer_than_it_fails(
    library: Library, name: str, n: int
) -> None:
    [kind] = [each for each in faults.KINDS if each.name == name]
    assert len(all_well(islice(faults.for_everybody(library, kind, count(n)), 1))) == 1


@pytest.mark.parametrize("change", changes.CHANGES, ids=lambda change: change.name)
def test_nothing_is_shared_after_the_approval_ended(library: Library, change: changes.Change) -> None:
    """The last moment at which a change can still be seen."""
    assert len(all_well(islice(changes.sweep(library, change, count(29)), 1))) == 1


def test_whatever_happens_in_whatever_order_nothing_is_shared_that_was_not_approved(library: Library) -> None:
    assert len(all_well([anyorder.lives(library, 1, examples=10)])) == 1


def test_a_label_counts_only_if_the_review_stood_there_when_it_was_set(library: Library) -> None:
    assert len(all_well(anyorder.labelled(library, count(1)))) > 4


def test_no_key_is_given_twice_after_an_older_copy_of_the_database_is_restored(library: Library) -> None:
    assert len(all_well(islice(restore.sweep(library, count(8, 56)), 2))) == 2


@pytest.mark.parametrize("world", worlds.WORLDS[:3], ids=lambda world: world.name)
def test_a_ticket_gets_through_an_unkind_world(library: Library, world: worlds.World) -> None:
    all_well([worlds.live_in(library, world)])


@pytest.mark.parametrize("outage", worlds.OUTAGES, ids=lambda outage: outage.name)
def test_a_database_that_cannot_be_written_to_costs_time_and_nothing_else(
    library: Library, outage: worlds.Outage
) -> None:
    all_well(islice(worlds.without_database(library, outage, count(41)), 1))


def test_two_installations_with_one_vault_never_give_one_key_to_two_tickets(library: Library) -> None:
    all_well([together.twins(library, 4)])


@needs_postgres
def test_workers_and_web_processes_die_and_are_replaced_and_nothing_is_lost(postgres: Library) -> None:
    all_well([fleet.storm(postgres, tickets=4, kills=3, workers=3, webs=2, seed=1)])


@needs_postgres
def test_another_worker_goes_on_with_a_dead_ones_ticket_within_two_seconds(postgres: Library) -> None:
    all_well([together.taken_over(postgres)])


def _say_again(run: Run, ticket: Request) -> None:
    mark = {"keydesk.mark": {"mark": "review:1", "internal": False}}
    run.scene.desk.comment(ticket.id, "Again", run.scene.people.bot, properties=mark)


def _tell_the_key(run: Run, ticket: Request) -> None:
    run.scene.desk.comment(ticket.id, f"It is {next(iter(ticket.made.values()))}", run.scene.people.bot)


def _claim(run: Run, _ticket: Request) -> None:
    free = next(each for each in run.items("OP_STOCK_VAULT") if not each.archived)
    free.body["tags"] = [*free.body["tags"], "claimed:nobody"]


def _issue_again(run: Run, _ticket: Request) -> None:
    one = next(each for each in run.items("OP_ISSUED_VAULT"))
    vault = run.scene.settings["OP_ISSUED_VAULT"]
    run.scene.vault.account.add_item(vault, one.title, one.value())


def _forge(run: Run, _ticket: Request) -> None:
    with run.house.store.writing() as db:
        for name in db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            db.exec_driver_sql(f"DROP TRIGGER {name}")
        db.execute(update(audit).where(audit.c.number == 3).values(actor="somebody"))


def _log(run: Run, ticket: Request) -> None:
    with run.library.log.open("a") as log:
        log.write(next(iter(ticket.made.values())))


def test_what_went_wrong_is_seen(library: Library) -> None:
    with library.run() as run:
        run.stocks("sandbox", BIBS, 2)
        ticket = run.opens(BOTH)
        assert run.goes_on()
        assert [*violations(run), *refusals(run)] == []
        for spoil in (_say_again, _tell_the_key, _claim, _issue_again, _forge, _log):
            before = len(whole(run))
            spoil(run, ticket)
            assert len(whole(run)) > before, spoil.__name__
