"""What a sentence asks of a key: to be given one, to have one altered, ended or mended.

Each act has a weight: what is asked outright outweighs what is told, and that what is only likely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from app.core.reading.deeds import Deed
from app.core.reading.english import Cue
from app.core.reading.heard import Sentence
from app.core.reading.keys import KeyPhrase, Which
from app.core.reading.lexicon import Term
from app.core.reading.phrases import Span
from app.core.reading.statements import Place


class Weight(IntEnum):
    LIKELY = 1
    TOLD = 2
    ASKED = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What of a key was spoken of before: any, one that there is not yet, one asked for, one that exists."""

    spoken: bool = False
    to_come: bool = False
    wanted: bool = False
    exists: bool = False


_FAR, _WITHIN = 14, 9
_TO_COME = (Which.SOME, Which.BARE)
_FIRST_PERSON = frozenset("i we i'd we'd i'm we're i'll we'll us me my our please let's you".split())
_IT = frozenset("it that them this these those 'em em one secret secrets".split())
_NO_ONE_BEFORE = frozenset(
    "this that which any every no each the first last only old existing current other same right wrong latter".split()
)
_AFTER_ONE = frozenset(
    "of thing more day question place person week time reason way year key to is was has by has".split()
)


def asks_for_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether it asks to be given a key, by its name or as "one"."""
    if sentence.inquires or sentence.is_supposed or sentence.has(Deed.OTHERS):
        return None
    weights = [_wanted(sentence, key) for key in sentence.keys]
    if known.spoken:
        weights += [_wanted(sentence, one) for one in _ones(sentence)]
        weights.append(_applies(sentence, known))
    return max((weight for weight in weights if weight), default=None)


def asks_for_own(sentence: Sentence, known: Known) -> bool:
    """Whether it asks for a separate key, beside one that exists."""
    if not asks_for_key(sentence, known):
        return False
    keys = [*sentence.keys, *(_ones(sentence) if known.spoken else ())]
    return any(key.own for key in keys)


def asks_for_twin(sentence: Sentence) -> bool:
    """As in "a twin for gifts-prod"."""
    return sentence.says(_TWINS) and sentence.key_of(Which.OURS) is not None and not sentence.inquires


_TWINS = frozenset("twin sibling counterpart clone duplicate".split())


def _ones(sentence: Sentence) -> Iterator[KeyPhrase]:
    """A key that is only called "one": "could we get one?", "a separate one"."""
    for at, text in enumerate(sentence.texts):
        if text in ("one", "ones") and sentence.words.text(at + 1) not in _AFTER_ONE and not _counts(sentence, at):
            before = sentence.words.text(at - 1)
            if before not in _NO_ONE_BEFORE and not _is_known_one(sentence, at):
                beside = before in ("separate", "own", "second", "another", "additional", "extra")
                own = beside or sentence.words.text(at + 1) in ("just", "only")
                yield KeyPhrase(at - beside, at, Which.SOME, own=own)
        elif text == "own" and not _goes_on(sentence, at):
            yield KeyPhrase(at, at, Which.SOME, own=True)
        elif text == "same" and sentence.words.text(at + 1) in (
            "",
            "from",
            "for",
            "please",
            ",",
            "too",
            "here",
            "in",
            "on",
        ):
            yield KeyPhrase(at - 1, at, Which.SOME)
        elif text in ("such", "some", "these", "those", "it") and _is_created(sentence, at):
            yield KeyPhrase(at, at, Which.SOME)


def _counts(sentence: Sentence, at: int) -> bool:
    """Whether "one" is but a number: "one request"."""
    after = sentence.words.token(at + 1)
    return after is not None and (after.is_open or after.text in ("request", "call", "thing"))


def _is_known_one(sentence: Sentence, at: int) -> bool:
    """As in "the sandbox one"."""
    return sentence.words.tokens[at - 1].term is not None and sentence.words.text(at - 2) in (
        "the",
        "our",
        "my",
        ",",
        "",
    )


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a word follows that "own" may belong to."""
    after = sentence.words.token(at + 1)
    return after is not None and after.is_word


def _is_created(sentence: Sentence, at: int) -> bool:
    return any(span.last in (at - 1, at - 2) for span in sentence.spans(Deed.CREATE)) and not sentence.denies(at)


def _wanted(sentence: Sentence, key: KeyPhrase) -> Weight | None:
    if key.which is Which.OURS:
        return None
    if _is_lacked(sentence, key):
        return Weight.LIKELY
    if _is_not_wanted(sentence, key):
        return None
    if key.which is Which.THE:
        return _the_wanted(sentence, key)
    elliptic = _is_elliptic(sentence, key) and (key.own or sentence.texts[key.last] not in ("one", "ones"))
    if _is_given(sentence, key) or _is_needed(sentence, key) or elliptic:
        return Weight.ASKED
    if sentence.has(Deed.HOW) and (sentence.has(Deed.GIVE, Deed.NEED) or sentence.says(("with", "to", "of"))):
        return Weight.ASKED if sentence.says(_FIRST_PERSON) else Weight.LIKELY
    return _need_of(sentence, key)


_LACKING = (
    ("have", "no"),
    ("has", "no"),
    ("don't", "have"),
    ("doesn't", "have"),
    ("haven't", "got"),
    ("hasn't", "got"),
)


def _is_lacked(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "it has no key", "we don't have an API key yet"."""
    first = key.first + (sentence.words.text(key.first) == "no")
    yet = sentence.words.text(key.first) == "no" and sentence.words.text(key.last + 1) == "yet"
    return (yet or sentence.texts[max(0, first - 2) : first] in _LACKING) and not sentence.statement.question


def _is_not_wanted(sentence: Sentence, key: KeyPhrase) -> bool:
    wonders = any(span.last < key.first and _wonders(sentence, span) for span in sentence.spans(Deed.WONDER))
    without = "without" in sentence.texts[max(0, key.first - 3) : key.first] and sentence.says(_CANNOT)
    return (
        wonders
        or (sentence.denies(key.first) and not without)
        or sentence.words.text(key.first) in ("no", "any", "every", "each", "all")
        and (not sentence.statement.question)
    )


_CANNOT = frozenset("can't cannot won't couldn't unable impossible nothing not never doesn't isn't".split())


def _wonders(sentence: Sentence, span: Span) -> bool:
    """Whether it asks to be told something; "he told us", "I understand" do not."""
    return not sentence.has(Deed.HOW) and (sentence.statement.question or sentence.bids(span))


def _is_given(sentence: Sentence, key: KeyPhrase) -> bool:
    """A verb of giving before it, in an order or a polite sentence."""
    for span in sentence.spans(Deed.GIVE):
        made = sentence.texts[span.first] == "make" and key.which is Which.BARE
        if span.last < key.first <= span.last + _FAR and not made and not sentence.denies(span.first):
            if sentence.bids(span) or sentence.has(Deed.HOW) or _needs(sentence, span.first):
                return not _is_of_many(sentence)
    return False


def _is_of_many(sentence: Sentence) -> bool:
    """Whether it speaks of people in general: "may students get API keys?"."""
    opening = next((at for at, text in enumerate(sentence.texts) if text == sentence.opening), 0)
    after = sentence.words.token(opening + 1)
    if not sentence.statement.question or opening > 0 or after is None:
        return False
    return after.text.endswith("s") and not after.plain and not after.capital and after.term is not Term.SERVICE


def _needs(sentence: Sentence, before: int) -> bool:
    return any(
        span.first < before and not sentence.denies(span.first) and before - span.last <= _FAR
        for span in sentence.spans(Deed.NEED)
    )


def _is_needed(sentence: Sentence, key: KeyPhrase) -> bool:
    if (
        sentence.statement.question
        and key.which in _TO_COME
        and sentence.opening in _MODALS
        and "be" in sentence.texts[key.last + 1 : key.last + 4]
    ):
        return True
    return any(key.last < span.first <= key.last + _WITHIN for span in sentence.spans(Deed.NEEDED)) and not any(
        sentence.denies(span.last) for span in sentence.spans(Deed.NEEDED) if span.first > key.last
    )


_VERBS = frozenset(
    "is are was were has have had does do did will must should goes went works need needs get gets".split()
)


def _is_elliptic(sentence: Sentence, key: KeyPhrase) -> bool:
    """A sentence that is but a key: "One key, live"; "A key for the harvester"; "One just for the kiosk"."""
    if sentence.texts[key.last + 1 : key.last + 3] == ("it", "is"):
        return not sentence.statement.question
    if sentence.is_title or sentence.statement.question or set(sentence.texts[: key.first]) & _VERBS:
        return False
    led = all(
        token.has(Cue.COURTESY, Cue.YES, Cue.ALSO) or not token.is_open for token in sentence.words.tokens[: key.first]
    )
    after = sentence.texts[key.last + 1 : key.last + 3]
    ends = not after or after[0] in ("for", "with", "to", "on", ",", ":", "(", "just", "in", "please", "it")
    return led and key.first <= 6 and ends and not set(sentence.texts[key.last :][:5]) & _VERBS and not key.many


def _need_of(sentence: Sentence, key: KeyPhrase) -> Weight | None:
    spans = [
        span
        for span in sentence.spans(Deed.NEED)
        if span.first < key.first <= span.last + _FAR
        and (not sentence.denies(span.first) or not _UNTIL.isdisjoint(sentence.texts[span.first : span.last + 1]))
    ]
    if not spans or sentence.opening in _GENERAL:
        return None
    before = sentence.texts[: spans[0].last + 1]
    ours = any(word in _FIRST_PERSON or word.startswith(("we'", "i'")) for word in before) or sentence.orders(
        spans[0].first
    )
    return Weight.ASKED if ours and not (key.many and key.which is Which.BARE and not key.ours) else Weight.LIKELY


_UNTIL = frozenset("without until till unless before".split())
_GENERAL = frozenset("every each all any most many other others anyone anybody everybody everyone".split())


def _the_wanted(sentence: Sentence, key: KeyPhrase) -> Weight | None:
    """ "Please make the key", "the key, which I hereby request"."""
    for span in sentence.spans(Deed.CREATE):
        if span.last < key.first <= span.last + _WITHIN and not sentence.denies(span.first) and sentence.bids(span):
            return Weight.ASKED
    if sentence.has(Deed.DELIVERY):
        return None
    used = sentence.says(("would", "will", "shall")) and sentence.words.text(key.first - 1) in ("with", "use", "using")
    due = used or sentence.words.text(key.last + 1) in _MODALS or sentence.texts[key.last + 1 : key.last + 3] in _MEANT
    return Weight.LIKELY if due or _is_needed(sentence, key) or _need_of(sentence, key) else None


_MODALS = frozenset("can could should must will would may might shall".split())
_MEANT = (("is", "for"), ("is", "to"), ("needs", "to"), ("has", "to"), ("is", "meant"), ("would", "be"))


def _applies(sentence: Sentence, known: Known) -> Weight | None:
    spans = [
        span
        for span in sentence.spans(Deed.APPLY)
        if not sentence.denies(span.first) and sentence.words.text(span.last + 1) != "not"
    ]
    return Weight.TOLD if spans and known.to_come else None


def ends_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key is to be ended or to get another value, or is told to be lost, leaked or not used any more."""
    if sentence.inquires:
        return None
    for span in sentence.spans(Deed.ROTATE):
        asked = (sentence.bids(span) or sentence.is_title) and not _is_told_about(sentence, span)
        if asked and not sentence.denies(span.first) and _has_key_as_object(sentence, span, known):
            return Weight.ASKED
        ending = sentence.texts[span.first].endswith("ing") and not sentence.denies(span.first)
        if ending and _has_key_as_object(sentence, span, known):
            return Weight.LIKELY
    told = (
        [Deed.LOST, Deed.LEAKED, Deed.SHOWN] if _speaks_of(sentence, known) else [Deed.LEAKED] if known.exists else []
    )
    if any(not sentence.denies(span.first) for span in sentence.spans(*told)):
        return Weight.TOLD
    return Weight.LIKELY if sentence.has(Deed.UNUSED) and _speaks_of(sentence, known) else None


def _is_told_about(sentence: Sentence, span: Span) -> bool:
    return any(each.last < span.first for each in sentence.spans(Deed.WONDER)) and not sentence.has(Deed.HOW)


def _speaks_of(sentence: Sentence, known: Known) -> bool:
    """Whether it speaks of a key that exists, by its name or, where one was spoken of, as "it"."""
    here = sentence.key_of(Which.OURS) or (sentence.key_of(Which.THE, Which.BARE) and known.exists)
    return bool(here) or (known.exists and sentence.says(_IT))


def _is_pronoun(sentence: Sentence, at: int) -> bool:
    """Whether "it", "them" or "that" stands for something, and not before it."""
    text, after = sentence.words.text(at), sentence.words.token(at + 1)
    if text in ("it", "them", "'em", "em"):
        return True
    alone = after is None or not after.is_word or after.text in _AFTER_PRONOUN
    return text in ("that", "this", "these", "those") and alone


_AFTER_PRONOUN = frozenset(
    "please now today at by and so for too asap before in on then as soon immediately off".split()
)


_VALUES = frozenset("value secret string rotation deletion renewal".split())
_PASSIVE = frozenset("be been being get gets is are having them it".split())
_FROM = frozenset("from on off of to in with under".split())
_UNSURE_VERBS = frozenset("change changed remove removed drop dropped close end stop pull take cut".split())


def _has_key_as_object(sentence: Sentence, span: Span, known: Known) -> bool:
    """Whether the deed is done to a key, not to something on it: "delete our key", "the key has to be rotated"."""
    verb = sentence.texts[span.first]
    named = sentence.names(Term.AREA, Term.LEVEL, Term.METHOD)
    if _takes_pronoun(sentence, span) and known.spoken:
        return (known.exists or not known.wanted) and not (named and verb in _UNSURE_VERBS)
    for key in sentence.keys:
        if (key.own and key.which is Which.SOME) or (key.which is Which.THE and not known.exists):
            continue
        if _is_object(sentence, span, key):
            return not (named and verb in _UNSURE_VERBS and key.which is not Which.OURS)
        if key.last < span.first and key.which is Which.OURS and _lacks_object(sentence, span):
            return True
        passive = sentence.words.text(span.first - 1) in _PASSIVE or verb in _NOUNS
        if passive and key.last < span.first <= key.last + _WITHIN and key.which is not Which.SOME:
            return not (named and verb in _UNSURE_VERBS)
    return False


def _lacks_object(sentence: Sentence, span: Span) -> bool:
    """As in "the key is not in use, please revoke"."""
    after = sentence.words.token(span.last + 1)
    return (after is None or not after.is_word or after.text in _AFTER_PRONOUN) and sentence.orders(span.first)


_NOUNS = frozenset("rotation renewal replacement deletion unusable worthless unused new fresh another".split())


def _takes_pronoun(sentence: Sentence, span: Span) -> bool:
    after = span.last + 1 + (sentence.words.text(span.last + 1) in ("for", "of"))
    around = (*range(span.first, span.last + 1), after)
    before = sentence.texts[max(0, span.first - 1) : span.first]
    had = before in (("it",), ("them",)) and sentence.texts[span.first].endswith(("ed", "en"))
    return had or any(_is_pronoun(sentence, at) for at in around)


def _is_object(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    if key.which is not Which.SOME and key.first <= span.first and span.last < key.last:
        return True
    if not span.last < key.first <= span.last + 5:
        return False
    between = sentence.texts[span.last + 1 : key.first]
    value = between[-1:] == ("of",) and not _VALUES.isdisjoint(between)
    direct = value or not _FROM & set(between[-1:]) or between[:1] == ("of",)
    other = any(token.term is not None for token in sentence.words.tokens[span.last + 1 : key.first])
    asked = sentence.words.text(key.last + 1) in ("request", "requests", "form")
    return direct and not other and not asked


def alters_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key that exists is to get more, fewer or other rights, or another owner."""
    if sentence.inquires:
        return None
    here = _speaks_of(sentence, known)
    if not (here or known.exists) or (sentence.statement.question and sentence.has(Deed.WONDER)):
        return None
    owner = [span for span in sentence.spans(Deed.OWNER) if not sentence.denies(span.first)]
    if owner and known.exists and (sentence.is_polite or any(sentence.bids(span) for span in owner)):
        return Weight.ASKED
    if owner and here:
        return Weight.TOLD
    if sentence.key_of(Which.OURS) and sentence.names(Term.LEVEL) and sentence.says(_OUGHT):
        return Weight.ASKED
    spans = sentence.spans(Deed.MORE, Deed.LESS)
    if here and sentence.names_grant:
        spans += [span for span in sentence.spans(Deed.GIVE, Deed.NEED) if _is_for_key(sentence, span)]
    for span in spans:
        if not here and not (sentence.is_polite or sentence.orders(span.first)):
            continue
        if (sentence.names_grant or here) and sentence.bids(span):
            return Weight.ASKED if sentence.names_grant or sentence.has(Deed.LESS) else Weight.TOLD
    return Weight.LIKELY if spans and here and sentence.names_grant else None


_OUGHT = frozenset("should must ought shall".split())


def _is_for_key(sentence: Sentence, span: Span) -> bool:
    """Whether a key is to get something: "give our key Users", "our key needs Users"."""
    for key in sentence.keys:
        between = sentence.texts[span.last + 1 : key.first]
        if key.last < span.first and span.first - key.last <= 3:
            return True
        if span.last < key.first and not between:
            return True
    return "one" in sentence.texts[span.last + 1 : span.last + 5]


def fails(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key, or its delivery, does not work."""
    if sentence.statement.question and sentence.has(Deed.WONDER):
        return None
    if sentence.is_title and sentence.opening in (*_MODALS, "do", "does", "which", "how", "what", "is"):
        return None
    failing = [
        span
        for span in sentence.spans(Deed.FAIL)
        if not sentence.denies(span.first) and not _is_told_about(sentence, span)
    ]
    if sentence.is_title:
        failing = [span for span in failing if all(sentence.reaches(span, key) for key in sentence.keys)]
    if sentence.has(Deed.ABSENT) and (sentence.has(Deed.DELIVERY) or _speaks_of(sentence, known)):
        return Weight.TOLD
    if sentence.has(Deed.DELIVERY) and any(sentence.words.text(key.first) == "no" for key in sentence.keys):
        return Weight.TOLD
    if failing and (_speaks_of(sentence, known) or sentence.has(Deed.DELIVERY)):
        return Weight.TOLD
    if failing and known.exists:
        return Weight.TOLD
    return Weight.LIKELY if failing and sentence.keys else None


def is_field(sentence: Sentence) -> bool:
    return sentence.statement.place in (Place.FIELD, Place.CELL, Place.BOX)
