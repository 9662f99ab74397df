"""Fields that are asked more than once: each time they belong to those around them, not to the whole message.

"Area: Bibs, Access: read-only, Area: Users, Access: read/write" are two records. A field that is there but once holds
for all of them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.reading.layout.names import AREA, LEVEL, PLACE, kind_of_name, names_in
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic


def _is_area_field(statement: Statement) -> bool:
    """Whether an area stands as a label with its level: "Bibs: read-only"."""
    if statement.tokens[0].term is not Term.AREA:
        return False
    tokens = [token for token in statement.tokens if not token.has(Cue.HEAD)]
    labelled = len(tokens) > _SIGN + 1 and tokens[_SIGN].text in (":", "=", "-")
    return labelled and kind_of_name(tokens[_SIGN + 1]) == LEVEL


_SIGN = 1
_Fields = list[tuple[int, int]]  # the number of a statement and the kind of name that it fills in


def in_records(statements: list[Statement]) -> list[Statement]:
    """The statements, each field of a record beneath what its record says before or beside it."""
    fields = [(number, kind) for number, each in enumerate(statements) if (kind := _kind(each)) is not None]
    found = list(statements)
    for number, above in _above(fields, statements, ()):
        found[number] = replace(found[number], above=(*found[number].above, *above))
    return found


def _kind(statement: Statement) -> int | None:
    """What a field fills in; one with an area says itself how far its level reaches."""
    granting = statement.topic in (Topic.ENVIRONMENT, Topic.GRANTS) or _is_area_field(statement)
    if (
        statement.place is Place.TITLE
        or not (granting and statement.bare)
        or statement.has(Cue.EXCEPT, Cue.NOT, Cue.DROP)
    ):
        return None
    kinds = {kind_of_name(token) for token in names_in(statement.tokens)}
    if statement.has(Cue.ALL, Cue.EVERYTHING):
        kinds.add(AREA)
    return next((kind for kind in (AREA, PLACE, LEVEL) if kind in kinds), None)


def _above(
    fields: _Fields, statements: Sequence[Statement], held: tuple[tuple[Token, ...], ...]
) -> Iterator[tuple[int, tuple[tuple[Token, ...], ...]]]:
    """For the fields of each record what stands above them; a record may hold records."""
    records = _records(fields)
    if len(records) < 2:
        if held:
            yield from _within(fields, statements, held)
        return
    for record in records:
        lead = record[0][1]
        led = [number for number, kind in record if kind == lead]
        names = tuple(token for number in led for token in names_in(statements[number].tokens))
        if lead == AREA:
            yield from _within(record, statements, held)
        else:
            yield from ((number, held) for number in led if held)
            yield from _above([each for each in record if each[0] not in led], statements, (*held, names))


def _within(
    record: _Fields, statements: Sequence[Statement], held: tuple[tuple[Token, ...], ...]
) -> Iterator[tuple[int, tuple[tuple[Token, ...], ...]]]:
    """In a record without records: an environment holds for its areas, and both for its levels."""
    names = {
        kind: tuple(token for number, each in record if each == kind for token in names_in(statements[number].tokens))
        for kind in (PLACE, AREA)
    }
    for number, kind in record:
        above = (names[PLACE],) if kind == AREA else (names[PLACE], names[AREA]) if kind == LEVEL else ()
        if said := (*held, *(each for each in above if each)):
            yield number, said


def _records(fields: _Fields) -> list[_Fields]:
    """The fields cut where the first of those that come again does; what stands before it is of none."""
    counts = Counter(kind for _, kind in fields)
    lead = next((at for at, (_, kind) in enumerate(fields) if counts[kind] > 1 and kind != LEVEL), None)
    if lead is None:
        return [fields]
    records: list[_Fields] = []
    for number, kind in fields[lead:]:
        others = {each for _, each in records[-1]} - {kind} if records else set()
        if not records or (kind == fields[lead][1] and others):
            records.append([])
        records[-1].append((number, kind))
    whole = fields[lead][1] == AREA or all(len({kind for _, kind in record}) > 1 for record in records)
    return records if whole else [fields]
