"""What is said of each mention, clause by clause: stated, denied, excepted, left open, or nothing at all."""

from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.alternatives import leave_alternatives_open
from app.core.reading.said.clauses import Clause, clauses_of, kind_of, main_part
from app.core.reading.said.denials import deny
from app.core.reading.said.mentions import ABOUT_WISHES, Kind, Mention, Reader, Status, is_led, is_strict, named_in
from app.core.reading.said.putting_off import is_put_off, put_off
from app.core.reading.said.reasons import asks_what_for, reasons_in
from app.core.reading.said.verdicts import Verdicts
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.intents import DISOWNED, OF_OTHERS
from app.core.reading.vocabulary.lexicon import Term

_DENYING = (Cue.MISTAKEN, Cue.NOT, Cue.DROP, Cue.EXCEPT, Cue.INSTEAD, Cue.TAKE, Cue.NOT_ENOUGH, Cue.CONTRAST, Cue.OFF)
_POLITE_WITHIN = 25
_ASIDE = 5


def mentions_of(statement: Statement, reader: Reader) -> list[Mention]:
    """The statement's mentions with what is said of them, in order."""
    found = named_in(statement, reader)
    if not found:
        return []
    verdicts = Verdicts(statement, reader, {mention.at: mention for mention in found})
    clauses = clauses_of(statement.tokens)
    verdicts.ignored.update(_of_others(statement, clauses))
    for number in range(len(clauses)):
        _judge(verdicts, clauses, number)
        _judge_alike(verdicts, clauses, number)
    leave_alternatives_open(verdicts, found)
    return [_judged(verdicts, mention) for mention in found if mention.at not in verdicts.ignored]


def _of_others(statement: Statement, clauses: Sequence[Clause]) -> range:
    """The tokens that tell of what somebody else has or wanted, of an earlier key, or of what was turned down: that is
    no wish for this one, on its side of a "but".

    Whoever does wish for what stands there is asked, which costs a question and never a grant too many.
    """
    words = words_of(statement.tokens)
    if DISOWNED.search(words):
        return range(len(statement.tokens))
    if not OF_OTHERS.search(words):
        return range(0)
    edges = [0, *(each.first for each in clauses if _contrasts(statement.tokens, each.first)), len(statement.tokens)]
    sides = (range(first, last) for first, last in pairwise(edges))
    told = (side for side in sides if OF_OTHERS.search(words_of(statement.tokens[side.start : side.stop])))
    return next(told, range(0))


# To be without one of these leaves open whether all else may be done: "create and update, no deletes".
_SINGLE_DEEDS = ("delet", "creat", "add", "overwrit")


def _judged(verdicts: Verdicts, mention: Mention) -> Mention:
    values, status, exact = mention.values, verdicts.status.get(mention.at, mention.status), mention.exact
    if mention.at in verdicts.lowered:
        order = [level.id for level in verdicts.reader.catalogue.levels]
        deed = verdicts.statement.tokens[mention.at].text.startswith(_SINGLE_DEEDS)
        values, status, exact = (order[max(0, order.index(values[0]) - 1)],), Status.STATED, not deed
    return Mention(mention.kind, values, status, mention.at, mention.start, mention.end, exact)


def _judge(verdicts: Verdicts, clauses: Sequence[Clause], number: int) -> None:
    clause = clauses[number]
    mine = [at for at in range(clause.first, clause.last) if at in verdicts.where]
    if not mine and verdicts.statement.tokens[clause.first].text == "(":
        _doubt_before(verdicts, clause)
    if mine and (_says_nothing(verdicts, clause) or not _is_wished(verdicts, clauses, number)):
        verdicts.ignored.update(mine)
        return
    if mine:
        verdicts.ignored.update(reasons_in(verdicts, clause, mine))
        _doubt(verdicts, clauses, number, mine)
    if clause.has(*_DENYING) or len(mine) > 1:
        deny(verdicts, clause)


_ALIKE = frozenset(("too", "as well", "likewise", "either", "neither", "also"))


def _judge_alike(verdicts: Verdicts, clauses: Sequence[Clause], number: int) -> None:
    """What is denied goes for the names that only a "too" follows: "take Users out, and Courses too"."""
    clause, tokens = clauses[number], verdicts.statement.tokens
    mine = [at for at in range(clause.first, clause.last) if at in verdicts.where]
    before = [at for at in range(clause.first) if at in verdicts.where]
    if not mine or not before or verdicts.status.get(before[-1]) is not Status.DENIED:
        return
    rest = [tokens[at] for at in range(clause.first, clause.last) if at not in mine and tokens[at].is_word]
    alike = any(tokens[at].text in _ALIKE for at in range(mine[-1] + 1, clause.last))
    if alike and all(
        token.text in _ALIKE or token.has(Cue.AND, Cue.HEAD, Cue.POLITE) or token.text == "the" for token in rest
    ):
        verdicts.set(mine, Status.DENIED)


def _says_nothing(verdicts: Verdicts, clause: Clause) -> bool:
    """Clauses about the past, about what there is already, or about what cannot be."""
    if _is_supposed(verdicts, clause) or _fails(verdicts, clause) or _is_perfect(verdicts, clause):
        return True
    return clause.has(Cue.PAST, Cue.HAVE, Cue.CANNOT) and _tells(verdicts, clause)


def _tells(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether it tells what was, what somebody has or what cannot be, in its main part and without a wish."""
    main = main_part(verdicts.statement.tokens, clause)
    if cued(main, Cue.CANNOT) and not clause.has(Cue.AT_LEAST):
        return True
    if clause.has(Cue.REQUEST, Cue.POLITE, Cue.MODAL, Cue.MISTAKEN) or _is_done_away(verdicts, clause):
        return False
    if _names_call(verdicts, clause):
        return False
    owns = any(map(_owns, (None, *main), main)) and is_strict(verdicts.statement)
    owns = owns and not _is_hortative(verdicts, clause)
    past = owns or cued(main, Cue.PAST)
    return past and not (clause.first == 0 and is_led(verdicts.statement))


def _names_call(verdicts: Verdicts, clause: Clause) -> bool:
    """As in "to see that we have the code we do a GET on /almaws/v1/acq/vendors"."""
    tokens = verdicts.statement.tokens[clause.first : clause.last]
    calls = any(token.text.startswith("/") and token.term is Term.AREA for token in tokens)
    return calls and any(token.term is Term.METHOD for token in tokens) and not cued(tokens, Cue.PAST)


def _owns(before: Token | None, token: Token) -> bool:
    """Whether it tells what somebody has; "it would be nice to have" wishes."""
    return token.has(Cue.HAVE) and not (before is not None and before.text == "to")


def _is_hortative(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether it goes on what "let's" began: "let's leave that for later and have only the sandbox"."""
    tokens = verdicts.statement.tokens
    led = any(token.text in ("let's", "let") for token in tokens[: clause.last])
    return led and not any(token.text in ("i", "we", "they") for token in tokens[clause.first : clause.last])


def _is_supposed(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether a level is only supposed, to tell what it would do: "with read-only it could show them, but never …",
    "with a key that can only look at Bibs it would …".
    """
    tokens = verdicts.statement.tokens[clause.first : clause.last]
    words = (token for token in tokens if token.is_word and not token.has(Cue.CONTRAST, Cue.AND))
    if next((token.text for token in words), "") not in ("with", "without"):
        return False
    limited = any(token.has(Cue.KEY) for token in tokens[:_LED]) and cued(tokens, Cue.ONLY)
    led = any(map(_is_level, words if limited else islice(words, _LED)))
    could = any(token.text in ("could", "would", "can", "couldn't", "wouldn't", "can't", "cannot") for token in tokens)
    agrees = (Cue.ENOUGH, Cue.YES, Cue.POLITE)
    return led and could and not any(token.has(*agrees) and token.text not in _COULD for token in tokens)


_LED = 3
_COULD = frozenset(("could", "would", "can", "may"))


def _is_level(token: Token) -> bool:
    return kind_of(token) == "level"


# What comes of a level that is too low.
_FAILURES = frozenset(
    """forbidden error errors fail fails failed failing 400 401 403 404 denied rejected refused unauthorized crash
    crashes useless nonsense""".split()
)


def _fails(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether a clause tells what goes wrong with a level: "with a read-only key Alma answers 403"."""
    return any(token.text in _FAILURES for token in verdicts.statement.tokens[clause.first : clause.last])


def _is_done_away(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether a clause tells what has been taken out by now: "Users has been dropped"."""
    tokens = verdicts.statement.tokens[clause.first : clause.last]
    return any(
        token.text == "been" and before.has(Cue.HAVE) and (after.has(Cue.DROP) or after.text == "ruled out")
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


_EXPERIENCES = frozenset("used tested tried had run worked played experimented".split())


def _is_perfect(verdicts: Verdicts, clause: Clause) -> bool:
    """Whether a clause tells what has been: "we've used the sandbox so far"."""
    tokens = verdicts.statement.tokens[clause.first : clause.last]
    return any(token.has(Cue.HAVE) and after.text in _EXPERIENCES for token, after in pairwise(tokens))


def _is_wished(verdicts: Verdicts, clauses: Sequence[Clause], number: int) -> bool:
    """Whether this side of a "but" speaks of what is wanted: "the manual lists Electronic, but …" does not."""
    statement = verdicts.statement
    if statement.place is not Place.PROSE:
        return True
    sides = [each for each, clause in enumerate(clauses) if _contrasts(statement.tokens, clause.first)]
    if not sides:
        return True
    first = max((side for side in sides if side <= number), default=0)
    last = min((side for side in sides if side > number), default=len(clauses))
    tokens = statement.tokens[clauses[first].first : clauses[last - 1].last]
    if last < len(clauses) and _is_only_dreamt(tokens):
        return False
    if not is_strict(statement):
        return True
    wished = cued(tokens, *ABOUT_WISHES, Cue.KEY, Cue.NOT) or _is_swapped(statement, first, clauses)
    return wished or {Term.LEVEL, Term.AREA} <= {token.term for token in tokens}


def _is_only_dreamt(tokens: Sequence[Token]) -> bool:
    """Whether a side that a "but" follows says what would be fine: "production would be nice, but …"."""
    return any(token.text == "would be" and after.is_open for token, after in pairwise(tokens))


def _is_swapped(statement: Statement, first: int, clauses: Sequence[Clause]) -> bool:
    """Whether a side names what is right after what is not: "not Users but Electronic"."""
    tokens = statement.tokens[clauses[first].first :]
    denied = first > 0 and clauses[first - 1].has(Cue.NOT)
    return denied and not any(token.is_open for token in tokens)


def _contrasts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a side begins here: not with the last word of "no idea yet", "why so, though?"."""
    ends = at + 1 == len(tokens) or not tokens[at + 1].is_word
    return tokens[at].has(Cue.CONTRAST) and not ends


def _doubt(verdicts: Verdicts, clauses: Sequence[Clause], number: int, mine: Sequence[int]) -> None:
    """Doubt and questions leave open; what is put off to another ticket is denied in this one."""
    clause, offers = clauses[number], verdicts.reader.offers
    mine = _last_named(verdicts, clause, mine)
    if offers and any(token.text == "whether" for token in verdicts.statement.tokens[clause.first : mine[0]]):
        verdicts.set(mine, Status.OPEN)
    elif clause.has(Cue.HEDGE, Cue.UNSURE) and not offers:
        verdicts.set([] if _doubts_level(verdicts, clause, mine) else mine, Status.OPEN)
    elif is_put_off(verdicts, clauses, number, mine):
        put_off(verdicts, clauses, number, mine)
    elif _is_asked(verdicts.statement, clauses[number + 1 :]) and not offers and not _is_polite(verdicts.statement):
        verdicts.set(mine, Status.OPEN)


def _is_asked(statement: Statement, following: Sequence[Clause]) -> bool:
    """Whether a question asks about a clause, and not only about what comes after a "but"."""
    return statement.question and not any(_contrasts(statement.tokens, clause.first) for clause in following)


# Doubts that a thing is wanted at all, and not only how.
_WHETHER = frozenset("maybe perhaps possibly probably might presumably conceivably likely".split())


def _doubts_level(verdicts: Verdicts, clause: Clause, mine: Sequence[int]) -> bool:
    """Whether what is not known is filled in for an area, and so is its level: "Acquisition: no idea yet"."""
    tokens = verdicts.statement.tokens
    doubted = next(at for at in range(clause.first, clause.last) if tokens[at].has(Cue.HEDGE, Cue.UNSURE))
    levels = _LEVEL_WORDS.intersection(token.text for token in tokens[doubted : clause.last])
    if levels and mine[-1] < doubted and verdicts.kind(mine[-1]) is Kind.AREA:
        return True  # "Users with whatever level is needed"
    led = len(mine) == 1 and mine[0] == 0 and verdicts.kind(0) is Kind.AREA and tokens[1:] and tokens[1].text == ":"
    return bool(led) and not any(token.text in _WHETHER for token in tokens[clause.first : clause.last])


def _doubt_before(verdicts: Verdicts, clause: Clause) -> None:
    """As in "Bibs (definitely) and Users (maybe)"."""
    before = clause.first - 1
    if before in verdicts.where and clause.last - clause.first <= _ASIDE and not _is_of_level(verdicts, clause.first):
        if clause.has(Cue.LATER):
            verdicts.set([_area_of(verdicts, before)], Status.DENIED)
        elif clause.has(Cue.HEDGE, Cue.UNSURE):
            verdicts.set([before], Status.OPEN)


def _area_of(verdicts: Verdicts, at: int) -> int:
    """Where the area stands whose level a bracket follows: "Users: read/write (later)" puts off Users."""
    before = max((each for each in verdicts.where if each < at), default=at)
    levelled = verdicts.kind(at) is Kind.LEVEL and verdicts.kind(before) is Kind.AREA
    if not levelled or at - before > _NEXT:
        return at
    verdicts.ignored.add(at)
    return before


_NEXT = 2


def _is_of_level(verdicts: Verdicts, first: int) -> bool:
    """Whether a bracket speaks of the level: "Users (not sure whether we need to write)"."""
    inside = takewhile(lambda token: token.text != ")", verdicts.statement.tokens[first:])
    return any(token.term in (Term.LEVEL, Term.VERB) or token.text in _LEVEL_WORDS for token in inside)


_LEVEL_WORDS = frozenset("level access rights permission permissions".split())


def _last_named(verdicts: Verdicts, clause: Clause, mine: Sequence[int]) -> Sequence[int]:
    """What a doubt at a clause's end is about: in "production, sandbox maybe later" only what follows the comma."""
    tokens = verdicts.statement.tokens
    doubts = [at for at in range(clause.first, clause.last) if tokens[at].has(Cue.HEDGE, Cue.UNSURE, Cue.LATER)]
    commas = [at for at in range(mine[0], mine[-1]) if tokens[at].text == ","]
    if not doubts or not commas or doubts[0] < mine[-1] or verdicts.kind(mine[-1]) is not Kind.ENVIRONMENT:
        return mine
    return [at for at in mine if at > commas[-1]]


def _is_polite(statement: Statement) -> bool:
    """Whether a question asks for something: "could we have …?", and not "would Users be useful?"."""
    tokens = statement.tokens
    if any(_wonders(*three) for three in zip(tokens, tokens[1:], tokens[2:], strict=False)) or asks_what_for(tokens):
        return False
    return cued(tokens[:_POLITE_WITHIN], Cue.POLITE)


_GIVEN = frozenset("added included granted given set changed made enabled extended raised moved switched".split())


def _wonders(subject: Token, be: Token, quality: Token) -> bool:
    return be.text == "be" and subject.text != "it" and quality.is_open and quality.text not in _GIVEN
