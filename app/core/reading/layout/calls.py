"""API calls in code, in whatever notation: curl, a program's client, a list of methods and paths."""

import re
from collections.abc import Iterator, Sequence

from app.core.reading.layout.names import Tokens
from app.core.reading.text.lines import Line
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.lexicon import Lexicon, Term

# A path by itself or after a host or a variable that stands for one.
_PATH = re.compile(
    r"(?:(?<![\w/.}])|(?<=apikey=))(?:https?://[^/\s\"']{1,80}|\$?\{{0,2}\w{1,40}\}{0,2}|%\w{1,40}%)?(?:/?almaws)?(?:/v1)?/(?P<area>[a-z][a-z_-]{1,20})"
    r"(?=[/?\s\"'`{<)\]:,#]|$)",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"(?<![\w/-])(?P<plain>GET|POST|PUT|DELETE|PATCH)(?![\w-])"
    r"|(?:-X ?|--request[ =]|method[\"']?\s?[:=]\s?)[\"']?(?P<option>get|post|put|delete|patch)\b"
    r"|\.(?P<function>get|post|put|delete|patch)\(",
    re.IGNORECASE,
)
_DATA = re.compile(r"(?<!\S)(?:-d|--data(?:-\w+)?|--json|-F)(?![\w-])")
_LOGGED = re.compile(r"(?<![\w/?=.])[45]\d\d(?!\w)|HTTP/\d|^\W*\d{4}-\d\d-\d\d")
_ASIDE = re.compile(r"(?<!\S)(?:#|//).*$")


def calls_in(lines: Sequence[Line], lexicon: Lexicon) -> Iterator[Tokens]:
    """Each call as an area with its methods; a path without a method is an area without a level."""
    for line in _joined(lines):
        text = _ASIDE.sub("", line.text)
        areas = [token for match in _PATH.finditer(text) if (token := _area(line, match, lexicon))]
        if areas and not _LOGGED.search(text):
            yield (*areas[:1], *_methods(line, text, lexicon))


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines that end with a backslash go on in the next."""
    text, start = "", 0
    for line in lines:
        start = start if text else line.start
        text += " " * (line.start - start - len(text)) + line.text
        if text.rstrip().endswith("\\"):
            continue
        yield Line(start, line.end, text)
        text = ""
    if text:
        yield Line(start, start + len(text), text)


def _area(line: Line, match: re.Match[str], lexicon: Lexicon) -> Token | None:
    area = lexicon.paths.get(match["area"].lower())
    start, end = (line.start + at for at in match.span())
    return Token(match[0].lower(), start, end, term=Term.AREA, value=area, sure=True) if area else None


def _methods(line: Line, text: str, lexicon: Lexicon) -> Iterator[Token]:
    found = [(match[match.lastgroup or 0], match.span()) for match in _METHOD.finditer(text)]
    found = [each for each in found if each[0].upper() in lexicon.methods]
    if not found and (curl := re.search(r"(?<!\S)curl\b", text)):
        found = [("POST" if _DATA.search(text) else "GET", curl.span())]
    for written, (start, end) in found:
        entry = lexicon.word(written.upper()).entry
        if entry:
            yield Token(written.upper(), line.start + start, line.start + end, term=Term.METHOD, value=entry.value)
