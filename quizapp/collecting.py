"""Python's search for objects that hold each other in circles, and when it had better wait."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def spare_what_is_there() -> None:
    """Leave all that there is by now out of every search: it stays, and takes a tenth of a second to go through."""
    gc.collect()
    gc.freeze()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let the search wait while hundreds of thousands of values are made: it would go through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
