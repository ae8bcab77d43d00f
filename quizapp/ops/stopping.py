"""A clean stop: who is told to end while still beginning ends at once, and nobody waits for silent clients."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from threading import Thread

LOOKS_EVERY = 1.0
HALF_SENT_SECONDS = 3.0
"""How long a stop waits for the rest of requests that clients have begun to send."""
DELIVERY_SECONDS = 1.0
"""How long it leaves the last answer to be handed to the system, which brings it to the client."""


def let_beginners_end() -> None:
    """Let processes that begin from here on end by a signal until they serve.

    They inherit the handler of the process that starts them, which would only remember the signal, so that they would
    serve on and the stop wait for ever.
    """
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=forget_handlers)


def server_process() -> int:
    """Return the process that serves: the one that began this one as its worker, or else this one."""
    began = multiprocessing.parent_process()
    return (began and began.pid) or os.getpid()


def end_with_server(is_at_work: Callable[[], object]) -> None:
    """Let this process end once the one that it belongs to is gone or tells it to; call it from its main thread.

    A server that was killed hard cannot tell its workers, who would hold the port and the data folder for ever. One
    that is told to stop would have them wait for everybody who has sent a part of a request: a worker ends itself
    before, once nothing is in work.
    """
    server = server_process()
    if server == os.getpid():
        return
    heard, told = socket.socketpair()
    told.setblocking(False)
    signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)  # stays when the server sets handlers of its own
    Thread(target=_end_without, args=(server,), name="quizapp-orphans", daemon=True).start()
    Thread(target=_end_when_told, args=(heard, told, is_at_work), name="quizapp-stop", daemon=True).start()


def _end_without(server: int) -> None:
    while os.getppid() == server:
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
