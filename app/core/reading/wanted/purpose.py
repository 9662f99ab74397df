"""What the key is for, in the requester's own words: a project, a program or a piece of work.

A form's field says it best, then "a key for …", then the title, then the first sentence that tells of the work. A
team, a person or a vendor is no purpose, nor is "the thing we talked about".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.text.tokens import Token, words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.first_names import FIRST_NAMES
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic

# Words that say nothing of a project by themselves.
_EMPTY = frozenset(
    """asap urgent urgently hurry today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday
    week weeks month months day days year deadline soon possible time times moment ticket tickets form
    question questions info information detail details help support colleague colleagues boss supervisor
    manager director talk talked talking discuss discussed meeting phone mail email standup lunch thing
    things stuff send sent share shared sharing link vault 1password via url name date know tell told ask
    asked said say project projects integration application software system script tool program service
    purpose following listed below attached attachment according agreed usual mentioned earlier yesterday
    last please best hello developer developers vendor company contractor somebody someone everyone work
    working job use using used new old january february march april may june july august september october
    november december morning afternoon evening great good nice sure credential credentials access lib back
    reply replying answer answering add ex libris exlibris network issue issued created creation generate
    generated order ready approved approval signed urgency priority important waiting wait appreciate
    appreciated advance receive received earliest convenience dear sir madam folks all guys lsis re fw fwd
    ext plz token tokens conversation chat csv excel xlsx spreadsheet sheet pdf doc docx list
    table file agreed promised starting starts joining joins hire""".split()
)
# What a name ends with that is somebody's, not a project's.
_SOMEBODY = frozenset(
    """team teams department departments dept office offices unit units group groups staff library libraries school
    schools college university institute institution faculty division center centre inc ltd gmbh llc bv corp
    committee colleague colleagues vendor developer contractor partner boss director""".split()
)
# Departments of libraries; a phrase of nothing else names somebody, too.
_DEPARTMENTS = frozenset(
    """cataloging cataloguing circulation reference ill systems metadata technical services public archives reserves
    serials interlibrary loan research instruction it discovery and &""".split()
)
_AFTER_KEY = ("for", "to")
_SUBJECTS = frozenset("i we i'd we'd i'll we'll it they he she please could can would".split())
_FEW_FIRST = 6
_FEW, _SOME = 2, 3
_SHORT = 8
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Purpose:
    """A stretch of one message's clean text; `rank`: 0 is the best place to find it."""

    start: int
    end: int
    rank: int


def purposes_in(
    statements: Sequence[Statement], catalogue: Catalogue, *, answering: bool, asked: bool = False
) -> list[Purpose]:
    """The message's statements of purpose, the best first; `answering`: a reply, which must say so more clearly unless
    that was `asked`.
    """
    words = _words_of(catalogue)
    person = any(map(_is_of_somebody, statements))
    told = [statement for statement in statements if not (person and _is_one_name(statement.tokens))]
    found = [purpose for statement in told for purpose in _of(statement, words, answering)]
    found += [_purpose(each.tokens, 5) for each in told if asked and _is_short_answer(each, words)]
    return sorted(found, key=lambda purpose: (purpose.rank, purpose.start))


def asks_purpose(statements: Sequence[Statement]) -> bool:
    """Whether staff or the bot ask what the key is for."""
    return any(each.question and _ASKS_PURPOSE.search(words_of(each.tokens)) for each in statements)


_ASKS_PURPOSE = re.compile(
    r"\bwhat\b.{0,60}\bfor\b|\b(?:what|which)\b.{0,20}\b(?:project|integration|purpose|application|app|tool|program)\b"
)


def _is_short_answer(statement: Statement, words: "_Words") -> bool:
    """Whether a reply names a thing and does no more: "Map in the foyer"."""
    tokens = statement.tokens
    named = words.count(tokens) and not any(token.term or token.has(*_NO_NAMES) for token in tokens)
    verbs = any(token.text in _SUBJECTS or token.text in _BEING for token in tokens)
    return bool(named) and not verbs and not statement.question and len(tokens) <= _SHORT and not _is_somebody(tokens)


_NO_NAMES = (Cue.HEDGE, Cue.UNSURE, Cue.PROMISE, Cue.PERSON, Cue.NOT, Cue.REQUEST, Cue.DROP, Cue.YES)
_BEING = frozenset("is are was were has have had will".split())


_OF_PERSON = frozenset("she he they she's he's they're they've".split())
_THEIR = frozenset("need want have require".split())


def _is_of_somebody(statement: Statement) -> bool:
    """As in "she needs", "they want", "Nimbus need"."""
    first, *rest = statement.tokens
    named = statement.place is not Place.TITLE and first.is_open and first.capital
    return first.text in _OF_PERSON or (named and bool(rest) and rest[0].text in _THEIR)


def _is_one_name(tokens: Sequence[Token]) -> bool:
    """Whether a sentence names but one thing: where it goes on with "she", that is a person."""
    own = [token for token in tokens if token.is_open]
    return len(own) == 1 and own[0].capital


def shown(text: str) -> str:
    """One line of at most 120 characters."""
    line = " ".join(text.split()).strip(" *_-:,;.\"'|")
    if len(line) <= _LONGEST:
        return line
    return line[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


@lru_cache(maxsize=8)
def _words_of(catalogue: Catalogue) -> "_Words":
    return _Words(catalogue)


class _Words:
    def __init__(self, catalogue: Catalogue) -> None:
        self.vendors = {word for vendor in catalogue.vendors for word in vendor.split()}

    def tells(self, token: Token) -> bool:
        """Whether a word tells of a project."""
        if not token.is_open and token.term not in (Term.HINT, Term.LEVEL_HINT, Term.RECORD, Term.OTHER):
            return False
        known = token.text in _EMPTY or token.text in self.vendors or token.text.isdigit() or len(token.text) < _FEW
        return token.text != "_link" and not known and not token.has(Cue.COURTESY)

    def count(self, tokens: Sequence[Token]) -> int:
        return sum(len(token.text.split()) for token in tokens if self.tells(token))


def _of(statement: Statement, words: _Words, answering: bool) -> Iterator[Purpose]:
    if statement.topic is Topic.PURPOSE and statement.place is not Place.TITLE:
        if words.count(statement.tokens) and not _is_somebody(statement.tokens):
            yield _purpose(statement.tokens, 0 if statement.place is Place.FIELD else 1)
        return
    if statement.topic in (Topic.OTHER, Topic.KIND) or _is_beside_the_point(statement, answering):
        return
    title = statement.place is Place.TITLE
    if _introduces(statement.tokens) or statement.tokens[0].text in _THEY:
        return
    phrase = _phrase_before_key(statement.tokens, words) or _phrase_after_key(statement.tokens)
    if phrase is not None and not words.count(phrase) and words.count(statement.tokens) >= _SOME and not title:
        phrase = statement.tokens
    if phrase and _is_who(statement.tokens, phrase):
        return
    if phrase and words.count(phrase) and not _is_somebody(phrase):
        yield _purpose(phrase, 2 if title else 3)
    elif title and not (phrase and _is_somebody(phrase)):
        chunk = max(_chunks(statement.tokens), key=words.count, default=())
        if words.count(chunk) and not _is_somebody(chunk):
            yield _purpose(chunk, 4)
    elif (
        phrase is None
        and (phrase := _phrase_after_for(statement.tokens))
        and words.count(phrase)
        and not _is_somebody(phrase)
    ):
        yield _purpose(phrase, 3)
    elif not phrase and words.count(needing := _needing(statement.tokens)):
        yield _purpose(needing, 3)
    elif phrase is None and (_is_name_of_program(statement.tokens, words) or _tells_work(statement.tokens, words)):
        yield _purpose(statement.tokens, 5)
    elif phrase is None and (_names_program(statement.tokens, words) or _tells_aim(statement.tokens, words)):
        yield _purpose(statement.tokens, 5)
    elif (
        phrase is None
        and not _tells_who(statement.tokens)
        and words.count(statement.tokens) >= (_SOME if answering else _least(statement))
    ):
        yield _purpose(statement.tokens, 5)


_THEY = frozenset("he she he'll she'll he's she's his her he'd she'd".split())


def _introduces(tokens: Sequence[Token]) -> bool:
    """As in "Hello, this is Wen from the Rubenstein"."""
    said = [token for token in tokens if token.is_word and not token.has(Cue.COURTESY)]
    at = next((at for at, token in enumerate(said[:4]) if token.is_open), 0)
    led = " ".join(token.text for token in said[:at])
    greets = tokens[0].has(Cue.COURTESY) and bool(said) and said[0].text == "from"
    refers = said[:1] != [] and said[0].text in FIRST_NAMES and any(token.text in _REFERS for token in said)
    return greets or refers or (led in ("this is", "my name is", "i am", "i'm") and said[at].capital)


_REFERS = frozenset("recommended told said suggested mentioned thinks says knows referred sent asked".split())


def _is_who(tokens: Sequence[Token], phrase: Sequence[Token]) -> bool:
    """Whether what follows tells that a phrase is a person: "for Jens Ortmann, who joins us"."""
    after = [token for token in tokens if token.start >= phrase[-1].end and token.is_word]
    return bool(after) and after[0].text in ("who", "whose")


def _needing(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The program that needs a key: "our sign-on service needs a key"; who needs one tells nothing."""
    at = next((at for at, token in enumerate(tokens) if token.text in _NEEDS), 0)
    keyed = any(token.has(Cue.KEY) for token in tokens[at:])
    return tuple(tokens[:at]) if keyed and at and tokens[at - 1].text in _PROGRAMS else ()


_NEEDS = frozenset("needs requires wants".split())


def _is_beside_the_point(statement: Statement, answering: bool) -> bool:
    """Promises, questions back and sentences on how the key is to be handed over tell nothing of a project."""
    if not answering:
        return False
    if statement.tokens[0].text in ("will", "gonna") or any(token.text in _ABSENCE for token in statement.tokens):
        return True
    return statement.question or statement.has(Cue.PROMISE, Cue.UNSURE)


# Who is away, or knows instead, is no purpose: "our head is on vacation, she knows".
_ABSENCE = frozenset("vacation holiday holidays sick absent abroad knows".split())


def _names_program(tokens: Sequence[Token], words: _Words) -> bool:
    """Whether a sentence names a program or project: "our tool Calendarium", "we are building Calendarium", "our shelf
    app".
    """
    pairs = ((token, tokens[at + 1 : at + 4]) for at, token in enumerate(tokens) if token.text in _PROGRAMS)
    if any(words.tells(each) and each.capital for _, following in pairs for each in following):
        return True
    threes = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return any(_is_called(*three, words) for three in threes)


def _is_called(article: Token, name: Token, program: Token, words: _Words) -> bool:
    led = article.text in ("our", "the", "my", "a", "an") and program.text in _PROGRAMS
    return led and (words.tells(name) or name.text == "chat")


def _tells_work(tokens: Sequence[Token], words: _Words) -> bool:
    """As in "label printing", "we print labels with it"."""
    works = any(token.text in _WORKS for token in tokens)
    return works and words.count(tokens) >= _FEW and not any(token.has(*_NO_NAMES) for token in tokens)


_WORKS = frozenset(
    """print prints printing show shows showing display displays displaying map maps mapping count counts counting match
    matches matching track tracks tracking notify notifies remind reminds scan scans scanning visualise visualises
    visualize visualizes connect connects connecting harvest harvests harvesting calculate calculates migrate migrates
    monitor monitors monitoring weed weeding reconcile reconciles deduplicate enrich enriches recommend""".split()
)


def _is_name_of_program(tokens: Sequence[Token], words: _Words) -> bool:
    """Whether a few words name a program: "locker app", "the chat bot"."""
    if len(tokens) > _SHORT:
        return False
    pairs = (pair for pair in pairwise(tokens) if pair[1].text in _PROGRAMS)
    return any(words.tells(before) or before.text == "chat" for before, _ in pairs) and not any(
        token.has(*_NO_NAMES) for token in tokens
    )


_PROGRAMS = frozenset(
    """bot robot kiosk widget tool app application project script service program software system integration plugin
    server portal dashboard website building developing programming introducing piloting""".split()
)


_JOINING = frozenset("integration interface connection connector bridge link sync exchange".split())
_AIMS = frozenset("purpose goal aim idea objective".split())


def _tells_aim(tokens: Sequence[Token], words: _Words) -> bool:
    """As in "an integration between Alma and our CRM", "the purpose is a map", "to find duplicates"."""
    pairs = zip(tokens, tokens[1:], range(1, len(tokens)), strict=False)
    joins = any(
        token.text in _JOINING and after.text in ("between", "with", "of", "to") and words.count(tokens[at:])
        for token, after, at in pairs
    )
    aims = any(token.text in _AIMS for token in tokens[:_SOME]) and words.count(tokens)
    leads = tokens[0].text in ("to", "in order to", "so that") and words.count(tokens[1:]) >= _FEW
    return bool(joins or aims or leads)


_WANTING = frozenset("needs wants uses use need want requested ordered for".split())


def _tells_who(tokens: Sequence[Token]) -> bool:
    """Whether a sentence tells but who wants the key: "Ada in the front office needs it"."""
    return len(tokens) > 1 and tokens[-1].text in ("it", "this", "that", "one") and tokens[-2].text in _WANTING


def _least(statement: Statement) -> int:
    """A line of names only may be short: "Zine Finder."."""
    named = all(token.capital or not token.is_open for token in statement.tokens)
    return _FEW if named or any(token.text == "for" for token in statement.tokens) else _SOME


def _phrase_after_key(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """What follows "a key for" or "… to", as far as it goes; None where no key is spoken of."""
    keys = [number for number, token in enumerate(tokens) if token.has(Cue.KEY)]
    if not keys:
        return None
    for number in range(keys[0] + 1, len(tokens)):
        if tokens[number].text in _AFTER_KEY and not _is_grant(tokens[number + 1 :]):
            return tuple(_until_break(tokens[number + 1 :]))
    return _rest(tokens, keys[-1])


def _phrase_after_for(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The same where the key goes without saying: "Bibs RO for SpineOMatic"; in a long sentence, only of a program."""
    at = next((number for number, token in enumerate(tokens) if token.text == "for"), None)
    if at is None or _is_grant(tokens[at + 1 :]) or (at and tokens[at - 1].text in ("thanks", "thank you", "you")):
        return None
    phrase = tuple(_until_break(tokens[at + 1 :]))
    short = len(tokens) <= _SHORT or at <= 1 or not any(token.is_open for token in tokens[:at])
    return phrase if short or (phrase and phrase[-1].text in _PROGRAMS) else None


def _is_grant(tokens: Sequence[Token]) -> bool:
    """Whether "for" leads to an environment, area or level and not to a purpose."""
    told = [
        token for token in tokens if token.text not in ("the", "our", "a", "your") and token.term is not Term.SERVICE
    ][:2]
    everyday = len(told) > 1 and told[0].term is Term.AREA and not told[0].sure and told[1].text == "of"
    named = not told or (told[0].term in (Term.ENVIRONMENT, Term.AREA, Term.LEVEL) and not everyday)
    return named and not (len(told) > 1 and told[1].is_open)


def _until_break(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text[0] in ",;:()" or token.text in ("with", "because", "which", "please"):
            return
        yield token


def _phrase_before_key(tokens: Sequence[Token], words: _Words) -> tuple[Token, ...]:
    """What stands between "for" and "we need a key": "For a workshop with our crew we'd need a key"."""
    start = next((number for number, token in enumerate(tokens[:_FEW_FIRST]) if token.text == "for"), None)
    key = next((number for number, token in enumerate(tokens) if token.has(Cue.KEY)), len(tokens))
    if start is None or start > key:
        return ()
    phrase = tuple(
        takewhile(lambda token: not _is_subject(token) and token.text[0] not in ",;:(", tokens[start + 1 : key])
    )
    ends = start + 1 + len(phrase)
    return phrase if words.count(phrase) and ends < len(tokens) and _is_subject(tokens[ends]) else ()


def _is_subject(token: Token) -> bool:
    return token.text.split()[0] in _SUBJECTS


def _rest(tokens: Sequence[Token], key: int) -> tuple[Token, ...] | None:
    """The rest of a sentence that names a key and then goes on to tell of the work ("… so that our server can …")."""
    after = tuple(tokens[key + 1 :])
    return after if sum(token.is_open for token in after) >= _SOME else ()


def _chunks(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The parts of a title between signs, without the one that is the key itself."""
    chunk: list[Token] = []
    for token in tokens:
        if token.text[0] in ",:;()|[]" or token.text == "-":
            yield tuple(chunk)
            chunk = []
        else:
            chunk.append(token)
    yield tuple(chunk)


def _is_somebody(tokens: Sequence[Token]) -> bool:
    """Whether a phrase names a team, a house or a company: by its last word."""
    words = [token for token in tokens if token.is_word]
    joined = any(token.text in ("to", "that", "which", "so", "is", "are") for token in words)
    department = all(token.text in _DEPARTMENTS or token.has(Cue.HEAD) for token in words)
    owner = any(token.text.endswith(("'s", "s'")) for token in words[1:-1])  # "Dr. Marsh's index of letters"
    titled = any(token.text in _TITLES for token in words[:1]) and not owner
    housed = any(token.text in _SOMEBODY and of.text == "of" for token, of in pairwise(words[:_FEW_FIRST]))
    person = _is_person(words)
    return bool(words) and (department or titled or housed or person or words[-1].text in _SOMEBODY) and not joined


def _is_person(words: Sequence[Token]) -> bool:
    """As in "Tom", "Jane Doe"."""
    few = 0 < len(words) <= _SOME and all(token.capital and token.is_open for token in words)
    return few and words[0].text in FIRST_NAMES


_TITLES = frozenset("dr prof professor mr mrs ms miss".split())


def _purpose(tokens: Sequence[Token], rank: int) -> Purpose:
    return Purpose(tokens[0].start, tokens[-1].end, rank)
