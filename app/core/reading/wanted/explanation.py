"""Whether a ticket says why an application cannot do with less than a guarded level."""

import re
from collections.abc import Sequence

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic

_NEEDS = re.compile(
    r"\b(?:can't|cannot|can not|could not|couldn't|never|no other|only way|only api|only call|nothing else"
    r"|without (?:it|that|this|write|the)"
    r"|not work|won't work|not possible|impossible|refused?s?|fails?|would stop|otherwise|neither|no way|has to"
    r"|have to|must|because|since"
    r"|won't let|doesn't let|does not let|won't allow|doesn't allow|doesn't cover|does not cover|forbidden|40[13]"
    r"|denied|rejected|error|errors|with (?:anything|something) less|anything less|nothing (?:less|narrower|smaller)"
    r"|by with less|no use|no good|wouldn't do|would not do|isn't possible|doesn't work|does not work"
    r"|needs to|is needed to|in order to|would be useless|not enough|isn't enough|insufficient|not sufficient"
    r"|only \w+ (?:that|which) can|nowhere else|only be|only (?:through|via|by|there|place)|no other"
    r"|(?:part of|belongs? to|sits? in|lives? in|kept in) (?:the )?conf(?:ig(?:uration)?)?)\b"
)
_DEEDS = re.compile(
    r"\b(?:creates?|creating|renames?|renaming|deletes?|deleting|saves?|saving|stores?|changes?|changing"
    r"|updates?|updating|starts?|starting|sets?|setting|putting|enters?|entering|fills?|filling"
    r"|runs?|running|adds?|adding|writes?|writing|overwrites?|post|put|touch|manage|manages|edits?|editing"
    r"|removes?|defines?|sets up|moves?|mak(?:e|es|ing)|clos(?:e|es|ing)|disabl(?:e|es|ing)|alters?|altering"
    r"|kicks? off|replac(?:e|es|ing)|overwriting|removing|moving|(?:gets?|is|are|be) (?:changed|created|updated|deleted"
    r"|written|added|removed|closed|started|stored|saved))\b"
)


def explains(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one message that explain, from the first to the last; empty where they do not.

    An explanation says that something must or cannot be, and what it is that the application does there.
    """
    telling = [each for each in statements if each.topic is not Topic.OTHER]
    needs = [each for each in telling if _NEEDS.search(words_of(each.tokens))]
    long = [each for each in telling if len(each.tokens) > _BRIEF] if needs else []
    deeds = [each for each in long if _DEEDS.search(words_of([t for t in each.tokens if t.term is not Term.LEVEL]))]
    if not deeds:
        return ()
    marked = [each for each in telling if each.topic is Topic.EXPLANATION]
    return tuple(marked) or tuple(dict.fromkeys(each for each in telling if each in needs or each in deeds))


_BRIEF = 5
