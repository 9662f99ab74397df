"""Whether a sentence asks to be given a key: by its name, as "one", or by taking up what was spoken of."""

from collections.abc import Iterator

from app.core.reading.asked.foreign import is_from_others
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.asked.known import Known, Weight
from app.core.reading.asked.wanting import wanted
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.phrases import Span

_NO_ONE_BEFORE = frozenset(
    "this that which any every no each the first last only old existing current other same right wrong latter".split()
)
_AFTER_ONE = frozenset(
    "of thing more day question place person week time reason way year key to is was has by request call".split()
)


def asks_for_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether it asks to be given a key, by its name or as "one"."""
    if sentence.inquires or sentence.is_supposed or sentence.has(Deed.OTHERS) or _asks_whether(sentence):
        return None
    weights = [wanted(sentence, key, known) for key in sentence.keys]
    if known.spoken:
        weights += [wanted(sentence, one, known) for one in _ones(sentence)]
        weights += [_applies(sentence, known), _needs_it(sentence, known)]
    return max((weight for weight in weights if weight), default=None)


def _asks_whether(sentence: Sentence) -> bool:
    """A title that asks whether a key is needed: "API key needed?"."""
    return sentence.is_title and sentence.statement.question and not (sentence.is_polite or sentence.has(Deed.HOW))


def _needs_it(sentence: Sentence, known: Known) -> Weight | None:
    """As in "we would want it for production", said of a key that there is not yet."""
    spans = [span for span in sentence.spans(Deed.NEED) if sentence.words.text(span.last + 1) == "it"]
    wanted = any(not sentence.denies(span.first) for span in spans) and not sentence.statement.question
    return Weight.LIKELY if wanted and known.to_come and not known.exists else None


def is_for_own(sentence: Sentence, known: Known) -> bool:
    """Whether the key that it asks for is a separate one, beside one that exists."""
    keys = [*sentence.keys, *(_ones(sentence) if known.spoken else ())]
    return any(key.own and not sentence.denies(key.first) and sentence.words.text(key.first) != "no" for key in keys)


def asks_for_twin(sentence: Sentence, known: Known) -> bool:
    """As in "a twin for gifts-prod"."""
    twins = [at for at, text in enumerate(sentence.texts) if text in _TWINS and not sentence.denies(at)]
    exists = sentence.key_of(Which.OURS) is not None or (known.exists and known.spoken)
    return bool(twins) and exists and not (sentence.inquires or sentence.is_supposed or sentence.has(Deed.OTHERS))


_TWINS = frozenset("twin sibling counterpart clone duplicate".split())


def _ones(sentence: Sentence) -> Iterator[KeyPhrase]:
    """A key that is not named: "could we get one?", "a separate one", "its own", "the same", "generate these"."""
    for at, text in enumerate(sentence.texts):
        if text in ("one", "ones") and _is_some_one(sentence, at):
            beside = sentence.words.text(at - 1) in _BESIDE
            own = beside or sentence.words.text(at + 1) in ("just", "only")
            yield KeyPhrase(at - beside, at, Which.SOME, own=own)
        elif text == "own" and not _goes_on(sentence, at):
            yield KeyPhrase(at, at, Which.SOME, own=True)
        elif text == "another" and sentence.words.text(at + 1) in _AFTER_SAME:
            yield KeyPhrase(at, at, Which.SOME, own=True)
        elif text == "same" and _is_the_same(sentence, at):
            yield KeyPhrase(at - 1, at, Which.SOME)
        elif text in _THAT and _is_created(sentence, at):
            yield KeyPhrase(at, at, Which.SOME)


def _is_the_same(sentence: Sentence, at: int) -> bool:
    """As in "the same for production"; "rest stays the same" wants nothing."""
    stays = not _STAYS.isdisjoint(sentence.texts[max(0, at - 2) : at])
    return sentence.words.text(at + 1) in _AFTER_SAME and not stays


_STAYS = frozenset("stay stays stayed remain remains is are was be just exactly keep keeps".split())
_BESIDE = frozenset("separate own second another additional extra".split())
_AFTER_SAME = frozenset(("", "from", "for", "please", ",", "too", "here", "in", "on"))
_THAT = frozenset("such some these those it".split())


def _is_some_one(sentence: Sentence, at: int) -> bool:
    """Whether "one" stands for a key to come, and is neither a number nor "the sandbox one"."""
    words, after = sentence.words, sentence.words.token(at + 1)
    follows = words.text(at + 1) in _AFTER_ONE and not (
        _is_got(sentence, at) or words.texts[at + 1 : at + 3] in _OF_THOSE
    )
    if follows or words.text(at - 1) in _NO_ONE_BEFORE or (after and after.is_open):
        return False
    if is_from_others(words, at) or (words.text(at - 2) == "a" and words.text(at - 3) in _TELLING):
        return False  # "it's a sandbox one"
    before = words.token(at - 1)
    if any(at - 3 <= span.last <= at - 2 for span in sentence.spans(Deed.NEED)) and sentence.says(("time",)):
        return True  # "it's time for the production one"
    return before is None or before.term is None or words.text(at - 2) not in ("the", "our", "my", ",", "")


_TELLING = frozenset("it's that's is was".split())
_OF_THOSE = (("of", "those"), ("of", "these"), ("of", "them"))


def _is_got(sentence: Sentence, at: int) -> bool:
    """As in "may I have one to supply?"."""
    asked = sentence.words.text(at + 1) == "to" and sentence.is_polite
    return asked and any(span.last == at - 1 for span in sentence.spans(Deed.GIVE))


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a word follows that "own" may belong to."""
    after = sentence.words.token(at + 1)
    return after is not None and after.is_word


def _is_created(sentence: Sentence, at: int) -> bool:
    """Whether it is what is to be created: "create such for us"."""
    after = sentence.words.token(at + 1)
    if sentence.words.text(at - 1) == "make" and after is not None and (after.is_open or after.term is not None):
        return False  # "make it read/write"
    return any(span.last in (at - 1, at - 2) for span in sentence.spans(Deed.CREATE)) and not sentence.denies(at)


def _is_whole(sentence: Sentence, span: Span) -> bool:
    """Whether "could you please" is all that is asked, and not the beginning of something else."""
    return sentence.texts[span.last] not in ("please", "kind") or sentence.words.text(span.last + 1) in ("", "?", ".")


def _applies(sentence: Sentence, known: Known) -> Weight | None:
    """Whether it asks for the key that was spoken of, without naming it: "sign me up for that"."""
    spans = [
        span
        for span in sentence.spans(Deed.APPLY)
        if not sentence.denies(span.first) and sentence.words.text(span.last + 1) != "not" and _is_whole(sentence, span)
    ]
    return Weight.TOLD if spans and known.to_come else None
