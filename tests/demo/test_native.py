"""The module in place of the SDK's native one, held to that one where both can be asked."""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from types import ModuleType

import pytest
from fastapi import FastAPI
from fastapi.responses import Response
from onepassword.core import UniffiCore

from app.demo import native
from app.demo.loopback import DROP, Fault, Loopback
from app.demo.onepassword import OnePassword
from tests.vault.native_core import native_core, token_for

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STATUSES = [400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503]


def sign_in(core: ModuleType, token: str) -> object:
    """What the core says to this token: a client's number, or name and message of its error."""
    config = dict.fromkeys(
        (
            "programmingLanguage",
            "integrationName",
            "integrationVersion",
            "requestLibraryName",
            "requestLibraryVersion",
            "os",
            "osVersion",
            "architecture",
        ),
        "x",
    ) | {"sdkVersion": "0040201", "serviceAccountToken": token}

    async def ask() -> object:
        try:
            return json.loads(await core.init_client(json.dumps(config)))
        except core.Error as problem:
            return json.loads(problem.msg)

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def served() -> Iterator[OnePassword]:
    server = OnePassword(lambda: NOW)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def server(served: OnePassword) -> OnePassword:
    served.reset()
    return served


@pytest.fixture
def stand_in(server: OnePassword) -> Iterator[ModuleType]:
    undo = native.install(server.url)
    yield UniffiCore().core
    undo()


@pytest.fixture(scope="module")
def answering() -> Iterator[tuple[str, list[int]]]:
    """A server with one answer to everything, for the real core to sign in at: its address, and the status."""
    status = [200]
    web = FastAPI()

    @web.post("/{path:path}")
    def any_path() -> Response:
        return Response(status_code=status[0])

    served = Loopback(web)
    served.start()
    yield served.url, status
    served.stop()


def test_the_sdk_finds_it_and_afterwards_what_it_found_before(server: OnePassword) -> None:
    def found() -> ModuleType | None:
        return next((module for name, module in sys.modules.items() if name.endswith("op_uniffi_core")), None)

    before = found()
    undo = native.install(server.url)
    assert UniffiCore().core.init_client.__module__ == "app.demo.native"
    assert found() is not before
    undo()
    assert found() is before


@pytest.mark.parametrize("status", STATUSES)
def test_a_failing_sign_in_is_told_as_the_real_core_tells_it(
    server: OnePassword, stand_in: ModuleType, answering: tuple[str, list[int]], status: int
) -> None:
    address, answer = answering
    answer[0] = status
    server.hook = lambda _moment, _message: Fault(status)
    assert sign_in(stand_in, server.account.token) == sign_in(native_core(), token_for(address))


def test_no_answer_is_told_as_the_real_core_tells_it(server: OnePassword, stand_in: ModuleType) -> None:
    server.hook = lambda _moment, _message: DROP
    nobody = token_for("http://127.0.0.1:9")
    assert sign_in(stand_in, server.account.token) == sign_in(native_core(), nobody)


@pytest.mark.parametrize("token", ["", "x", "eyJh"])
def test_a_malformed_token_is_told_as_the_real_core_tells_it(stand_in: ModuleType, token: str) -> None:
    assert sign_in(stand_in, token) == sign_in(native_core(), token)


def test_what_is_raised_has_the_form_of_the_real_error(stand_in: ModuleType) -> None:
    mine, real = stand_in.Error.Error("told"), native_core().Error.Error("told")
    assert (mine.msg, str(mine), type(mine).__mro__[1].__name__) == (real.msg, str(real), "Error")
    assert isinstance(mine, stand_in.Error)


def test_a_released_client_is_known_no_more(server: OnePassword, stand_in: ModuleType) -> None:
    number = sign_in(stand_in, server.account.token)
    stand_in.release_client(json.dumps(number))
    message = {"invocation": {"clientId": number, "parameters": {"name": "VaultsList", "parameters": {}}}}
    with pytest.raises(stand_in.Error, match="invalid client id"):
        asyncio.run(stand_in.invoke(json.dumps(message)))


def test_releasing_a_client_when_the_server_is_gone_does_not_fail() -> None:
    server = OnePassword(lambda: NOW)
    undo = native.install(server.start())
    core = UniffiCore().core
    server.stop()
    core.release_client("1")
    undo()
