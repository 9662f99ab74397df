"""Calls to Jira through the `jira` library's client: its sign-in, addresses and session, with our own care around them.

Measured with jira 3.10.5: by default the library waits without end, sends a comment up to four times when a connection
breaks, ignores long Retry-After, fails on one given as a date, and its exceptions print headers and bodies. So its
retries are off, calls have time limits, redirections are not followed, each thread has its own client, and requests go
through the plain session beneath, whose answers are judged in `failures`.
"""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

import requests
from jira import JIRA
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay

from app.desk.access import JiraAccess
from app.desk.failures import failure, garbled, unreachable
from app.errors import KeydeskError, Permanent, Transient
from app.measuring import UpstreamCall

T = TypeVar("T")

PLATFORM = "{server}/rest/api/3/{path}"
SERVICE_DESK = "{server}/rest/servicedeskapi/{path}"

TIMEOUT = (5.0, 20.0)
_TRIES = 3
_PATIENCE = timedelta(seconds=5)
_TICKET = re.compile(r"[1-9][0-9]{0,18}|[A-Z][A-Z0-9_]{1,99}-[1-9][0-9]{0,18}")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_NOT_JIRAS_FORM = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Ask:
    """One call: `doing` completes "Keydesk could not …", `right` names the permission that it takes.

    `again` says that doing it twice is the same as doing it once, so that it may be tried again at once.
    """

    method: str
    path: str
    doing: str
    right: str
    params: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    body: object = None
    api: str = PLATFORM
    again: bool = True


class Calls:
    """Sends an `Ask` and reads its answer; raises `Transient`, `Misconfigured` or `Permanent` and nothing else."""

    def __init__(
        self,
        access: JiraAccess,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        self._access = access
        self._now = now
        self._sleep = sleep
        self._timeout = timeout
        self._of_thread = threading.local()

    def send(self, ask: Ask, read: Callable[[Any], T]) -> T:
        """What `read` makes of the answer's JSON (None where there is no body).

        What may be repeated is tried up to three times within five seconds; what takes longer is `Transient`, with the
        time that Jira named. `read` is given whatever came: that it is not in Jira's form is `Transient`, too.
        """
        if not ask.again:
            return self._once(ask, read)
        tries = Retrying(
            retry=retry_if_exception(lambda error: isinstance(error, Transient)),
            stop=stop_after_attempt(_TRIES) | stop_before_delay(_PATIENCE),
            wait=_pause,
            sleep=self._sleep,
            reraise=True,
        )
        outcome: T = tries(self._once, ask, read)
        return outcome

    def _once(self, ask: Ask, read: Callable[[Any], T]) -> T:
        outcome = self._attempt(ask, read)
        if isinstance(outcome, KeydeskError):
            raise outcome
        return outcome

    def _attempt(self, ask: Ask, read: Callable[[Any], T]) -> T | KeydeskError:
        """Errors are returned, for the caller to raise: so they carry no library exception, which holds secrets."""
        try:
            with UpstreamCall("jira") as call:
                response = self._request(ask)
                call.status = str(response.status_code)
        except requests.RequestException as error:
            return unreachable(type(error).__name__, ask.doing)
        wrong = failure(response, ask.doing, ask.right, self._now())
        if wrong:
            return wrong
        try:
            return read(response.json() if response.content else None)
        except _NOT_JIRAS_FORM:
            return garbled(ask.doing)

    def _request(self, ask: Ask) -> requests.Response:
        client = self._client()
        return requests.Session.request(
            client._session,
            ask.method,
            client._get_url(ask.path, base=ask.api),
            params=dict(ask.params),
            json=ask.body,
            timeout=self._timeout,
            allow_redirects=False,
        )

    def _client(self) -> JIRA:
        client: JIRA | None = getattr(self._of_thread, "client", None)
        if client is None:
            client = self._of_thread.client = _connect(self._access, self._timeout)
        return client


def _connect(access: JiraAccess, timeout: tuple[float, float]) -> JIRA:
    """A client that has sent nothing yet. No proxy or `.netrc` of the environment gets between it and Jira."""
    client = JIRA(
        server=access.url,
        basic_auth=(access.user, access.token) if access.user else None,
        token_auth=None if access.user else access.token,
        get_server_info=False,
        max_retries=0,
        timeout=timeout,
        logging=False,
    )
    client._session.trust_env = False
    return client


def _pause(state: RetryCallState) -> float:
    """What Jira asked for, else half a second and then one."""
    error = state.outcome.exception() if state.outcome else None
    named = error.wait if isinstance(error, Transient) else None
    return named.total_seconds() if named else 0.5 * state.attempt_number


def understood(doing: str, read: Callable[[], T]) -> T:
    """What `read` makes of answers that came before; raises `Transient` where they are not in Jira's form."""
    try:
        return read()
    except _NOT_JIRAS_FORM:
        pass
    raise garbled(doing)


def ticket_path(ticket: str) -> str:
    """`issue/…` for a ticket's id or key, and never for anything else: the library puts paths together unescaped."""
    if not _TICKET.fullmatch(ticket):
        raise Permanent("jira: not the id or key of a ticket", "That is not the number or key of a ticket.")
    return f"issue/{ticket}"


def number(value: str) -> int:
    """A numeric id as Jira has them, for where it is sent as a number or stands in a path."""
    if not _NUMBER.fullmatch(value):
        raise Permanent("jira: not a numeric id", "That is not the number of anything in Jira.")
    return int(value)
