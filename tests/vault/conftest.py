from collections.abc import Iterator

import pytest

from app.core.items import VaultName
from app.demo import native
from app.demo.onepassword import OnePassword as Server
from app.vault.onepassword import OnePassword
from tests.vault.place import Clock, Locks, Place


@pytest.fixture(scope="module")
def served() -> Iterator[Server]:
    server = Server(Clock())
    undo = native.install(server.start())
    yield server
    undo()
    server.stop()


@pytest.fixture
def place(served: Server) -> Iterator[Place]:
    served.reset()
    clock = Clock()
    served.account.clock = clock
    ids = {name: served.account.add_vault(name.value) for name in VaultName}
    place = Place(served, clock, Locks(), ids)
    yield place
    for adapter in place.opened:
        adapter.close()
    assert [each for each in served.refused if "client id" not in each] == []


@pytest.fixture
def vault(place: Place) -> OnePassword:
    return place.adapter()
