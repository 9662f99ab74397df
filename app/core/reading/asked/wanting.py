"""Whether a key that a sentence speaks of is one that it asks to be given."""

from app.core.reading.asked.foreign import PRODUCTS
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.asked.known import Known, Weight
from app.core.reading.asked.unwanted import ASK, CANNOT, MODALS, is_anothers_wish, is_indirect, is_not_wanted
from app.core.reading.asked.words import is_possessive
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span

_FAR, _WITHIN = 14, 9
_TO_COME = (Which.SOME, Which.BARE)
_FIRST_PERSON = frozenset("i we i'd we'd i'm we're i'll we'll us me my our please let's you".split())


def wanted(sentence: Sentence, key: KeyPhrase, known: Known) -> Weight | None:
    """Whether a key is asked for."""
    if key.which is Which.OURS or is_possessive(sentence.texts[key.last]):
        return None
    if _is_lacked(sentence, key):
        return Weight.LIKELY
    if is_not_wanted(sentence, key):
        return None
    if key.which is Which.THE:
        if known.exists and not _is_made(sentence, key):
            return _need_of(sentence, key) if _is_of_other_place(sentence, key, known) else None
        return _the_wanted(sentence, key)
    if _is_awaited(sentence, key):
        return Weight.ASKED
    if _is_given(sentence, key) or _is_needed(sentence, key) or _is_elliptic(sentence, key):
        named = key.which is Which.BARE and key.first == 0 and sentence.words.text(key.last + 1) == ":"
        return Weight.LIKELY if named else Weight.ASKED  # "key: kiosk-prod" may be the name of one
    return _way_to(sentence) or _need_of(sentence, key)


_ON = frozenset("with to of for about regarding concerning".split())


def _way_to(sentence: Sentence) -> Weight | None:
    """As in "how do we get a key?", "who sends us the key?"."""
    to_get = sentence.has(Deed.GIVE, Deed.NEED) or sentence.says(_ON) or sentence.opening == "who"
    if not (sentence.asks_way and to_get):
        return None
    return Weight.ASKED if sentence.says(_FIRST_PERSON) else Weight.LIKELY


_LACKING = tuple(
    tuple(pair.split()) for pair in ("have no", "has no", "don't have", "doesn't have", "haven't got", "hasn't got")
)


def _is_lacked(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "it has no key", "we don't have an API key yet"."""
    first = key.first + (sentence.words.text(key.first) == "no")
    yet = sentence.words.text(key.first) == "no" and sentence.words.text(key.last + 1) == "yet"
    return (yet or sentence.texts[max(0, first - 2) : first] in _LACKING) and not sentence.statement.question


def _is_given(sentence: Sentence, key: KeyPhrase) -> bool:
    """A verb of giving before it, in an order, a polite sentence or a wish."""
    spans = [span for span in sentence.spans(Deed.GIVE) if span.last < key.first <= span.last + _FAR]
    if key.which is Which.BARE:
        spans = [span for span in spans if _is_direct(sentence, span, key)]
        spans = [span for span in spans if sentence.texts[span.first] != "make"]  # "make our key match the other"
    return any(_is_wished(sentence, span) for span in spans) and not _is_of_many(sentence)


def _is_awaited(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "it cannot start until it has a key", "provided that we get one"."""
    had = [at for at in range(max(0, key.first - 2), key.first) if sentence.texts[at] in _HAVE]
    return any(not _AWAITING.isdisjoint(sentence.texts[max(0, at - _BEFORE_HAVE) : at]) for at in had)


_HAVE = frozenset("have has get gets got receive receives obtain obtains".split())
_BEFORE_HAVE = 4
_AWAITING = frozenset("until till unless provided providing soon before".split())


def _is_direct(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """Whether "key" without an article is what is given: "send us a table of calls, per key" gives none."""
    return _APART.isdisjoint(sentence.texts[span.last + 1 : key.first])


_APART = frozenset("of per by in on at about from , :".split())


def _is_wished(sentence: Sentence, span: Span) -> bool:
    wished = sentence.bids(span) or sentence.has(Deed.HOW) or _needs(sentence, span.first)
    return wished and not sentence.denies(span.first)


def _is_of_many(sentence: Sentence) -> bool:
    """Whether it speaks of people in general: "may students get API keys?"."""
    opening = next((at for at, text in enumerate(sentence.texts) if text == sentence.opening), 0)
    after = sentence.words.token(opening + 1)
    if not sentence.statement.question or opening > 0 or after is None:
        return False
    return after.text.endswith("s") and not after.plain and not after.capital and after.term is not Term.SERVICE


def _needs(sentence: Sentence, before: int) -> bool:
    """Whether a need leads to the word."""
    return any(
        span.first < before and not sentence.denies(span.first) and before - span.last <= _FAR
        for span in sentence.spans(Deed.NEED)
    )


def _is_needed(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "a key is needed", "could a key be made for us?"."""
    after = sentence.texts[key.last + 1 : key.last + 5]
    if sentence.statement.question and key.which in _TO_COME and sentence.opening in MODALS and _MADE & set(after):
        return True
    spans = [span for span in sentence.spans(Deed.NEEDED) if span.first > key.last]
    if key.which is Which.THE:
        spans = [span for span in spans if sentence.texts[span.first] not in ("please", "pls", "plz")]
    near = any(span.first <= key.last + _WITHIN for span in spans)
    return near and not any(sentence.denies(span.last) for span in spans)


_MADE = frozenset(
    "made created issued generated provided given supplied arranged available sent granted set had".split()
)
_VERBS = frozenset(
    "is are was were has have had does do did will must should goes went works need needs get gets".split()
)


def _is_elliptic(sentence: Sentence, key: KeyPhrase) -> bool:
    """A sentence that is but a key: "One key, live"; "A key for the harvester"; "One just for the kiosk"."""
    if sentence.texts[key.last] in ("one", "ones") and not key.own:
        return False
    if sentence.texts[key.last + 1 : key.last + 3] == ("it", "is"):
        return not sentence.statement.question
    start = max((at + 1 for at in range(key.first) if sentence.texts[at] == ":"), default=0)
    if start and key.which is Which.BARE:
        return False
    around = (*sentence.texts[start : key.first], *sentence.texts[key.last : key.last + 5])
    if sentence.is_title or sentence.statement.question or key.many or not _VERBS.isdisjoint(around):
        return False
    before, after = sentence.words.tokens[start : key.first], sentence.words.text(key.last + 1)
    if not _SUBJECTS.isdisjoint(token.text for token in before):
        return False
    led = all(token.has(Cue.COURTESY, Cue.YES, Cue.ALSO) or not token.is_open for token in before)
    return led and key.first - start <= _FEW and (after == "" or after in _AFTER_ELLIPSIS)


_SUBJECTS = frozenset("they he she it we you i".split())
_FEW = 6
_AFTER_ELLIPSIS = frozenset(("for", "with", "to", "on", ",", ":", "(", "just", "in", "please", "it"))


def _need_of(sentence: Sentence, key: KeyPhrase) -> Weight | None:
    """A need told before it; only likely where it is somebody else's, or one of keys in general."""
    spans = [span for span in sentence.spans(Deed.NEED) if span.first < key.first <= span.last + _FAR]
    spans = [span for span in spans if not sentence.denies(span.first) or _is_until(sentence, span)]
    spans = [span for span in spans if not (_is_past(sentence, span, key) or is_indirect(sentence, span, key))]
    spans = [span for span in spans if not is_anothers_wish(sentence, span)]
    spans = [span for span in spans if "you" not in sentence.texts[max(0, span.first - 2) : span.first]]
    if not spans or sentence.opening in _GENERAL:
        return None
    if not _EACH.isdisjoint(sentence.texts[max(0, spans[0].first - 2) : spans[0].first]):
        return None
    if _is_reported(sentence, spans[0]):
        return Weight.LIKELY
    before = sentence.texts[: spans[0].last + 1]
    ours = any(word in _FIRST_PERSON or word.startswith(("we'", "i'")) for word in before) or "time" in before
    ours = ours or _is_of_named(sentence, spans[0])
    general = key.many and key.which is Which.BARE and not key.ours
    return Weight.ASKED if (ours or sentence.orders(spans[0].first)) and not general else Weight.LIKELY


def _is_of_named(sentence: Sentence, span: Span) -> bool:
    """As in "Shelfwise needs a key"."""
    subject = sentence.words.token(span.first - 1)
    named = subject is not None and subject.is_open and subject.capital and subject.text not in PRODUCTS
    return named and sentence.texts[span.first] == "needs"


def _is_past(sentence: Sentence, span: Span, key: KeyPhrase) -> bool:
    """As in "we asked for Users, but the key opens Bibs"."""
    return "but" in sentence.texts[span.last + 1 : key.first]


def _is_reported(sentence: Sentence, span: Span) -> bool:
    """As in "a colleague says we need one": it is not known whether the writer wants it."""
    at = next((each for each in range(max(0, span.first - 4), span.first) if sentence.texts[each] in _SAY), 0)
    return at > 0 and sentence.texts[at - 1] not in ("i", "we", "i'd", "we'd")


_SAY = frozenset("says said thinks thought think believes suggests suggested claims reckons assumes told".split())


def _is_until(sentence: Sentence, span: Span) -> bool:
    """As in "we cannot start until we have a key"."""
    return not _UNTIL.isdisjoint(sentence.texts[span.first : span.last + 1])


_UNTIL = frozenset("without until till unless before".split())
_EACH = frozenset(("each", "every", "any"))
_GENERAL = frozenset("every each all any most many other others anyone anybody everybody everyone".split())


def _is_made(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "could you make that key?", which there is not yet; "make the key read-only" makes none."""
    after = sentence.words.token(key.last + 1)
    made = any(span.last < key.first <= span.last + 2 for span in sentence.spans(Deed.CREATE))
    return made and (after is None or not (after.is_open or after.term))


def _the_wanted(sentence: Sentence, key: KeyPhrase) -> Weight | None:
    """As in "please make the key", "the key, which I hereby request"."""
    lessened = {span.first for span in sentence.spans(Deed.LESS)}  # "cut the key down to Bibs"
    for span in (each for each in sentence.spans(Deed.CREATE) if each.first not in lessened):
        if span.last < key.first <= span.last + _WITHIN and sentence.bids(span):
            return Weight.ASKED
    if sentence.has(Deed.DELIVERY):
        return None
    needed = _is_meant(sentence, key) or _way_to(sentence) or _is_needed(sentence, key)
    needed = needed or (not _does_otherwise(sentence, key) and _need_of(sentence, key)) or _is_vital(sentence, key)
    return Weight.LIKELY if needed else None


def _does_otherwise(sentence: Sentence, key: KeyPhrase) -> bool:
    """Whether something else is to be done than to have it: "I'd like to enrol in the course on keys"."""
    gives = {span.first for span in sentence.spans(Deed.GIVE)}
    needs = [span for span in sentence.spans(Deed.NEED) if span.last < key.first]
    to_do = [span.last + 2 for span in needs if sentence.words.text(span.last + 1) == "to"]
    return len(to_do) == len(needs) and not any(at in gives or sentence.texts[at] in ASK for at in to_do)


def _is_vital(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "without the key there's no installation"."""
    without = "without" in sentence.texts[max(0, key.first - 2) : key.first]
    return without and sentence.says(CANNOT) and not sentence.statement.question


def _is_of_other_place(sentence: Sentence, key: KeyPhrase, known: Known) -> bool:
    """As in "now we need the production key", where the sandbox key was spoken of."""
    place = sentence.place_of(key)
    return place is not None and bool(known.places - {place})


def _is_meant(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "the key should be read-only", "we would use the key on sets"."""
    used = sentence.words.text(key.first - 1) in ("with", "use", "using") and sentence.says(("would", "will", "shall"))
    after = sentence.texts[key.last + 1 : key.last + 3]
    return not sentence.has(Deed.ROTATE) and (used or after[:1] in _FUTURE or after in _MEANT)


_FUTURE = tuple((modal,) for modal in MODALS - {"can"})
_MEANT = (("is", "for"), ("is", "to"), ("needs", "to"), ("has", "to"), ("is", "meant"), ("would", "be"), ("can", "be"))
