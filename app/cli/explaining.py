"""A ticket as a person sees it, with the words marked that something was concluded from, and what it was.

Tickets come from anybody: they are shown as plain text in which nothing is markup, and without what could move the
cursor or turn the writing direction.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from app.core.reading import Evidence, KeyAsked, Message, Reading
from app.core.redaction import secrets

#: The colour of each kind of claim, by what stands before its "=".
COLOURS = {
    "environment": "black on bright_green",
    "area": "black on bright_cyan",
    "level": "black on bright_yellow",
    "asks": "black on bright_blue",
    "purpose": "underline",
    "explained": "black on bright_white",
    "suggest": "black on bright_magenta",
    "product": "black on white",
    "unclear": "white on red",
}
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def explained(name: str, messages: Sequence[Message], reading: Reading) -> Iterator[Text]:
    """The ticket with its evidence marked, and below it the conclusions in plain lines."""
    yield Text(f"── {printable(name)} ", style="bold")
    for number, message in enumerate(messages):
        yield Text(f"[{message.by}]", style="dim")
        yield marked(message.text, [each for each in reading.evidence if each.message == number])
    yield Text()
    for label, value in _conclusions(reading):
        yield Text.assemble((f"{label:>9}: ", "bold"), printable(value))
    yield _legend(reading)


def marked(text: str, evidence: Sequence[Evidence]) -> Text:
    """The text, each piece of evidence in the colour of its claim; where two overlap, the shorter is seen.

    Pasted secrets are looked for in what is shown, for a key may be broken by characters that are not.
    """
    styles = _styles(text, evidence)
    places = [place for place, sign in enumerate(text) if printable(sign)]
    seen = "".join(text[place] for place in places)
    shown, done = Text(), 0
    for secret in secrets(seen):
        _append(shown, seen, places, styles, range(done, secret.start))
        shown.append(secret.marker, "bold")
        done = secret.end
    _append(shown, seen, places, styles, range(done, len(seen)))
    return shown


def _append(shown: Text, seen: str, places: Sequence[int], styles: Sequence[str], where: range) -> None:
    for style, run in groupby(where, key=lambda at: styles[places[at]]):
        shown.append("".join(seen[at] for at in run), style or None)


def _styles(text: str, evidence: Sequence[Evidence]) -> list[str]:
    styles = [""] * len(text)
    for each in sorted(evidence, key=lambda one: one.start - one.end):
        styles[each.start : each.end] = [COLOURS.get(_kind(each), "bold")] * (each.end - each.start)
    return styles


def printable(text: str) -> str:
    """Without control, bidirectional and other invisible characters; line ends and tabs stay."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in _UNSEEN)


def _kind(evidence: Evidence) -> str:
    return evidence.claim.partition("=")[0]


def _conclusions(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "asks", reading.asks
    if reading.too_long:
        yield "too long", "nothing of it was read; a person has to"
    for key in reading.keys:
        yield "key", _told(key)
    yield "missing", ", ".join(reading.missing) or "nothing"
    if reading.unclear:
        yield "unclear", ", ".join(reading.unclear)
    yield "suggest", ", ".join(reading.suggest) or "nothing"
    if reading.explained is not None:
        yield "explained", "yes" if reading.explained else "no"
    if reading.purpose:
        yield "purpose", reading.purpose
    if reading.reply is not None:
        yield "reply", reading.reply


def _told(key: KeyAsked) -> str:
    grants = ", ".join(f"{area} {level or '(level not stated)'}" for area, level in key.grants.items())
    return f"{key.environment or '(environment not stated)'}: {grants or '(area not stated)'}"


def _legend(reading: Reading) -> Text:
    kinds = dict.fromkeys(_kind(each) for each in reading.evidence)
    return Text(" ").join([Text("   marked:", "dim"), *(Text(kind, COLOURS.get(kind, "bold")) for kind in kinds)])
