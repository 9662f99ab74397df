"""What is said on a ticket and hung on it: comments, their properties, remote links, and what people see of it all.

Comments leave no trace in the changelog, neither edited nor deleted ones; remote links do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from app.demo.helpdesk import adf
from app.demo.helpdesk.records import Comment, Item, Json, Project, RemoteLink, Ticket
from app.demo.helpdesk.tickets import Event, Tickets, Which, Who, account, document
from app.demo.helpdesk.workflow import DONE, STATUSES, WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT


class Conversation(Tickets):
    def __init__(self, clock: Callable[[], datetime], tell: Callable[[Event], None]) -> None:
        self._ticket_of: dict[str, str] = {}
        self._held_presets: list[tuple[str, str]] | None = None
        super().__init__(clock, tell)

    def ticket_of(self, comment_id: str) -> str | None:
        """The id of the ticket on which a comment stands or stood."""
        return self._ticket_of.get(comment_id)

    def comment(
        self,
        ticket: Which,
        body: Json,
        by: Who,
        *,
        public: bool = True,
        visibility: Mapping[str, str] | None = None,
        properties: Mapping[str, Json] | None = None,
    ) -> Comment:
        """`body` is text or an ADF document. `public=False` marks it as a service project's agents do."""
        with self.lock:
            old, moment, author = self.ticket(ticket), self.time(), account(by)
            marks = dict(properties or {})
            if not public:
                marks["sd.public.comment"] = {"internal": True}
            comment = Comment(
                str(self.next_id("comment")), author, author, moment, moment, document(body), marks, visibility
            )
            self._ticket_of[comment.id] = old.id
            saved = replace(old, updated=moment, comments=(*old.comments, comment))
            self.history.put(saved)
            self._tell(Event("comment_created", None, saved, author, comment=comment))
            self._run_presets(saved.id, comment.id)
            return comment

    def edit_comment(self, comment: Comment | str, body: Json, by: Who) -> Comment:
        with self.lock:
            ticket, old = self._placed(comment)
            new = replace(old, body=document(body), update_author=account(by), updated=self.time())
            return self._replace_comment(ticket, new, "comment_updated")

    def set_comment_property(self, comment: Comment | str, key: str, value: Json) -> None:
        """Properties leave no trace: no editor, no time, no webhook. `value=None` deletes."""
        with self.lock:
            ticket, old = self._placed(comment)
            kept = {name: held for name, held in old.properties.items() if name != key}
            properties = kept if value is None else {**kept, key: value}
            self.history.put(_with_comment(ticket, replace(old, properties=properties)))

    def delete_comment(self, comment: Comment | str, by: Who) -> None:
        """Leaves nothing behind, in the changelog neither."""
        with self.lock:
            ticket, old = self._placed(comment)
            kept = tuple(each for each in ticket.comments if each.id != old.id)
            saved = replace(ticket, comments=kept, updated=self.time())
            self.history.put(saved)
            self._tell(Event("comment_deleted", None, saved, account(by), comment=old))

    def _placed(self, comment: Comment | str) -> tuple[Ticket, Comment]:
        comment_id = comment if isinstance(comment, str) else comment.id
        ticket = self.ticket(self._ticket_of[comment_id])
        found = ticket.comment(comment_id)
        if found is None:
            raise KeyError(f"comment {comment_id}")
        return ticket, found

    def _replace_comment(self, ticket: Ticket, comment: Comment, kind: str) -> Comment:
        saved = replace(_with_comment(ticket, comment), updated=comment.updated)
        self.history.put(saved)
        self._tell(Event(kind, None, saved, comment.update_author, comment=comment))
        return comment

    def hold_presets(self) -> None:
        """Automation is not immediate: from now on its rules wait for `release_presets`."""
        with self.lock:
            self._held_presets = self._held_presets or []

    def release_presets(self) -> None:
        with self.lock:
            held, self._held_presets = self._held_presets or [], None
            for ticket_id, comment_id in held:
                self._run_presets(ticket_id, comment_id)

    def _run_presets(self, ticket_id: str, comment_id: str) -> None:
        """The automation rules of a new service project: who spoke last in public decides who is waited for."""
        if self._held_presets is not None:
            self._held_presets.append((ticket_id, comment_id))
            return
        ticket = self.find(ticket_id)
        comment = ticket.comment(comment_id) if ticket is not None else None
        if ticket is None or comment is None or STATUSES[ticket.status].category is DONE:
            return
        project = self.now().get(Project, ticket.project)
        if project.is_service_project and is_public(comment, project) and comment.author != self.automation.id:
            spoke = WAITING_FOR_SUPPORT if comment.author == ticket.reporter else WAITING_FOR_CUSTOMER
            self.transition(ticket, spoke.id, self.automation)

    def add_remote_link(self, ticket: Which, link: RemoteLink, by: Who) -> RemoteLink:
        """A link whose global id is there already is replaced and keeps its id; `link.id` is given here."""
        with self.lock:
            old = self.ticket(ticket)
            same = [each for each in old.links if link.global_id is not None and each.global_id == link.global_id]
            placed = replace(link, id=same[0].id if same else self.next_id("link"))
            kept = tuple(each for each in old.links if each.id != placed.id)
            title = str(link.object.get("title"))
            item = Item("RemoteIssueLink", "", None, None, str(placed.id), f'This issue links to "{title}"')
            self._save(old, replace(old, links=(*kept, placed)), by, (item,))
            return placed

    def remove_remote_link(self, ticket: Which, global_id: str, by: Who) -> bool:
        """Whether there was one."""
        with self.lock:
            old = self.ticket(ticket)
            gone = [each for each in old.links if each.global_id == global_id]
            if gone:
                kept = tuple(each for each in old.links if each not in gone)
                text = f'This issue links to "{gone[0].object.get("title")}"'
                item = Item("RemoteIssueLink", "", str(gone[0].id), text)
                self._save(old, replace(old, links=kept), by, (item,))
            return bool(gone)

    def set_issue_property(self, ticket: Which, key: str, value: Json) -> bool:
        """Whether it is new. Properties leave no trace."""
        with self.lock:
            old = self.ticket(ticket)
            self.history.put(replace(old, properties={**old.properties, key: value}))
            return key not in old.properties

    def thread(self, ticket: Which) -> tuple["Said", ...]:
        """What an agent sees of a ticket, oldest first; the portal shows what is not internal."""
        found = self.ticket(ticket)
        project = self.now().get(Project, found.project)
        said = [Said(Audience.DESCRIPTION, found.reporter, found.reporter, adf.plain(found.description), found.created)]
        for each in found.comments:
            audience = Audience.PUBLIC if is_public(each, project) else Audience.INTERNAL
            said.append(Said(audience, each.author, each.update_author, adf.plain(each.body), each.created, each.id))
        return tuple(said)


class Audience(StrEnum):
    DESCRIPTION = "description"
    PUBLIC = "public"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a thread; people by account id, `comment_id` None for the description."""

    audience: Audience
    author: str
    editor: str
    text: str
    at: datetime
    comment_id: str | None = None


def is_public(comment: Comment, project: Project) -> bool:
    """Whether the requester can read a comment. Outside a service project the internal mark means nothing."""
    return comment.visibility is None and shown_as_public(comment, project)


def shown_as_public(comment: Comment, project: Project) -> bool:
    """REST's `jsdPublic`: true unless a service project's comment carries the internal mark."""
    return not (project.is_service_project and comment.marked_internal)


def _with_comment(ticket: Ticket, comment: Comment) -> Ticket:
    return replace(ticket, comments=tuple(comment if each.id == comment.id else each for each in ticket.comments))
