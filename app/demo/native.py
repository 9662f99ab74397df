"""In place of the SDK's native module: every message goes over loopback HTTP to the local 1Password.

The SDK is unchanged; it finds this module where it looks for its own
(`onepassword.lib.<architecture>.op_uniffi_core`). The functions, and the exceptions with their `msg`, are those of
the real module. What the network does to a message comes out as the real core tells it: the texts for each HTTP
status were seen with the real core against a local server.
"""

import asyncio
import http.client
import importlib
import json
import platform
import sys
from collections.abc import Callable
from types import ModuleType
from urllib.parse import urlsplit

_TIMEOUT = 30
_STATUS = {
    400: "bad request",
    401: "you are not authenticated",
    403: "you don't have the right permissions to access this resource",
    404: "resource not found",
    408: "request timeout",
    409: "a conflict occurred on the server. this usually happens due to a race condition in requests",
    429: "rate limit exceeded",
    500: "internal server error",
}
_NO_ANSWER = (
    "request library compatibility issue, check that the your environment uses compatible versions: "
    "reqwest library: error sending request for url (<redacted URL>)"
)


class Error(Exception):
    """The SDK's base class; what is raised is always `Error.Error`, with the core's text in `msg`."""

    Error: type["_CoreError"]


class _CoreError(Error):
    def __init__(self, msg: str) -> None:
        super().__init__(f"msg={msg!r}")
        self.msg = msg


Error.Error = _CoreError


def install(url: str) -> Callable[[], None]:
    """Send all messages of this process's SDK to the local 1Password at `url`; the result undoes it."""
    architecture = "aarch64" if platform.machine().lower() in {"aarch64", "arm64"} else "x86_64"
    package = importlib.import_module(f"onepassword.lib.{architecture}")
    name = f"{package.__name__}.op_uniffi_core"
    before = sys.modules.get(name)
    _put(package, name, _module(name, url))
    return lambda: _put(package, name, before)


def _put(package: ModuleType, name: str, module: ModuleType | None) -> None:
    if module is None:
        sys.modules.pop(name, None)
        package.__dict__.pop("op_uniffi_core", None)
    else:
        sys.modules[name] = module
        package.__dict__["op_uniffi_core"] = module


def _module(name: str, url: str) -> ModuleType:
    address = urlsplit(url).netloc

    async def init_client(client_config: str) -> str:
        try:
            return await asyncio.to_thread(_send, address, "init_client", client_config)
        except _HttpError as problem:
            raise _core_error(f"authentication error: {problem}", "Auth") from None

    async def invoke(invocation: str) -> str:
        try:
            return await asyncio.to_thread(_send, address, "invoke", invocation)
        except _HttpError as problem:
            raise _core_error(str(problem), "RateLimitExceeded" if problem.status == 429 else "Internal") from None

    def release_client(client_id: str) -> None:
        # Called when the interpreter ends, when the server may be gone already.
        try:
            _send(address, "release_client", client_id)
        except _HttpError:
            return

    module = ModuleType(name, __doc__)
    module.__dict__.update(Error=Error, init_client=init_client, invoke=invoke, release_client=release_client)
    return module


class _HttpError(Exception):
    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


def _send(address: str, door: str, text: str) -> str:
    connection = http.client.HTTPConnection(address, timeout=_TIMEOUT)
    try:
        connection.request("POST", f"/core/{door}", text.encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        raise _HttpError(_NO_ANSWER) from None
    finally:
        connection.close()
    if answer.status != http.client.OK:
        unexpected = (
            f"unexpected status code in response: {answer.status} {http.client.responses.get(answer.status, '')}"
        )
        raise _HttpError(_STATUS.get(answer.status, unexpected), answer.status)
    told = json.loads(body)
    if "error" in told:
        raise _CoreError(told["error"])
    return str(told["result"])


def _core_error(message: str, name: str) -> _CoreError:
    return _CoreError(json.dumps({"name": name, "message": message}))
