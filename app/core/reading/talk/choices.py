"""The lettered or numbered options between which staff or the bot let the requester choose, and which one is chosen.

"(A) sandbox, Bibs read/write; (B) production, Bibs read-only. Which one?" - "B, please." Each option is read as if it
were offered alone. Numbered questions are no options: only what is asked to be chosen between is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.core.reading.layout.statements import Statement
from app.core.reading.talk.talking import puts_off
from app.core.reading.text.lines import Line
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.english import Cue

_NOUN = r"(?:option|variant|choice|plan|possibility|alternative|version|proposal|number|no\.?|nr\.?)"
_LABEL = re.compile(
    rf"(?<![^\s:;,.(])(?:(?P<noun>{_NOUN})\s{{1,3}})?[(\[]?(?P<label>[A-Ea-e]|[1-5])(?P<sign>[)\].:])(?=\s)",
    re.IGNORECASE,
)
_CHOOSING = re.compile(
    r"\b(?:which|either|choose|choice|choices|pick|prefer|options?|variants?|alternatives?|two ways|possibilities)\b",
    re.IGNORECASE,
)
# How numbered questions begin, which are no options.
_ASKING = re.compile(
    r"\s*(?:please (?:tell|say)|what|whether|which|who|why|how|is|are|should|do|does|can|will|would)\b", re.IGNORECASE
)
_ORDINALS = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "last": -1}
# After a bare label: "B", "B, please", "a is what we want"; not "a key" nor "2-4 pm".
_ALONE = r"(?= ?(?:$|[,.!)]| please| is | would | it ))"
_PICKED = re.compile(
    rf"\b{_NOUN} \(? ?(?P<named>[a-e]|[1-5])\b|\( (?P<round>[a-e]|[1-5]) \)"
    rf"|^(?:please |then |so |rather |definitely )?(?P<bare>[a-e]|[1-5]){_ALONE}"
    rf"|\b(?:go for|take|choose|pick|prefer|want|like|it's|with|be) (?P<verb>[a-e]){_ALONE}"
    rf"|\bthe (?P<ordinal>first|former|second|latter|third|last)(?: (?:one|{_NOUN}))?{_ALONE}"
)


@dataclass(frozen=True, slots=True)
class Option:
    """Its label in small letters, and its words as lines of the message."""

    label: str
    lines: tuple[Line, ...]


def options_in(text: str, lines: Sequence[Line]) -> list[Option]:
    """The options of a message, in order, if it lets choose between labelled ones."""
    if not _CHOOSING.search(text):
        return []
    labels = list(_in_sequence(list(_LABEL.finditer(text))))
    if len(labels) < _TWO or any(_ASKING.match(text, each.end()) for each in labels):
        return []
    ends = [each.start() for each in labels[1:]] + [_end_of_last(text, labels[-1].end())]
    return [
        Option(each["label"].lower(), tuple(_between(lines, each.end(), end)))
        for each, end in zip(labels, ends, strict=True)
    ]


_TWO = 2


def _in_sequence(found: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The labels from the first on, as long as each follows the one before; none if they start anew."""
    labels = [each["label"].lower() for each in found]
    if len(set(labels)) != len(labels) or labels[:1] not in (["a"], ["1"]):
        return
    if all(ord(after) == ord(before) + 1 for before, after in pairwise(labels)):
        yield from found


def _end_of_last(text: str, start: int) -> int:
    """The last option ends with its line, or with the question after it."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    question = re.search(r"(?<=[.;!)])\s+(?=[A-Z][^.!?]{0,80}\?)|\s(?=(?:Which|What) [^.!?]{0,80}\?)", text[start:line])
    return start + question.start() if question else line


def _between(lines: Sequence[Line], start: int, end: int) -> Iterator[Line]:
    for line in lines:
        first, last = max(line.start, start), min(line.end, end)
        if first < last:
            yield line._replace(start=first, end=last, text=line.text[first - line.start : last - line.start])


def chosen(labels: Sequence[str], statements: Sequence[Statement]) -> int | None:
    """Which of the options a message takes; None if it takes none, or several."""
    picked = {
        number
        for statement in statements
        if not (statement.question or statement.has(Cue.NOT, Cue.HEDGE, Cue.UNSURE))
        for match in _PICKED.finditer(words_of(statement.tokens))
        if not puts_off(words_of(statement.tokens))
        if (number := _number(labels, match)) is not None
    }
    return picked.pop() if len(picked) == 1 else None


def _number(labels: Sequence[str], match: re.Match[str]) -> int | None:
    if ordinal := match["ordinal"]:
        at = _ORDINALS[ordinal]
        return at % len(labels) if -1 <= at < len(labels) else None
    label = match["named"] or match["round"] or match["bare"] or match["verb"]
    return labels.index(label) if label in labels else None
