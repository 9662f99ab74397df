"""Whether a key is spoken of without being wanted: denied, wondered about, answered already, or in general."""

from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.phrases import Span

MODALS = frozenset("can could should must will would may might shall".split())
CANNOT = frozenset("can't cannot won't couldn't unable impossible nothing not never doesn't isn't no".split())
ASK = frozenset("ask asks asked know knows tell see request apply".split())


def is_not_wanted(sentence: Sentence, key: KeyPhrase) -> bool:
    """Whether it is denied, spoken of in general, or only asked about; "not without a key" wants one."""
    without = "without" in sentence.texts[max(0, key.first - 3) : key.first] and sentence.says(CANNOT)
    if key.which is Which.BARE and sentence.words.text(key.first - 1) in ("per", "by"):
        return True
    if (sentence.denies(key.first) and not without) or _is_answered(sentence, key) or _is_told_of(sentence, key):
        return True
    if sentence.says(("wonder", "wondering")) and not sentence.is_polite:
        return True
    if _is_manner(sentence, key) and not sentence.has(Deed.HOW):
        return True
    if sentence.words.text(key.first) in _QUANTIFIERS and not sentence.statement.question:
        return True
    if sentence.opening in _TIMES and any(span.first <= _SOON for span in sentence.spans(Deed.NEED, Deed.GIVE)):
        return True
    return any(span.last < key.first and _wonders(sentence, span, key) for span in sentence.spans(Deed.WONDER))


def _is_manner(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "I want to show how a key works", "let us talk about how you hand out keys"."""
    hows = [at for at in range(key.first) if sentence.texts[at] == "how"]
    return any(key.first - at <= _FEW_BEFORE or sentence.texts[at + 1] in _DOERS for at in hows)


_DOERS = frozenset("you they one people others libraries lsis".split())


def _is_answered(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "my request for a key was approved"."""
    asked = not _REQUESTS.isdisjoint(sentence.texts[max(0, key.first - 3) : key.first])
    return asked and sentence.words.text(key.last + 1) in ("was", "were", "has", "had")


_REQUESTS = frozenset("request requests application order ticket".split())


def _is_told_of(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "send us the rules for keys": what is wanted is a noun before."""
    preposition, noun = sentence.words.text(key.first - 1), sentence.words.token(key.first - 2)
    if preposition not in ("for", "about", "on", "of", "regarding", "concerning") or noun is None:
        return False
    if any(span.last == key.first - 1 for span in sentence.spans(Deed.NEED)):
        return False  # "ask your library for a key"
    told = noun.is_open and not noun.capital and noun.text not in _REQUESTS and key.first > _FEW_BEFORE
    return told and any(span.last < key.first - 2 for span in sentence.spans(Deed.GIVE))


_FEW_BEFORE = 3
_SOON = 3
_TIMES = frozenset("before once when whenever after".split())
_QUANTIFIERS = frozenset("no any every each all".split())


def _wonders(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """Whether it asks to be told something; "he told us", "I understand" and "tell me how we get" do not."""
    way = any(span.first <= how.last < key.first for how in sentence.spans(Deed.HOW))
    if not _CONCLUDING.isdisjoint(sentence.texts[span.last + 1 : key.first]) or _asks_to_give(sentence, span, key):
        return False
    asked = sentence.words.text(span.first - 1) in ASK
    return not way and (asked or sentence.statement.question or sentence.bids(span))


def _asks_to_give(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """As in "they ask whether you can provide a key"."""
    could = not MODALS.isdisjoint(sentence.texts[span.last + 1 : span.last + _SOON])
    given = any(span.last < give.first < key.first for give in sentence.spans(Deed.GIVE))
    return sentence.texts[span.last] == "whether" and could and given


_CONCLUDING = frozenset("hence therefore so thus and".split())


def is_indirect(sentence: Sentence, span: Span, key: KeyPhrase | None = None) -> bool:
    """Whether a need is one to show or to know: "I want to show how a key works"."""
    between = sentence.texts[span.last + 1 : key.first if key else span.last + _FEW_BEFORE + 1]
    return not _INDIRECT.isdisjoint(between) and not sentence.has(Deed.HOW)


_INDIRECT = frozenset("how what why whether who".split())


def is_anothers_wish(sentence: Sentence, span: Span) -> bool:
    """As in "what the web team asked for"."""
    before = sentence.texts[max(0, span.first - _CLAUSE) : span.first]
    return sentence.texts[span.first] == "asked" and "what" in before and _SPEAKER.isdisjoint(before[-2:])


_CLAUSE = 6
_SPEAKER = frozenset("i we i've we've i'd we'd had have".split())
