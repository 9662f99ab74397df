"""Secrets that people paste into a ticket, taken out of its words before anything else sees them.

What remains names the secret by its last four characters, so that LSIS can tell which key it was. Long strings that are
merely identifiers (an MMS id, a commit, a case number) stay: a string is taken for a key by its form, or by what stands
before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stood (code points), and its last four characters."""

    start: int
    end: int
    last4: str

    @property
    def marker(self) -> str:
        return f"[removed: looks like a key ····{self.last4}]"


# Keys of Alma, 1Password's share links and service accounts, web tokens, Jira's tokens, passwords after their label.
_BY_FORM = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?P<pem>[A-Za-z0-9+/=\s\\]*)(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
    r"|(?<![A-Za-z0-9])l[78]xx[0-9a-f]{32}(?![A-Za-z0-9])"
    r"|https?://(?:share\.1password\.com|[\w.-]{1,60}\.1password\.(?:com|eu|ca)/share|[\w.:\[\]-]{1,99}/s#)[^\s<>\"')\]|]+"
    r"|(?<![A-Za-z0-9])ops_[A-Za-z0-9_\-]{40,}"
    r"|(?<![A-Za-z0-9])ATATT[A-Za-z0-9_\-=]{20,}"
    r"|(?<![A-Za-z0-9_\-])eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]*"
    r"|\b(?:password|passwd|passphrase|pwd|client[ _-]secret)[ \t]{0,3}[:=][ \t]{0,3}[\"'`]?"
    r"(?P<password>(?!\[removed)[^\s\"'`<>]{4,})",
    re.IGNORECASE,
)
# Whatever is long, unbroken and holds a digit may be a key: what stands before it decides.
_CANDIDATE = re.compile(
    r"(?<![\w.~+/\-])(?=[a-z.~+/\-]*\d)[a-z0-9][a-z0-9._~+/\-]{15,199}=*(?![\w.~+/\-])", re.IGNORECASE
)
_MAYBE = re.compile(r"\S{16}|(?i:pass|pwd|secret)")
_OPAQUE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9]{32,64}", re.IGNORECASE)
_GAP = r"(?: (?:is|was|value))?[ \t]?[:=]?[ \t]?[\"'`*{]?$"
_HEADER_BEFORE = re.compile(rf"\b(?:bearer|basic|apikey|oaapikey){_GAP}", re.IGNORECASE)
_KEY_BEFORE = re.compile(rf"\b(?:api[ _-]?key|key|token|secret){_GAP}", re.IGNORECASE)
_BEFORE = 24


def secrets(text: str) -> tuple[Secret, ...]:
    """The secrets of a text, in order; no two overlap."""
    if not _MAYBE.search(text):
        return ()
    found = sorted([*_by_form(text), *_by_context(text)], key=lambda secret: (secret.start, -secret.end))
    return tuple(
        each for before, each in zip([None, *found], found, strict=False) if not before or before.end <= each.start
    )


def _by_form(text: str) -> Iterator[Secret]:
    for match in _BY_FORM.finditer(text):
        start = match.start("password") if match["password"] else match.start()
        yield Secret(start, match.end(), _last4(match["pem"] or match[0]))


def _by_context(text: str) -> Iterator[Secret]:
    for match in _CANDIDATE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _HEADER_BEFORE.search(before) or (_KEY_BEFORE.search(before) and _OPAQUE.fullmatch(match[0])):
            yield Secret(match.start(), match.end(), _last4(match[0]))


def redact(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with each secret replaced by a marker, and their last four characters in order."""
    found = secrets(text)
    parts, done = [], 0
    for secret in found:
        parts += [text[done : secret.start], secret.marker]
        done = secret.end
    return "".join([*parts, text[done:]]), tuple(secret.last4 for secret in found)


def touches(found: tuple[Secret, ...], start: int, end: int) -> bool:
    """Whether a stretch of the text holds any part of a secret."""
    after = bisect_right(found, start, key=lambda secret: secret.end)
    return after < len(found) and found[after].start < end


def _last4(value: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", value[-16:])[-4:]
