"""Since when it is in doubt whether an item was made for a key."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("keys", sa.Column("item_attempted_at", UtcTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("keys", "item_attempted_at")
