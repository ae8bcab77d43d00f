"""Keeps a server: tells the process that answers to stop, and begins another where it died.

Linux alone. It takes the place of the program that made the application and forked the process that answers from it, so
that what both had in memory is that process's alone: a Python without any package, which holds 3 MiB. A program of its
own, therefore, which imports nothing but what every Python has.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Sequence

STOPS = {signal.SIGTERM, signal.SIGINT}
KILL_SECONDS = 20
"""How long the process that answers may take to finish what it has begun."""
GOODBYE_SECONDS = 3.0
"""How long others, such as the one that tells the room's network a name, may take once it has ended."""
SHORT_SECONDS = 10.0
"""A process that ended sooner than this had no time to be of use."""
SHORT_LIVES, LONGEST_PAUSE = 10, 8.0
"""How many may end so in a row, within most of a minute, in which a port or the data folder may become free again."""
SIGNALS = 128
"""Above it are the codes by which a keeper says what signal ended the process that it kept."""
LOOKS_EVERY = 1.0
ERRORS = 2
"""The number of the file that errors are printed to, the last of the three that any program has."""


def become_keeper(server: int, again: Sequence[str], parent: int = 0) -> None:
    """Put a keeper of a child of this process in the place of this program; what is not to be passed on is closed.

    Where the child dies, the keeper begins another by a command, with three words more: the keeper's number, what ended
    the child, and how many in a row had ended as soon as they had begun. Without a command it ends as the child did.
    One that a keeper began ends with that one, its parent.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)  # what this process is told from here on, the keeper hears
    os.execv(sys.executable, [sys.executable, "-SP", __file__, str(server), str(parent), *again])  # noqa: S606 - this file


class _Keeper:
    def __init__(self, server: int, parent: int, again: Sequence[str]) -> None:
        self._server, self._parent, self._again = server, parent, again
        self._began, self._short_lives = time.monotonic(), 0
        self._ended: int | None = None

    def keep(self) -> int:
        """Return the code to end with, once it is told to or there is nothing more to keep."""
        while True:
            ended = self._how_it_ended()
            if ended is None:
                self._stop()
                return 0
            if ended == 0 or not self._again:
                return SIGNALS - ended if ended < 0 else ended
            has_failed = 0 < ended < SIGNALS
            is_short = has_failed or time.monotonic() - self._began < SHORT_SECONDS
            self._short_lives = self._short_lives + 1 if is_short else 0
            if self._short_lives == SHORT_LIVES:
                with contextlib.suppress(OSError):  # nobody listens
                    os.write(ERRORS, b"The processes that answer die as soon as they begin. Giving up.\n")
                return 1
            if signal.sigtimedwait(STOPS, _pause(self._short_lives)):
                return 0
            self._begin_again(ended)

    def _how_it_ended(self) -> int | None:
        """Wait until the process has ended, and return how; None where this one is told to end first."""
        while True:
            self._take_note()
            if self._ended is not None:
                return self._ended
            heard = signal.sigtimedwait({*STOPS, signal.SIGCHLD}, LOOKS_EVERY)
            if (heard and heard.si_signo in STOPS) or (self._parent and os.getppid() != self._parent):
                return None

    def _take_note(self) -> bool:
        """Take note of children that have ended; say whether there are others."""
        try:
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                if found[0] == self._server:
                    self._ended = os.waitstatus_to_exitcode(found[1])
        except ChildProcessError:
            return False
        return True

    def _begin_again(self, ended: int) -> None:
        number = -ended if ended < 0 else ended - SIGNALS
        how = signal.strsignal(number) if number > 0 else f"code {ended}"
        words = [*self._again, str(os.getpid()), str(how), str(self._short_lives)]
        self._server, self._began = os.posix_spawn(words[0], words, os.environ, setsigmask=[]), time.monotonic()
        self._ended = None

    def _stop(self) -> None:
        """Let the process end, and then all others, who see it by what is closed."""
        self._tell(signal.SIGTERM)
        self._wait(KILL_SECONDS if not self._again else KILL_SECONDS + GOODBYE_SECONDS)  # it may be a keeper itself
        self._tell(signal.SIGKILL)
        _close_all()
        self._wait(GOODBYE_SECONDS, for_all=True)

    def _tell(self, number: signal.Signals) -> None:
        if self._ended is None:
            os.kill(self._server, number)

    def _wait(self, seconds: float, *, for_all: bool = False) -> None:
        until = time.monotonic() + seconds
        while self._take_note() and (for_all or self._ended is None) and (left := until - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, left)


def _close_all() -> None:
    """Close what is open but for what this process prints to; a range of all numbers may be a thousand million long."""
    with os.scandir("/proc/self/fd") as found:
        numbers = [int(one.name) for one in found]
    for number in numbers:
        if number > ERRORS:
            with contextlib.suppress(OSError):  # that of the list itself
                os.close(number)


def _pause(short_lives: int) -> float:
    return min(2.0 ** (short_lives - 2), LONGEST_PAUSE) if short_lives > 1 else 0.0


def main(server: str, parent: str, *again: str) -> int:
    """Keep a process, and return the code to end with."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPS, signal.SIGCHLD})
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a terminal that is closed leaves the server
    return _Keeper(int(server), int(parent), again).keep()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
