from __future__ import annotations

import dataclasses

import pytest

from quizapp.ops.doctor import disk
from quizapp.ops.doctor.disk import look_at_rights, look_at_room, look_at_speed
from quizapp.ops.doctor.findings import Level


def test_little_room_is_warned_of_and_none_is_a_fault(settings, monkeypatch):
    assert next(look_at_room(settings)).level is Level.WELL
    monkeypatch.setattr(disk, "FEW_FREE", 10**18)
    assert next(look_at_room(settings)).level is Level.WARNING
    monkeypatch.setattr(disk, "LEAST_FREE", 10**18)
    fault = next(look_at_room(settings))
    assert (fault.level, "Make room" in str(fault.advice)) == (Level.FAULT, True)


def test_a_key_that_others_can_read_is_warned_of(settings):
    assert settings.secret_key
    assert next(look_at_rights(settings)).level is Level.WELL
    (settings.data_dir / "secret_key").chmod(0o644)
    assert "chmod 600" in str(next(look_at_rights(settings)).advice)


@pytest.mark.sqlite
def test_a_database_that_others_can_reach_is_warned_of_and_nothing_is_changed(settings, tmp_path):
    folder = tmp_path / "chosen"
    folder.mkdir(mode=0o755)
    own = dataclasses.replace(
        settings, data_dir=folder, database_url=settings.database_url.set(database=str(folder / "quiz.sqlite3"))
    )
    own.database_file.touch(mode=0o644)
    warning = next(look_at_rights(own))
    assert (warning.level, "names, answers and marks" in str(warning.what)) == (Level.WARNING, True)
    assert (
        str(warning.advice)
        == f"chmod 700 {folder}; or, if others have to come in there, chmod 600 {folder}/quiz.sqlite3*"
    )
    assert (folder.stat().st_mode & 0o777, own.database_file.stat().st_mode & 0o777) == (0o755, 0o644)
    for path, mode in ((folder, 0o700), (own.database_file, 0o600)):
        before = path.stat().st_mode
        path.chmod(mode)
        assert next(look_at_rights(own)).level is Level.WELL
        path.chmod(before)


def test_a_folder_that_cannot_be_written_is_a_fault_and_its_speed_is_not_measured(settings, tmp_path):
    gone = dataclasses.replace(settings, data_dir=tmp_path / "gone")
    assert next(look_at_rights(gone)).level is Level.FAULT
    assert list(look_at_speed(gone)) == []


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_file_of_the_database_that_cannot_be_written_is_a_fault(settings, as_anybody, open_folder):
    file = open_folder / "quiz.sqlite3"
    for name in ("quiz.sqlite3", "quiz.sqlite3-wal"):
        (open_folder / name).touch()
    (open_folder / "quiz.sqlite3-wal").chmod(0o444)
    file.chmod(0o666)
    open_folder.chmod(0o777)
    url = settings.database_url.set(database=str(file))
    with as_anybody():
        [fault] = look_at_rights(dataclasses.replace(settings, data_dir=open_folder, database_url=url))
    assert (fault.level, str(fault.what)) == (Level.FAULT, f"{file}-wal cannot be written.")


@pytest.mark.longer
@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("name", "mode", "said"),
    [
        ("secret_key", 0o200, "secret_key cannot be read."),
        ("tries.sqlite3", 0o444, "tries.sqlite3 cannot be written."),
        ("logs/quizapp.log", 0o444, "logs/quizapp.log cannot be written."),
        ("metrics/", 0o555, "metrics cannot be written."),
        ("pictures/", 0o555, "pictures cannot be written."),
    ],
)
def test_what_another_account_left_in_the_folder_is_a_fault(settings, as_anybody, open_folder, name, mode, said):
    left = open_folder / name
    left.parent.mkdir(exist_ok=True)
    left.mkdir() if name.endswith("/") else left.touch()
    left.parent.chmod(0o777)
    left.chmod(mode)
    open_folder.chmod(0o777)
    url = settings.database_url.set(database=str(open_folder / "quizapp.sqlite3"))
    with as_anybody():
        [fault] = look_at_rights(dataclasses.replace(settings, data_dir=open_folder, database_url=url))
    assert (fault.level, str(fault.what)) == (Level.FAULT, f"{open_folder}/{said}")
    assert str(open_folder) in str(fault.advice)


@pytest.mark.longer
@pytest.mark.sqlite
def test_what_is_replaced_as_a_whole_may_be_anybodys(settings, as_anybody, open_folder):
    (open_folder / "last_start.json").touch(mode=0o444)
    open_folder.chmod(0o777)
    url = settings.database_url.set(database=str(open_folder / "quizapp.sqlite3"))
    with as_anybody():
        [found] = look_at_rights(dataclasses.replace(settings, data_dir=open_folder, database_url=url))
    assert found.level is Level.WELL


@pytest.mark.longer
@pytest.mark.parametrize(("name", "own"), [("log", "log/quizapp"), ("log/quizapp", "log/quizapp")])
def test_for_a_log_nobody_is_to_own_the_folder_of_all_logs(settings, as_anybody, open_folder, name, own):
    (open_folder / "data").mkdir()
    (open_folder / "data").chmod(0o777)
    (open_folder / name).mkdir(parents=True)
    url = settings.database_url.set(database=str(open_folder / "data" / "quizapp.sqlite3"))
    elsewhere = {"data_dir": open_folder / "data", "database_url": url, "log": str(open_folder / name / "quiz.log")}
    with as_anybody():
        [fault] = look_at_rights(dataclasses.replace(settings, **elsewhere))
    assert (fault.level, str(fault.what)) == (Level.FAULT, f"{open_folder / name} cannot be written.")
    assert f"a folder for this log alone, such as {open_folder / own}, and set QUIZAPP_LOG" in str(fault.advice)


def test_a_slow_disk_is_warned_of(settings, monkeypatch):
    assert "(the middle of 20 tries)" in str(next(look_at_speed(settings)).what)
    monkeypatch.setattr(disk, "_sync_times", lambda _settings: [20.0, 80.0, 90.0])
    slow = next(look_at_speed(settings))
    assert (slow.level, "80.0 ms" in str(slow.what)) == (Level.WARNING, True)
