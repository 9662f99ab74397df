"""What a machine reads of how Keydesk stands, and that it is only where it should be."""

import socket
from datetime import timedelta

import httpx
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from app import measuring
from app.core.case import State
from app.errors import Misconfigured, Permanent, Transient
from app.flow.stocktaking import Profile, Stock
from app.flow.turn import Trouble
from app.flow.worker import Health
from app.store import desk, tickets, work
from app.store.session import Store
from app.web.metrics import WAITS_FOR, Standing, registry, serving
from tests.store.rows import LATER, NOW, known

WELL = Health(beat=NOW, running=2, trouble=None)


def standing(store: Store, health: Health = WELL, stock: Stock | None = None) -> Standing:
    return Standing(store, lambda: LATER, lambda: health, lambda: stock)


def figures(made: CollectorRegistry) -> dict[tuple[str, ...], float]:
    """By name and the values of the labels in the order of their names."""
    families = text_string_to_metric_families(generate_latest(made).decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def test_the_work_is_told_as_the_database_has_it(store: Store) -> None:
    with store.writing() as db:
        for subject in ("ticket:1", "ticket:1", "ticket:2", "ticket:3"):
            work.mark(db, subject, NOW)
        seen = work.begin(db, "ticket:2", NOW)
        assert seen
        work.fail(db, seen, LATER + timedelta(hours=1), "Misconfigured", NOW)
        seen = work.begin(db, "ticket:3", NOW)
        assert seen
        work.bury(db, seen, "Permanent", NOW)
    told = figures(registry(standing(store)))
    assert {
        name: told[f"keydesk_{name}",] for name in ("subjects", "marks_total", "due", "oldest_due_seconds", "dead")
    } == {
        "subjects": 3,
        "marks_total": 4,
        "due": 1,
        "oldest_due_seconds": 3600,
        "dead": 1,
    }
    assert told["keydesk_failing", "Misconfigured"] == 1
    assert told["keydesk_database_up",] == 1


def test_marks_are_counted_for_good_also_where_no_row_stays(store: Store) -> None:
    with store.writing() as db:
        desk.first_start(db, NOW)
        for subject in ("ticket:1", "ticket:2", "ticket:2"):
            work.mark(db, subject, NOW)
        seen = work.begin(db, "ticket:2", NOW)
        assert seen
        work.forget(db, seen, NOW)
    told = figures(registry(standing(store)))
    assert (told["keydesk_subjects",], told["keydesk_marks_total",]) == (1, 3)


def test_what_is_due_only_later_has_not_waited(store: Store) -> None:
    with store.writing() as db:
        work.mark(db, "ticket:1", NOW, LATER + timedelta(hours=1))
    assert figures(registry(standing(store)))["keydesk_oldest_due_seconds",] == 0


def test_each_open_ticket_waits_for_somebody_or_for_nobody(store: Store) -> None:
    assert WAITS_FOR.keys() == set(State)
    with store.writing() as db:
        for number, state in enumerate((State.INCOMPLETE, State.REVIEW, State.REVIEW, State.STUCK, State.REVIEW)):
            tickets.know_ticket(db, str(number), f"LIB-{number}", "alma", NOW, state, reporter=None)
        tickets.set_left(db, ["4"], NOW)
        known(db, "5", "LIB-5")
    told = {labels[1:]: value for labels, value in figures(registry(standing(store))).items() if "tickets" in labels[0]}
    assert told == {
        ("silent", "nobody"): 1,
        ("incomplete", "requester"): 1,
        ("review", "reviewer"): 2,
        ("order", "lsis"): 0,
        ("help", "lsis"): 0,
        ("issued", "nobody"): 0,
        ("stuck", "lsis"): 1,
    }


def test_the_audits_newest_number_is_a_figure(store: Store) -> None:
    assert figures(registry(standing(store)))["keydesk_audit_rows",] == 0
    for _ in range(3):
        with store.writing() as db:
            store.audit.append(db, "keydesk", "checked", None, {}, NOW)
    assert figures(registry(standing(store)))["keydesk_audit_rows",] == 3


def test_the_worker_and_the_stock_are_told_as_this_process_knows_them(store: Store) -> None:
    stock = Stock(NOW, {Profile("alma", "sandbox", "bibs=read-only"): 3})
    told = figures(registry(standing(store, stock=stock)))
    assert told["keydesk_beat_timestamp_seconds",] == NOW.timestamp()
    assert told["keydesk_looks_running",] == 2
    assert told["keydesk_misconfigured",] == 0
    assert told["keydesk_stock_free", "sandbox", "bibs=read-only", "alma"] == 3
    ill = Health(None, 0, Trouble("Misconfigured", "The token has run out.", NOW, ours=True))
    told = figures(registry(standing(store, ill)))
    assert (told["keydesk_beat_timestamp_seconds",], told["keydesk_misconfigured",]) == (0, 1)
    assert not [labels for labels in told if labels[0] == "keydesk_stock_free"]


def test_a_database_that_is_away_is_a_figure_and_no_failure(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_store: Store) -> None:
        raise Transient("database: 57P01", "The database could not be used just now.")

    monkeypatch.setattr(Store, "reading", away)
    told = figures(registry(standing(store)))
    assert told["keydesk_database_up",] == 0
    assert ("keydesk_due",) not in told
    assert told["keydesk_looks_running",] == 2


def test_the_figures_are_served_at_their_address_until_the_end(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/metrics"
    with serving("127.0.0.1", port, standing(store)):
        answer = httpx.get(url, trust_env=False)
        assert "keydesk_due 0.0" in answer.text
        assert "process_resident_memory_bytes" in answer.text
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)
    with serving("127.0.0.1", port, standing(store)):
        assert httpx.get(url, trust_env=False).status_code == 200


def test_an_address_that_is_taken_is_refused_with_what_to_do(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(Misconfigured) as refused, serving("127.0.0.1", port, standing(store)):
            pass
    assert f"KEYDESK_METRICS_ADDR is 127.0.0.1:{port}" in refused.value.person


def test_a_call_is_counted_by_its_status_also_where_no_answer_came() -> None:
    before = counted("1password")
    with measuring.UpstreamCall("1password") as call:
        call.status = "done"
    with pytest.raises(TimeoutError), measuring.UpstreamCall("1password"):
        raise TimeoutError
    after = counted("1password")
    assert {status: after[status] - before.get(status, 0) for status in after} == {"done": 1, "no answer": 1} | {
        status: 0 for status in after if status not in ("done", "no answer")
    }


def counted(upstream: str) -> dict[str, float]:
    samples = [sample for family in measuring.UPSTREAM.collect() for sample in family.samples]
    ours = [each for each in samples if each.name.endswith("_count") and each.labels["upstream"] == upstream]
    return {each.labels["status"]: each.value for each in ours}


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (Transient("x", "x"), "transient"),
        (Misconfigured("x", "x"), "misconfigured"),
        (Permanent("x", "x"), "permanent"),
        (KeyError("LIB-1"), "unforeseen"),
    ],
)
def test_an_error_is_counted_under_its_kind_and_never_its_words(error: Exception, word: str) -> None:
    assert measuring.outcome_of(error) == word
