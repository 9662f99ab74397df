"""The environments, areas and levels that a statement speaks of, each with what is said of it.

Stated, denied, excepted, put off, left open: the words around a mention decide. A mention that says nothing about what is
wanted (a reason, a condition, the past, somebody's users) is no mention.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import takewhile

from app.core.catalogue import Catalogue
from app.core.reading.clauses import Clause, clauses_of, kind_of
from app.core.reading.english import Cue
from app.core.reading.gates import names_here
from app.core.reading.lexicon import Term
from app.core.reading.statements import Place, Statement
from app.core.reading.tokens import Token
from app.core.reading.topics import Topic


class Kind(Enum):
    ENVIRONMENT = auto()
    AREA = auto()
    LEVEL = auto()


class Status(Enum):
    STATED = auto()
    DENIED = auto()
    EXCEPTED = auto()
    OPEN = auto()  # doubted, offered as one of several, or asked: not stated, and to be asked about


# Values beside the catalogue's ids: every area, everything (areas, unless some are named), and the areas not named here.
ALL, EVERYTHING, REST = "*all", "*everything", "*rest"


@dataclass(frozen=True, slots=True)
class Mention:
    """`at`: the token's place in its statement; `exact`: a level that is named, not concluded from a verb."""

    kind: Kind
    values: tuple[str, ...]
    status: Status
    at: int
    start: int
    end: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Reader:
    """How a message is read. `offers`: it is an agent's, whose questions are offers. `both`: a bare "both" is environments."""

    catalogue: Catalogue
    text: str
    offers: bool = False
    both: bool = False


_KIND = {"environment": Kind.ENVIRONMENT, "area": Kind.AREA, "level": Kind.LEVEL}
_SILENT = (Topic.OTHER, Topic.PURPOSE, Topic.EXPLANATION)
_ABOUT_WISHES = (Cue.REQUEST, Cue.MODAL, Cue.DROP, Cue.CORRECTION, Cue.INSTEAD, Cue.LATER, Cue.TOO)
_FEW_OPEN = 2
_REACH = 25


def mentions_of(statement: Statement, reader: Reader) -> list[Mention]:
    """The statement's mentions, in order."""
    if not _is_about_key(statement):
        return []
    return list(_Scan(statement, reader).mentions())


def is_bare(tokens: Sequence[Token]) -> bool:
    """Whether a statement is hardly more than names and levels."""
    return sum(token.is_open for token in tokens) < _FEW_OPEN


def _is_about_key(statement: Statement) -> bool:
    tokens = statement.tokens
    speaks_of_key = any(token.has(Cue.KEY) for token in tokens)
    if statement.topic in _SILENT and statement.place is not Place.TITLE:
        return statement.topic is Topic.PURPOSE and speaks_of_key and any(token.has(Cue.REQUEST) for token in tokens)
    if statement.place is not Place.PROSE or is_bare(tokens) or statement.topic in (Topic.ENVIRONMENT, Topic.GRANTS):
        return True
    if {Term.LEVEL, Term.AREA} <= {token.term for token in tokens} or _names_level(tokens) or _has_bare_part(tokens):
        return True
    return speaks_of_key or any(token.has(*_ABOUT_WISHES) for token in tokens)


def _has_bare_part(tokens: Sequence[Token]) -> bool:
    """Whether a short sentence has a part that is but a name: "Stack guide app, Bibs"."""
    part: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and token.text[0] not in ",;()-":
            part.append(token)
            continue
        if any(map(kind_of, part)) and all(kind_of(each) or not each.is_open for each in part):
            return len(tokens) <= _SHORT
        part = []
    return False


_SHORT = 10


def _names_level(tokens: Sequence[Token]) -> bool:
    """Whether a level is spoken of as one: "the Reports API permission"."""
    pairs = zip(tokens, tokens[1:], strict=False)
    return any(token.term is Term.LEVEL and after.has(Cue.HEAD) for token, after in pairs)


class _Scan:
    """One statement's tokens, clause by clause."""

    def __init__(self, statement: Statement, reader: Reader) -> None:
        self.statement, self.reader = statement, reader
        self.tokens = statement.tokens
        self.clauses = clauses_of(self.tokens)
        self.strict = statement.place in (Place.PROSE, Place.TITLE) or not is_bare(self.tokens)
        if is_bare(self.tokens) and statement.place is not Place.TITLE:
            self.strict = False
        self.status: dict[int, Status] = {}
        self.lowered: set[int] = set()
        self.ignored: set[int] = set()

    def mentions(self) -> Iterator[Mention]:
        found = [mention for clause in self.clauses for mention in self._named(clause)]
        where = {mention.at: mention for mention in found}
        for clause in self.clauses:
            self._judge(clause, where)
        self._alternatives(found)
        for mention in found:
            if mention.at not in self.ignored:
                yield self._judged(mention)

    def _named(self, clause: Clause) -> Iterator[Mention]:
        for at in range(clause.first, clause.last):
            token = self.tokens[at]
            kind = kind_of(token)
            if kind and token.term is not Term.HINT and names_here(self.tokens, at, self.strict, self.reader.text):
                exact = token.term not in (Term.VERB, Term.METHOD)
                yield Mention(_KIND[kind], (token.value,), Status.STATED, at, token.start, token.end, exact)
            elif found := self._collective(at):
                yield Mention(*found, Status.STATED, at, token.start, token.end)

    def _collective(self, at: int) -> tuple[Kind, tuple[str, ...]] | None:
        """Both environments, all areas, everything, the rest."""
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if token.has(Cue.ALL):
            return Kind.AREA, (ALL,)
        if token.has(Cue.REST) and not token.text.startswith("no"):
            return Kind.AREA, (REST,)
        if token.text == "everything":
            return Kind.AREA, (EVERYTHING,)
        if token.has(Cue.BOTH) and self._is_environments(after):
            return Kind.ENVIRONMENT, tuple(each.id for each in self.reader.catalogue.environments)
        return None

    def _is_environments(self, after: Token | None) -> bool:
        """Whether "both" speaks of the environments: it says so, or answers a question about them."""
        if after and after.text in _PLACES:
            return True
        alone = all(token.plain or token.has(Cue.BOTH, Cue.POLITE) or not token.is_word for token in self.tokens)
        if self.statement.topic is Topic.ENVIRONMENT:
            return after is None or kind_of(after) != "level"
        return alone and self.reader.both and self.statement.topic is None

    def _judge(self, clause: Clause, where: dict[int, Mention]) -> None:
        mine = [at for at in range(clause.first, clause.last) if at in where]
        if not mine and not clause.has(Cue.NOT, Cue.DROP, Cue.NEEDED):
            return
        if self._says_nothing(clause):
            self.ignored.update(mine)
            return
        self._reasons(clause, mine)
        self._doubts(clause, mine)
        if clause.has(Cue.NOT, Cue.DROP, Cue.EXCEPT, Cue.INSTEAD, Cue.TAKE, Cue.NOT_ENOUGH, Cue.CONTRAST):
            _Denials(self, clause, where).judge()

    def _says_nothing(self, clause: Clause) -> bool:
        """Clauses about the past, about what there is already, or about what cannot be."""
        asks = clause.has(Cue.REQUEST, Cue.POLITE, Cue.MODAL)
        if clause.has(Cue.PAST) and not asks:
            return True
        owns = clause.has(Cue.HAVE) and not asks and self.strict
        return owns or (clause.has(Cue.CANNOT) and not clause.has(Cue.AT_LEAST))

    def _reasons(self, clause: Clause, mine: Sequence[int]) -> None:
        """From a reason, a condition or an indirect question on, a clause says nothing about what is wanted."""
        for at in range(clause.first, clause.last):
            token = self.tokens[at]
            inquires = token.text in ("why", "how") or (token.has(Cue.QUESTION) and self.statement.question)
            if token.has(Cue.REASON, Cue.CONDITION) or (inquires and at == clause.first):
                end = next((each for each in range(at + 1, clause.last) if self._ends_reason(each)), clause.last)
                self.ignored.update(each for each in mine if at < each < end)

    def _ends_reason(self, at: int) -> bool:
        return self.tokens[at].text == "," or self.tokens[at].has(Cue.AND)

    def _doubts(self, clause: Clause, mine: Sequence[int]) -> None:
        if clause.has(Cue.HEDGE) and not self.reader.offers:
            self.status.update(dict.fromkeys(mine, Status.OPEN))
        elif clause.has(Cue.LATER) or self._is_put_off(clause):
            self.status.update(dict.fromkeys(mine, Status.DENIED))
        elif self.statement.question and not self.reader.offers and not self._is_polite(clause):
            self.status.update(dict.fromkeys(mine, Status.OPEN))

    def _is_put_off(self, clause: Clause) -> bool:
        """Whether the next clause says that this is for another ticket: "production follows, I'll open another ticket then"."""
        following = next((each for each in self.clauses if each.first >= clause.last), None)
        if following is None or not following.has(Cue.LATER):
            return False
        tokens = self.tokens[following.first : following.last]
        return any(token.has(Cue.LATER) and token.text.endswith(_TICKETS) for token in tokens) and not any(
            map(kind_of, tokens)
        )

    def _is_polite(self, clause: Clause) -> bool:
        """A question that asks for something: "could we have …?"."""
        asks = any(token.has(Cue.POLITE) for token in self.tokens[:_REACH])
        return asks or is_bare(self.tokens) and not clause.has(Cue.OR) and not self.tokens[0].has(Cue.QUESTION)

    def _alternatives(self, found: Sequence[Mention]) -> None:
        """Two environments or two levels of which only one can be meant are no statement."""
        for first, second in zip(found, found[1:], strict=False):
            between = self.tokens[first.at + 1 : second.at]
            reach = _FAR_BETWEEN if self.statement.question else _BETWEEN
            if first.kind is not second.kind or first.kind is Kind.AREA or len(between) > reach:
                continue
            joined = any(token.has(Cue.OR) or token.text == "/" for token in between)
            if (
                joined
                and not any(token.is_open or token.text == ":" for token in between)
                and first.values != second.values
            ):
                for each in (first, second):
                    if self.status.get(each.at) is not Status.DENIED and each.at not in self.lowered:
                        self.status[each.at] = Status.OPEN

    def _judged(self, mention: Mention) -> Mention:
        if mention.at in self.lowered:
            return replace(mention, values=self._below(mention.values), exact=True)
        return replace(mention, status=self.status.get(mention.at, mention.status))

    def _below(self, levels: tuple[str, ...]) -> tuple[str, ...]:
        """What is left of a level when its deed is denied: "no write" is read-only."""
        order = [level.id for level in self.reader.catalogue.levels]
        return (order[max(0, order.index(levels[0]) - 1)],)


_PLACES = frozenset(
    ("environments", "environment", "instances", "systems", "keys", "places", "sites", "worlds", "alma", "sides")
)
_BETWEEN = 4
_FAR_BETWEEN = 12


class _Denials:
    """What a clause's negations, removals and exceptions do to the mentions in it."""

    def __init__(self, scan: _Scan, clause: Clause, where: dict[int, Mention]) -> None:
        self.scan, self.clause, self.where = scan, clause, where
        self.tokens = scan.tokens

    def judge(self) -> None:
        for at in range(self.clause.first, self.clause.last):
            token = self.tokens[at]
            if token.has(Cue.EXCEPT) or (token.text == "but" and at and _is_all(self.tokens[at - 1])):
                self._each(self._after(at), Status.EXCEPTED)
            elif token.text in ("instead of", "in place of", "in lieu of"):
                self._each(self._after(at), Status.DENIED)
            elif token.has(Cue.NOT_ENOUGH):
                self._each([each for each in self._before(at) if self._kind(each) is Kind.LEVEL], Status.DENIED)
            elif token.has(Cue.DROP):
                self._drop(at)
            elif token.has(Cue.TAKE):
                self._take(at)
            elif token.has(Cue.NOT) and not self.clause.has(Cue.AT_LEAST) and not self._rhetorical(token):
                self._negate(at)

    def _rhetorical(self, token: Token) -> bool:
        """ "Wouldn't read-only be enough?" denies nothing."""
        return self.scan.statement.question and token.text.endswith("n't") and self.scan.reader.offers

    def _kind(self, at: int) -> Kind:
        return self.where[at].kind

    def _after(self, at: int) -> list[int]:
        reach = range(at + 1, min(self.clause.last, at + _REACH))
        return [each for each in takewhile(lambda each: self.tokens[each].text != ":", reach) if each in self.where]

    def _before(self, at: int) -> list[int]:
        return [each for each in range(max(self.clause.first, at - _REACH), at) if each in self.where]

    def _each(self, places: Sequence[int], status: Status) -> None:
        self.scan.status.update(dict.fromkeys(places, status))

    def _negate(self, at: int) -> None:
        after = self._after(at)
        if at + 1 < len(self.tokens) and self.tokens[at + 1].has(Cue.ONLY) and after:
            return
        if not after:
            self._negate_before(at)
        elif self._kind(after[0]) is Kind.LEVEL:
            self._negate_levels(at, after)
        else:
            denied = self._list_from(after)
            self._each(denied, Status.DENIED)
            self.scan.ignored.update(each for each in after if self._kind(each) is not self._kind(after[0]))

    def _list_from(self, after: Sequence[int]) -> list[int]:
        """The mentions of one kind that a denial reaches: of environments not beyond a comma ("not production, sandbox")."""
        kind = self._kind(after[0])
        reached = [after[0]]
        for before, each in zip(after, after[1:], strict=False):
            comma = any(token.text == "," for token in self.tokens[before:each])
            if kind is Kind.ENVIRONMENT and comma:
                break
            reached += [each] if self._kind(each) is kind else []
        return reached

    def _negate_levels(self, at: int, after: Sequence[int]) -> None:
        """To have "no write to Bibs" is to have no more than read-only, and does not ask for Bibs."""
        lowest = self.scan.reader.catalogue.levels[0].id
        between = self.tokens[at : after[0]]
        if not self.where[after[0]].exact and any(token.is_open or token.has(Cue.HEAD) for token in between):
            self.scan.ignored.update(after)
            return
        for each in after:
            mention = self.where[each]
            comma = any(token.text == "," for token in self.tokens[after[0] : each])
            if comma and mention.kind is Kind.LEVEL and mention.values != self.where[after[0]].values:
                return
            if mention.kind is not Kind.LEVEL:
                self.scan.ignored.add(each)
            elif mention.exact or mention.values[0] == lowest:
                self.scan.status[each] = Status.DENIED
            else:
                self.scan.lowered.add(each)

    def _negate_before(self, at: int) -> None:
        """A negation at a clause's end looks back: "Users isn't needed", "Users: no", "Users (not needed)"."""
        rest = [token for token in self.tokens[at + 1 : self.clause.last] if token.is_word]
        if (
            any(not token.has(Cue.NEEDED, Cue.POLITE, Cue.NOT) and not token.plain for token in rest)
            or len(rest) > _BETWEEN
        ):
            self.scan.ignored.update(self._before(at))
            return
        if rest and not any(token.has(Cue.NEEDED) or token.text in ("please", "thanks", "there") for token in rest):
            self.scan.ignored.update(self._before(at))
            return
        self._each(self._joined_before(at), Status.DENIED)

    def _joined_before(self, at: int) -> list[int]:
        """The mentions of one kind that end right before, across a colon, a dash or a bracket."""
        found: list[int] = []
        for each in range(at - 1, max(-1, at - _REACH), -1):
            if each in self.where:
                if found and self._kind(each) is not self._kind(found[0]):
                    break
                found.append(each)
            elif not self._links(each, found):
                break
        return [each for each in found if self._kind(each) is not Kind.LEVEL]

    def _links(self, at: int, found: Sequence[int]) -> bool:
        token = self.tokens[at]
        return (
            token.has(Cue.AND, Cue.HEAD, Cue.OR) or token.text in _LISTING or (not found and token.text in _AUXILIARY)
        )

    def _drop(self, at: int) -> None:
        """ "drop Users from the production key" drops Users there; "scrap production" an environment; "write" a level."""
        token = self.tokens[at]
        after = self._after(at)
        before = self._joined_before(at)
        if token.text in _PASSIVE:
            self._each(before, Status.DENIED)
        elif after and self._kind(after[0]) is Kind.LEVEL:
            self._negate_levels(at, after)
        elif after:
            self._each(self._list_from(after), Status.DENIED)

    def _take(self, at: int) -> None:
        """ "take Courses off", "leave Users out"."""
        off = next(
            (each for each in range(at + 1, min(self.clause.last, at + _REACH)) if self.tokens[each].has(Cue.OFF)), None
        )
        if off is not None:
            between = [each for each in self._after(at) if each < off]
            if between and self._kind(between[0]) is Kind.LEVEL:
                self._negate_levels(at, between)
            else:
                self._each([each for each in between if self._kind(each) is not Kind.LEVEL], Status.DENIED)


_TICKETS = ("ticket", "request", "issue")


def _is_all(token: Token) -> bool:
    return token.has(Cue.ALL, Cue.EVERYTHING)


_LISTING = frozenset((",", "/", "the", ":", "-", "("))
_AUXILIARY = frozenset(
    ("is", "are", "be", "will", "would", "do", "does", "really", "currently", "actually", "we", "i", "it")
)
_PASSIVE = frozenset(("dropped", "removed", "is off", "are off", "is out", "dropping"))
