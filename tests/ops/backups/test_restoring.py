"""Restores: into a new folder, in place, and killed wherever anything is touched."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizapp.ops.backups.folder import backups_in
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import MANIFEST, BackupError, Reason
from quizapp.ops.backups.restoring import DRAFTS, find_file, restore_in_place, restore_into
from quizapp.ops.running import folder_alone
from quizapp.ops.schema import is_known

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
PICTURE = "pictures/01/0123456789abcdef0123456789abcdef.webp"
# Runs an action in a child for each touch of the data folder there is, and kills it right before that touch.
KILLER = """
import json, os, pathlib, shutil, signal, sys, datetime
from quizapp.config import read_settings
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.backups.restoring import restore_in_place

action, folder, backup, every = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), int(sys.argv[4])
template, now = folder.with_name("template"), datetime.datetime(2026, 11, 26, 4, tzinfo=datetime.UTC)
shutil.copytree(folder, template)
touches = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "sqlite3.connect", "shutil.copyfile"}
counted, deadly, watching = 0, -1, False

def hook(event, values):
    global counted
    if watching and event in touches and str(folder) in str(values[:2]):
        counted += 1
        if counted == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)

def act():
    global watching
    settings = read_settings({"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC"})
    watching = True
    if action == "backup":
        make_backup(settings, Reason.DAILY, now=now)
    else:
        restore_in_place(backup, settings, lambda revision: True, now=now)
    return counted

def after(kill_at):
    global deadly
    shutil.rmtree(folder)
    shutil.copytree(template, folder)
    child = os.fork()
    if child == 0:
        deadly = kill_at
        os._exit(min(act(), 255))
    return os.waitpid(child, 0)[1]

total = os.waitstatus_to_exitcode(after(-1))
for place in [*range(1, total, every), total]:
    killed = os.WIFSIGNALED(after(place))
    shutil.copytree(folder, folder.with_name(f"killed-{place}"))
    print(json.dumps([place, killed]), flush=True)
"""


def killed_everywhere(action: str, folder: Path, backup: Path, every: int) -> list[Path]:
    """Return a copy of the folder for each place at which the action was killed, the last one at its very end."""
    command = [sys.executable, "-c", KILLER, action, str(folder), str(backup), str(every)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    places = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(places) > 5
    assert all(killed for _place, killed in places)
    return [folder.with_name(f"killed-{place}") for place, _killed in places]


@pytest.fixture
def backup(installation):
    return make_backup(installation, Reason.BY_HAND, now=NOW)


@pytest.mark.longer
def test_into_a_new_folder_all_comes_back(backup, installation, people, tmp_path):
    restored = restore_into(backup.path, tmp_path / "deep" / "new", is_known, now=LATER)
    new = tmp_path / "deep" / "new"
    assert restored.manifest == backup.manifest
    assert people(new / "quizapp.sqlite3") == {"Anahit"}
    assert (new / PICTURE).read_bytes() == b"webp"
    assert (new / "secret_key").read_text() == (installation.data_dir / "secret_key").read_text()
    assert {stat.S_IMODE((new / name).stat().st_mode) for name in ("secret_key", "quizapp.sqlite3")} == {0o600}
    assert [path.name for path in new.parent.iterdir()] == ["new"]


@pytest.mark.longer
def test_a_folder_that_holds_something_is_left_alone_and_an_empty_one_is_not(backup, tmp_path):
    with pytest.raises(BackupError, match="not empty"):
        restore_into(backup.path, tmp_path, is_known, now=LATER)
    (tmp_path / "empty").mkdir()
    restore_into(backup.path, tmp_path / "empty", is_known, now=LATER)
    assert (tmp_path / "empty" / "quizapp.sqlite3").is_file()


@pytest.mark.longer
def test_in_place_what_was_there_is_backed_up_and_the_key_of_sessions_stays(
    backup, installation, people, add_person, tmp_path
):
    add_person("Narek")
    (installation.data_dir / PICTURE).unlink()
    (installation.data_dir / "secret_key").write_text("another")
    restored = restore_in_place(backup.path, installation, is_known, now=LATER)
    assert people() == {"Anahit"}
    assert (installation.data_dir / PICTURE).read_bytes() == b"webp"
    assert (installation.data_dir / "secret_key").read_text() == "another"
    assert restored.former.manifest.reason is Reason.RESTORE
    restore_into(restored.former.path, tmp_path / "former", is_known, now=LATER)
    assert people(tmp_path / "former" / "quizapp.sqlite3") == {"Anahit", "Narek"}
    assert list(installation.data_dir.glob(f"{DRAFTS}*")) == []


@pytest.mark.longer
def test_what_only_stands_in_the_log_of_a_killed_server_is_backed_up_too(backup, installation, people, tmp_path):
    writer = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode = WAL');"
        "c.execute(\"UPDATE people SET name = 'Narek'\"); c.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer, str(installation.database_file)], check=True)
    assert Path(f"{installation.database_file}-wal").stat().st_size > 0
    restored = restore_in_place(backup.path, installation, is_known, now=LATER)
    assert people() == {"Anahit"}
    restore_into(restored.former.path, tmp_path / "former", is_known, now=LATER)
    assert people(tmp_path / "former" / "quizapp.sqlite3") == {"Narek"}


@pytest.mark.longer
def test_a_damaged_database_is_laid_aside_as_it_is(backup, installation, people):
    installation.database_file.write_bytes(b"broken" * 1000)
    restored = restore_in_place(backup.path, installation, is_known, now=LATER)
    assert people() == {"Anahit"}
    assert (restored.set_aside / "quizapp.sqlite3").read_bytes() == b"broken" * 1000
    assert restored.former is None


@pytest.mark.longer
def test_into_an_installation_without_a_database_it_is_put(backup, installation, people):
    installation.database_file.unlink()
    assert restore_in_place(backup.path, installation, is_known, now=LATER).former is None
    assert people() == {"Anahit"}


@pytest.mark.longer
def test_while_a_server_runs_nothing_is_restored(backup, installation, people, add_person):
    add_person("Narek")
    with folder_alone(installation.data_dir), pytest.raises(BackupError, match="stop it"):
        restore_in_place(backup.path, installation, is_known, now=LATER)
    with contextlib.closing(sqlite3.connect(installation.database_file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN")
        other.execute("SELECT * FROM people").fetchone()
        with pytest.raises(BackupError, match="Another program"):
            restore_in_place(backup.path, installation, is_known, now=LATER)
    assert people() == {"Anahit", "Narek"}


def test_a_backup_of_a_newer_schema_is_refused_with_a_sentence(backup, installation, tmp_path):
    for attempt in (
        lambda known: restore_into(backup.path, tmp_path / "new", known, now=LATER),
        lambda known: restore_in_place(backup.path, installation, known, now=LATER),
    ):
        with pytest.raises(BackupError, match="made by a newer version of quizapp"):
            attempt(lambda revision: revision < backup.manifest.revision)
    assert not (tmp_path / "new").exists()


@pytest.mark.longer
def test_a_backup_that_is_not_what_it_says_is_not_used(backup, installation, people, tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(backup.path) as packed, zipfile.ZipFile(other, "w") as changed:
        for name in packed.namelist():
            data = packed.read(name)
            changed.writestr(name, data.replace(b'"people": 1', b'"people": 2') if name == MANIFEST else data)
    with pytest.raises(BackupError, match="other rows"):
        restore_in_place(other, installation, is_known, now=LATER)
    assert people() == {"Anahit"}


@pytest.mark.longer
def test_what_the_disk_refuses_is_said(backup, installation, people, add_person):
    add_person("Narek")
    shutil.rmtree(installation.data_dir / "pictures")
    (installation.data_dir / "pictures").write_text("a file, where a folder has to be")
    with pytest.raises(BackupError, match="could not be restored"):
        restore_in_place(backup.path, installation, is_known, now=LATER)
    assert people() == {"Anahit", "Narek"}


def test_a_backup_is_meant_by_its_file_or_its_stamp(backup, installation):
    assert find_file(installation, str(backup.path)) == backup.path
    assert find_file(installation, backup.stamp) == backup.path
    with pytest.raises(BackupError, match="no backup"):
        find_file(installation, "20200101T000000Z")


@pytest.mark.slow
def test_a_restore_that_is_killed_leaves_the_old_data_or_has_brought_the_new(
    backup, installation, people, add_person, tmp_path
):
    elsewhere = shutil.copy(backup.path, tmp_path / backup.path.name)
    add_person("Narek")
    seen = []
    for folder in killed_everywhere("restore", installation.data_dir, elsewhere, every=3):
        path = folder / "quizapp.sqlite3"
        with contextlib.closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert (folder / PICTURE).read_bytes() == b"webp"
        seen.append(people(path))
        assert all(one.manifest for one in backups_in(folder / "backups"))
    assert seen[0] == {"Anahit", "Narek"}
    switched = seen.index({"Anahit"})
    assert seen == [{"Anahit", "Narek"}] * switched + [{"Anahit"}] * (len(seen) - switched)


@pytest.mark.slow
def test_a_backup_that_is_killed_is_never_listed(installation, people, tmp_path):
    for folder in killed_everywhere("backup", installation.data_dir, tmp_path / "none", every=2):
        for one in backups_in(folder / "backups"):
            restore_into(one.path, tmp_path / f"of-{folder.name}", lambda _revision: True, now=LATER)
            assert people(tmp_path / f"of-{folder.name}" / "quizapp.sqlite3") == {"Anahit"}
        assert people(folder / "quizapp.sqlite3") == {"Anahit"}
