"""Since when a subject fails, and since when nobody can say what a key can do."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("work", sa.Column("failing_since", UtcTime(), nullable=True))
    op.add_column("keys", sa.Column("unanswered_since", UtcTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("keys", "unanswered_since")
    op.drop_column("work", "failing_since")
