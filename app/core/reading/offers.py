"""What an agent or the bot offered, and whether the requester took it.

Their words state nothing by themselves. A sentence of theirs is an offer if it is a question that can be answered with
yes, comes right before one ("… Is that right?"), or says what they would do. Of several printed options none is
offered, but "the former" or "the latter" can choose between two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.reading.claims import Claim, claim_of, claims_of
from app.core.reading.clauses import kind_of
from app.core.reading.english import Cue
from app.core.reading.judging import mentions_of
from app.core.reading.lexicon import Term, lexicon_of
from app.core.reading.lines import Line
from app.core.reading.mentions import FORMER, LATTER, Kind, Mention, Reader, Status
from app.core.reading.options import chosen, options_in
from app.core.reading.outline import statements_of
from app.core.reading.statements import Place, Statement
from app.core.reading.tokens import Token, words_of
from app.core.reading.wishes import Said, has


@dataclass(frozen=True, slots=True)
class Offer:
    """The last message of an agent or the bot: what it offers, between what it lets choose, whether it asks where."""

    said: Said | None = None
    choices: tuple[tuple[Mention, ...], ...] = ()
    asks_environment: bool = False
    labels: tuple[str, ...] = ()
    options: tuple[Said, ...] = ()


_CONFIRMS = 6
_OPENING = 4
# Questions that can be answered with yes and yet offer nothing.
_INQUIRES = re.compile(
    r"\b(?:(?:are|were) you (?:aware|sure)|(?:do|did) you (?:know|see|read|have|get|receive|try|test)|have you"
    r"|did (?:it|that|they)|is there"
    r"|are there|(?:can|could|would) you (?:tell|check|find|ask|look|send|explain)|does (?:anyone|anybody"
    r"|somebody)|has (?:it|that|the))\b"
)


def offer_of(statements: Sequence[Statement], reader: Reader, said: Said, by_bot: bool) -> Offer:
    """The offer that a message makes; `said` is the message without claims."""
    offered = [statement for number, statement in enumerate(statements) if _is_offer(statements, number, by_bot)]
    claims = tuple(
        (each, claim) for each in offered for claim in claims_of(each, reader) if claim.status is not Status.OPEN
    )
    mentions = [mention for statement in statements for mention in mentions_of(statement, reader)]
    left_open = [each for each in mentions if each.status is Status.OPEN]
    return Offer(replace(said, claims=claims), _choices(left_open), _asks_environment(statements, left_open))


def with_options(offer: Offer, lines: Sequence[Line], reader: Reader) -> Offer:
    """The offer with the labelled options that its message lets choose between, each read by itself."""
    if offer.said is None:
        return offer
    said, lexicon = offer.said, lexicon_of(reader.catalogue)
    options = options_in(said.clean.text, lines)
    reader = replace(reader, both=True)
    told = [
        tuple(
            (each, claim)
            for each in statements_of(said.clean.text, option.lines, lexicon)
            for claim in claims_of(each, reader)
            if claim.status is not Status.OPEN
        )
        for option in options
    ]
    if not any(told):
        return offer
    found = tuple(replace(said, claims=claims) for claims in told)
    return replace(offer, labels=tuple(option.label for option in options), options=found)


def _is_offer(statements: Sequence[Statement], number: int, by_bot: bool) -> bool:
    statement = statements[number]
    if _is_polar(statement) or has(statement, Cue.OFFER) or _is_announced(statements[:number]):
        return True
    for after in statements[number + 1 :]:
        if _is_polar(after):
            return not (by_bot and after is not statements[number + 1])
        if after.question or (after.place is not Place.ITEM and by_bot):
            return False
    return False


def _is_announced(before: Sequence[Statement]) -> bool:
    """Whether what stands here was announced as a proposal: "Here is what I'd suggest. Production: …"."""
    said = next((each for each in reversed(before) if each.question or has(each, Cue.OFFER)), None)
    return said is not None and not said.question and not any(map(kind_of, said.tokens))


def _is_polar(statement: Statement) -> bool:
    """A question to be answered with yes or no."""
    asks = statement.question and not any(token.has(Cue.QUESTION) for token in statement.tokens[:2])
    return asks and not has(statement, Cue.OR) and not _INQUIRES.search(words_of(statement.tokens))


def _choices(left_open: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """Of each kind, the two options that are to be chosen between, if there are just two."""
    kinds = dict.fromkeys(each.kind for each in left_open)
    pairs = [_options([each for each in left_open if each.kind is kind]) for kind in kinds]
    return tuple(pair for pair in pairs if len(pair) == _TWO)


def _options(left_open: Sequence[Mention]) -> tuple[Mention, ...]:
    values = dict.fromkeys(value for each in left_open for value in each.values)
    return tuple(next(each for each in left_open if value in each.values) for value in values)


_TWO = 2


def _asks_environment(statements: Sequence[Statement], left_open: Sequence[Mention]) -> bool:
    named = any(each.kind is Kind.ENVIRONMENT for each in left_open) or any(map(_chooses_environment, statements))
    words = (token.text for statement in statements for token in statement.tokens)
    return named or any(word in ("environment", "environments", "instance", "instances") for word in words)


def _chooses_environment(statement: Statement) -> bool:
    """As in "production, the premium sandbox, or both?"."""
    named = any(token.term is Term.ENVIRONMENT for token in statement.tokens)
    return statement.question and named and has(statement, Cue.OR)


def accepted(offer: Offer, statements: Sequence[Statement], claims: Sequence[Claim]) -> Said | None:
    """The offer's claims that the requester's message takes up by agreeing or choosing; `claims` are its own."""
    if offer.said is None:
        return None
    if offer.options:
        number = chosen(offer.labels, statements)
        return None if number is None else offer.options[number]
    if picked := _chosen(offer, statements, claims):
        return replace(offer.said, claims=tuple((statements[0], claim) for claim in picked))
    return _taken(offer.said, statements) if offer.said.claims else None


def _taken(said: Said, statements: Sequence[Statement]) -> Said | None:
    """What of an offer is agreed to: all of it, or only the kinds of which that is said ("areas as you propose")."""
    agreed = {kind for each in statements if _is_agreed(each) for kind in _kinds_spoken_of(_before_exception(each))}
    refused = {kind for each in statements if _is_refused(each) for kind in _kinds_spoken_of(each)}
    refused |= {
        kind for each in statements for kind in _kinds_spoken_of(each) - _kinds_spoken_of(_before_exception(each))
    }
    rest, named = agrees(statements) or _accepts_rest(statements), _named_with_yes(statements)
    if not (agreed or rest or named):
        return None
    kinds = (agreed or set(Kind)) - refused
    if not (rest or agreed) and any(map(_declines, statements)):
        kinds = {Kind.AREA}
    told = said.claims if rest or agreed else [(each, _of_areas(claim, named)) for each, claim in said.claims]
    claims = ((statement, _of_kinds(claim, kinds)) for statement, claim in told)
    return replace(
        said, claims=tuple(each for each in claims if each[1].environments or each[1].areas or each[1].levels)
    )


_SPEAKING = {
    **dict.fromkeys(("environment", "environments", "instance", "instances"), Kind.ENVIRONMENT),
    **dict.fromkeys(("area", "areas", "apis"), Kind.AREA),
    **dict.fromkeys(("level", "levels", "permission", "permissions", "rights"), Kind.LEVEL),
}
_AS_PROPOSED = re.compile(
    r"\b(?:as|like|what) (?:you|lsis|proposed|suggested|offered|listed|written|said)\b|\byour (?:proposal|suggestion)\b"
)


def _kinds_spoken_of(statement: Statement) -> set[Kind]:
    """The kinds that a statement speaks of without naming any: "areas and levels: yes"; none if it names some."""
    return {kind for token in statement.tokens if (kind := _SPEAKING.get(token.text))}


def _before_exception(statement: Statement) -> Statement:
    """A statement as far as it excepts something: "all right apart from the level"."""
    tokens = statement.tokens
    end = next((at for at, token in enumerate(tokens) if token.has(Cue.EXCEPT) or token.text in _SAVE), len(tokens))
    return replace(statement, tokens=tokens[:end])


_SAVE = frozenset(("but", "only", "except that", "save that"))


def _is_agreed(statement: Statement) -> bool:
    if statement.question or has(statement, Cue.NOT, Cue.HEDGE, Cue.UNSURE):
        return False
    said = words_of(statement.tokens)
    return bool(_AS_PROPOSED.search(said)) or statement.tokens[-1].has(Cue.YES)


def _declines(statement: Statement) -> bool:
    """Whether something of an offer is turned down, or left for later, without naming it."""
    open_yet = has(statement, Cue.NOT, Cue.UNSURE, Cue.HEDGE, Cue.PROMISE)
    return open_yet and not any(map(kind_of, statement.tokens))


def _is_refused(statement: Statement) -> bool:
    return has(statement, Cue.NOT) and not statement.question


def _named_with_yes(statements: Sequence[Statement]) -> set[str]:
    """The areas that a yes follows: "Bibs yes, Users no"."""
    pairs = (
        (area, yes)
        for each in statements
        if not (each.question or has(each, Cue.HEDGE, Cue.UNSURE))
        for area, sign, after in zip(each.tokens, each.tokens[1:], (*each.tokens[2:], each.tokens[-1]), strict=False)
        for yes in (after if sign.text in (":", "-", ",") else sign,)
    )
    refused = any(has(each, Cue.REST, Cue.EVERYTHING) and has(each, Cue.NOT) for each in statements)
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


def _accepts_rest(statements: Sequence[Statement]) -> bool:
    """As in "Analytics yes, Acquisition no. The rest is right.", "read/write, otherwise yes"."""
    return any(has(each, *_FINE) and _is_fine(each) for each in statements)


def _is_fine(statement: Statement) -> bool:
    """Whether all else is called fine, without a doubt or a "not" after it."""
    tokens = statement.tokens
    rest = (at for at, token in enumerate(tokens) if token.has(Cue.REST, Cue.EVERYTHING) or token.text in _OTHERWISE)
    at = next(rest, None)
    if at is None or statement.question or has(statement, Cue.HEDGE, Cue.UNSURE):
        return False
    return not any(token.has(Cue.NOT) for token in tokens[at:])


def agrees(statements: Sequence[Statement]) -> bool:
    """Whether a message begins, after greetings and thanks, with a yes that is neither a promise nor a doubt."""
    for statement in statements[:_CONFIRMS]:
        tokens = _without_courtesy(statement.tokens)
        if not tokens or _only_greets(statement):
            continue
        tokens = tokens[1:] if tokens[0].text in _IT_IS and len(tokens) > 1 else tokens
        if not (tokens[0].has(Cue.YES) or _says_briefly(tokens)) or statement.question:
            return False
        return not has(statement, Cue.HEDGE, Cue.UNSURE, Cue.PROMISE) and not any(
            token.text == "no" for token in tokens[:_OPENING]
        )
    return False


_IT_IS = frozenset(("it's", "that's", "this is", "that is", "it is", "everything's", "all's"))
_BACK = frozenset("back now again here online office i'm i am at my desk finally".split())


def _only_greets(statement: Statement) -> bool:
    """As in "Back now!"."""
    return all(not token.is_word or token.text in _BACK or token.has(Cue.COURTESY) for token in statement.tokens)


_FINE = (Cue.YES, Cue.UNCHANGED, Cue.ENOUGH)
_OTHERWISE = frozenset(("otherwise", "apart from that", "other than that", "apart from this", "except that"))
_BRIEFLY = frozenset(
    ("it would", "they would", "that would", "it does", "they do", "it is", "they are", "we would", "you may")
)


def _says_briefly(tokens: Sequence[Token]) -> bool:
    """Whether a yes is but the question's verb again: "It would!"."""
    return " ".join(token.text for token in tokens if token.is_word) in _BRIEFLY


def _without_courtesy(tokens: Sequence[Token]) -> Sequence[Token]:
    at = 0
    while at < len(tokens) and (not tokens[at].is_word or tokens[at].has(Cue.COURTESY) or _is_name(tokens, at)):
        at += 1
    return tokens[at:]


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """A name after a greeting: "Hi Ingrid, yes"."""
    return at > 0 and tokens[at - 1].has(Cue.COURTESY) and tokens[at].is_open and tokens[at].capital


def _chosen(offer: Offer, statements: Sequence[Statement], claims: Sequence[Claim]) -> list[Claim]:
    """What "the former" or "the latter" picks, of the one kind that the message does not name itself."""
    named = {each.kind for claim in claims for each in (*claim.environments, *claim.areas, *claim.levels)}
    pairs = [pair for pair in offer.choices if pair[0].kind not in named]
    picking = [each for each in statements if {token.text for token in each.tokens} & (FORMER | LATTER)]
    if len(pairs) > 1 and (each_chosen := _each_chosen(pairs, picking)):
        return each_chosen
    if len(pairs) != 1 or len(picking) != 1 or has(picking[0], Cue.HEDGE, Cue.NOT):
        return []
    words = {token.text for token in picking[0].tokens}
    picked = [choice for choice, names in zip(pairs[0], (FORMER, LATTER), strict=True) if words & names]
    if len(picked) != 1 or sum(token.is_open for token in picking[0].tokens) > 1:
        return []
    return [claim_of(replace(picked[0], status=Status.STATED))]


def _each_chosen(pairs: Sequence[tuple[Mention, ...]], picking: Sequence[Statement]) -> list[Claim]:
    """What is picked of several pairs, in their order: "(1) the latter (2) the former"."""
    words = [token.text for each in picking for token in each.tokens if token.text in (*FORMER, *LATTER)]
    if len(words) != len(pairs) or any(has(each, Cue.HEDGE, Cue.NOT) for each in picking):
        return []
    picked = (pair[0] if word in FORMER else pair[1] for pair, word in zip(pairs, words, strict=True))
    return [claim_of(replace(each, status=Status.STATED)) for each in picked]
