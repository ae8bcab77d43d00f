from __future__ import annotations

import pytest

from quizapp.ops.backups.folder import backups_in
from quizapp.ops.running import folder_alone


@pytest.mark.longer
def test_a_backup_is_made_listed_and_restored_by_command(installation, runner, people, add_person, tmp_path):
    assert "There is no backup" in runner("backups").output
    assert "verified, by hand: 1 people, 0 questions" in runner("backup").output
    stamp = backups_in(installation.backups_dir)[0].stamp
    assert f"{stamp}  " in runner("backups").output
    assert "Not" not in runner("backup", "--to", tmp_path / "stick").output
    add_person("Narek")
    assert people() == {"Anahit", "Narek"}
    asked = runner("restore", stamp, input="n\n")
    assert asked.exit_code == 1
    assert f"{stamp}  0.0 MB  verified, by hand: 1 people" in asked.output.partition("Replace the data in ")[0]
    assert people() == {"Anahit", "Narek"}
    done = runner("restore", stamp, input="y\n")
    assert done.exit_code == 0, done.output
    assert "What was there is kept in" in done.output
    assert people() == {"Anahit"}
    elsewhere = runner("restore", next((tmp_path / "stick").glob("*.zip")), "--into", tmp_path / "new")
    assert elsewhere.exit_code == 0, elsewhere.output
    assert people(tmp_path / "new" / "quizapp.sqlite3") == {"Anahit"}
    assert f"with QUIZAPP_DATA set to {tmp_path / 'new'}." in elsewhere.output


@pytest.mark.longer
def test_nobody_is_asked_about_data_that_a_server_holds(installation, runner):
    runner("backup")
    with folder_alone(installation.data_dir):
        refused = runner("restore", backups_in(installation.backups_dir)[0].stamp, input="y\n")
    assert refused.exit_code == 1
    assert "stop it first (Ctrl+C, or as it was started)" in refused.output
    assert "Replace" not in refused.output


@pytest.mark.longer
def test_a_database_without_tables_makes_no_backup_and_may_be_replaced_by_one(installation, runner, people):
    runner("backup")
    path = backups_in(installation.backups_dir)[0].path
    installation.database_file.write_bytes(b"")
    refused = runner("backup")
    assert (refused.exit_code, len(refused.output.splitlines())) == (1, 1)
    assert f"{installation.database_file} has no tables of quizapp. Is QUIZAPP_DATA right?" in refused.output
    assert [one.path for one in backups_in(installation.backups_dir)] == [path]
    assert runner("restore", path, "--yes").exit_code == 0
    assert people() == {"Anahit"}


def test_nobody_is_asked_about_a_file_that_is_no_backup(installation, runner, tmp_path):
    (tmp_path / "holiday.zip").write_bytes(b"pictures")
    refused = runner("restore", tmp_path / "holiday.zip", input="y\n")
    assert refused.output == f"Error: {tmp_path}/holiday.zip is no backup of quizapp, or it is damaged.\n"
    assert refused.exit_code == 1


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("restore", "20260101T000000Z"), "There is no backup"),
        (("restore", "nothing.zip", "--into", "x"), "There is no backup"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(installation, runner, command, said):
    result = runner(*command)
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.longer
def test_on_postgresql_every_command_says_what_to_do(installation, runner, monkeypatch, tmp_path):
    runner("backup", "--to", tmp_path)
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", "postgresql://quiz@localhost/quiz")
    for command in (("backup",), ("backups",), ("restore", next(tmp_path.glob("*.zip")), "--yes")):
        result = runner(*command)
        assert (result.exit_code, "pg_dump" in result.output) == (1, True)


def test_a_wrong_setting_is_said_in_a_sentence(installation, runner, monkeypatch):
    monkeypatch.setenv("QUIZAPP_BACKUP_HOUR", "24")
    assert "QUIZAPP_BACKUP_HOUR" in runner("backup").output


@pytest.mark.longer
def test_one_that_fails_and_one_that_is_damaged_are_said(installation, runner):
    runner("backup")
    path = backups_in(installation.backups_dir)[0].path
    path.write_bytes(path.read_bytes()[:-40])
    assert "damaged" in runner("backups").output
    assert runner("restore", path, "--yes").exit_code == 1
    installation.database_file.write_bytes(b"broken" * 1000)
    result = runner("backup")
    assert (result.exit_code, "cannot be read" in result.output) == (1, True)
