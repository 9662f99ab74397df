"""How much of the worker's time is its own, when Jira takes 100 ms for each call and each upstream a quarter of a
second.

Draining a queue can at best take calls x 100 ms ÷ threads; a label's way to its link at best the sum of what the others
take on that way.
"""

import tempfile
import threading
import time
from collections.abc import Collection

from app.demo.helpdesk.faults import Fault
from app.demo.loopback import Moment
from app.demo.scene import DOMAIN, Scene, playing
from app.flow.sweep import subject_of
from app.main import House
from app.store import work
from benchmarks.server import house_of, running, wait_until
from benchmarks.times import now

TICKETS, THREADS, JIRA_SECONDS = 500, 8, 0.1
VENDOR_SECONDS = 0.25
UNCLEAR = "Please give us an Alma API key for the spine labels."
CLEAR = """Please give us an Alma API key.

*Project or integration the key is for:* Spine labels
*Environment (production / premium sandbox / both):* premium sandbox
*Areas of Alma:* Bibs
*Access (read-only / read-write):* read-only
"""


def run() -> dict[str, float]:
    return {"drain_ratio": _drain(), "label_to_link_ratio": _label_to_link()}


def _drain() -> float:
    """The shortest time that the calls allow ÷ the time that it took, for a worker process of its own."""
    with tempfile.TemporaryDirectory() as folder, playing(now, None) as scene:
        settings = {**scene.settings, "MODE": "ask", "DATABASE_URL": f"sqlite:///{folder}/keydesk.db"}
        for name in [each for each in settings if each.startswith("OP_")]:
            del settings[name]
        house_of(settings).store.close()
        opened = open_unclear(scene, TICKETS)
        scene.desk.faults.add(Fault(".*", times=None, delay=JIRA_SECONDS))
        with running(settings, work=True):
            begun, before = time.perf_counter(), len(scene.desk.calls)
            wait_until(lambda: all_asked(scene, opened), 300, "every ticket is asked")
            took = time.perf_counter() - begun
        calls = len(scene.desk.calls) - before
    return calls * JIRA_SECONDS / THREADS / took


def open_unclear(scene: Scene, how_many: int) -> list[str]:
    """So many tickets that have to be asked about; each somebody else's, for one person's sixth has to wait."""
    people = [scene.desk.person(f"Person {n}", address=f"person-{n}@{DOMAIN}") for n in range(how_many)]
    return [scene.desk.open_ticket(each.id, f"API key number {n}", UNCLEAR).id for n, each in enumerate(people)]


def all_asked(scene: Scene, tickets: Collection[str]) -> bool:
    return all(scene.desk.ticket(each).labels for each in tickets)


def _label_to_link() -> float:
    """From the label to the published link ÷ what Jira, Alma and 1Password took on that way."""
    with tempfile.TemporaryDirectory() as folder, playing(now, None) as scene:
        house = house_of({**scene.settings, "DATABASE_URL": f"sqlite:///{folder}/keydesk.db"})
        scene.stock_key("sandbox", {"bibs": "read-only"})
        ticket = scene.desk.open_ticket(scene.people.dana, "API key for the spine labels", CLEAR).id
        working = threading.Thread(target=house.worker.run)
        working.start()
        try:
            return _timed(scene, house, ticket)
        finally:
            house.worker.stop()
            working.join()
            house.store.close()


def _timed(scene: Scene, house: House, ticket: str) -> float:
    wait_until(lambda: "alma-key-review" in scene.desk.ticket(ticket).labels, 30, "the review")
    scene.desk.faults.add(Fault(".*", times=None, delay=JIRA_SECONDS))
    scene.alma.hook = scene.vault.hook = _slowly
    jira, alma, vault = len(scene.desk.calls), len(scene.alma.calls), len(scene.vault.messages)
    begun = time.perf_counter()
    scene.desk.label(ticket, "alma-key-approved", by=scene.people.jane)
    mark_at_once(house, ticket)
    wait_until(lambda: scene.links_of(ticket), 60, "the link")
    took = time.perf_counter() - begun
    vendors = len(scene.alma.calls) - alma + len(scene.vault.messages) - vault
    return took / ((len(scene.desk.calls) - jira) * JIRA_SECONDS + vendors * VENDOR_SECONDS)


def mark_at_once(house: House, ticket: str) -> None:
    """What a webhook does."""
    with house.store.writing() as db:
        work.mark(db, subject_of(ticket), now())
    house.worker.wake()


def _slowly(moment: Moment, _what: object) -> None:
    if moment is Moment.BEFORE:
        time.sleep(VENDOR_SECONDS)
