"""Whether recorded calls keep to Atlassian's OpenAPI documents: each request that was sent, each answer given.

The documents are not part of the repository; `KEYDESK_REFERENCE` names the folder that holds them.
"""

import functools
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse
from werkzeug.datastructures import ImmutableMultiDict

from app.demo.helpdesk.site import Call

REFERENCE = os.environ.get("KEYDESK_REFERENCE")
JIRA_TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$"
needs_reference = pytest.mark.skipif(REFERENCE is None, reason="set KEYDESK_REFERENCE to the folder with jira/openapi")


def problems(calls: Iterable[Call], *, requests: bool = True) -> list[str]:
    """What is wrong with these calls, one line each; without `requests` only with what was answered.

    Not judged: what a fault kept from being done, the removed search (410), requests that were refused with 400, and
    answers to what is outside the contract, which are the stand-in's own.
    """
    judged = [call for call in calls if call.status not in (None, 410) and not call.violation]
    return [problem for call in judged for problem in _problems(call, requests)]


def _problems(call: Call, requests: bool) -> Iterator[str]:
    name = "jsm" if call.path.startswith("/rest/servicedeskapi/") else "jira-cloud-v3"
    api, request = _document(name), _request(call)
    where = f"{call.method} {call.path}?{call.query}"
    if requests and call.status != 400:
        yield from _words(where, lambda: api.validate_request(request))
    response = MockResponse(_raw(call.answer), call.status or 0)
    yield from _words(f"{where} -> {call.status}", lambda: api.validate_response(request, response))


def _request(call: Call) -> MockRequest:
    request = MockRequest("https://your-domain.atlassian.net", call.method, call.path, data=_raw(call.body))
    request.parameters.query = ImmutableMultiDict(parse_qsl(call.query, keep_blank_values=True))
    return request


def _raw(value: Any) -> bytes:
    return b"" if value is None else json.dumps(value).encode()


def _words(where: str, check: Callable[[], None]) -> Iterator[str]:
    try:
        check()
    except OpenAPIError as error:
        cause = error.__cause__
        details = [each.message[:300] for each in getattr(cause, "schema_errors", ())]
        yield f"{where}: {error}: {'; '.join(details) or cause or ''}"


@functools.cache
def _document(name: str) -> OpenAPI:
    document = json.loads((Path(REFERENCE or "") / "jira" / "openapi" / f"{name}.json").read_text())
    _mend(document)
    return OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))


def _mend(node: Any) -> None:
    """Where the documents deny what their own examples show: times have an offset without a colon, the `from` and `to`
    of a change are null where there was nothing, 204 has no body. Credentials are no matter of the contract."""
    if isinstance(node, list):
        for each in node:
            _mend(each)
    elif isinstance(node, dict):
        if isinstance(node.get("operationId"), str):
            node.pop("security", None)
        if isinstance(node.get("204"), dict):
            node["204"].pop("content", None)
        if node.get("format") == "date-time":
            del node["format"]
            node["pattern"] = JIRA_TIME
        if {"fromString", "toString"} <= set(node):
            for schema in node.values():
                schema["nullable"] = True
        for each in node.values():
            _mend(each)
