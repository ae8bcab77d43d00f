"""Databases for tests that have one: files of SQLite, or with QUIZAPP_TEST_DATABASE=postgresql those of a cluster.

There a worker uses one database for one test after another: what a test wrote is deleted after it, which takes a tenth
of the time that a new database would.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import URL

from quizapp.app import create_app
from quizapp.config import Settings
from quizapp.db import db
from quizapp.ops.setup import load_shipped_banks, migrate_schema
from tests.cluster import address, make_database, running_cluster

ON_POSTGRESQL = os.environ.get("QUIZAPP_TEST_DATABASE") == "postgresql"
CLEAN = """
DO $$
DECLARE one record; held boolean;
BEGIN
  SET LOCAL lock_timeout = '5s';
  SET LOCAL session_replication_role = replica;  -- no triggers, no references: the log is append-only to everybody else
  FOR one IN SELECT oid::regclass AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one.name) INTO held;
    IF held THEN EXECUTE format('DELETE FROM %s', one.name); END IF;
  END LOOP;
  PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""
SCHEMA = """
SELECT version_num, (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) FROM alembic_version
"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out what has no database, and what is about SQLite by nature."""
    if ON_POSTGRESQL:
        left = [one for one in items if "settings" not in getattr(one, "fixturenames", ()) or _of_sqlite(one)]
        config.hook.pytest_deselected(items=left)
        items[:] = [one for one in items if one not in set(left)]


def _of_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("sqlite") is not None


class Lending:
    """Lends the databases of a cluster to one test after another."""

    def __init__(self, cluster: Path, folder: Path) -> None:
        self.cluster, self.folder = cluster, folder
        self._empty = make_database(cluster)
        self._full: str | None = None
        migrate_schema(Settings(folder, self.at(self._empty)))
        self._schema = self._schema_of(self._empty)
        self._spare: list[str] = []

    def at(self, name: str) -> URL:
        return address(self.cluster, name)

    def lend(self) -> str:
        """Return the name of a database that has every table and no row."""
        return self._spare.pop() if self._spare else make_database(self.cluster, self._empty)

    def lend_full(self) -> str:
        """Return the name of a database with the shipped banks."""
        if self._full is None:
            self._full = make_database(self.cluster, self._empty)
            app = create_app(Settings(self.folder, self.at(self._full)))
            load_shipped_banks(app)
            with app.app_context():
                db.engine.dispose()
        return make_database(self.cluster, self._full)

    def take_back(self, name: str) -> None:
        """Delete what a test wrote; a database that is not as it was is not lent again."""
        try:
            with self._connect(name) as connection:
                connection.execute(CLEAN)
            if self._schema_of(name) == self._schema:
                self._spare.append(name)
        except psycopg.Error:
            pass

    def _connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.cluster), user="postgres", dbname=name)

    def _schema_of(self, name: str) -> object:
        with self._connect(name) as connection:
            return connection.execute(SCHEMA).fetchone()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of the socket of a running server."""
    with running_cluster() as folder:
        yield folder


@pytest.fixture(scope="session")
def lending(cluster, tmp_path_factory) -> Lending:
    return Lending(cluster, tmp_path_factory.mktemp("lending"))


@pytest.fixture
def lent_url(lending, request) -> Iterator[URL]:
    """The address of a database on PostgreSQL, with the shipped banks for whoever asks for them."""
    if "load_banks" in request.fixturenames:
        yield lending.at(lending.lend_full())
        return
    name = lending.lend()
    yield lending.at(name)
    lending.take_back(name)
