"""Whose ticket it is, and who had which key begun when: what the ceilings are counted by."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_HELD = sa.text("left_at IS NULL")


def upgrade() -> None:
    op.add_column("tickets", sa.Column("reporter", sa.Text(), nullable=True))
    op.create_index(
        "ix_tickets_reporter", "tickets", ["reporter"], unique=False, sqlite_where=_HELD, postgresql_where=_HELD
    )
    op.add_column("keys", sa.Column("approver", sa.Text(), nullable=True))
    op.add_column("keys", sa.Column("begun_at", UtcTime(), nullable=True))
    op.create_index("ix_keys_begun_at", "keys", ["begun_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_keys_begun_at", table_name="keys")
    op.drop_column("keys", "begun_at")
    op.drop_column("keys", "approver")
    op.drop_index("ix_tickets_reporter", table_name="tickets")
    op.drop_column("tickets", "reporter")
