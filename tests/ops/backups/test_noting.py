"""Backups and restores stand in the log of what staff did, a restore in the data that it brought."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import UTC, datetime

import pytest

from quizapp.audit.models import Act
from quizapp.ops.backups.background import make_in_background
from quizapp.ops.backups.folder import backups_in
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.backups.noting import note_backup
from quizapp.ops.backups.restoring import restore_in_place, restore_into
from quizapp.ops.schema import is_known

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
STAMP = "20261126T030000Z"


def noted(database):
    """Return what a database's log says that the server did."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT act, by_role, by_id, details FROM staff_actions ORDER BY id").fetchall()
    assert {row[1:3] for row in rows} <= {("server", None)}
    return [(act, json.loads(details)) for act, _role, _by, details in rows]


@pytest.mark.longer
def test_the_backup_of_the_day_and_one_by_command_are_noted(installation, runner):
    assert make_in_background(installation, Reason.DAILY, lambda: NOW) == 0
    assert make_in_background(installation, Reason.BY_HAND, lambda: LATER) == 0  # noted by the page that asked for it
    runner("backup")
    stamp = backups_in(installation.backups_dir)[0].stamp
    assert noted(installation.database_file) == [
        (Act.BACKUP_OF_DAY, {"stamp": STAMP}),
        (Act.BACKUP_MADE, {"stamp": stamp}),
    ]


@pytest.mark.longer
def test_a_restore_is_in_what_it_restored_with_where_it_came_from(installation, tmp_path):
    path = make_backup(installation, Reason.BY_HAND, now=NOW).path
    former = restore_in_place(path, installation, is_known, now=LATER).former.path
    told = {"stamp": STAMP, "file": path.name}
    assert noted(installation.database_file) == [(Act.BACKUP_RESTORED, told | {"kept": former.name})]
    assert not (installation.data_dir / "quizapp.sqlite3-wal").exists()
    restore_into(path, tmp_path / "new", is_known, now=LATER)
    assert noted(tmp_path / "new" / "quizapp.sqlite3") == [(Act.BACKUP_UNPACKED, told)]


def test_what_cannot_be_noted_harms_no_backup(installation, caplog):
    made = make_backup(installation, Reason.DAILY, now=NOW)
    with contextlib.closing(sqlite3.connect(installation.database_file)) as connection:
        connection.execute("DROP TABLE staff_actions")
    note_backup(installation, made, Reason.DAILY, now=NOW)
    assert "could not be written down" in caplog.text


@pytest.mark.longer
def test_a_backup_from_before_there_was_a_log_stays_of_its_version(installation, tmp_path):
    with contextlib.closing(sqlite3.connect(installation.database_file)) as connection:
        connection.execute("DROP TABLE staff_actions")
    path = make_backup(installation, Reason.BY_HAND, now=NOW).path
    restore_into(path, tmp_path / "new", is_known, now=LATER)
    with contextlib.closing(sqlite3.connect(tmp_path / "new" / "quizapp.sqlite3")) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'staff_actions'").fetchall()


@pytest.mark.longer
def test_a_restore_that_cannot_be_noted_is_none(installation, tmp_path):
    with contextlib.closing(sqlite3.connect(installation.database_file)) as connection:
        connection.execute("CREATE TRIGGER full BEFORE INSERT ON staff_actions BEGIN SELECT RAISE(ABORT, 'full'); END")
    path = make_backup(installation, Reason.BY_HAND, now=NOW).path
    with pytest.raises(BackupError, match="could not be restored: full"):
        restore_into(path, tmp_path / "new", is_known, now=LATER)
    assert not (tmp_path / "new").exists()
