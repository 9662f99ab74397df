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


# A footnote's mark, which is no part of the word before it.
_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_MARKER = re.compile(rf"(?<![\u00c2\u00e2])[{_RAISED}]")


def pieces_to_mend(text: str) -> Iterator[Piece]:
    """The stretches to be replaced, in order."""
    if not text.isascii():
        struck = ((each.start(), each.end(), " ") for each in _STRUCK.finditer(text))
        raised = ((each.start(), each.end(), f"({_RAISED.index(each[0])})") for each in _MARKER.finditer(text))
        yield from sorted((*_misread(text), *struck, *raised))


def _misread(text: str) -> Iterator[Piece]:
    for match in _MISREAD.finditer(text):
        try:
            yield match.start(), match.end(), bytes(_BYTES[sign] for sign in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
