"""What a form's label or a heading is about, by the words in it."""

import re
from enum import StrEnum, auto
from functools import lru_cache


class Topic(StrEnum):
    """What the words beneath a label answer. GRANTS: areas, levels, or both. KIND: a new key or something else.

    OTHER: nothing that a key needs.
    """

    __hash__ = str.__hash__  # that of Enum is slow, and these are looked up all the time

    ENVIRONMENT = auto()
    GRANTS = auto()
    PURPOSE = auto()
    EXPLANATION = auto()
    KIND = auto()
    OTHER = auto()


# Phrases, in lower case and in the singular.
_OTHER = """
    e-mail, mail, phone, tel, telephone, fax, date, due, member, approved, who, whose, whom, cc, needed by,
    requested by, request id, request no, request number, request date, delivery, deliver, team, unit,
    division, institution, school, netid, username, office, building, priority, urgency, vendor, supplier, by,
    person, people, share, shared, valid, expiry, expires, expiration, when, time, hour, ip, volume,
    looks after, server, host, dept, subject, company, customer, go-live, how, expected,
    rotation, log, attachment, cost, status, signed, submitted, your, form, faculty, campus, ext, extension, library,
    group, location, to, from, ticket, contact, owner, lead, manager, vault, deadline, approver, requester, requestor,
    supervisor, department, applicant, sponsor, maintainer, recipient, signature, submitter, license, product
"""
_PEOPLE = """
    contact, owner, lead, manager, vault, deadline, approver, requester, requestor, supervisor, department, applicant,
    sponsor, maintainer, recipient, signature, submitter, member, date, e-mail, email, url, address, team
"""
# What people may write freely beneath: anything.
_FREE = "note, comment, remark, anything else"
_EXPLANATION = "explanation, explain, justification, justify, why, rationale, reason for"
_PURPOSE = """
    project, integration, purpose, used for, needed for, requested for, use case, usage, application, app, tool,
    key is for, is it for, what for, description, describe, goal, aim, background, what it is, what it does, used by,
    reason, objective, intended use, program, software, business case, consumer, workflow, title, summary, about, script
"""
_ENVIRONMENT = "environment, enviroment, env, instance, where, which alma, system, tenant, target"
_GRANTS = """
    area, access, level, permission, right, scope, api, module, privilege, endpoint, read-only, read only, read/write,
    read-write, r/rw, ro/rw, r/w, role, reach, touch, mode, grant, functional area, scopes, capability
"""
# Whole labels: "Type of access" is none.
_KIND = """
    type, kind, action, category, request type, ticket type, issue type, change type, type of request, type of ticket,
    type of the request, type of your request, kind of request, nature of request, nature of the request,
    what kind of request, requested action, action requested, action needed, operation, type of action
"""
_PREPOSITIONS = frozenset("for of in on to that the with by from at we you it is are should must will do".split())
_ASIDE = re.compile(r"\([^()\n]{0,200}\)|\[[^\[\]\n]{0,200}\]|<[^<>\n]{0,200}>")
_WORD = re.compile(r"[^\W_]+(?:[-/'][^\W_]+)*")
_SAYS_WHAT = re.compile(
    r"what\b(?!.*\b(?:ask|request|need)).* for|what (?:does|do|will|should|is|are|would)\b.* do|(?:what|for|about)$",
    re.I,
)
_NARROW = re.compile(r"\b(?:config\w*|full|write|narrow\w*|levels?|access|permissions?|d\d)\b", re.I)
_WHICH = frozenset(("which", "what"))


def _phrases(words: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in words.split(","))


_BEGINS_OTHER, _ENDS_OTHER = _phrases(_OTHER), _phrases(_PEOPLE)
_TOPICS: dict[str, Topic] = {
    phrase: topic
    for topic, words in (
        (Topic.GRANTS, _GRANTS),
        (Topic.ENVIRONMENT, _ENVIRONMENT),
        (Topic.PURPOSE, _PURPOSE),
        (Topic.EXPLANATION, _EXPLANATION),
    )
    for phrase in _phrases(words)
}
_KINDS = _phrases(_KIND)
_LONGEST_PHRASE = 3
_FEW = 3
# What may stand in a label beside the words that say what it is about.
_GLUE = frozenset(
    """name full key keys alma openathens needed required requested your the of for a needs desired please which what
    api any other type on in is will be to used key's who should with functional expected
    or and""".split()
)
LABEL_WORDS = frozenset(
    word for phrase in (*_TOPICS, *_BEGINS_OTHER, *_ENDS_OTHER, *_phrases(_FREE)) for word in phrase.split()
)


@lru_cache(maxsize=256)
def topic_of(label: str) -> Topic | None:
    """The topic of a label's words; what stands in brackets explains the label and does not count.

    "Project contact" is a contact, "access for the project" is access: what stands before the preposition, and there
    the last, says it.
    """
    words = [_singular(word) for word in _WORD.findall(_ASIDE.sub(" ", label).lower().replace("e-mail", "email"))]
    if not words:
        return None
    if " ".join(words) in _KINDS:
        return Topic.KIND
    if _SAYS_WHAT.match(" ".join(words)):
        return Topic.PURPOSE
    if words[0] == "why":
        return Topic.EXPLANATION if _NARROW.search(label) else Topic.PURPOSE
    if _is_other(words) or words == ["name"]:
        return Topic.OTHER
    return _by_head(words)


def _is_other(words: list[str]) -> bool:
    begins = any(" ".join(words[:size]) in _BEGINS_OTHER for size in range(1, _FEW))
    return begins or (len(words) <= _FEW and words[-1] in _ENDS_OTHER)


def _by_head(words: list[str]) -> Topic | None:
    if words[0] in _WHICH:
        words = words[1:]
    found = list(_topics_in(words))
    explained = next((topic for _, topic in found if topic is Topic.EXPLANATION), None)
    if explained or not found:
        return explained
    head = next((at for at, word in enumerate(words) if at and word in _PREPOSITIONS), len(words))
    before = [topic for at, topic in found if at < head]
    return before[-1] if before else found[0][1]


def _topics_in(words: list[str]) -> list[tuple[int, Topic]]:
    found: list[tuple[int, Topic]] = []
    at = 0
    while at < len(words):
        sizes = (size for size in range(_LONGEST_PHRASE, 0, -1) if " ".join(words[at : at + size]) in _TOPICS)
        size = next(sizes, 0)
        if size:
            found.append((at, _TOPICS[" ".join(words[at : at + size])]))
        at += size or 1
    return found


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > _FEW:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and word[:-1] in LABEL_WORDS else word


def is_label_word(word: str) -> bool:
    """Whether a word may be part of a label."""
    return _singular(word.lower()) in LABEL_WORDS or word.lower() in _GLUE
