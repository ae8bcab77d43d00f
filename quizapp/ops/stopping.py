"""A clean stop: who is told to end while still beginning ends at once, and nobody waits for silent clients."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from threading import Thread

SERVED_BY = "QUIZAPP_SERVED_BY"
_SERVERS: list[int] = []
"""The process that serves, as it and all that are forked from it remember it; the system forgets it once it is gone."""
LOOKS_EVERY = 1.0
HALF_SENT_SECONDS = 3.0
"""How long a stop waits for the rest of requests that clients have begun to send."""
DELIVERY_SECONDS = 1.0
"""How long it leaves the last answer to be handed to the system, which brings it to the client."""
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
    _SERVERS[:] = [os.getpid()]


def end_with_server(is_at_work: Callable[[], object]) -> None:
    """Let this process end once the one that it belongs to is gone or tells it to; call it from its main thread.

    A server that was killed hard cannot tell its workers, who would hold the port and the data folder for ever. One
    that is told to stop would have them wait for everybody who has sent a part of a request: a worker ends itself
    before, once nothing is in work.
    """
    parent = os.getppid()
    if _SERVERS and parent not in _SERVERS and os.getpid() not in _SERVERS:
        os._exit(0)  # it was killed hard before this process, forked from it, came to look
    if os.environ.get(SERVED_BY) != str(parent):
        return
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)  # stays when the server sets handlers of its own
    Thread(target=_end_without, args=(parent,), name="quizapp-orphans", daemon=True).start()
    Thread(target=_end_when_told, args=(heard, told, is_at_work), name="quizapp-stop", daemon=True).start()


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOKS_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)


def _end_when_told(heard: socket.socket, _kept_open: socket.socket, is_at_work: Callable[[], object]) -> None:
    heard.recv(1)
    until = time.monotonic() + HALF_SENT_SECONDS
    while time.monotonic() < until:
        time.sleep(0.1)
        if is_at_work():
            until = max(until, time.monotonic() + DELIVERY_SECONDS)
    os._exit(0)


def forget_handlers() -> None:
    """Take the handlers of the signals that stop a server away."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
