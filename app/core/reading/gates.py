"""Whether a word that could name an environment, an area or a level does so here, by what stands beside it.

"Users" names an area when it stands by itself or before "API", "area", "access" and the like; as part of something
longer ("user group", "Users & Analytics Practice") or as somebody ("our users", "users who") it does not. What stands
beside a name must therefore be grammar, a cue or another name: no list of all the things that are not meant is needed.
"""

from collections.abc import Callable, Sequence

from app.core.reading.english import Cue
from app.core.reading.lexicon import Term
from app.core.reading.tokens import Token

_ARTICLES = frozenset(("the", "a", "an", "alma", "this", "that"))
_FROM_PEOPLE = frozenset(("in", "from", "by", "at", "of"))
_LEADS = frozenset(
    ("for", "on", "to", "with", "into", "via", "over", "as", "about", "under", "like", "using", "through")
)
_GRANTS = (Cue.HEAD, Cue.KEY)
_LEVELS = (Term.LEVEL, Term.VERB, Term.METHOD)
_NAMES = (Term.ENVIRONMENT, Term.AREA, *_LEVELS)


def names_here(tokens: Sequence[Token], at: int, strict: bool) -> bool:
    """Whether the token names what it could name; `strict`: it stands in a sentence, where everyday words abound."""
    return _GATES[tokens[at].term](_Place(tokens, at), strict)


class _Place:
    """A token and what is around it."""

    def __init__(self, tokens: Sequence[Token], at: int) -> None:
        self.tokens, self.at = tokens, at
        self.token = tokens[at]

    def before(self, steps: int = 1) -> Token | None:
        return self.tokens[self.at - steps] if self.at >= steps else None

    def after(self, steps: int = 1) -> Token | None:
        return self.tokens[self.at + steps] if self.at + steps < len(self.tokens) else None

    def next_word(self) -> Token | None:
        """The token after this one, looking through a hyphen that joins the two."""
        after, second = self.after(), self.after(2)
        if after and second and after.text == "-" and after.start == self.token.end and second.start == after.end:
            return second
        return after

    def leading(self) -> tuple[Token | None, Token | None]:
        """The word before the token, articles left out, and the one before that."""
        steps = 1
        while (word := self.before(steps)) and word.text in _ARTICLES:
            steps += 1
        return word, self.before(steps + 1)

    @property
    def begins(self) -> bool:
        before = self.before()
        return before is None or not (before.is_word or before.term)


def _area(place: _Place, strict: bool) -> bool:
    after = place.next_word()
    if after and (after.is_open or after.text in ("who", "whose", "whom", "of")):
        return False
    if place.token.text.startswith("/"):
        return True
    headed = after is not None and after.has(*_GRANTS)
    if not place.begins and not _may_lead(place, headed):
        return False
    acts = after is not None and (after.has(Cue.REQUEST, Cue.MODAL, Cue.HAVE, Cue.PAST) or after.text in _ACTS)
    if not place.token.sure and acts and not _level_near(place):
        return False
    return place.token.sure or not strict or _is_name(place, headed) or _is_done_to(place)


def _is_done_to(place: _Place) -> bool:
    """What a key must be able to do something to: "create and update users"."""
    for step in range(1, 4):
        before = place.before(step)
        if before is None or before.is_open:
            return False
        if before.term is Term.VERB:
            return _verb(_Place(place.tokens, place.at - step), strict=True)
    return False


# "Users can …", "patrons have …": people that do something, unless a level follows.
_ACTS = frozenset("can could will would may might should must have has are want need like asked ask get to".split())


def _level_near(place: _Place) -> bool:
    for step in range(1, 7):
        token, after = place.after(step), place.after(step + 1)
        if token is not None and (token.term in _LEVELS or token.has(Cue.NEEDED, Cue.ENOUGH)):
            return after is None or not after.is_open
    return False


def _head_of_list(place: _Place) -> _Place:
    """The first area of the list that the place stands in: what leads to it leads to all."""
    at = place.at
    for step in range(place.at - 1, max(-1, place.at - _LIST), -1):
        token = place.tokens[step]
        if token.term is Term.AREA:
            at = step
        elif token.text not in (",", "/", *_ARTICLES) and not token.has(Cue.AND, *_GRANTS):
            break
    return _Place(place.tokens, at)


def _may_lead(place: _Place, headed: bool) -> bool:
    """Whether what stands before an area's name lets it be one: not "our users", "colleagues in Acquisitions"."""
    before, second = _head_of_list(place).leading()
    if before is None:
        return True
    if before.is_open:
        article = place.before() is not before
        return article or (place.token.capital and not before.capital and before.text.endswith(("ed", "ing", "en")))
    if before.text in _FROM_PEOPLE:
        granting = second is not None and (second.term in _LEVELS or second.has(*_GRANTS, Cue.REQUEST, Cue.NOT))
        return granting or (second is not None and (second.text in _REACHES or second.has(Cue.AND)))
    if before.has(Cue.OWNER):
        return headed
    if before.text in _LEADS:
        return second is None or not second.is_open
    return True


def _is_name(place: _Place, headed: bool) -> bool:
    """In a sentence an everyday word must be written as a name, or stand where only a name can."""
    begins_sentence = place.at == 0
    if headed or (place.token.capital and not begins_sentence):
        return True
    near = [place.before(), place.before(2), place.before(3), place.after(), place.after(2)]
    if any(token is not None and token.term in (Term.LEVEL, Term.METHOD) for token in near):
        return True
    before, second = place.leading()
    led = (
        before is not None
        and before.has(Cue.ON)
        and second is not None
        and (second.has(*_GRANTS) or second.term in _LEVELS)
    )
    return led or _beside_sure_name(place)


def _beside_sure_name(place: _Place) -> bool:
    """In a list with a name that has no everyday meaning: "bibs, users and courses"."""
    for step in (1, -1):
        at = place.at + step
        while 0 <= at < len(place.tokens) and abs(at - place.at) <= _LIST:
            token = place.tokens[at]
            if token.term is Term.AREA and (token.sure or (token.capital and at)):
                return True
            listing = token.has(Cue.AND, Cue.ON, *_GRANTS) or token.text in (",", "/", *_ARTICLES)
            if token.term is not Term.AREA and not listing:
                break
            at += step
    return False


_LIST = 16


def _record(place: _Place, strict: bool) -> bool:
    """Records name their area where access to them is spoken of, or where somebody needs to read or write them."""
    after = place.next_word()
    before, second = place.leading()
    if after and after.is_open:
        return False
    if before is None:
        return True
    access = before.has(Cue.ON) and second is not None and (second.has(*_GRANTS) or second.term in _LEVELS)
    if access or before.term is Term.LEVEL:
        return True
    reads = before.term is Term.VERB or before.text in _REACHES
    modal = place.before(2) if reads else None
    return (modal is not None and modal.has(Cue.MODAL, Cue.ONLY)) or (not strict and not before.is_open)


# Verbs that state no level, but say that a key reaches what follows.
_REACHES = frozenset(
    """fetch retrieve get access query search see load download import export sync pull consult use look looks
    looking fetches retrieves gets accesses queries searches loads downloads imports exports syncs pulls
    consults uses fetching querying""".split()
)


# Stages of a program's own; what stands beside them is one, too.
_OWN_STAGES = frozenset("staging dev development qa uat preprod".split())


def _environment(place: _Place, strict: bool) -> bool:
    after = place.next_word()
    if any(token.text in _OWN_STAGES for token in place.tokens[max(0, place.at - 2) : place.at + 3]):
        return False
    if after and (after.is_open or after.text == "of"):
        return False
    before, second = place.leading()
    if before is None or place.begins:
        return True
    headed = after is not None and after.has(*_GRANTS)
    if not place.token.sure and before.has(Cue.OWNER) and not any(token.term is Term.SERVICE for token in place.tokens):
        return False
    if (before.is_open and before is place.before() and not headed) or before.text == "into" or _moves(before, second):
        return False
    if place.token.text == "live" and before.text in (*_GOES, "is", "are", "we", "i", "they", "who", "to", "be"):
        return False
    if strict and before.text in ("in", "on", "for", "to", "from", "at", "within") and second is not None:
        return not second.is_open and not (before.text == "from" and second.term not in _LEVELS)
    return True


_GOES = ("go", "goes", "going", "went", "gone", "gets", "comes")


def _moves(before: Token, second: Token | None) -> bool:
    """As in "when it goes to production": what goes there is the project."""
    return before.text in ("to", "in") and second is not None and second.text in _GOES


def _level(place: _Place, strict: bool) -> bool:
    after = place.next_word()
    if after is None:
        return True
    if after.is_open:
        return False
    return not strict or _leads_to_service(place, 1)


def _leads_to_service(place: _Place, steps: int) -> bool:
    """Whether a level, `steps` tokens on, leads to nothing else's: not "full access to the building"."""
    after, second, third = place.after(steps), place.after(steps + 1), place.after(steps + 2)
    if after is None or after.text not in ("to", "on", "in"):
        return True
    inner = third if second and (second.text in _ARTICLES or second.has(Cue.OWNER)) and third else second
    return inner is None or not inner.is_open


_ACTING = frozenset("it script tool app application program software job alma api plugin bot service".split())
_WINDOW = 8


def _verb(place: _Place, strict: bool) -> bool:
    """A verb is a level in an answer or a list, or where it says what the key must or may do."""
    if len(place.token.text) == 1:
        return not strict and _is_letter(place)
    if _is_order(place) or _of_key(place):
        return False
    if place.token.sure and _is_noun(place):
        return True
    after = place.next_word()
    if not strict and not any(token.text in _PRONOUNS for token in place.tokens):
        return after is None or not after.is_open
    return _must(place) and _said_of_key(place)


def _is_letter(place: _Place) -> bool:
    """An "R" or "W" right after an area."""
    before = place.before()
    return before is not None and (before.term is Term.AREA or before.text in ":(-=/")


def _is_order(place: _Place) -> bool:
    """Whether the verb is an order to whoever makes the key: "add Users", "change production to sandbox"."""
    orders = place.token.has(Cue.REQUEST) or place.token.text in ("change", "changing")
    return orders and _object(place) in (Term.AREA, Term.ENVIRONMENT)


def _is_noun(place: _Place) -> bool:
    """Whether the verb stands for the level itself: "write access", "no write", "Users (read)", "read is enough"."""
    before, after, second = place.before(), place.next_word(), place.after(2)
    if after and after.has(Cue.HEAD):
        return _leads_to_service(place, 2)
    if (after and after.has(Cue.KEY, Cue.ENOUGH)) or (second and second.has(Cue.ENOUGH)):
        return True
    denied = before is not None and before.text in ("no", "without") and (after is None or not after.is_open)
    return denied or _tagged(place)


def _tagged(place: _Place) -> bool:
    """Whether the verb is all that is said of an area: "Users (read)", "Users: read"."""
    before, second, after = place.before(), place.before(2), place.after()
    if before is not None and before.term is Term.AREA and (before.sure or before.capital):
        return after is None or not after.is_word or after.has(Cue.AND)
    sign = before is not None and before.text in ("(", ":", "-", "=")
    named = second is not None and (second.term is Term.AREA or second.has(Cue.HEAD))
    return sign and named and (after is None or not after.is_word)


_PRONOUNS = frozenset("i i'll i'd we we'll you me us he she him her they them let it".split())


def _object(place: _Place) -> Term | None:
    """What a verb is said to be done to."""
    following = [place.after(step) for step in range(1, 4)]
    return next(
        (token.term for token in following if token is not None and token.term and token.term is not Term.SERVICE), None
    )


def _of_key(place: _Place) -> bool:
    """As in "create both keys": not what a key does, but what is done to it; nor is "update her"."""
    after = place.after()
    if place.token.sure and after and after.has(Cue.KEY):
        return False
    for step in range(1, 5):
        token = place.after(step)
        if token is None or token.is_open or (step == 1 and token.text in ("me", "her", "him", "us", "them", "you")):
            return token is not None and not token.is_open
        if token.has(Cue.KEY):
            return True
        if not token.plain and not token.has(Cue.BOTH) and token.term not in (Term.SERVICE, Term.ENVIRONMENT):
            return False
    return False


ABILITIES = frozenset(
    "possibility ability option way permission chance need intention means plan plans reason wish".split()
)


def _must(place: _Place) -> bool:
    """Whether a modal, a negation or another level leads to the verb: "has to create and update"."""
    steps = 1
    while (before := place.before(steps)) and before.text in (
        "to",
        "and",
        "or",
        ",",
        "/",
        "also",
        "even",
        "only",
        "just",
        "be",
    ):
        steps += 1
    if before is not None and steps > 1 and before.term is Term.AREA:
        earlier = [place.before(steps + step) for step in range(1, 4)]
        return any(token is not None and token.term in _LEVELS for token in earlier)
    return before is not None and (before.has(Cue.MODAL, Cue.NOT) or before.term in _LEVELS or before.text in ABILITIES)


def _since_comma(tokens: Sequence[Token]) -> Sequence[Token]:
    cut = max(
        (at for at, token in enumerate(tokens) if token.text in (",", ";", "(") or token.has(Cue.CONTRAST)), default=-1
    )
    return tokens[cut + 1 :]


def _is_surely_area(token: Token) -> bool:
    return token.term is Term.RECORD or (token.term is Term.AREA and (token.sure or token.capital))


def _said_of_key(place: _Place) -> bool:
    """Whether the key, its program or an area is near, and nobody else is the one who does it."""
    around = _since_comma(place.tokens[max(0, place.at - _WINDOW) : place.at])
    beyond = place.tokens[place.at + 1 : place.at + 1 + _WINDOW]
    if any(token.has(Cue.PERSON) and not (token.term is Term.AREA and token.capital) for token in around):
        return False
    area = any(map(_is_surely_area, (*around, *beyond)))
    if any(token.text in ("i", "we", "i'll", "we'll", "i'd", "we'd") for token in around):
        return area
    if area or any(token.has(Cue.KEY) for token in (*around, *beyond)):
        return True
    acting = any(token.text in _ACTING for token in around)
    return acting and (_is_of_service(place) or any(token.term is Term.SERVICE for token in (*around, *beyond)))


def _is_of_service(place: _Place) -> bool:
    """Whether what a verb is done to can be the service's: records, or nothing that is named."""
    for step in range(1, 5):
        token = place.after(step)
        if token is None or not token.is_word:
            return True
        if token.text == "records" or token.term in (Term.RECORD, Term.HINT, Term.AREA):
            return True
        if token.is_open:
            return False
    return True


def _method(place: _Place, strict: bool) -> bool:
    """An HTTP method, unless the whole sentence is in capitals."""
    after = place.after()
    return not (strict and after is not None and after.shouted and len(after.text) > 1 and after.term is None)


_GATES: dict[Term | None, Callable[[_Place, bool], bool]] = {
    Term.AREA: _area,
    Term.RECORD: _record,
    Term.ENVIRONMENT: _environment,
    Term.LEVEL: _level,
    Term.VERB: _verb,
    Term.METHOD: _method,
}
