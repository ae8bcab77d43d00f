"""A clean stop: whoever is told to end while still beginning ends at once, instead of never."""

from __future__ import annotations

import os
import signal
import sys

KILL_SECONDS = 20
"""How long a worker may take to answer what it has begun."""


def let_beginners_end() -> None:
    """Let processes that begin from here on end by a signal until they serve.

    They inherit the handler of the process that starts them, which would only remember the signal, so that they would
    serve on and the stop wait for ever.
    """
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=forget_handlers)


def forget_handlers() -> None:
    """Take the handlers of the signals that stop a server away."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
