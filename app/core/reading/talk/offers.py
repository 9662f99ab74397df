"""What an agent or the bot offered, and whether the requester took it.

Their words state nothing by themselves. A sentence of theirs is an offer if it is a question that can be answered with
yes, comes right before one ("… Is that right?"), or says what they would do. Of several printed options none is
offered, but "the former" or "the latter" can choose between two.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.catalogue import Catalogue
from app.core.reading.layout.outline import statements_of
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.claims import Claim, claims_of
from app.core.reading.said.clauses import kind_of
from app.core.reading.said.judging import mentions_of
from app.core.reading.said.mentions import Kind, Mention, Reader, Status
from app.core.reading.said.spots import ARTICLES
from app.core.reading.talk.choices import options_in
from app.core.reading.talk.picking import Choice, choices_in
from app.core.reading.text.lines import Line
from app.core.reading.text.tokens import cued, words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term, lexicon_of
from app.core.reading.vocabulary.topics import Topic
from app.core.reading.wanted.wishes import Said, values


@dataclass(frozen=True, slots=True)
class Offer:
    """The last message of an agent or the bot: what it offers, between what it lets choose, whether it asks where, and
    for which areas.

    `asks_which`: which parts of it are wanted.
    """

    said: Said | None = None
    choices: tuple[Choice, ...] = ()
    asks_environment: bool = False
    asks_areas: bool = False
    asks_which: bool = False
    labels: tuple[str, ...] = ()
    options: tuple[Said, ...] = ()

    @property
    def numbers(self) -> bool:
        """Whether what it offers is numbered."""
        return self.said is not None and any(statement.number for statement, _ in self.said.claims)


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
    told = ((each, claim) for each in offered for claim in claims_of(each, reader) if claim.status is not Status.OPEN)
    claims = tuple((each, claim) for each, claim in told if not _is_menu(claim, reader.catalogue))
    spoken = [(statement, mentions_of(statement, reader)) for statement in statements]
    left_open = [each for _, mentions in spoken for each in mentions if each.status is Status.OPEN]
    which = any(each.question and _WHICH.search(words_of(each.tokens)) for each in statements)
    where, areas = _asks_environment(statements, left_open), any(map(_asks_areas, statements))
    return Offer(replace(said, claims=claims), choices_in(spoken), where, areas, which)


_WHICH = re.compile(
    r"\bwhich (?:one|ones|of)\b|\bwhich (?:areas?|parts?|of (?:these|those|them))\b.{0,40}\b(?:you|need|want)\b"
)


def speaks_of_request(statements: Sequence[Statement]) -> bool:
    """Whether a message asks or names something; one that doesn't leaves an earlier offer as it stands."""
    return any(each.question or any(map(kind_of, each.tokens)) for each in statements)


def _is_menu(claim: Claim, catalogue: Catalogue) -> bool:
    """Whether a claim only lists what there is, to choose from: all areas by their names, or "production, …, both"."""
    both = len(claim.environments) > 1 and any(len(each.values) > 1 for each in claim.environments)
    return both or (len(claim.areas) > 1 and len(values(claim.areas)) == len(catalogue.areas))


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
    if _is_polar(statement) or statement.has(Cue.OFFER) or _is_announced(statements[:number]):
        return True
    if not by_bot and _advises(statement):
        return True
    for after in statements[number + 1 :]:
        if _is_polar(after):
            return not (by_bot and after is not statements[number + 1])
        if after.question or (after.place is not Place.ITEM and by_bot):
            return False
    return False


def _advises(statement: Statement) -> bool:
    """Whether staff tell what something takes: "for loans it's Users", "you need Bibs", "read-only is plenty"."""
    tokens = [token for token in statement.tokens if token.text not in ARTICLES]
    if statement.question or statement.has(Cue.NOT, Cue.CANNOT, Cue.HEDGE):
        return False
    named = [token.term in (Term.AREA, Term.LEVEL) and (token.sure or token.capital) for token in tokens]
    if not any(named):
        return False
    told = any(token.text in _TAKES and after for token, after in zip(tokens, named[1:], strict=False))
    supposes = tokens[0].has(Cue.CONDITION) and any(token.term is Term.LEVEL for token in tokens)
    return told or supposes or any(token.text in _WILL or token.has(Cue.ENOUGH) for token in tokens)


_TAKES = frozenset(
    {"it's", "it is", "that's", "that is", "it would be", "would be", "it'd be", "need", "needs", "require", "requires"}
    | {"takes", "means", "under", "into", "belongs to"}
)
_WILL = frozenset("i'll we'll usually normally typically".split())


def _is_announced(before: Sequence[Statement]) -> bool:
    """Whether what stands here was announced as a proposal: "Here is what I'd suggest. Production: …"."""
    said = next((each for each in reversed(before) if each.question or each.has(Cue.OFFER)), None)
    return said is not None and not said.question and not any(map(kind_of, said.tokens))


def _is_polar(statement: Statement) -> bool:
    """A question to be answered with yes or no."""
    label = statement.above[-1] if statement.above else ()
    asks = statement.question and not cued((*statement.tokens[:2], *label[:2]), Cue.QUESTION)
    return asks and not statement.has(Cue.OR) and not _INQUIRES.search(words_of(statement.tokens))


def _asks_environment(statements: Sequence[Statement], left_open: Sequence[Mention]) -> bool:
    named = any(each.kind is Kind.ENVIRONMENT for each in left_open) or any(map(_chooses_environment, statements))
    words = (token.text for statement in statements for token in statement.tokens)
    asked = any(statement.topic is Topic.ENVIRONMENT for statement in statements)
    return named or asked or any(word in ("environment", "environments", "instance", "instances") for word in words)


def _asks_areas(statement: Statement) -> bool:
    """As in "which areas does it need?", or where they are listed to choose from."""
    words = [token.text for token in statement.tokens]
    asks = statement.question and not _AREAS.isdisjoint(words) and not _ASKING.isdisjoint(words)
    return asks or len({token.value for token in statement.tokens if token.term is Term.AREA}) >= _MENU


_AREAS, _ASKING = frozenset(("area", "areas", "apis")), frozenset(("which", "what"))
_MENU = 6


def _chooses_environment(statement: Statement) -> bool:
    """Whether "both" answers it: "production, the premium sandbox, or both?", "just the sandbox?"."""
    named = any(token.term is Term.ENVIRONMENT for token in statement.tokens)
    areas = {token.value for token in statement.tokens if token.term is Term.AREA}
    return statement.question and named and (len(areas) < _SEVERAL or statement.has(Cue.OR))


_SEVERAL = 2
