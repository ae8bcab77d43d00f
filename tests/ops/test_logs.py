from __future__ import annotations

import contextlib
import dataclasses
import errno
import json
import logging
import socket
import stat
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from quizapp.app import create_app
from quizapp.db import db
from quizapp.ops import logs
from quizapp.ops.logs import LogFile, write_logs
from quizapp.ops.setup import disposed

CANARY = "Anahit Canary"


@pytest.fixture
def log(settings):
    """The log of the settings, written to within a test."""
    root = logging.getLogger()
    before, ours = list(root.handlers), logging.getLogger("quizapp")
    write_logs(settings)
    yield settings.log_file
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    ours.setLevel(logging.NOTSET)


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_json_and_only_its_owner_reads_the_file(log):
    logging.getLogger("quizapp.ops").warning("A backup took %s seconds.", 7)
    logging.getLogger("quizapp.ops").debug("Not told.")
    (line,) = lines(log)
    assert (line["level"], line["logger"], line["message"]) == ("warning", "quizapp.ops", "A backup took 7 seconds.")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert datetime.fromisoformat(line["at"]).utcoffset() == timedelta()


def test_what_touches_on_safety_is_in_a_file_of_its_own(log):
    logging.getLogger("quizapp.security").info("A request was refused.", extra={"figures": {"status": 403}})
    logging.getLogger("quizapp.test").info("Something else.")
    assert [line["message"] for line in lines(log)] == ["Something else."]
    own = log.with_name("security.log")
    assert [(line["message"], line["status"]) for line in lines(own)] == [("A request was refused.", 403)]
    assert stat.S_IMODE(own.stat().st_mode) == 0o600


def test_all_of_it_goes_to_the_log_of_the_system_where_that_is_wanted(settings, log, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as system:
        system.bind(str(tmp_path / "log"))
        write_logs(dataclasses.replace(settings, syslog=str(tmp_path / "log")))
        logging.getLogger("quizapp.security").info("A request was refused.")
        logging.getLogger("quizapp.test").warning("The disk is full.")
        told = [system.recv(10_000).decode() for _line in range(2)]
    logging.getLogger("quizapp.test").warning("Nobody listens.")
    assert [json.loads(line.partition("quizapp: ")[2].rstrip("\0"))["message"] for line in told] == [
        "A request was refused.",
        "The disk is full.",
    ]
    assert [line["message"] for line in lines(log)] == ["The disk is full.", "Nobody listens."]


def test_other_libraries_say_their_sentence_without_its_values(log):
    logging.getLogger("werkzeug").warning("%s asked for %s", "192.0.2.7", CANARY)
    assert lines(log)[0]["message"] == "%s asked for %s"


def test_an_error_is_told_by_its_type_and_places_and_never_by_what_somebody_typed(log, capsys):
    try:
        {}[CANARY]
    except KeyError:
        logging.getLogger("quizapp.ops").exception("It broke.")
    (line,) = lines(log)
    assert line["error"] == "KeyError"
    assert "test_logs.py" in line["where"][-1]
    assert CANARY not in log.read_text() + capsys.readouterr().err


@pytest.mark.longer
def test_an_error_of_the_database_is_told_without_its_values(settings, log, make_person):
    make_person(name=CANARY)
    with disposed(create_app(settings)) as app, app.app_context(), pytest.raises(IntegrityError) as raised:
        db.session.execute(sa.text("INSERT INTO people SELECT * FROM people WHERE name = :name"), {"name": CANARY})
    assert CANARY not in str(raised.value)
    logging.getLogger("quizapp.ops").error("It broke.", exc_info=raised.value)
    on_sqlite, on_postgresql = "UNIQUE constraint failed: people.id", 'unique constraint "pk_people"'
    assert on_sqlite in (error := lines(log)[0]["error"]) or on_postgresql in error
    logging.getLogger("quizapp.ops").error("Full.", exc_info=OSError(28, "No space left on device", CANARY))
    assert lines(log)[1]["error"] == "OSError: No space left on device"
    assert CANARY not in log.read_text()


def test_an_error_in_a_page_is_logged_by_its_rule(app, log):
    def break_off(secret: str) -> str:
        raise RuntimeError(secret)

    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/broken/<secret>", "broken", break_off)
    assert app.test_client().get("/broken/canary").status_code == 500
    (line,) = lines(log)
    assert line["message"] == "An error in GET /broken/<secret>"
    assert "canary" not in log.read_text()


def test_a_log_that_cannot_be_written_says_so_once_and_nothing_of_what_it_was_to_say(log, monkeypatch, capsys):
    def full(_handler):
        raise OSError(errno.ENOSPC, "No space left on device")

    logger = logging.getLogger("quizapp.ops")
    with monkeypatch.context() as disk:
        disk.setattr(LogFile, "flush", full)
        for number in range(3):
            logger.info("%s for the time %s", CANARY, number)
    assert capsys.readouterr().err == f"error: The log {log} cannot be written: No space left on device\n"
    logger.info("There is room.")
    with monkeypatch.context() as disk:
        disk.setattr(LogFile, "flush", full)
        logger.info("Full again.")
    assert capsys.readouterr().err.count("cannot be written") == 1
    logger.info("The last.")
    assert lines(log)[-1]["message"] == "The last."


def test_a_full_file_moves_away_and_five_stay(log, monkeypatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 200)
    for number in range(40):
        logging.getLogger("quizapp.ops").warning("Line %s.", number)
    kept = sorted(path.name for path in log.parent.glob("quizapp.log*"))
    assert kept == ["quizapp.log", *(f"quizapp.log.{number}" for number in range(1, 5))]
    assert lines(log)[-1]["message"] == "Line 39."


def test_two_processes_write_to_one_file_and_lose_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(logs, "MOST_BYTES", 400)
    monkeypatch.setattr(logs, "KEPT_FILES", 60)
    files = [LogFile(tmp_path / "one.log") for _ in range(2)]
    for number in range(60):
        files[number % 2].emit(logging.makeLogRecord({"msg": f"line {number:03}"}))
    for file in files:
        file.close()
    said = sorted(line for path in tmp_path.glob("one.log*") for line in path.read_text().splitlines())
    assert said == [f"line {number:03}" for number in range(60)]


def test_where_it_is_off_no_file_is_made(settings, log):
    write_logs(dataclasses.replace(settings, log="off"))
    logging.getLogger("quizapp.ops").warning("Only in the terminal.")
    with contextlib.suppress(FileNotFoundError):
        assert log.read_text() == ""
