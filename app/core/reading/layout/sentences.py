"""Tokens into sentences."""

from collections.abc import Iterator, Sequence

from app.core.reading.layout.names import AREA, LEVEL, PLACE, kind_of_name
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import ABBREVIATIONS, Cue

_ENDS = frozenset(".!?;")
# What goes on for longer is no sentence, and is cut so that what is done to one stays quick.
_LONGEST = 150


def sentences(tokens: Sequence[Token], text: str) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """Each sentence with whether it is a question. Line ends count where the line did not just run out of space."""
    sentence: list[Token] = []
    for number, token in enumerate(tokens):
        if token.text == "\n" and _runs_on(tokens, number, text):
            continue
        inside = token.text[0] == ";" and _is_inside(sentence)
        if token.text == "\n" or (token.text[0] in _ENDS and not inside and _is_end(sentence, token, text)):
            if any(each.is_word or each.term for each in sentence):
                yield tuple(sentence), "?" in token.text
            sentence = []
        else:
            sentence.append(token)
        if len(sentence) >= _LONGEST:
            yield tuple(sentence), False
            sentence = []
    if any(each.is_word or each.term for each in sentence):
        yield tuple(sentence), False


def asides_apart(sentence: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """A sentence and what its brackets say of other areas: "read-only (Users: read/write)" are two.

    A bracket behind an environment says what is wanted there: "production (Bibs: RO), sandbox (Bibs: RW)".
    """
    opening = next((at for at, token in enumerate(sentence) if token.text == "("), len(sentence))
    closing = next((at for at in range(opening, len(sentence)) if sentence[at].text == ")"), len(sentence))
    inside, outside = sentence[opening + 1 : closing], sentence[:opening] + sentence[closing + 1 :]
    own = {kind_of_name(token) for token in inside}
    plain = not any(token.is_open or token.has(Cue.EXCEPT, Cue.NOT) for token in inside)
    levels = any(kind_of_name(token) == LEVEL for token in outside)
    placed = 0 < opening < len(sentence) and kind_of_name(sentence[opening - 1]) == PLACE
    return [outside, inside] if plain and levels and not placed and {AREA, LEVEL} <= own else [sentence]


def _is_inside(sentence: Sequence[Token]) -> bool:
    """Whether a bracket is open: "one for the sandbox (Bibs: read/write; Users: read-only)"."""
    return sum(token.text == "(" for token in sentence[-_LONG:]) > sum(token.text == ")" for token in sentence[-_LONG:])


_LONG = 60


def _is_end(before: Sequence[Token], sign: Token, text: str) -> bool:
    if sign.text == "?" and before and before[-1].text in _ASSIGNS:
        return False
    if sign.text[0] != ".":
        return True
    after = text[sign.end : sign.end + 1]
    if after and not after.isspace() and after not in "\"')]*_":
        return False
    last = before[-1].text if before else ""
    if tuple(each.text for each in before) == _POSTSCRIPT:
        return True
    if last == "no" and text[sign.end : sign.end + 2].strip().isdigit():
        return False
    return not (last in ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i" and not _is_level(before)))


_POSTSCRIPT = ("p", ".", "s")


def _is_level(before: Sequence[Token]) -> bool:
    """Whether a single letter is a level and no initial: "Users, R. It …"."""
    alone = len(before) == 1 or before[-2].text in (",", ":", "(", "-", "=") or kind_of_name(before[-2]) == AREA
    return alone and kind_of_name(before[-1]) == LEVEL


# After these a question mark stands for a value that is not known yet: "Users = ?".
_ASSIGNS = frozenset((":", "=", "->", "=>", "-"))
_FULL_LINE = 55


def _runs_on(tokens: Sequence[Token], number: int, text: str) -> bool:
    """Whether a line end is only where a mail program broke a long line: the next one goes on in lower case."""
    start = text.rfind("\n", 0, tokens[number].start) + 1
    after = text[tokens[number].end : tokens[number].end + 1]
    full = tokens[number].start - start >= _FULL_LINE
    ended = number == 0 or tokens[number - 1].text[0] in ".!?;:|"
    return full and not ended and (after.islower() or after.isdigit() or after in "(\"'")
