"""Writing comments so that each stands on its ticket once, whatever breaks in between.

A comment is written down as attempted, then made with its mark in the same request, then written down as made. One
whose fate is in doubt is looked for by its mark before it is made again.
"""

from dataclasses import dataclass

from app.core.case import Kind
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
        if not self.adopted(step, view):
            self._stands(step, view, self._write(step, view, link))

    def adopted(self, step: Say, view: View) -> bool:
        """Whether the comment stands there, though its writing was broken off; then it counts as written."""
        if view.case.comment(step.kind, step.about) is None:
            return False
        found = self.desk.said(view.seen.id, mark_of(step.kind, step.about))
        if found is not None:
            self._stands(step, view, found)
        return found is not None

    def _stands(self, step: Say, view: View, comment_id: str) -> None:
        about = {"kind": step.kind.value, "about": step.about, "comment": comment_id}
        with self.records.written(view, "comment", **about) as db:
            cases.posted_comment(db, view.seen.id, step.kind, step.about, comment_id, view.now)

    def _write(self, step: Say, view: View, link: str) -> str:
        before, mark = view.case.comment(step.kind, step.about), mark_of(step.kind, step.about)
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
