"""Tidying up, now and then while serving: attempts that ended by themselves, and what staff did long ago."""

from __future__ import annotations

import itertools
import threading
from datetime import timedelta

from flask import Flask

from quizapp.audit.services import forget_actions, has_actions
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.extensions import settings_of
from quizapp.memory.access import rules_of_app
from quizapp.ops.rounds import keep_doing
from quizapp.quizzes.closing import close_overdue, overdue_exist

SWEEP_SECONDS = 15
DAY_SECONDS = 86_400
LONGEST_MONTH = timedelta(days=31)


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


def forget(app: Flask) -> int:
    """Forget what staff did longer ago than is kept, and return how much; where nothing is, nothing is written."""
    settings = settings_of(app)
    before = utcnow() - settings.audit_months * LONGEST_MONTH
    with app.app_context():
        with reading(db.session()):
            is_old = has_actions(db.session(), before)
        count = forget_actions(db.session(), before) if is_old else 0
        db.session.commit()
    return count


def keep_sweeping(app: Flask, seconds: float = SWEEP_SECONDS) -> threading.Event:
    """Sweep again and again in a thread that ends with the process, or when the returned event is set."""
    rounds, a_day = itertools.count(), max(int(DAY_SECONDS / seconds), 1)

    def _tidy_up() -> None:
        sweep(app)
        if next(rounds) % a_day == 0:
            forget(app)

    trouble = "Attempts that are over could not be finished; tried again soon."
    return keep_doing(_tidy_up, name="sweeping", seconds=seconds, trouble=trouble)
