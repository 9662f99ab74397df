"""Whether a message is a machine's: an absence notice, a notice of delivery, or a ticket system's receipt."""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache

from app.core.reading import words_of_machines as words
from app.core.reading.statements import Statement
from app.core.reading.tokens import words_of

_LONGEST = 4000
_NOTICE = 1500


def is_automatic(text: str, stated: Iterable[Statement]) -> bool:
    """Whether no person wrote a message: it states nothing, whatever it names.

    `text` is without quotations, which may hold automatic words of ours. Where a person may be away, or tell of a
    ticket elsewhere, it is a person if something is `stated` but in sentences that say whom to turn to.
    """
    machine = _machine_in(text)
    if machine is not _Machine.PERHAPS:
        return machine is _Machine.SURELY
    return all(_says(words.ELSEWHERE, _plain(words_of(statement.tokens))) for statement in stated)


class _Machine(Enum):
    """How sure it is that a machine wrote a message."""

    SURELY = auto()
    PERHAPS = auto()


def _machine_in(text: str) -> _Machine | None:
    plain = _plain(text[:_LONGEST])
    came, number, when, thanks = (_says(each, plain) for each in words.RECEIPTS)
    if _pattern(words.HEADINGS, start=True).match(plain) or _says(words.ITSELF, plain) or _says(words.UNREAD, plain):
        return _Machine.SURELY
    if came and (number or (thanks and when)):
        return _Machine.SURELY
    receipt = (came and (thanks or when)) or (thanks and number)
    return _Machine.PERHAPS if receipt or _is_absence(plain) else None


def _is_absence(text: str) -> bool:
    """Whether the writer is away, and till when, or who is there instead, or that no mail is read."""
    if len(text) > _NOTICE or not _says(words.AWAY, text) or _says(words.IN_PERSON, text):
        return False
    return any(_says(each, text) for each in (words.UNTIL, words.ELSEWHERE, words.NO_MAIL))


def _says(data: str, text: str) -> bool:
    return bool(_pattern(data).search(text))


@cache
def _pattern(data: str, start: bool = False) -> re.Pattern[str]:
    pattern = re.sub(r"\s*\n\s*", "", re.sub(r"\n\s*\|\s*", "|", data.strip()).replace(" | ", "|"))
    pattern = pattern.replace("~", r"[^.!?\n]{0,60}?")
    return re.compile(rf"\W*(?:{pattern})" if start else pattern, re.MULTILINE)


def _plain(text: str) -> str:
    """In lower case, without accents, blanks made one."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.sub(r"[ \t]+", " ", bare.replace("ß", "ss").lower())
