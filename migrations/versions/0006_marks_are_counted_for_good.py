"""How many marks were made on subjects whose rows are gone, so that their number in all never falls."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("desk", sa.Column("marks_forgotten", sa.BigInteger(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("desk", "marks_forgotten")
