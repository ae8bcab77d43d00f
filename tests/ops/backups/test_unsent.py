"""Mails that waited when a backup was made are not sent from the restored data: they may have been sent since."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.backups.restoring import restore_in_place, restore_into
from quizapp.ops.backups.unsent import REASON, hold_mails
from quizapp.ops.schema import is_known

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
A_MAIL = (
    "INSERT INTO mails (kind, person_id, made_at, next_at, tries, sent_at, reason)"
    " SELECT 'confirmation', min(id), '2026-03-02', ?, 0, ?, '' FROM people"
)


def mails(database):
    with contextlib.closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT next_at, sent_at, reason FROM mails ORDER BY id").fetchall()


@pytest.fixture
def backup(installation):
    """A backup in which one mail waits and one was sent."""
    with contextlib.closing(sqlite3.connect(installation.database_file)) as connection:
        connection.execute(A_MAIL, ("2026-03-02 10:00:00", None))
        connection.execute(A_MAIL, (None, "2026-03-02 09:00:00"))
        connection.commit()
    return make_backup(installation, Reason.BY_HAND, now=NOW)


@pytest.mark.longer
def test_a_mail_that_waited_in_a_backup_is_not_sent_after_its_restore(backup, installation, tmp_path, runner):
    held = [(None, None, REASON), (None, "2026-03-02 09:00:00", "")]
    assert restore_into(backup.path, tmp_path / "new", is_known, now=NOW + timedelta(days=1)).mails_held == 1
    assert mails(tmp_path / "new" / "quizapp.sqlite3") == held
    assert restore_in_place(backup.path, installation, is_known, now=NOW + timedelta(days=1)).mails_held == 1
    assert mails(installation.database_file) == held
    assert "may have been sent since, are not sent: 1." in runner("restore", backup.stamp, input="y\n").output


def test_a_backup_without_mail_is_left_as_it_is(tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "quizapp.sqlite3")) as connection:
        connection.execute("CREATE TABLE people (id)")
    assert hold_mails(tmp_path) == 0
    (tmp_path / "quizapp.sqlite3").write_bytes(b"no database at all" * 99)
    with pytest.raises(BackupError, match="could not be restored"):
        hold_mails(tmp_path)
