"""Requests for a key that are told by their shape: a title that is a key, a form of a key's fields, a program's rights."""

from collections.abc import Sequence

from app.core.reading.deeds import Deed
from app.core.reading.english import Cue
from app.core.reading.heard import Sentence
from app.core.reading.keys import Which
from app.core.reading.lexicon import Term
from app.core.reading.statements import Place
from app.core.reading.topics import Topic

_SHAPED = (Place.FIELD, Place.CELL, Place.BOX)
UNFIT = (
    Deed.FAIL, Deed.LOST, Deed.LEAKED, Deed.ROTATE, Deed.UNUSED, Deed.WONDER, Deed.ASIDE, Deed.ABSENT, Deed.OWNER,
)  # fmt: skip


def asks_by_title(sentences: Sequence[Sentence], claims: bool, exists: bool) -> Sentence | None:
    """A title that is a key to come, with a text that says something of it."""
    title, rest = sentences[0], sentences[1:]
    if not title.is_title or title.has(*UNFIT) or title.key_of(Which.OURS):
        return None
    key = title.key_of(Which.SOME, Which.BARE, Which.THE)
    requested = title.says(("api",)) and title.says(("request", "application", "form"))
    if (key is None and not requested) or (exists and not (key and key.own)):
        return None
    form = title.says(("form", "request", "application")) or any(_is_shaped(each) for each in rest)
    if any((each.inquires and not form) or each.has(Deed.ASIDE) or _is_put_off(each) for each in rest):
        return None
    after = title.texts[key.last + 1 : key.last + 2] if key else ()
    told = after and after[0] in (
        "for",
        ":",
        ",",
        "please",
        "pls",
        "plz",
        "to",
        "(",
        "in",
        "request",
        "requests",
        "application",
        "order",
    )
    purpose = any(each.statement.place is Place.FIELD and each.statement.topic is Topic.PURPOSE for each in rest)
    return title if claims or told or requested or purpose or title.is_polite else None


def _is_put_off(sentence: Sentence) -> bool:
    """Whether somebody is to ask some day; what is put off of an environment or area leaves the rest asked for."""
    return sentence.has(Deed.OTHERS) and not sentence.names(Term.ENVIRONMENT, Term.AREA, Term.LEVEL)


def asks_as_form(sentences: Sequence[Sentence], claims: bool) -> Sentence | None:
    """A form whose fields are those of a key, or a list of areas with their levels."""
    if any((each.has(Deed.STAFF) and not _is_shaped(each)) or each.says(_EMPLOYED) for each in sentences):
        return None
    fields = [each for each in sentences if _is_shaped(each)]
    rows = [each for each in sentences if (_is_shaped(each) or each.statement.bare) and _is_grant(each)]
    topics = {each.statement.topic for each in fields} & {Topic.PURPOSE, Topic.ENVIRONMENT, Topic.GRANTS}
    spoken = any(each.all_keys or each.says(("api", "apis")) for each in sentences) or (
        any(each.has(Deed.NEED) for each in sentences) and any(each.has(Deed.PROGRAM) for each in sentences)
    )
    if claims and (
        (len(topics) > 1 and (spoken or Topic.PURPOSE in topics)) or (spoken and (len(rows) > 1 or (fields and topics)))
    ):
        return (fields or rows)[0]
    return sentences[0] if spoken and _labels_in(sentences) >= _MOST_OF_FORM else None


_EMPLOYED = frozenset("employee supervisor specialist hire".split())
_MOST_OF_FORM = 3
_LABELS = (
    frozenset(("environment", "environments", "env")),
    frozenset(("area", "areas")),
    frozenset(("access", "level", "permission", "permissions")),
    frozenset(("project", "purpose", "integration", "used", "use")),
)


def _labels_in(sentences: Sequence[Sentence]) -> int:
    """How many of the things that the portal's form asks for are named."""
    words = {text for each in sentences for text in each.texts}
    return sum(not label.isdisjoint(words) for label in _LABELS)


def _is_shaped(sentence: Sentence) -> bool:
    return sentence.statement.place in _SHAPED


def _is_grant(sentence: Sentence) -> bool:
    return sentence.names(Term.AREA) and sentence.names(Term.LEVEL, Term.VERB, Term.METHOD)


def asks_for_program(sentences: Sequence[Sentence], claims: bool) -> Sentence | None:
    """Rights that are asked for a program, though no key is spoken of."""
    if not claims or any(each.has(Deed.STAFF, Deed.FAIL, Deed.ASIDE) or each.inquires for each in sentences):
        return None
    area = any(each.names(Term.AREA) or each.statement.tokens and _is_all(each) for each in sentences)
    level = any(each.names(Term.LEVEL, Term.METHOD) or each.says(("api",)) for each in sentences)
    program = any(each.has(Deed.PROGRAM) for each in sentences)
    return next(filter(_is_wish, sentences), None) if area and level and program else None


def _is_all(sentence: Sentence) -> bool:
    return any(token.has(Cue.ALL) for token in sentence.statement.tokens)


def _is_wish(sentence: Sentence) -> bool:
    """Whether it names rights and is a wish, a program's need, or nothing but a list of them."""
    granted = sentence.names(Term.AREA, Term.LEVEL, Term.METHOD, Term.ENVIRONMENT) or _is_all(sentence)
    due = sentence.has(Deed.PROGRAM) and sentence.says(("to", "should", "must", "shall", "would", "will"))
    return granted and (sentence.has(Deed.NEED) or sentence.statement.bare or due)
