from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.ops.backups.folder import backups_in, clear_old, find_backup, name_of, read_manifest
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import BackupError, Reason, stamp_of

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


@pytest.fixture
def one(installation):
    return make_backup(installation, Reason.DAILY, now=NOW)


@pytest.mark.longer
def test_backups_are_listed_the_newest_first_and_nothing_else_is(one):
    folder = one.path.parent
    shutil.copy(one.path, folder / name_of("20261127T030000Z"))
    shutil.copy(one.path, folder / "quizapp-20261128T030000Z.zip.part")
    (folder / ".making-x").mkdir()
    assert [backup.stamp for backup in backups_in(folder)] == ["20261127T030000Z", one.stamp]
    assert one.made_at == NOW
    assert backups_in(folder / "none") == []


def test_a_backup_is_found_by_its_stamp_alone(one):
    assert find_backup(one.path.parent, one.stamp) == one
    for stamp in ("20260101T000000Z", "../" + one.stamp, "", "nothing"):
        assert find_backup(one.path.parent, stamp) is None


def test_a_damaged_one_is_listed_as_such(one):
    one.path.write_bytes(one.path.read_bytes()[:-30])
    assert [backup.manifest for backup in backups_in(one.path.parent)] == [None]
    with pytest.raises(BackupError, match="no backup of quizapp"):
        read_manifest(one.path)


@pytest.mark.longer
def test_those_that_the_rule_does_not_keep_are_removed(one, installation):
    folder = one.path.parent
    for hours in range(1, 30):
        shutil.copy(one.path, folder / name_of(stamp_of(NOW + timedelta(hours=hours))))
    clear_old(folder, installation.timezone)
    assert [backup.made_at - NOW for backup in backups_in(folder)] == [timedelta(hours=29), timedelta(hours=20)]
