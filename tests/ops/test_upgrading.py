"""Upgrades: a backup first, nothing without it, and every earlier schema, filled with rows, comes out as it went in."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

from quizapp.accounts import sign_ins
from quizapp.accounts.visitor import visitor_by_session
from quizapp.app import create_app
from quizapp.clock import utcnow
from quizapp.config import Settings
from quizapp.db import db
from quizapp.ops import upgrading
from quizapp.ops.backups import making
from quizapp.ops.backups.folder import backups_in
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.paths import migrations_dir
from quizapp.ops.schema import newest_revision, shipped_revisions, stored_revision
from quizapp.ops.upgrading import UpgradeError, upgrade_schema
from tests.ops.filling import ROWS_EACH, Filler, contents

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
RENAMED = {"sign_in_cards.pictures_hash": "password_hash"}
"""Columns that a migration gave another name, under which their values are looked for."""
LEFT_OUT_ON_PURPOSE: set[str] = set()
"""Columns such as "people.name" that a migration dropped; one has to be named here to be let go."""


def migrate_to(settings: Settings, revision: str) -> None:
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(migrations_dir()))
    config.attributes["database_url"] = settings.database_url
    command.upgrade(config, revision)


def revisions() -> list[str]:
    """Return every migration, the oldest first."""
    found: list[str] = []
    while len(found) < len(shipped_revisions()):
        found += [one for one, follows in shipped_revisions().items() if one not in found and follows <= set(found)]
    return found


@pytest.fixture
def old(tmp_path):
    """Settings of an installation with the first schema of all, and rows in it."""
    url = make_url(f"sqlite:///{tmp_path}/data/quizapp.sqlite3")
    settings = Settings(tmp_path / "data", url)
    settings.data_dir.mkdir()
    migrate_to(settings, revisions()[0])
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        Filler(connection).fill(1)
    return settings


def stored(settings: Settings) -> dict:
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        return contents(connection)


def test_a_new_or_current_database_is_not_backed_up(settings, tmp_path):
    assert upgrade_schema(settings, now=NOW) is None
    assert backups_in(settings.backups_dir) == []


@pytest.mark.slow
def test_an_old_database_is_backed_up_and_then_upgraded(old):
    before = stored(old)
    backup = upgrade_schema(old, now=NOW)
    assert stored_revision(old) == newest_revision()
    assert (backup.manifest.reason, backup.manifest.revision) == (Reason.UPGRADE, revisions()[0])
    assert {table: backup.manifest.rows[table] for table in before} == dict.fromkeys(before, ROWS_EACH)


@pytest.mark.longer
def test_without_a_backup_nothing_is_upgraded(old, monkeypatch):
    before = old.database_file.read_bytes()
    monkeypatch.setattr(making, "SPARE_BYTES", 10**18)
    with pytest.raises(UpgradeError, match=r"nothing was changed.*too full"):
        upgrade_schema(old, now=NOW)
    assert old.database_file.read_bytes() == before


@pytest.mark.longer
def test_where_backups_are_off_it_is_upgraded_and_the_log_says_so(old, monkeypatch, caplog):
    migrated = []
    monkeypatch.setattr(upgrading, "migrate_schema", migrated.append)
    off = dataclasses.replace(old, backups="off")
    assert upgrade_schema(off, now=NOW) is None
    assert migrated == [off]
    assert "without a backup" in caplog.text


KILLED_AT = """
import os, sys
import sqlalchemy as sa
from quizapp.config import read_settings
from quizapp.ops.setup import migrate_schema
statement, settings = sys.argv[1], read_settings()
@sa.event.listens_for(sa.Engine, "after_cursor_execute")
def kill(connection, cursor, text, *rest):
    if text.strip().startswith(statement):
        os._exit(9)
migrate_schema(settings)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement", ["CREATE TABLE _alembic_tmp_", "DROP TABLE", "CREATE TRIGGER", "UPDATE alembic_version"]
)
def test_an_upgrade_that_is_killed_in_the_middle_has_changed_nothing(old, statement):
    environ = os.environ | {"QUIZAPP_DATA": str(old.data_dir)}
    before = stored(old), stored_revision(old)
    assert subprocess.run([sys.executable, "-c", KILLED_AT, statement], env=environ, check=False).returncode == 9
    assert (stored(old), stored_revision(old)) == before
    migrate_to(old, "head")
    assert stored_revision(old) == newest_revision()


@pytest.mark.sqlite
def test_a_database_of_a_newer_version_is_left_alone(settings):
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20991231_2359'")
        connection.commit()
    with pytest.raises(UpgradeError, match="newer version"):
        upgrade_schema(settings, now=NOW)


@pytest.mark.slow
def test_who_was_signed_in_before_sign_ins_were_kept_stays_so_until_they_end_it(tmp_path):
    settings = Settings(tmp_path / "data", make_url(f"sqlite:///{tmp_path}/data/quizapp.sqlite3"))
    settings.data_dir.mkdir()
    migrate_to(settings, "20261126_0350")
    columns = "role, name, session_stamp, created_at, shortcuts, new_per_day, reviews_per_day"
    with contextlib.closing(sqlite3.connect(settings.database_file)) as connection:
        for role in ("instructor", "student", "guest"):
            values = (role, role, f"stamp of {role}", "2026-03-02 10:00:00.000000", 1, 20, 200)
            connection.execute(f"INSERT INTO people ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608 - the schema's names
        connection.commit()
    migrate_to(settings, "head")
    with create_app(settings).app_context():
        tokens = [f"{place}:stamp of {role}" for place, role in enumerate(("instructor", "student", "guest"), start=1)]
        found = [visitor_by_session(db.session(), token, utcnow()) for token in tokens]
        assert [one and one.role for one in found] == ["instructor", "student", "guest"]
        assert sign_ins.end_sign_ins(db.session(), 2) == 1
        assert visitor_by_session(db.session(), tokens[1], utcnow()) is None
        db.session.rollback()
        db.engine.dispose()


@pytest.mark.slow
def test_every_earlier_schema_filled_with_rows_keeps_them_all_through_each_migration(old):
    """Rows are added at each schema, so that those of every earlier one go through every later migration."""
    lost: set[str] = set()
    for number, revision in enumerate(revisions()[1:], start=1):
        before = stored(old)
        migrate_to(old, revision)
        after = stored(old)
        for table, rows in before.items():
            lost |= _lost_columns(table, rows, after[table], revision)
        with contextlib.closing(sqlite3.connect(old.database_file)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            Filler(connection).fill(1 + number * ROWS_EACH)
    assert lost == LEFT_OUT_ON_PURPOSE
    assert len(stored(old)["people"]) == ROWS_EACH * len(revisions())
    assert stored_revision(old) == newest_revision()


def _lost_columns(table: str, before: dict, after: dict, revision: str) -> set[str]:
    """Compare a table's rows before and after a migration, and return the columns that it has no longer."""
    there = set(next(iter(after.values())))
    names = {name: RENAMED.get(f"{table}.{name}", name) for name in next(iter(before.values()))}
    names = {old: old if old in there else new for old, new in names.items()}
    before = {key: {names[name]: value for name, value in row.items()} for key, row in before.items()}
    columns = set(names.values())
    kept = columns & there

    def values(rows: dict) -> list:
        return sorted(tuple(repr(row[name]) for name in sorted(kept)) for row in rows.values())

    assert values(before) == values(after), (revision, table)
    return {f"{table}.{name}" for name in columns - kept}
