"""What a sentence takes back or denies: a request, one line of it, or that it is about a key at all."""

from collections.abc import Iterator, Sequence

from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span


def takes_back(sentence: Sentence, deeds: Sequence[Deed]) -> bool:
    """Whether a request is taken back, and neither one line of it, nor something else by what is asked for."""
    if sentence.says(_PARTS) or (sentence.statement.question and not sentence.is_polite):
        return False
    taken = any(not sentence.is_by_others(span.first) for span in sentence.spans(Deed.WITHDRAW))
    return taken or (Deed.DECLINE in deeds and sentence.has(Deed.DECLINE))


_PARTS = frozenset("row rows line lines item items box boxes column latter former".split())


def cancels_request(sentence: Sentence) -> bool:
    spans = [span for span in sentence.spans(Deed.WITHDRAW) if sentence.bids(span)]
    return any(not _ORDERS.isdisjoint(sentence.texts[span.last : span.last + _SOON]) for span in spans)


_ORDERS = frozenset("request order ticket application".split())


_SOON = 3


def is_had(sentence: Sentence) -> bool:
    """Whether it tells that what was asked for is there, or is not wanted any more."""
    told = bool(sentence.keys) or sentence.has(Deed.DELIVERY) or len(sentence.texts) <= _BRIEF
    got = (
        told
        and not sentence.has(Deed.NEED)
        and any(not sentence.denies(span.first) for span in sentence.spans(Deed.GOT))
    )
    withdrawn = any(not _is_promised(sentence, span) for span in sentence.spans(Deed.WITHDRAW))
    dropped = withdrawn and (sentence.keys or sentence.says(REQUESTS) or sentence.says(("close",)))
    return not sentence.statement.question and not sentence.is_title and (got or bool(dropped))


def is_denied(sentence: Sentence) -> bool:
    """Whether it says that it is about no key: "no key needed", "I am not asking for a key", "not about a key"."""
    if any(map(sentence.denies_program, range(len(sentence.texts)))):
        return True
    if _is_bare_denial(sentence):
        return True
    for key in _deniable(sentence):
        before = sentence.spans(Deed.NEED)
        unneeded = sentence.has(Deed.NEEDED, Deed.NEED) or sentence.words.text(key.last + 1) in _UNINVOLVED
        if sentence.words.text(key.first) == "no" and unneeded:
            return True
        if any(span.last < key.first and _is_denied_need(sentence, span) for span in before):
            return True
        if "about" in sentence.texts[: key.first] and sentence.denies(key.first):
            return True
    return False


def _deniable(sentence: Sentence) -> Iterator[KeyPhrase]:
    """The keys that, if denied, are all there is: not one that exists, nor one environment's ("no sandbox key")."""
    for key in sentence.keys:
        around = sentence.words.tokens[key.first : key.last + _SHORTEST]
        if key.which is not Which.OURS and all(token.term is not Term.ENVIRONMENT for token in around):
            yield key


def _is_denied_need(sentence: Sentence, span: Span) -> bool:
    """Whether a need is denied; "it can't work without" denies none."""
    return sentence.denies(span.first) and "without" not in sentence.texts[span.first : span.last + 1]


_UNINVOLVED = ("necessary", "involved", "concerned", "at")


def _is_bare_denial(sentence: Sentence) -> bool:
    """As in "no key", "not a key", "what key?"; "is there not a key already?" denies none."""
    denying = _ASKING if sentence.statement.question else _NO
    for key in _deniable(sentence):
        before = sentence.texts[max(0, key.first - 1) : key.first + 1]
        if sentence.words.text(key.first - 1) in _HAVING:
            continue  # "we have no key so far"
        if len(sentence.texts) - (key.last - key.first) <= _SHORTEST and not denying.isdisjoint(before):
            return True
    return False


_HAVING = frozenset("have has got there's".split())
_NO = frozenset(("no", "not", "what"))
_ASKING = frozenset(("what",))


_SHORTEST = 5


def _is_promised(sentence: Sentence, span: Span) -> bool:
    """As in "a key that we'll withdraw the same evening"."""
    before = sentence.texts[max(0, span.first - 2) : span.first]
    return any(text in ("will", "can") or text.endswith("'ll") for text in before)


_BRIEF = 8


REQUESTS = frozenset("request ticket project mind".split())
