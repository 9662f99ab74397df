"""Whether a message does away with what was written before: a block that replaces an earlier one, a form done anew.

What is done away with is not stated any more: what the new block leaves open is asked again, and nothing that stood
only in the old one is granted.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from app.core.catalogue import Catalogue
from app.core.reading.layout.statements import Place, Statement
from app.core.reading.text.tokens import words_of
from app.core.reading.vocabulary.english import Cue
from app.core.reading.vocabulary.lexicon import Term
from app.core.reading.vocabulary.topics import Topic
from app.core.reading.wanted.wishes import Claims, Wishes, unknown

_BLOCK = "block|form|table|list|matrix|grid|version|draft|snippet|sheet|csv|json|yaml|toml|ini|settings|file|section"
_TEXT = "description|text|message|comment|mail|email|request|ticket|spec|details|data|info|information|answers?|post"
_WRITTEN = rf"(?:{_BLOCK}|{_TEXT}|attempt)"
_EARLIER = "(?:first|upper|old|older|earlier|previous|original|initial|last|above|former|wrong|other)"
_THE = "(?:(?:the|my|our|that|this|all|of|whole|entire|it|please) ){0,4}"
_ABOVE = (
    "(?:above|before|earlier|(?:that )?(?:i|we) (?:sent|wrote|posted|gave|put|pasted|said)"
    "|(?:in|from|of) (?:the|my) (?:first|ticket|description|request|form))"
)
_OLD = (
    rf"{_THE}(?:{_EARLIER} (?:{_WRITTEN}|one|ones)\b|{_WRITTEN} {_ABOVE}|(?:everything|all|anything|what|whatever"
    rf"|lines?|things|the) (?:\w+ ){{0,2}}?{_ABOVE}|everything and\b)"
)
_DISCARD = re.compile(
    rf"\b(?:forget(?: about)?|ignore|disregard|discard|scrap|scratch|throw away|bin|overlook)"
    rf" (?:{_OLD}|(?:the|my|our) (?:first|old one|former|above|other)\b)"
)
_REPLACE = re.compile(
    r"\b(?:throw away|throw out|bin|delete|replaces?|supersedes?|overrides?|overwrites?|instead of|in place of"
    r"|cancels?) " + _OLD
)
# What was written is no good: with what is to stand in its place, or because it never was about this.
_NO_GOOD = re.compile(
    rf"\b(?:(?:the|my|our|that|this) (?:{_EARLIER} )?{_WRITTEN}(?: {_ABOVE})?|(?:that|the first) one) "
    r"(?:is|was|are|were|belongs|comes|came|turns out) (?:\w+ ){0,2}?"
    r"(?:out of date|outdated|obsolete|void|invalid|superseded"
    r"|(?:to|for|from|of) (?:another|a different|an? (?:old|other)))"
)
_WRONG = re.compile(
    rf"\b(?:filled|pasted|posted|sent|copied|attached|used|took)\b.{{0,40}}\b(?:wrong|wrongly|old|outdated)\b"
    rf"|\b{_WRITTEN}\b.{{0,30}}\b(?:wrong|wrongly|mistake|incorrect|error|mixed up)\b"
)
_NEW = re.compile(
    r"\b(?:correct|corrected|right|current|updated|revised|proper|fixed|final|actual|latest|amended|improved)"
    rf" (?:\w+ )?(?:{_WRITTEN}|one|ones)\b|\bnew (?:and \w+ )?{_WRITTEN}\b"
    rf"|\b(?:use|take) th(?:is|ese|e following)(?: (?:one|{_WRITTEN}))? (?:in its (?:place|stead)|instead)"
    r"|\b(?:here|there) (?:it|they) (?:is|are) (?:again|once more)\b|\bin its (?:place|stead)\b"
    rf"|\b(?:this|that|it|the following) (?:one )?(?:replaces|supersedes)\b|\bonce more, corrected\b"
)
_AREAS_ONLY = re.compile(r"\b(?:table|list|matrix|grid)\b")
_BLOCKS = (Place.ITEM, Place.FIELD, Place.CELL, Place.BOX)


def superseded(
    known: Wishes, statements: Sequence[Statement], claims: Claims, catalogue: Catalogue
) -> tuple[Wishes, Claims]:
    """What is left of what was known, and of the message's own claims: those that come after it does away with all."""
    telling = {id(each) for each, _ in claims}
    at = _supersedes(statements, {number for number, each in enumerate(statements) if id(each) in telling})
    if at is None:
        return known, claims
    places = any(claim.environments for _, claim in claims)
    before = {id(each) for each in statements[:at]}
    kept = tuple((each, claim) for each, claim in claims if id(each) not in before) or claims
    return _without_superseded(known, statements[at], places, catalogue), kept


def _supersedes(statements: Sequence[Statement], telling: Collection[int]) -> int | None:
    """Where a message does away with what was written before; `telling`: the numbers of the statements that claim."""
    block = any(statements[number].place in _BLOCKS for number in telling)
    for number, statement in enumerate(statements):
        told = number in telling and statement.place is not Place.PROSE
        if not (told or statement.question or _is_about_key(statement)) and _does_away(statement, block):
            return number
    return None


# What is done away with of a form, or of what was said, is but this.
_LINE = re.compile(r"\b(?:line|row|field|box|entry|column)\b")
_SAID_ABOUT = re.compile(r"\b(?:said|wrote|told you|asked) (?:about|on|of|regarding|for)\b")


def _does_away(statement: Statement, block: bool) -> bool:
    words = words_of(statement.tokens)
    part = _LINE.search(words) or _SAID_ABOUT.search(words)
    if part and any(token.term in (Term.AREA, Term.ENVIRONMENT) for token in statement.tokens):
        return False
    if _DISCARD.search(words) or _NO_GOOD.search(words):
        return True
    return block and any(pattern.search(words) for pattern in (_REPLACE, _NEW, _WRONG))


def _is_about_key(statement: Statement) -> bool:
    """Whether it is a key that is old or wrong, not what was written: "the key replaces the old one"."""
    return statement.has(Cue.KEY) and not _ASKED.search(words_of(statement.tokens))


_ASKED = re.compile(rf"\b(?:{_BLOCK}|description|message|comment|request|ticket)\b")


def _without_superseded(known: Wishes, by: Statement, places: bool, catalogue: Catalogue) -> Wishes:
    """What is left of what was known. A list of areas keeps the environments, unless new ones are named (`places`)."""
    fresh = unknown(catalogue)
    kept = not places and _AREAS_ONLY.search(words_of(by.tokens))
    return replace(fresh, environments=known.environments) if kept else fresh


def is_form(statements: Sequence[Statement]) -> bool:
    """Whether a message is a form of several fields, with all the areas that are wanted in one of them, adding none."""
    fields = [each for each in statements if each.place is Place.FIELD and each.topic in _GRANTING]
    listed = any(_lists_areas(each) for each in fields)
    return listed and len(fields) > 1 and not any(each.has(Cue.ALSO, Cue.TOO) for each in statements)


_GRANTING = (Topic.ENVIRONMENT, Topic.GRANTS)
_AREAS = frozenset("area areas api apis module modules".split())


def _lists_areas(field: Statement) -> bool:
    label = field.above[-1] if field.above else ()
    return any(token.text in _AREAS for token in label) and any(token.term is Term.AREA for token in field.tokens)
