"""What each kind of due subject means: a ticket to look at, a queue to sweep, the stock to count; and what is said of
one that was given up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from app.core.case import Kind
from app.core.steps import Say
from app.errors import KeydeskError
from app.flow.look import Looker
from app.flow.speaking import Speaker
from app.flow.stocktaking import Stocktaker
from app.flow.sweep import Sweeper
from app.flow.worker import Forget

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Subjects:
    looker: Looker
    sweeper: Sweeper
    speaker: Speaker
    stocktaker: Stocktaker | None

    def look(self, subject: str, stop: Callable[[], bool]) -> datetime | Forget | None:
        kind, _, name = subject.partition(":")
        if kind == "sweep":
            return self.sweeper.sweep(name)
        if kind == "stock" and self.stocktaker is not None:
            return self.stocktaker.count()
        if kind == "ticket":
            return self.looker.look(name, stop)
        raise ValueError(f"nothing is known of {kind}")

    def on_dead(self, subject: str, error: Exception) -> None:
        """One internal comment on a ticket that was given up, with a reason that a person can act on.

        What we ourselves wrote there is no news: only what others do afterwards brings the ticket back to life.
        """
        kind, _, ticket_id = subject.partition(":")
        if kind != "ticket":
            return
        view = self.looker.observer.view(ticket_id)
        if view.ticket is None or not view.case.known:
            return
        if not view.case.has_said(Kind.STUCK, "dead"):
            kind, words = type(error).__name__, isinstance(error, KeydeskError) and error.person
            self.speaker.say(Say(Kind.STUCK, "dead", note=words or f"Something unforeseen: {kind}."), view)
        self.looker.give_up(view)
