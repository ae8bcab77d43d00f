"""An installation with some people and pictures, to be backed up."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from quizapp.db import db

PICTURE = "0123456789abcdef0123456789abcdef"
A_PICTURE = "INSERT INTO pictures (name, width, height, size, shows, created_at) VALUES (?, 1, 1, 4, '', '2026-01-01')"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what is in this folder: PostgreSQL makes its own backups."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.sqlite)


@pytest.fixture
def installation(settings, make_person, app):
    """Settings of an installation with a person and a picture."""
    make_person(name="Anahit")
    path = settings.data_dir / "pictures" / PICTURE[:2] / f"{PICTURE}.webp"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"webp")
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute(A_PICTURE, (PICTURE,))
        connection.commit()
    assert settings.secret_key
    with app.app_context():
        db.engine.dispose()
    return settings


@pytest.fixture
def people(installation):
    """Return the names of an installation's people, or of those in another database file."""

    def named(path=None):
        with contextlib.closing(sqlite3.connect(path or installation.database_file)) as connection:
            return {row[0] for row in connection.execute("SELECT name FROM people")}

    return named


@pytest.fixture
def add_person(installation):
    """Add somebody to an installation, past the application."""

    def add(name):
        with contextlib.closing(sqlite3.connect(installation.database_file)) as connection:
            columns = [row[1] for row in connection.execute("PRAGMA table_info(people)") if row[1] != "id"]
            new = ", ".join(f"'{name}'" if one in {"name", "sign_in_name"} else f'"{one}"' for one in columns)
            listed = ", ".join(f'"{one}"' for one in columns)
            connection.execute(f"INSERT INTO people ({listed}) SELECT {new} FROM people LIMIT 1")  # noqa: S608 - words of ours
            connection.commit()

    return add
