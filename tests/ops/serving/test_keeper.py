"""A keeper in the place of a program: it begins anew what died, passes on that all is to end, and ends with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quizapp.ops.serving.keeper import SHORT_LIVES
from tests.live_server import PATIENCE_SECONDS

pytestmark = pytest.mark.longer

KEPT = """
import os, sys, time
from quizapp.ops.serving.keeper import become_keeper
pipe = os.pipe()
os.set_inheritable(pipe[1], True)
other = os.fork()
if not other:  # waits for the end of all, and says so
    os.close(pipe[1])
    os.read(pipe[0], 1)
    print("other ends", flush=True)
    os._exit(0)
child = os.fork()
if not child:
    os.close(pipe[1])
    print("child", os.getpid(), flush=True)
    {child}
    os._exit(0)
become_keeper(child, sys.argv[1:])
"""
WAITS = "time.sleep(600)"
SAYS = "import os, sys, time; print('again', os.getpid(), os.getppid(), *sys.argv[1:], flush=True); "


class Kept:
    """A program that a keeper takes the place of, with what it and those that it begins print."""

    def __init__(self, program: str, *again: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *again],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def line(self) -> list[str]:
        return self.process.stdout.readline().split()

    def end(self) -> int:
        code = self.process.wait(PATIENCE_SECONDS)
        self.rest = self.process.stdout.read()
        return code


@pytest.fixture
def begin():
    begun = []

    def start(program: str, *again: str) -> Kept:
        begun.append(Kept(program, *again))
        return begun[-1]

    yield start
    for one in begun:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.process.pid, signal.SIGKILL)  # what it kept, too
        with one.process:  # what it printed is closed, and it is waited for
            pass


@pytest.fixture
def keep(begin):
    return lambda child, *again: begin(KEPT.format(child=child), *again)


def again(what: str) -> list[str]:
    return [sys.executable, "-c", f"{SAYS}{what}"]


def has_come(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def is_gone(number: int) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def test_what_it_keeps_may_end_and_so_does_the_keeper(keep):
    assert keep("os._exit(0)", *again(WAITS)).end() == 0
    assert keep("os._exit(3)").end() == 3


def test_in_the_place_of_what_was_killed_comes_another_by_the_command_with_the_reason(keep):
    kept = keep(WAITS, *again(WAITS))
    child = int(kept.line()[1])
    assert has_come(lambda: "keeper.py" in Path(f"/proc/{kept.process.pid}/cmdline").read_text())
    os.kill(child, signal.SIGKILL)
    _word, number, parent, *words = kept.line()
    assert words == [parent, "Killed", "1"]
    assert int(parent) == kept.process.pid
    os.kill(int(number), signal.SIGTERM)  # somebody ends it without the keeper: that is no clean end either
    assert kept.line()[4:] == ["Terminated", "2"]
    kept.process.terminate()
    assert kept.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_tells_what_it_keeps_and_then_lets_the_others_see_it(keep, number):
    says_so = "import signal; signal.signal(15, lambda *_: (print('child ends', flush=True), os._exit(0))); "
    kept = keep(f"{says_so}print('ready', flush=True); {WAITS}", *again(WAITS))
    kept.line(), kept.line()
    assert has_come(lambda: "keeper.py" in Path(f"/proc/{kept.process.pid}/cmdline").read_text())
    kept.process.send_signal(number)
    assert kept.end() == 0
    assert kept.rest == "child ends\nother ends\n"


def test_a_terminal_that_is_closed_leaves_it(keep):
    kept = keep(WAITS, *again(WAITS))
    child = int(kept.line()[1])
    assert has_come(lambda: "keeper.py" in Path(f"/proc/{kept.process.pid}/cmdline").read_text())
    time.sleep(0.2)
    kept.process.send_signal(signal.SIGHUP)
    time.sleep(0.2)
    assert kept.process.poll() is None
    assert not is_gone(child)


PATIENCE = """
import os, signal, sys, time
from quizapp.ops.serving import keeper
keeper.LOOKS_EVERY = 0.05
"""
ABORTS = f"""{PATIENCE}
keeper.LONGEST_PAUSE = 0.05
child = os.fork()
if not child:
    os.abort()
sys.exit(keeper.main(str(child), "0", *sys.argv[1:]))
"""
FAILS = ABORTS.replace("os.abort()", "os._exit(1)").replace("keeper.LONG", "keeper.SHORT_SECONDS = keeper.LONG")
DEAF = f"""{PATIENCE}
keeper.KILL_SECONDS = keeper.GOODBYE_SECONDS = 0.1
child = os.fork()
if not child:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print(os.getpid(), flush=True)
    time.sleep(600)
sys.exit(keeper.main(str(child), "0"))
"""
INNER = f"""{PATIENCE}
outer = str(os.getpid())
if not os.fork():
    child = os.fork()
    if not child:
        time.sleep(600)
    print(os.getpid(), child, flush=True)
    sys.exit(keeper.main(str(child), outer))
time.sleep(600)
"""


def test_what_dies_again_and_again_is_given_up_after_pauses(begin):
    kept = begin(ABORTS, *again("os.abort()"))
    assert kept.end() == 1
    begun = [line.split() for line in kept.rest.splitlines() if line.startswith("again")]
    assert [words[4:] for words in begun] == [["Aborted", str(number)] for number in range(1, SHORT_LIVES)]
    assert kept.rest.endswith("Giving up.\n")


def test_what_fails_again_and_again_is_given_up_however_long_it_took(begin):
    kept = begin(FAILS, *again("os._exit(1)"))
    assert kept.end() == 1
    begun = [line.split() for line in kept.rest.splitlines() if line.startswith("again")]
    assert [words[4:] for words in begun] == [["code", "1", str(number)] for number in range(1, SHORT_LIVES)]


def test_what_a_keeper_between_says_of_a_signal_is_told_as_it_was(begin):
    kept = begin(ABORTS.replace("os.abort()", "os._exit(128 + 9)"), *again(WAITS))
    assert kept.line()[4:] == ["Killed", "1"]
    kept.process.terminate()
    assert kept.end() == 0


def test_those_that_lived_for_a_while_are_followed_without_an_end(begin):
    kept = begin(ABORTS.replace("LONGEST_PAUSE = 0.05", "SHORT_SECONDS = 0.0"), *again("os.abort()"))
    assert [kept.line()[4:] for _time in range(SHORT_LIVES * 2)] == [["Aborted", "0"]] * SHORT_LIVES * 2
    kept.process.terminate()
    assert kept.end() == 0


def test_one_that_does_not_end_when_told_is_ended(begin):
    kept = begin(DEAF)
    child = int(kept.line()[0])
    kept.process.terminate()
    assert kept.end() == 0
    assert is_gone(child)


def test_a_keeper_that_a_keeper_began_ends_with_it(begin):
    kept = begin(INNER)
    inner, child = map(int, kept.line())
    kept.process.kill()
    assert has_come(lambda: is_gone(inner) and is_gone(child))
