"""What "it", "them" and "neither" stand for where something is taken away or given another level.

"Courses was for the old tool, please remove it" takes Courses away. A pronoun stands for the names right before it in
its sentence, else for those of the sentence before, else for those that the message answers. Elsewhere ("it reads the
shelf list") it is the program, and is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term

Tokens = tuple[Token, ...]

_STANDING = frozenset("it them that this these those both they".split())
_NEITHER = frozenset(("neither", "none"))
_ONES = frozenset("one of them these those the two it that both areas".split())
_WANTING = frozenset("need needs needed want wants wanted require requires use uses using have".split())
_SETTING = frozenset("make set keep leave lower raise downgrade upgrade change reduce limit turn put".split())
_TENSES = frozenset(
    """is are be was were been should must can could may might will would has have had to now both just also please
    safely better stays remains no longer""".split()
)
_LEADS = frozenset("at to as on just only by in of".split())
_FEW = 5
_FARTHEST = 60
# How all of these begin, by which most words are passed over quickly.
_BEGINNINGS = ("it", "th", "both", "neither", "none", "without")


_LATTER, _TWO = ("latter", "second one"), 2
_OF_TWO = frozenset(("former", "first one", *_LATTER))


def referred(statements: Sequence[Statement], asked: Tokens) -> list[Statement]:
    """The statements with such pronouns replaced; `asked` are the names that the message answers."""
    return list(_referred(statements, asked))


def _referred(statements: Sequence[Statement], last: Tokens) -> Iterator[Statement]:
    told = False
    for statement in statements:
        tokens = tuple(_resolved(statement.tokens, last, told))
        yield statement if tokens == statement.tokens else replace(statement, tokens=tokens)
        named = _names(tokens)
        last, told = named or last, told or bool(named)


def _resolved(tokens: Tokens, last: Tokens, told: bool) -> Iterator[Token]:
    """`told`: the names stand in the message itself; "forget it" in an answer speaks of the whole."""
    at = 0
    while at < len(tokens):
        if _is_one_of(tokens, at, last, told):
            yield last[tokens[at].text in _LATTER]._replace(start=tokens[at].start, end=tokens[at].end, capital=True)
            at += 1
            continue
        after = _end_of_pronoun(tokens, at)
        own = _names_before(tokens, at) if after > at else ()
        names = own or (last if after > at else ())
        whole = not (told or own) and at > 0 and tokens[at - 1].text in ("forget", "ignore", "cancel")
        if not names or whole or not _is_about_wishes(tokens, at, after):
            yield tokens[at]
            at += 1
            continue
        if tokens[at].text in _NEITHER or tokens[at].text == "without":
            yield tokens[at]
        yield from (name._replace(start=tokens[at].start, end=tokens[after - 1].end, capital=True) for name in names)
        if _may_go(tokens, at):
            yield tokens[after]._replace(text="can go", cues=frozenset({Cue.DROP}), plain=True, is_open=False)
            after += 1
        elif tense := _tense_of(tokens[at]):
            yield tokens[at]._replace(text=tense, cues=frozenset({Cue.MODAL}), plain=True)
        at = after


def _is_one_of(tokens: Tokens, at: int, last: Tokens, told: bool) -> bool:
    """Whether "the latter" is one of two areas, or of two names in the message; else it picks what staff offered."""
    led = tokens[at].text in _OF_TWO and at > 0 and tokens[at - 1].text == "the"
    return led and len(last) == _TWO and (told or last[0].term is Term.AREA)


def _may_go(tokens: Tokens, at: int) -> bool:
    """As in "it can go", whose tense is one token with the pronoun."""
    tense = _tense_of(tokens[at])
    return tense in ("can", "may", "could", "should") and tokens[at + 1 : at + 2] != () and tokens[at + 1].text == "go"


def _ends_with_without(tokens: Tokens, at: int) -> bool:
    """As in "let's do it without"."""
    return tokens[at].text == "without" and (at + 1 == len(tokens) or not tokens[at + 1].is_word)


def _end_of_pronoun(tokens: Tokens, at: int) -> int:
    """The index after the pronoun that begins here, or `at` if none does."""
    text = tokens[at].text
    if not text.startswith(_BEGINNINGS):
        return at
    after = at + 1
    if _ends_with_without(tokens, at):
        return after
    if _tense_of(tokens[at]):
        return after
    if text in _NEITHER or text.split()[0] == "both":
        while after < len(tokens) and tokens[after].text in _ONES:
            after += 1
        return after if text != "none" or after > at + 1 else at
    if text not in _STANDING:
        return at
    if text not in ("that", "this", "these", "those") or after == len(tokens):
        return after
    return after + 1 if tokens[after].text in _PARTS else at if tokens[after].is_open else after


def _tense_of(token: Token) -> str:
    """The auxiliary that is one token with its pronoun: "it can", "that's"."""
    pronoun, _, tense = token.text.replace("'s", " is").replace("'ll", " will").partition(" ")
    return tense if pronoun in _STANDING and tense and _TENSES.issuperset(tense.split()) else ""


def is_name(token: Token) -> bool:
    return token.term in (Term.AREA, Term.ENVIRONMENT) and (token.sure or token.capital)


def _names(tokens: Sequence[Token]) -> Tokens:
    """The areas that a sentence names, or else its environments, each once."""
    named = {token.value: token for token in tokens if is_name(token)}.values()
    areas = tuple(token for token in named if token.term is Term.AREA)
    return areas or tuple(named)


def _names_before(tokens: Tokens, at: int) -> Tokens:
    """The list of names that stands nearest before."""
    found: list[Token] = []
    for token in reversed(tokens[max(0, at - _FARTHEST) : at]):
        if is_name(token) and (not found or token.term is found[-1].term):
            found.append(token)
        elif found and not (token.text in (",", "/", "the") or token.has(Cue.AND, Cue.HEAD, Cue.OR)):
            break
    return tuple(reversed(found))


def _is_about_wishes(tokens: Tokens, at: int, after: int) -> bool:
    if tokens[at].text in _NEITHER:
        verbs = (*tokens[max(0, at - 1) : at], *tokens[after : after + _FEW])
        return not any(token.term is Term.VERB for token in verbs)
    if tokens[at].text == "without":
        return at > 0 and not any(
            token.term in (Term.LEVEL, Term.VERB) for token in tokens[:at]
        )  # "Users without" write access
    led, ahead = tokens[max(0, at - _FEW) : at], tokens[after : after + _FEW]
    if _tense_of(tokens[at]):
        return _is_told_off(ahead, tensed=True) or _may_go(tokens, at)
    return _is_dropped(led, ahead) or _is_set(led, ahead) or _is_told_off(ahead) or _is_levelled(led)


def _is_dropped(led: Tokens, ahead: Tokens) -> bool:
    """As in "remove it", "take it out", "we don't need them"."""
    before = led[-1] if led else None
    if before is None or (ahead and ahead[0].text == "to"):
        return False  # "no need for it to write"
    if before.has(Cue.DROP):
        return True
    if before.has(Cue.TAKE) and cued(ahead[:2], Cue.OFF):
        return _is_bidden(led)
    placed = len(ahead) > 1 and ahead[0].text in ("in", "on") and any(map(_is_place, ahead[1:3]))
    return before.text in _WANTING and not placed and cued(led, Cue.NOT)


def _is_bidden(led: Tokens) -> bool:
    """Whether somebody is to do it, and not a program: "it puts books on a course and takes them off again"."""
    earlier = led[-2] if len(led) > 1 else None
    return led[-1].text not in ("takes", "taking") and not (earlier is not None and earlier.has(Cue.AND))


def _is_place(token: Token) -> bool:
    """Whether an environment is named: what is not wanted there is the key."""
    return token.term is Term.ENVIRONMENT


def _is_set(led: Tokens, ahead: Tokens) -> bool:
    """As in "make it read-only", "leave them at read/write"."""
    rest = [token for token in ahead if token.text not in _LEADS]
    return bool(led) and led[-1].text in _SETTING and bool(rest) and rest[0].term is Term.LEVEL


def _is_levelled(led: Tokens) -> bool:
    """As in "read-only for that part", "read/write on them"."""
    return len(led) > 1 and led[-1].text in ("for", "on", "in", "to") and led[-2].term is Term.LEVEL


_PARTS = frozenset("one ones part parts area areas bit piece".split())


def _is_told_off(ahead: Tokens, tensed: bool = False) -> bool:
    """As in "it can be dropped", "that isn't needed", "they should be read-only"."""
    rest = [token for token in ahead if not _TENSES.issuperset(token.text.split())]
    tensed = tensed or (bool(ahead) and ahead[:1] != tuple(rest[:1]))
    if not rest:
        return False
    denied = rest[0].has(Cue.NOT) and len(rest) > 1 and rest[1].has(Cue.NEEDED)
    unneeded = rest[0].has(Cue.NOT) and rest[0].text in _UNNEEDED
    return denied or unneeded or rest[0].has(Cue.DROP) or (tensed and rest[0].term is Term.LEVEL)


_UNNEEDED = frozenset("unneeded unnecessary superfluous redundant dispensable pointless".split())
