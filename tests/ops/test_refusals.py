from __future__ import annotations

import errno
import os
import sqlite3

import pytest
import sqlalchemy as sa

import quizapp
from quizapp import disk
from quizapp.ops.paths import migrations_dir
from quizapp.ops.refusals import HINT, is_denied, said_of
from quizapp.ops.schema import newest_revision, shipped_revisions
from tests.live_server import spare_port


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path):
    folder = tmp_path.resolve() / "class" / "data"
    monkeypatch.setenv("QUIZAPP_DATA", str(folder))
    return folder


def refused(number, *path):
    return OSError(number, os.strerror(number), *map(str, path))


def error_of(work):
    with pytest.raises(sa.exc.OperationalError) as refusal:
        work()
    return refusal.value


def engine_of(address, *pragmas):
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=sa.NullPool)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection, _record):
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def fill(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE word (word)")
        connection.exec_driver_sql("INSERT INTO word VALUES (zeroblob(100000))")


@pytest.mark.parametrize("part", ["", "data", "data/logs/quizapp.log"])
def test_the_data_folder_the_way_to_it_and_what_lies_in_it_have_the_hint(data, part):
    path = data.parent / part
    said = said_of(refused(errno.ENOTDIR, path))
    assert said == f"{path}: {os.strerror(errno.ENOTDIR)}.{HINT}"


def test_any_other_path_has_none(data):
    path = data.parent / "data of somebody"
    assert said_of(refused(errno.ENOTDIR, path)) == f"{path}: {os.strerror(errno.ENOTDIR)}."


def test_what_has_no_path_is_said_as_it_is():
    assert said_of(refused(errno.ENOSPC)) == f"{os.strerror(errno.ENOSPC)}."


@pytest.mark.parametrize("number", [errno.ENAMETOOLONG, errno.EDQUOT, errno.EIO, errno.ELOOP])
def test_what_disks_seldom_say_is_said_too(number, data):
    assert os.strerror(number) in said_of(refused(number, data))


def test_a_mistake_of_ours_is_none(data, tmp_path):
    assert said_of(refused(errno.EBADF, data)) is None
    assert said_of(sqlite3.OperationalError("near word: syntax error")) is None
    engine = engine_of(f"file:{tmp_path}/words")
    fill(engine)
    assert said_of(error_of(lambda: fill(engine))) is None  # the table is there already


def test_a_full_disk_is_not_told_as_an_error_of_the_disk(data, monkeypatch):
    data.mkdir(parents=True)
    error = error_of(lambda: fill(engine_of(f"file:{data}/quizapp.sqlite3", "max_page_count = 2")))
    assert "database or disk is full" in said_of(error)
    monkeypatch.setattr(disk, "NO_ROOM", 10**18)
    assert said_of(error) == f"The disk of {data} is full: make room on it, and try again."


def test_a_disk_that_may_only_be_read_is_not_told_as_full(data, tmp_path, monkeypatch):
    data.mkdir(parents=True)
    monkeypatch.setattr(disk, "NO_ROOM", 10**18)  # an image has no byte to spare
    fill(engine_of(f"file:{tmp_path}/words"))
    error = error_of(lambda: engine_of(f"file:{tmp_path}/words?mode=ro", "journal_mode = WAL").connect())
    assert said_of(error) == f"{data}/quizapp.sqlite3: attempt to write a readonly database.{HINT}"


def no_table(engine):
    return error_of(lambda: engine.connect().exec_driver_sql("SELECT word FROM words"))


def database_of(data, revision):
    data.mkdir(parents=True)
    engine = engine_of(f"file:{data}/quizapp.sqlite3")
    with engine.begin() as connection:
        if revision is not None:
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (revision,))
    return engine


@pytest.mark.longer
def test_a_database_without_tables_is_said_with_what_makes_them(data):
    said = said_of(no_table(database_of(data, None)))
    assert said == f"{data}/quizapp.sqlite3 has no tables of quizapp yet: `quizapp serve` makes them.{HINT}"


def test_a_database_of_an_older_or_a_newer_version_is_said_with_what_helps(data):
    engine = database_of(data, min(shipped_revisions(), key=lambda one: len(shipped_revisions()[one])))
    assert "is of an older version of quizapp: `quizapp serve` brings it up to date" in said_of(no_table(engine))
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of the year 3000'")
    assert "is of a newer version of quizapp: install that one" in said_of(no_table(engine))


def test_a_missing_table_of_a_database_that_is_up_to_date_is_a_mistake_of_ours(data):
    assert said_of(no_table(database_of(data, newest_revision()))) is None


@pytest.mark.longer
def test_a_postgresql_that_is_not_reached_is_said_with_where_it_is_set(monkeypatch):
    address = f"postgresql+psycopg://quiz:secret@127.0.0.1:{spare_port()}/quiz"
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", address)
    said = said_of(error_of(lambda: sa.create_engine(address).connect()))
    assert said.startswith("The database: connection failed: ")
    assert said.endswith(" Is QUIZAPP_DATABASE_URL right, and does PostgreSQL run there?")
    assert len(said.splitlines()) == 1
    assert "secret" not in said


def test_what_lacks_on_postgresql_is_told_by_its_number(monkeypatch, data):
    database_of(data, None)
    orig = sqlite3.OperationalError("Relation »people« existiert nicht")
    assert said_of(sa.exc.ProgrammingError("SELECT", {}, orig)) is None
    orig.sqlstate = "42P01"
    assert "has no tables of quizapp yet" in said_of(sa.exc.ProgrammingError("SELECT", {}, orig))


def test_a_missing_file_of_the_package_is_none_even_where_the_data_lie_around_it(monkeypatch):
    monkeypatch.setenv("QUIZAPP_DATA", os.fspath(migrations_dir().parent))
    for path in (f"{quizapp.__path__[0]}/web/security_table.txt", migrations_dir() / "versions"):
        assert said_of(refused(errno.ENOENT, path)) is None


def test_a_setting_that_is_wrong_takes_only_the_hint_away(monkeypatch, data):
    monkeypatch.setenv("QUIZAPP_PORT", "many")
    assert said_of(refused(errno.EACCES, data)) == f"{data}: {os.strerror(errno.EACCES)}."


def test_a_database_that_may_only_be_read_is_said_with_its_file(data, tmp_path):
    fill(engine_of(f"file:{tmp_path}/words"))
    error = error_of(lambda: engine_of(f"file:{tmp_path}/words?mode=ro", "journal_mode = WAL").connect())
    assert is_denied(error)
    assert said_of(error) == f"{data}/quizapp.sqlite3: attempt to write a readonly database.{HINT}"
    assert said_of(error.orig) == said_of(error)


def test_a_database_that_cannot_be_opened_is_said_with_its_file(data, tmp_path):
    error = error_of(lambda: engine_of(f"file:{tmp_path}").connect())
    assert is_denied(error)
    assert said_of(error) == f"{data}/quizapp.sqlite3: unable to open database file.{HINT}"


def test_a_full_disk_is_said_and_does_not_deny(data, tmp_path):
    error = error_of(lambda: fill(engine_of(f"file:{tmp_path}/words", "max_page_count = 4")))
    assert not is_denied(error)
    assert said_of(error) == f"{data}/quizapp.sqlite3: database or disk is full.{HINT}"


def test_a_database_elsewhere_has_no_hint(monkeypatch, tmp_path):
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.db")
    error = error_of(lambda: engine_of(f"file:{tmp_path}").connect())
    assert said_of(error) == f"{tmp_path}/elsewhere.db: unable to open database file."


def test_a_full_disk_of_postgresql_is_said_and_nothing_else_of_it(monkeypatch):
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", "postgresql+psycopg://quiz@127.0.0.1/quiz")
    orig = sqlite3.OperationalError("could not extend file: No space left on device")
    error = sa.exc.OperationalError("COMMIT", {}, orig)
    assert said_of(error) is None
    orig.sqlstate = "53100"
    assert said_of(error) == f"The database: {orig}"
