"""Every request that the library's servers get, of whichever of them, numbered as they come; and what is done to each.

One `Strike` is asked at the three moments of each request. It may look, kill, change the library, or give a fault that
happens instead of what was to come.
"""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.demo import loopback
from app.demo.alma import Call
from app.demo.helpdesk import faults, site
from app.demo.onepassword.messages import Message
from app.demo.scene import Scene


class Server(Enum):
    DESK = "help desk"
    VAULT = "1Password"
    ALMA = "Alma"


Moment = loopback.Moment


@dataclass(frozen=True, slots=True)
class Request:
    """`name` is `POST /rest/api/3/issue/10021/comment`, `GET /almaws/v1/bibs/test`, or 1Password's operation."""

    n: int
    server: Server
    name: str

    @property
    def writes(self) -> bool:
        if self.server is Server.VAULT:
            return self.name in {"ItemsCreate", "ItemsPut", "ItemsArchive", "ItemsSharesCreate"}
        return not self.name.startswith("GET") and "/jql/" not in self.name and "comment/list" not in self.name

    @property
    def call(self) -> str:
        """What is called, whatever it is about: `POST /rest/api/3/issue/*/comment`."""
        return re.sub(r"(?<=/)(?!v?\d/)[^/]*\d[^/]*", "*", self.name)


@dataclass(frozen=True, slots=True)
class Fault:
    """What comes back instead of the answer. `drop`: nothing. `stale`: the help desk of so many events ago."""

    status: int = 500
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    stale: int = 0


DROP = Fault(drop=True)

Strike = Callable[[Request, Moment], Fault | None]


class Traffic:
    """What came so far, and who is asked about it."""

    def __init__(self, scene: Scene) -> None:
        self._lock = threading.Lock()
        self._strike: Strike | None = None
        self._open: dict[object, Request] = {}
        self.seen: list[Request] = []
        for moment in site.Moment:
            scene.desk.on_request(self._of_desk(moment), moment)
        scene.alma.hook = self._of_alma
        scene.vault.hook = self._of_vault

    def begin(self, strike: Strike | None = None) -> None:
        """Count from 1 again, and ask `strike` from now on."""
        with self._lock:
            self.seen, self._open = [], {}
            self._strike = strike

    def end(self) -> None:
        """Ask nobody any more."""
        self._strike = None

    def _asked(self, mark: object, server: Server, name: str, moment: Moment) -> Fault | None:
        with self._lock:
            if moment is Moment.BEFORE:
                self._open[mark] = Request(len(self.seen) + 1, server, name)
                self.seen.append(self._open[mark])
            request = self._open.get(mark)
            if moment is Moment.ANSWERED:
                self._open.pop(mark, None)
            strike = self._strike
        return strike(request, moment) if strike and request else None

    def _of_desk(self, at: site.Moment) -> site.Hook:
        def hook(n: int, method: str, path: str) -> faults.Fault | None:
            fault = self._asked(("desk", n), Server.DESK, f"{method} {path}", Moment(at.value))
            if fault is None:
                return None
            status = None if fault.drop or fault.stale else fault.status
            spoilt = {"status": status, "body": fault.body, "headers": fault.headers}
            return faults.Fault("", drop=fault.drop, stale=fault.stale, **spoilt)  # type: ignore[arg-type]

        return hook

    def _of_alma(self, moment: Moment, call: Call) -> loopback.Fault | None:
        return _plain(self._asked(id(call), Server.ALMA, f"{call.method} {call.path}", moment))

    def _of_vault(self, moment: Moment, message: Message) -> loopback.Fault | None:
        return _plain(self._asked(id(message), Server.VAULT, message.operation, moment))


def _plain(fault: Fault | None) -> loopback.Fault | None:
    return None if fault is None else loopback.Fault(fault.status, fault.body, tuple(fault.headers.items()), fault.drop)
