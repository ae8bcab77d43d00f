"""SQLite without its own count of the memory that it takes: nobody reads it, and each allocation waits for its lock.

SQLite's documentation advises to leave it out (https://www.sqlite.org/compile.html#recommended_compile_time_options);
most builds have it. An import of ten thousand questions takes a sixteenth less time without.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util

_COUNT_OF_MEMORY = 9
"""SQLITE_CONFIG_MEMSTATUS, of sqlite3.h."""
_DONE = 0
"""SQLITE_OK."""


def leave_count_out() -> bool:
    """Have SQLite leave it out in this process, and say whether it does.

    It can be told so only before the first import of sqlite3; where it cannot, all works as usual.
    """
    spec = importlib.util.find_spec("_sqlite3")
    # Python may be built without ctypes, or hold SQLite itself (Windows knows no None for that), or hide its functions.
    with contextlib.suppress(ImportError, OSError, AttributeError, TypeError):
        ctypes = importlib.import_module("ctypes")
        configure = ctypes.CDLL(spec.origin if spec and spec.has_location else None).sqlite3_config
        configure.argtypes = [ctypes.c_int]  # what follows is passed as to printf, which some processors do otherwise
        return bool(configure(_COUNT_OF_MEMORY, 0) == _DONE)
    return False
