"""What this process counts of its own doing, for whoever watches it; `app.web.metrics` shows it.

Labels are closed sets of our own words: no ticket, person, item or address is ever one.
"""

import time
from types import TracebackType
from typing import Self

from prometheus_client import Counter, Histogram

from app.errors import Misconfigured, Permanent, Transient

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
_OUTCOMES = {Transient: "transient", Misconfigured: "misconfigured", Permanent: "permanent"}

# Registered where they are shown, so that several Keydesks in one process, as in tests, do not collide.
LOOKS = Histogram(
    "keydesk_look_seconds",
    "Looks at a kind of subject, by outcome: done, transient, misconfigured, permanent or unforeseen.",
    ("subject", "outcome"),
    buckets=_SECONDS,
    registry=None,
)
STEPS = Counter(
    "keydesk_steps",
    "Steps taken, by kind and outcome: done, nothing found, transient, misconfigured, permanent or unforeseen.",
    ("step", "outcome"),
    registry=None,
)
UPSTREAM = Histogram(
    "keydesk_upstream_seconds",
    "Calls to jira, alma and 1password by status: an HTTP status, or an outcome where there is none.",
    ("upstream", "status"),
    buckets=_SECONDS,
    registry=None,
)
COUNTED = (LOOKS, STEPS, UPSTREAM)


class UpstreamCall:
    """One call in a `with` block. `status` stays "no answer" until it is set."""

    def __init__(self, upstream: str) -> None:
        self.status = "no answer"
        self._upstream = upstream

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _where: TracebackType | None) -> None:
        UPSTREAM.labels(self._upstream, self.status).observe(time.perf_counter() - self._began)


def outcome_of(error: BaseException) -> str:
    """The error's class in the tree of `app.errors`, in one word."""
    return next((word for kind, word in _OUTCOMES.items() if isinstance(error, kind)), "unforeseen")
