"""Who is at the door: nobody is inside whom the sign-in, or a proxy that is believed, does not vouch for."""

import secrets
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import Request

from app.store import attempts, sessions
from app.store.session import Store

#: The one account of the local sign-in, as the audit names it.
LOCAL = "local"

MOST_FAILURES = 5
FAILURES_WITHIN = timedelta(minutes=15)

Networks = Collection[IPv4Network | IPv6Network]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in. `proof` is what their forms are tied to; `leaves`: they can sign out here."""

    name: str
    proof: str
    leaves: bool


class Door(Protocol):
    def visitor(self, request: Request) -> Visitor | None:
        """Who asks, where that is known."""


class ProxyDoor:
    """A proxy in front says in a header who somebody is. Anybody can write a header: it counts from the proxy alone."""

    def __init__(self, header: str, proxies: Networks) -> None:
        self._header = header
        self._proxies = proxies

    def visitor(self, request: Request) -> Visitor | None:
        named = request.headers.getlist(self._header)
        name = named[0].strip() if len(named) == 1 else ""
        if not name or len(name) > 200 or not name.isprintable() or not _within(_peer(request), self._proxies):
            return None
        return Visitor(f"proxy:{name}", f"proxy:{name}", leaves=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The password is wrong, or it was wrong so often that none is looked at before `until`."""

    until: datetime | None = None


class LocalDoor:
    """One account with a password. A session is a row, and a cookie that no script and no other site can use."""

    def __init__(
        self, store: Store, password_hash: str, clock: Callable[[], datetime], *, https: bool, proxies: Networks = ()
    ) -> None:
        self._store = store
        self._hash = password_hash
        self._clock = clock
        self._proxies = proxies
        self._hasher = PasswordHasher()
        # Each verification takes 64 MiB and all of a core: strangers shall not have many at once.
        self._one_at_a_time = threading.Lock()
        self.secure = https
        # The prefix has browsers refuse the cookie from anywhere but this host over HTTPS.
        self.cookie = "__Host-keydesk" if https else "keydesk"

    def visitor(self, request: Request) -> Visitor | None:
        token, now = request.cookies.get(self.cookie, ""), self._clock()
        with self._store.reading() as db:
            session = sessions.person_of(db, token, now)
        if session is None:
            return None
        name, seen_at = session
        if sessions.is_news(seen_at, now):
            with self._store.writing() as db:
                sessions.saw(db, token, now)
        return Visitor(name, f"session:{sessions.hashed(token)}", leaves=True)

    def sign_in(self, request: Request, password: str) -> str | Refusal:
        """A new session's token, if the password is right; whatever session there was ends."""
        now, tries = self._clock(), f"sign-in:{self._address(request)}"
        with self._store.writing() as db:
            until = attempts.count(db, tries, MOST_FAILURES, FAILURES_WITHIN, now)
        if until is not None:
            return Refusal(until)
        right = self._is_right(password)
        token = secrets.token_urlsafe(32)
        with self._store.writing() as db:
            if right:
                attempts.forget(db, tries)
                sessions.end(db, request.cookies.get(self.cookie, ""))
                sessions.begin(db, token, LOCAL, now)
            action = "signed in" if right else "sign-in refused"
            self._store.audit.append(db, LOCAL, action, None, {"from": self._address(request)}, now)
        return token if right else Refusal()

    def sign_out(self, request: Request) -> None:
        with self._store.writing() as db:
            sessions.end(db, request.cookies.get(self.cookie, ""))

    def _is_right(self, password: str) -> bool:
        with self._one_at_a_time:
            try:
                return self._hasher.verify(self._hash, password)
            except VerificationError:
                return False

    def _address(self, request: Request) -> str:
        """Whence somebody comes; a proxy that is believed says so in the last entry, which it wrote itself."""
        peer = _peer(request)
        forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return forwarded[:64] if forwarded and _within(peer, self._proxies) else peer


def _peer(request: Request) -> str:
    return request.client.host if request.client else ""


def _within(address: str, networks: Networks) -> bool:
    try:
        return any(ip_address(address) in network for network in networks)
    except ValueError:
        return False
