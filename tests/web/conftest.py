from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from app.demo.loopback import Loopback
from app.web.webhook import Entrances, webhook
from tests.store.databases import (  # noqa: F401
    database_url,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    store,
)
from tests.web.knocking import BOT, NEW, OLD, TOKEN, Door


@pytest.fixture(scope="module")
def served() -> Iterator[Door]:
    door = Door()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(webhook(Entrances([OLD, NEW], TOKEN), door.mark, lambda: BOT))
    server = Loopback(app)
    server.start()
    door.port = server.port
    yield door
    server.stop()


@pytest.fixture
def door(served: Door) -> Iterator[Door]:
    yield served
    served.kept.clear()
    served.error = None
