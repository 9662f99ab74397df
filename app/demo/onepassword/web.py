"""The local 1Password on a port: the door for the SDK's messages, and the pages on which a recipient opens a link."""

import json
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from app.demo.loopback import Fault, Loopback, Moment, attended, witness
from app.demo.onepassword.account import Account, Refusal
from app.demo.onepassword.link import link_pages
from app.demo.onepassword.messages import CONFLICT, WRITES, Message, perform, read_message
from app.demo.onepassword.shares import Opened, ShareRefused, Shares
from app.demo.pages.site import new_site

Hook = Callable[[Moment, Message], Fault | None]


class OnePassword:
    """An account and its links on a port. `messages` has all that came in a shape that is accepted."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.account = Account(clock)
        self.shares = Shares(self.account)
        self.messages: list[Message] = []
        self.refused: list[str] = []
        self.hook: Hook | None = None
        self._clients: set[int] = set()
        self._numbers = count(1)
        self._served: Loopback | None = None

    def start(self, port: int = 0) -> str:
        """Serve on 127.0.0.1; the address."""
        self._served = Loopback(_web(self), port)
        self._served.start()
        return self._served.url

    @property
    def url(self) -> str:
        if self._served is None:
            raise RuntimeError("the local 1Password has not been started")
        return self._served.url

    def stop(self) -> None:
        if self._served is not None:
            self._served.stop()

    def reset(self) -> None:
        """As it was before the first vault; whoever was signed in is so no more."""
        self.account = Account(self.account.clock)
        self.shares = Shares(self.account)
        self.messages, self.refused, self.hook = [], [], None
        self._clients = set()

    def open_share(self, url: str, address: str) -> Opened:
        """What the recipient does, reading the code in the mailbox; ShareRefused where the page says no."""
        return open_share(url, address)

    def sign_in(self, config: str) -> Response:
        """`init_client`: a client's number, for a token that is known. The hook sees it as the operation SignIn."""
        return self._attended(Message("SignIn", {}, self.account.clock()), lambda: self._signed_in(config))

    def _signed_in(self, config: str) -> Response:
        token = json.loads(config)["serviceAccountToken"]
        if token == self.account.token:
            number = next(self._numbers)
            self._clients.add(number)
            return _told(str(number))
        wrong = "invalid user input: encountered the following errors: service account token "
        if not token:
            return _refused(Refusal(wrong + "was not specified", "InvalidConfiguration"))
        if not token.startswith("ops_"):
            return _refused(Refusal(wrong + "had invalid format", "InvalidConfiguration"))
        return _refused(Refusal("authentication error: you are not authenticated", "Auth"))

    def sign_out(self, number: str) -> Response:
        self._clients.discard(int(number))
        return _told("")

    def sign_everybody_out(self) -> None:
        """What a token's end or a restart of the core does to the clients that there are."""
        self._clients.clear()

    def receive(self, text: str) -> Response:
        """`invoke`: one message, with the hook asked before, after, and after the answer."""
        try:
            message = read_message(text, self._clients, self.account.clock())
        except Refusal as problem:
            self.refused.append(str(problem))
            return _refused(problem)
        self.messages.append(message)
        witness(message)
        if message.operation not in WRITES:
            return self._attended(message, lambda: self._perform(message))
        with self.account.writing(message.vault_id) as conflict:
            return Response(CONFLICT.body) if conflict else self._attended(message, lambda: self._perform(message))

    def _attended(self, message: Message, do: Callable[[], Response]) -> Response:
        hook = self.hook
        return attended(do, (lambda at: hook(at, message)) if hook else None)

    def _perform(self, message: Message) -> Response:
        try:
            with self.account.lock:
                return _told(json.dumps(perform(self.account, self.shares, message, self.url)))
        except Refusal as problem:
            return _refused(problem)


def _told(result: str) -> Response:
    return JSONResponse({"result": result})


def _refused(problem: Refusal) -> Response:
    typed = json.dumps({"name": problem.name, "message": str(problem)})
    return JSONResponse({"error": typed if problem.name else str(problem)})


def _web(server: OnePassword) -> FastAPI:
    web = new_site()
    web.include_router(link_pages(lambda: server.shares))
    doors = {"init_client": server.sign_in, "invoke": server.receive, "release_client": server.sign_out}

    @web.post("/core/{door}")
    async def core(door: str, request: Request) -> Response:
        text = (await request.body()).decode()
        return await run_in_threadpool(doors[door], text)

    @web.get("/mail")
    def mail(address: str) -> Response:
        return JSONResponse([code for to, code in server.shares.mailbox if to == address])

    return web


def open_share(url: str, address: str) -> Opened:
    """What the recipient of a link does: give the address, read the code in the mailbox, give the code.

    Works from any process. ShareRefused where the page says no; a link of another shape is a ValueError.
    """
    parts = urlsplit(url)
    if not parts.fragment or parts.path != "/s":
        raise ValueError("this is no share link")
    with httpx.Client(base_url=f"{parts.scheme}://{parts.netloc}", trust_env=False, verify=False) as http:  # noqa: S501
        _taken(http, "address", secret=parts.fragment, address=address)
        code = http.get("/mail", params={"address": address}).json()[-1]
        return Opened(**_taken(http, "open", secret=parts.fragment, address=address, code=code))


def _taken(http: httpx.Client, step: str, **form: str) -> dict[str, Any]:
    answer = http.post(f"/s/{step}", data=form, headers={"Accept": "application/json"})
    told: dict[str, Any] = answer.json()
    if "refused" in told:
        raise ShareRefused(told["refused"])
    return told
