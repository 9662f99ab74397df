"""What a sentence only tells to stay as it was: "read/write on Bibs, while Users is unchanged" gives Users no level."""

from collections.abc import Sequence

from app.core.reading.said.bundles import groups_of
from app.core.reading.said.mentions import Kind, Mention
from app.core.reading.said.reaching import AUXILIARY
from app.core.reading.text.tokens import Token
from app.core.reading.vocabulary.english import Cue

_STAYS = frozenset("stays stay staying remains remain unchanged untouched alone keeps".split())
_ONE = frozenset("stays remains keeps".split())
_BETWEEN = 4


def kept_in(tokens: Sequence[Token], stated: Sequence[Mention]) -> list[Mention]:
    """The areas and environments that stay as they were, no level being said of them."""
    return [
        each for at, token in enumerate(tokens) if _stays(tokens, at) for each in _subject(tokens, at, stated, token)
    ]


def _stays(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    return token.text in _STAYS or (token.has(Cue.UNCHANGED) and not token.has(Cue.REST))


def _subject(tokens: Sequence[Token], at: int, stated: Sequence[Mention], verb: Token) -> Sequence[Mention]:
    """The names right before the verb; of those that a level leads to, one of them is left its level."""
    groups = groups_of(tokens, [each for each in stated if each.at < at])
    if not groups or groups[-1].kind is Kind.LEVEL or not _joined(tokens, groups[-1].last, at):
        return ()
    if any(each.kind is Kind.LEVEL and each.at > at and _follows(tokens, at, each.at) for each in stated):
        return ()
    subject, led = groups[-1].mentions, len(groups) > 1 and groups[-2].kind is Kind.LEVEL
    if not led or not _leads(tokens, groups[-2].last, groups[-1].first):
        return subject
    return subject[-1:] if verb.text.split()[0] in _ONE else subject[1:]


def _leads(tokens: Sequence[Token], level: int, name: int) -> bool:
    """Whether a level leads on to names: "read-only on Bibs", and not beyond a sign."""
    return all(token.is_word and not token.has(Cue.CONTRAST) for token in tokens[level + 1 : name])


def _joined(tokens: Sequence[Token], last: int, at: int) -> bool:
    """Whether nothing but auxiliaries and the like stands between a name and the verb."""
    between = tokens[last + 1 : at]
    return len(between) <= _BETWEEN and all(
        token.has(Cue.HEAD, Cue.KEY, Cue.POLITE, Cue.MODAL) or AUXILIARY.issuperset(token.text.split())
        for token in between
    )


def _follows(tokens: Sequence[Token], at: int, level: int) -> bool:
    """Whether a level is what something stays at: "stays read-only", "stays as it was, read-only"."""
    return level - at <= _BETWEEN + 2 and not any(
        token.has(Cue.CONTRAST, Cue.AND) or token.text in (";", "-") for token in tokens[at + 1 : level]
    )
