from __future__ import annotations

import dataclasses
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.engine import make_url

from quizapp.ops.backups import making
from quizapp.ops.backups.copying import check_copy
from quizapp.ops.backups.folder import DRAFTS, FAILURE, LOCK, backups_in
from quizapp.ops.backups.making import BackupRunningError, make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.locks import holding
from quizapp.ops.schema import newest_revision
from quizapp.ops.version import own_version

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
PICTURE = "0123456789abcdef0123456789abcdef"


@pytest.mark.longer
def test_a_backup_holds_all_and_says_so(installation, tmp_path, people):
    made = make_backup(installation, Reason.BY_HAND, now=NOW)
    assert made.path == installation.data_dir / "backups" / "quizapp-20261126T030000Z.zip"
    manifest = made.manifest
    assert (manifest.made_at, manifest.reason, manifest.version) == (NOW, Reason.BY_HAND, own_version())
    assert manifest.revision == newest_revision()
    assert manifest.rows["people"] == manifest.rows["pictures"] == 1
    assert set(manifest.files) == {"quizapp.sqlite3", "secret_key", f"pictures/01/{PICTURE}.webp"}
    with zipfile.ZipFile(made.path) as packed:
        assert set(packed.namelist()) == {*manifest.files, "manifest.json"}
        packed.extract("quizapp.sqlite3", tmp_path)
    assert check_copy(tmp_path / "quizapp.sqlite3").rows == manifest.rows
    assert people(tmp_path / "quizapp.sqlite3") == {"Anahit"}


@pytest.mark.longer
def test_a_picture_whose_file_is_missing_is_named(installation):
    (installation.data_dir / "pictures" / "01" / f"{PICTURE}.webp").unlink()
    assert make_backup(installation, Reason.DAILY, now=NOW).manifest.missing_pictures == (PICTURE,)


@pytest.mark.longer
def test_two_of_one_second_have_two_names(installation):
    stamps = {make_backup(installation, Reason.BY_HAND, now=NOW).stamp for _ in range(2)}
    assert stamps == {"20261126T030000Z", "20261126T030001Z"}


@pytest.mark.longer
def test_those_that_the_rule_lets_go_are_gone_and_so_are_drafts_and_the_last_failure(installation):
    folder = installation.backups_dir
    make_backup(installation, Reason.DAILY, now=NOW)
    (folder / f"{DRAFTS}left").mkdir()
    (folder / FAILURE).write_text("The disk was full.")
    later = make_backup(installation, Reason.DAILY, now=NOW + timedelta(hours=1))
    assert [backup.stamp for backup in backups_in(folder)] == [later.stamp]
    assert {path.name for path in folder.iterdir()} == {LOCK, later.path.name}


def test_one_is_made_at_a_time(installation):
    with holding(installation.backups_dir / LOCK), pytest.raises(BackupRunningError):
        make_backup(installation, Reason.DAILY, now=NOW)


def test_a_full_disk_is_said_before_anything_is_written(installation, monkeypatch):
    monkeypatch.setattr(making, "SPARE_BYTES", 10**18)
    with pytest.raises(BackupError, match="too full"):
        make_backup(installation, Reason.DAILY, now=NOW)
    assert backups_in(installation.backups_dir) == []


def test_a_folder_that_cannot_be_made_is_said(installation, tmp_path):
    (tmp_path / "file").write_text("")
    other = dataclasses.replace(installation, backups=str(tmp_path / "file" / "backups"))
    with pytest.raises(BackupError, match="could not be written"):
        make_backup(other, Reason.DAILY, now=NOW)


def test_a_copy_with_other_rows_is_not_kept(installation, monkeypatch):
    monkeypatch.setattr(making, "check_copy", lambda path: dataclasses.replace(check_copy(path), rows={}))
    with pytest.raises(BackupError, match="other rows"):
        make_backup(installation, Reason.DAILY, now=NOW)
    assert {path.name for path in installation.backups_dir.iterdir()} == {LOCK}


def test_postgresql_is_told_its_own_command_without_the_password(installation):
    url = make_url("postgresql+psycopg://quiz:secret@db.example.org/quiz")
    with pytest.raises(BackupError, match=r"pg_dump .*'postgresql://quiz@db\.example\.org/quiz'") as said:
        make_backup(dataclasses.replace(installation, database_url=url), Reason.DAILY, now=NOW)
    assert "secret@" not in str(said.value)


def test_where_they_are_off_none_is_made(installation):
    with pytest.raises(BackupError, match="QUIZAPP_BACKUPS"):
        make_backup(dataclasses.replace(installation, backups="off"), Reason.DAILY, now=NOW)
