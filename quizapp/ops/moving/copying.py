"""Moving all rows of one database into another that has none: all of them, compared on both sides, or nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from quizapp.bank.text_index import index_all
from quizapp.config import Settings
from quizapp.db import attach_events, db
from quizapp.disk import make_own_folder
from quizapp.ops.moving.references import put_off_references
from quizapp.ops.moving.rows import Adding, Summary, rows_of, summary_of, write_rows
from quizapp.ops.schema import newest_revision, stored_revision
from quizapp.ops.setup import migrate_schema

_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class MoveError(Exception):
    """Nothing was moved, and why."""


def move_database(settings: Settings, target: Settings) -> dict[str, Summary]:
    """Move all rows, and return what each table holds; the database that they come from stays as it is.

    Raises:
        MoveError: nothing was moved: the target is not empty, somebody uses one of the two, or they would differ.
    """
    if settings.database_url == target.database_url:
        raise MoveError("Both addresses are of the same database.")
    _refuse_old(settings)
    _make_tables(target)
    try:
        with _alone_in(settings) as source, _alone_in(target) as goal:
            return _move(source, goal)
    except DBAPIError as error:
        raise MoveError(f"Nothing was moved: {error.orig}") from None


def tables_in_order() -> Sequence[sa.Table]:
    """Return every table, those that others refer to first."""
    return db.metadata.sorted_tables


def _refuse_old(settings: Settings) -> None:
    stored = stored_revision(settings)
    if not stored:
        raise MoveError("There is no database to move yet.")
    if stored != newest_revision():
        raise MoveError("The database is of another version: start this version on it once, which upgrades it.")


def _make_tables(target: Settings) -> None:
    """Make the target's tables, unless they are there from a move that was broken off."""
    if target.uses_sqlite:
        make_own_folder(target.database_file.parent)
    try:
        stored, tables = stored_revision(target), _names_of_tables(target)
    except DBAPIError as error:
        raise MoveError(f"The target cannot be reached: {error.orig}") from None
    if tables and stored != newest_revision():
        raise MoveError("The target is not empty: it has tables already. Name an empty database.")
    if not tables:
        migrate_schema(target)


def _names_of_tables(target: Settings) -> list[str]:
    if target.uses_sqlite and not target.database_file.is_file():
        return []
    engine = sa.create_engine(target.database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return sa.inspect(connection).get_table_names()


@contextlib.contextmanager
def _alone_in(settings: Settings) -> Iterator[Connection]:
    """Open a database in a transaction behind which other writers wait; rolled back unless it was committed.

    Raises:
        MoveError: somebody else is connected to it.
    """
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    attach_events(engine)
    try:
        with engine.connect() as connection:
            if not settings.uses_sqlite and connection.exec_driver_sql(_OTHERS).scalar():
                raise MoveError("Somebody else is connected to the database: stop every server that uses it.")
            yield connection
    finally:
        engine.dispose()


def _move(source: Connection, goal: Connection) -> dict[str, Summary]:
    tables = tables_in_order()
    for table in tables:
        if goal.execute(sa.select(sa.exists().select_from(table))).scalar():
            raise MoveError(f"The target is not empty: its table {table.name} has rows. Name an empty database.")
    with put_off_references(goal):
        moved = {table.name: _copy(source, goal, table) for table in tables}
    index_all(goal)
    _compare(moved, {table.name: summary_of(goal, table) for table in tables})
    _number_on(goal, tables)
    goal.commit()
    return moved


def _copy(source: Connection, goal: Connection, table: sa.Table) -> Summary:
    adding = Adding(table)
    for rows in rows_of(source, table):
        write_rows(goal, table, rows)
        for row in rows:
            adding.add(row)
    return adding.summary()


def _compare(moved: Mapping[str, Summary], arrived: Mapping[str, Summary]) -> None:
    differing = sorted(name for name, summary in moved.items() if arrived[name] != summary)
    if differing:
        raise MoveError(f"Nothing was moved: what arrived differs in {', '.join(differing)}.")


def _number_on(goal: Connection, tables: Sequence[sa.Table]) -> None:
    """Have PostgreSQL number new rows after those that came with their numbers; SQLite does so by itself."""
    if goal.dialect.name == "sqlite":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
            newest = sa.select(sa.func.coalesce(sa.func.max(column), 0) + 1).scalar_subquery()
            goal.execute(sa.select(sa.func.setval(sequence, newest, sa.false())))
