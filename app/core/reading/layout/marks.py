"""What a mark says in a cell, a box or after a label: yes, no, not settled; and the legend that explains marks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from app.core.reading.text.tokens import Token


class Mark(Enum):
    YES = auto()
    NO = auto()
    OPEN = auto()  # wanted, but not settled
    WORDS = auto()


_YES = re.compile(
    r"^(?:\(/\)|\(y\)|\(\+\)|\[[xX✓✔]\]|\([xX*]\)|[✔✓✅☑☒🗹+●◉⦿]|x|yes|y|ja|ok|true|needed|required|wanted|on|1|enabled|granted"
    r"|checked|yes,? please)[.!]?$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:[-./]*|\[ ?\]|\( ?\)|[✗✘❌☐□⬜○◯]|\(-\)|\(n\)|no|n|none|n/?a|nein|nothing|nil|null|false|off|0"
    r"|disabled|unchecked|not (?:needed|required|wanted|applicable|necessary)|no (?:access|thanks?|need)"
    r"|don'?t need|without|not at all|never)[.!]?$",
    re.IGNORECASE,
)
_CROSS = re.compile(r"^(?:\(x\)|x)$", re.IGNORECASE)
_OPEN = re.compile(
    r"^(?:\?+|tb[adc]|to ?do|open|not sure(?: yet)?|unsure|unclear|maybe|undecided|unknown|later|xxx+"
    r"|to be (?:decided|discussed|confirmed|determined))[.!]?$",
    re.IGNORECASE,
)
_TICKS = re.compile(r"\(/\)|[✔✓✅☑]")


def mark_of(text: str, ticks: bool = False) -> Mark:
    """What a cell says by a mark; `ticks`: there are tick marks beside it, so that an x is a cross."""
    if (ticks and _CROSS.match(text)) or _NO.match(text):
        return Mark.NO
    if _YES.match(text) or _CROSS.match(text):
        return Mark.YES
    return Mark.OPEN if _OPEN.match(text) else Mark.WORDS


def has_ticks(texts: Sequence[str]) -> bool:
    return any(_TICKS.search(text) for text in texts)


@dataclass(frozen=True, slots=True)
class Legend:
    """What a ticket says that its marks mean: a yes or a no, or names. `spans` are where it says so."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    names: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    spans: tuple[tuple[int, int], ...] = ()

    def without(self, text: str, start: int) -> str:
        """A text that begins at `start`, the legend blanked in it."""
        for first, last in self.spans:
            if start <= first and last <= start + len(text):
                text = text[: first - start] + " " * (last - first) + text[last - start :]
        return text


_ENTRY = re.compile(
    r"(?<![\w/-])(?:(?:an?|the) )?(?P<mark>[^\w\s,;:()|.=]{1,3}|\([^\s()]\)|[A-Za-z]{1,2}|dash|hyphen"
    r"|blanks?|empty(?: cells?)?|blank cells?)"
    r"[\"']?[ \t]*(?P<sign>=|:|\bmeans?\b|\bstands? for\b|\bis\b|\bare\b)[ \t]*(?P<meaning>[A-Za-z][^,;.()|\n=]{0,40})",
    re.IGNORECASE,
)
_WORDED = {"dash": "-", "hyphen": "-", "blank": "", "empty": ""}
_NEGATIVE = re.compile(r"\b(?:no|not|none|nothing|don't|without|neither|unneeded)\b", re.IGNORECASE)
_POSITIVE = re.compile(r"\b(?:yes|needed|wanted|required|please|granted|want|need)\b", re.IGNORECASE)


def legend_of(text: str, names: Callable[[int, int], tuple[Token, ...]]) -> Legend:
    """The legend in a text; `names` gives the names between two offsets."""
    if "=" not in text and "mean" not in text and "stand" not in text and ":" not in text:
        return Legend()
    marks: dict[str, Mark] = {}
    named: dict[str, tuple[Token, ...]] = {}
    spans = []
    for mark, match in _entries(text):
        found = names(*match.span("meaning"))
        if _NEGATIVE.search(match["meaning"]) and not found:
            marks[mark] = Mark.NO
        elif found and not _NEGATIVE.search(match["meaning"]):
            named[mark] = found
        elif _POSITIVE.search(match["meaning"]):
            marks[mark] = Mark.YES
        else:
            continue
        spans.append(match.span())
    return Legend(marks, named, tuple(spans))


def _entries(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for match in _ENTRY.finditer(text):
        mark, sign = match["mark"].lower(), match["sign"].lower()
        worded = mark.split()[0].rstrip("s")
        if worded in _WORDED:
            allowed = sign != ":"
        elif mark.isalpha():
            allowed = sign in ("=", "means", "stands for") and mark not in _NO_MARKS
        else:
            allowed = sign in ("=", ":", "means", "stands for")
        if allowed:
            yield _WORDED.get(worded, mark), match


_NO_MARKS = frozenset("is it we i a an as to by of on in he me".split())
