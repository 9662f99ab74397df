"""The database that the tests of this folder run on."""

from tests.store.databases import (  # noqa: F401
    database_url,
    postgres_template,
    postgres_url,
    sqlite_template,
    sqlite_url,
    store,
)
