"""What a reply says by answering: a "no" to a question of need, and a level without an area to one about areas.

"Do you really need Users?" "No." takes Users away; "Why read/write in Users?" "Read-only is enough." is said of Users
and of nothing else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.core.reading.layout.statements import Place, Statement
from app.core.reading.said.agreeing import merely_tells
from app.core.reading.said.claims import Claim, claims_of
from app.core.reading.said.mentions import Kind, Mention, Reader, Status
from app.core.reading.said.pronouns import is_name
from app.core.reading.text.tokens import Token, cued, words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.wanted.wishes import Wishes

Told = tuple[tuple[Statement, Claim], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What staff or the bot asked about last.

    `names` stand in their questions, or else anywhere; `outright`: in a question; `needs` are the claims of questions
    whether something is needed at all.
    """

    names: tuple[Token, ...] = ()
    needs: tuple[Claim, ...] = ()
    outright: bool = False

    @property
    def meant(self) -> tuple[Token, ...]:
        """What a pronoun in the reply can mean: what was asked about, or the one thing that was spoken of."""
        return self.names if self.outright or len(self.names) == 1 else ()

    @property
    def areas(self) -> set[str]:
        return {token.value for token in self.names if token.term is Term.AREA}


def asked_in(statements: Sequence[Statement], reader: Reader) -> Asked:
    questions = [each for each in statements if each.question]
    outright = _names(questions)
    needs = [each for each in questions if _asks_for_need(each)]
    claims = tuple(
        claim for each in needs for claim in claims_of(each, reader) if claim.status in (Status.STATED, Status.OPEN)
    )
    names = outright or _names(statements)
    if not claims and any(map(_asks_for_it, needs)) and len(names) == 1 and names[0].term is Term.AREA:
        claims = (Claim(Status.STATED, areas=(_mentioned(names[0]),)),)
    return Asked(names, claims, bool(outright))


def _asks_for_it(question: Statement) -> bool:
    """As in "Is it really needed?"."""
    return any(not _IT.isdisjoint(token.text.split()) for token in question.tokens)


_IT = frozenset("it that this they them".split())


def _mentioned(token: Token) -> Mention:
    return Mention(Kind.AREA, (token.value,), Status.STATED, 0, token.start, token.end)


def _names(statements: Sequence[Statement]) -> tuple[Token, ...]:
    """The areas that are named, or else the environments; more than a few are a list to choose from."""
    named = {token.value: token for each in statements for token in _after_but(each.tokens) if is_name(token)}.values()
    areas = tuple(token for token in named if token.term is Term.AREA)
    return areas if 0 < len(areas) <= _FEW else () if areas else tuple(named)


def _after_but(tokens: Sequence[Token]) -> Sequence[Token]:
    """What is asked about: of "Bibs I understand, but Users?" only what follows the "but"."""
    turn = max((at for at, token in enumerate(tokens) if token.has(Cue.CONTRAST)), default=0)
    return tokens[turn:] if any(map(is_name, tokens[turn:])) else tokens


_FEW = 3
_NEED = frozenset("need needs needed necessary required require requires want wants wanted use uses used".split())
# With these a question is about something beside what it names.
_BESIDE = frozenset(
    """else other others another besides beyond than only just anything something more or which what why how where who
    mind as well as""".split()
)


def _asks_for_need(question: Statement) -> bool:
    words = {word for token in question.tokens for word in token.text.split()}
    return bool(words & _NEED) and words.isdisjoint(_BESIDE - {"as", "well"}) and not question.has(Cue.NOT, Cue.DROP)


def answered(asked: Asked, statements: Sequence[Statement], claims: Told, known: Wishes) -> Told:
    """The message's claims with what it says by answering; `known` is what is wanted so far."""
    filled = tuple(_filled(asked, claims, known))
    if asked.needs and _refuses(statements) and not any(map(_is_general, claims)):
        denied = (replace(_denied(claim), levels=claim.levels) for claim in asked.needs)
        return (*filled, *((statements[0], claim) for claim in denied))
    return filled


def _denied(claim: Claim) -> Claim:
    return Claim(Status.DENIED, environments=claim.environments, areas=claim.areas)


def _filled(asked: Asked, claims: Told, known: Wishes) -> Iterator[tuple[Statement, Claim]]:
    """A level without an area is said of the areas that were named last, in the message or in what it answers."""
    about, outright = [area for area in known.named() if area in asked.areas], asked.outright
    open_yet = [area for area in known.named() if not known.has_level(area)]
    if not about and len(open_yet) < len(known.named()):
        about, outright = open_yet, True  # a bare level answers what is still open, and raises nothing else
    last: Statement | None = None
    places: tuple[Mention, ...] = ()
    unlike = in_row = False
    for statement, claim in claims:
        settled = all(known.has_level(area) for area in known.named() if area not in about)
        again = statement is last and not unlike
        if about and (settled or outright) and not again and _is_general((statement, claim)):
            areas = _standing_in(claim.levels[0], about)
            yield statement, replace(claim, areas=areas, environments=claim.environments or places)
            continue
        yield statement, claim
        unlike = claim.status is Status.DENIED and bool(claim.levels)
        if claim.areas and (claim.status is Status.STATED or unlike):
            named = [value for each in claim.areas for value in each.values if value[0] != "*"]
            open_yet = [] if claim.levels and not unlike else named
            about = [*about, *open_yet] if statement is last or (open_yet and in_row) else named
            in_row = not claim.levels
            outright, last, places = False, statement, claim.environments


def _standing_in(level: Mention, areas: Sequence[str]) -> tuple[Mention, ...]:
    return tuple(Mention(Kind.AREA, (area,), Status.STATED, level.at, level.start, level.end) for area in areas)


def _is_general(told: tuple[Statement, Claim]) -> bool:
    """Whether a level is said of no area, and not of all either."""
    statement, claim = told
    alone = claim.status is Status.STATED and bool(claim.levels) and not claim.areas
    return alone and statement.place is Place.PROSE and not any(map(_means_all, statement.tokens, statement.tokens[1:]))


def _means_all(token: Token, after: Token) -> bool:
    """Whether a word makes a level one of all that is named; "on both keys" speaks of environments."""
    if token.has(Cue.BOTH) or token.text.endswith(" both"):
        return not after.has(Cue.KEY) and after.text not in ("environments", "instances", "systems")
    return token.has(Cue.EACH, Cue.ALL, Cue.EVERYTHING, Cue.REST)


_REFUSING = frozenset(
    ("no", "nope", "nah", "not", "nothing", "no longer", "not any more", "never", "not yet", "not at all")
)
_KEEPING = frozenset("need needs needed keep keeps stay stays required must should necessary want wants".split())


# A "no" by the question's verb: "We don't.", "Fair point, it doesn't."
_DOES_NOT = re.compile(
    r"^(?:[^,]{2,30} , )?(?:we|it|they|i) (?:really |actually |probably )?"
    r"(?:don't|doesn't|do not|does not|won't|wouldn't)"
    r"(?: really| actually)?(?: need (?:it|that|them))?(?=$| [,.!;])"
)


def _refuses(statements: Sequence[Statement]) -> bool:
    """Whether a message says no, by its first words or by a "no" of its own ("I asked around. No.")."""
    polite = [each for each in statements if any(map(_tells, each.tokens))]
    return any(_says_no(each, alone=not all(map(merely_tells, polite[:at]))) for at, each in enumerate(polite))


def _tells(token: Token) -> bool:
    return token.is_word and not token.has(Cue.COURTESY)


def _says_no(statement: Statement, alone: bool) -> bool:
    """A "no" that what follows doesn't take back ("no, keep it in"); `alone`: with nothing else before a comma."""
    first = next(at for at, token in enumerate(statement.tokens) if _tells(token))
    clause = statement.tokens[first:]
    stop = next((at for at, token in enumerate(clause) if not token.is_word), len(clause))
    no, rest = clause[:stop], clause[stop:]
    kept = any(token.text in _KEEPING for token in rest) and not cued(rest, Cue.NOT, Cue.DROP)
    does_not = _DOES_NOT.search(words_of(statement.tokens)) is not None
    refuses = does_not or no[0].text in _REFUSING
    if any(map(_is_no, _last_part(statement.tokens))) and not (statement.question or kept):
        return True
    alone = alone and not does_not
    plain = all(token.text in _REFUSING if alone else token.plain or token.cues for token in no)
    return refuses and plain and not any(t.term for t in no) and not kept and not statement.question


def _last_part(tokens: Sequence[Token]) -> Sequence[Token]:
    """What follows the last sign, if it is but one word: "Thinking about it: no"."""
    signs = [at for at, token in enumerate(tokens[:-1]) if token.text in (":", ",", "-")]
    return tokens[-1:] if signs and signs[-1] == len(tokens) - 2 and not any(t.term for t in tokens) else ()


def _is_no(token: Token) -> bool:
    return token.text in ("no", "nope", "not")
