"""A key of which a message only tells: it is asked for where its grants are listed, or where its writers plan it."""

from collections.abc import Sequence
from itertools import pairwise

from app.core.reading.asked.asides import is_aside
from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import KeyPhrase, Which
from app.core.reading.asked.programs import are_put_off, asks_a_fact, is_head, is_list, is_unfit
from app.core.reading.asked.unwanted import is_anothers_wish, is_not_wanted
from app.core.reading.said.mentions import Kinds
from app.core.reading.vocabulary.deeds import Deed
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic


def asks_by_grants(sentences: Sequence[Sentence], claims: Kinds) -> Sentence | None:
    """A key to come, of which the message states what it is to open: "the wall reads Bibs through a key"."""
    if not claims or any(map(is_aside, sentences)) or are_put_off(sentences):
        return None
    if not (any(map(_lists_grants, sentences[1:])) or _is_own_tale(sentences)):
        return None
    told = sentences[1:] if any(map(asks_a_fact, sentences)) else sentences
    return next((each for each in told if any(_is_to_use(each, key, claims) for key in each.keys)), None)


def _lists_grants(sentence: Sentence) -> bool:
    """As in "Bibs, read-only, production please": nobody writes that but to ask for it."""
    field = sentence.statement.topic in (Topic.ENVIRONMENT, Topic.GRANTS)
    asked = field or is_list(sentence) or any(sentence.bids(span) for span in sentence.spans(Deed.MORE, Deed.GIVE))
    named = sentence.names(Term.ENVIRONMENT, Term.LEVEL, Term.AREA, Term.METHOD)
    return asked and named and not (sentence.statement.question or sentence.has(Deed.WONDER))


def _is_own_tale(sentences: Sequence[Sentence]) -> bool:
    """Whether the writers tell of what they do, and ask nothing."""
    own = any(each.says(_WE) for each in sentences[1:])
    return own and not any(each.statement.question for each in sentences)


_WE = frozenset("we're we i'm i we've i've".split())


def _is_to_use(sentence: Sentence, key: KeyPhrase, claims: Kinds) -> bool:
    """Whether a key is spoken of as one to come, and neither asked about nor in general."""
    if sentence.statement.question or sentence.inquires or sentence.is_supposed or is_not_wanted(sentence, key):
        return False
    if sentence.is_title and (is_unfit(sentence, key) or not is_head(sentence, key)):
        return False
    if any(is_anothers_wish(sentence, span) for span in sentence.spans(Deed.NEED)):
        return False
    if sentence.has(Deed.OTHERS, Deed.ABSENT, Deed.HITHERTO) or key.many or _is_history(sentence, key):
        return False
    return key.which in (Which.SOME, Which.BARE) or (key.which is Which.THE and len(claims) > 1)


def _is_history(sentence: Sentence, key: KeyPhrase) -> bool:
    """As in "they showed a robot with a key"."""
    before = sentence.texts[: key.first]
    pairs = pairwise(before) if "if" not in before else ()
    return any(who in _WHO and (did in _DID or did.endswith("ed")) and did not in _WISHED for who, did in pairs)


_WHO = frozenset("i we they he she who it you".split())
_DID = frozenset("had was were did saw got gave made took read heard sent told said wrote found met went".split())
_WISHED = frozenset("need wanted needed".split())
