"""An audit row cannot be replaced by another of the same number, which SQLite calls neither an update nor a delete."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# INSERT OR REPLACE fires no DELETE trigger: https://sqlite.org/lang_conflict.html. PostgreSQL has no such statement,
# and to the trigger that is there its ON CONFLICT DO UPDATE is an update.
NO_REPLACING = """
CREATE TRIGGER audit_append_only_INSERT BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'audit is append only'); END
"""


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute(NO_REPLACING)


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_append_only_INSERT")
