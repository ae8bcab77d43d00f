"""A server that lasts: it begins anew where granian gives up on workers that die one soon after the other."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

from quizapp.ops.stopping import forget_handlers

SHORT_SECONDS = 10.0
"""A server that ended sooner than this had no time to be of use."""
SHORT_LIVES = 5
LONGEST_PAUSE = 8.0

logger = logging.getLogger(__name__)


class Server(Protocol):
    """What granian's servers have of what is asked for here."""

    interrupt_signal: bool

    def serve(self) -> None:
        """Serve until told to stop; exit with an error where workers keep dying."""


def serve_on(make_server: Callable[[], Server], pause: Callable[[float], object] = time.sleep) -> None:
    """Serve until told to stop, with a new server for each that gives up.

    granian ends when a worker dies within 5.5 seconds after it took the place of one that had died. That may pass: the
    system was short of memory, or one page sends again and again what kills its process.

    Raises:
        SystemExit: several in a row gave up as soon as they had begun.
    """
    short_lives = 0
    while True:
        began = time.monotonic()
        server = make_server()
        try:
            return server.serve()
        except SystemExit:
            forget_handlers()  # from here on a signal ends this process, and no more the server that is over
            if server.interrupt_signal:
                raise
            short_lives = short_lives + 1 if time.monotonic() - began < SHORT_SECONDS else 0
            if short_lives == SHORT_LIVES:
                logger.error("The processes that answer die as soon as they begin. Giving up.")  # noqa: TRY400  # granian told of each
                raise
        logger.warning("The processes that answer died twice within seconds. Beginning anew.")
        pause(min(2.0**short_lives, LONGEST_PAUSE))
