"""What is put off to another ticket or time is not wanted in this one.

To put off the writing in an area leaves the area; to put off an environment puts off the level told with it.
"""

from collections.abc import Sequence

from app.core.reading.said.clauses import Clause, kind_of
from app.core.reading.said.mentions import Kind, Status
from app.core.reading.said.reaching import links
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.vocabulary.english import Cue

_TICKETS = ("ticket", "request", "issue")


def is_put_off(verdicts: Verdicts, clauses: Sequence[Clause], number: int, mine: Sequence[int]) -> bool:
    """Whether what is named in a clause, at the places `mine`, is for later."""
    return _is_for_later(verdicts, clauses[number], mine) or _by_next(verdicts, clauses, number)


def _is_for_later(verdicts: Verdicts, clause: Clause, mine: Sequence[int]) -> bool:
    """Whether a clause puts off what it names; what a program does "afterwards" it does all the same."""
    if not clause.has(Cue.LATER):
        return _comes_back(verdicts, clause, mine)
    tokens = verdicts.statement.tokens[clause.first : clause.last]
    late = [token.text for token in tokens if token.has(Cue.LATER)]
    deeds = all(verdicts.kind(at) is Kind.LEVEL and not verdicts.where[at].exact for at in mine)
    return not (deeds and set(late) == {"afterwards"})


def _comes_back(verdicts: Verdicts, clause: Clause, mine: Sequence[int]) -> bool:
    """As in "we'll write again for production", "I get back to you about the sandbox"."""
    tokens = verdicts.statement.tokens
    back = next((at for at in range(clause.first, clause.last) if tokens[at].text in _COMING_BACK), clause.last)
    return bool(mine) and back < mine[0] and any(token.text in _ABOUT for token in tokens[back + 1 : mine[0]])


_COMING_BACK = frozenset(
    """write again|contact you again|ask again|apply again|reach out again|return to you|come back|get back|get in touch
    |be in touch""".replace("\n    ", "").split("|")
)
_ABOUT = frozenset("for about on regarding concerning when once with".split())


def _by_next(verdicts: Verdicts, clauses: Sequence[Clause], number: int) -> bool:
    """Whether the next clause puts this off: "go-live is in June, I'll open another ticket then"."""
    if number + 1 == len(clauses) or not clauses[number + 1].has(Cue.LATER):
        return False
    tokens = verdicts.statement.tokens[clauses[number + 1].first : clauses[number + 1].last]
    tickets = any(token.has(Cue.LATER) and token.text.endswith(_TICKETS) for token in tokens)
    return tickets and not any(kind_of(token) or token.has(Cue.REST) for token in tokens)


def put_off(verdicts: Verdicts, clauses: Sequence[Clause], number: int, mine: Sequence[int]) -> None:
    """Denies what is put off: more than the lowest level leaves the areas and environments that it is said of."""
    lowest = verdicts.reader.catalogue.levels[0].id
    higher = [at for at in mine if verdicts.kind(at) is Kind.LEVEL and verdicts.where[at].values[0] != lowest]
    for at in mine:
        if not higher or at in higher or (at < higher[0] and not _is_led(verdicts, at)):
            verdicts.status[at] = Status.DENIED
        elif verdicts.kind(at) is Kind.AREA:
            verdicts.status[at] = Status.SCOPE
        else:
            verdicts.ignored.add(at)
    if any(verdicts.kind(at) is Kind.ENVIRONMENT for at in mine):
        verdicts.ignored.update(_levels_beside(verdicts, clauses[number].last))


def _is_led(verdicts: Verdicts, at: int) -> bool:
    """Whether it only says where: "in the sandbox write access will follow"."""
    before = [token for token in verdicts.statement.tokens[max(0, at - 2) : at] if token.text != "the"]
    return bool(before) and before[-1].text in ("in", "on", "for")


def _levels_beside(verdicts: Verdicts, first: int) -> list[int]:
    """The levels that alone go on after a clause: "production later, read-only"."""
    found: list[int] = []
    tokens = verdicts.statement.tokens
    for at in range(first, len(tokens)):
        if at in verdicts.where and verdicts.kind(at) is Kind.LEVEL:
            found.append(at)
        elif not (links(tokens[at], True) or tokens[at].has(Cue.ON)):
            return []
    return found
