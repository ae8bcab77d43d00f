"""What pages show of today's queue."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from quizapp.accounts.access import visitor
from quizapp.db import db
from quizapp.memory.access import learner_of, rules_of_app
from quizapp.review import queries
from quizapp.scheduling.queue import Queue

NEW_FOR_VISITORS = 20


def queue_of_visitor(*, now: datetime) -> Queue:
    """Return today's queue of whoever is asking; a first visitor's holds new cards alone."""
    person = visitor()
    if person is None:
        day = rules_of_app(current_app).day(now)
        return queries.first_queue(db.session(), new_per_day=NEW_FOR_VISITORS, day=day, now=now)
    return queries.queue_of_day(db.session(), person, learner_of(person), now=now)
