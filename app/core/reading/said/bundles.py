"""Which mentions of a statement belong together: areas with their level, in their environment.

A bundle has at most one group of each kind; "Bibs and Users read-only in production, read/write in the sandbox" makes
two, of which the second shares the areas of the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from app.core.reading.said.mentions import Kind, Mention
from app.core.reading.said.spots import ARTICLES
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions of one kind that stand together; tokens first to last (inclusive)."""

    kind: Kind
    mentions: tuple[Mention, ...]
    first: int
    last: int


Bundle = dict[Kind, Group]


def bundles_of(tokens: Sequence[Token], stated: Sequence[Mention]) -> list[Bundle]:
    """The bundles of a statement's mentions, each completed with what it shares with its neighbours."""
    groups = list(_split_between_levels(tokens, groups_of(tokens, stated)))
    if any(token.text == "respectively" for token in tokens):
        groups = list(_respectively(groups))
    levels = [group for group in groups if group.kind is Kind.LEVEL]
    bundles = _bundles(tokens, groups) if len(levels) > 1 or not levels else _one_level(tokens, groups, levels[0])
    return _completed(tokens, bundles) if groups else []


def groups_of(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Group]:
    groups: list[Group] = []
    for each in mentions:
        last = groups[-1] if groups else None
        apart = last and _is_apart(tokens, last, each, mentions)
        if (
            last
            and last.kind is each.kind
            and not apart
            and (each.kind is not Kind.AREA or (_is_list(tokens, last.last, each.at) and not _is_again(last, each)))
        ):
            groups[-1] = replace(last, mentions=(*last.mentions, each), last=each.at)
        else:
            groups.append(Group(each.kind, (each,), each.at, each.at))
    return groups


def _is_again(last: Group, each: Mention) -> bool:
    """Whether an area is named again: "read on Users and Bibs and, for Users, also write"."""
    return any(each.values == mention.values for mention in last.mentions)


def _is_apart(tokens: Sequence[Token], last: Group, each: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a mention is for something else than those before it; an unread level between places sets them apart."""
    if each.kind is Kind.ENVIRONMENT:
        between = tokens[last.last + 1 : each.at]
        return any(token.term in _LEVELS or token.has(Cue.ENOUGH, Cue.CONTRAST) for token in between)
    return each.kind is Kind.LEVEL and _differs(tokens, last, each, mentions)


_LEVELS = (Term.LEVEL, Term.VERB, Term.METHOD)


def _differs(tokens: Sequence[Token], last: Group, level: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a level after another is one for the areas that follow: "read-only, but read/write for Analytics"."""
    following = next((each for each in mentions if each.at > level.at), None)
    if following is None or following.kind is not Kind.AREA or last.mentions[-1].values == level.values:
        return False
    return _leads(
        tokens,
        Group(level.kind, (level,), level.at, level.at),
        Group(following.kind, (following,), following.at, following.at),
    )


def _split_between_levels(tokens: Sequence[Token], groups: Sequence[Group]) -> Iterator[Group]:
    """Names between two levels, the first leading on: "r/w for bibs and config r/o" is r/w for bibs, r/o for config."""
    for number, group in enumerate(groups):
        before = groups[number - 1] if number else None
        after = groups[number + 1] if number + 1 < len(groups) else None
        between = before and after and before.kind is after.kind is Kind.LEVEL and group.kind is not Kind.LEVEL
        if (
            between
            and after
            and before
            and len(group.mentions) > 1
            and _goes_on(tokens, group, after)
            and _leads(tokens, before, group)
        ):
            yield from _shared_out(tokens, group)
        else:
            yield group


def _shared_out(tokens: Sequence[Token], areas: Group) -> Iterator[Group]:
    """Areas between two levels: the last is of the second, and so are those from an ", and" on; those that only a comma
    parts from what is of the first could be of either, and are of none.
    """
    commas = [at for at in range(areas.first, areas.last) if tokens[at].text == ","]
    joined = bool(commas) and tokens[commas[-1] + 1].has(Cue.AND)
    cut = commas[-1] if commas else areas.mentions[-1].at
    first = tuple(each for each in areas.mentions[:-1] if each.at < cut)
    rest = tuple(each for each in areas.mentions if each not in first)
    for mentions in (first, rest) if joined else (first, rest[:-1], rest[-1:]):
        if mentions:
            yield Group(areas.kind, mentions, mentions[0].at, mentions[-1].at)


def _respectively(groups: Sequence[Group]) -> Iterator[Group]:
    """Each area with its level: "Users and Courses, read-only and read/write respectively"."""
    areas = [each for group in groups if group.kind is Kind.AREA for each in group.mentions]
    levels = [each for group in groups if group.kind is Kind.LEVEL for each in group.mentions]
    yield from (group for group in groups if group.kind is Kind.ENVIRONMENT or len(areas) != len(levels))
    for area, level in zip(areas, levels, strict=False) if len(areas) == len(levels) else ():
        yield Group(Kind.AREA, (area,), area.at, area.at)
        yield Group(Kind.LEVEL, (level,), level.at, level.at)


def _goes_on(tokens: Sequence[Token], areas: Group, level: Group) -> bool:
    """Whether the last of the areas is what a level is said of: "r/w for Users, Bibs only gets read"."""
    between = tokens[areas.last + 1 : level.first]
    return not any(token.is_open or not token.is_word or token.has(Cue.AND) for token in between)


def _leads(tokens: Sequence[Token], level: Group, areas: Group) -> bool:
    """Whether nothing but "on", "for the" and the like leads from a level to the areas."""
    between = tokens[level.last + 1 : areas.first]
    deed = tokens[level.last].term is Term.VERB or tokens[level.last].text.startswith(("only ", "just "))
    if deed and _is_object(between):
        return True
    return cued(between, Cue.ON) and not any(token.is_open or not token.is_word for token in between)


def _is_object(between: Sequence[Token]) -> bool:
    """Whether what a verb is done to, and where, is all that stands between: "only looks up names in Users"."""
    words = [token for token in between if token.text not in ("the", "our")]
    return (
        bool(words)
        and words[-1].text in ("in", "from", "to", "into")
        and all(
            token.is_word and not token.has(Cue.AND, Cue.CONTRAST, Cue.RELATIVE) and token.term is None
            for token in words
        )
    )


def _is_list(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether nothing but commas, "and", articles and the like stands between two areas."""
    between = tokens[first + 1 : last]
    return tokens[last].term is not None and all(
        not token.is_word or token.has(Cue.AND, Cue.HEAD, Cue.KEY) or token.text in _IN_LISTS for token in between
    )


_IN_LISTS = frozenset(("the", "a", "as well as", "plus", "alma", "for", "to", "on"))


def _bundles(tokens: Sequence[Token], groups: Sequence[Group]) -> list[Bundle]:
    """Groups that belong together: a new bundle begins where a kind comes again, or where a level or place leads on."""
    bundles: list[Bundle] = [{}]
    for number, group in enumerate(groups):
        following = groups[number + 1] if number + 1 < len(groups) else None
        current = bundles[-1]
        leads = bool(current) and _leads_on(tokens, group, following, current)
        if group.kind in current or leads or _is_exception(tokens, group, following, current):
            bundles.append({})
        bundles[-1][group.kind] = group
    return bundles


def _leads_on(tokens: Sequence[Token], group: Group, following: Group | None, current: Bundle) -> bool:
    """Whether a group belongs to what follows: "Bibs, read-only for Users"; "Bibs read-only, in production Users …";
    "Bibs in both: read-only in production, read/write in the sandbox".
    """
    if following is None or group.kind is following.kind:
        return False
    if group.kind is Kind.LEVEL and following.kind is Kind.ENVIRONMENT and Kind.ENVIRONMENT in current:
        return _leads(tokens, group, following)
    if group.kind is Kind.LEVEL and following.kind is Kind.AREA and Kind.AREA in current:
        return _leads(tokens, group, following)
    if group.kind is Kind.ENVIRONMENT and Kind.LEVEL in current:
        if Kind.AREA in current and _opens_bracket(tokens, group, following):
            return True
        return _is_parted(tokens, current, group) and not any(map(_is_pause, tokens[group.last + 1 : following.first]))
    return False


def _is_exception(tokens: Sequence[Token], group: Group, following: Group | None, current: Bundle) -> bool:
    """Whether an area has a level of its own after a general one and a "but": "read/write, but Users read-only"."""
    levelled = following is not None and following.kind is Kind.LEVEL
    if group.kind is not Kind.AREA or not levelled or Kind.LEVEL not in current:
        return False
    return cued(tokens[current[Kind.LEVEL].last + 1 : group.first], Cue.CONTRAST)


def _opens_bracket(tokens: Sequence[Token], place: Group, areas: Group) -> bool:
    """Whether areas with their levels, and no other environment, stand in a bracket behind one: "sandbox (Bibs RW)"."""
    if areas.kind is not Kind.AREA or tokens[place.last + 1].text != "(":
        return False
    inside = list(takewhile(lambda token: token.text != ")", tokens[areas.first :]))
    return any(token.term in _LEVELS for token in inside) and not any(
        token.term is Term.ENVIRONMENT for token in inside
    )


def _is_parted(tokens: Sequence[Token], current: Bundle, group: Group) -> bool:
    """Whether a pause parts a group from what stands before it."""
    last = max(each.last for each in current.values())
    return any(map(_is_pause, tokens[max(last + 1, group.first - 4) : group.first]))


def _is_pause(token: Token) -> bool:
    return token.text[0] in ",;:(-"


def _one_level(tokens: Sequence[Token], groups: Sequence[Group], level: Group) -> list[Bundle]:
    """With one level said, it holds for the areas before it or, if there are none, for those after it."""
    areas = [group for group in groups if group.kind is Kind.AREA]
    before = [group for group in areas if group.last < level.first]
    after = [group for group in areas if group.first > level.last]
    environment = _nearest_place(tokens, groups, level)
    places: Bundle = {Kind.ENVIRONMENT: environment} if environment else {}
    others = [
        {Kind.ENVIRONMENT: group} for group in groups if group.kind is Kind.ENVIRONMENT and group is not environment
    ]
    leads = bool(before and after) and _leads_on(tokens, level, after[0], {Kind.AREA: before[-1]})
    if leads or (before and after and _is_done_to(tokens, level, after[0])):
        before, after = after, before
    mine = before or list(_until_deed(tokens, level, after))
    if len(before) > 1 and not _apart(tokens, before[-1], level):
        mine, after = before[-1:], [*before[:-1], *after]
    after = [group for group in after if group not in mine]
    bundles = [{Kind.AREA: group, Kind.LEVEL: level, **places} for group in mine] or [{Kind.LEVEL: level, **places}]
    return [*bundles, *({Kind.AREA: group, **places} for group in after), *others]


def _nearest_place(tokens: Sequence[Token], groups: Sequence[Group], level: Group) -> Group | None:
    """The environments that a level stands with: those that it leads to, else those that were last said before it."""
    places = [group for group in groups if group.kind is Kind.ENVIRONMENT]
    led = next((group for group in places if group.first > level.last and _leads(tokens, level, group)), None)
    if led is not None:
        return led
    before = [group for group in places if group.last < level.first]
    return before[-1] if before else places[0] if places else None


def _is_done_to(tokens: Sequence[Token], level: Group, areas: Group) -> bool:
    """As in "besides Bibs we need to read Courses": the verb's object stands right after it."""
    between = tokens[level.last + 1 : areas.first]
    return tokens[level.last].term is Term.VERB and all(token.text in ARTICLES for token in between)


def _until_deed(tokens: Sequence[Token], level: Group, after: Sequence[Group]) -> Iterator[Group]:
    """The areas after a level, as far as nothing else is said to be done: not "read/write Courses and show Bibs"."""
    last = level.last
    for group in after:
        if any(token.term in (Term.VERB, Term.METHOD) for token in tokens[last + 1 : group.first]):
            return
        yield group
        last = group.last


def _apart(tokens: Sequence[Token], group: Group, level: Group) -> bool:
    """Whether a pause parts a level from the area before it; one in a bracket right behind it is about that alone."""
    between = tokens[group.last + 1 : level.first]
    if between and between[0].text == "(" and all(token.text != ")" for token in between):
        return any(token.term is Term.ENVIRONMENT for token in takewhile(_is_inside, tokens[group.last + 2 :]))
    return any(token.text[0] in ",:-(" or token.has(Cue.EACH) for token in between)


def _is_inside(token: Token) -> bool:
    return token.text != ")"


def _begins_later(bundles: Sequence[Bundle], bundle: Bundle) -> bool:
    """Whether the environment leads a later bundle, with a level of its own: "read-only, in the sandbox read/write"."""
    later = bundles[bundles.index(bundle) + 1 :]
    leading = any(next(iter(each)) is Kind.ENVIRONMENT and Kind.LEVEL in each for each in later)
    return leading and set(bundle) == {Kind.LEVEL}


def _completed(tokens: Sequence[Token], bundles: Sequence[Bundle]) -> list[Bundle]:
    """Each bundle with what it shares with its neighbours: the areas, and an environment said once or said first."""
    environments = [bundle[Kind.ENVIRONMENT] for bundle in bundles if Kind.ENVIRONMENT in bundle]
    leads = bool(bundles[0]) and next(iter(bundles[0])) is Kind.ENVIRONMENT
    areas = [bundle[Kind.AREA] for bundle in bundles if Kind.AREA in bundle]
    completed: list[Bundle] = []
    for bundle in bundles:
        full = dict(bundle)
        if Kind.AREA not in full and areas and Kind.LEVEL in full:
            earlier = [each[Kind.AREA] for each in completed if Kind.AREA in each]
            if earlier or all(Kind.ENVIRONMENT in each for each in bundles if Kind.LEVEL in each):
                full[Kind.AREA] = _meant(tokens, bundle[Kind.LEVEL], earlier) if earlier else areas[0]
        if Kind.ENVIRONMENT not in full and environments:
            if len({group.first for group in environments}) == 1 and not _begins_later(bundles, bundle):
                full[Kind.ENVIRONMENT] = environments[0]
            elif leads and completed:
                full[Kind.ENVIRONMENT] = completed[-1][Kind.ENVIRONMENT]
        completed.append(full)
    return completed


def _meant(tokens: Sequence[Token], level: Group, earlier: Sequence[Group]) -> Group:
    """The areas that a level without areas is said of: those before it, or all that were named: "RW for both"."""
    last = earlier[-1]
    if not cued(tokens[level.last + 1 : level.last + 3], Cue.EACH):
        return last
    every = {each.at: each for group in earlier for each in group.mentions}
    return replace(last, mentions=tuple(every.values()), first=earlier[0].first)
