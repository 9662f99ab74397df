"""Whether a ticket says why an application cannot do with less than a guarded level."""

import re
from collections.abc import Sequence

from app.core.reading.statements import Statement
from app.core.reading.tokens import words_of
from app.core.reading.topics import Topic

_NEEDS = re.compile(
    r"\b(?:can't|cannot|can not|could not|couldn't|never|no other|only way|only api|only call|nothing else"
    r"|without (?:it|that|this|write|the)"
    r"|not work|won't work|not possible|impossible|refused?s?|fails?|would stop|otherwise|neither|no way|has to"
    r"|have to|must|because|since"
    r"|needs to|is needed to|in order to|would be useless|not enough|isn't enough|insufficient|not sufficient"
    r"|only \w+ (?:that|which) can)\b"
)
_DEEDS = re.compile(
    r"\b(?:creates?|creating|renames?|renaming|deletes?|deleting|saves?|saving|stores?|changes?|changing"
    r"|updates?|updating|starts?|starting"
    r"|runs?|running|adds?|adding|writes?|writing|overwrites?|post|put|touch|manage|manages|edits?|editing"
    r"|removes?|defines?|sets up|moves?)\b"
)


def explains(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of one message that explain, from the first to the last; empty where they do not.

    An explanation says that something must or cannot be, and what it is that the application does there.
    """
    telling = [each for each in statements if each.topic is not Topic.OTHER]
    needs = [each for each in telling if _NEEDS.search(words_of(each.tokens))]
    deeds = [each for each in telling if _DEEDS.search(words_of(each.tokens)) and len(each.tokens) > _BRIEF]
    if not needs or not deeds:
        return ()
    marked = [each for each in telling if each.topic is Topic.EXPLANATION]
    return tuple(marked) or tuple(dict.fromkeys(each for each in telling if each in needs or each in deeds))


_BRIEF = 5
