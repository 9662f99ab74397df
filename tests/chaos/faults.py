"""The faults of the others: at each request of an ordinary ticket, everything that can go wrong with it, once or until
somebody mends it.

Once: the ticket and the one beside it are delivered all the same. Until mended: the ticket waits, and says why where a
person has to act, or it is on the dead list with its reason; nothing is refused; the ticket beside it goes its way; and
when the fault is gone, `keydesk retry` finishes it.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.utils import format_datetime
from functools import partial

import httpx

from app.core.case import Kind as Comment
from app.demo import native
from app.demo.helpdesk.faults import LOGIN_PAGE
from app.demo.onepassword.messages import CONFLICT, RATE_LIMITED
from app.main import House
from app.store import tickets, work
from tests.chaos.judge import refusals, told, violations, whole
from tests.chaos.library import BIBS, BOTH, SANDBOX, Library, Run
from tests.chaos.people import Request as Ticket
from tests.chaos.report import Outcome
from tests.chaos.traffic import DROP, Fault, Moment, Request, Server

#: How long Keydesk waits for an answer here, in seconds: nothing on this machine takes so long.
PATIENCE = 1.0

#: How many looks at a ticket that waits are enough to see that it does.
_ROUNDS = 10

#: How often a request is struck in bad weather: of the kinds that fit it, about one in this many.
_BAD_LUCK = 0.15

DESK, VAULT, ALMA = Server.DESK, Server.VAULT, Server.ALMA
EVERYBODY = frozenset(Server)

Make = Callable[[Run, Request], Fault | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """What goes wrong with the requests that `fits` takes, at which moment, and what comes back."""

    name: str
    make: Make
    servers: frozenset[Server] = EVERYBODY
    at: Moment = Moment.BEFORE
    reads: bool = True
    writes: bool = True

    def fits(self, request: Request) -> bool:
        wanted = self.writes if request.writes else self.reads
        return wanted and request.server in self.servers


def _always(fault: Fault) -> Make:
    return lambda _run, _request: fault


def _status(status: int) -> Make:
    return _always(Fault(status))


def _late(_run: Run, _request: Request) -> Fault:
    time.sleep(PATIENCE * 1.2)
    return DROP


def _slow_down_until(run: Run, _request: Request) -> Fault:
    until = run.clock() + timedelta(seconds=90)
    return Fault(429, headers={"Retry-After": format_datetime(until, usegmt=True)})


def _alma(status: int, code: str) -> Make:
    body = (
        '<web_service_result xmlns="http://com/exlibris/urm/general/xmlbeans"><errorsExist>true</errorsExist>'
        f"<errorList><error><errorCode>{code}</errorCode></error></errorList></web_service_result>"
    )
    return _always(Fault(status, body, {"Content-Type": "application/xml"}))


_PAGE = Fault(200, LOGIN_PAGE, {"Content-Type": "text/html"})

KINDS: tuple[Kind, ...] = (
    Kind("timed out before it was done", _late),
    Kind("timed out after it was done", _late, at=Moment.DONE),
    Kind("connection dropped before", _always(DROP)),
    Kind("connection dropped after (lost reply)", _always(DROP), at=Moment.DONE),
    Kind("429 with seconds", _always(Fault(429, headers={"Retry-After": "30"})), frozenset({DESK})),
    Kind("429 with a date", _slow_down_until, frozenset({DESK})),
    Kind("500", _status(500)),
    Kind("500 after it was done", _status(500), at=Moment.DONE),
    Kind("502", _status(502)),
    Kind("503", _status(503)),
    Kind("a login page with 200", _always(_PAGE), frozenset({DESK, ALMA})),
    Kind("a login page with 200 after it was done", _always(_PAGE), frozenset({DESK, ALMA}), Moment.DONE),
    Kind("400", _status(400)),
    Kind("401", _status(401)),
    Kind("403", _status(403)),
    Kind("404", _status(404)),
    Kind("a read that is one event old", _always(Fault(stale=1)), frozenset({DESK}), writes=False),
    Kind("a read that is four events old", _always(Fault(stale=4)), frozenset({DESK}), writes=False),
    Kind("1Password: conflict", _always(Fault(200, CONFLICT.body)), frozenset({VAULT})),
    Kind("1Password: rate limit", _always(Fault(200, RATE_LIMITED.body)), frozenset({VAULT})),
    Kind("Alma: threshold of a second", _alma(429, "PER_SECOND_THRESHOLD"), frozenset({ALMA})),
    Kind("Alma: threshold of a day", _alma(429, "DAILY_THRESHOLD"), frozenset({ALMA})),
)


def once(library: Library, kind: Kind, numbers: Iterator[int]) -> Iterator[Outcome]:
    """A run for each number of a fitting request, until there is no such request."""
    for n in numbers:
        with playing(library) as (run, _ticket, _beside):
            struck = Struck(run, kind, n)
            run.library.traffic.begin(struck)
            run.goes_on()
            yield Outcome(struck.described, [*violations(run), *refusals(run)])
            if not struck.by:
                return


def until_mended(library: Library, kind: Kind, numbers: Iterator[int]) -> Iterator[Outcome]:
    """The same, with every fitting request of the ticket spoilt from the n-th on, until somebody mends it."""
    return _lasting(library, numbers, lambda run, n, ticket: Struck(run, kind, n, lasting=ticket))


def for_everybody(library: Library, kind: Kind, numbers: Iterator[int]) -> Iterator[Outcome]:
    """The same, with the n-th of the calls that there are spoilt for all tickets, until somebody mends it."""
    return _lasting(library, numbers, lambda run, n, _ticket: Down(run, kind, n))


def _lasting(
    library: Library, numbers: Iterator[int], strike: Callable[[Run, int, Ticket], "Struck"]
) -> Iterator[Outcome]:
    for n in numbers:
        with playing(library) as (run, ticket, beside):
            struck = strike(run, n, ticket)
            run.library.traffic.begin(struck)
            run.goes_on(rounds=_ROUNDS)
            wrong = [*_waits_rightly(run, ticket, struck), *whole(run), *refusals(run)] if struck.by else []
            if not beside.over and struck.spares_others:
                wrong.append("the ticket beside it is held up")
            struck.mended = True
            run.retry()
            run.goes_on()
            yield Outcome(struck.described, [*wrong, *violations(run), *refusals(run)])
            if not struck.by:
                return


@contextlib.contextmanager
def playing(library: Library) -> Iterator[tuple[Run, Ticket, Ticket]]:
    """A run with an ordinary ticket, and with another one beside it that nothing happens to."""
    with library.run() as run, impatient(run.house):
        run.stocks("sandbox", BIBS, 3)
        yield run, run.opens(BOTH, draft=True), run.opens(SANDBOX, run.scene.people.omar)


class Struck:
    """Spoils the `n`-th request that fits, or all from it on that are about `lasting`, until `mended`."""

    def __init__(self, run: Run, kind: Kind, n: int, lasting: Ticket | None = None) -> None:
        self._run, self._kind, self._n, self._lasting = run, kind, n, lasting
        self._seen = 0
        self.by: list[Request] = []
        self.mended = False

    @property
    def described(self) -> str:
        return f"{self._kind.name}, {self._n}: {self.by[0].name}" if self.by else ""

    @property
    def spares_others(self) -> bool:
        """Whether only calls that are about one ticket were spoilt: those of the help desk."""
        return bool(self.by) and all(each.server is DESK for each in self.by)

    def __call__(self, request: Request, moment: Moment) -> Fault | None:
        if moment is not self._kind.at or not self._kind.fits(request) or self.mended or not self._strikes(request):
            return None
        self.by.append(request)
        return self._kind.make(self._run, request)

    def _strikes(self, request: Request) -> bool:
        if self._lasting is not None and not _concerns(request, self._lasting):
            return False
        self._seen += 1
        return self._seen >= self._n and (self._lasting is not None or not self.by)


class Down(Struck):
    """Spoils the `n`-th of the calls that are made, whatever it is about, until `mended`."""

    def __init__(self, run: Run, kind: Kind, n: int) -> None:
        super().__init__(run, kind, n)
        self._calls: list[str] = []

    @property
    def spares_others(self) -> bool:
        return False

    def _strikes(self, request: Request) -> bool:
        if request.call not in self._calls:
            self._calls.append(request.call)
        return self._calls.index(request.call) == self._n - 1


def _concerns(request: Request, ticket: Ticket) -> bool:
    return request.server is not DESK or f"/{ticket.id}" in request.name


def _waits_rightly(run: Run, ticket: Ticket, struck: Struck) -> Iterator[str]:
    """Not forgotten: due again, or given up with a reason; and red where a person has to mend something."""
    if ticket.over:
        return
    with run.house.store.reading() as db:
        row = work.standing(db, f"ticket:{ticket.id}")
    if row is None or (row.due_at is None and row.dead_at is None):
        if not _found_by_the_sweep(run, ticket):
            yield f"nobody looks at it any more: {row}"
    elif row.error == "Misconfigured" or row.error == "Forbidden":
        trouble = run.house.worker.health().trouble
        if trouble is None or not trouble.person:
            yield "it waits for a repair, and health is not red"
    elif row.dead_at is not None and not told(ticket, Comment.STUCK) and not _comments_are_spoilt(struck):
        yield f"it was given up ({row.error}), and the ticket does not say so"


def _found_by_the_sweep(run: Run, ticket: Ticket) -> bool:
    """A hidden ticket is looked at again when the queue shows it as changed since it was last seen whole."""
    with run.house.store.reading() as db:
        seen = tickets.seen_updated(db, "alma").get(ticket.id)
    return seen != run.scene.desk.ticket(ticket.id).updated


def _comments_are_spoilt(struck: Struck) -> bool:
    return any(each.server is DESK for each in struck.by)


@contextlib.contextmanager
def impatient(house: House) -> Iterator[None]:
    """Nothing is changed but how long it waits for an answer."""
    house.desk._calls._timeout = (PATIENCE, PATIENCE)
    verifier = house.verifiers["alma"]
    brief = partial(httpx.Client, timeout=PATIENCE, trust_env=False, follow_redirects=False)
    verifier._client = brief  # type: ignore[attr-defined]
    before, native._TIMEOUT = native._TIMEOUT, PATIENCE  # type: ignore[assignment]
    try:
        yield
    finally:
        native._TIMEOUT = before


def weather(library: Library, seed: int) -> Outcome:
    """Every now and then something goes wrong, and each time something else."""
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    sudden = [kind for kind in KINDS if kind.make is not _late]
    struck: list[str] = []

    def strike(request: Request, moment: Moment) -> Fault | None:
        kind = chance.choice(sudden)
        if kind.at is not moment or not kind.fits(request) or chance.random() > _BAD_LUCK:
            return None
        struck.append(f"{kind.name} at {request.name}")
        return kind.make(run, request)

    with playing(library) as (run, _ticket, _beside):
        library.traffic.begin(strike)
        run.goes_on()
        library.traffic.end()
        run.retry()
        run.goes_on()
        return Outcome(f"{len(struck)} faults (seed {seed}): {'; '.join(struck)}", [*violations(run), *refusals(run)])
