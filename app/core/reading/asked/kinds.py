"""What a form says that it is for: "Type of request: change", or "Replace a key" with a tick before it.

Only a field, box or cell counts that is nothing but such words, so that no project's description is taken for one.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from app.core.reading.asked.heard import Sentence
from app.core.reading.layout.statements import Place
from app.core.reading.types import Asks
from app.core.reading.vocabulary.topics import Topic

SHAPED = (Place.FIELD, Place.CELL, Place.BOX)
# In the order in which one goes before those after it: "change of a lost key".
_WORDS: dict[Asks, frozenset[str]] = {
    Asks.REPLACE: frozenset(
        """replace replacing replacement rotate rotating rotation renew renewal reissue regenerate regeneration revoke
        revoking revocation withdraw withdrawal delete deleting deletion remove removal lost leaked exposed stolen
        compromised give back return returning hand deactivate deactivation decommission disable""".split()
    ),
    Asks.TROUBLE: frozenset(
        """problem problems trouble incident fault error errors doesn't broken issue issues malfunction failing fails
        help support troubleshooting""".split()
    ),
    Asks.CHANGE: frozenset(
        """change changes changing modify modifying modification update updating amend amendment extend extending
        extension alter alteration transfer adjust adjustment edit widen""".split()
    ),
    Asks.NEW: frozenset("new create creating creation first additional another second separate initial".split()),
    Asks.NONE: frozenset("other else question questions enquiry inquiry information feedback comment".split()),
}
_RIGHTS = frozenset("right rights permission permissions owner ownership area areas level levels contact".split())
_ORDERED = frozenset("request order need want get".split())
_KEYS = frozenset("key keys credential credentials apikey".split())
_GLUE = frozenset(
    """a an the my our your you i we have has had to of for with from on in or and existing current old key keys api
    alma openathens access project application app integration program please need want is it that which not work works
    working already about get request requests order this one credential credentials apikey general something no
    longer used needed unused""".split()
)
_OPTIONS = frozenset(("/", "|", "or"))
_MOST = 10


def kind_of_form(sentences: Sequence[Sentence]) -> tuple[Asks, Sentence] | None:
    """What the form is for, if it says so and does not contradict itself; its sentence with it."""
    spoken = any(each.all_keys or each.says(("api", "apis")) for each in sentences)
    found = [(asks, each) for each in sentences if spoken and (asks := _kind(each)) is not None]
    return found[0] if len({asks for asks, _ in found}) == 1 else None


def _kind(sentence: Sentence) -> Asks | None:
    statement = sentence.statement
    if statement.place not in SHAPED or not 0 < len(sentence.texts) <= _MOST:
        return None
    if statement.topic is not Topic.KIND and not sentence.says(_KEYS):
        return None
    words = set(_told(sentence.texts))
    classes = [asks for asks, said in _WORDS.items() if words & said]
    if not words <= _RIGHTS | _GLUE.union(*_WORDS.values()):
        return None
    if len(classes) > 1 and _has_options(token.text for token in statement.tokens):
        return None
    return _first(words, classes)


def _told(texts: Sequence[str]) -> Iterator[str]:
    """The words before a comma or the like: what follows says more of it."""
    yield from takewhile(lambda word: word[0].isalnum(), texts)


def _has_options(texts: Iterable[str]) -> bool:
    return not _OPTIONS.isdisjoint(texts)


def _first(words: set[str], classes: Sequence[Asks]) -> Asks | None:
    """The first kind that is named; to withdraw rights is to change, and to order a key is to want a new one."""
    if words & _RIGHTS and Asks.TROUBLE not in classes:
        return Asks.CHANGE
    return classes[0] if classes else (Asks.NEW if words & _ORDERED and words & _KEYS else None)
