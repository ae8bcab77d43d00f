from __future__ import annotations

import contextlib
import sqlite3
import threading

import pytest

from quizapp.ops.backups import copying
from quizapp.ops.backups.copying import DamagedError, check_copy, copy_database
from quizapp.ops.backups.manifest import BackupError


@pytest.fixture
def source(tmp_path):
    """A database in WAL mode of some thousand pages, whose two tables always have equally many rows."""
    path = tmp_path / "source.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE a (id INTEGER, t TEXT); CREATE TABLE b (id);")
        connection.executemany("INSERT INTO a VALUES (?, ?)", ((number, "x" * 900) for number in range(9_000)))
        connection.execute("INSERT INTO b SELECT id FROM a")
        connection.commit()
    return path


@pytest.mark.longer
def test_a_copy_is_of_one_moment_though_others_write_without_a_pause(source, tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "PAGES_A_STEP", 64)
    over, written = threading.Event(), []

    def write() -> None:
        with contextlib.closing(sqlite3.connect(source, timeout=10)) as connection:
            while not over.is_set():
                connection.execute("INSERT INTO a VALUES (1, 'new')")
                connection.execute("INSERT INTO b VALUES (1)")
                connection.commit()
                written.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            pass
        before = len(written)
        held = copy_database(source, tmp_path / "copy.sqlite3")
        after = len(written)
    finally:
        over.set()
        writer.join()
    assert held == check_copy(tmp_path / "copy.sqlite3")
    assert held.rows["a"] == held.rows["b"]
    assert after > before + 1  # nobody was kept waiting for the copy
    assert not (tmp_path / "copy.sqlite3-wal").exists()


@pytest.mark.longer
def test_a_damaged_page_is_found(source, tmp_path):
    copy_database(source, tmp_path / "copy.sqlite3")
    with (tmp_path / "copy.sqlite3").open("r+b") as file:
        file.seek(4096 * 50)
        file.write(b"\xff" * 4096)
    with pytest.raises(DamagedError, match="damaged"):
        check_copy(tmp_path / "copy.sqlite3")


def test_a_row_that_refers_to_nothing_is_found(tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "one.sqlite3")) as connection:
        connection.executescript("CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a REFERENCES a);")
        connection.execute("INSERT INTO b VALUES (7)")
        connection.commit()
    with pytest.raises(DamagedError, match="1 rows"):
        check_copy(tmp_path / "one.sqlite3")


def test_what_is_no_database_or_not_there_is_said(tmp_path):
    (tmp_path / "text").write_text("no database at all" * 100)
    with pytest.raises(DamagedError, match="cannot be read"):
        copy_database(tmp_path / "text", tmp_path / "copy")
    with pytest.raises(DamagedError):
        check_copy(tmp_path / "text")
    with pytest.raises(BackupError, match="no database yet"):
        copy_database(tmp_path / "nothing", tmp_path / "copy2")
    assert not (tmp_path / "nothing").exists()
