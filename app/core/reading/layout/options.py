"""Options that are printed with letters beneath a number, and the answers that pick them: "1. (c) both", "1c 3a"."""

import re
from collections.abc import Iterator

_OPTION = re.compile(r"(?<![\w(])\(?(?P<letter>[a-h])\)[ \t]*")
_AROUND = " \t,;/|.?*_"
_LETTERS = r"\(?[a-h]\)?(?![\w/])(?:[ \t]*(?:,|\+|&|and)[ \t]*\(?[a-h]\)?(?![\w/]))*"
_CHOICE = re.compile(rf"[ \t]*(?P<letters>{_LETTERS})[ \t]*[.;,]?[ \t]*$")
_NAMED = re.compile(r"\([a-h]\)[ \t:=-]*(?=\S)")
_ANSWER = re.compile(rf"(?P<number>\d{{1,2}})[ \t]*[.):=-]?[ \t]*(?P<letters>{_LETTERS})", re.IGNORECASE)
_BETWEEN = re.compile(r"[ \t,;.&/|]*(?:and[ \t]+)?$")


def options_in(text: str) -> dict[str, tuple[int, int]]:
    """Where the words of each lettered option of a line stand; nothing where the letters do not go from a on."""
    found = list(_OPTION.finditer(text))
    letters = [match["letter"] for match in found]
    if letters != [chr(ord("a") + at) for at in range(len(found))]:
        return {}
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {
        match["letter"]: (match.end(), match.end() + len(text[match.end() : end].rstrip(_AROUND)))
        for match, end in zip(found, ends, strict=False)
    }


def choice_in(text: str) -> list[str]:
    """The letters that an answer consists of: "(a) and (b)"."""
    match = _CHOICE.match(text)
    return _letters(match["letters"]) if match else []


def after_letter(text: str) -> int:
    """Where an answer goes on after the letter of its option: "(c) both"."""
    match = _NAMED.match(text)
    return match.end() if match else 0


def answers_in(line: str) -> Iterator[tuple[int, list[str]]]:
    """The numbers with the letters picked, of a line that has nothing else: "1c, 2a and b"."""
    answers = list(_ANSWER.finditer(line))
    edges = [0, *(edge for each in answers for edge in each.span()), len(line)]
    if answers and all(_BETWEEN.match(line[first:last]) for first, last in zip(edges[::2], edges[1::2], strict=True)):
        yield from ((int(each["number"]), _letters(each["letters"])) for each in answers)


def _letters(text: str) -> list[str]:
    return re.findall(r"[a-h]", text.lower().replace("and", " "))
