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


# The first that fits wins, so that "project contact" is a contact, and "full explanation (access)" an explanation.
_WORDS: tuple[tuple[Topic, str], ...] = (
    (
        Topic.OTHER,
        "contacts? owners? leads? managers? e-?mails? mails? phone tel telephone vaults? needed\\sby deadlines? dates? due members?"
        " approvers? approved who cc subject requesters? requestors? requested\\sby departments? dept supervisors? deliver\\w*"
        " teams? units? divisions? institutions? schools? netid username office building priority urgency vendors? suppliers?"
        " by persons? people recipients? share shared notes? valid expir\\w+ when time hours? ip ips calls? volume looks\\safter",
    ),
    (Topic.EXPLANATION, "explanations? explain justif\\w+ why rationale reason\\sfor"),
    (
        Topic.PURPOSE,
        "projects? integrations? purposes? used\\sfor use\\scases? usage applications? app apps tools? key\\sfor$ key\\sis\\sfor"
        " what\\sfor descriptions? goals? aims? background what\\sit\\sis what\\sit\\sdoes used\\sby reason why\\swe",
    ),
    (Topic.ENVIRONMENT, "environments? enviroments? env envs instances? where which\\salma systems? servers?"),
    (
        Topic.GRANTS,
        "areas? access levels? permissions? rights? scopes? apis? modules? privileges endpoints? read-?only read(?:/|-)?write"
        " roles? needs?\\saccess reach touch",
    ),
    (Topic.OTHER, "names?"),
)
# These are topics only where they are the whole label.
_WHOLE: tuple[tuple[Topic, str], ...] = (
    (Topic.PURPOSE, "what for summary title about subject"),
    (Topic.OTHER, "group library location role to from ticket date"),
)
# Other topics are told by their first word, or the last of a few: "Project contact", but not "News from the graduate school".
_FORMS = (r"\b(?:{0})\b", r"^(?:{0})\b|^(?:\S+ ){{0,2}}(?:{0})$")
_TOPICS = (
    *(
        (topic, re.compile(_FORMS[topic is Topic.OTHER].format("|".join(words.split())), re.IGNORECASE))
        for topic, words in _WORDS
    ),
    *((topic, re.compile(rf"^\W*(?:{'|'.join(words.split())})\W*$", re.IGNORECASE)) for topic, words in _WHOLE),
)


def topic_of(label: str) -> Topic | None:
    """The topic of a label's words; what stands in parentheses explains the label and does not count."""
    words = re.sub(r"\([^()\n]{0,200}\)", " ", label).strip(" *_:?\t")
    return next((topic for topic, pattern in _TOPICS if pattern.search(words)), None)
