"""What tells what an Alma key can do: harmless calls, one after the other, whose answers are compared with the grants.

Each area is asked by one read; five areas have a documented test of write access, which changes nothing, and nothing
else is ever written to. What an answer means is decided in `alma_answers`. The value travels in the header of these
calls and nowhere else.
"""

import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

import httpx
from tenacity import Retrying, retry_if_result, stop_after_attempt, wait_exponential

from app.core.findings import Agreement, AreaFinding, Findings, Result, Tell, to_nobody
from app.core.items import Use
from app.core.secret import Secret
from app.errors import Misconfigured, Permanent
from app.measuring import UpstreamCall
from app.services.alma_answers import SILENCE, Answer, Reply, understood

KEY_FORMAT = re.compile(r"l[78]xx[0-9a-f]{32}")
READ_ONLY = "read-only"
READ_WRITE = "read-write"
ENVIRONMENTS = frozenset({"production", "sandbox"})

_HOSTS = re.compile(r"api-[a-z]+\.hosted\.exlibrisgroup\.com(\.cn)?")
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_INSTITUTION = re.compile(r"institutionCode:\s*([A-Za-z0-9_]+)")
_PAUSE = 0.2
_GENERAL = "/almaws/v1/conf/general"
_CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Probe:
    """How an area is asked: GET `path` tells of read access and, where `writes`, POST of write access."""

    area: str
    path: str
    writes: bool = False


PROBES = (
    Probe("acquisition", "/almaws/v1/acq/test", writes=True),
    Probe("analytics", "/almaws/v1/analytics/paths"),
    Probe("bibs", "/almaws/v1/bibs/test", writes=True),
    Probe(_CONFIGURATION, "/almaws/v1/conf/test", writes=True),
    Probe("courses", "/almaws/v1/courses?limit=1"),
    Probe("electronic", "/almaws/v1/electronic/e-collections?limit=1"),
    # Not on the request form, but a key can have it all the same.
    Probe("partners", "/almaws/v1/partners?limit=1"),
    Probe("task-lists", "/almaws/v1/task-lists/test", writes=True),
    # Not /users/test, which looks up the person whose id is "test".
    Probe("users", "/almaws/v1/users/operation/test", writes=True),
)


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: it takes a tenth of a second."""
    return httpx.create_ssl_context(trust_env=False)


def client() -> httpx.Client:
    """A connection that follows no redirect and takes nothing (proxy, credentials) from its surroundings."""
    timeout = httpx.Timeout(20, connect=5)
    return httpx.Client(verify=_certificates(), timeout=timeout, follow_redirects=False, trust_env=False)


class AlmaVerifier:
    """Checks one key at a time, with at most five calls a second.

    `base_url` is scheme and host of the regional gateway; `institution` the code that its answers should name. `client`
    opens what `client()` of this module opens; `sleep` takes seconds.
    """

    def __init__(
        self,
        client: Callable[[], httpx.Client],
        base_url: str,
        institution: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._base_url = _gateway(base_url)
        self._institution = institution
        self._clock = clock
        self._sleep = sleep
        self._one_at_a_time = threading.Lock()

    def check(self, value: Secret, environment: str, grants: Mapping[str, str], tell: Tell = to_nobody) -> Findings:
        """Ask every area. Permanent for a value that is no Alma key, unsent; ValueError for unknown grants."""
        _refuse_unknown_words(environment, grants)
        refuse_no_key(value)
        with self._one_at_a_time, self._client() as http:
            talk = _Conversation(http, self._base_url, value, self._sleep)
            areas = tuple(_area(talk, probe, grants.get(probe.area), tell) for probe in PROBES)
            configuration = next(each for each in areas if each.area == _CONFIGURATION)
            asked = configuration.granted is not None and configuration.read is not Result.MISSING
            said = talk.environment() if asked else None
        return Findings(
            checked_at=self._clock(),
            areas=areas,
            institution=_same_institution(talk.institutions, self._institution),
            environment=_same_environment(said, environment) if asked else Agreement.NOT_TOLD,
            remaining=talk.remaining,
        )

    def use(self, grants: Mapping[str, str]) -> Use:
        """A read of the first granted area shows that a key works."""
        path = next((probe.path for probe in PROBES if probe.area in grants), PROBES[0].path)
        line = f'curl -H "Authorization: apikey YOUR-KEY" "{self._base_url}{path}"'
        return Use(self._base_url, line)


def refuse_no_key(value: Secret) -> None:
    """Permanent for a value that does not have the form of an Alma key; nobody is asked."""
    if not KEY_FORMAT.fullmatch(value.reveal()):
        raise Permanent(
            "the value does not have the form of an Alma key",
            "This is not an Alma key: those are l7xx or l8xx and 32 letters a-f and digits, 36 characters in all.",
        )


def _gateway(base_url: str) -> str:
    """A key may go to Ex Libris's gateways, and to this machine; anything else is a slip or a trap."""
    url = httpx.URL(base_url)
    at_home = url.host in _LOOPBACK and url.scheme in {"http", "https"}
    at_vendor = _HOSTS.fullmatch(url.host) is not None and url.scheme == "https"
    if not (at_home or at_vendor) or url.userinfo:
        raise Misconfigured(
            f"{url.host!r} is no gateway of Alma's",
            "The address of Alma must be https://api-….hosted.exlibrisgroup.com, the gateway of your region.",
        )
    return base_url.rstrip("/")


def _refuse_unknown_words(environment: str, grants: Mapping[str, str]) -> None:
    areas = {probe.area for probe in PROBES}
    if environment not in ENVIRONMENTS or not grants or set(grants) - areas:
        raise ValueError(f"no such environment or areas: {environment!r}, {sorted(grants)}")
    if set(grants.values()) - {READ_ONLY, READ_WRITE}:
        raise ValueError(f"no such levels: {sorted(set(grants.values()))}")


@dataclass(slots=True)
class _Conversation:
    """The calls made with one key. Once Alma is silent or the day's calls are used up, nothing more is asked.

    Reads are tried again while they may soon fare better, until one of them never did: then Alma is unwell, and each
    further call is made once. A test of write access is made once, although it changes nothing.
    """

    http: httpx.Client
    base_url: str
    value: Secret
    sleep: Callable[[float], None]
    institutions: set[str] = field(default_factory=set)
    remaining: int | None = None
    tries: int = 3
    over: bool = False
    next_call: float = 0

    def ask(self, method: str, path: str) -> Answer:
        return self._reply(method, path).answer

    def environment(self) -> str | None:
        """What the general configuration says of itself; None where that could not be learnt."""
        root = self._reply("GET", _GENERAL).root
        found = None if root is None else root.find(".//{*}environment_type")
        return None if found is None or found.text is None else found.text.strip().lower()

    def _reply(self, method: str, path: str) -> Reply:
        if self.over:
            return SILENCE
        tries = Retrying(
            stop=stop_after_attempt(self.tries if method == "GET" else 1),
            wait=wait_exponential(multiplier=1, max=3),
            retry=retry_if_result(lambda reply: reply.passing),
            retry_error_callback=lambda state: state.outcome.result() if state.outcome else SILENCE,
            sleep=self.sleep,
        )
        reply: Reply = tries(self._once, method, path)
        self.over = reply.ends_all
        if reply.passing:
            self.tries = 1
        return reply

    def _take_time(self) -> None:
        """At most one call every `_PAUSE`, however quickly Alma answers; a slow answer is pause enough."""
        early = self.next_call - time.monotonic()
        if early > 0:
            self.sleep(early)
        self.next_call = time.monotonic() + _PAUSE

    def _once(self, method: str, path: str) -> Reply:
        self._take_time()
        headers = {"Authorization": f"apikey {self.value.reveal()}", "Accept": "application/xml"}
        try:
            with UpstreamCall("alma") as call:
                response = self.http.request(method, self.base_url + path, headers=headers, follow_redirects=False)
                call.status = str(response.status_code)
        except httpx.HTTPError:
            return SILENCE
        self._note(response)
        return understood(response)

    def _note(self, response: httpx.Response) -> None:
        with suppress(KeyError, ValueError):
            self.remaining = int(response.headers["X-Exl-Api-Remaining"])
        if response.status_code == httpx.codes.OK:
            self.institutions.update(_INSTITUTION.findall(response.text))


def _area(talk: _Conversation, probe: Probe, granted: str | None, tell: Tell) -> AreaFinding:
    read = talk.ask("GET", probe.path)
    if probe.writes:
        write = _judged(talk.ask("POST", probe.path), granted == READ_WRITE)
    elif read is Answer.REFUSED:
        # The least that a row in an area gives is reading: without it there is no row, and nothing to write by.
        write = _judged(Answer.REFUSED, granted == READ_WRITE)
    else:
        write = Result.CANNOT_BE_TESTED
    finding = AreaFinding(probe.area, granted, _judged(read, granted is not None), write)
    tell(finding)
    return finding


def _judged(answer: Answer, expected: bool) -> Result:
    match answer:
        case Answer.ALLOWED:
            return Result.RIGHT if expected else Result.TOO_BROAD
        case Answer.REFUSED:
            return Result.MISSING if expected else Result.RIGHT
        case Answer.UNKNOWN:
            return Result.UNKNOWN


def _same_institution(named: set[str], expected: str) -> Agreement:
    if not named:
        return Agreement.NOT_TOLD
    return Agreement.AGREES if named == {expected} else Agreement.DIFFERS


def _same_environment(said: str | None, expected: str) -> Agreement:
    if said not in ENVIRONMENTS:
        return Agreement.UNKNOWN
    return Agreement.AGREES if said == expected else Agreement.DIFFERS
