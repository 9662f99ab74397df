"""Until when a share link opens, and by what it is known again; orders that are open again; what a stock item
is called."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OPEN = sa.text("order_code IS NOT NULL AND stock_item IS NULL AND delivered_at IS NULL")
_MAYBE_OPEN = sa.text("order_code IS NOT NULL AND item IS NULL AND delivered_at IS NULL")


def _index(where: sa.TextClause) -> None:
    op.drop_index("ix_keys_orders", table_name="keys")
    op.create_index("ix_keys_orders", "keys", ["id"], unique=False, sqlite_where=where, postgresql_where=where)


def upgrade() -> None:
    _index(_MAYBE_OPEN)
    op.add_column("keys", sa.Column("source_title", sa.Text(), nullable=True))
    op.add_column("keys", sa.Column("shared_until", UtcTime(), nullable=True))
    op.add_column("keys", sa.Column("link_trace", sa.Text(), nullable=True))


def downgrade() -> None:
    _index(_OPEN)
    op.drop_column("keys", "link_trace")
    op.drop_column("keys", "shared_until")
    op.drop_column("keys", "source_title")
