"""Whether a requester's question only wants to be told something: it states nothing of what it names.

"Are those two keys, one for production and one for the sandbox?" inquires; "could we have one for each?" asks for them.
"""

import re

from app.core.reading.layout.statements import Statement
from app.core.reading.text.tokens import words_of

_ASKS_FOR = re.compile(
    r"\b(?:can|could|may|might|would|will|shall)(?:n't)? "
    r"(?:we|i|you|it|somebody|someone|they|there|this|that|the key|lsis|it's)\b|\b(?:please|pls|plz)\b"
)
_INQUIRES = re.compile(
    r"(?:^|[,:;(] |\b(?:and|or|but|so|then|what|which|who|how|where|why|when|whose|many|much|often|long) )"
    r"(?:\w+ ){0,2}?"
    r"(?:is|are|am|was|were|do|does|did)(?:n't)? (?:the|a|an|one|it|that|this|those|these|they|there|we|i|you"
    r"|he|she|people|both|each|any|all|my|our|your|\w+s)\b"
)
_WANTS_TO_KNOW = re.compile(
    r"\b(?:can|could|would|will|may|might|please)(?: you| i| we| somebody| someone)? (?:\w+ ){0,2}?"
    r"(?:explain|tell|clarify|describe|elaborate|ask (?:what|how|why|if|whether|where|which)|know|remind me)\b"
    r"|\b(?:afterwards|later|in the future|subsequently|at a later \w+|some day)\b"
)


# Of something and not of us: "would the sandbox be wiped?", but not "could Users be added?".
_OF_OTHERS = re.compile(
    r"^(?:\w+ ,? ?){0,2}(?:would|will|shall|should|must)(?:n't)? (?!(?:we|i|you|somebody|someone|lsis)\b)"
    r"(?!.*\bbe (?:\w+ )?(?:possible|ok|okay|fine|alright|added|included|granted|given|set|changed|made|enabled"
    r"|extended|raised|moved|switched|created|issued|allowed|removed|dropped|left|taken)\b)(?!.*\b(?:please|pls|plz)\b)"
)


def inquires(statement: Statement) -> bool:
    """Whether it is a question of which the first that it says is no wish."""
    if not statement.question:
        return False
    text = words_of(statement.tokens)
    if _WANTS_TO_KNOW.search(text) or _OF_OTHERS.match(text):
        return True
    asks, wish = _INQUIRES.search(text), _ASKS_FOR.search(text)
    return asks is not None and (wish is None or asks.start() <= wish.start())
