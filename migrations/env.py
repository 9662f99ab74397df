"""What Alembic runs: on the connection that it is handed, or on the database that KEYDESK_DATABASE_URL names."""

import os

from alembic import context
from sqlalchemy import Connection, text

from app.store import engines
from app.store.models import metadata


def run_on(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Whoever comes second waits, and then finds nothing left to do.
        connection.execute(text("SELECT pg_advisory_xact_lock(7021553907742)"))
    context.configure(connection, target_metadata=metadata, transactional_ddl=True, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


if (handed := context.config.attributes.get("connection")) is not None:
    run_on(handed)
else:
    with engines.writer(engines.parse(os.environ.get("KEYDESK_DATABASE_URL", ""))).begin() as own:
        run_on(own)
