"""A clean stop: whoever is told to end while still beginning ends at once, instead of never."""

from __future__ import annotations

import os
import signal
import sys
import time
from threading import Thread

SERVED_BY = "QUIZAPP_SERVED_BY"
LOOKS_EVERY = 1.0
KILL_SECONDS = 20
"""How long a worker may take to answer what it has begun."""


def let_beginners_end() -> None:
    """Let processes that begin from here on end by a signal until they serve.

    They inherit the handler of the process that starts them, which would only remember the signal, so that they would
    serve on and the stop wait for ever.
    """
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=forget_handlers)


def name_server() -> None:
    """Let the processes that begin from here on know which one they belong to."""
    os.environ[SERVED_BY] = str(os.getpid())


def end_with_server() -> None:
    """Let this process end once the one that it belongs to is gone, however that ended.

    One that was killed hard cannot tell its workers, who would hold the port and the data folder for ever.
    """
    parent = os.getppid()
    if os.environ.get(SERVED_BY) == str(parent):
        Thread(target=_end_without, args=(parent,), name="quizapp-orphans", daemon=True).start()


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


def forget_handlers() -> None:
    """Take the handlers of the signals that stop a server away."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
