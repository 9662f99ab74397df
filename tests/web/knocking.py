"""The help desk's entrances on a port of their own, and whoever knocks there."""

import hmac
import http.client
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

OLD, NEW, TOKEN = "an old secret of the webhooks, long enough", "It's a Secret to Everybody", "a token of the rules"
BOT = "712020:keydesk"
SIGNED, RULED = "/webhooks/jira", "/webhooks/jira/automation"

Headers = Sequence[tuple[str, str | bytes]]


@dataclass
class Door:
    """The entrances on a port; `kept` are the tickets that were marked, `error` is what marking meets."""

    kept: list[str] = field(default_factory=list)
    error: Exception | None = None
    port: int = 0

    async def mark(self, ticket_id: str) -> None:
        if self.error is not None:
            raise self.error
        self.kept.append(ticket_id)

    def post(self, path: str, body: bytes | Iterator[bytes], headers: Headers = ()) -> int:
        """The status; an iterator goes in chunks. Headers may be bytes, and may come twice."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest("POST", path)
            for name, value in headers:
                connection.putheader(name, value)
            if isinstance(body, bytes):
                connection.putheader("Content-Length", str(len(body)))
                connection.endheaders(body)
            else:
                connection.putheader("Transfer-Encoding", "chunked")
                connection.endheaders(body, encode_chunked=True)
            return connection.getresponse().status
        finally:
            connection.close()

    def signed(self, body: bytes, secret: str = NEW, *more: tuple[str, str]) -> int:
        return self.post(SIGNED, body, [("X-Hub-Signature", signature(body, secret)), *more])


def signature(body: bytes, secret: str = NEW, method: str = "sha256") -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


def event(**body: object) -> bytes:
    return json.dumps(body).encode()


CREATED = event(webhookEvent="jira:issue_created", user={"accountId": "712020:dana"}, issue={"id": "10021"})
