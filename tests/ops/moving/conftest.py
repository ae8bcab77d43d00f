"""Databases to be moved: one of SQLite in which every table has rows, and empty ones of PostgreSQL."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from quizapp.config import Settings
from quizapp.ops.setup import migrate_schema
from tests.cluster import address, make_database
from tests.ops.filling import Filler


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> Path:
    """A database file with made-up rows in each of its tables; copied, never used."""
    folder = tmp_path_factory.mktemp("filled")
    made = Settings(folder, URL.create("sqlite", database=str(folder / "quizapp.sqlite3")))
    migrate_schema(made)
    with contextlib.closing(sqlite3.connect(made.database_file)) as connection:
        filler = Filler(connection)
        filler.fill(1)
        filler.fill(5)
    return made.database_file


@pytest.fixture
def full(filled, tmp_path) -> Settings:
    """Settings of an installation on SQLite with four rows in each of its tables."""
    folder = tmp_path / "full"
    folder.mkdir()
    return Settings(folder, URL.create("sqlite", database=str(shutil.copy(filled, folder))))


@pytest.fixture
def empty(full, cluster) -> Settings:
    """Settings of the same installation with a database of PostgreSQL that has no table."""
    return dataclasses.replace(full, database_url=address(cluster, make_database(cluster)))


@pytest.fixture
def back(full, tmp_path) -> Settings:
    """Settings of the same installation with a file of SQLite that is not there yet."""
    url = full.database_url.set(database=str(tmp_path / "deeper" / "back.sqlite3"))
    return dataclasses.replace(full, database_url=url)
