"""What just happened, as one story: what people did, what the program did and why, and the calls that it took."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.demo.helpdesk.records import Change, Ticket
from app.demo.pages.beside import Told
from app.demo.pages.log import RESTS
from app.demo.scene import Scene

KEYDESK = "Keydesk"
_SHOWN = 40
_CALLS_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the program's to Jira, Alma or 1Password."""

    at: datetime
    to: str
    what: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story; `calls` are those that were made since the program's line before."""

    id: str
    at: datetime
    who: str
    ticket: str
    what: str
    because: str = ""
    calls: tuple[Call, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether something was done: looking and resting are not worth a headline."""
        return self.what != RESTS and self.id != "since"

    @property
    def calls_counted(self) -> str:
        """`Jira 3, Alma 17`."""
        places = dict.fromkeys(each.to for each in self.calls)
        return ", ".join(f"{place} {sum(each.to == place for each in self.calls)}" for place in places)


def story(scene: Scene, told: Sequence[Told]) -> list[Event]:
    """The newest first; what is under way has no line of the program's yet."""
    events = [*_of_the_program(told, _calls(scene)), *_of_the_people(scene)]
    return sorted(events, key=lambda each: each.at, reverse=True)[:_SHOWN]


def _of_the_program(told: Sequence[Told], calls: Sequence[Call]) -> Iterator[Event]:
    waiting = list(calls)
    last = Told(0, datetime.min.replace(tzinfo=UTC), None, "")
    for line in told:
        # A look that found nothing new says what the last one said.
        if (line.ticket, line.what, line.because) == (last.ticket, last.what, last.because):
            continue
        before = tuple(each for each in waiting if each.at <= line.at)
        waiting, last = waiting[len(before) :], line
        yield Event(f"told-{line.n}", line.at, KEYDESK, line.ticket or "", line.what, line.because, before)
    if waiting:
        yield Event("since", waiting[-1].at, KEYDESK, "", "Looked, or is at work", calls=tuple(waiting))


def _calls(scene: Scene) -> list[Call]:
    jira = [
        Call(each.at, "Jira", f"{each.method} {each.path} → {each.status}")
        for each in scene.desk.calls[-_CALLS_LOOKED_AT:]
    ]
    alma = [
        Call(each.at, "Alma", f"{each.method} {each.path} with key …{each.key} → {each.status}")
        for each in scene.alma.calls[-_CALLS_LOOKED_AT:]
    ]
    vault = [Call(each.at, "1Password", each.operation) for each in scene.vault.messages[-_CALLS_LOOKED_AT:]]
    return sorted([*jira, *alma, *vault], key=lambda each: each.at)


def _of_the_people(scene: Scene) -> Iterator[Event]:
    for ticket in scene.desk.now().all(Ticket):
        opener = scene.people.name_of(ticket.creator)
        yield Event(f"ticket-{ticket.id}", ticket.created, opener, ticket.key, "Opened a ticket")
        for comment in ticket.comments:
            if comment.author != scene.people.bot:
                author = scene.people.name_of(comment.author)
                yield Event(f"said-{comment.id}", comment.created, author, ticket.key, "Wrote a comment")
        for change in ticket.changes:
            if change.author != scene.people.bot:
                yield _change(scene, ticket, change)


def _change(scene: Scene, ticket: Ticket, change: Change) -> Event:
    by_rule = change.author == scene.desk.automation.id
    who = "Jira" if by_rule else scene.people.name_of(change.author)
    return Event(f"change-{change.id}", change.at, who, ticket.key, "; ".join(changed(change)))


def changed(change: Change) -> list[str]:
    """What a changelog entry says, one short text for each field."""
    told = []
    for item in change.items:
        if item.field == "labels":
            before, after = set((item.old or "").split()), set((item.new or "").split())
            told += [f"set the label {each}" for each in sorted(after - before)]
            told += [f"took off the label {each}" for each in sorted(before - after)]
        elif item.field == "description":
            told.append("changed the description")
        else:
            told.append(f"{item.field}: {item.new or 'nothing'}")
    return [each[0].upper() + each[1:] for each in told]
