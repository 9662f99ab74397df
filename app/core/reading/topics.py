"""What a form's label or a heading is about, by the words in it."""

import re
from enum import StrEnum, auto


class Topic(StrEnum):
    """What the words beneath a label answer. GRANTS: areas, levels, or both. OTHER: nothing that a key needs."""

    ENVIRONMENT = auto()
    GRANTS = auto()
    PURPOSE = auto()
    EXPLANATION = auto()
    OTHER = auto()


_PEOPLE = (
    "contacts? owners? leads? managers? vaults? deadlines? approvers? requesters? requestors? supervisors? departments?"
)
_BEGINS_OTHER = r"""
    e-?mails? mails? phone tel telephone dates? due members? approved who cc needed\sby requested deliver\w*
    teams? units? divisions? institutions? schools? netid username office building priority urgency vendors?
    suppliers? by persons? people recipients? share shared notes? valid expir\w+ when time hours? ip ips
    volume looks\safter servers? hosts? dept names? subject
"""
_EXPLANATION = r"explanations? explain justif\w+ why rationale reason\sfor"
_PURPOSE = r"""
    projects? integrations? purposes? used\sfor use\scases? usage applications? app apps tools? key\sfor$
    key\sis\sfor what\sfor descriptions? goals? aims? background what\sit\sis what\sit\sdoes used\sby reason
    why\swe
"""
_ENVIRONMENT = r"environments? enviroments? env envs instances? where which\salma systems?"
_GRANTS = r"""
    areas? access levels? permissions? rights? scopes? apis? modules? privileges endpoints? read-?only
    read(?:/|-)?write roles? reach touch
"""


def _anywhere(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(words)})\b", re.IGNORECASE)


def _either(words: str) -> str:
    return "|".join(words.split())


# The first that fits wins, so that "project contact" is a contact, and "full explanation (access)" an explanation.
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.OTHER, re.compile(rf"^(?:{_either(_PEOPLE)})\b|^(?:\S+ ){{0,2}}(?:{_either(_PEOPLE)})$", re.IGNORECASE)),
    (Topic.OTHER, re.compile(rf"^(?:{_either(_BEGINS_OTHER)})\b", re.IGNORECASE)),
    (Topic.EXPLANATION, _anywhere(_EXPLANATION)),
    (Topic.PURPOSE, _anywhere(_PURPOSE)),
    (Topic.ENVIRONMENT, _anywhere(_ENVIRONMENT)),
    (Topic.GRANTS, _anywhere(_GRANTS)),
    (Topic.PURPOSE, re.compile(r"^\W*(?:what|for|summary|title|about)\W*$", re.IGNORECASE)),
    (Topic.OTHER, re.compile(r"^\W*(?:group|library|location|role|to|from|ticket)\W*$", re.IGNORECASE)),
)


def topic_of(label: str) -> Topic | None:
    """The topic of a label's words; what stands in parentheses explains the label and does not count."""
    words = re.sub(r"\([^()\n]{0,200}\)", " ", label).strip(" *_:?\t")
    return next((topic for topic, pattern in _TOPICS if pattern.search(words)), None)
