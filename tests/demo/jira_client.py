"""The client that Keydesk uses, pointed at the local help desk, and a clock that tests move by hand."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
from jira import JIRA

from app.demo.helpdesk import HelpDesk
from app.demo.helpdesk.records import Person


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 22, 15, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


def client(desk: HelpDesk, person: Person | None = None) -> JIRA:
    """Signed in as the desk's bot, or as somebody else with an address."""
    token = desk.bot_token if person is None else desk.token(person)
    return JIRA(
        desk.url,
        options={"rest_api_version": "3"},
        basic_auth=((person or desk.bot).address or "", token),
        timeout=(5, 20),
        max_retries=0,
        get_server_info=False,
    )


class Rest:
    """Plain calls with the client's own session: the path below `/rest/api/3/`, or a whole one from `/`."""

    def __init__(self, desk: HelpDesk, person: Person | None = None) -> None:
        self._url = desk.url
        self._session = client(desk, person)._session

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> requests.Response:
        url = self._url + (path if path.startswith("/") else f"/rest/api/3/{path}")
        # The session's own `request` raises on errors; what is asserted here is the answer itself.
        return requests.Session.request(self._session, method, url, json=body, params=query, auth=self._session.auth)


def document(text: str) -> dict[str, Any]:
    return {
        "type": "doc",
        "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}],
    }
