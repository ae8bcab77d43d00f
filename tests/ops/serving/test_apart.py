"""Work in a process of its own gives what it returns or raises, and leaves nothing of what it needed."""

from __future__ import annotations

import importlib
import os
import signal
import sqlite3
import sys

import pytest
from sqlalchemy.exc import OperationalError

from quizapp.ops.backups.manifest import BackupError
from quizapp.ops.serving.apart import apart

pytestmark = pytest.mark.longer
SELDOM = "this"  # a module of Python's that nothing else imports


def test_it_gives_what_the_work_returns_and_keeps_nothing_that_it_imported():
    def work() -> tuple[int, str]:
        return os.getpid(), importlib.import_module(SELDOM).__name__

    assert SELDOM not in sys.modules
    number, name = apart(work)
    assert name == SELDOM
    assert number != os.getpid()
    assert SELDOM not in sys.modules


def full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@pytest.mark.parametrize(
    "error",
    [BackupError("No room."), PermissionError(13, "Denied", "/srv"), OperationalError("INSERT", {}, full()), full()],
    ids=lambda error: type(error).__name__,
)
def test_what_it_raises_is_raised_here_with_all_that_a_sentence_is_made_of(error):
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        apart(work)
    assert str(raised.value) == str(error)
    for name in ("errno", "filename"):
        assert getattr(raised.value, name, None) == getattr(error, name, None)
    code_of = [getattr(getattr(it, "orig", it), "sqlite_errorcode", None) for it in (error, raised.value)]
    assert code_of[0] == code_of[1]
    assert "in work" in raised.value.__notes__[0]


class OfTwoPartsError(Exception):
    """One that cannot be made again from its text, as many cannot."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")


def test_what_cannot_be_sent_is_raised_as_what_it_says():
    def work() -> None:
        raise OfTwoPartsError("The banks", "none are there")

    with pytest.raises(RuntimeError, match="OfTwoPartsError: The banks: none are there") as raised:
        apart(work)
    assert "in work" in raised.value.__notes__[0]


def test_a_process_that_ends_without_an_answer_is_told():
    with pytest.raises(RuntimeError, match="ended with -9"):
        apart(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_where_nothing_can_be_forked_the_work_is_done_here(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert apart(os.getpid) == os.getpid()


def test_a_key_that_stops_both_is_told_by_the_one_that_began_alone(capfd):
    def work() -> None:
        raise KeyboardInterrupt

    with pytest.raises(RuntimeError, match="ended with 0"):
        apart(work)
    assert capfd.readouterr().err == ""
