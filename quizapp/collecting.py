"""Python's search for objects that hold each other in circles, and when it had better wait."""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def spare_what_is_there() -> None:
    """Leave all that there is by now out of every search: it stays, and takes a tenth of a second to go through."""
    gc.collect()
    gc.freeze()


def give_memory_back() -> None:
    """Give what was freed back to the system, where that can be said: what is left of it would be written to again.

    A process that is forked afterwards then shares more with this one.
    """
    if sys.platform == "linux":
        # Another C library than glibc has no word for it, and a Python that was built without ctypes cannot say it.
        with contextlib.suppress(ImportError, OSError, AttributeError):
            importlib.import_module("ctypes").CDLL(None).malloc_trim(0)


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
