from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine import make_url

from quizapp import disk
from quizapp.ops.doctor.examining import examine, is_well
from quizapp.ops.doctor.findings import Level

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
OF_SQLITE = ["sqlite", "search"]
ABOUT = ["clock", "disk", "rights", "speed", "server"]


def test_everything_is_looked_at_in_turn(settings):
    about = list(dict.fromkeys(one.about for one in examine(settings, NOW)))
    first = ["python", *(OF_SQLITE if settings.uses_sqlite else [])]
    last = ["schema", *([] if settings.uses_sqlite else ["database"]), "jobs", "pictures", "backups"]
    assert about == [*first, *ABOUT, *({"port"} & set(about)), "firewall", *last]


def test_before_the_first_start_there_is_not_much_to_see(settings, tmp_path):
    found = examine(dataclasses.replace(settings, data_dir=tmp_path / "new"), NOW)
    assert [one.about for one in found] == ["python", *(OF_SQLITE if settings.uses_sqlite else []), "folder"]
    assert is_well(found)
    assert not (tmp_path / "new").exists()


def test_a_data_folder_that_cannot_be_made_is_a_fault(settings, tmp_path):
    (tmp_path / "notes.txt").write_text("no folder")
    for name in ("notes.txt", "notes.txt/data"):
        found = examine(dataclasses.replace(settings, data_dir=tmp_path / name), NOW)
        assert (found[-1].about, found[-1].level) == ("folder", Level.FAULT)
        assert f"{tmp_path / 'notes.txt'} is a file" in str(found[-1].advice)


def test_a_name_that_no_disk_takes_is_a_fault(settings, tmp_path):
    found = examine(dataclasses.replace(settings, data_dir=tmp_path / ("x" * 300)), NOW)
    assert (found[-1].about, found[-1].level) == ("folder", Level.FAULT)


@pytest.mark.longer
@pytest.mark.parametrize("name", ["closed", "closed/data"])
def test_a_data_folder_that_may_not_be_entered_is_a_fault(settings, open_folder, as_anybody, name):
    (open_folder / name).mkdir(parents=True)
    (open_folder / "closed").chmod(0)
    with as_anybody():
        found = examine(dataclasses.replace(settings, data_dir=open_folder / name), NOW)
    assert (found[-1].about, found[-1].level) == ("folder", Level.FAULT)
    assert f"{open_folder / 'closed'} is a file, or you may not write in it" in str(found[-1].advice)


@pytest.mark.longer
@pytest.mark.sqlite
def test_files_that_are_closed_are_faults_and_the_rest_is_still_looked_at(settings, open_folder, as_anybody):
    (open_folder / "serving.lock").touch(mode=0o644)
    (open_folder / "backups").mkdir()
    (open_folder / "backups").chmod(0)
    open_folder.chmod(0o555)
    url = settings.database_url.set(database=str(open_folder / "backups" / "quiz.sqlite3"))
    with as_anybody():
        found = examine(dataclasses.replace(settings, data_dir=open_folder, database_url=url), NOW)
    told = [str(one.what) for one in found if one.level is Level.FAULT]
    assert f"{open_folder} cannot be written." in told
    for closed in ("serving.lock", "backups/quiz.sqlite3", "backups/failed.txt"):
        assert f"This account cannot use {open_folder / closed}: Permission denied" in told
    assert "firewall" in {one.about for one in found}


@pytest.mark.longer
@pytest.mark.sqlite
@pytest.mark.parametrize("place", ["", "lies elsewhere"])
def test_a_database_that_may_not_be_written_is_not_to_be_restored(settings, open_folder, as_anybody, tmp_path, place):
    file = open_folder / "quiz.sqlite3"
    shutil.copyfile(settings.database_file, file)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    data_dir = open_folder / place
    data_dir.mkdir(exist_ok=True)
    data_dir.chmod(0o777)
    for path, mode in ((file, 0o444), (open_folder, 0o555)):
        path.chmod(mode)
    url = settings.database_url.set(database=str(file))
    with as_anybody():
        found = examine(dataclasses.replace(settings, data_dir=data_dir, database_url=url), NOW)
    told = [str(one.what) for one in found if one.level is Level.FAULT]
    assert f"{open_folder} cannot be written." in told
    assert not {"database", "schema"} & {one.about for one in found}
    assert not any("restore" in str(one.advice) for one in found)


@pytest.mark.sqlite
def test_a_database_that_cannot_be_read_is_a_fault_and_the_rest_is_still_looked_at(settings):
    settings.database_file.write_bytes(b"broken" * 1000)
    found = {one.about: one for one in examine(settings, NOW)}
    assert found["database"].level is Level.FAULT
    assert "quizapp restore" in str(found["database"].advice)
    assert "backups" in found
    assert not is_well(list(found.values()))


def test_a_postgresql_that_does_not_answer_is_a_fault_without_its_password(settings):
    url = make_url("postgresql+psycopg://quiz:secret@127.0.0.1:1/quiz")
    found = {one.about: one for one in examine(dataclasses.replace(settings, database_url=url), NOW)}
    assert "PostgreSQL runs" in str(found["database"].advice)
    assert "secret" not in str(found["database"].what)
    assert not {*OF_SQLITE} & found.keys()
    assert "the database" not in str(found["disk"].what)


@pytest.fixture
def unopened(settings, tmp_path):
    """A database that SQLite cannot open: what has to lie beside it cannot be made."""
    file = tmp_path / "unopened" / "quizapp.sqlite3"
    file.parent.mkdir()
    shutil.copyfile(settings.database_file, file)
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    file.with_name(f"{file.name}-wal").mkdir()
    return dataclasses.replace(
        settings, data_dir=file.parent, database_url=settings.database_url.set(database=str(file))
    )


def advice_on(settings) -> str:
    [fault] = [one for one in examine(settings, NOW) if "The database cannot be read" in str(one.what)]
    return str(fault.advice)


@pytest.mark.longer
@pytest.mark.sqlite
def test_no_restore_is_advised_where_the_disk_is_full(unopened, monkeypatch):
    assert "quizapp restore" in advice_on(unopened)
    monkeypatch.setattr(disk, "NO_ROOM", 10**18)
    assert advice_on(unopened).startswith("Make room on its disk first")


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_broken_database_is_told_as_such_on_a_full_disk_too(unopened, monkeypatch):
    unopened.database_file.write_bytes(b"no database" * 1000)
    unopened.database_file.with_name("quizapp.sqlite3-wal").rmdir()
    monkeypatch.setattr(disk, "NO_ROOM", 10**18)
    assert "quizapp restore" in advice_on(unopened)


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_log_that_is_closed_explains_no_database_that_cannot_be_read(unopened, open_folder, as_anybody):
    (open_folder / "logs").mkdir(mode=0o555)
    file = open_folder / "quizapp.sqlite3"
    shutil.copyfile(unopened.database_file, file)
    file.with_name(f"{file.name}-wal").mkdir()
    for path in (file, file.with_name(f"{file.name}-wal"), open_folder):
        path.chmod(0o777)
    url = unopened.database_url.set(database=str(file))
    with as_anybody():
        told = [
            str(one.what) for one in examine(dataclasses.replace(unopened, data_dir=open_folder, database_url=url), NOW)
        ]
    assert f"{open_folder / 'logs'} cannot be written." in told
    assert any("The database cannot be read" in one for one in told)
