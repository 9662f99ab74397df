"""The one connection to 1Password: its SDK's asyncio on one loop in one thread, and its errors in our own words.

Whoever calls gets a plain result or one of our errors, never an SDK exception: those have no types to go by, and their
texts can hold an item's value. An error that may come after the deed is `Transient`, and whoever wrote looks before
writing again: a call that takes too long is left to end by itself, because cancelling it would not take it back.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from typing import TypeVar

from onepassword.client import Client
from onepassword.errors import RateLimitExceededException
from pydantic import ValidationError
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_exponential

from app.core.secret import Secret
from app.errors import KeydeskError, Misconfigured, Permanent, Transient
from app.measuring import UpstreamCall, outcome_of

T = TypeVar("T")
Call = Callable[[Client], Awaitable[T]]

_INTEGRATION = "Keydesk"
_VERSION = "1"
# The SDK gives up on each of its requests after 30 s, and makes several for one call.
_LONGEST = 120.0
_PATIENCE = 20.0


class Stale(Transient):
    """Somebody else wrote there meanwhile: nothing of ours was done."""


class Gone(Permanent):
    """There is no such item, or it is archived."""


class Connection:
    """Signs in at the first call, once for the process; `sleep` takes seconds."""

    def __init__(self, token: Secret, sleep: Callable[[float], None] = time.sleep, longest: float = _LONGEST) -> None:
        self._token = token
        self._sleep = sleep
        self._longest = longest
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Client | None = None

    def read(self, call: Call[T]) -> T:
        """A call that may be made again: three tries while it fails for the moment."""
        tries = Retrying(
            stop=stop_after_attempt(3) | stop_after_delay(_PATIENCE),
            wait=wait_exponential(multiplier=1, max=3),
            retry=retry_if_exception_type(Transient),
            sleep=self._sleep,
            reraise=True,
        )
        result: T = tries(self.write, call)
        return result

    def write(self, call: Call[T]) -> T:
        """A call that is made once."""
        future = asyncio.run_coroutine_threadsafe(self._made(call), self._running())
        with UpstreamCall("1password") as counted:
            try:
                result = future.result(self._longest)
                counted.status = "done"
                return result
            except Exception as problem:
                mine = self._in_our_words(problem)
                counted.status = outcome_of(mine)
        # Raised here, where the SDK's exception is no longer its context.
        raise mine

    def close(self) -> None:
        """End the thread. Calls under way are given up."""
        with self._starting:
            loop, self._loop, self._client = self._loop, None, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._signing_in = asyncio.Lock()
                self._loop = asyncio.new_event_loop()
                # In debug mode, which `python -X dev` turns on, slow callbacks are logged with what they were given.
                self._loop.set_debug(False)
                threading.Thread(target=_run, args=(self._loop,), name="onepassword", daemon=True).start()
            return self._loop

    async def _made(self, call: Call[T]) -> T:
        async with self._signing_in:
            if self._client is None:
                self._client = await Client.authenticate(self._token.reveal(), _INTEGRATION, _VERSION)
        return await call(self._client)

    def _in_our_words(self, problem: Exception) -> KeydeskError:
        if isinstance(problem, KeydeskError):
            return problem
        meaning = _meaning(problem)
        if meaning.signed_out:
            self._client = None
        return meaning.kind(f"1password: {meaning.log}", meaning.person)


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What an SDK error with `words` in its text means to us; `signed_out` when the next call must sign in anew."""

    words: tuple[str, ...]
    kind: type[KeydeskError]
    log: str
    person: str
    signed_out: bool = False


_WAIT = "1Password does not answer as it should just now. Keydesk tries again by itself."
_RATE = _Meaning(
    ("rate limit exceeded",),
    Misconfigured,
    "rate limit exceeded",
    "1Password's limit of calls for this hour or day is used up. Keydesk goes on when it allows calls again.",
)
_LATE = _Meaning((), Transient, "no answer in time; it may have been done", _WAIT)
_STRANGE = _Meaning((), Transient, "an answer that the SDK does not understand; it may have been done", _WAIT)
_UNKNOWN = _Meaning((), Transient, "an error of unknown kind; it may have been done", _WAIT)

# The texts stand in the SDK's native library; there is nothing else to tell its errors apart by. The first that fits
# counts: a text may begin with general words, such as "authentication error", and end with those that matter.
_MEANINGS = (
    _RATE,
    _Meaning(
        ("service account token", "you are not authenticated", "bad credentials", "service account deserialization"),
        Misconfigured,
        "the service account's token is not accepted",
        "1Password does not accept the service account's token. An administrator of 1Password can give you a new one.",
        signed_out=True,
    ),
    _Meaning(("invalid client id", "session expired"), Transient, "signed out", _WAIT, signed_out=True),
    _Meaning(
        ("not up to date", "conflict occurred"),
        Stale,
        "somebody else wrote at the same time",
        "Something else wrote to the vault at the same moment. Keydesk tries again by itself.",
    ),
    _Meaning(
        ("right permissions",),
        Misconfigured,
        "a permission is missing",
        "The service account may not do this in its vault, or 1Password's firewall keeps Keydesk out. "
        "It needs to read, write and share items there.",
    ),
    _Meaning(
        ("vault couldn't be found",),
        Misconfigured,
        "no such vault",
        "The service account cannot see one of the vaults. Check the vault ids in the settings, and its access.",
    ),
    _Meaning(
        ("item couldn't be found", "item was not found", "not in an active state"),
        Gone,
        "no such item, or archived",
        "The item is no longer in its vault in 1Password.",
    ),
    _Meaning(
        ("unsupported fields",),
        Permanent,
        "the item cannot be edited by a program",
        "1Password lets no program edit this item. Make it anew with `keydesk stock add`.",
    ),
    _Meaning(
        ("not permitted by account policy",),
        Permanent,
        "the account's policy does not allow this recipient",
        "1Password will not share with this address (account policy). Please tell the operator.",
    ),
    _Meaning(
        ("recipient had invalid format", "couldn't parse item share recipient"),
        Permanent,
        "the recipient's address is not accepted",
        "1Password does not take this for an e-mail address.",
    ),
    _Meaning(
        ("cannot share items with files",),
        Permanent,
        "the item has files",
        "The item has a file attached, and such items cannot be shared.",
    ),
    _Meaning(
        ("did not match any variant",),
        Misconfigured,
        "the native core does not know this message",
        "The installed 1Password SDK is not the one that Keydesk was made for.",
    ),
    _Meaning(
        ("internal server error", "unexpected status code", "request timeout", "error sending request"),
        Transient,
        "no good answer; it may have been done",
        _WAIT,
    ),
)


def _meaning(problem: Exception) -> _Meaning:
    if isinstance(problem, TookTooLong):
        return _LATE
    if isinstance(problem, ValidationError):
        return _STRANGE
    if isinstance(problem, RateLimitExceededException):
        return _RATE
    text = str(problem).lower()
    return next((each for each in _MEANINGS if any(words in text for words in each.words)), _UNKNOWN)
