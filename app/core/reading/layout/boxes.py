"""Boxes to be ticked on one line, and the words that belong to each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.reading.vocabulary.topics import is_label_word, topic_of

_BOX = re.compile(
    r"\[(?P<in>[ xX✓✔*vV]?)\](?!\()|(?<![\w(])\((?P<round>[ xX*✓✔]?)\)(?=[ \t]|$)|\((?P<wiki>/)\)"
    r"|[☐□⬜☑☒✅✔✓✗✘❌🗹◉⦿◯○●]"
)
_TICKED = frozenset("xX✓✔*vV☑☒✅🗹◉⦿●")
_RADIO_ON, _RADIO_OFF = frozenset("◉⦿●"), frozenset("○◯")
_OPENING = frozenset(":=-")
_SIGNS = ":=?-\t"
_SIGN = re.compile(r"[:=?](?=\s)|\t")
_ASIDE = re.compile(r"[ \t]*\([^()\n]{0,80}\)")


@dataclass(frozen=True, slots=True)
class Box:
    """Its words stand at text[start:end]."""

    ticked: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Boxes:
    """A line's boxes, and where what stands before them ends: the label that they are beneath (0: there is none)."""

    label: int
    boxes: tuple[Box, ...]


def boxes_in(text: str, crosses: bool) -> Boxes | None:
    """The boxes of a line; `crosses`: there are tick marks in the text, so that (x) is a cross."""
    found = [match for match in _BOX.finditer(text) if _is_box(match, text)]
    if not found:
        return None
    before = text[: found[0].start()]
    if not before.strip(" \t*_"):
        boxes = tuple(_leading(text, found, crosses))
        leads = text[boxes[0].start : boxes[0].end].rstrip(" *_")[-1:] in _OPENING
        return _beneath_first(boxes) if leads else Boxes(0, boxes)
    ends = not text[found[-1].end() :].strip(" \t*_.,;")
    labelled = before.rstrip(" *_")[-1:] in _SIGNS or before.endswith("  ") or _is_label(before)
    if labelled and not ends:
        return Boxes(found[0].start(), tuple(_leading(text, found, crosses)))
    sign = _SIGN.search(before)
    label = sign.end() if sign and len(found) > 1 else 0
    return Boxes(label, tuple(_trailing(text, found, crosses, label)))


def _is_label(text: str) -> bool:
    return topic_of(text) is not None and all(is_label_word(word.strip("*_")) for word in text.split())


def _beneath_first(boxes: tuple[Box, ...]) -> Boxes:
    """The boxes after one whose words lead on to them ("[x] Bibs: [x] read [ ] write"): unticked, it unticks all."""
    if not boxes[0].ticked:
        return Boxes(0, ())
    return Boxes(boxes[0].end, boxes[1:]) if len(boxes) > 1 else Boxes(0, boxes)


def _is_box(match: re.Match[str], text: str) -> bool:
    """Whether a circle is one to be filled: there are filled ones and empty ones."""
    sign = match[0]
    if sign in _RADIO_ON | _RADIO_OFF:
        return any(each in text for each in _RADIO_ON) and any(each in text for each in _RADIO_OFF)
    return True


def _leading(text: str, found: list[re.Match[str]], crosses: bool) -> Iterator[Box]:
    """Each box stands before its words."""
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        yield Box(_is_ticked(match, crosses), match.end(), end)


def _trailing(text: str, found: list[re.Match[str]], crosses: bool, start: int) -> Iterator[Box]:
    """Each box stands after its words, the first's after the label; what is in brackets after one is not the next's."""
    if len(found) == 1:
        yield Box(_is_ticked(found[0], crosses), 0, len(text))
        return
    for match in found:
        aside = _ASIDE.match(text, match.end())
        yield Box(_is_ticked(match, crosses), start, match.start())
        start = aside.end() if aside else match.end()


def _is_ticked(box: re.Match[str], crosses: bool) -> bool:
    if box["wiki"]:
        return True
    if box["round"] is not None:
        return bool(box["round"].strip()) and not crosses
    return (box["in"] if box["in"] is not None else box[0]) in _TICKED
