"""Whether the keys that a message speaks of open our API, or are another product's, a door's, or no keys at all."""

from collections.abc import Sequence

from app.core.reading.asked import foreign
from app.core.reading.asked.heard import Sentence
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term


def are_of_others(sentences: Sequence[Sentence]) -> bool:
    """Whether the keys that a message speaks of are another product's, a door's, or no keys of any kind we know."""
    keys = [key for each in sentences for key in each.all_keys]
    if not keys or any(_is_of_service(each, others=any(key.foreign for key in keys)) for each in sentences):
        return False
    api = any(each.says(("api", "apis", "rest")) for each in sentences)
    meant = any(each.names(Term.AREA) or (each.all_keys and _names_giver(each)) for each in sentences)
    plain = any(
        _is_plain_api(each) or each.has(Deed.DELIVERY) or (each.all_keys and _names_giver(each)) for each in sentences
    )
    if any((key.foreign and not (key.figurative and plain)) or (key.maybe_foreign and not meant) for key in keys):
        return True
    if _is_of_product(sentences):
        return True
    people = any(each.has(Deed.STAFF) for each in sentences)
    named = any(each.names(Term.SERVICE) or (not people and _grants_area(each)) for each in sentences)
    if all(key.vague for key in keys) and not (api or named):
        return True
    if api or any(_names_giver(each) or speaks_of_grants(each) or _has_granting_key(each) for each in sentences):
        return False
    metal = any(each.says(foreign.PHYSICAL) for each in sentences)
    return metal or any(each.says(foreign.PRODUCTS) for each in sentences if each.all_keys or each.is_title)


def _is_of_product(sentences: Sequence[Sentence]) -> bool:
    """Whether another product's API is spoken of, and neither the service nor any of its areas."""
    if any(each.names(Term.SERVICE, Term.AREA, Term.ENVIRONMENT) for each in sentences):
        return False
    named = ((each, at, text) for each in sentences for at, text in enumerate(each.texts))
    return any(
        ((text in foreign.PRODUCTS or text in foreign.HOSTS) and each.words.text(at + 1) in _API_SAYS)
        or (text.endswith("'s") and text[:-2] in foreign.PRODUCTS and bool(each.all_keys))
        or (text in foreign.PRODUCTS and bool(each.all_keys) and each.has(Deed.FAIL))
        for each, at, text in named
    )


def _has_granting_key(sentence: Sentence) -> bool:
    """As in "our production keys"."""
    tokens = (token for key in sentence.all_keys for token in sentence.words.tokens[key.first : key.last])
    return any(token.term in _GRANTED for token in tokens)


def _is_plain_api(sentence: Sentence) -> bool:
    """Whether it speaks of an API key, and names no product with it."""
    keys = [key for key in sentence.all_keys if not (key.foreign or key.maybe_foreign)]
    return any("api" in sentence.texts[key.first : key.last] for key in keys)


def speaks_of_grants(sentence: Sentence) -> bool:
    """Whether it names what keys are granted, and not only in passing: "Production & Binding" is a team."""
    kinds = {token.term for token in sentence.statement.tokens} & _GRANTED
    lacks = sentence.statement.has(Cue.CANNOT)  # "users can't scan"
    return Term.METHOD in kinds or len(kinds) > 1 or (bool(kinds) and sentence.statement.bare and not lacks)


def _grants_area(sentence: Sentence) -> bool:
    return sentence.names(Term.AREA) and sentence.names(Term.ENVIRONMENT, Term.LEVEL, Term.METHOD, Term.VERB)


_GRANTED = frozenset((Term.ENVIRONMENT, Term.AREA, Term.LEVEL, Term.METHOD))


_ITS = frozenset("api apis key keys".split())


def _is_of_service(sentence: Sentence, others: bool) -> bool:
    """Whether a key of the service is spoken of; beside another product's it must be called the service's."""
    keys = [key for key in sentence.all_keys if key.ours and not key.foreign]
    if not others:
        return bool(keys)
    called = any(token.term is Term.SERVICE for key in keys for token in sentence.words.tokens[key.first : key.last])
    return called or (bool(keys) and _names_giver(sentence))


def _names_giver(sentence: Sentence) -> bool:
    """Whether the service is named, and not only as a place or with something of it: "the Alma search box"."""
    words = sentence.words
    for at, token in enumerate(words.tokens):
        if token.term is not Term.SERVICE or words.text(at - 1) == "in":
            continue
        after = words.token(at + 1)
        if after is None or not after.is_word or after.plain or after.text in _ITS or _answers(sentence, at + 1):
            return True
    return False


def _answers(sentence: Sentence, at: int) -> bool:
    """As in "Alma refuses it", "Alma says"."""
    return sentence.texts[at] in _SAYS or any(span.first == at for span in sentence.spans(Deed.FAIL))


_SAYS = frozenset("says answers returns tells gives replies responds sends".split())
_API_SAYS = frozenset(("api", "apis")) | _SAYS


def may_be_ours(sentence: Sentence) -> bool:
    """Whether it speaks of what only keys to an API have to do with."""
    return (
        sentence.names(Term.SERVICE)
        or speaks_of_grants(sentence)
        or (bool(sentence.keys) and sentence.names(*_GRANTED))
        or sentence.says(("api", "apis", "l8xx", "l7xx", "project"))
        or sentence.has(Deed.PROGRAM, Deed.DELIVERY)
    )
