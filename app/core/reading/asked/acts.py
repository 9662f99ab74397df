"""What a sentence asks or tells of a key that exists: to end it, or that it fails."""

from itertools import pairwise

from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.asked.kinds import SHAPED
from app.core.reading.asked.known import Known, Weight
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span


def ends_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key is to be ended or to get another value, or is told to be lost, leaked or not used any more."""
    if sentence.inquires:
        return Weight.TOLD if _asks_whether_to_end(sentence) else None
    if _is_foretold(sentence):
        return None
    spans = [span for span in sentence.spans(Deed.ROTATE) if not sentence.denies(span.first)]
    done = [span for span in spans if _has_key_as_object(sentence, span, known)]
    if any(
        (sentence.bids(span) or _titles(sentence) or sentence.has(Deed.HOW) or _is_due_by_itself(sentence, span))
        and not _is_told_about(sentence, span)
        for span in done
    ):
        return Weight.ASKED
    if any(sentence.texts[span.first : span.last + 1] in _NEW_VALUES and sentence.bids(span) for span in spans):
        return Weight.ASKED if known.exists else None
    if _is_lost(sentence, known):
        return Weight.TOLD
    if any(_runs_out(sentence, span) for span in done):
        return Weight.TOLD
    likely = any(sentence.texts[span.first].endswith("ing") for span in done)
    return Weight.LIKELY if likely or (sentence.has(Deed.UNUSED) and speaks_of(sentence, known)) else None


_NEW_VALUES = (("new", "value"), ("new", "values"), ("fresh", "value"), ("fresh", "values"))


def _asks_whether_to_end(sentence: Sentence) -> bool:
    """As in "should the key be changed?"; "should keys be rotated?" is a question of policy."""
    keys = [key for key in sentence.keys if key.which in (Which.THE, Which.OURS) and not key.many]
    ends = [span.first for span in sentence.spans(Deed.ROTATE) if sentence.words.text(span.first - 1) == "be"]
    return sentence.opening in ("should", "shall", "must") and any(key.last < at for key in keys for at in ends)


def _titles(sentence: Sentence) -> bool:
    """Whether a deed is a ticket's title, and no question or policy."""
    return sentence.is_title and not sentence.has(Deed.WONDER)


def _runs_out(sentence: Sentence, span: Span) -> bool:
    """As in "our key expires on 3 May"."""
    return sentence.texts[span.first] in _ENDING and not sentence.has(Deed.DELIVERY)


_ENDING = frozenset("expires expiring expiry expiration runs due".split())


def is_unsure(sentence: Sentence) -> bool:
    """Whether what is to be done may as well be the altering of a key: "could you change that?"."""
    spans = sentence.spans(Deed.ROTATE)
    return bool(spans) and not sentence.keys and all(sentence.texts[each.first] in _UNSURE_VERBS for each in spans)


def _is_lost(sentence: Sentence, known: Known) -> bool:
    """Whether a key is told to be lost or leaked; a break-in need not name the key that is spoken of elsewhere."""
    here = speaks_of(sentence, known)
    if any("you" in sentence.texts[max(0, span.first - 2) : span.first] for span in sentence.spans(Deed.ROTATE)):
        return False  # "you replaced it after the leak"
    told = sentence.spans(Deed.LEAKED)
    if here and not sentence.has(Deed.DELIVERY):
        told += [span for span in sentence.spans(Deed.SHOWN) if not _is_elsewhere(sentence, span)]
        told += sentence.spans(Deed.LOST)
    return (here or known.exists) and any(not sentence.denies(span.first) for span in told)


def _is_elsewhere(sentence: Sentence, span: Span) -> bool:
    """Whether it is not the key that is shown: "the form is attached, so please make the key", "you showed"."""
    keys = sentence.keys if sentence.words.text(span.first - 1) != "you" else [*sentence.keys, None]
    between = [
        sentence.texts[min(span.last, key.last) + 1 : max(span.first, key.first)] if key else ("so",) for key in keys
    ]
    return bool(between) and any(not _APART.isdisjoint(words) for words in between)


_APART = frozenset("so therefore hence ) (".split())


def _is_told_about(sentence: Sentence, span: Span) -> bool:
    """Whether a deed is only asked about: "how often are keys rotated"."""
    return any(each.last < span.first for each in sentence.spans(Deed.WONDER)) and not sentence.has(Deed.HOW)


_ONE = frozenset("one those secret secrets".split())
_WITHIN, _FAR = 9, 14


def speaks_of(sentence: Sentence, known: Known) -> bool:
    """Whether it speaks of a key that exists, by its name or, where one was spoken of, as "it"."""
    here = sentence.key_of(Which.OURS) or (sentence.key_of(Which.THE, Which.BARE) and known.exists)
    spoken = bool(here or (known.spoken and sentence.ones))
    return spoken or (known.exists and known.spoken and (sentence.says(_ONE) or _has_pronoun(sentence)))


def _has_pronoun(sentence: Sentence) -> bool:
    return any(is_pronoun(sentence, at) for at in range(len(sentence.texts)))


def is_pronoun(sentence: Sentence, at: int) -> bool:
    """Whether "it", "them" or "that" stands for something, and not before it."""
    text, after = sentence.words.text(at), sentence.words.token(at + 1)
    if text in ("it", "them", "'em", "em"):
        return True
    alone = after is None or not after.is_word or after.text in _AFTER_PRONOUN
    return text in ("that", "this", "these", "those", "both") and alone


_AFTER_PRONOUN = frozenset(
    "please now today at by and so for too asap before in on then as soon immediately off".split()
)


_SUBJECTS = (("it",), ("they",), ("that",), ("both",), ("this",))
_VALUES = frozenset("value secret string rotation deletion renewal".split())
_PASSIVE = frozenset("be been being get gets is are having them it".split())
_FROM = frozenset("from on off of to in with under".split())
_UNSURE_VERBS = frozenset("change changed remove removed drop dropped close end stop pull take cut".split())


def _has_key_as_object(sentence: Sentence, span: Span, known: Known) -> bool:
    """Whether the deed is done to a key, not to something on it: "delete our key", "the key has to be rotated"."""
    verb = sentence.texts[span.first]
    other = verb in _UNSURE_VERBS and sentence.names(Term.AREA, Term.LEVEL, Term.METHOD)
    named_later = any(key.first > span.last for key in sentence.keys)
    if _takes_pronoun(sentence, span) and known.spoken and not named_later:
        return (known.exists or not known.wanted) and not other
    for key in (*sentence.keys, *(sentence.ones if known.spoken else ())):
        asked = known.wanted and not sentence.says(_AT_ONCE)
        presumed = verb not in _UNSURE_VERBS and not asked  # whoever has "the key" deleted has one
        if (key.own and key.which is Which.SOME) or (key.which is Which.THE and not (known.exists or presumed)):
            continue
        if _is_object(sentence, span, key):
            return not other or (key.which is Which.OURS and verb not in _ALTERING)
        if _is_subject(sentence, span, key):
            return not other
    return False


def _is_somebodys(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "the contact for our key should be changed"."""
    led = sentence.texts[max(0, key.first - _FEW) : key.first]
    return any(text in _PEOPLE_OF_KEYS for text in led) and not {"for", "of"}.isdisjoint(led)


_FEW = 6
_PEOPLE_OF_KEYS = frozenset("contact contacts owner owners person responsible".split())
_AT_ONCE = frozenset("now today immediately already".split())
_ALTERING = frozenset(("change", "changed"))  # "change the kiosk key to read-only"


def _is_subject(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """As in "our key has to be rotated", "our key: please revoke"."""
    if key.last >= span.first or key.which is Which.SOME or _is_somebodys(sentence, key):
        return False
    if _is_due_by_itself(sentence, span):
        return span.first <= key.last + _WITHIN
    which = not {"which", "that"}.isdisjoint(sentence.texts[key.last + 1 : span.first]) and sentence.bids(span)
    if key.which is not Which.BARE and (which or _lacks_object(sentence, span)):
        return True
    noun = sentence.texts[span.first] in _NOUNS
    passive = noun or sentence.words.text(span.first - 1) in _PASSIVE
    return passive and span.first <= key.last + (_FAR if noun else _WITHIN)


def _lacks_object(sentence: Sentence, span: Span) -> bool:
    """As in "the key is not in use, please revoke"."""
    after = sentence.words.token(span.last + 1)
    return (after is None or not after.is_word or after.text in _AFTER_PRONOUN) and sentence.orders(span.first)


def _is_due_by_itself(sentence: Sentence, span: Span) -> bool:
    """As in "it can go", "the key must not work any more"."""
    return sentence.texts[span.first] in _BIDDING and not sentence.denies(span.first)


_BIDDING = frozenset("can could may should must has ought shall".split())
_NOUNS = frozenset("reset rotation renewal replacement deletion unusable worthless unused new fresh another".split())


def _takes_pronoun(sentence: Sentence, span: Span) -> bool:
    """As in "delete it", "a replacement for it", "have it rotated"."""
    after = span.last + 1 + (sentence.words.text(span.last + 1) in ("for", "of"))
    around = (*range(span.first, span.last + 1), after)
    before = sentence.texts[max(0, span.first - 1) : span.first]
    had = before in (("it",), ("them",)) and sentence.texts[span.first].endswith(("ed", "en"))
    subject = _is_due_by_itself(sentence, span) and before in _SUBJECTS
    passive = sentence.texts[max(0, span.first - 2) : span.first] in (("it", "be"), ("they", "be"), ("that", "be"))
    return had or subject or passive or any(is_pronoun(sentence, at) for at in around)


def _is_object(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """As in "delete our key", "change the value of our key", but not "delete Users from our key"."""
    if key.which is not Which.SOME and key.first <= span.first and span.last < key.last:
        return True
    if span.first < key.first and key.last < span.last:
        return True
    if not span.last < key.first <= span.last + 5:
        return False
    between = sentence.texts[span.last + 1 : key.first]
    if not _REQUESTS.isdisjoint(between) or not _APART.isdisjoint(between):
        return False
    value = between[-1:] == ("of",) and not _VALUES.isdisjoint(between)
    direct = value or not _FROM & set(between[-1:]) or between[:1] == ("of",)
    other = any(token.term is not None for token in sentence.words.tokens[span.last + 1 : key.first])
    asked = sentence.words.text(key.last + 1) in _REQUESTS
    return direct and not other and not asked


_REQUESTS = frozenset("request requests order application ticket form".split())


def fails(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key, or its delivery, does not work."""
    wonders = sentence.has(Deed.WONDER) or (sentence.opening == "is" and sentence.says(("problem",)))
    if sentence.statement.question and (wonders or _asks_if_true(sentence)):
        return None
    if sentence.is_title and sentence.opening in _ASKS:
        return None
    if _is_foretold(sentence):
        return None
    here = speaks_of(sentence, known)
    if _is_absent(sentence, here) or (here and _is_at_limit(sentence)):
        return Weight.TOLD
    if _is_refused_call(sentence) and not (known.wanted or sentence.statement.question):
        return Weight.TOLD
    failing = any(_is_failure(sentence, span) for span in sentence.spans(Deed.FAIL))
    if failing and (here or known.exists or sentence.has(Deed.DELIVERY)):
        return Weight.TOLD
    if (
        failing
        and not (known.wanted or sentence.is_title or sentence.has(Deed.NEED, Deed.NEEDED))
        and _is_after(sentence)
    ):
        return Weight.TOLD
    return Weight.LIKELY if failing and sentence.keys else None


def _is_foretold(sentence: Sentence) -> bool:
    """As in "API keys will not work on Sunday", which is news of all keys."""
    general = all(key.many and key.which is Which.BARE for key in sentence.keys)
    return bool(sentence.keys) and general and sentence.says(_FUTURE)


_FUTURE = frozenset("will won't shall".split())


def _is_at_limit(sentence: Sentence) -> bool:
    """As in "our key reaches its daily maximum", "is at its limit"."""
    limits = [at for at, text in enumerate(sentence.texts) if text in _LIMITS or sentence.texts[at - 2 : at] == _COUNT]
    before = (set(sentence.texts[max(0, at - _REACHING) : at]) for at in limits)
    return not sentence.statement.question and any(not _REACH.isdisjoint(words) for words in before)


_REACHING = 4
_COUNT = ("number", "of")
_LIMITS = frozenset("limit limits threshold quota maximum ceiling cap allowance".split())
_REACH = frozenset(
    """hit hits hitting reach reaches reached reaching exceed exceeds exceeded exceeding at over beyond against
    exhaust exhausts exhausted""".split()
)


def _asks_if_true(sentence: Sentence) -> bool:
    """As in "is it correct that a read-only key refuses POST?"."""
    before = (sentence.texts[max(0, at - 3) : at] for at, text in enumerate(sentence.texts) if text == "that")
    return any(words[-1:] and words[-1] in _TRUE and not _BE.isdisjoint(words) for words in before)


_TRUE = frozenset("correct true right case so normal intended expected usual".split())
_BE = frozenset("is it's was".split())


def _is_refused_call(sentence: Sentence) -> bool:
    """As in "GET /almaws/v1/bibs: 403", which only a key that lacks something gets."""
    return sentence.says(("401", "403", "429")) and (sentence.names(Term.METHOD) or sentence.has_path)


def _is_after(sentence: Sentence) -> bool:
    """Whether a key comes before what fails: "the twelve tablets, on one key, get errors"."""
    return any(key.last < span.first for key in sentence.keys for span in sentence.spans(Deed.FAIL))


_ASKS = frozenset("can could should must will would may might shall do does which how what is".split())


def _is_absent(sentence: Sentence, here: bool) -> bool:
    """Whether what was to be handed over has not come: "there is no key in the vault"."""
    if sentence.has(Deed.UNUSED):
        return False  # "it is not in use"
    none = sentence.has(Deed.DELIVERY) and any(sentence.words.text(key.first) == "no" for key in sentence.keys)
    return none or (sentence.has(Deed.ABSENT) and (here or sentence.has(Deed.DELIVERY)))


def _is_failure(sentence: Sentence, span: Span) -> bool:
    """Whether words of failing are said of a key and not denied, asked about, or part of what it is for."""
    if sentence.denies(span.first) or _is_told_about(sentence, span) or _is_feared(sentence, span):
        return False
    if sentence.words.text(span.last + 1) == "without":
        return False  # "it cannot open without a key"
    return not sentence.is_title or all(sentence.reaches(span, key) for key in sentence.keys)


def _is_feared(sentence: Sentence, span: Span) -> bool:
    """As in "in case it crashes", "we'd notice if the key had a problem"."""
    before = sentence.texts[: span.first]
    unreal = any(text in ("would", "might") or text.endswith("'d") for text in before)
    return ("in", "case") in pairwise(before) or (unreal and "if" in before)


def is_field(sentence: Sentence) -> bool:
    """Whether it stands in a form or table: what it tells of failing or ending is what the key is for."""
    return sentence.statement.place in SHAPED
