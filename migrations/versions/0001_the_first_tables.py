"""The first tables."""

import sqlalchemy as sa
from alembic import op

from app.store.models import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON(none_as_null=True)

APPEND_ONLY_SQLITE = """
CREATE TRIGGER audit_append_only_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append only'); END
"""
APPEND_ONLY_POSTGRESQL = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit is append only' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()
"""


def only_where(condition: str) -> dict[str, sa.TextClause]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def refuse_changes_of_audit() -> None:
    if op.get_context().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(APPEND_ONLY_SQLITE.format(verb=verb))
    else:
        op.execute(APPEND_ONLY_POSTGRESQL)


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_start", UtcTime(), nullable=False),
        sa.Column("paused_at", UtcTime(), nullable=True),
        sa.Column("paused_by", sa.Text(), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("seen_updated", UtcTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("left_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    op.create_index("ix_tickets_held", "tickets", ["service"], unique=False, **only_where("left_at IS NULL"))
    op.create_index(op.f("ix_tickets_ref"), "tickets", ["ref"], unique=False)
    op.create_table(
        "work",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("marks", sa.BigInteger(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("dead_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_work")),
    )
    op.create_index("ix_work_dead", "work", ["dead_at"], unique=False, **only_where("dead_at IS NOT NULL"))
    op.create_index("ix_work_due", "work", ["due_at", "subject"], unique=False)
    op.create_index("ix_work_error", "work", ["error"], unique=False, **only_where("error IS NOT NULL"))
    op.create_table(
        "keys",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("grants", JSON, nullable=False),
        sa.Column("recipient", JSON, nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_code", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("stock_item", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("last4", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("verified_at", UtcTime(), nullable=True),
        sa.Column("checks", sa.Integer(), nullable=False),
        sa.Column("findings", JSON, nullable=True),
        sa.Column("shares", sa.Integer(), nullable=False),
        sa.Column("shared_at", UtcTime(), nullable=True),
        sa.Column("delivered_at", UtcTime(), nullable=True),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("replaces", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["replaces"], ["keys.id"], name=op.f("fk_keys_replaces")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_keys_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_keys_fingerprint")),
        sa.UniqueConstraint("operation", name=op.f("uq_keys_operation")),
        sa.UniqueConstraint("order_code", name=op.f("uq_keys_order_code")),
        sa.UniqueConstraint("stock_item", name=op.f("uq_keys_stock_item")),
        sa.UniqueConstraint("ticket_id", "environment", "serial", name=op.f("uq_keys_ticket_id_environment_serial")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_keys_orders",
        "keys",
        ["id"],
        unique=False,
        **only_where("order_code IS NOT NULL AND stock_item IS NULL AND delivered_at IS NULL"),
    )
    op.create_index(
        "ix_keys_claimed",
        "keys",
        ["id"],
        unique=False,
        **only_where("stock_item IS NOT NULL AND delivered_at IS NULL"),
    )
    op.create_table(
        "requests",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reading", JSON, nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("request", JSON, nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_requests_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("ticket_id", "asked", name=op.f("uq_requests_ticket_id_asked")),
        sa.UniqueConstraint("ticket_id", "n", name=op.f("uq_requests_ticket_id_n")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rulings",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("change_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("request_n", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_rulings_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "change_id", name=op.f("pk_rulings")),
    )
    op.create_table(
        "said",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("attempted_at", UtcTime(), nullable=False),
        sa.Column("comment_id", sa.Text(), nullable=True),
        sa.Column("posted_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_said_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "kind", "about", name=op.f("pk_said")),
    )
    refuse_changes_of_audit()


def downgrade() -> None:
    op.drop_table("said")
    op.drop_table("rulings")
    op.drop_table("requests")
    op.drop_table("keys")
    op.drop_table("work")
    op.drop_table("tickets")
    op.drop_table("desk")
    op.drop_table("audit")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_append_only()")
