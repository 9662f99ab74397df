"""Whatever is marked, looked at, failed or given up in any order: what is due is never lost and never invented."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from app.store import work
from app.store.schema import migrate
from app.store.session import Store

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SUBJECTS = ["sweep:alma", "ticket:1", "ticket:2"]
TEMPLATE: list[Path] = []


@dataclass
class Row:
    """What a row of work must say. `unseen`: a mark came since the look that is under way began."""

    due: datetime | None
    unseen: bool = False
    dead: bool = False


def fresh_database(folder: Path) -> str:
    if not TEMPLATE:
        TEMPLATE.append(Path(tempfile.mkdtemp()) / "keydesk.db")
        migrate(f"sqlite:///{TEMPLATE[0]}")
    shutil.copy(TEMPLATE[0], folder / "keydesk.db")
    (folder / "keydesk.db").chmod(0o600)
    return f"sqlite:///{folder}/keydesk.db"


class WorkRows(RuleBasedStateMachine):
    looks = Bundle("looks")

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store(fresh_database(self.folder), b"key")
        self.now = START
        self.rows: dict[str, Row] = {}
        self.under_way: set[str] = set()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(subject=st.sampled_from(SUBJECTS), minutes=st.integers(0, 30))
    def mark(self, subject: str, minutes: int) -> None:
        due = self.now + timedelta(minutes=minutes)
        with self.store.writing() as db:
            work.mark(db, subject, self.now, due)
        row = self.rows.setdefault(subject, Row(due))
        row.due = due if row.due is None else min(row.due, due)
        row.unseen, row.dead = True, False

    @rule(minutes=st.integers(1, 60))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(target=looks, subject=st.sampled_from(SUBJECTS))
    def begin(self, subject: str) -> work.Due | None:
        if subject in self.under_way:
            return None
        with self.store.reading() as db:
            seen = work.begin(db, subject, self.now)
        row = self.rows.get(subject)
        assert (seen is not None) is (row is not None and row.due is not None and row.due <= self.now)
        if seen is not None and row is not None:
            self.under_way.add(subject)
            row.unseen = False
        return seen

    @rule(seen=consumes(looks), minutes=st.none() | st.integers(1, 60))
    def finish(self, seen: work.Due | None, minutes: int | None) -> None:
        wake = None if minutes is None else self.now + timedelta(minutes=minutes)
        if row := self.ended(seen):
            with self.store.writing() as db:
                work.finish(db, seen, wake, self.now)
            row.due = self.now if row.unseen else wake

    @rule(seen=consumes(looks), minutes=st.integers(1, 60))
    def fail(self, seen: work.Due | None, minutes: int) -> None:
        later = self.now + timedelta(minutes=minutes)
        if row := self.ended(seen):
            with self.store.writing() as db:
                work.fail(db, seen, later, "Transient", self.now)
            row.due = self.now if row.unseen else later

    @rule(seen=consumes(looks))
    def bury(self, seen: work.Due | None) -> None:
        if row := self.ended(seen):
            with self.store.writing() as db:
                assert work.bury(db, seen, "Permanent", self.now) is not row.unseen
            row.due, row.dead = (self.now, False) if row.unseen else (None, True)

    @rule(seen=consumes(looks))
    def forget(self, seen: work.Due | None) -> None:
        if row := self.ended(seen):
            with self.store.writing() as db:
                work.forget(db, seen, self.now)
            if row.unseen:
                row.due = self.now
            else:
                del self.rows[seen.subject]

    @rule(seen=consumes(looks))
    def crash(self, seen: work.Due | None) -> None:
        """Nothing is recorded of a look that was cut off: its subject stays due."""
        self.ended(seen)

    def ended(self, seen: work.Due | None) -> Row | None:
        if seen is None:
            return None
        self.under_way.discard(seen.subject)
        return self.rows[seen.subject]

    @invariant()
    def what_is_due_is_what_must_be(self) -> None:
        if not hasattr(self, "store"):
            return
        due = {subject for subject, row in self.rows.items() if row.due is not None and row.due <= self.now}
        with self.store.reading() as db:
            assert set(work.take_due(db, self.now, limit=100)) == due
            assert {each.subject for each in work.dead(db)} == {s for s, row in self.rows.items() if row.dead}
            assert work.oldest_due(db) == min((row.due for row in self.rows.values() if row.due), default=None)


TestWorkRows = WorkRows.TestCase
TestWorkRows.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
