"""What Alma's answer to a test call means.

An answer counts only where it is clear: XML with status 200 allows; status 400 with the error code UNAUTHORIZED in a
parsed body refuses (https://developers.exlibrisgroup.com/alma/apis/); everything else, redirects and limits included,
is unknown.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from xml.etree import ElementTree

import httpx

_LONGEST_BODY = 1 << 20
_NOT_ALMA = frozenset({"html", "web_service_result"})


class Answer(Enum):
    ALLOWED = "allowed"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: `root` where it was XML; `passing` where the same call may soon fare better."""

    answer: Answer
    root: ElementTree.Element | None = None
    passing: bool = False
    ends_all: bool = False


SILENCE = Reply(Answer.UNKNOWN, passing=True, ends_all=True)


def understood(response: httpx.Response) -> Reply:
    root = _xml(response)
    codes = set(_error_codes(root))
    if response.status_code == httpx.codes.BAD_REQUEST and codes == {"UNAUTHORIZED"}:
        return Reply(Answer.REFUSED, root)
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        used_up = "DAILY_THRESHOLD" in codes
        return Reply(Answer.UNKNOWN, passing=not used_up, ends_all=used_up)
    if response.status_code == httpx.codes.OK and root is not None and not codes and _name(root) not in _NOT_ALMA:
        return Reply(Answer.ALLOWED, root)
    return Reply(Answer.UNKNOWN, passing=response.is_server_error)


def _xml(response: httpx.Response) -> ElementTree.Element | None:
    """The body as XML, whatever it calls itself. Without a DTD there are no entities, so no bombs, no outside files."""
    if len(response.content) > _LONGEST_BODY or "<!DOCTYPE" in response.text:
        return None
    with suppress(ElementTree.ParseError):
        return ElementTree.fromstring(response.text)  # noqa: S314 - see above
    return None


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2].lower()


def _error_codes(root: ElementTree.Element | None) -> Iterator[str]:
    if root is not None and _name(root) == "web_service_result":
        yield from ((each.text or "").strip() for each in root.iterfind(".//{*}errorCode"))
