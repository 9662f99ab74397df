"""What negations, removals and exceptions do to the mentions of a clause."""

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from app.core.reading.said.clauses import Clause, kind_of, main_part
from app.core.reading.said.mentions import Kind, Status
from app.core.reading.said.negations import levels_before, negate, negate_deed, negate_levels
from app.core.reading.said.reaching import (
    AUXILIARY,
    REACH,
    and_likewise,
    links,
    listed_before,
    listed_from,
    named_after,
    named_before,
)
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

_FEW = 4
_INSTEAD_OF = frozenset(("instead of", "in place of", "in lieu of"))
# What excepts from "all" that it follows.
ALL_BUT = frozenset(("but", "save", "less", "bar"))
_CHANGING = frozenset("change changing switch swap replace exchange".split())
_MEANT = frozenset(("should have been", "should've been", "was meant to be", "were meant to be", "was supposed to be"))
_TO = frozenset(("to", "with", "by", "for", "into"))
_PASSIVE = frozenset(
    "ignored;disregarded;skipped;spared;dropped out;discounted;"
    "dropped;removed;is off;are off;is out;are out;dropping;can go;may go;could go;should go;"
    "must go;has to go;goes out;comes off;come off;excluded;excepted;exempted;exempt;omitted;"
    "left out;left off;left aside;struck;struck off;struck out;stricken;crossed out;crossed off;"
    "taken out;taken off;taken away;cancelled;canceled;withdrawn;scrapped;discarded;deselected;"
    "unchecked;unticked;cut out;disappear;disappears;vanish;must go away;has to go away;"
    "should go away;can go away;go away;goes away;must vanish;is gone;are gone;is history;are history;"
    "was a mistake;is a mistake;were a mistake;was an error;is an error;was an oversight;is a leftover;"
    "was a leftover;were leftovers;are leftovers;is a remnant;was a remnant;is obsolete;are obsolete;"
    "became obsolete;has become obsolete;have become obsolete;is outdated;are outdated;was a slip;"
    "leave alone;left alone;leave untouched;left untouched;falls away;fall away;fell away;falls off;drops out;"
    "done away with;thrown out;kicked out;do without;done without;drop out".split(";")
)


def deny(verdicts: Verdicts, clause: Clause) -> None:
    """Marks what the clause denies, takes away, excepts or calls not enough."""
    for at in range(clause.first, clause.last):
        denial = _denial(verdicts.statement.tokens, at)
        if denial is negate and _is_in_reason(verdicts, clause, at):
            continue
        if denial is not None and not _is_kept(verdicts, clause, at):
            denial(verdicts, clause, at)


def _is_in_reason(verdicts: Verdicts, clause: Clause, at: int) -> bool:
    """Whether a "not" is part of the reason for what is wanted: "read-only since it has no other"."""
    main = clause.first + len(main_part(verdicts.statement.tokens, clause))
    return at > main and any(each in verdicts.where for each in range(clause.first, main))


def _is_kept(verdicts: Verdicts, clause: Clause, at: int) -> bool:
    """Whether a "not" and a removal cancel out: "please don't remove Users", "Courses must not be dropped"."""
    tokens = verdicts.statement.tokens
    if tokens[at].has(Cue.NOT):
        ahead = [each for each in range(at + 1, min(at + _FEW, clause.last)) if _removes(tokens[each])]
        return bool(ahead) and not any(each in verdicts.where for each in range(at, ahead[0]))
    if tokens[at].has(Cue.OFF):
        taken = [each for each in range(max(clause.first, at - REACH), at) if tokens[each].has(Cue.TAKE)]
        return bool(taken) and _is_kept(verdicts, clause, taken[-1])
    back = [each for each in range(max(clause.first, at - _FEW + 1), at) if tokens[each].has(Cue.NOT)]
    return _removes(tokens[at]) and bool(back) and not any(each in verdicts.where for each in range(back[-1], at))


def _removes(token: Token) -> bool:
    return token.has(Cue.DROP, Cue.TAKE) and not token.has(Cue.NOT)


_RULED_OUT = frozenset(("ruled out", "out of the question", "off the table", "out of scope"))


def _is_after_name(tokens: Sequence[Token], at: int) -> bool:
    back = takewhile(lambda each: each.text in AUXILIARY, reversed(tokens[:at]))
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
        (Cue.NOT, negate),
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


def _except(verdicts: Verdicts, clause: Clause, at: int) -> None:
    noun = "exception" in verdicts.statement.tokens[at].text
    named = named_after(verdicts, clause, at)
    if named and verdicts.kind(named[0]) is Kind.LEVEL:
        negate_levels(verdicts, at, named)
        return
    after = named or (_named_next(verdicts, clause) if noun else _beyond_colon(verdicts, at))
    before = (
        [each for each in listed_before(verdicts, at) if verdicts.kind(each) is Kind.AREA] if noun and not after else ()
    )
    told = [each for each in after if noun and verdicts.kind(each) is Kind.LEVEL]  # "that Users has to be read/write"
    excepted = [each for each in (*before, *after, *_listed_on(verdicts, after)) if each not in told]
    verdicts.set(excepted, Status.EXCEPTED)


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
            told = at + 1 < len(tokens) and tokens[at + 1].has(Cue.MODAL, Cue.REQUEST)
            if verdicts.kind(at) is not Kind.AREA or told:
                return
            yield at
        elif not depth and token.text != ")" and not links(token, True) and not token.has(Cue.MEANWHILE, Cue.ALSO):
            return
        at += 1


def _named_next(verdicts: Verdicts, clause: Clause) -> list[int]:
    """What is named right after a clause that ends in "with one exception"."""
    tokens = verdicts.statement.tokens
    ahead = takewhile(lambda each: each in verdicts.where or links(tokens[each], True), range(clause.last, len(tokens)))
    return [each for each in ahead if each in verdicts.where]


def _replace(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """What is replaced ends where its list does: "instead of Courses we need Electronic"."""
    after = named_after(verdicts, clause, at)
    tokens = verdicts.statement.tokens
    apart = (
        each
        for each, last in zip(after[1:], after, strict=False)
        if not all(_joins(t) for t in tokens[last + 1 : each])
    )
    end = next(apart, clause.last)
    verdicts.set([each for each in after if each < end], Status.DENIED)


def _joins(token: Token) -> bool:
    return links(token, found=True) or token.has(Cue.ON)


def _swap(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """To "change production to sandbox" is to want the second instead of the first."""
    after = named_after(verdicts, clause, at)
    tokens = verdicts.statement.tokens
    if len(after) > 1 and verdicts.kind(after[0]) is verdicts.kind(after[1]):
        if any(token.text in _TO for token in tokens[after[0] : after[1]]):
            verdicts.set(after[:1], Status.DENIED)


def _mend(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """As in "Courses should have been Electronic"."""
    before, after = listed_before(verdicts, at), named_after(verdicts, clause, at)
    if before and after and verdicts.kind(before[0]) is verdicts.kind(after[0]):
        verdicts.set(before, Status.DENIED)


def _too_little(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """A level that is not enough is not the one wanted."""
    levels = [each for each in named_before(verdicts, clause, at) if verdicts.kind(each) is Kind.LEVEL]
    verdicts.set(levels or _named_last(verdicts, clause, at), Status.DENIED)


def _named_last(verdicts: Verdicts, clause: Clause, at: int) -> list[int]:
    """The environment that is called wrong or too much: "production is too risky", "too early for production"."""
    named = named_before(verdicts, clause, at)[-1:] or named_after(verdicts, clause, at)[:1]
    return [each for each in named if verdicts.kind(each) is Kind.ENVIRONMENT]


def _mistaken(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """As in "the Users row is a leftover", "by mistake I ticked Users"."""
    named = named_before(verdicts, clause, at) or named_after(verdicts, clause, at)
    if not any(verdicts.kind(each) is Kind.LEVEL for each in named):
        verdicts.set(named, Status.DENIED)
    else:
        negate_deed(verdicts, at, listed_before(verdicts, at))


def _drop(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """To "drop Users from the production key" drops Users there; to "scrap production" drops an environment."""
    after = named_after(verdicts, clause, at)
    if verdicts.statement.tokens[at].text in _PASSIVE and (
        not after or listed_before(verdicts, at) or levels_before(verdicts, at)
    ):
        _drop_before(verdicts, clause, at)
    elif after and verdicts.kind(after[0]) is Kind.LEVEL:
        negate_levels(verdicts, at, after)
    elif after:
        verdicts.set(and_likewise(verdicts, listed_from(verdicts, after), clause.last), Status.DENIED)


def _drop_before(verdicts: Verdicts, _: Clause, at: int) -> None:
    """As in "Users can go", "Users out, Courses in"; "the writing in Users can go" leaves Users."""
    if levels := levels_before(verdicts, at):
        negate_levels(verdicts, at, levels)
        return
    listed = listed_before(verdicts, at)
    if not negate_deed(verdicts, at, listed):
        verdicts.set(listed, Status.DENIED)


_ALONE = frozenset(("alone", "untouched", "aside"))


def _take(verdicts: Verdicts, clause: Clause, at: int) -> None:
    """In "take Courses off", "leave Users out" what stands between is dropped."""
    tokens = verdicts.statement.tokens
    ahead = range(at + 1, min(clause.last, at + REACH))
    off = next((each for each in ahead if tokens[each].has(Cue.OFF) or tokens[each].text in _ALONE), at)
    between = [each for each in named_after(verdicts, clause, at) if each < off]
    if between and verdicts.kind(between[0]) is Kind.LEVEL:
        negate_levels(verdicts, at, between)
    else:
        taken = [each for each in between if verdicts.kind(each) is not Kind.LEVEL]
        verdicts.set(and_likewise(verdicts, taken, off + 1), Status.DENIED)
