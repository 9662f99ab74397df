"""What can go wrong between a client and Jira, on request: each `Fault` strikes the requests that fit it, in order."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Log in</title></head><body>Log in to continue</body></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` is a pattern searched in `METHOD /path`, say `POST /rest/api/3/issue/.*/comment$`.

    The first `skip` requests that fit go by, the next `times` are struck (None: all). `delay` is how many
    seconds the request takes in all; `stale` serves the state of that many events ago. With `status` the request gets
    that answer (`body` is JSON text or HTML); with `drop` the connection is cut. Both happen instead of the work, or,
    with `done`, after it.
    """

    path: str
    times: int | None = 1
    skip: int = 0
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    drop: bool = False
    done: bool = False
    delay: float = 0
    stale: int = 0

    @property
    def answers(self) -> bool:
        return self.drop or self.status is not None


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[tuple[Fault, list[int]]] = []

    def add(self, *faults: Fault) -> None:
        with self._lock:
            self._armed.extend((fault, [0]) for fault in faults)

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """The first fault that strikes this request; it counts as one of its `times`."""
        with self._lock:
            for fault, seen in self._armed:
                if not re.search(fault.path, f"{method} {path}"):
                    continue
                seen[0] += 1
                if seen[0] > fault.skip and (fault.times is None or seen[0] <= fault.skip + fault.times):
                    return fault
            return None
