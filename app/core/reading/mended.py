"""What went wrong with a text before it came here, put right: UTF-8 that was read as Windows-1252; and letters that are
struck out one by one, which nobody means to say.
"""

import re
from collections.abc import Iterator

Piece = tuple[int, int, str]
"""From and to where a text is replaced, and by what."""


def _byte(value: int) -> str:
    """How a byte looks to a program that takes it for Windows-1252, in which five bytes are not assigned."""
    return bytes((value,)).decode("cp1252", "ignore") or chr(value)


_BYTES = {_byte(value): value for value in range(0x80, 0x100)}
_LATER = re.escape("".join(_byte(value) for value in range(0x80, 0xC0)))
_MISREAD = re.compile(rf"[{_byte(0xC2)}-{_byte(0xDF)}][{_LATER}]|[à-ï][{_LATER}]{{2}}|[ð-ô][{_LATER}]{{3}}")
_STRUCK = re.compile("(?:[^\n\u0335\u0336][\u0335\u0336])+")


def pieces_to_mend(text: str) -> Iterator[Piece]:
    """The stretches to be replaced, in order."""
    if not text.isascii():
        yield from sorted((*_misread(text), *((each.start(), each.end(), " ") for each in _STRUCK.finditer(text))))


def _misread(text: str) -> Iterator[Piece]:
    for match in _MISREAD.finditer(text):
        try:
            yield match.start(), match.end(), bytes(_BYTES[sign] for sign in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
