"""Alembic's environment. It imports nothing of the application but what it is handed.

On SQLite a batch rebuild drops and remakes tables, and with foreign keys on that would delete their children's rows: so
migrations run on a connection of their own with foreign keys off, and every reference is checked afterwards.

All of an upgrade is one transaction, on SQLite too: what is killed in the middle of it has changed nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from itertools import chain
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

config = context.config


def _url() -> sa.engine.URL:
    handed: sa.engine.URL | None = config.attributes.get("database_url")
    if handed is not None:
        return handed
    from flask import current_app  # noqa: PLC0415 - only the flask command comes this way, inside its application

    url: sa.engine.URL = current_app.extensions["quizapp.settings"].database_url
    return url


def _metadata() -> sa.MetaData | None:
    try:
        from flask import current_app  # noqa: PLC0415 - as above

        metadata: sa.MetaData = current_app.extensions["migrate"].db.metadata
    except RuntimeError:
        return None
    for index in chain.from_iterable(table.indexes for table in metadata.tables.values()):
        if "sqlite_where" in index.dialect_kwargs:  # models leave the other out: it would load all of its dialect
            index.dialect_kwargs["postgresql_where"] = index.dialect_kwargs["sqlite_where"]
    return metadata


def render_item(type_: str, obj: object, _autogen: object) -> str | Literal[False]:
    """Write the application's own column types as the plain ones they are in the database."""
    name = type(obj).__name__
    if type_ == "type" and name == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    if type_ == "type" and name in {"JSON", "Json"}:
        return "JSON"
    return False


def include_name(name: str | None, type_: str, parents: Mapping[Any, str | None]) -> bool:
    """Leave the full-text index out of comparisons: no model knows it, migrations and triggers alone keep it."""
    if type_ == "table":
        return not (name or "").startswith("question_search")
    of_versions = parents.get("table_name") == "question_versions"
    return not (of_versions and name in {"search_vector", "ix_question_versions_search_vector"})


def _engine() -> sa.Engine:
    """Return an engine whose transactions hold changes of the schema too: SQLite's driver begins none before those."""
    engine = sa.create_engine(_url(), poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":

        @sa.event.listens_for(engine, "connect")
        def set_up(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA busy_timeout = 10000")
            connection.execute("PRAGMA foreign_keys = OFF")  # within a transaction this would change nothing

        @sa.event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def run_migrations() -> None:
    """Migrate on one connection, and check every reference before committing."""
    engine = _engine()
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        context.configure(
            connection=connection,
            target_metadata=_metadata(),
            render_as_batch=True,
            render_item=render_item,
            include_name=include_name,
            compare_type=False,
            compare_server_default=False,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if sqlite else []
            if broken:
                raise RuntimeError(f"The migration would leave {len(broken)} rows that refer to nothing.")
        connection.commit()
    engine.dispose()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database to run on.")
run_migrations()
