"""A help desk with one service project, one requester and one ticket, read through the client's session."""

import threading
from collections.abc import Iterator

import pytest

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person, Ticket
from tests.demo.jira_client import Clock, Rest


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock) -> Iterator[HelpDesk]:
    """Stopped in the background: the server takes 0.2 s to end, and no test needs to wait for that."""
    desk = HelpDesk(clock, retry_scale=0)
    desk.start()
    desk.project("LIB", "Library")
    yield desk
    threading.Thread(target=desk.stop, daemon=True).start()


@pytest.fixture
def dana(desk: HelpDesk) -> Person:
    return desk.person("Dana Roe", type="customer", address="dana@example.edu")


@pytest.fixture
def ticket(desk: HelpDesk, dana: Person) -> Ticket:
    return desk.open_ticket(dana, "A key", "For spine labels", labels=["alma"])


@pytest.fixture
def rest(desk: HelpDesk) -> Rest:
    return Rest(desk)
