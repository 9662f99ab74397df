"""The whole state of a local help desk: what is in it, how it behaves, and what was asked of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from app.demo.helpdesk.conversation import Conversation
from app.demo.helpdesk.events import webhook_body
from app.demo.helpdesk.faults import Fault, Faults
from app.demo.helpdesk.history import Snapshot
from app.demo.helpdesk.records import Json
from app.demo.helpdesk.shapes import Shapes
from app.demo.helpdesk.tickets import Event
from app.demo.helpdesk.webhooks import Webhooks


class Moment(Enum):
    """When a hook is called: before a request is done, when it is done but not answered, when it is answered.

    What a hook gives at the first two happens instead of what was to come.
    """

    BEFORE = "before"
    DONE = "done"
    ANSWERED = "answered"


Hook = Callable[[int, str, str], Fault | None]


@dataclass(frozen=True, slots=True)
class Call:
    """A request and what the desk made of it; `status` None where a fault kept it from being done.

    `query` is the raw query string; `body` and `answer` are parsed JSON, None where there was none. `violation` says
    what about the request is outside the contract. A `fault` tells that the client saw something else.
    """

    n: int
    at: datetime
    method: str
    path: str
    query: str
    body: Json
    status: int | None
    answer: Json
    actor: str | None
    ticket: str | None
    violation: str = ""
    fault: Fault | None = None


class Site(Conversation):
    """`page_size` caps every list; `search_lag` and `match_lag` are how late the index knows what happened."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        time_zone: str = "America/New_York",
        page_size: int = 100,
        search_lag: timedelta = timedelta(),
        match_lag: timedelta = timedelta(),
        retry_scale: float = 1.0,
    ) -> None:
        self.url = ""
        self.zone = ZoneInfo(time_zone)
        self.page_size = page_size
        self.search_lag = search_lag
        self.match_lag = match_lag
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.faults = Faults()
        self.webhooks = Webhooks(clock, retry_scale)
        #: The fields that the transition to a status demands, by the status' id.
        self.screens: dict[str, tuple[str, ...]] = {}
        self.hooks: dict[Moment, list[Hook]] = {moment: [] for moment in Moment}
        super().__init__(clock, self._announce)

    def _announce(self, event: Event) -> None:
        milliseconds = int(self.time().timestamp() * 1000)
        shapes = Shapes(self.url, self.now(), self.zone, self.page_size, api=2)
        self.webhooks.emit(event.kind, webhook_body(event, shapes, milliseconds))

    def on_request(self, hook: Hook, at: Moment = Moment.BEFORE) -> None:
        """Call `hook(n, method, path)` for every request from now on, `n` counting from 1; the request waits for it.

        A fault that it gives strikes this request, whatever the fault's own pattern is.
        """
        self.hooks[at].append(hook)

    def index(self, lag: timedelta) -> Snapshot:
        """What an index knows that is `lag` behind."""
        return self.history.snapshot(self.history.event_at(self.time() - lag) if lag else None)

    def settle(self, timeout: float = 10) -> None:
        """Wait until no webhook is under way."""
        self.webhooks.settle(timeout)
