"""The shape of a line: its bullet or number, how deep it stands, and whether it goes on in the next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.core.reading.layout.labels import label_of
from app.core.reading.text.lines import Line, Whose


@dataclass(frozen=True, slots=True)
class Shape:
    """`rank` 0: a heading, 2 and more: an item, by its depth, None: neither. Its words begin at `start`."""

    rank: int | None
    start: int
    number: int | None = None
    letter: str | None = None


_PREFIX = re.compile(
    r"(?P<indent>[ \t]*)(?:[*_]{1,2}(?=\(?(?:\d{1,2}|[a-hA-H])[.)]))?(?:(?P<heading>h[1-6]\.)[ \t]*"
    r"|(?P<bullet>[*#+-]{1,6}|\d{1,2}(?:\.\d{1,2})?[.)]|\(?(?:[a-hA-H]|\d{1,2})\)|[A-H]\.|[A-HQ]\d{1,2}[.):])"
    r"(?:[ \t]+|(?=\[[ xX]?\])))?"
)


def shape_of(lines: Sequence[Line], at: int, text: str) -> Shape:
    """The shape of a line's text, which stands at lines[at]."""
    prefix = _PREFIX.match(text)
    if prefix is None:
        return Shape(None, 0)
    rank = _rank(prefix)
    if text.startswith("#") and not _among_items(lines, at):
        rank = 0
    number = (prefix["bullet"] or "").strip("().")
    letter = number.lower() if len(number) == 1 and number.isalpha() else None
    return Shape(rank, prefix.end(), int(number) if number.isdigit() else None, letter)


def _rank(prefix: re.Match[str]) -> int | None:
    if prefix["heading"]:
        return 0
    bullet = prefix["bullet"]
    if not bullet:
        return None
    deeper = bullet[0] in "*#-+" or (bullet[0].isalpha() and bullet[1:2].isdigit())
    depth = len(bullet.rstrip(".)")) if deeper else 1
    return 1 + depth + len(prefix["indent"].expandtabs(4)) // 2


def _among_items(lines: Sequence[Line], at: int) -> bool:
    """Whether a line that begins with "#" is an item of a wiki's numbered list: its neighbours begin so, too."""
    before = next((line.text for line in reversed(lines[:at]) if not line.blank), "")
    after = next((line.text for line in lines[at + 1 :] if not line.blank), "")
    return before.startswith("#") or after.startswith("#")


def is_taken_away(lines: Sequence[Line], at: int) -> bool:
    """Whether an item's minus is meant as one: there are plus signs in the list, too."""
    minus = _MINUS.match(lines[at].text) if at < len(lines) else None
    return minus is not None and any(
        line.text.startswith(f"{minus['indent']}+")
        for side in (lines[max(0, at - _NEAR) : at][::-1], lines[at + 1 : at + 1 + _NEAR])
        for line in takewhile(lambda each: not each.blank, side)
    )


_MINUS = re.compile(r"(?P<indent>[ \t]{0,12})-[ \t]*\w")
_NEAR = 12
_FULL_LINE = 55


def paragraph_end(lines: Sequence[Line], at: int) -> int:
    """The number of the line after this one's last, where a mail program has broken it into several."""
    while at + 1 < len(lines) and _goes_on(lines[at], lines[at + 1]):
        at += 1
    return at + 1


def _goes_on(line: Line, after: Line) -> bool:
    """Whether a line was only broken for its length: it is long, does not end, and the next goes on in lower case."""
    full = len(line.text.rstrip()) >= _FULL_LINE and not line.text.rstrip().endswith((".", "!", "?", ":", ";", "|"))
    goes_on = after.whose is line.whose is Whose.OWN and after.text[:1].islower() and "|" not in after.text
    return full and goes_on and not _is_field(after.text)


def _is_field(text: str) -> bool:
    """Whether a line begins with a label of its own: "env: premium sandbox" beneath a long line."""
    label = label_of(text)
    return label is not None and label.sign in ":=" and label.topic is not None


_PLACEHOLDER = re.compile(
    r"<[^<>\n\w]{0,3}(?:\w{2}|e\.g)[^<>\n]{0,200}>"
    r"|\[(?:please|your|choose|select|enter|fill|insert|e\.g)[^\]\n]{0,120}\]|_{3,}"
    r"|-{1,3} ?(?:please )?(?:select|choose|pick)\b[^\n-]{0,40}-{1,3}"
    r"|\((?:please )?(?:select|choose|pick|fill)\b[^)\n]{0,60}\)",
    re.I,
)
_LONG = 4_000


def filled_in(text: str, start: int, end: int, asides: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands between an unfilled template's placeholders and the asides, in slices that are quickly read."""
    for first, last in _between(text, start, end, asides):
        while last - first > _LONG:
            cut = max(text.rfind(" ", first, first + _LONG) + 1, first + _LONG // 2)
            yield first, cut
            first = cut
        yield first, last


def _between(text: str, start: int, end: int, asides: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    holes = [match.span() for match in _PLACEHOLDER.finditer(text, start, end)]
    holes += [span for span in asides if start <= span[0] < end]
    for first, last in sorted(holes):
        if first >= start:
            yield start, first
            start = last
    yield start, end
