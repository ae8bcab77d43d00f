"""Putting off the check of references while rows come in whatever order: some tables refer to themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.engine import Connection

_REFERENCES = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


@contextlib.contextmanager
def put_off_references(connection: Connection) -> Iterator[None]:
    """Check the references of rows that are written within a block when it ends; on SQLite, when they are committed.

    On PostgreSQL they are taken away and made again, in the transaction: to put them off otherwise takes more rights
    than the owner of a database has.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield
        return
    found = connection.exec_driver_sql(_REFERENCES).all()
    for table, name, _rule in found:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for table, name, rule in found:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {rule}")
