from __future__ import annotations

import io
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from quizapp.cli import COMMANDS, main
from tests.live_server import spare_port


@pytest.mark.longer
def test_the_one_command_gathers_all_others(runner):
    result = runner("--help")
    assert result.exit_code == 0
    for command in ("bank", "review", "serve", "user"):
        assert f"\n  {command} " in result.output


def test_features_add_to_groups_of_others(runner):
    for group, words in (
        ("bank", "conflicts count-answers empty-trash keys load resolve"),
        ("user", "add erase export"),
    ):
        told = runner(group, "--help").output
        assert all(f"\n  {word} " in told for word in words.split())


@pytest.mark.parametrize("group", [(), *((name,) for name in ("bank", "user", "review", "picture", "retention"))])
def test_lists_of_commands_cut_no_sentence_off(runner, group):
    told = runner(*group, "--help").output.partition("Commands:")[2].rstrip()
    assert "..." not in told
    assert told.endswith(".")


@pytest.mark.longer
def test_help_is_for_whoever_runs_it_and_not_for_programmers(runner):
    def helps(*words):
        told = runner(*words, "--help").output
        yield told
        for line in told.partition("\nCommands:\n")[2].splitlines():
            if found := re.match(r"  ([a-z-]+) ", line):
                yield from helps(*words, found[1])

    told = list(helps())
    assert len(told) > len(COMMANDS)
    assert [one for one in told if re.search(r"Raises|Returns|Error:", one)] == []


def test_a_command_that_is_none_is_refused(runner):
    result = runner("serv")
    assert (result.exit_code, "No such command" in result.output) == (2, True)


def test_it_tells_its_version(runner):
    result = runner("--version")
    assert result.exit_code == 0
    assert result.output.startswith("quizapp, version ")


@pytest.mark.parametrize(("name", "value"), [("QUIZAPP_PORT", "many"), ("QUIZAPP_TIMEZONE", "Nowhere/Land")])
def test_a_wrong_setting_stops_every_command_with_one_sentence(runner, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    result = runner("review", "rebuild")
    assert result.exit_code == 1
    assert name in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.longer
def test_a_folder_that_cannot_be_used_stops_a_command_with_one_sentence(runner, monkeypatch, tmp_path):
    (tmp_path / "notes.txt").write_text("no folder")
    monkeypatch.setenv("QUIZAPP_DATA", str(tmp_path / "notes.txt"))
    result = runner("serve", "--port", str(spare_port()))
    assert result.exit_code == 1
    assert str(tmp_path / "notes.txt") in result.output
    assert "quizapp doctor" in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.longer
def test_a_database_without_tables_stops_a_command_with_one_sentence(runner, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "quizapp.sqlite3").touch()
    for words in (("review", "rebuild"), ("user", "make-admin", "anna"), ("bank", "keys")):
        result = runner(*words, env={"QUIZAPP_DATA": str(tmp_path / "empty"), "QUIZAPP_DATABASE_URL": ""})
        assert result.exit_code == 1
        assert "quizapp.sqlite3 has no tables of quizapp yet: `quizapp serve` makes them." in result.output
        assert len(result.output.strip().splitlines()) == 1


@pytest.mark.longer
def test_a_folder_of_somebody_else_is_not_blamed_on_the_settings(runner, tmp_path):
    (tmp_path / "notes.txt").write_text("no folder")
    result = runner("bank", "dump", tmp_path / "notes.txt" / "bank")
    assert (result.exit_code, "QUIZAPP_DATA" in result.output) == (1, False)
    assert result.output == f"Error: {tmp_path}/notes.txt/bank: Not a directory.\n"


@pytest.mark.longer
@pytest.mark.sqlite
def test_a_database_that_may_only_be_read_stops_a_command_with_one_sentence(runner, monkeypatch, settings):
    with closing(sqlite3.connect(settings.database_file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", f"sqlite:///file:{settings.database_file}?mode=ro&uri=true")
    result = runner("user", "make-admin", "anna")
    assert result.exit_code == 1
    assert "attempt to write a readonly database" in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_letters_that_a_code_page_lacks_stop_no_command(monkeypatch, tmp_path):
    told = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", told)
    with pytest.raises(SystemExit) as ended:
        main(["bank", "check", str(tmp_path / "հարցեր.yaml")])
    told.flush()
    assert ended.value.code == 1
    assert b"??????.yaml:1: This file cannot be read" in told.buffer.getvalue()


@pytest.mark.slow
def test_it_is_a_module_too():
    result = subprocess.run([sys.executable, "-m", "quizapp", "--help"], capture_output=True, text=True, check=True)
    assert "Usage: quizapp" in result.stdout


LOOKS = """
import signal, sys
class Looks:
    def find_spec(self, name, *_more):
        if name == "quizapp.cli":
            print("while it is imported:", signal.getsignal(signal.SIGINT) is signal.SIG_DFL, flush=True)
sys.meta_path.insert(0, Looks())
sys.argv = ["quizapp", "--help"]
import quizapp.__main__
try:
    quizapp.__main__.main()
finally:
    print("then:", signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@pytest.mark.longer
def test_a_key_that_stops_it_while_the_code_is_imported_shows_no_fault():
    done = subprocess.run([sys.executable, "-c", LOOKS], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("while it is imported: True", "then: True")
