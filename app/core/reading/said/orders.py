"""Whether a verb is an order or what is to be done, by its form and the words before it."""

from collections.abc import Sequence

BEFORE_ORDER = frozenset(
    """
    please pls plz kindly so and then but now ok okay just also , : ( ) thanks hence therefore thus instead
    first 1 2 3 * hi hello hey or yes therefor do let's alas say
    """.split()
)
"""What may stand before an order."""

_DUE = frozenset("off best better be being should must ought due get got have has".split())
_OUGHT = frozenset(
    "has have had is are needs need ought supposed me us you lsis like want wants time due says said".split()
)


def is_due(before: Sequence[str]) -> bool:
    """Whether what stands before a verb makes it one that is to be done: "has to be", "want you to"."""
    if tuple(before[-2:]) == ("that", "you"):
        return True
    return bool(before) and (before[-1] in _DUE or (before[-1] == "to" and not _OUGHT.isdisjoint(before[-2:-1])))


_NOUNS = frozenset(
    "rotation renewal replacement deletion new fresh another different owner ownership successor".split()
)


def is_base(word: str) -> bool:
    """Whether a verb stands in the form of an order."""
    ended = word.endswith(("ed", "ing", "gave", "took", "made")) or (word.endswith("s") and not word.endswith("ss"))
    return not ended and word not in _NOUNS
