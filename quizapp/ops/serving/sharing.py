"""An application that is made once, before the workers are forked, so that they share the memory that it takes.

Where a system starts processes anew instead of forking them nothing is shared, and each makes its own.
"""

from __future__ import annotations

import multiprocessing
import sys

from flask import Flask

from quizapp.collecting import give_memory_back, spare_what_is_there
from quizapp.db import db
from quizapp.ops.sweeping import forget, sweep

_SHARED: list[Flask] = []


def share(app: Flask) -> None:
    """Keep an application for the workers that are forked from this process from here on.

    A page is made and what is over is tidied up first, so that what both need is there once and not in each of them.
    """
    if sys.platform != "linux":
        return
    multiprocessing.set_start_method("fork", force=True)  # later versions of Python would start each anew
    app.test_client().get("/")
    sweep(app)
    forget(app)
    with app.app_context():
        db.engine.dispose()  # a connection is of one process alone
    _SHARED.append(app)
    spare_what_is_there()  # a search through what is shared would give each worker a copy of its own
    give_memory_back()


def shared_app() -> Flask | None:
    """Return the application that was kept for this process, once; None where there is none."""
    return _SHARED.pop() if _SHARED else None
