"""Whose ticket it is: the rules that leave tickets alone, and that finish what was begun even on those."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.core.acts import OFF, ON, switched
from app.core.case import Key, Kind, Source, State
from app.core.complete import asked_after_delivery, asks_new
from app.core.decision import Decision, do, rest
from app.core.reading import Asks
from app.core.rules.speaking import DOUBT, in_passing, speak
from app.core.steps import PutAway, Recover, Release, Resume, Understand
from app.core.view import View, messages, source_of

#: When to ask again for what could not be learnt.
SOON = timedelta(minutes=1)

#: The help desk's search lags behind its tickets: when a fresh one is asked for again. (Two clocks are compared here;
#: should they differ by more, the sweep finds the ticket.)
SEARCH_LAGS = (timedelta(seconds=30), timedelta(minutes=2))


#: After what time a ticket of ours is asked for again that was not there: a 404 can be a passing fault.
SHORTEST_GONE, LONGEST_GONE = timedelta(minutes=5), timedelta(days=1)

#: A share call and what follows it, each at its slowest: after that nobody is at it any more.
LONGEST_DELIVERY = timedelta(minutes=5)

#: What the note is about that a ticket was not read.
TOO_LONG = "too-long"

#: What stands before a key's slot in the note that the words ask something else of it than was delivered.
DELIVERED = "delivered:"


def gone(view: View) -> Decision | None:
    """A ticket that is deleted or hidden from us: what was taken for it goes back, and there is nowhere to say so; one
    of ours may come back, and is asked for again and again, ever more rarely."""
    if view.ticket is not None:
        return None
    wake = _asked_again(view) if view.case.known else None
    return release(view) or rest("the ticket is gone, or hidden from us", wake=wake)


def _asked_again(view: View) -> datetime:
    """Soon after we last did something about it, and in the end once a day."""
    quiet = view.now - max((each.attempted_at for each in view.case.said), default=view.now - LONGEST_GONE)
    return view.now + min(max(quiet / 4, SHORTEST_GONE), LONGEST_GONE)


def finish_delivery(view: View) -> Decision | None:
    """A share call was begun: its link is published or counted lost, whatever has become of the ticket since."""
    for key in view.case.keys:
        if key.shared_at is None or key.delivered_at is not None:
            continue
        if view.case.has_said(Kind.DELIVERY, key.slot):
            return do(PutAway(key), f"the link to {key.name} is published: put its source away")
        return _resume(view, key)
    return None


def recover(view: View) -> Decision | None:
    """A key was delivered, and its row does not know it: the database is an older copy, and takes up what it lacks."""
    given = [each.about for each in view.case.said if each.kind is Kind.DELIVERY and each.posted_at is not None]
    for slot in given:
        key = next((each for each in view.case.keys if each.slot == slot), None)
        if key is None:
            told = speak(view, Kind.STUCK, "nothing is known of a key that was delivered", about=f"restored:{slot}")
            return told or rest("a key was delivered of which nothing is known any more", state=State.STUCK)
        if key.delivered_at is None and key.shared_at is None:
            return do(Recover(key), f"{key.name} was delivered, and its row does not know it")
    return None


def delivered(view: View) -> Decision | None:
    """Every key that is asked for is with its requester: words change nothing any more; stock keys are named anew."""
    keys = [view.case.key(environment) for environment in environments(view)]
    if not keys or any(key is None or key.delivered_at is None for key in keys):
        return None
    for key in view.case.keys:
        if key.source is Source.STOCK and key.delivered_at is not None:
            asked = speak(view, Kind.RENAME, f"{key.name} still has its stock name", about=key.slot, key=key)
            if asked is not None:
                return asked
    return rest("every key is delivered", state=State.ISSUED)


def drop(view: View) -> Decision | None:
    """The request was laid before the reviewers without this key: what was taken for it goes back."""
    dropped = [key for key in view.case.keys if key.environment not in environments(view)]
    return _release(dropped)


def foreign(view: View) -> Decision | None:
    """A ticket of another project is not ours, whatever any query says."""
    if view.seen.project_id in view.policy.projects:
        return None
    return _let_go(view, "the ticket belongs to another project")


def elsewhere(view: View) -> Decision | None:
    """A ticket that no queue of ours holds, and that never was, leaves no trace; a fresh one is asked for again."""
    if view.case.known or view.queue is not None:
        return None
    created = view.seen.created
    later = [created + lag for lag in SEARCH_LAGS if view.seen.project_id in view.policy.projects]
    return rest("no queue of ours holds the ticket", wake=next((each for each in later if each > view.now), None))


def kept_out(view: View) -> Decision | None:
    """A reviewer has set `keydesk-off`; while that cannot be learnt, Keydesk keeps quiet too."""
    off = switched(view, OFF)
    if off is None:
        return rest("it cannot be learnt who set keydesk-off", wake=view.now + SOON)
    return _let_go(view, "a reviewer keeps Keydesk out of this ticket") if off else None


def before_start(view: View) -> Decision | None:
    """Tickets from before Keydesk's time are left alone until a reviewer sets `keydesk-on`."""
    if view.case.known or view.seen.created >= view.policy.since:
        return None
    on = switched(view, ON)
    if on is None:
        return rest("it cannot be learnt who set keydesk-on", wake=view.now + SOON)
    return None if on else rest("the ticket is older than Keydesk's start here")


def closed(view: View) -> Decision | None:
    """On a closed ticket, or one that has left its queue, nothing is asked, reviewed, ordered or issued."""
    if not view.seen.closed and view.case.left_at is None:
        return None
    why = "the ticket is closed" if view.seen.closed else "the ticket has left its queue"
    return _let_go(view, why)


def understand(view: View) -> Decision | None:
    """New words are understood once, and what they were understood to say is kept."""
    source = source_of(messages(view.seen, view.policy.bot))
    if view.reading is None or view.case.understanding(source) is not None:
        return None
    return do(Understand(view.service, source, view.reading), "the ticket says something new")


def undecided(view: View) -> Decision | None:
    """The words ask for no new key, and whether a reviewer says otherwise cannot be learnt now."""
    return rest("it cannot be learnt who set keydesk-on", wake=view.now + SOON) if asks_new(view) is None else None


def silent(view: View) -> Decision | None:
    """A ticket that asks for no key is none of our business, unless a reviewer says that it is."""
    if view.reading is None or view.reading.asks is not Asks.NONE or asks_new(view):
        return None
    return _let_go(view, "the ticket asks for no key", State.SILENT if view.case.said else None)


def too_long(view: View) -> Decision | None:
    """A ticket of more words than can be read is a person's: the staff are told once, and nobody is asked anything."""
    if view.reading is None or not view.reading.too_long:
        return None
    told = speak(view, Kind.OTHER_MATTER, "the ticket is too long to be read", about=TOO_LONG)
    return told or _let_go(view, "the staff know that the ticket is too long", State.HELP)


def other_matter(view: View) -> Decision | None:
    """Something about a key that exists: one note for the staff, and nothing in public."""
    if view.reading is None or view.reading.asks in (Asks.NEW, Asks.NONE) or asks_new(view):
        return None
    told = speak(view, Kind.OTHER_MATTER, "the ticket is about a key that exists", about=view.reading.asks.value)
    return told or _let_go(view, "the staff know what the ticket is about", State.HELP)


def kept_as_delivered(view: View) -> Decision | None:
    """The words ask something else of a key that is delivered: it stays as it is, and the staff are told once."""
    for key in asked_after_delivery(view):
        about = f"{DELIVERED}{key.slot}"
        told = in_passing(speak(view, Kind.OTHER_MATTER, f"{key.name} is delivered", about=about, key=key))
        if told is not None:
            return told
    return None


def release(view: View) -> Decision | None:
    """What was taken for a key goes back while no value was sent to anybody."""
    return _release(view.case.keys)


def environments(view: View) -> frozenset[str]:
    """Those that the newest review has a key for."""
    review = view.case.newest_review()
    return frozenset(spec.environment for spec in review.request.keys) if review and review.request else frozenset()


def taken(key: Key) -> bool:
    """Whether something lies reserved for a key whose value nobody was sent."""
    return key.delivered_at is None and key.shares == 0 and (key.source is Source.STOCK or key.item is not None)


def _release(keys: Iterable[Key]) -> Decision | None:
    for key in keys:
        if taken(key):
            return do(Release(key), f"{key.name} is not to be issued now: give back what was taken for it")
    return None


def _let_go(view: View, because: str, state: State | None = None) -> Decision:
    return release(view) or rest(because, state=state)


def _resume(view: View, key: Key) -> Decision:
    """Not before whoever began it must have ended, alive or dead: two at it at once would publish two links."""
    comment = view.case.comment(Kind.DELIVERY, key.slot)
    begun = key.shared_at or view.now
    over = max(begun + LONGEST_DELIVERY, comment.attempted_at + DOUBT if comment else begun)
    if view.now < over:
        return rest(f"the link to {key.name} may be on its way", wake=over)
    return do(Resume(key), f"the delivery of {key.name} was begun and not finished")
