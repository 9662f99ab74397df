"""What a statement claims: which areas at which level in which environments, as its mentions belong together.

"Bibs and Users read-only in production, read/write in the sandbox" makes two claims. A level belongs to the areas that
it stands with; where only one level is said, and after all of the areas or before them, to all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading.english import Cue
from app.core.reading.judging import mentions_of
from app.core.reading.lexicon import Term
from app.core.reading.mentions import Kind, Mention, Reader, Status
from app.core.reading.statements import Place, Statement, is_bare
from app.core.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Claim:
    """Areas with levels in environments. No environments: in all. No areas: the level is said in general.

    `levels` are those said, with whether each is named; `excepted` areas are those that a general claim leaves out.
    """

    status: Status
    environments: tuple[Mention, ...] = ()
    areas: tuple[Mention, ...] = ()
    levels: tuple[Mention, ...] = ()
    excepted: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one kind that stand together; tokens first to last (inclusive)."""

    kind: Kind
    mentions: tuple[Mention, ...]
    first: int
    last: int


_Bundle = dict[Kind, _Group]


def claims_of(statement: Statement, reader: Reader) -> list[Claim]:
    """The statement's claims; what stands above it fills in what it leaves out."""
    mentions = mentions_of(statement, reader)
    if not mentions:
        return []
    above = _above(statement, reader)
    if above is None:
        return [Claim(Status.DENIED, areas=tuple(each for each in mentions if each.kind is Kind.AREA))]
    claims = [_placed(claim, above) for claim in _aside(mentions)]
    stated = [each for each in mentions if each.status is Status.STATED]
    excepted = tuple(each for each in mentions if each.status is Status.EXCEPTED)
    for claim in _bound(statement.tokens, stated, mentions):
        claims.append(_filled(replace(claim, excepted=excepted), above))
    claims += _exceptions(statement.tokens, mentions)
    return claims


def _above(statement: Statement, reader: Reader) -> tuple[Mention, ...] | None:
    """The mentions that hold from above; None where what stands above says that all of it is not wanted."""
    found: list[Mention] = []
    if statement.place is Place.PROSE and not statement.bare:
        return ()
    for tokens in statement.above:
        said = mentions_of(Statement(tokens, Place.ITEM, is_bare(tokens)), reader)
        if not said and any(token.has(Cue.NOT, Cue.DROP) for token in tokens[:_HEAD]):
            return None
        kinds = {each.kind for each in said}
        stated = [each for each in said if each.status is Status.STATED and isinstance(each.values, tuple)]
        found = [each for each in found if each.kind not in kinds] + stated
    return tuple(found)


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
    """A denial or doubt in the environment that stands above it."""
    places = tuple(each for each in above if each.kind is Kind.ENVIRONMENT)
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
    groups = _groups(tokens, [each for each in stated if not _belongs_to_exception(each, mentions, tokens)])
    groups = list(_split_between_levels(tokens, groups))
    if not groups:
        return
    if any(token.text == "respectively" for token in tokens):
        groups = list(_respectively(groups))
    levels = [group for group in groups if group.kind is Kind.LEVEL]
    bundles = _bundles(tokens, groups) if len(levels) > 1 or not levels else _one_level(tokens, groups, levels[0])
    for bundle in _completed(bundles):
        yield Claim(
            Status.STATED,
            environments=bundle[Kind.ENVIRONMENT].mentions if Kind.ENVIRONMENT in bundle else (),
            areas=() if _is_general(tokens, bundle) else (bundle[Kind.AREA].mentions if Kind.AREA in bundle else ()),
            levels=bundle[Kind.LEVEL].mentions if Kind.LEVEL in bundle else (),
        )
        if Kind.AREA in bundle and _is_general(tokens, bundle):
            places = bundle[Kind.ENVIRONMENT].mentions if Kind.ENVIRONMENT in bundle else ()
            yield Claim(Status.STATED, environments=places, areas=bundle[Kind.AREA].mentions)


def _groups(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[_Group]:
    groups: list[_Group] = []
    for each in mentions:
        last = groups[-1] if groups else None
        apart = each.kind is Kind.LEVEL and last and _differs(tokens, last, each, mentions)
        if (
            last
            and last.kind is each.kind
            and not apart
            and (each.kind is not Kind.AREA or _is_list(tokens, last.last, each.at))
        ):
            groups[-1] = replace(last, mentions=(*last.mentions, each), last=each.at)
        else:
            groups.append(_Group(each.kind, (each,), each.at, each.at))
    return groups


def _differs(tokens: Sequence[Token], last: _Group, level: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a level after another is one for the areas that follow: "read-only, but read/write for Analytics"."""
    following = next((each for each in mentions if each.at > level.at), None)
    if following is None or following.kind is not Kind.AREA or last.mentions[-1].values == level.values:
        return False
    return _leads(
        tokens,
        _Group(level.kind, (level,), level.at, level.at),
        _Group(following.kind, (following,), following.at, following.at),
    )


def _split_between_levels(tokens: Sequence[Token], groups: Sequence[_Group]) -> Iterator[_Group]:
    """Areas between two levels, the first leading on: "r/w for bibs and config r/o" is r/w for bibs, r/o for config."""
    for number, group in enumerate(groups):
        before = groups[number - 1] if number else None
        after = groups[number + 1] if number + 1 < len(groups) else None
        between = before and after and before.kind is after.kind is Kind.LEVEL and group.kind is Kind.AREA
        if (
            between
            and after
            and before
            and len(group.mentions) > 1
            and _goes_on(tokens, group, after)
            and _leads(tokens, before, group)
        ):
            yield replace(group, mentions=group.mentions[:-1], last=group.mentions[-2].at)
            yield replace(group, mentions=group.mentions[-1:], first=group.mentions[-1].at)
        else:
            yield group


def _respectively(groups: Sequence[_Group]) -> Iterator[_Group]:
    """Each area with its level: "Users and Courses, read-only and read/write respectively"."""
    areas = [each for group in groups if group.kind is Kind.AREA for each in group.mentions]
    levels = [each for group in groups if group.kind is Kind.LEVEL for each in group.mentions]
    yield from (group for group in groups if group.kind is Kind.ENVIRONMENT or len(areas) != len(levels))
    for area, level in zip(areas, levels, strict=False) if len(areas) == len(levels) else ():
        yield _Group(Kind.AREA, (area,), area.at, area.at)
        yield _Group(Kind.LEVEL, (level,), level.at, level.at)


def _goes_on(tokens: Sequence[Token], areas: _Group, level: _Group) -> bool:
    """Whether the last of the areas is what a level is said of: "r/w for Users, Bibs only gets read"."""
    return not any(token.is_open or not token.is_word for token in tokens[areas.last + 1 : level.first])


def _leads(tokens: Sequence[Token], level: _Group, areas: _Group) -> bool:
    """Whether nothing but "on", "for the" and the like leads from a level to the areas."""
    between = tokens[level.last + 1 : areas.first]
    return any(token.has(Cue.ON) for token in between) and not any(
        token.is_open or not token.is_word for token in between
    )


def _is_list(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether nothing but commas, "and", articles and the like stands between two areas."""
    between = tokens[first + 1 : last]
    return tokens[last].term is not None and all(
        not token.is_word or token.has(Cue.AND, Cue.HEAD, Cue.KEY) or token.text in _IN_LISTS for token in between
    )


_IN_LISTS = frozenset(("the", "a", "as well as", "alma", "for", "to", "on"))


def _bundles(tokens: Sequence[Token], groups: Sequence[_Group]) -> list[_Bundle]:
    """Groups that belong together: a new bundle begins where a kind comes again, or where a level or place leads on."""
    bundles: list[_Bundle] = [{}]
    for number, group in enumerate(groups):
        following = groups[number + 1] if number + 1 < len(groups) else None
        current = bundles[-1]
        if group.kind in current or (current and _leads_on(tokens, group, following, current)):
            bundles.append({})
        bundles[-1][group.kind] = group
    return bundles


def _leads_on(tokens: Sequence[Token], group: _Group, following: _Group | None, current: _Bundle) -> bool:
    """Whether a group belongs to what follows: "Bibs, read-only for Users"; "Bibs read-only, in production Users …"."""
    if following is None or group.kind is following.kind:
        return False
    if group.kind is Kind.LEVEL and following.kind is Kind.AREA and Kind.AREA in current:
        return _leads(tokens, group, following)
    if group.kind is Kind.ENVIRONMENT and Kind.LEVEL in current:
        return _comma_before(tokens, group) and not _comma_before(tokens, following)
    return False


def _comma_before(tokens: Sequence[Token], group: _Group) -> bool:
    return any(token.text[0] in ",;:(-" for token in tokens[max(0, group.first - 4) : group.first])


def _one_level(tokens: Sequence[Token], groups: Sequence[_Group], level: _Group) -> list[_Bundle]:
    """With one level said, it holds for the areas before it or, if there are none, for those after it."""
    areas = [group for group in groups if group.kind is Kind.AREA]
    before = [group for group in areas if group.last < level.first]
    after = [group for group in areas if group.first > level.last]
    environment = next((group for group in groups if group.kind is Kind.ENVIRONMENT), None)
    places: _Bundle = {Kind.ENVIRONMENT: environment} if environment else {}
    others = [
        {Kind.ENVIRONMENT: group} for group in groups if group.kind is Kind.ENVIRONMENT and group is not environment
    ]
    if before and after and _leads_on(tokens, level, after[0], {Kind.AREA: before[-1]}):
        before, after = after, before
    mine = before or list(_until_deed(tokens, level, after))
    if len(before) > 1 and not _apart(tokens, before[-1], level):
        mine, after = before[-1:], [*before[:-1], *after]
    after = [group for group in after if group not in mine]
    bundles = [{Kind.AREA: group, Kind.LEVEL: level, **places} for group in mine] or [{Kind.LEVEL: level, **places}]
    return [*bundles, *({Kind.AREA: group, **places} for group in after), *others]


def _until_deed(tokens: Sequence[Token], level: _Group, after: Sequence[_Group]) -> Iterator[_Group]:
    """The areas after a level, as far as nothing else is said to be done: not "read/write Courses and show Bibs"."""
    last = level.last
    for group in after:
        if any(token.term in (Term.VERB, Term.METHOD) for token in tokens[last + 1 : group.first]):
            return
        yield group
        last = group.last


def _apart(tokens: Sequence[Token], group: _Group, level: _Group) -> bool:
    return any(token.text[0] in ",:-(" or token.has(Cue.EACH) for token in tokens[group.last + 1 : level.first])


def _completed(bundles: Sequence[_Bundle]) -> list[_Bundle]:
    """Each bundle with what it shares with its neighbours: the areas, and an environment said once or said first."""
    environments = [bundle[Kind.ENVIRONMENT] for bundle in bundles if Kind.ENVIRONMENT in bundle]
    leads = bool(bundles[0]) and next(iter(bundles[0])) is Kind.ENVIRONMENT
    areas = [bundle[Kind.AREA] for bundle in bundles if Kind.AREA in bundle]
    completed: list[_Bundle] = []
    for bundle in bundles:
        full = dict(bundle)
        if Kind.AREA not in full and areas and Kind.LEVEL in full:
            earlier = [each[Kind.AREA] for each in completed if Kind.AREA in each]
            if earlier or all(Kind.ENVIRONMENT in each for each in bundles if Kind.LEVEL in each):
                full[Kind.AREA] = earlier[-1] if earlier else areas[0]
        if Kind.ENVIRONMENT not in full and environments:
            if len({group.first for group in environments}) == 1:
                full[Kind.ENVIRONMENT] = environments[0]
            elif leads and completed:
                full[Kind.ENVIRONMENT] = completed[-1][Kind.ENVIRONMENT]
        completed.append(full)
    return completed


_NEAR = 5
_HEAD = 4


def _is_general(tokens: Sequence[Token], bundle: _Bundle) -> bool:
    """Whether a level is said of all that is named, here or elsewhere: "both read-only", "read/write for all three"."""
    if Kind.LEVEL not in bundle:
        return False
    level = bundle[Kind.LEVEL]
    around = range(max(0, level.first - _NEAR), min(len(tokens), level.last + 1 + _NEAR))
    alone = len(_areas(bundle)) == 1
    each = (at for at in around if tokens[at].has(Cue.EACH) and not (alone and _is_of_environments(tokens, at)))
    return next(each, None) is not None and not any(each.values == ("*all",) for each in _areas(bundle))


def _is_of_environments(tokens: Sequence[Token], at: int) -> bool:
    """Whether "both" cannot mean areas: "could Users be on both of them"."""
    led = at > 0 and tokens[at - 1].text in ("on", "in") and tokens[at].has(Cue.BOTH)
    return led or tokens[at].text in ("on both", "in both", "for both")


def _areas(bundle: _Bundle) -> tuple[Mention, ...]:
    return bundle[Kind.AREA].mentions if Kind.AREA in bundle else ()


def _belongs_to_exception(mention: Mention, mentions: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a level is that of an exception: "except Users, which must be read/write"."""
    excepted = [each.at for each in mentions if each.status is Status.EXCEPTED and each.at < mention.at]
    if not excepted or mention.kind is not Kind.LEVEL:
        return False
    general = any(each.kind is Kind.LEVEL and each.at < excepted[0] for each in mentions)
    between = tokens[max(excepted) + 1 : mention.at]
    return general or any(token.has(Cue.RELATIVE) or token.text in ("(", ":") for token in between)


def _exceptions(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[Claim]:
    """An exception's own level; without one, its level is not stated."""
    excepted = tuple(each for each in mentions if each.status is Status.EXCEPTED)
    if excepted:
        levels = tuple(each for each in mentions if _belongs_to_exception(each, mentions, tokens) and _stated(each))
        yield Claim(Status.EXCEPTED, areas=excepted, levels=levels)


def _stated(mention: Mention) -> bool:
    return mention.kind is Kind.LEVEL and mention.status is Status.STATED
