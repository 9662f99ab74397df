"""A browser without its screen: fetches pages, fills in their forms, and says of each form where it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
from argon2 import PasswordHasher

PASSWORD = "correct horse battery staple"
#: As cheap as it gets: what is tried here is not argon2.
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


def local(url: str) -> dict[str, str]:
    """The settings of pages at this address with a local sign-in."""
    return {"BASE_URL": url, "CONSOLE_AUTH": "local", "CONSOLE_PASSWORD_HASH": HASH}


@dataclass
class Browser:
    """`seen` is every answer that it got."""

    url: str
    http: httpx.Client
    seen: list[httpx.Response]

    def open(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(path, headers=headers)

    def send(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """As a page of ours sends a form."""
        from_here = {"Origin": self.url, "Sec-Fetch-Site": "same-origin"}
        return self.http.post(path, data=fields, headers={**from_here, **headers})

    def token(self, page: str) -> str:
        """What the forms of a page hold."""
        return _TOKEN.findall(self.open(page).text)[0]

    def sign_in(self, password: str = PASSWORD, following: str = "/orders") -> httpx.Response:
        fields = {"token": self.token("/sign-in"), "password": password, "next": following}
        return self.send("/sign-in", fields)

    def hand_in(self, order: str, value: str, environment: str = "production", **more: str) -> httpx.Response:
        fields = {"token": self.token(f"/orders/{order}"), "key": value, "environment": environment, **more}
        return self.send(f"/orders/{order}", fields)


@contextmanager
def browser(url: str) -> Iterator[Browser]:
    seen: list[httpx.Response] = []

    def note(response: httpx.Response) -> None:
        response.read()
        seen.append(response)

    with httpx.Client(base_url=url, event_hooks={"response": [note]}, trust_env=False, timeout=30) as http:
        yield Browser(url, http, seen)
