"""That what watches over all end-to-end tests would see a fault."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.stage import Stage
from tests.e2e.watching import Event, unguarded
from tests.e2e.world import World

START = datetime(2026, 11, 24, tzinfo=UTC)


def test_a_call_to_the_outside_within_a_transaction_is_seen(keydesk: World, library: Stage) -> None:
    watch = library.watch
    assert keydesk.house.vault is not None
    calls = watch.calls
    with keydesk.house.store.reading():
        keydesk.house.desk.account()
        keydesk.house.vault.stock()
    assert (watch.calls - calls, len(watch.faults)) == (2, 2)
    keydesk.house.desk.account()
    assert len(watch.faults) == 2
    watch.faults.clear()


@pytest.mark.parametrize(
    ("told", "faults"),
    [
        ("check issue:1 group share:1", 0),
        ("issue:1 group share:1", 0),
        ("issue:1 group check share:1", 1),
        ("check issue:2 group share:1", 1),
        ("check group share:1", 1),
        ("check issue:1 share:1", 1),
        ("check issue:1 group share:1 share:1", 1),
        ("check issue:1 group share:1 issue:1 group share:1", 0),
    ],
)
def test_a_share_call_without_fresh_reads_is_seen(told: str, faults: int) -> None:
    moments = [each.partition(":") for each in told.split()]
    seen = [Event(START + timedelta(seconds=n), what, ticket) for n, (what, _, ticket) in enumerate(moments)]
    assert len(unguarded(seen)) == faults
