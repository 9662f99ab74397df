"""The SDK's own native core, beside the module that stands in its place.

A client that does not exist is refused only after the core has understood the message, so that its answer to a message
for such a client says whether the shape is right. Nothing leaves the machine.
"""

import asyncio
import base64
import importlib.util
import json
import platform
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import onepassword.client

NOBODY = 4_000_000_000


@cache
def native_core() -> ModuleType:
    architecture = "aarch64" if platform.machine().lower() in {"aarch64", "arm64"} else "x86_64"
    path = Path(onepassword.client.__file__).parent / "lib" / architecture / "op_uniffi_core.py"
    spec = importlib.util.spec_from_file_location("the_real_native_core", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def token_for(address: str) -> str:
    """A token of the right form for an account that is nowhere, with `address` to sign in at."""
    key = _encoded(bytes(32))
    parts = {
        "signInAddress": address,
        "userAuth": {"method": "SRPg-4096", "alg": "PBES2g-HS256", "iterations": 650000, "salt": _encoded(bytes(16))},
        "email": "nobody@1passwordserviceaccounts.com",
        "srpX": "ab" * 32,
        "muk": {"alg": "A256GCM", "ext": True, "k": key, "key_ops": ["encrypt", "decrypt"], "kty": "oct", "kid": "mp"},
        "secretKey": "A3-XXXXXX-XXXXXX-XXXXX-XXXXX-XXXXX-XXXXX",
        "throttleSecret": {"seed": "ab" * 32, "uuid": "A" * 26},
        "deviceUuid": "a" * 26,
    }
    return "ops_" + _encoded(json.dumps(parts).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def invocation(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """A message for a client that does not exist."""
    return {"invocation": {"clientId": NOBODY, "parameters": {"name": operation, "parameters": parameters}}}


def real_core_understands(message: dict[str, Any]) -> bool:
    async def ask() -> str:
        try:
            await native_core().invoke(json.dumps(message))
        except native_core().Error as problem:
            return str(problem.msg)
        raise AssertionError("a client that does not exist was served")

    told = asyncio.run(ask())
    if "invalid client id" in told:
        return True
    assert "did not match any variant" in told or "missing field" in told, told
    return False
