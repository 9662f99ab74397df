"""Writing comments so that each stands on its ticket once, whatever breaks in between.

A comment is written down as attempted, then made with its mark in the same request, then written down as made. One
whose fate is in doubt is looked for by its mark before it is made again.
"""

from dataclasses import dataclass

from app.core.case import Kind, Said
from app.core.steps import Say
from app.core.view import View, messages, source_of
from app.errors import Misconfigured, Permanent, Transient
from app.flow.ports import Desk
from app.flow.recalling import mark_of
from app.flow.records import Records
from app.store import cases
from app.wording import PUBLIC, Wording


@dataclass(frozen=True, slots=True)
class Speaker:
    desk: Desk
    records: Records
    wording: Wording

    def say(self, step: Say, view: View, link: str = "") -> None:
        """Adopt the comment if it already stands there, else write it; `link` is the share link of a delivery."""
        ticket_id, mark = view.seen.id, mark_of(step.kind, step.about)
        before = view.case.comment(step.kind, step.about)
        found = self.desk.said(ticket_id, mark) if before is not None else None
        comment_id = found or self._write(step, view, mark, link, before)
        about = {"kind": step.kind.value, "about": step.about, "comment": comment_id}
        with self.records.written(view, "comment", **about) as db:
            cases.posted_comment(db, ticket_id, step.kind, step.about, comment_id, view.now)

    def _write(self, step: Say, view: View, mark: str, link: str, before: Said | None) -> str:
        document = self.wording.write(step, view, link)
        with self.records.store.writing() as db:
            if not cases.attempt_comment(db, view.seen.id, step.kind, step.about, view.now, before):
                raise Transient(f"somebody else writes {mark}", "Another process of Keydesk is at it.")
            understood = view.case.understanding(source_of(messages(view.seen, view.policy.bot)))
            if step.kind is Kind.QUESTION and understood is not None:
                cases.mark_asked(db, view.seen.id, understood.id, int(step.about))
        try:
            return self.desk.say(view.seen.id, document, public=step.kind in PUBLIC, mark=mark)
        except (Permanent, Misconfigured):
            # The help desk has said no: nothing was written, and nothing is in doubt.
            with self.records.store.writing() as db:
                cases.unattempt_comment(db, view.seen.id, step.kind, step.about)
            raise
