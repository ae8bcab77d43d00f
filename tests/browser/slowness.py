"""A network or a browser slow on purpose: what a test, or a page, does too early fails each time, not once in a month.

`SLOW_MS=200 pytest tests/browser/test_editor.py` answers each request 200 ms late and sends each page in three pieces;
`SLOW_MS=random` takes up to 400 ms for each, by chance. `SLOW_CPU=3` lets each process of the browser run for a third
of the time, by chance and for a few hundredths of a second at once, so that now one is ahead and now the other.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path
from random import Random

SLOW_MS = os.environ.get("SLOW_MS", "")
SLOW_CPU = float(os.environ.get("SLOW_CPU", "1"))
CHANCE = Random(1)


def _pause() -> None:
    time.sleep(CHANCE.uniform(0, 0.4) if SLOW_MS == "random" else float(SLOW_MS) / 1000)


def slowed(app: Callable) -> Callable:
    """Return the application as it is, or behind a slow network where SLOW_MS asks for one."""
    if not SLOW_MS:
        return app

    def answer(environ, start_response):
        _pause()
        if environ.get("HTTP_SEC_FETCH_DEST") != "document":
            return app(environ, start_response)
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # so that it can be cut
        body = app(environ, start_response)
        return _in_pieces(b"".join(body), getattr(body, "close", lambda: None))

    return answer


def _in_pieces(page: bytes, close: Callable[[], None]) -> Iterator[bytes]:
    """Yield what stands before the content, and the content in two halves, of which the first comes late."""
    main = max(page.find(b"<main"), 0)
    for start, end in pairwise((0, main, (main + len(page)) // 2, len(page))):
        yield page[start:end]
        _pause()
    close()


@contextlib.contextmanager
def starved() -> Iterator[None]:
    """Let the browser that this process has begun get as little of the processor as SLOW_CPU asks for."""
    over = threading.Event()
    thread = threading.Thread(target=_starve, args=(over,))
    if SLOW_CPU > 1:
        thread.start()
    yield
    over.set()
    if SLOW_CPU > 1:
        thread.join()


def _starve(over: threading.Event) -> None:
    stopped: set[int] = set()
    for turn in count():
        if over.wait(CHANCE.uniform(0.005, 0.06)):
            break
        if turn % 10 == 0:
            found = [child for child in _children(os.getpid()) if "chromium" in _name(child)]
        chosen = {child for child in found if CHANCE.random() > 1 / SLOW_CPU}
        _send(signal.SIGSTOP, chosen - stopped)
        _send(signal.SIGCONT, stopped - chosen)
        stopped = chosen
    _send(signal.SIGCONT, stopped)


def _send(number: signal.Signals, processes: set[int]) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


def _children(process: int) -> Iterator[int]:
    """Yield all that a process has begun, and they, and so on."""
    with contextlib.suppress(OSError):  # it is gone
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                yield child
                yield from _children(child)


def _name(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text()
    return ""
