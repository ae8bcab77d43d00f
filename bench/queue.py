"""(k) Today's queue of somebody with 20,000 cards: all of them due, half of them due and half new, all of them new."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from flask import Flask

from bench.data import make_app, make_browsers
from bench.sized import add_deck, add_memories, filling
from bench.table import print_row, spread, verdict
from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Learner
from quizapp.review.queries import queue_of_day

CARDS, ROUNDS, BOUND_MS = 20_000, 15, 50
DECKS = {"all due": CARDS, "half due, half new": CARDS // 2, "all new": 0}


def main() -> None:
    """Print a row for each deck."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        browsers = make_browsers(app, len(DECKS))
        today = rules_of_app(app).day(utcnow())
        with filling(app) as connection:
            add_deck(connection, CARDS)
            for browser, met in zip(browsers, DECKS.values(), strict=True):
                add_memories(connection, browser.person_id, met, today)
        for browser, deck in zip(browsers, DECKS, strict=True):
            took = _timed(app, browser.person_id)
            median = statistics.median(took)
            print_row(
                f"(k) today's queue of {CARDS:,} cards, {deck}",
                f"{spread(took, 1)} ms",
                verdict(median, BOUND_MS, at_least=False),
            )


def _timed(app: Flask, person_id: int) -> list[float]:
    """Return the milliseconds that each of some queues took, after a first one that is not counted."""
    took = []
    with app.app_context(), reading(db.session()):
        visitor = visitor_of(db.session.get_one(Person, person_id))
        learner, now = Learner(person_id, rules_of_app(app)), utcnow()
        for _round in range(ROUNDS + 1):
            begun = time.perf_counter()
            queue_of_day(db.session(), visitor, learner, now=now)
            took.append(1_000 * (time.perf_counter() - begun))
    return took[1:]


if __name__ == "__main__":
    main()
