"""A network that is slow on purpose: what a test, or a page, does too early fails every time and not once in a month.

`SLOW_MS=200 pytest tests/browser/test_editor.py` answers each request 200 ms late and sends each page in three pieces;
`SLOW_MS=random` takes up to 400 ms for each, by chance.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

SLOW_MS = os.environ.get("SLOW_MS", "")
CHANCE = Random(1)  # noqa: S311 - the same weather each time, no secret


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
