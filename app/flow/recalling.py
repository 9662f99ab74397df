"""Learning again what stands on a ticket: for a database that was replaced by an older copy of itself.

The copy knows nothing of what was said since it was made, and would say it all again. The ticket knows it, and each
comment of ours carries its mark. (That a key was issued meanwhile is learnt from the vault: see `providing`.)
"""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection

from app.core.case import Kind
from app.core.reading import read
from app.core.ticket import Comment
from app.core.view import View, messages, source_of
from app.flow.ports import Desk
from app.flow.records import Records
from app.store import cases

_NUMBERED = frozenset({Kind.QUESTION, Kind.REVIEW, Kind.REVIEW_NOTE})


def mark_of(kind: Kind, about: str) -> str:
    """What a comment carries, so that it is found again."""
    return f"{kind.value}:{about}"


def meant_by(mark: str) -> tuple[Kind, str] | None:
    """What a comment with this mark is; None for a mark that is none of ours."""
    name, _, about = mark.partition(":")
    if name not in set(Kind):
        return None
    kind, number = Kind(name), about.isascii() and about.isdigit()
    return (kind, about) if number or kind not in _NUMBERED else None


def recall(desk: Desk, records: Records, view: View, comments: Collection[Comment]) -> None:
    """Record what these comments of ours are, as far as their marks tell."""
    marks = desk.marks(view.seen.id)
    meant = [(each, said) for each in comments if (said := meant_by(marks.get(each.id, ""))) is not None]
    new = [(each, said) for each, said in meant if not view.case.has_said(*said)]
    if not new:
        return
    with records.written(view, "recalled", comments=[each.id for each, _ in new]) as db:
        for comment, (kind, about) in new:
            cases.attempt_comment(db, view.seen.id, kind, about, view.now, view.case.comment(kind, about))
            cases.posted_comment(db, view.seen.id, kind, about, comment.id, view.now)
            if kind is Kind.QUESTION:
                _asked_on(db, comment, int(about), view)


def _asked_on(db: Connection, question: Comment, number: int, view: View) -> None:
    """A question was asked on what had been said until then."""
    before = tuple(each for each in view.seen.comments if each.created < question.created)
    words = messages(replace(view.seen, comments=before), view.policy.bot)
    asked = cases.record_understanding(db, view.seen.id, source_of(words), read(words, view.catalogue))
    cases.mark_asked(db, view.seen.id, asked.id, number)
