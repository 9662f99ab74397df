"""A ticket as somebody sees it: who said what to whom, what it is labelled, what was changed, what to try next."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.demo.helpdesk import adf
from app.demo.helpdesk.conversation import is_public
from app.demo.helpdesk.records import Comment, Json, Person, Project, Ticket
from app.demo.helpdesk.workflow import STATUSES
from app.demo.pages.cast import Actor
from app.demo.pages.happened import changed
from app.demo.pages.workshop import Bench, Workshop
from app.demo.scene import Scene

_APPROVE = re.compile(r"^Approve: label (\S+)", re.M)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said. `comment` is its id, empty for the description; `bench` is there where a key can be made."""

    id: str
    comment: str
    author: str
    by_bot: bool
    public: bool
    at: datetime
    edited: bool
    body: Json
    words: str
    changeable: bool
    bench: Bench | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What to try next; `be` offers to become that person, `label` to set that label as them at once."""

    text: str
    be: str = ""
    label: str = ""


def entries(scene: Scene, ticket: Ticket, actor: Actor, workshop: Workshop) -> list[Entry]:
    """What the actor may read of the ticket, oldest first."""
    now = scene.desk.now()
    project = now.get(Project, ticket.project)
    opener = now.get(Person, ticket.reporter)
    body, changeable = ticket.description, actor.can_change(ticket.reporter)
    described = Entry(
        "description",
        "",
        opener.name,
        False,
        True,
        ticket.created,
        _edited_description(ticket),
        body,
        _words(body),
        changeable,
    )
    benches = _benches(scene, ticket, actor, workshop)
    read = [each for each in ticket.comments if actor.reads(each, project)]
    return [described, *(_entry(scene, each, project, actor, benches.get(each.id)) for each in read)]


def _entry(scene: Scene, comment: Comment, project: Project, actor: Actor, bench: Bench | None) -> Entry:
    return Entry(
        f"c{comment.id}",
        comment.id,
        scene.desk.now().get(Person, comment.author).name,
        comment.author == scene.people.bot,
        is_public(comment, project),
        comment.created,
        comment.updated > comment.created,
        comment.body,
        _words(comment.body),
        actor.can_change(comment.author),
        bench,
    )


def _words(body: Json) -> str:
    """To be changed in a form: blocks with an empty line between them, from which the same blocks are made again."""
    return "\n\n".join(adf.plain(each) for each in (body or {}).get("content", []))


def _edited_description(ticket: Ticket) -> bool:
    return any(item.field == "description" for change in ticket.changes for item in change.items)


def _benches(scene: Scene, ticket: Ticket, actor: Actor, workshop: Workshop) -> dict[str, Bench]:
    """By comment: the newest internal one of the program's that names a key which can be made or mended."""
    if not actor.reviews:
        return {}
    found = {}
    for bench in workshop.benches(ticket.key):
        naming = [each.id for each in _told_internally(scene, ticket) if bench.order.name in adf.plain(each.body)]
        found.update({naming[-1]: bench} if naming else {})
    return found


def _told_internally(scene: Scene, ticket: Ticket) -> Iterator[Comment]:
    project = scene.desk.now().get(Project, ticket.project)
    return (each for each in ticket.comments if each.author == scene.people.bot and not is_public(each, project))


def changes(scene: Scene, ticket: Ticket) -> list[tuple[datetime, str, str]]:
    """The history: when, who, what; newest first."""
    now = scene.desk.now()
    return [
        (each.at, now.get(Person, each.author).name, text)
        for each in reversed(ticket.changes)
        for text in changed(each)
    ]


def next_hint(scene: Scene, ticket: Ticket, people: Sequence[Actor], who: Actor) -> Hint:
    """By the label that the program has set; before that, what became of a label that `who` has set."""
    refused = _refused(scene, ticket, who)
    if refused:
        return Hint(
            f"Keydesk has taken {refused} off again: {who.short} is no reviewer here. It has told {who.short} so in an "
            "internal comment, which only LSIS can read on this page. Be Jane to read it.",
            "jane",
        )
    opener = next((each for each in people if each.id == ticket.reporter), people[0])
    state = next((each.rpartition("-")[2] for each in sorted(ticket.labels) if _is_state(each)), "")
    match state:
        case "incomplete":
            return Hint(f"Keydesk has asked something. Answer as {opener.short}, in your own words.", opener.slug)
        case "review":
            told = "\n".join(adf.plain(each.body) for each in _told_internally(scene, ticket))
            label = (_APPROVE.findall(told) or ["alma-key-approved"])[-1]
            other = "Eve" if opener.customer else f"{opener.short} or Eve"
            return Hint(
                f"The request waits for a reviewer, who approves by a label. What if somebody else sets it, {other}?",
                "jane",
                label,
            )
        case "order":
            return Hint(
                "A person makes this key: no vendor lets a program do it. As Jane, use the form below the newest "
                "internal comment. Choose a row too many, and see what comes of it.",
                "jane",
            )
        case "issued":
            return Hint(
                f"The key is there. As {opener.short}, follow the link in the comment, with the address "
                f"{opener.address}. It opens once.",
                opener.slug,
            )
        case "help" | "stuck":
            return Hint("Keydesk has handed this ticket to a person. As Jane, read the internal comments.", "jane")
    if STATUSES[ticket.status].category.key == "done":
        return Hint("This ticket is closed.")
    return Hint("Keydesk looks at a new ticket within a second or two. Where nobody asks for a key, it says nothing.")


def _refused(scene: Scene, ticket: Ticket, who: Actor) -> str:
    """A label that was set by somebody who cannot read why it is gone, and that the program took off."""
    put_on, taken_off = _hands(ticket)
    ours = [label for label, by in taken_off.items() if by == scene.people.bot and put_on.get(label) == who.id]
    return next((label for label in ours if label not in ticket.labels and not who.reviews), "")


def _hands(ticket: Ticket) -> tuple[dict[str, str], dict[str, str]]:
    """Who put each label on the last time, and who took it off."""
    put_on: dict[str, str] = {}
    taken_off: dict[str, str] = {}
    for change in ticket.changes:
        for item in (each for each in change.items if each.field == "labels"):
            before, after = set((item.old or "").split()), set((item.new or "").split())
            put_on.update(dict.fromkeys(after - before, change.author))
            taken_off.update(dict.fromkeys(before - after, change.author))
    return put_on, taken_off


def _is_state(label: str) -> bool:
    return label.rpartition("-")[2] in ("incomplete", "review", "order", "issued", "help", "stuck")
