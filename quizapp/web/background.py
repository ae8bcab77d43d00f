"""Work that takes longer than a page may: done in a thread of this process, with a session of its own."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import cast

from flask import Flask, current_app

from quizapp.db import db

_THREADS = "quizapp.background"


def start(work: Callable[[], object]) -> None:
    """Begin some work for the application at hand and return at once; what goes wrong in it is logged."""
    app = cast("Flask", current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - for a thread
    thread = Thread(target=_run, args=(app, work), name="quizapp-background", daemon=True)
    running = [one for one in app.extensions.get(_THREADS, ()) if one.is_alive()]
    app.extensions[_THREADS] = [*running, thread]
    thread.start()


def wait(app: Flask) -> None:
    """Wait until all that was begun here is done."""
    for thread in app.extensions.get(_THREADS, ()):
        thread.join()


def _run(app: Flask, work: Callable[[], object]) -> None:
    with app.app_context():
        try:
            work()
        except Exception:  # whatever it is: nobody else hears of a thread that breaks off
            app.logger.exception("Work in the background broke off.")
        finally:
            db.session.remove()
