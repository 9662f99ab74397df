"""Where a sentence says something of `words_of_talking`: its patterns, looked up by the words that they begin with.

There are many, and few are met: each becomes a regular expression when its first word is met for the first time.
"""

import re
from collections.abc import Iterator
from functools import cache

from app.core.reading.vocabulary.talking_classes import CLASSES
from app.core.reading.vocabulary.words_of_talking import SAYINGS, Talk

_WORD = re.compile(r"\S+")
_GAP = r"(?:[^\s,:;().!?]+ ){0,4}?"
_CLAUSE = r"(?:(?<=\A )|(?<=[,:;(.\u2026] )|(?<= (?:and|but) )|(?<= (?:so|or) ))"
_ENDS = r"(?=[,:;().] )"


def says(talk: Talk, text: str) -> bool:
    """Whether a text, a blank around each of its words and signs, has one of the sayings."""
    return any(_found(talk, text))


def without(talk: Talk, text: str) -> str:
    """The text without all that it says of this."""
    for start, end in reversed(list(_found(talk, text))):
        text = text[:start] + text[max(end, start) :]
    return text


def _found(talk: Talk, text: str) -> Iterator[tuple[int, int]]:
    """Where the sayings stand; where several overlap, the first."""
    sayings, done = _by_first_word(talk), 0
    for word in _WORD.finditer(text):
        if word.start() < done:
            continue
        for saying in sayings.get(word[0], ()):
            if match := _pattern(saying).match(text, word.start()):
                yield match.span()
                done = match.end()
                break


@cache
def _by_first_word(talk: Talk) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for saying in SAYINGS[talk].split(","):
        for word in dict.fromkeys(_first_words(saying.split())):
            found.setdefault(word, []).append(saying)
    return found


def _first_words(words: list[str]) -> Iterator[str]:
    """The words that a saying may begin with; those after one that may be left out, too."""
    for word in words:
        if word != "^":
            yield from (each.split()[0] for each in _members(word.removesuffix("?")))
            if not word.endswith("?"):
                return


@cache
def _pattern(saying: str) -> re.Pattern[str]:
    return re.compile("".join(map(_part, saying.split())))


def _part(word: str) -> str:
    """A word of a saying as a regular expression, with the blank after it."""
    if word in _SIGNS:
        return _SIGNS[word]
    members = sorted(_members(word.removesuffix("?")), key=len, reverse=True)
    either = "|".join(re.escape(each).replace(r"\ _\ ", f" {_GAP}") for each in members)
    return f"(?:(?:{either}) ){'?' if word.endswith('?') else ''}"


_SIGNS = {"^": _CLAUSE, "$": _ENDS, "_": _GAP}


def _members(word: str) -> Iterator[str]:
    """What may stand for a word of a saying: "a|b" for either, a name in capitals for each of its class."""
    for each in word.split("|"):
        yield from _class(each) if each in CLASSES else (each,)


@cache
def _class(name: str) -> tuple[str, ...]:
    members = (" ".join(member.split()) for member in CLASSES[name].split(","))
    return tuple(filter(None, members))
