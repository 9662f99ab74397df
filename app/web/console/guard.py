"""What every request to the pages must pass before anything is done: whence it comes, and who sends it.

A form counts only if the browser says that one of our own pages sent it, and if it holds the token that we gave to this
very visitor. https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
"""

import hashlib
import hmac
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request

from app.web.body import body_of
from app.web.console.visitors import Door, Visitor

LONGEST_FORM = 16_384
MOST_FIELDS = 10
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM = "application/x-www-form-urlencoded"


class TurnedAway(Exception):
    """The request is not for this visitor to make, or not from here. `words` are for whoever sent it."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class SignInFirst(Exception):
    """A page was asked for by somebody who is not signed in."""


class Guard:
    """Its methods are dependencies of the routes. `key` signs the tokens of forms; `base_url` is where we are."""

    def __init__(self, door: Door, key: bytes, base_url: str) -> None:
        self._door = door
        self._key = key
        self._base_url = base_url
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"

    async def form(self, request: Request) -> None:
        """Keeps the fields of the form that was sent in `request.state.form`; the body is read nowhere else."""
        request.state.form = {}
        if request.method in SAFE:
            return
        self._from_here(request)
        body = await body_of(request, LONGEST_FORM)
        if body is None:
            raise TurnedAway(413, "That is too much for this form.")
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            raise TurnedAway(400, "That is no form of this page.")
        request.state.form = _fields(body)

    def anybody(self, request: Request) -> None:
        """Whoever asks, signed in or not; a form must be ours all the same."""
        request.state.visitor = visitor = self._door.visitor(request)
        self._with_token(request, visitor)

    def signed_in(self, request: Request) -> None:
        """Keeps in `request.state.visitor` who asks; nobody else goes on."""
        visitor = self._door.visitor(request)
        if visitor is None and request.method in SAFE:
            raise SignInFirst
        if visitor is None:
            raise TurnedAway(401, "You are not signed in any more, so nothing was done. Please sign in and try again.")
        request.state.visitor = visitor
        self._with_token(request, visitor)

    def token(self, visitor: Visitor | None) -> str:
        """What a form for this visitor has to hold."""
        proof = visitor.proof if visitor is not None else "nobody"
        return hmac.new(self._key, proof.encode(), hashlib.sha256).hexdigest()

    def _from_here(self, request: Request) -> None:
        """Browsers say where a form was; who says nothing is none, and is not let in either."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        if (origin is None and site is None) or origin not in (None, self._origin) or site not in (None, "same-origin"):
            raise TurnedAway(403, f"This form was not sent from Keydesk's own page. Please open {self._base_url} anew.")

    def _with_token(self, request: Request, visitor: Visitor | None) -> None:
        if request.method in SAFE:
            return
        given = str(request.state.form.get("token", ""))
        if not hmac.compare_digest(given.encode(), self.token(visitor).encode()):
            raise TurnedAway(403, "This page was too old, so nothing was done. Please open it again.")


def _fields(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise TurnedAway(400, "That is no form of this page.") from None
    return dict(pairs)
