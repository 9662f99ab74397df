"""Until when a share link opens, and by what it is known again."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0005k"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("keys", sa.Column("shared_until", UtcTime(), nullable=True))
    op.add_column("keys", sa.Column("link_trace", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("keys", "link_trace")
    op.drop_column("keys", "shared_until")
