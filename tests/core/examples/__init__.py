"""Moments in the life of tickets, and what is decided about each: the rules, told by examples.

Each example is a sentence, a view, and what `does` says of it. `test_rules` holds the rules to them, and asks that no
rule could be taken out without one of them changing.
"""

from tests.core.examples import (
    asking,
    ceilings,
    delivery,
    issuing,
    labels,
    limits,
    near_misses,
    reviewing,
    scope,
    turns,
)
from tests.core.moments import Example

EXAMPLES: tuple[Example, ...] = (
    *scope.EXAMPLES,
    *asking.EXAMPLES,
    *reviewing.EXAMPLES,
    *labels.EXAMPLES,
    *near_misses.EXAMPLES,
    *issuing.EXAMPLES,
    *delivery.EXAMPLES,
    *ceilings.EXAMPLES,
    *limits.EXAMPLES,
    *turns.EXAMPLES,
)
