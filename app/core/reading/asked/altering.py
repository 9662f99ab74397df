"""What a sentence asks for a key that exists: more, fewer or other rights, or another owner."""

from app.core.reading.asked.acts import is_pronoun, speaks_of
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import Which
from app.core.reading.asked.known import Known, Weight
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.phrases import Span


def alters_key(sentence: Sentence, known: Known) -> Weight | None:
    """Whether a key that exists is to get more, fewer or other rights, or another owner."""
    here = speaks_of(sentence, known)
    wonders = sentence.inquires or (sentence.statement.question and sentence.has(Deed.WONDER))
    if not wonders and _is_titled_change(sentence):
        return Weight.ASKED
    if wonders or not (here or known.exists):
        return None
    return _hands_over(sentence, known, here) or _regrants(sentence, here, known.exists)


def _hands_over(sentence: Sentence, known: Known, here: bool) -> Weight | None:
    """Whether a key is to get another owner."""
    spans = [
        span
        for span in sentence.spans(Deed.OWNER)
        if not (sentence.denies(span.first) or _is_said_as(sentence, span) or _is_own_deed(sentence, span))
        and not (sentence.is_title and sentence.says(_OVER))
    ]
    if spans and known.exists and (sentence.is_polite or any(sentence.bids(span) for span in spans)):
        return Weight.ASKED
    return Weight.TOLD if spans and (here or sentence.says(("owner", "contact"))) else None


_OVER = frozenset("done finished complete completed successful".split())


def _is_own_deed(sentence: Sentence, span: Span) -> bool:
    """As in "I'll pass it on to them"."""
    return sentence.words.text(span.first - 1) in ("i'll", "we'll", "i've", "we've")


def _is_said_as(sentence: Sentence, span: Span) -> bool:
    """As in "you have my leave as its owner"."""
    return sentence.words.text(span.first - 1) == "as" or sentence.texts[max(0, span.first - 2)] == "as"


def _regrants(sentence: Sentence, here: bool, exists: bool) -> Weight | None:
    """Whether a key is to get other rights; `here`: the sentence speaks of it; `exists`: there is one."""
    granted = sentence.names_grant
    changed = _is_to_become(sentence, exists) or _is_to_get(sentence, exists)
    if changed and not (sentence.has(Deed.FAIL) or sentence.says(_TOLD)):
        return Weight.ASKED
    tokens = sentence.words.tokens
    spans = [each for each in sentence.spans(Deed.MORE, Deed.LESS) if tokens[each.first].term is not Term.METHOD]
    if here and granted:
        spans += [span for span in sentence.spans(Deed.GIVE, Deed.NEED) if _is_for_key(sentence, span)]
    if sentence.has(Deed.FAIL) and not (granted and sentence.is_polite):
        return None
    bidden = [span for span in spans if sentence.bids(span) and (here or _is_ordered(sentence, span))]
    if bidden and (granted or here):
        raised = any(sentence.texts[span.first] in _RAISING for span in bidden)
        return Weight.ASKED if granted or raised or sentence.has(Deed.LESS) else Weight.TOLD
    if exists and any(_is_bare_order(sentence, span) for span in sentence.spans(Deed.MORE)):
        return Weight.TOLD
    needed = sentence.has(Deed.NEED, Deed.NEEDED) and _names_right(sentence) and not sentence.key_of(Which.SOME)
    if needed and not (here or sentence.statement.question):
        return Weight.TOLD
    return Weight.LIKELY if spans and here and granted else None


_TOLD = frozenset("said promised wrote approved".split())  # "it should be read/write, as your mail said"


def _names_right(sentence: Sentence) -> bool:
    """Whether it names a right, and not what somebody does: "before I write the schedule", "write documentation"."""
    words = sentence.words
    return any(
        _is_right(token)
        and words.text(at - 1) not in _DOERS
        and not (token.term is Term.VERB and (after := words.token(at + 1)) is not None and after.is_open)
        for at, token in enumerate(words.tokens)
    )


_DOERS = frozenset("i we you they he she".split())


def _is_titled_change(sentence: Sentence) -> bool:
    """As in "API key change request"."""
    return sentence.is_title and any(sentence.words.text(key.last + 1) in _CHANGES for key in sentence.keys)


_CHANGES = frozenset("change changes modification modifications update extension upgrade downgrade".split())


def _is_to_get(sentence: Sentence, exists: bool) -> bool:
    """As in "could our key get access to Courses?", "could it have write access?"."""
    if not sentence.is_polite:
        return False
    ends = [key.last for key in sentence.keys if key.which is Which.OURS]
    ends += [at for at, text in enumerate(sentence.texts) if exists and text == "it" and at <= _SOON]
    got = [at for end in ends for at in range(end + 1, end + _SOON) if sentence.words.text(at) in _GETS]
    return any(_is_right(token) for at in got for token in sentence.words.tokens[at:])


_GETS = frozenset("have get gets getting receive receives gain gains given allowed granted".split())


def _is_bare_order(sentence: Sentence, span: Span) -> bool:
    """As in "please adapt"."""
    return sentence.orders(span.first) and set(sentence.texts[span.last + 1 :]) <= _AFTER_ORDER


_AFTER_ORDER = frozenset("please accordingly thanks thank you . , asap".split())


def _is_to_become(sentence: Sentence, exists: bool) -> bool:
    """As in "our key should be read-only", "r/w instead of r/o on our key", "now it also has to read Courses"."""
    rights = [token for token in sentence.words.tokens if _is_right(token)]
    ours, levels = sentence.key_of(Which.OURS), [token for token in rights if token.term is Term.LEVEL]
    if ours and rights and sentence.has(Deed.HITHERTO) and sentence.says(_OUGHT):
        return True
    if ours and levels and (sentence.says(_OUGHT) or (len(levels) > 1 and sentence.says(("instead",)))):
        return True
    ends = [key.last for key in sentence.keys if key.which is Which.OURS]
    ends += [at for at, text in enumerate(sentence.texts) if exists and text == "it"]
    after = max((at for at, token in enumerate(sentence.words.tokens) if _is_right(token)), default=-1)
    return not sentence.is_title and any(_is_due(sentence, end + 1) and end < after for end in ends)


def _is_due(sentence: Sentence, at: int) -> bool:
    """As in "has to", "also should"."""
    at += sentence.words.text(at) in _ADVERBS
    after = sentence.texts[at : at + 2]
    if after in _MAY:
        return _is_level(sentence, at + 2)
    return after in _DUE or (after[:1] == ("should",) and not sentence.statement.question)


def _is_level(sentence: Sentence, at: int) -> bool:
    token = sentence.words.token(at)
    return token is not None and token.term is Term.LEVEL and not sentence.statement.question


_ADVERBS = frozenset("also now then therefore only just still too".split())


_RAISING = frozenset("raise widen extend broaden upgrade expand elevate enlarge step beef".split())
_MAY = (("could", "be"), ("can", "be"), ("may", "be"), ("might", "be"))
_DUE = (("has", "to"), ("have", "to"), ("needs", "to"), ("need", "to"), ("is", "to"), ("are", "to"))


def _is_ordered(sentence: Sentence, span: Span) -> bool:
    return sentence.is_polite or sentence.orders(span.first)


_OUGHT = frozenset("should must ought shall".split())


def _is_for_key(sentence: Sentence, span: Span) -> bool:
    """Whether a key is to get something: "give our key Users", "our key needs Users"."""
    for key in sentence.keys:
        between = sentence.texts[span.last + 1 : key.first]
        if key.last < span.first and span.first - key.last <= 3:
            return True
        if span.last < key.first and not between:
            return True
    after = sentence.words.tokens[span.last + 1 : span.last + _SOON]
    ours = sentence.key_of(Which.OURS)
    if ours and ours.last < span.first and any(_is_right(token) for token in after):
        return True
    this = ("this", "one"), ("that", "one")
    given = any(sentence.texts[at : at + 2] in this for at in range(span.last + 1, span.last + _SOON))
    it = sentence.words.text(span.last + 1) == "it" and any(map(_is_right, sentence.words.tokens[span.last + 2 :]))
    return given or it or _is_put_on_it(sentence, span)


def _is_put_on_it(sentence: Sentence, span: Span) -> bool:
    """As in "can we get Task-lists on it"."""
    at = next((each for each in range(span.last + 1, len(sentence.texts)) if sentence.texts[each] in ("on", "onto")), 0)
    rights = any(_is_right(token) for token in sentence.words.tokens[span.last + 1 : at])
    return rights and (is_pronoun(sentence, at + 1) or any(key.first == at + 1 for key in sentence.keys))


_SOON = 5


def _is_right(token: Token) -> bool:
    """Whether a word names what a key may be allowed: an area or a level."""
    return token.term in (Term.AREA, Term.LEVEL) or (token.term is Term.VERB and token.sure)
