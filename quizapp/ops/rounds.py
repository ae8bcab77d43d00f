"""Work that is done again and again while serving, in a thread of each process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable


def keep_doing(
    work: Callable[[], object], *, name: str, seconds: float, trouble: str, first: float | None = None
) -> threading.Event:
    """Do some work every so many seconds in a thread that ends with the process, or when the returned event is set.

    Before the first round it waits as long as before each other, unless something else is said.
    Whatever goes wrong in it is logged after the words for the trouble, and the work is tried again in the next round.
    """
    ended = threading.Event()

    def _go_on() -> None:
        pause = seconds if first is None else first
        while not ended.wait(pause):
            pause = seconds
            try:
                work()
            except Exception:  # whatever it is: nobody else hears of a thread that breaks off
                logging.getLogger(__name__).exception(trouble)

    threading.Thread(target=_go_on, name=name, daemon=True).start()
    return ended
