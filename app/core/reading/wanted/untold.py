"""What a later message touches in words that are not understood: it is not stated any more, and asked about again.

A grant must never outlive the sentence that took it back. So what is wanted already and is named in a sentence that
speaks of changing, refusing or settling something, without any claim coming of it, is left open. What tells of the work
("without Users it can't tell who is there") changes nothing.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.claims import Claim
from app.core.reading.said.clauses import Clause, clauses_of
from app.core.reading.said.mentions import Kind, Mention, Status
from app.core.reading.said.spots import Spot
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic

Told = Sequence[tuple[Statement, Claim]]

_KINDS = {Term.AREA: Kind.AREA, Term.ENVIRONMENT: Kind.ENVIRONMENT}
_TURNING = (
    *(Cue.NOT, Cue.DROP, Cue.EXCEPT, Cue.CORRECTION, Cue.INSTEAD, Cue.NOT_ENOUGH, Cue.HEDGE, Cue.UNSURE),
    *(Cue.LATER, Cue.OFF, Cue.CANNOT),
)
# Words that speak of changing, refusing or settling, beside the cues.
_TURNS = frozenset(
    """must should ought mistake mistaken mistakenly error erroneously wrong wrongly incorrect obsolete outdated forbids
    forbidden forbid prohibits prohibited banned bans veto vetoed vetoes objects objected disappear disappears vanish
    vanishes struck strike stricken delete deleted deletes erase kill killed cut gone history leftover remnant
    oversight superseded swap swapped mixed confused hold wait pause pending stop stopped reconsider rethink undo revoke
    revoked revert back changes changed change different withdrawn retract discussed clarified none has""".split()
)
_EARLIER = frozenset("i we in before it is they on stated said asked written wrote requested ordered ever".split())
_LEADING = (Cue.REASON, Cue.CONDITION, Cue.QUESTION)
_SILENT = (Topic.OTHER, Topic.PURPOSE, Topic.EXPLANATION)


def untold(statements: Sequence[Statement], told: Told) -> Iterator[tuple[Statement, Claim]]:
    """Each name of an area or environment of which nothing came, left open; `told` are the message's claims."""
    values = {value for _, claim in told for each in _named(claim) for value in each.values}
    for statement in statements:
        if statement.question or statement.topic in _SILENT:
            continue
        for clause in clauses_of(statement.tokens):
            said = statement.tokens[clause.first : clause.last]
            wrong = any(not _WRONG.isdisjoint(token.text.split()) for token in said)
            known = values - (_only_named(told, statement) if wrong else set())
            for at in range(clause.first, clause.last):
                if statement.tokens[at].value not in known and _is_touched(statement, clause, at):
                    yield statement, _left_open(statement.tokens[at], at)


def restrained(told: Told, areas: Collection[str]) -> tuple[tuple[Statement, Claim], ...]:
    """The claims, without a level for all where the sentence names one of the `areas` wanted and it is not clear how.

    Such a level is left open, and that area's is asked about: nothing is granted to the others by it.
    """
    return tuple((statement, _restrained(statement, claim, told, areas)) for statement, claim in told)


def _restrained(statement: Statement, claim: Claim, told: Told, areas: Collection[str]) -> Claim:
    general = claim.status is Status.STATED and claim.levels and not claim.areas
    if not general or statement.has(Cue.EACH, Cue.ALL, Cue.EVERYTHING, Cue.REST):
        return claim
    known = {value for each, other in told if each is statement for area in _named(other) for value in area.values}
    named = {
        token.value: at
        for at, token in enumerate(statement.tokens)
        if token.term is Term.AREA and token.value in areas and token.value not in known and _is_name(statement, at)
    }
    left = tuple(area for at in named.values() for area in _left_open(statement.tokens[at], at).areas)
    return Claim(Status.OPEN, areas=left) if left else claim


_WRONG = frozenset("wrong mistake mixed swapped confused incorrect error unclear".split())


def _only_named(told: Told, statement: Statement) -> set[str]:
    """The areas of which a statement that calls something wrong says no more."""
    claims = [claim for each, claim in told if each is statement]
    said = {
        value
        for claim in claims
        if claim.levels or claim.status is not Status.STATED
        for each in claim.areas
        for value in each.values
    }
    return {value for claim in claims for each in claim.areas for value in each.values} - said


def _named(claim: Claim) -> tuple[Mention, ...]:
    return (*claim.environments, *claim.areas, *claim.excepted)


def _left_open(token: Token, at: int) -> Claim:
    mention = Mention(_KINDS[token.term], (token.value,), Status.OPEN, at, token.start, token.end)  # type: ignore[index]
    alone = (mention,)
    if mention.kind is Kind.AREA:
        return Claim(Status.OPEN, areas=alone)
    return Claim(Status.OPEN, environments=alone)


def _is_touched(statement: Statement, clause: Clause, at: int) -> bool:
    token = statement.tokens[at]
    if token.term not in _KINDS or not _is_name(statement, at) or _tells_why(statement.tokens, clause, at):
        return False
    if clause.has(Cue.NOT, Cue.CANNOT) and clause.has(Cue.DROP, Cue.TAKE):
        return False
    heard = statement.tokens[clause.first : clause.last] if clause.has(Cue.PAST) else statement.tokens
    if statement.tokens[clause.first].text == "whether":
        return True
    return any(each.has(*_TURNING) or not _TURNS.isdisjoint(each.text.split()) for each in heard)


def _is_name(statement: Statement, at: int) -> bool:
    """Whether a word is written as a name, or by somebody who writes all in small letters."""
    spot = Spot(statement.tokens, at, strict=True, about_key=True)
    token, before = spot.token, spot.leading()[0]
    small = not statement.tokens[0].capital and statement.place is Place.PROSE
    owned = before is not None and before.has(Cue.OWNER, Cue.PERSON)
    after = spot.next_word()
    people = after is not None and after.text in ("who", "whose", "whom", "of")
    longer = spot.is_part_of_name and after is not None and not after.text.endswith(("ed", "s"))
    return (token.capital or token.sure or small) and not (owned or people or longer)


def _tells_why(tokens: Sequence[Token], clause: Clause, at: int) -> bool:
    """Whether a reason, a condition or what would be lacking leads to the name ("without Users it can't …"), or it is
    told to stay as it was.
    """
    led, rest = tokens[clause.first : at], tokens[at : clause.last]
    if any(_is_as_before(token, after) for token, after in pairwise(rest)):
        return True
    return cued(rest, Cue.UNCHANGED) or any(
        token.text == "without" or (token.has(*_LEADING) and token.text != "whether") for token in led
    )


def _is_as_before(token: Token, after: Token) -> bool:
    """As in "Bibs as I wrote", "as before"."""
    words = token.text.split()
    return words[0] == "as" and (len(words) > 1 or after.text in _EARLIER)


_HESITATES = re.compile(
    r"\b(?:no wait|wait ,? no|hold on|hang on|or rather not|on the other hand|going round in circles|then again"
    r"|back and forth)\b"
)
_COMES_BACK = re.compile(
    r"\b(?:come|get) back (?:to you )?(?:on|about) (?:this|that|it)\b|\bcome back to you\b"
    r"|\b(?:think|sleep|ask|talk) (?:about|on|over) (?:this|that|it)\b"
    r"|\b(?:think|talk|check) (?:it|this|that) (?:over|through|again)\b"
)


def is_wavering(statements: Sequence[Statement]) -> bool:
    """Whether a message goes to and fro and puts its answer off: nothing in it is stated."""
    said = [words_of(each.tokens) for each in statements]
    return any(map(_HESITATES.search, said)) and any(map(_COMES_BACK.search, said))
