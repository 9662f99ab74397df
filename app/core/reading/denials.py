"""What negations, removals and exceptions do to the mentions of a clause."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from app.core.reading.clauses import Clause, kind_of
from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.mentions import Kind, Status
from app.core.reading.tokens import Token, words_of
from app.core.reading.verb_gates import ABILITIES
from app.core.reading.verdicts import Verdicts

_REACH = 25
# What may follow a denial and changes nothing: "isn't needed after all".
_IDLE = (Cue.NEEDED, Cue.POLITE, Cue.NOT, Cue.CORRECTION, Cue.MEANWHILE, Cue.COURTESY, Cue.TOO, Cue.LATER, Cue.CONTRAST)
_FEW = 4
_INSTEAD_OF = frozenset(("instead of", "in place of", "in lieu of"))
# What excepts from "all" that it follows.
ALL_BUT = frozenset(("but", "save", "less", "bar"))
_CHANGING = frozenset("change changing switch swap replace exchange".split())
_MEANT = frozenset(("should have been", "should've been", "was meant to be", "were meant to be", "was supposed to be"))
_TO = frozenset(("to", "with", "by", "for", "into"))
_PASSIVE = frozenset(
    "dropped;removed;is off;are off;is out;are out;dropping;can go;may go;could go;should go;"
    "must go;has to go;goes out;comes off;come off;excluded;excepted;exempted;exempt;omitted;"
    "left out;left off;left aside;struck;struck off;struck out;stricken;crossed out;crossed off;"
    "taken out;taken off;taken away;cancelled;canceled;withdrawn;scrapped;discarded;deselected;"
    "unchecked;unticked;cut out;disappear;disappears;vanish;must go away;has to go away;"
    "should go away;can go away;go away;goes away;must vanish;is gone;are gone;is history;are history;"
    "was a mistake;is a mistake;were a mistake;was an error;is an error;was an oversight;is a leftover;"
    "was a leftover;were leftovers;are leftovers;is a remnant;was a remnant;is obsolete;are obsolete;"
    "became obsolete;has become obsolete;have become obsolete;is outdated;are outdated;was a slip;"
    "done away with;thrown out;kicked out;do without;done without;drop out".split(";")
)
_LISTING = frozenset((",", "/", "the", ":", "-", "("))
_AUXILIARY = frozenset(
    """is are be been will would do does really currently actually we i it can could may might must should shall ought
    to has have had get gets both all now no longer therefore thus also just please better safely""".split()
)
_COURTEOUS = frozenset(("please", "thanks", "there"))


def deny(verdicts: Verdicts, clause: Clause) -> None:
    """Marks what the clause denies, takes away, excepts or calls not enough."""
    for at in range(clause.first, clause.last):
        denial = _denial(verdicts.statement.tokens, at)
        if denial is not None and not _is_kept(verdicts, clause, at):
            denial(verdicts, clause, at)


def _is_kept(verdicts: Verdicts, clause: Clause, at: int) -> bool:
    """Whether a "not" and a removal cancel out: "please don't remove Users", "Courses must not be dropped"."""
    tokens = verdicts.statement.tokens
    if tokens[at].has(Cue.NOT):
        ahead = [each for each in range(at + 1, min(at + _FEW, clause.last)) if _removes(tokens[each])]
        return bool(ahead) and not any(each in verdicts.where for each in range(at, ahead[0]))
    if tokens[at].has(Cue.OFF):
        taken = [each for each in range(max(clause.first, at - _REACH), at) if tokens[each].has(Cue.TAKE)]
        return bool(taken) and _is_kept(verdicts, clause, taken[-1])
    back = [each for each in range(max(clause.first, at - _FEW + 1), at) if tokens[each].has(Cue.NOT)]
    return _removes(tokens[at]) and bool(back) and not any(each in verdicts.where for each in range(back[-1], at))


def _removes(token: Token) -> bool:
    return token.has(Cue.DROP, Cue.TAKE) and not token.has(Cue.NOT)


_RULED_OUT = frozenset(("ruled out", "out of the question", "off the table", "out of scope"))


def _is_after_name(tokens: Sequence[Token], at: int) -> bool:
    back = takewhile(lambda each: each.text in _AUXILIARY, reversed(tokens[:at]))
    steps = sum(1 for _ in back)
    return at > steps and kind_of(tokens[at - steps - 1]) is not None


_Denial = Callable[[Verdicts, Clause, int], None]


def _denial(tokens: Sequence[Token], at: int) -> _Denial | None:
    token = tokens[at]
    if token.has(Cue.DROP) and _is_part_of_word(tokens, at):
        return None
    every = at > 0 and (tokens[at - 1].has(Cue.ALL, Cue.EVERYTHING, Cue.EACH) or tokens[at - 1].text == "anything")
    all_but = token.text in ALL_BUT and every
    besides = token.text in ("besides", "beside") and any(each.has(Cue.ALL, Cue.EVERYTHING) for each in tokens[:at])
    if all_but or besides or token.has(Cue.EXCEPT):
        return _except
    if token.text in _RULED_OUT and _is_after_name(tokens, at):
        return _drop_before
    if token.text == "than" and any(each.term is Term.ENVIRONMENT for each in tokens[:at]):
        return _replace
    if token.text in _INSTEAD_OF:
        return _replace
    if (
        token.text in ("out", "off")
        and at
        and kind_of(tokens[at - 1])
        and (at + 1 == len(tokens) or not tokens[at + 1].is_word)
    ):
        return _drop_before
    if token.text in _CHANGING:
        return _swap
    if token.text in _MEANT:
        return _mend
    for cue, denial in (
        (Cue.MISTAKEN, _mistaken),
        (Cue.NOT_ENOUGH, _too_little),
        (Cue.DROP, _drop),
        (Cue.TAKE, _take),
        (Cue.NOT, _negate),
    ):
        if token.has(cue):
            return denial
    return None


def _is_part_of_word(tokens: Sequence[Token], at: int) -> bool:
    """As in "a drop-down"."""
    hyphen = tokens[at + 1] if at + 1 < len(tokens) else None
    joined = hyphen is not None and hyphen.text == "-" and hyphen.start == tokens[at].end
    return (joined and at + 2 < len(tokens) and tokens[at + 2].start == tokens[at + 1].end) or (
        hyphen is not None and hyphen.text in ("down", "downs") and tokens[at].text == "drop"
    )


def _after(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    """The mentions that follow in the clause, as far as a colon."""
    tokens = verdicts.statement.tokens
    reach = takewhile(lambda each: tokens[each].text != ":", range(at + 1, min(clause.last, at + _REACH)))
    return [each for each in reach if each in verdicts.where]


def _before(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    return [each for each in range(max(clause.first, at - _REACH), at) if each in verdicts.where]


def _except(verdicts: Verdicts, clause: Clause, at: int) -> None:
    noun = "exception" in verdicts.statement.tokens[at].text
    after = _after(verdicts, clause, at) or (_named_next(verdicts, clause) if noun else _beyond_colon(verdicts, at))
    verdicts.set([*after, *_listed_on(verdicts, after)], Status.EXCEPTED)


def _beyond_colon(verdicts: Verdicts, at: int) -> list[int]:
    """The first area after a colon that a few words lead to: "except for the following: Users"."""
    tokens = verdicts.statement.tokens
    colon = next((each for each in range(at, min(at + _FEW, len(tokens))) if tokens[each].text == ":"), len(tokens))
    return [
        each for each in range(colon + 1, colon + 3) if each in verdicts.where and verdicts.kind(each) is Kind.AREA
    ][:1]


def _listed_on(verdicts: Verdicts, after: Sequence[int]) -> Iterator[int]:
    """The areas that go on a list beyond its clause, past what is said in brackets: "Users (GDPR) and Courses"."""
    tokens = verdicts.statement.tokens
    at, depth = (after[-1] + 1 if after else len(tokens)), 0
    while at < len(tokens):
        token = tokens[at]
        depth += (token.text == "(") - (token.text == ")")
        if not depth and at in verdicts.where:
            if verdicts.kind(at) is not Kind.AREA:
                return
            yield at
        elif not depth and token.text != ")" and not _links(token, True) and not token.has(Cue.MEANWHILE, Cue.ALSO):
            return
        at += 1


def _named_next(verdicts: Verdicts, clause: Clause) -> list[int]:
    """What is named right after a clause that ends in "with one exception"."""
    tokens = verdicts.statement.tokens
    ahead = takewhile(
        lambda each: each in verdicts.where or _links(tokens[each], True), range(clause.last, len(tokens))
    )
    return [each for each in ahead if each in verdicts.where]


def _replace(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """What is replaced ends where its list does: "instead of Courses we need Electronic"."""
    after = _after(verdicts, clause, at)
    tokens = verdicts.statement.tokens
    apart = (
        each
        for each, last in zip(after[1:], after, strict=False)
        if not all(_joins(t) for t in tokens[last + 1 : each])
    )
    end = next(apart, clause.last)
    verdicts.set([each for each in after if each < end], Status.DENIED)


def _joins(token: Token) -> bool:
    return _links(token, found=True) or token.has(Cue.ON)


def _swap(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """To "change production to sandbox" is to want the second instead of the first."""
    after = _after(verdicts, clause, at)
    tokens = verdicts.statement.tokens
    if len(after) > 1 and verdicts.kind(after[0]) is verdicts.kind(after[1]):
        if any(token.text in _TO for token in tokens[after[0] : after[1]]):
            verdicts.set(after[:1], Status.DENIED)


def _mend(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """As in "Courses should have been Electronic"."""
    before, after = _listed_before(verdicts, at), _after(verdicts, clause, at)
    if before and after and verdicts.kind(before[0]) is verdicts.kind(after[0]):
        verdicts.set(before, Status.DENIED)


def _too_little(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """A level that is not enough is not the one wanted."""
    levels = [each for each in _before(verdicts, clause, at) if verdicts.kind(each) is Kind.LEVEL]
    verdicts.set(levels or _named_last(verdicts, clause, at), Status.DENIED)


def _named_last(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    """The environment that is called wrong or too much."""
    return [each for each in _before(verdicts, clause, at)[-1:] if verdicts.kind(each) is Kind.ENVIRONMENT]


def _mistaken(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """As in "the Users row is a leftover", "by mistake I ticked Users"."""
    named = _before(verdicts, clause, at) or _after(verdicts, clause, at)
    if not any(verdicts.kind(each) is Kind.LEVEL for each in named):
        verdicts.set(named, Status.DENIED)


def _drop(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """To "drop Users from the production key" drops Users there; to "scrap production" drops an environment."""
    after = _after(verdicts, clause, at)
    if verdicts.statement.tokens[at].text in _PASSIVE and (not after or _listed_before(verdicts, at)):
        _drop_before(verdicts, clause, at)
    elif after and verdicts.kind(after[0]) is Kind.LEVEL:
        _negate_levels(verdicts, at, after)
    elif after:
        verdicts.set(_and_likewise(verdicts, _listed_from(verdicts, after), clause.last), Status.DENIED)


def _and_likewise(verdicts: Verdicts, denied: Sequence[int], first: int) -> list[int]:
    """What is denied, and what is named after it with no word of its own: "take Users out, and Courses too"."""
    tokens, kinds = verdicts.statement.tokens, {verdicts.kind(each) for each in denied}
    found: list[int] = []
    for at in range(first, len(tokens)):
        if at in verdicts.where and verdicts.kind(at) in kinds:
            found.append(at)
        elif not (_links(tokens[at], True) or tokens[at].has(Cue.ALSO, Cue.TOO, Cue.OFF, Cue.POLITE)):
            return [*denied, *(found if tokens[at].has(Cue.CONTRAST) else ())]
    return [*denied, *found]


def _drop_before(verdicts: Verdicts, _: Clause, at: int) -> None:
    """As in "Users can go", "Users out, Courses in"."""
    verdicts.set(_listed_before(verdicts, at), Status.DENIED)


def _take(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """In "take Courses off", "leave Users out" what stands between is dropped."""
    tokens = verdicts.statement.tokens
    off = next((each for each in range(at + 1, min(clause.last, at + _REACH)) if tokens[each].has(Cue.OFF)), at)
    between = [each for each in _after(verdicts, clause, at) if each < off]
    if between and verdicts.kind(between[0]) is Kind.LEVEL:
        _negate_levels(verdicts, at, between)
    else:
        taken = [each for each in between if verdicts.kind(each) is not Kind.LEVEL]
        verdicts.set(_and_likewise(verdicts, taken, off + 1), Status.DENIED)


def _negate(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """A negation reaches what follows; at a clause's end it looks back: "Users isn't needed"."""
    tokens = verdicts.statement.tokens
    rhetorical = verdicts.reader.offers and verdicts.statement.question and tokens[at].text.endswith("n't")
    after = _after(verdicts, clause, at)
    not_only = bool(after) and tokens[at + 1].has(Cue.ONLY)
    if rhetorical or not_only or clause.has(Cue.AT_LEAST):
        return
    if tokens[at].text in ("nothing", "no") and at - 1 in verdicts.where and verdicts.kind(at - 1) is Kind.LEVEL:
        _negate_levels(verdicts, at, [at - 1])
    elif not after and _is_deed_asked(verdicts, at):
        _negate_levels(verdicts, at, [at - 2])
    elif not after:
        _negate_before(verdicts, clause, at)
    elif verdicts.kind(after[0]) is Kind.LEVEL:
        _negate_levels(verdicts, at, after)
    elif level := _level_of(verdicts, after):
        verdicts.ignored.update(each for each in after if each < level)
        _negate_levels(verdicts, at, [each for each in after if each >= level])
    else:
        denied = _listed_from(verdicts, after)
        verdicts.set(denied[:1] if _contrasts(verdicts, at, denied) else denied, Status.DENIED)
        verdicts.ignored.update(each for each in after if verdicts.kind(each) is not verdicts.kind(after[0]))


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
    return level if any(token.has(Cue.ON) for token in between) else None


def _listed_from(verdicts: Verdicts, after: Sequence[int]) -> list[int]:
    """The mentions of one kind that a denial reaches; environments not beyond a comma ("not production, sandbox")."""
    kind = verdicts.kind(after[0])
    reached = [after[0]]
    for before, each in pairwise(after):
        if kind is Kind.ENVIRONMENT and _has_comma(verdicts, before, each):
            break
        if verdicts.kind(each) is kind:
            reached.append(each)
    return reached


def _has_comma(verdicts: Verdicts, first: int, last: int) -> bool:
    return any(token.text == "," for token in verdicts.statement.tokens[first:last])


def _negate_levels(verdicts: Verdicts, at: int, after: Sequence[int]) -> None:
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
        elif mention.values != first.values and _has_comma(verdicts, after[0], each):
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
    rest = [
        token for token in verdicts.statement.tokens[at + 1 : clause.last] if token.is_word and not token.has(Cue.HEAD)
    ]
    needed = any(token.has(Cue.NEEDED) or token.text in _COURTEOUS for token in rest)
    idle = any(not token.plain and not token.has(*_IDLE) for token in rest)
    if idle or len(rest) > _FEW or (rest and not needed):
        verdicts.ignored.update(_before(verdicts, clause, at))
    else:
        listed = _listed_before(verdicts, at)
        if listed and (deed := _deed_on(verdicts, min(listed))) is not None:
            _negate_deed(verdicts, at, deed, listed)
        else:
            too = any(token.has(Cue.TOO) for token in verdicts.statement.tokens[clause.last :])
            verdicts.set(_and_likewise(verdicts, listed, clause.last) if too and listed else listed, Status.DENIED)


def _negate_deed(verdicts: Verdicts, at: int, deed: int, listed: Sequence[int]) -> None:
    if deed in verdicts.where:
        _negate_levels(verdicts, at, [deed, *listed])
    else:
        verdicts.ignored.update(listed)


def _deed_on(verdicts: Verdicts, first: int) -> int | None:
    """Where the level stands that is said of areas: "writing in Users isn't needed" leaves Users wanted."""
    tokens = verdicts.statement.tokens
    at = first - 1
    while at > 0 and tokens[at].text in ("the", "in", "to", "on", "for"):
        at -= 1
    return at if first - at > 1 and at >= 0 and tokens[at].term in (Term.VERB, Term.LEVEL) else None


def _listed_before(verdicts: Verdicts, at: int) -> list[int]:
    """The areas or environments that end right before, across a colon, a dash or a bracket."""
    found: list[int] = []
    for each in range(at - 1, max(-1, at - _REACH), -1):
        if each in verdicts.where:
            if found and verdicts.kind(each) is not verdicts.kind(found[0]):
                break
            found.append(each)
        elif found and _places(verdicts, each):
            return _listed_before(verdicts, each)
        elif not _links(verdicts.statement.tokens[each], bool(found)):
            break
    return [each for each in found if verdicts.kind(each) is not Kind.LEVEL]


def _places(verdicts: Verdicts, at: int) -> bool:
    """Whether a preposition puts an area in the environments that follow: "Users in the sandbox: none"."""
    follows = next((each for each in sorted(verdicts.where) if each > at), at)
    place = follows > at and verdicts.kind(follows) is Kind.ENVIRONMENT
    return bool(place) and verdicts.statement.tokens[at].text in _IN and at - 1 in verdicts.where


_IN = frozenset(("in", "on", "for"))


def _links(token: Token, found: bool) -> bool:
    if not found and not token.has(Cue.NOT) and (token.has(Cue.MODAL) or _is_auxiliary(token)):
        return True
    return token.has(Cue.AND, Cue.HEAD, Cue.OR, Cue.KEY) or token.text in _LISTING


def _is_auxiliary(token: Token) -> bool:
    return _AUXILIARY.issuperset(token.text.split())
