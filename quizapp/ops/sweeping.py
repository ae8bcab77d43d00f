"""Writing down, now and then while serving, which attempts have ended by themselves: lists count rows."""

from __future__ import annotations

import logging
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.memory.access import rules_of_app
from quizapp.quizzes.closing import close_overdue, overdue_exist

SWEEP_SECONDS = 15


def sweep(app: Flask) -> int:
    """Finish every attempt whose time is over, and return how many; where there is none, nothing is written."""
    closed, more = 0, True
    with app.app_context():
        while more:
            with reading(db.session()):
                more = overdue_exist(db.session(), now=utcnow())
            if more:
                done = close_overdue(db.session(), rules_of_app(app), now=utcnow())
                db.session.commit()
                closed, more = closed + done, done > 0
    return closed


def keep_sweeping(app: Flask, seconds: float = SWEEP_SECONDS) -> threading.Event:
    """Sweep again and again in a thread that ends with the process, or when the returned event is set."""
    ended = threading.Event()

    def _go_on() -> None:
        while not ended.wait(seconds):
            try:
                sweep(app)
            except SQLAlchemyError:
                logging.getLogger(__name__).exception("Attempts that are over could not be finished; tried again soon.")

    threading.Thread(target=_go_on, name="sweeping", daemon=True).start()
    return ended
