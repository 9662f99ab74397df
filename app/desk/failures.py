"""Every way in which a call to Jira fails, as one of Keydesk's errors: the only place where that is decided.

Texts are ours alone. Bodies, headers and the exceptions of the libraries beneath hold tokens, share links and people's
words, so nothing of them is passed on, not even as the cause of an error.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from requests import Response

from app.errors import KeydeskError, Misconfigured, Permanent, Transient, Turned

_LONGEST_WAIT = timedelta(days=1)
LATER = "Keydesk tries again by itself."
_NOT_SIGNED_IN = (
    "Jira does not accept Keydesk's account or token: it was withdrawn, has run out, or belongs to another address "
    "(a scoped token works only at https://api.atlassian.com/ex/jira/…). Please set a new one."
)
_REDIRECTED = (
    "Jira's address answers with a redirection, which Keydesk does not follow with its token. "
    "Please set the address of Jira itself."
)


class NotThere(Turned):
    """404: gone, or not for our account to see; Jira does not say which."""


class Refused(Turned):
    """400 and the like: what was asked is wrong, or a right is missing; of some calls Jira does not say which."""


class Forbidden(Misconfigured):
    """Our account is known and lacks a right."""


def failure(response: Response, doing: str, right: str, now: datetime) -> KeydeskError | None:
    """What is wrong with an answer by its status and headers; None if it may be read.

    `doing` completes "Keydesk could not …"; `right` names the permission that the call takes.
    """
    status = response.status_code
    log = f"jira: could not {doing}: HTTP {status}"
    if status == 401 or _turned_away(response):
        return Misconfigured(f"{log} (not signed in)", _NOT_SIGNED_IN)
    match status:
        case 403:
            return forbidden(doing, right)
        case 404:
            return NotThere(log, f"Keydesk could not {doing}: there is no such thing, or it may not be seen ({right}).")
        case 410:
            return Misconfigured(log, f"Jira no longer offers what Keydesk uses to {doing}. Please update Keydesk.")
        case 413:
            return Permanent(log, f"Keydesk could not {doing}: the ticket has as much on it as Jira allows.")
        case 429:
            return Transient(log, f"Jira asks Keydesk to slow down. {LATER}", _wait(response, now))
        case 408 | 409 | 423 | 425:
            return Transient(log, f"Jira could not {doing} just now. {LATER}", _wait(response, now))
    if status >= 500:
        return Transient(log, f"Jira could not {doing} just now. {LATER}", _wait(response, now))
    if status >= 400:
        return Refused(log, f"Jira refused when Keydesk wanted to {doing}. Please look at the ticket.")
    return Misconfigured(f"{log} (redirected)", _REDIRECTED) if status >= 300 else None


def forbidden(doing: str, right: str) -> Forbidden:
    """Names the missing right and who can give it."""
    return Forbidden(
        f"jira: could not {doing}: missing {right}",
        f"Jira does not let Keydesk's account {doing}. An administrator of Jira can give it: {right}.",
    )


def unreachable(reason: str, doing: str) -> Transient:
    """No answer came. `reason` is the name of the library's exception, which says enough and tells nothing."""
    return Transient(f"jira: could not {doing}: {reason}", f"Jira does not answer. {LATER}")


def garbled(doing: str) -> Transient:
    """An answer came that is not data, or not in Jira's form: a sign-in or maintenance page, a cut-off body."""
    return Transient(
        f"jira: could not {doing}: the answer was not understood",
        f"Jira's answer was not what it should be. {LATER}",
    )


def _turned_away(response: Response) -> bool:
    """Jira serves a request with a bad password as if nobody had signed in, and says so only here (JRASERVER-41559)."""
    reason = response.headers.get("X-Seraph-LoginReason", "")
    return "AUTHENTICATED_FAILED" in reason or "AUTHENTICATION_DENIED" in reason


def _wait(response: Response, now: datetime) -> timedelta | None:
    """Retry-After as seconds or as an HTTP date (RFC 9110 §10.2.3), at most a day; None where there is none."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), _LONGEST_WAIT.total_seconds()))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), _LONGEST_WAIT)
