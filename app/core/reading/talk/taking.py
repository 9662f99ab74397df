"""What of an offer a message takes: all of it, its sorts or rows that are agreed to, or what it chooses between."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.core.reading.layout.references import numbers_in
from app.core.reading.layout.statements import Statement
from app.core.reading.said.agreeing import (
    accepts_rest,
    agrees,
    is_doubtful,
    limited_to,
    parted,
    takes_all_but,
)
from app.core.reading.said.claims import Claim
from app.core.reading.said.clauses import kind_of
from app.core.reading.said.mentions import Kind, Mention, Status
from app.core.reading.talk.choices import chosen
from app.core.reading.talk.offers import Offer
from app.core.reading.talk.picking import chosen_by_order, numbers_alone
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.wanted.wishes import Claims, Said, Wishes, values


def accepted(offer: Offer, statements: Sequence[Statement], claims: Sequence[Claim]) -> Said | None:
    """The offer's claims that the requester's message takes up by agreeing or choosing; `claims` are its own."""
    if offer.said is None:
        return None
    if offer.options and (number := chosen(offer.labels, statements)) is not None:
        return offer.options[number]
    if _excepts_unknown(offer.said, statements, claims):
        return None
    if picked := chosen_by_order(offer.choices, statements, claims):
        return replace(offer.said, claims=tuple((statements[0], claim) for claim in picked))
    if answered := _by_number(offer.said, statements):
        return replace(offer.said, claims=tuple(each for each in offer.said.claims if each[0].number in answered))
    if offer.asks_which and not any(each.has(Cue.EACH, Cue.EVERYTHING) for each in statements):
        return _by_name(offer.said, statements, claims)
    return _taken(offer.said, statements, claims) if offer.said.claims and not offer.options else None


def level_by_area(offer: Offer, claims: Claims, known: Wishes) -> Claims | None:
    """What a message says that answers, area by area, whether what is wanted could be at another level: "Bibs yes,
    Users no", "only for Bibs". It takes no area away; None where it answers no such question.
    """
    offered = [claim for _, claim in offer.said.claims] if offer.said else []
    spoken = {value for _, claim in claims for value in values(claim.areas)}
    about = {value for claim in offered for value in values(claim.areas) if value[0] != "*"} or set(known.named())
    plain = all(claim.areas and not (claim.levels or claim.environments) for _, claim in claims)
    drops = any(statement.has(Cue.DROP, Cue.TAKE, Cue.ALSO, Cue.TOO) for statement, _ in claims)
    if not offered or not all(map(_is_of_level, offered)) or not claims or not plain or drops:
        return None
    if not spoken <= about or not about <= set(known.named()):
        return None
    agreed = tuple(each for each in claims if each[1].status is Status.STATED)
    return tuple((each, _at_level(claim, offered[0].levels[0])) for each, claim in agreed) or None


def _at_level(claim: Claim, offered: Mention) -> Claim:
    """The offered level said by the words that agree to it: those of the offer stand in another message."""
    words = claim.areas[0]
    return replace(claim, levels=(replace(offered, at=words.at, start=words.start, end=words.end),))


def _is_of_level(claim: Claim) -> bool:
    return bool(claim.levels) and not claim.environments


def _by_name(said: Said, statements: Sequence[Statement], claims: Sequence[Claim]) -> Said | None:
    """The parts of an offer that a message names which was asked for them: "Bibs and Electronic, please"."""
    stated = (claim for claim in claims if claim.status is Status.STATED and not (claim.levels or claim.environments))
    named = {value for claim in stated for value in values(claim.areas)}
    told = [(each, _of_areas(claim, named)) for each, claim in said.claims]
    parts = tuple((each, claim) for each, claim in told if claim.areas)
    return replace(said, claims=parts) if parts and not any(map(_declines, statements)) else None


def _excepts_unknown(said: Said, statements: Sequence[Statement], claims: Sequence[Claim]) -> bool:
    """Whether all but something is taken, and it is not understood what that is."""
    offered = {statement.number for statement, _ in said.claims} - {0}
    excepting = [each for each in statements if takes_all_but(each)]
    named = any(claim.status in (Status.EXCEPTED, Status.DENIED) or claim.excepted for claim in claims)
    return bool(excepting) and not (named or any(numbers_alone(each, offered) for each in excepting))


def _by_number(said: Said, statements: Sequence[Statement]) -> set[int]:
    """The numbers of the rows or items of an offer that are taken: "rows 1 and 2: right; row 3: no"."""
    offered = {statement.number for statement, _ in said.claims} - {0}
    taken: set[int] = set()
    refused: set[int] = set()
    for statement in statements if offered else ():
        alone = numbers_alone(statement, offered)
        yes, no = (alone, set()) if alone else _answers(statement)
        if takes_all_but(statement):
            yes, no = set(), alone or yes
        taken, refused = taken | yes, refused | no
    if (taken or refused) and accepts_rest(statements):
        taken |= offered
    return (taken - refused) & offered


def _answers(statement: Statement) -> tuple[set[int], set[int]]:
    """The numbers that a statement says yes to, and those that it says no to; without a noun only an item's own."""
    if any(kind_of(token) for token in statement.tokens) or statement.question or statement.has(Cue.HEDGE):
        return set(), set()
    spoken = numbers_in(statement.tokens)
    yes: set[int] = set()
    no: set[int] = set()
    current = {statement.number} - {0} if not spoken else set()
    answered, denies = False, False
    for at, token in enumerate(statement.tokens):
        if at in spoken:
            current = {spoken[at]} | (set() if answered else current)
            no |= current if denies else set()
            answered = False
        elif token.has(Cue.NOT, Cue.DROP):
            no |= current
            answered, denies = True, not current
        elif token.has(Cue.YES) and not answered:
            yes |= current
            answered = True
        denies = denies and token.text != ","
    return yes - no, no


def _taken(said: Said, statements: Sequence[Statement], claims: Sequence[Claim]) -> Said | None:
    """What of an offer is agreed to: all of it, or only the kinds of which that is said ("areas as you propose")."""
    parts = [part for each in statements for part in parted(each)]
    agreed = {kind for each in parts if _is_agreed(each) for kind in _kinds_spoken_of(_before_exception(each))}
    refused = {kind for each in parts if _is_refused(each) for kind in _kinds_spoken_of(each)}
    refused |= {kind for each in parts for kind in _kinds_spoken_of(each) - _kinds_spoken_of(_before_exception(each))}
    limits = [limit for each in parts if (limit := limited_to(each))]
    rest = (agrees(statements) and not limits) or accepts_rest(statements)
    named = _named_with_yes(statements) | {each.value for limit in limits for each in limit if each.term is Term.AREA}
    places = _places_picked(said, statements, claims) if not (rest or agreed) else set()
    if not (agreed or rest or named or places):
        return None
    kinds = (agreed or set(Kind)) - refused - set(_left_open(claims))
    if not (rest or agreed) and any(map(_declines, statements)):
        kinds = {Kind.AREA}
    if limits and not rest and not any(each.term is Term.ENVIRONMENT for limit in limits for each in limit):
        kinds -= {Kind.ENVIRONMENT} - agreed
    told = said.claims if rest or agreed else [(each, _of_areas(claim, named)) for each, claim in said.claims]
    if places:
        told, kinds = [each for each in said.claims if values(each[1].environments) <= places], set(Kind) - refused
    claimed = ((statement, _of_kinds(claim, kinds)) for statement, claim in told)
    return replace(
        said, claims=tuple(each for each in claimed if each[1].environments or each[1].areas or each[1].levels)
    )


def _places_picked(said: Said, statements: Sequence[Statement], claims: Sequence[Claim]) -> set[str]:
    """The environments of an offer for several that a message picks: "just the production one", "sandbox yes"."""
    stated = [claim for claim in claims if claim.status is Status.STATED]
    named = {value for claim in stated if not (claim.areas or claim.levels) for value in values(claim.environments)}
    offered = {value for _, claim in said.claims for value in values(claim.environments)}
    alone = all(claim.environments and not (claim.areas or claim.levels) for claim in stated)
    picking = any(each.has(Cue.ONLY, Cue.YES, Cue.ENOUGH) for each in statements if not each.question)
    doubted = any(each.has(Cue.HEDGE, Cue.UNSURE) for each in statements)
    return named if alone and picking and not doubted and named < offered else set()


def _left_open(claims: Sequence[Claim]) -> Iterator[Kind]:
    """The kinds that the message doubts or asks about, without naming one that it wants."""
    stated = any(claim.environments for claim in claims if claim.status is Status.STATED)
    for claim in claims:
        if claim.status is Status.OPEN and claim.environments and not (claim.areas or claim.levels or stated):
            yield Kind.ENVIRONMENT
        if claim.status is Status.OPEN and claim.levels and not claim.areas:
            yield Kind.LEVEL


_SPEAKING = {
    **dict.fromkeys(("environment", "environments", "instance", "instances"), Kind.ENVIRONMENT),
    **dict.fromkeys(("area", "areas", "apis"), Kind.AREA),
    **dict.fromkeys(("level", "levels", "permission", "permissions", "rights"), Kind.LEVEL),
}
_AS_PROPOSED = re.compile(
    r"\b(?:as|like|what) (?:you|lsis|proposed|suggested|offered|listed|written|said)\b|\byour (?:proposal|suggestion)\b"
)


_SUITING = re.compile(r"\b(?:suits?|fits?|works?|matche?s?)(?: (?:us|me|well|fine|perfectly|nicely|too|very))*$")


def _kinds_spoken_of(statement: Statement) -> set[Kind]:
    """The kinds that a statement speaks of without naming any: "areas and levels: yes"; none if it names some."""
    spoken = {kind for token in statement.tokens if (kind := _SPEAKING.get(token.text))}
    keys = any(token.text in _TWO_OF and key.has(Cue.KEY) for token, key in pairwise(statement.tokens))
    return spoken | ({Kind.ENVIRONMENT} if keys else set())


_TWO_OF = frozenset(("two", "both", "2"))


def _before_exception(statement: Statement) -> Statement:
    """A statement as far as it excepts something: "all right apart from the level"."""
    tokens = statement.tokens
    end = next((at for at, token in enumerate(tokens) if token.has(Cue.EXCEPT) or token.text in _SAVE), len(tokens))
    return replace(statement, tokens=tokens[:end])


_SAVE = frozenset(("but", "only", "except that", "save that"))


def _is_agreed(statement: Statement) -> bool:
    if statement.question or statement.has(Cue.NOT, Cue.HEDGE, Cue.UNSURE):
        return False
    said = words_of(statement.tokens)
    last = next((token for token in reversed(statement.tokens) if token.is_word), statement.tokens[-1])
    agreed = _AS_PROPOSED.search(said) or _SUITING.search(said) or last.has(Cue.YES)
    return bool(agreed or limited_to(statement))


def _declines(statement: Statement) -> bool:
    """Whether something of an offer is turned down, or left for later, without naming it."""
    open_yet = statement.has(Cue.NOT, Cue.UNSURE, Cue.HEDGE, Cue.PROMISE)
    return open_yet and not any(map(kind_of, statement.tokens))


def _is_refused(part: Statement) -> bool:
    """Whether a part of a sentence turns down, doubts or excepts what it speaks of."""
    excepts = part.tokens[0].has(Cue.CONTRAST) and not _is_agreed(part)
    return excepts or is_doubtful(part) or (part.has(Cue.NOT) and not part.question)


def _named_with_yes(statements: Sequence[Statement]) -> set[str]:
    """The areas that a yes follows: "Bibs yes, Users no"."""
    pairs = (
        (area, yes)
        for each in statements
        if not (each.question or each.has(Cue.HEDGE, Cue.UNSURE))
        for area, sign, after in zip(each.tokens, each.tokens[1:], (*each.tokens[2:], each.tokens[-1]), strict=False)
        for yes in (after if sign.text in (":", "-", ",") else sign,)
    )
    refused = any(each.has(Cue.REST, Cue.EVERYTHING) and each.has(Cue.NOT) for each in statements)
    return {area.value for area, yes in pairs if area.term is Term.AREA and yes.has(Cue.YES) and not refused}


def _of_areas(claim: Claim, areas: set[str]) -> Claim:
    """What of a claim is about these areas; an environment that is claimed alone stays."""
    kept = tuple(each for each in claim.areas if areas.intersection(each.values))
    return replace(claim, areas=kept, levels=claim.levels if kept or not claim.areas else ())


def _of_kinds(claim: Claim, kinds: set[Kind]) -> Claim:
    return replace(
        claim,
        environments=claim.environments if Kind.ENVIRONMENT in kinds else (),
        areas=claim.areas if Kind.AREA in kinds else (),
        levels=claim.levels if Kind.LEVEL in kinds else (),
    )
