"""The program's log in plain words, for people who watch the demonstration."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from typing import Any

import structlog

from app.demo.pages.beside import Told

STEPS = {
    "Understand": "Read the words of the ticket",
    "LayReview": "Gave the request its review number",
    "Say": "Wrote a comment",
    "Judge": "Judged a label",
    "Begin": "Took note of the approval",
    "Claim": "Looked for such a key in the stock",
    "TakeDeposit": "Looked whether the key was handed in",
    "Check": "Tried the key at Alma, area by area",
    "Share": "Made the link for the requester, and published it",
    "Resume": "Looked for a link made earlier",
    "Recover": "Brought a key's item back",
    "PutAway": "Put the key's item away",
    "SetAside": "Set a key of the stock aside that is not right",
    "Release": "Gave a key back",
    "SetLabels": "Set its labels",
    "SetStatus": "Set the status that says whose turn it is",
}
RESTS = "Rests"
"""What is said where there is nothing more to do for now."""

_KEPT = 200


class Log:
    """A processor for structlog, the first of all, that keeps the newest lines whatever their level."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._lines: deque[Told] = deque(maxlen=_KEPT)
        self._numbers = count(1)

    def __call__(self, _logger: Any, level: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        what = _in_words(level, event)
        if what:
            with self._lock:
                ticket, because = event.get("ticket"), str(event.get("because") or event.get("reason") or "")
                self._lines.append(Told(next(self._numbers), self._clock(), ticket, what, because))
        return event

    def lines(self) -> Sequence[Told]:
        """Oldest first."""
        with self._lock:
            return tuple(self._lines)


def _in_words(level: str, event: structlog.typing.EventDict) -> str:
    """Empty for what is of no interest to whoever watches."""
    step = STEPS.get(str(event.get("step")), str(event.get("step")))
    match event.get("event"):
        case "step done":
            return step
        case "nothing found":
            return f"{step}: nothing there"
        case "step failed":
            return f"{step}: that failed"
        case "look ends":
            return RESTS
        case told:
            return str(told) if level in ("warning", "error", "critical") else ""
