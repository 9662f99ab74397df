"""What kind of reply a message is."""

import re
from collections.abc import Sequence

from app.core.reading.english import Cue
from app.core.reading.statements import Statement
from app.core.reading.tokens import words_of
from app.core.reading.types import Reply
from app.core.reading.wishes import has

_AUTOMATIC = re.compile(
    r"^\W*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response|answer)|out of (?:the )?office|abwesenheits"
    r"|réponse automatique)"
    r"|\b(?:mail ?box|inbox|address|account) is (?:not|no longer|rarely) (?:being )?(?:monitored|read|checked)\b"
    r"|\bi(?: am|'m) (?:currently )?(?:out of (?:the )?office|away from (?:the office|my desk)|on (?:annual "
    r"|parental |sick )?leave) (?:until|from|and)\b.{0,80}"
    r"\b(?:without|limited|no) access\b|\bthis is an automat(?:ic|ed)\b"
    r"|\b(?:message|reply|response|e-?mail|notification|answer|note) (?:was|is|has been) (?:being )?(?:(?:created"
    r"|generated|sent|"
    r"written|produced) )?automatically\b|\bautomatically (?:generated|created|sent) (?:message|reply|response"
    r"|e-?mail)\b"
    r"|\bauto-?(?:reply|responder|response)\b|\b(?:i am|i'm|we are) (?:currently |now )?(?:out of (?:the )?office"
    r"|away|on (?:\w+ ){0,2}(?:leave|holidays?|vacation|sabbatical|travel)|travell?ing|abroad)\b"
    r".{0,40}\b(?:until|till|through|from|back|returning|return)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARGUES = re.compile(
    r"\b(?:supervisor|boss|manager|director|already (?:told|said|wrote|answered)|move on|ridiculous|bureaucra\w+"
    r"|red tape|why do you|why does"
    r"|why would|none of your|unacceptable|waste of time|other librar\w+|never (?:had|needed|asked)|just (?:give"
    r"|make|do) (?:me|us|it)|absurd"
    r"|don't see why|do not see why|complain|real (?:person|human)|talk to a (?:person|human)|stop asking"
    r"|annoying|nonsense|seriously)\b"
)
_THANKS = re.compile(r"\b(?:thanks|thank you|thx|cheers|great|perfect|wonderful|awesome)\b")


def is_automatic(text: str) -> bool:
    """Whether a message was sent by a mail program in its owner's absence: it states nothing."""
    return bool(_AUTOMATIC.search(text[:1000]))


def kind_of_reply(text: str, statements: Sequence[Statement], tells: bool, complete: bool) -> Reply:
    """`tells`: the message states or takes up something; `complete`: nothing is missing any more."""
    if is_automatic(text):
        return Reply.AUTOMATIC
    if tells and complete:
        return Reply.ANSWER
    if any(has(each, Cue.UNSURE) for each in statements) and not any(each.question for each in statements):
        return Reply.UNSURE
    if any(each.question for each in statements):
        return Reply.ARGUMENT if _argues(statements) else Reply.QUESTION
    if tells:
        return Reply.ANSWER
    if any(has(each, Cue.PROMISE) for each in statements):
        return Reply.PROMISE
    if _argues(statements):
        return Reply.ARGUMENT
    return Reply.THANKS if _THANKS.search(text.lower()) else Reply.ANSWER


def _argues(statements: Sequence[Statement]) -> bool:
    return any(_ARGUES.search(words_of(each.tokens)) for each in statements)
