"""Webhooks on their way: signed, sent in the background, tried again as Jira does, and spoiled on request.

Jira promises at least one delivery, in no order, and tries again on 408, 409, 425, 429, 5xx, a refused connection and a
time-out: up to five times, some ten minutes apart, and only once a delivery after half an hour without a success
(https://developer.atlassian.com/cloud/jira/platform/webhooks/). Other answers are final.
"""

import hashlib
import heapq
import hmac
import itertools
import json
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx

from app.demo.helpdesk.records import Json

RETRY_STATUSES = frozenset({408, 409, 425, 429}) | frozenset(range(500, 600))
RETRIES = 5
RETRY_WAIT = timedelta(minutes=10)
GIVE_UP_RETRYING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook; `wait` is how many seconds it is kept back."""

    event: str
    body: bytes
    identifier: str
    retry: int = 0
    wait: float = 0

    def later(self, by: timedelta) -> "Delivery":
        return replace(self, wait=self.wait + by.total_seconds())


@dataclass(frozen=True, slots=True)
class Attempt:
    """A delivery that was tried; `status` is None where no answer came."""

    delivery: Delivery
    status: int | None


Arrange = Callable[[Sequence[Delivery]], Sequence[Delivery]]


def as_they_are(deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
    return deliveries


def dropped(deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
    return deliveries[:0]


def doubled(deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
    return [each for delivery in deliveries for each in (delivery, delivery)]


def reversed_order(deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
    return deliveries[::-1]


class Webhooks:
    """One subscription. `tamper` gets every delivery, as a list of one, and says what is really sent of it."""

    def __init__(self, clock: Callable[[], datetime], retry_scale: float = 1.0) -> None:
        self.attempts: list[Attempt] = []
        self.tamper: Arrange = as_they_are
        self._clock = clock
        self._retry_wait = RETRY_WAIT.total_seconds() * retry_scale
        self._url: str | None = None
        self._secret = ""
        self._held: list[Delivery] | None = None
        self._failing_since: datetime | None = None
        self._queue: list[tuple[float, int, Delivery]] = []
        self._order = itertools.count()
        self._busy = False
        self._closed = False
        self._changed = threading.Condition()
        self._client = httpx.Client(timeout=httpx.Timeout(20, connect=5), trust_env=False)
        self._thread = threading.Thread(target=self._run, name="helpdesk-webhooks", daemon=True)
        self._thread.start()

    def send_to(self, url: str | None, secret: str = "") -> None:
        """Where webhooks go from now on; None for nowhere. Without a secret they are not signed."""
        with self._changed:
            self._url, self._secret = url, secret

    def retry_after(self, seconds: float) -> None:
        """How long a delivery that failed waits from now on, instead of some ten minutes."""
        self._retry_wait = seconds

    def emit(self, event: str, body: Json) -> None:
        if self._url is None:
            return
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        self.deliver(self.tamper([Delivery(event, raw, str(uuid.uuid4()))]))

    def deliver(self, deliveries: Sequence[Delivery]) -> None:
        with self._changed:
            for delivery in deliveries:
                if self._held is not None:
                    self._held.append(delivery)
                else:
                    self._enqueue(delivery, delivery.wait)
            self._changed.notify_all()

    def _enqueue(self, delivery: Delivery, wait: float) -> None:
        heapq.heappush(self._queue, (time.monotonic() + wait, next(self._order), delivery))

    def hold(self) -> None:
        """From now on deliveries are kept back until `release`."""
        with self._changed:
            self._held = [] if self._held is None else self._held

    def release(self, arrange: Arrange = as_they_are) -> None:
        """Send what was held, as `arrange` orders, repeats or leaves it out."""
        with self._changed:
            held, self._held = self._held or [], None
        self.deliver(arrange(held))

    def settle(self, timeout: float = 10) -> None:
        """Wait until all that is not held is delivered or given up; TimeoutError after `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._queue and not self._busy, timeout):
                raise TimeoutError(f"{len(self._queue)} webhooks still wait")

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(timeout=5)
        self._client.close()

    def _run(self) -> None:
        while (delivery := self._next()) is not None:
            status = self._send(delivery)
            with self._changed:
                self.attempts.append(Attempt(delivery, status))
                self._judge(delivery, status)
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> Delivery | None:
        with self._changed:
            while not self._closed:
                wait = self._queue[0][0] - time.monotonic() if self._queue else None
                if wait is not None and wait <= 0:
                    self._busy = True
                    return heapq.heappop(self._queue)[2]
                self._changed.wait(wait)
            return None

    def _send(self, delivery: Delivery) -> int | None:
        if self._url is None:
            return None
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Atlassian Webhook HTTP Client",
            "X-Atlassian-Webhook-Identifier": delivery.identifier,
            "X-Atlassian-Webhook-Flow": "Primary",
        }
        if delivery.retry:
            headers["X-Atlassian-Webhook-Retry"] = str(delivery.retry)
        if self._secret:
            headers["X-Hub-Signature"] = signature(self._secret, delivery.body)
        try:
            return self._client.post(self._url, content=delivery.body, headers=headers).status_code
        except httpx.HTTPError:
            return None

    def _judge(self, delivery: Delivery, status: int | None) -> None:
        if status is not None and status not in RETRY_STATUSES:
            self._failing_since = None
            return
        self._failing_since = self._failing_since or self._clock()
        if delivery.retry < RETRIES and self._clock() - self._failing_since < GIVE_UP_RETRYING:
            self._enqueue(replace(delivery, retry=delivery.retry + 1), self._retry_wait)


def signature(secret: str, body: bytes) -> str:
    """The value of `X-Hub-Signature`: the method, and the HMAC of the raw bytes in hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
