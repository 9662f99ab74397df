"""What the program tells of itself over HTTP, while things go well and while they do not."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app import __version__
from app.demo.helpdesk.faults import Fault
from tests.e2e.stage import Stage
from tests.e2e.world import World

Heartbeat = Callable[[], tuple[int, list[str]]]

WELL = {"database": True, "worker": True, "settings": True, "work": True, "answers": True, "statuses": True}


@pytest.fixture
def heartbeat(library: Stage) -> Heartbeat:
    """The heartbeat's status, and the checks that it says are bad."""

    def ask() -> tuple[int, list[str]]:
        answer = httpx.get(f"{library.web.url}/__heartbeat__", trust_env=False)
        assert set(answer.json()) == set(WELL)
        return answer.status_code, [name for name, good in answer.json().items() if not good]

    return ask


def test_while_all_is_well_the_heartbeat_is_green(keydesk: World, heartbeat: Heartbeat) -> None:
    keydesk.reviewed()
    assert heartbeat() == (200, [])


def test_a_right_that_we_lack_makes_it_red_until_it_is_given(keydesk: World, heartbeat: Heartbeat) -> None:
    keydesk.scene.desk.faults.add(Fault("GET .*/issue/", times=None, status=401))
    keydesk.request()
    keydesk.settle()
    assert heartbeat() == (503, ["settings"])
    keydesk.scene.desk.faults.clear()
    keydesk.pass_time(timedelta(minutes=10))
    assert heartbeat() == (200, [])


@pytest.mark.parametrize(("status", "answer"), [(403, (503, ["settings"])), (503, (200, []))])
def test_only_our_own_want_of_rights_makes_it_red_when_the_reviewers_cannot_be_asked_for(
    keydesk: World, heartbeat: Heartbeat, status: int, answer: tuple[int, list[str]]
) -> None:
    keydesk.scene.desk.faults.add(Fault("GET .*/user/groups", times=None, status=status))
    keydesk.approve(keydesk.reviewed())
    keydesk.settle()
    assert heartbeat() == answer


def test_work_that_nobody_does_makes_it_red(keydesk: World, heartbeat: Heartbeat) -> None:
    keydesk.request()
    keydesk.scene.desk.settle()
    assert heartbeat() == (200, [])
    keydesk.clock.advance(timedelta(minutes=6))
    assert heartbeat() == (503, ["work"])
    keydesk.settle()
    assert heartbeat() == (200, [])


def test_a_worker_of_this_process_that_stands_still_makes_it_red(keydesk: World, heartbeat: Heartbeat) -> None:
    worker = keydesk.house.worker
    running = threading.Thread(target=worker.run)
    running.start()
    until = time.monotonic() + 10
    while worker.health().beat is None and time.monotonic() < until:
        time.sleep(0.01)
    assert heartbeat()[1] == []
    worker.stop()
    running.join(10)
    keydesk.clock.advance(timedelta(minutes=2))
    assert heartbeat() == (503, ["worker"])


def test_a_database_that_is_gone_makes_it_red_and_the_balancer_hears_nothing_of_it(
    keydesk: World,
    library: Stage,
    heartbeat: Heartbeat,
    tmp_path: Path,
) -> None:
    keydesk.reviewed()
    keydesk.house.store.close()
    (tmp_path / "keydesk.db").rename(tmp_path / "elsewhere.db")
    (tmp_path / "keydesk.db").mkdir()
    status, bad = heartbeat()
    assert status == 503
    assert "database" in bad
    assert httpx.get(f"{library.web.url}/__lbheartbeat__", trust_env=False).status_code == 200


def test_who_reaches_it_learns_the_version_and_no_more(keydesk: World, library: Stage) -> None:
    assert keydesk.house.settings.web.commit is None
    answer = httpx.get(f"{library.web.url}/__version__", trust_env=False)
    assert answer.json() == {"name": "keydesk", "version": __version__, "commit": None}
    for path in ("/", "/docs", "/redoc", "/openapi.json", "/metrics", "/webhooks", "/webhooks/jira/automation"):
        assert httpx.get(f"{library.web.url}{path}", trust_env=False).status_code == 404, path
    assert httpx.get(f"{library.web.url}/webhooks/jira", trust_env=False).status_code == 405
