"""What a "not" or a "no" does to the mentions of its clause, and to a level that is denied."""

from collections.abc import Sequence

from app.core.reading.said.clauses import Clause
from app.core.reading.said.doing import ABILITIES
from app.core.reading.said.mentions import Kind, Status
from app.core.reading.said.reaching import (
    and_likewise,
    has_comma,
    links,
    listed_before,
    listed_from,
    named_after,
    named_before,
)
from app.core.reading.said.refusals import SUBJECTS, WANTING
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.doers import ACTING
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

# What may follow a denial and changes nothing: "isn't needed after all".
_IDLE = (Cue.NEEDED, Cue.POLITE, Cue.NOT, Cue.CORRECTION, Cue.MEANWHILE, Cue.COURTESY, Cue.TOO, Cue.LATER, Cue.CONTRAST)
_FEW = 4
_COURTEOUS = frozenset(("please", "thanks", "there"))


def negate(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """A negation reaches what follows; at a clause's end it looks back: "Users isn't needed"."""
    tokens = verdicts.statement.tokens
    rhetorical = verdicts.reader.offers and verdicts.statement.question and tokens[at].text.endswith("n't")
    after = named_after(verdicts, clause, at)
    not_only = bool(after) and tokens[at + 1].has(Cue.ONLY)
    if rhetorical or not_only or clause.has(Cue.AT_LEAST):
        return
    if tokens[at].text in ("without", "w/o") and at and tokens[at - 1].has(Cue.KEY):
        after = after[:1]  # "a key without write for Bibs" is one for Bibs
    if tokens[at].text in ("nothing", "no") and at - 1 in verdicts.where and verdicts.kind(at - 1) is Kind.LEVEL:
        negate_levels(verdicts, at, [at - 1])
    elif not after and _is_deed_asked(verdicts, at):
        negate_levels(verdicts, at, [at - 2])
    elif not after and (beyond := _beyond_colon(verdicts, clause, at)):
        verdicts.set(beyond, Status.DENIED)
    elif not after:
        _negate_before(verdicts, clause, at)
    elif verdicts.kind(after[0]) is Kind.LEVEL:
        negate_levels(verdicts, at, after)
    elif level := _level_of(verdicts, after):
        verdicts.ignored.update(each for each in after if each < level)
        negate_levels(verdicts, at, [each for each in after if each >= level])
    else:
        denied = listed_from(verdicts, after)
        verdicts.set(denied[:1] if _contrasts(verdicts, at, denied) else denied, Status.DENIED)
        verdicts.ignored.update(each for each in after if verdicts.kind(each) is not verdicts.kind(after[0]))


def _beyond_colon(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    """As in "what we don't want: Users, Courses", "None: Users, Courses"."""
    tokens = verdicts.statement.tokens
    colon = next((each for each in range(at, min(at + _FEW, len(tokens))) if tokens[each].text == ":"), 0)
    led = tokens[clause.first].text in ("what", "which") and any(token.has(Cue.REQUEST) for token in tokens[at:colon])
    led = led or (colon > 0 and all(token.has(Cue.NOT) for token in tokens[:colon]))
    named = [each for each in range(colon + 1, len(tokens)) if each in verdicts.where]
    first = bool(named) and all(not token.is_word or token.text == "the" for token in tokens[colon + 1 : named[0]])
    return listed_from(verdicts, named) if colon and led and first else []


def _is_deed_asked(verdicts: Verdicts, at: int) -> bool:
    """As in "Writing: no"."""
    tokens = verdicts.statement.tokens
    return at > 1 and tokens[at - 1].text == ":" and at - 2 in verdicts.where and verdicts.kind(at - 2) is Kind.LEVEL


def _contrasts(verdicts: Verdicts, at: int, denied: Sequence[int]) -> bool:
    """Whether the second of two areas is wanted instead: "not Courses, Electronic"."""
    tokens = verdicts.statement.tokens
    return tokens[at].text == "not" and len(denied) == _TWO and words_of(tokens[denied[0] + 1 : denied[1]]) == ","


_TWO = 2


def _level_of(verdicts: Verdicts, after: Sequence[int]) -> int | None:
    """Where the level stands that is denied of an area: "we don't need Configuration for writing"."""
    level = next((each for each in after if verdicts.kind(each) is Kind.LEVEL), None)
    if level is None or level - after[0] > _FEW or verdicts.kind(after[0]) is not Kind.AREA:
        return None
    between = verdicts.statement.tokens[after[0] + 1 : level]
    return level if cued(between, Cue.ON) else None


def negate_levels(verdicts: Verdicts, at: int, after: Sequence[int]) -> None:
    """To have "no write to Bibs" is to have no more than read-only, and does not ask for Bibs."""
    first = verdicts.where[after[0]]
    named = {each for each in after if verdicts.statement.tokens[each].term is Term.LEVEL}
    if (
        first.kind is Kind.LEVEL
        and after[0] not in named
        and any(map(_is_idle, verdicts.statement.tokens[at : after[0]]))
    ):
        verdicts.ignored.update(after)
        return
    lowest = verdicts.reader.catalogue.levels[0].id
    deeds = any(level.verbs for level in verdicts.reader.catalogue.levels)
    for each in after:
        mention = verdicts.where[each]
        if mention.kind is Kind.AREA:
            verdicts.status[each] = Status.SCOPE
        elif mention.kind is not Kind.LEVEL:
            verdicts.ignored.add(each)
        elif mention.values != first.values and has_comma(verdicts, after[0], each):
            return
        elif each in named or mention.values[0] == lowest or not deeds:
            verdicts.status[each] = Status.DENIED
        else:
            verdicts.lowered.add(each)


def _is_idle(token: Token) -> bool:
    """Whether a word between "no" and a deed makes the deed another's: "no other API that can create a set"."""
    return (token.is_open and token.text not in ABILITIES) or token.has(Cue.HEAD)


def _negate_before(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """As in "Users isn't needed", "Users: no", "Users (not needed)"; any other negation says nothing of Users."""
    levels = [each for each in verdicts.where if each < at and verdicts.kind(each) is Kind.LEVEL]
    if verdicts.statement.tokens[at].text == "without" and levels:
        return
    if _is_elliptic(verdicts, clause, at) and levels and levels[-1] < clause.first:
        verdicts.ignored.update(named_before(verdicts, clause, at))
        return
    rest = [
        token for token in verdicts.statement.tokens[at + 1 : clause.last] if token.is_word and not token.has(Cue.HEAD)
    ]
    wanted = _is_told_by_us(verdicts.statement.tokens, at) and any(token.text in WANTING for token in rest)
    needed = wanted or any(token.has(Cue.NEEDED) or token.text in _COURTEOUS for token in rest)
    idle = any(not token.plain and not token.has(*_IDLE) for token in rest)
    if idle or len(rest) > _FEW or (rest and not needed):
        verdicts.ignored.update(named_before(verdicts, clause, at))
    elif levels := levels_before(verdicts, at):
        negate_levels(verdicts, at, levels)
    else:
        listed = listed_before(verdicts, at)
        if not negate_deed(verdicts, at, listed):
            too = cued(verdicts.statement.tokens[clause.last :], Cue.TOO)
            verdicts.set(and_likewise(verdicts, listed, clause.last) if too and listed else listed, Status.DENIED)


def _is_elliptic(verdicts: Verdicts, clause: Clause, at: int) -> bool:
    """As in "Bibs needs writing, Users doesn't": a level is denied, and not the area."""
    ends = at + 1 == clause.last
    return ends and verdicts.statement.tokens[at].text in _ELLIPTIC


_ELLIPTIC = frozenset(("does not", "do not", "is not", *"not doesn't don't won't isn't aren't needn't".split()))


def levels_before(verdicts: Verdicts, at: int) -> list[int]:
    """The level that ends right before, "access" and auxiliaries left out: "write access isn't needed"."""
    for each in range(at - 1, -1, -1):
        if each in verdicts.where:
            return [each] if verdicts.kind(each) is Kind.LEVEL else []
        if not links(verdicts.statement.tokens[each], False):
            return []
    return []


def _is_told_by_us(tokens: Sequence[Token], at: int) -> bool:
    """Whether a subject stands between a name and the "not": "Users we don't need", "Analytics the app won't use"."""
    subject = next((token for token in reversed(tokens[:at]) if token.text not in _ALSO), None)
    verbal = tokens[at].text == "not" or tokens[at].text.endswith(("n't", "nt", "never"))
    return verbal and subject is not None and (subject.text in SUBJECTS or subject.text in ACTING - {"key"})


_ALSO = frozenset("really actually certainly surely do does will would did".split())


def negate_deed(verdicts: Verdicts, at: int, listed: Sequence[int]) -> bool:
    """Denies what is said to be done in the areas that are listed before a word, if that is what they stand for."""
    deed = _deed_on(verdicts, min(listed)) if listed else None
    if deed is None:
        return False
    if deed in verdicts.where:
        negate_levels(verdicts, at, [deed, *listed])
    else:
        verdicts.ignored.update(listed)
    return True


def _deed_on(verdicts: Verdicts, first: int) -> int | None:
    """Where the level stands that is said of areas: "writing in Users isn't needed" leaves Users wanted.

    Who takes away the "read access to Users" takes Users away.
    """
    tokens = verdicts.statement.tokens
    at = first - 1
    while at > 0 and (tokens[at].text in _TO or tokens[at].has(Cue.HEAD)):
        at -= 1
    if first - at <= 1 or at < 0 or tokens[at].term not in (Term.VERB, Term.LEVEL):
        return None
    lowest = at in verdicts.where and verdicts.where[at].values[0] == verdicts.reader.catalogue.levels[0].id
    return None if lowest and tokens[at + 1].has(Cue.HEAD) else at


_TO = frozenset("the in to on for".split())
