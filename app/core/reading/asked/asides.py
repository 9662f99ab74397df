"""What is only told and asks nothing: news, mails to many, and what is for somebody's information."""

from collections.abc import Sequence

from app.core.reading.asked.heard import Sentence
from app.core.reading.asked.keys import Which
from app.core.reading.asked.kinds import SHAPED
from app.core.reading.vocabulary.deeds import Deed


def is_aside(sentence: Sentence) -> bool:
    """As in "for your information: …", "for your information only", not "I attach it for your information"."""
    at = next((each for each in range(len(sentence.texts)) if sentence.texts[each : each + 3] == _FOR_INFORMATION), -1)
    return sentence.has(Deed.ASIDE) or (at >= 0 and (at <= _SOON or sentence.words.text(at - 1) in _ONLY))


def is_thanks(sentence: Sentence) -> bool:
    return any(sentence.texts[span.first] in ("thanks", "thank") for span in sentence.spans(Deed.ASIDE))


_FOR_INFORMATION = ("for", "your", "information")
_ONLY = frozenset("only just merely purely is".split())
_SOON = 2


def is_to_many(sentences: Sequence[Sentence]) -> bool:
    """Whether a message is one to many people, and not by somebody who asks; a vendor's list of API calls is none,
    nor is what tells of "the Alma key that you gave us".
    """
    required = any(each.statement.place in SHAPED and each.has_path for each in sentences)
    yours = any(key.ours and key.which is Which.OURS for each in sentences for key in each.keys)
    return any(each.has(Deed.BULK) for each in sentences) and not (required or yours)
