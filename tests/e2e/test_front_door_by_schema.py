"""Every endpoint, as a tool finds it that reads OpenAPI: whatever the schema allows or forbids, nothing breaks.

In production there is no schema to read; here FastAPI writes one of all routes, and schemathesis sends what it says and
what it does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from requests.auth import AuthBase
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error

from app.main import create_app
from tests.e2e.test_front_door import BASE_URL, CALM, TOKEN, FrontDoor, door, fine, routes_of  # noqa: F401

OBJECT = {"schema": {"type": "object"}}
BODIES = {"application/json": OBJECT, "application/x-www-form-urlencoded": OBJECT, "text/plain": {"schema": {}}}
ENDPOINTS = {
    "GET /__heartbeat__",
    "GET /__lbheartbeat__",
    "GET /__version__",
    "GET /orders",
    "GET /orders/{code}",
    "GET /static/keydesk.css",
    "POST /orders/{code}",
    "POST /orders/{code}/check",
    "POST /webhooks/jira",
    "POST /webhooks/jira/automation",
}


def schema_of(app: FastAPI, order: str) -> dict[str, Any]:
    """As FastAPI writes it, of hidden routes too; and what the routes read by themselves, to be kept to and not."""
    routes = list(routes_of(app.routes))
    for each in routes:
        each.include_in_schema = True
    schema = get_openapi(title="Keydesk", version="1", routes=routes)
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            if method == "post":
                operation["requestBody"] = {"content": BODIES}
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = {"enum": [order]}
    return schema


def operations_of(found: schemathesis.BaseSchema) -> Iterator[Any]:
    return (each.ok() for each in found.get_all_operations())


@dataclass(frozen=True)
class Known(AuthBase):
    """Somebody who has every secret that opens a door, and is signed in: what he sends is read."""

    door: FrontDoor

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        signature = self.door.signature(body.encode() if isinstance(body, str) else body)
        request.headers["X-Hub-Signature"] = signature
        request.headers["Authorization"] = f"Bearer {TOKEN}"
        request.headers["X-Forwarded-User"] = "omar"
        request.headers["Origin"] = BASE_URL
        return request


def test_no_endpoint_breaks_on_what_its_schema_allows_or_forbids(door: FrontDoor) -> None:  # noqa: F811
    found = schemathesis.openapi.from_dict(schema_of(create_app(door.keydesk.house), door.order))
    operations = {each.label: each for each in operations_of(found)}
    assert operations.keys() == ENDPOINTS
    for operation in operations.values():
        send(door, operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        if operation.method == "post" or "{" in operation.path:
            send(door, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def send(door: FrontDoor, cases: st.SearchStrategy[schemathesis.Case]) -> None:  # noqa: F811
    url = str(door.http.base_url).rstrip("/")

    # To find what is not allowed schemathesis throws much away.
    @settings(CALM, max_examples=12, suppress_health_check=list(HealthCheck))
    @given(cases, st.sampled_from([None, Known(door)]))
    def sent(case: schemathesis.Case, who: Known | None) -> None:
        answer = case.call(base_url=url, session=session, auth=who, allow_redirects=False)
        case.validate_response(answer, checks=[not_a_server_error])
        assert fine(answer), (answer.status_code, answer.text)

    with requests.Session() as session:
        session.trust_env = False
        sent()


@pytest.mark.parametrize("path", ["/openapi.json", "/docs", "/redoc"])
def test_strangers_are_shown_no_schema(door: FrontDoor, path: str) -> None:  # noqa: F811
    assert door.http.get(path).status_code == 404
