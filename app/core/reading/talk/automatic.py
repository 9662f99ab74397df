"""Whether a message is a machine's: an absence notice, a notice of delivery, or a ticket system's receipt."""

import re
import unicodedata
from collections.abc import Callable
from enum import Enum, auto
from functools import cache

from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary import words_of_machines as words
from app.core.reading.wanted.wishes import Claims

_LONGEST = 4000
_HEAD = 200
_NOTICE = 1500


def is_automatic(text: str, claims: Callable[[], Claims]) -> bool:
    """Whether no person wrote a message: it states nothing, whatever it names.

    `text` is without quotations, which may hold automatic words of ours. Where a person may be away, or tell of a
    ticket elsewhere, it is a person if an environment or a level is claimed, save where it says whom to turn to, or
    that no mail is read.
    """
    machine = _machine_in(text)
    if machine is not _Machine.PERHAPS:
        return machine is _Machine.SURELY
    placed = (statement for statement, claim in claims() if claim.environments or claim.levels)
    told = (_plain(words_of(statement.tokens)) for statement in placed)
    return all(_says(words.ELSEWHERE, text) or _says(words.NO_MAIL, text) for text in told)


def is_headed_automatic(text: str) -> bool:
    """Whether it begins like an automatic message: a ticket may come by way of a form that says so of itself."""
    return bool(_pattern(words.HEADINGS, start=True).match(_plain(text[:_HEAD])))


class _Machine(Enum):
    """How sure it is that a machine wrote a message."""

    SURELY = auto()
    PERHAPS = auto()


def _machine_in(text: str) -> _Machine | None:
    plain = _plain(text[:_LONGEST])
    if _pattern(words.HEADINGS, start=True).match(plain) or _says(words.ITSELF, plain) or _says(words.UNREAD, plain):
        return _Machine.SURELY
    return _receipt_in(plain) or (_Machine.PERHAPS if _is_absence(plain) else None)


def _receipt_in(text: str) -> _Machine | None:
    """Whether it says that a message came, or thanks for it, and what is done with it."""
    came, thanks = _says(words.CAME, text), _says(words.THANKS, text)
    if not (came or thanks):
        return None
    number, soon = _says(words.NUMBER, text), _says(words.SOON, text)
    if came and (number or (thanks and soon)):
        return _Machine.SURELY
    return _Machine.PERHAPS if (came and (thanks or soon)) or (thanks and number) else None


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
