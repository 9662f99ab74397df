"""Requests told by their shape: a title that is a key, a form of a key's fields, rights for a program."""

from collections.abc import Sequence

from app.core.reading.asked.asides import is_aside
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.asked.kinds import SHAPED
from app.core.reading.asked.unwanted import is_indirect
from app.core.reading.layout.statements import Place
from app.core.reading.said.mentions import Kinds
from app.core.reading.text.tokens import Token, cued
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span
from app.core.reading.vocabulary.topics import Topic

_UNFIT = (
    Deed.FAIL, Deed.LOST, Deed.LEAKED, Deed.ROTATE, Deed.UNUSED, Deed.WONDER, Deed.ASIDE, Deed.ABSENT, Deed.OWNER,
)  # fmt: skip


def asks_by_title(sentences: Sequence[Sentence], claims: Kinds, owned: bool) -> Sentence | None:
    """A title that is a key to come, with a text that says something of it; `owned`: there is one already."""
    title, rest = sentences[0], sentences[1:]
    key = title.key_of(Which.SOME, Which.BARE, Which.THE)
    if not title.is_title or is_unfit(title, key) or title.key_of(Which.OURS):
        return None
    requested = title.says(_REQUESTS) and (key is not None or title.says(("api",)))
    if (key is not None and not is_head(title, key)) or (title.words.text(0) in _REPLIES and not claims):
        return None
    if (key is None and not requested) or (owned and not (key and key.own)):
        return None
    if not claims and any(each.has(Deed.STAFF) and each.has(Deed.FAIL) for each in rest):
        return None  # a form that was filled in for want of another: "my login says account locked"
    form = title.says(_REQUESTS) or any(_is_shaped(each) for each in rest)
    if any((asks_a_fact(each) and not form) or is_aside(each) for each in rest) or are_put_off(sentences):
        return None
    told = key is not None and title.words.text(key.last + 1) in _GOES_ON
    return title if claims or told or requested or _is_polite([title, *rest[:1]]) or _tells_purpose(rest) else None


def is_unfit(title: Sentence, key: KeyPhrase | None) -> bool:
    """Whether a title says of a key what is said of those that exist."""
    return any(key is None or span.first < key.first or title.reaches(span, key) for span in title.spans(*_UNFIT))


def is_head(title: Sentence, key: KeyPhrase) -> bool:
    """Whether a title is a key, or a wish for one: "wrong areas on our key", "key pasted into a mail" are not."""
    before, led, after = (title.words.text(at) for at in (key.first - 1, key.first - 2, key.last + 1))
    if before in _PREPOSITIONS and led and led not in _WISHES:
        return False
    return after in _WANTED or not (after in _TELLS or after.endswith(("ed", "ing")))


_REPLIES = frozenset("re fwd fw aw wg".split())
_PREPOSITIONS = frozenset("on of in with about from to by without regarding concerning for at".split())
_WISHES = frozenset("request requests application wish need order ask asking apply applying looking wishing".split())
_WANTED = frozenset("needed required wanted requested missing".split())
_TELLS = frozenset("is was has had doesn't isn't can't won't does can not no".split())


def _is_polite(sentences: Sequence[Sentence]) -> bool:
    """As in "alma key pls", or "pls" beneath such a title."""
    title, after = sentences[0], sentences[1:]
    return title.is_polite or any(is_mere_please(each.statement.tokens) for each in after)


def is_mere_please(tokens: Sequence[Token]) -> bool:
    polite = cued(tokens, Cue.POLITE)
    return polite and all(token.has(Cue.POLITE, Cue.COURTESY) or not token.is_word for token in tokens)


def asks_a_fact(sentence: Sentence) -> bool:
    if sentence.says(("wondering", "wonder")) and not (sentence.is_polite or sentence.is_title):
        return True
    return sentence.inquires or (
        sentence.statement.question and sentence.has(Deed.WONDER) and not sentence.has(Deed.HOW)
    )


_REQUESTS = frozenset("request requests application order form".split())
_GOES_ON = frozenset(("for", ":", ",", "please", "pls", "plz", "to", "(", "in"))


def _tells_purpose(sentences: Sequence[Sentence]) -> bool:
    statements = [each.statement for each in sentences]
    return any(each.place is Place.FIELD and each.topic is Topic.PURPOSE for each in statements)


def are_put_off(sentences: Sequence[Sentence]) -> bool:
    return any(is_put_off(each, sentences) for each in sentences)


def is_put_off(sentence: Sentence, sentences: Sequence[Sentence] = ()) -> bool:
    """Whether somebody is to ask some day; what is put off of an environment or area leaves the rest asked for.

    A key that was thought of, or the only one that is spoken of and is put off, is none that is asked for.
    """
    if not sentence.has(Deed.OTHERS):
        return False
    others = any(each.keys for each in sentences if each is not sentence)
    bygone = any(sentence.texts[span.first] in _BYGONE for span in sentence.spans(Deed.OTHERS))
    if sentence.keys and (bygone or (sentences and not others)):
        return True
    return not sentence.names(Term.ENVIRONMENT, Term.AREA, Term.LEVEL)


_BYGONE = frozenset("thought considered contemplating toying decided had was were said told".split())


def asks_as_form(sentences: Sequence[Sentence], claims: Kinds) -> Sentence | None:
    """A form whose fields are those of a key, or a list of areas with their levels."""
    if any((each.has(Deed.STAFF) and not _is_shaped(each)) or each.says(_EMPLOYED) for each in sentences):
        return None
    spoken = _is_about_api(sentences)
    fields = [each for each in sentences if _is_shaped(each)]
    topics = {each.statement.topic for each in fields} & {Topic.PURPOSE, Topic.ENVIRONMENT, Topic.GRANTS}
    if claims and _is_whole(sentences):
        return sentences[0]
    asking = len(fields) == 1 and any(map(asks_a_fact, sentences))
    if claims and topics and not asking and (spoken or (len(topics) > 1 and Topic.PURPOSE in topics)):
        return fields[0]
    rows = [each for each in sentences if (_is_shaped(each) or each.statement.bare) and _is_grant(each)]
    tabled = len(claims) > _TWO and not any(each.says(_GROUPS) for each in sentences)
    if claims and (spoken or tabled) and len(rows) > 1:
        return rows[0]
    return sentences[0] if spoken and _labels_in(sentences) >= _MOST_OF_FORM else None


def _is_whole(sentences: Sequence[Sentence]) -> bool:
    """Whether a program's purpose, environment, areas and level are listed: that needs no word of a key."""
    listed = [each for each in sentences if _is_shaped(each) or each.statement.bare or each.statement.topic]
    named = all(any(each.names(term) for each in listed) for term in (Term.ENVIRONMENT, Term.AREA, Term.LEVEL))
    purpose = any(each.statement.topic is Topic.PURPOSE for each in sentences)
    return named and purpose and any(each.has(Deed.PROGRAM) for each in sentences)


def _is_about_api(sentences: Sequence[Sentence]) -> bool:
    """Whether a key or an API is spoken of, or a program's need."""
    if any(each.all_keys or each.says(("api", "apis")) for each in sentences):
        return True
    return any(each.has(Deed.NEED) for each in sentences) and any(each.has(Deed.PROGRAM) for each in sentences)


_EMPLOYED = frozenset("employee supervisor specialist hire onboarding laptop joiner".split())
_GROUPS = frozenset("team desk desks department departments people person persons staff trainee trainees".split())
_TWO = 2
_MOST_OF_FORM = 3
_LABELS = (
    frozenset(("environment", "environments", "env")),
    frozenset(("area", "areas")),
    frozenset(("access", "level", "permission", "permissions")),
    frozenset(("project", "purpose", "integration", "used", "use")),
)
_SHORT = 4


def _labels_in(sentences: Sequence[Sentence]) -> int:
    """How many of the things that the portal's form asks for stand as its labels or questions do."""
    labels = [each for each in sentences if len(each.texts) <= _SHORT or _asks_as_form_does(each)]
    return sum(any(each.says(label) for each in labels) for label in _LABELS)


def _asks_as_form_does(sentence: Sentence) -> bool:
    return sentence.statement.question and sentence.says(("which", "what")) and not sentence.says(("i", "we", "our"))


def _is_shaped(sentence: Sentence) -> bool:
    return sentence.statement.place in SHAPED


def _is_grant(sentence: Sentence) -> bool:
    return sentence.names(Term.AREA) and sentence.names(Term.LEVEL, Term.VERB, Term.METHOD)


def asks_for_program(sentences: Sequence[Sentence], claims: Kinds) -> Sentence | None:
    """Rights that are asked for a program, though no key is spoken of."""
    unfit = any(each.has(Deed.STAFF, Deed.FAIL) or is_aside(each) or each.inquires for each in sentences)
    if not claims or unfit or are_put_off(sentences):
        return None
    area = any(each.names(Term.AREA) or _is_all(each) for each in sentences)
    level = any(_names_level(each) or each.says(_APIS) for each in sentences)
    program = any(each.has(Deed.PROGRAM) for each in sentences)
    granted = area and level and program
    return next((each for each in sentences if _is_wish(each) and (granted or _is_api_wish(each))), None)


def _is_api_wish(sentence: Sentence) -> bool:
    return sentence.says(_APIS) and not sentence.statement.bare


def _gives_api(sentence: Sentence, span: Span) -> bool:
    """As in "please enable the API for our app"."""
    given = sentence.texts[span.last + 1 : span.last + 1 + _FEW]
    return sentence.bids(span) and any(text in _APIS and _OF.isdisjoint(given[:at]) for at, text in enumerate(given))


_FEW = 4
_OF = frozenset("of for which that about on".split())
_APIS = frozenset(("api", "apis"))


def is_list(sentence: Sentence) -> bool:
    """Whether it is but a list of names, and tells nothing: "they work with Users" is none."""
    return sentence.statement.bare and sentence.opening not in _TOLD_OF


_TOLD_OF = frozenset("they he she these those others".split())


def _is_for_program(sentence: Sentence) -> bool:
    """As in "for our shelf app: Bibs, read-only"."""
    return sentence.opening == "for" and ":" in sentence.texts and sentence.has(Deed.PROGRAM)


def _is_due(sentence: Sentence) -> bool:
    """Whether somebody must or will do something; not that something is to be done to them: "must be restarted"."""
    ahead = (sentence.texts[at + 1 : at + 3] for at, text in enumerate(sentence.texts) if text in _DUE)
    return any(verb[:1] != ("be",) or verb[1:] == () or verb[1] in _ALLOWED for verb in ahead)


_DUE = frozenset("to should must shall would will".split())
_ALLOWED = frozenset("allowed able permitted entitled authorised authorized enabled given granted".split())


def _names_level(sentence: Sentence) -> bool:
    """Whether it names a level, or what a program does with an area's records."""
    if sentence.names(Term.LEVEL, Term.METHOD):
        return True
    verb = any(token.term is Term.VERB and token.sure for token in sentence.statement.tokens)
    return verb and sentence.names(Term.AREA) and not sentence.statement.question


def _is_all(sentence: Sentence) -> bool:
    return sentence.statement.has(Cue.ALL)


def _is_wish(sentence: Sentence) -> bool:
    """Whether it names rights and is a wish, a program's need, or nothing but a list of them."""
    granted = sentence.names(Term.AREA, Term.LEVEL, Term.METHOD, Term.ENVIRONMENT) or _is_all(sentence)
    granted = granted or (sentence.says(_APIS) and sentence.names(Term.RECORD, Term.HINT))
    due = _is_due(sentence) and (sentence.has(Deed.PROGRAM) or sentence.says(_ALLOWED))
    due = due or any(_gives_api(sentence, span) for span in sentence.spans(Deed.GIVE))
    if any(is_indirect(sentence, span) for span in sentence.spans(Deed.NEED)) or sentence.says(("whether",)):
        return False
    listed = (is_list(sentence) or _is_for_program(sentence)) and not sentence.has(Deed.WONDER)
    return granted and (sentence.has(Deed.NEED) or listed or due)
