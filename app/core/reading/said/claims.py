"""What a statement claims: which areas at which level in which environments, as its mentions belong together.

"Bibs and Users read-only in production, read/write in the sandbox" makes two claims. A level belongs to the areas that
it stands with; where only one level is said, and after all of the areas or before them, to all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from app.core.reading.layout.statements import Place, Statement, is_bare
from app.core.reading.said.bundles import Bundle, Group, bundles_of
from app.core.reading.said.denials import ALL_BUT
from app.core.reading.said.judging import mentions_of
from app.core.reading.said.keeping import kept_in
from app.core.reading.said.mentions import Kind, Kinds, Mention, Reader, Status
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term


@dataclass(frozen=True, slots=True)
class Claim:
    """Areas with levels in environments. No environments: in all. No areas: the level is said in general.

    `levels` are those said, with whether each is named; `excepted` areas are those that a general claim leaves out.
    `held`: the areas stand above, not in the statement itself, so that it speaks of all of them together.
    """

    status: Status
    environments: tuple[Mention, ...] = ()
    areas: tuple[Mention, ...] = ()
    levels: tuple[Mention, ...] = ()
    excepted: tuple[Mention, ...] = ()
    held: bool = False


def kinds_of(told: Iterable[tuple[Statement, Claim]]) -> Kinds:
    """The kinds of things that claims are about."""
    return frozenset(
        each.kind for _, claim in told for each in (*claim.environments, *claim.areas, *claim.levels, *claim.excepted)
    )


def claims_of(statement: Statement, reader: Reader) -> list[Claim]:
    """The statement's claims; what stands above it fills in what it leaves out."""
    mentions = mentions_of(statement, reader)
    if not mentions:
        return list(_refused(statement, reader))
    above = _above(statement, reader)
    if above is None or _is_excepted_above(statement, mentions):
        return [Claim(Status.DENIED, areas=tuple(each for each in mentions if each.kind is Kind.AREA))]
    claims = [_placed(claim, above) for claim in _aside(mentions)]
    stated = [each for each in mentions if each.status in (Status.STATED, Status.SCOPE)]
    excepted = tuple(each for each in mentions if each.status is Status.EXCEPTED)
    for claim in _bound(statement.tokens, stated, mentions):
        filled = _filled(replace(claim, excepted=excepted), above)
        claims.append(replace(filled, held=statement.place is Place.ITEM and not claim.areas))
    claims += [_placed(claim, above) for claim in _exceptions(statement.tokens, mentions)]
    return claims


def _refused(statement: Statement, reader: Reader) -> Iterator[Claim]:
    """The areas right above a line that does nothing but refuse: "Users", and beneath it "not needed any more"."""
    beneath = statement.place in (Place.ITEM, Place.CELL, Place.FIELD) and statement.bare and not statement.question
    beneath = beneath and not any(token.term for token in statement.tokens)
    names_all = statement.above and not any(token.is_open for token in statement.above[-1])
    if not (beneath and names_all and cued(statement.tokens[:_HEAD], Cue.NOT, Cue.DROP)):
        return
    above = _above(statement, reader) or ()
    areas = tuple(each for each in above if each.kind is Kind.AREA)
    if areas and not any(each.kind is Kind.LEVEL for each in above):
        yield Claim(Status.DENIED, tuple(each for each in above if each.kind is Kind.ENVIRONMENT), areas)


def _above(statement: Statement, reader: Reader) -> tuple[Mention, ...] | None:
    """The mentions that hold from above; None where what stands above says that all of it is not wanted."""
    found: list[Mention] = []
    if statement.place is Place.PROSE and not statement.bare:
        return ()
    for tokens in statement.above:
        said = mentions_of(Statement(tokens, Place.ITEM, is_bare(tokens)), reader)
        if not said and cued(tokens[:_HEAD], Cue.NOT, Cue.DROP) and not _excludes_others(tokens):
            return None
        kinds = {each.kind for each in said}
        stated = [each for each in said if each.status is Status.STATED and isinstance(each.values, tuple)]
        found = [each for each in found if each.kind not in kinds] + stated
    return tuple(found)


def _is_excepted_above(statement: Statement, mentions: Sequence[Mention]) -> bool:
    """Whether it stands beneath "All areas except:", and has no level of its own."""
    if statement.place is Place.PROSE or any(each.kind is Kind.LEVEL for each in mentions):
        return False
    return any(_ends_excepting(tokens) for tokens in statement.above)


def _ends_excepting(tokens: Sequence[Token]) -> bool:
    """Whether words end with an exception that is yet to come, from all areas."""
    at = next((at for at, token in enumerate(tokens) if token.has(Cue.EXCEPT) or token.text in ALL_BUT), None)
    every = at is not None and cued(tokens[:at], Cue.ALL, Cue.EVERYTHING)
    return every and not any(token.term for token in tokens[at or 0 :])


def _excludes_others(tokens: Sequence[Token]) -> bool:
    """Whether a denial is of all but what follows: "no calls besides these"."""
    return any(
        token.has(Cue.EXCEPT, Cue.ONLY) or token.text in ("besides", "beyond", "but", "else") for token in tokens
    )


def _aside(mentions: Sequence[Mention]) -> Iterator[Claim]:
    """What is denied or left open, each in the environment that the statement speaks of, if it states one."""
    places = [each for each in mentions if each.kind is Kind.ENVIRONMENT and each.status is Status.STATED]
    areas = tuple(each for each in mentions if each.kind is Kind.AREA and each.status is not Status.DENIED)
    for each in mentions:
        if each.status in (Status.DENIED, Status.OPEN):
            claim = claim_of(each)
            claim = replace(claim, areas=areas) if each.kind is Kind.LEVEL else claim
            where = min((abs(place.at - each.at) for place in places), default=0)
            near = tuple(place for place in places if abs(place.at - each.at) == where)
            yield claim if each.kind is Kind.ENVIRONMENT else replace(claim, environments=near)


def _placed(claim: Claim, above: Sequence[Mention]) -> Claim:
    """A denial or doubt in the environment that stands above it, or of the areas above it in its own."""
    places = tuple(each for each in above if each.kind is Kind.ENVIRONMENT)
    areas = tuple(each for each in above if each.kind is Kind.AREA)
    if claim.environments and areas and not (claim.areas or places):
        return replace(claim, areas=areas, held=True)
    return replace(claim, environments=places) if not claim.environments and places else claim


def claim_of(mention: Mention) -> Claim:
    """A claim of one mention alone."""
    alone = (mention,)
    if mention.kind is Kind.ENVIRONMENT:
        return Claim(mention.status, environments=alone)
    return Claim(mention.status, areas=alone) if mention.kind is Kind.AREA else Claim(mention.status, levels=alone)


def _filled(claim: Claim, above: Sequence[Mention]) -> Claim:
    """The claim with what it leaves out taken from above."""
    of = {kind: tuple(each for each in above if each.kind is kind) for kind in Kind}
    return replace(
        claim,
        environments=claim.environments or of[Kind.ENVIRONMENT],
        areas=claim.areas or of[Kind.AREA],
        levels=claim.levels or of[Kind.LEVEL],
    )


def _bound(tokens: Sequence[Token], stated: Sequence[Mention], mentions: Sequence[Mention]) -> Iterator[Claim]:
    stated = [each for each in stated if not _belongs_to_exception(each, mentions, tokens)]
    kept = kept_in(tokens, stated)
    yield from map(claim_of, kept)
    for bundle in bundles_of(tokens, [each for each in stated if each not in kept]):
        yield Claim(
            Status.STATED,
            environments=bundle[Kind.ENVIRONMENT].mentions if Kind.ENVIRONMENT in bundle else (),
            areas=() if _is_general(tokens, bundle) else (bundle[Kind.AREA].mentions if Kind.AREA in bundle else ()),
            levels=bundle[Kind.LEVEL].mentions if Kind.LEVEL in bundle else (),
        )
        if Kind.AREA in bundle and _is_general(tokens, bundle):
            places = bundle[Kind.ENVIRONMENT].mentions if Kind.ENVIRONMENT in bundle else ()
            yield Claim(Status.STATED, environments=places, areas=bundle[Kind.AREA].mentions)


_NEAR = 5
_HEAD = 4


def _is_general(tokens: Sequence[Token], bundle: Bundle) -> bool:
    """Whether a level is said of all that is named, here or elsewhere: "both read-only", "read/write for all three"."""
    if Kind.LEVEL not in bundle:
        return False
    level = bundle[Kind.LEVEL]
    around = _around(tokens, level)
    alone = len(_areas(bundle)) == 1 and not _is_in_one_place(bundle)
    each = (at for at in around if tokens[at].has(Cue.EACH) and not (alone and _is_of_environments(tokens, at)))
    return next(each, None) is not None and not any(each.values == ("*all",) for each in _areas(bundle))


def _is_in_one_place(bundle: Bundle) -> bool:
    """Whether one environment is spoken of, so that "both" means areas: "in the sandbox RW for both"."""
    places = bundle[Kind.ENVIRONMENT].mentions if Kind.ENVIRONMENT in bundle else ()
    return len({value for each in places for value in each.values}) == 1


def _around(tokens: Sequence[Token], level: Group) -> Sequence[int]:
    """Where the words are that can make a level general: near it, and not beyond another level."""
    before = takewhile(
        lambda at: tokens[at].term is not Term.LEVEL, range(level.first - 1, max(-1, level.first - 1 - _NEAR), -1)
    )
    ahead = range(level.last + 1, min(len(tokens), level.last + 1 + _NEAR))
    after = takewhile(lambda at: tokens[at].term is not Term.LEVEL, ahead)
    return [*before, *range(level.first, level.last + 1), *after]


def _is_of_environments(tokens: Sequence[Token], at: int) -> bool:
    """Whether "both" cannot mean areas: "could Users be on both of them"."""
    led = at > 0 and tokens[at - 1].text in ("on", "in") and tokens[at].has(Cue.BOTH)
    return led or tokens[at].text in ("on both", "in both", "for both")


def _areas(bundle: Bundle) -> tuple[Mention, ...]:
    return bundle[Kind.AREA].mentions if Kind.AREA in bundle else ()


def _belongs_to_exception(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a level is that of an exception: "except Users, which must be read/write"."""
    excepted = [each.at for each in mentions if each.status is Status.EXCEPTED and each.at < mention.at]
    if not excepted or mention.kind is not Kind.LEVEL:
        return False
    general = any(each.kind is Kind.LEVEL and each.at < excepted[0] for each in mentions)
    between = tokens[max(excepted) + 1 : mention.at]
    closed = max((at + 1 for at, token in enumerate(between) if token.text == ")"), default=0)
    return general or any(token.has(Cue.RELATIVE) or token.text in ("(", ":") for token in between[closed:])


def _exceptions(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Claim]:
    """An exception's own level; without one, its level is not stated."""
    excepted = tuple(each for each in mentions if each.status is Status.EXCEPTED)
    if excepted:
        levels = tuple(each for each in mentions if _belongs_to_exception(each, mentions, tokens) and _stated(each))
        places = tuple(each for each in excepted if each.kind is Kind.ENVIRONMENT)
        areas = tuple(each for each in excepted if each.kind is Kind.AREA)
        yield Claim(Status.EXCEPTED, environments=places, areas=areas, levels=levels)


def _stated(mention: Mention) -> bool:
    return mention.kind is Kind.LEVEL and mention.status is Status.STATED
