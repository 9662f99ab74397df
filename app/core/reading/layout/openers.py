"""Lines that hold for what is beneath them, though no colon or heading says so."""

from collections.abc import Sequence

from app.core.reading.layout.labels import label_of
from app.core.reading.layout.names import AREA, LEVEL, PLACE, kind_of_name
from app.core.reading.layout.shapes import shape_of
from app.core.reading.layout.tables import Tables
from app.core.reading.layout.trees import Blocks
from app.core.reading.text.lines import Line, Whose
from app.core.reading.text.tokens import Token, cued, tokenise
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Lexicon, Term


def stands_above(tokens: Sequence[Token], tables: Tables, at: int) -> bool:
    """Whether a line names environments only, with areas, code or a table beneath; or areas, a level right beneath."""
    kinds = {kind_of_name(token) for token in tokens if token.term not in (None, Term.SERVICE)}
    lines, lexicon = tables.lines, tables.lexicon
    number = _next_filled(lines, at)
    if number is None or len(kinds) != 1 or any(token.is_open for token in tokens):
        return False
    below = _kinds(lines[number], lexicon)
    if kinds == {AREA}:
        return number == at + 1 and {LEVEL} <= below <= {LEVEL, PLACE}
    return kinds == {PLACE} and (_is_block(tables, number) or (AREA in below and PLACE not in below))


def heads_code(tokens: Sequence[Token], blocks: Blocks, at: int) -> bool:
    """Whether a line only says what is pasted beneath: "The config:"."""
    number = _next_filled(blocks.lines, at)
    named = [token for token in tokens if kind_of_name(token) is not None]
    if number is None or not named or any(token.sure or kind_of_name(token) != AREA for token in named):
        return False
    if cued(tokens, Cue.DROP, Cue.TAKE, Cue.NOT, Cue.EXCEPT):
        return False
    return blocks.lines[number].whose is Whose.CODE or blocks.after(number) > 0


def is_left_blank(tokens: Sequence[Token], lines: Sequence[Line], at: int) -> bool:
    """Whether a line is an area's label with nothing filled in, among others that are: "Configuration:"."""
    names = [token for token in tokens if token.is_word]
    if not names or any(kind_of_name(token) != AREA for token in names):
        return False
    before, after = lines[max(0, at - 1)], lines[at + 1] if at + 1 < len(lines) else None
    ends = after is None or after.blank or after.whose is not Whose.OWN or _is_filled(after)
    return ends and (_is_filled(before) or (after is not None and _is_filled(after)))


def _is_filled(line: Line) -> bool:
    label = label_of(line.text)
    return label is not None and label.sign == ":" and bool(line.text[label.value :].strip())


def _next_filled(lines: Sequence[Line], at: int) -> int | None:
    """The number of the next line that is not blank, nor the mark at which code begins."""
    return next(
        (each for each in range(at + 1, len(lines)) if not lines[each].blank and not _is_mark(lines[each])), None
    )


def _is_mark(line: Line) -> bool:
    return line.whose is Whose.NOBODYS and line.text.strip().startswith("{")


def _is_block(tables: Tables, number: int) -> bool:
    line = tables.lines[number]
    return line.whose is Whose.CODE or (line.whose is Whose.OWN and tables.at(number) is not None)


def _kinds(line: Line, lexicon: Lexicon) -> set[int | None]:
    """The kinds of name in a line; of one that is more than names, only its areas and environments."""
    if line.whose is not Whose.OWN:
        return set()
    tokens = tokenise(line.text, lexicon)
    kinds = {kind_of_name(token) for token in tokens} - {None}
    return kinds | {None} if any(token.is_open for token in tokens) else kinds


def is_answered_below(lines: Sequence[Line], at: int) -> bool:
    """Whether a line asks for something that stands on a plain line right beneath it."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.blank or below.whose is not Whose.OWN or below.text[:1].isspace():
        return False
    asks = lines[at].text.rstrip(" *_\t")[-1:] in (":", "?")
    return asks and shape_of(lines, at + 1, below.text).rank is None
