"""A bounded stream of requests over a few kept-open connections, and how long each answer took.

Plain sockets: a full HTTP client costs more than the server that is measured.
"""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat, takewhile
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answers:
    """`seconds`: how long each took, sorted; `took`: all of them together; `statuses`: which answers came."""

    seconds: Sequence[float]
    took: float
    statuses: frozenset[int]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.took

    def quantile(self, part: float) -> float:
        return self.seconds[min(len(self.seconds) - 1, int(len(self.seconds) * part))]


def webhook(secret: str, number: int) -> bytes:
    """A signed webhook about ticket `number`, as it stands on the wire."""
    event = {"webhookEvent": "jira:issue_updated", "user": {"accountId": "someone"}, "issue": {"id": str(number)}}
    body = json.dumps(event).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    head = (
        "POST /webhooks/jira HTTP/1.1\r\nHost: keydesk\r\nContent-Type: application/json\r\n"
        f"X-Hub-Signature: sha256={signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: keydesk\r\n\r\n".encode()


def send(url: str, requests: Sequence[bytes], connections: int) -> Answers:
    """Each request once, `connections` at a time."""
    return asyncio.run(_send(url, requests, connections))


def send_beside(url: str, requests: Sequence[bytes], connections: int, other: bytes) -> tuple[Answers, Answers]:
    """The same, and on one more connection `other` again and again until they are all answered."""
    return asyncio.run(_send_beside(url, requests, connections, other))


async def _send_beside(url: str, requests: Sequence[bytes], connections: int, other: bytes) -> tuple[Answers, Answers]:
    ended = asyncio.Event()

    async def those() -> Answers:
        try:
            return await _send(url, requests, connections)
        finally:
            ended.set()

    async def beside() -> Answers:
        return await _send(url, takewhile(lambda _: not ended.is_set(), repeat(other)), 1)

    one, two = await asyncio.gather(those(), beside())
    return one, two


async def _send(url: str, requests: Iterable[bytes], connections: int) -> Answers:
    took: list[float] = []
    statuses: set[int] = set()
    left = iter(requests)
    begun = time.perf_counter()

    async def one_connection() -> None:
        address = urlsplit(url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        for request in left:
            start = time.perf_counter()
            writer.write(request)
            statuses.add(await _answer(reader))
            took.append(time.perf_counter() - start)
        writer.close()

    await asyncio.gather(*(one_connection() for _ in range(connections)))
    return Answers(sorted(took), time.perf_counter() - begun, frozenset(statuses))


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1])
