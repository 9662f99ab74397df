"""What the requester is asked: every gap in one comment, twice at the most, and then a person takes over."""

from datetime import timedelta

from app.core.acts import ON, switched
from app.core.case import Kind, State, Understanding
from app.core.complete import gaps
from app.core.decision import Decision, rest
from app.core.reading import Reply
from app.core.recipient import NoRecipient, find_recipient
from app.core.rules.speaking import speak
from app.core.ticket import AccountKind
from app.core.view import View, messages, requesters, source_of

MOST_QUESTIONS = 2

#: One reporter's requests under way at a time.
MOST_REQUESTS = 5

#: Replies that a question of ours does not answer, and that call for a person.
FOR_A_PERSON = frozenset({Reply.QUESTION, Reply.UNSURE, Reply.ARGUMENT})

#: Replies after which more may come by itself.
NOT_YET = frozenset({Reply.PROMISE, Reply.THANKS, Reply.AUTOMATIC})


def hand_over(view: View) -> Decision | None:
    """A person was promised: the staff are told, in the same breath."""
    for said in view.case.said:
        if said.kind is Kind.HANDOVER and said.posted_at is not None:
            told = speak(view, Kind.HANDOVER_NOTE, "the staff have to know that somebody waits", about=said.about)
            if told is not None:
                return told
    return None


def in_turn(view: View) -> Decision | None:
    """A reporter with as many requests under way as may be waits with the next one, unless a reviewer wants it done."""
    if view.case.said or view.others.open < MOST_REQUESTS or switched(view, ON):
        return None
    # All that wait together are looked at about once a minute, however many they are.
    again = max(timedelta(hours=1), timedelta(minutes=view.others.waiting))
    return rest("the reporter has as many requests under way as may be", wake=view.now + again)


def ask(view: View) -> Decision | None:
    """Something is missing: ask, wait for the answer, ask once more if something else is missing, then hand over."""
    if view.reading is None or not gaps(view.reading):
        return None
    last = last_asked(view)
    if last is None or last.asked is None:
        return _question(view, 1)
    if not view.case.has_said(Kind.QUESTION, str(last.asked)):
        return _question(view, last.asked)
    if _said_nothing_new(view):
        return rest("the question waits for its answer", state=_waiting(view))
    if view.reading.reply in NOT_YET:
        return rest("the reply answers nothing yet", state=_waiting(view))
    asks_back = view.reading.reply in FOR_A_PERSON
    unchanged = gaps(last.reading) == gaps(view.reading)
    if asks_back or unchanged or last.asked >= MOST_QUESTIONS:
        return _to_a_person(view)
    return _question(view, last.asked + 1)


def no_recipient(view: View) -> Decision | None:
    """The request is complete, but nobody can be sent a link: the staff are told why, once for each reason."""
    found = find_recipient(view.seen.reporter, view.address, view.policy)
    if not isinstance(found, NoRecipient):
        return None
    told = speak(view, Kind.NO_RECIPIENT, "nobody can be sent a link", about=found.name)
    return told or rest(found.value, state=State.HELP)


def last_asked(view: View) -> Understanding | None:
    """The wording on which the newest question was asked."""
    asked = [each for each in view.case.understandings if each.asked is not None]
    return max(asked, key=lambda each: each.asked or 0, default=None)


def _said_nothing_new(view: View) -> bool:
    """Whether the words are still, or again, some that were asked about."""
    source = source_of(messages(view.seen, view.policy.bot))
    return any(each.asked is not None and each.source == source for each in view.case.understandings)


def _question(view: View, number: int) -> Decision:
    if _staff_spoke_last(view):
        return _left_to_staff(view)
    asked = speak(view, Kind.QUESTION, "the request lacks something", about=str(number))
    return asked or rest("the question waits for its answer", state=_waiting(view))


def _left_to_staff(view: View) -> Decision:
    """Where Keydesk has not said a word yet, not even by a label."""
    return rest("a colleague had the last word", state=_waiting(view) if view.case.said else None)


def _to_a_person(view: View) -> Decision:
    if _staff_spoke_last(view):
        return _left_to_staff(view)
    told = speak(view, Kind.HANDOVER, "the requester needs a person")
    return told or rest("a person has taken over", state=State.HELP)


def _waiting(view: View) -> State:
    return State.HELP if view.case.has_said(Kind.HANDOVER) else State.INCOMPLETE


def _staff_spoke_last(view: View) -> bool:
    """Whether the newest public words that are not ours are a colleague's. Others on the portal are no colleagues."""
    ours, asking = view.policy.bot, requesters(view.seen)
    for comment in reversed(view.seen.comments):
        author = comment.author
        if author is None or author.id == ours:
            continue
        if author.id in asking:
            return False
        if comment.public and author.kind is AccountKind.HUMAN:
            return True
    return False
