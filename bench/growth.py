"""(c) Rating a card with 1,000 and with 1,000,000 rows in the review log: the cost may not grow by more than 1.5×."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.data import make_app, make_browsers
from bench.table import print_row, spread, verdict
from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating

SMALL, LARGE = 1_000, 1_000_000
LEARNERS = 500
ROUNDS = 5
RATINGS = 300
BATCH = 20_000


def grow(app: Flask, rows: int, first: int = 0) -> None:
    """Add rows to the log, spread over LEARNERS and all cards, until it has so many."""
    with app.app_context():
        cards, now = list(db.session.scalars(sa.select(Card.id))), utcnow()
        day = rules_of_app(app).day(now) - 1
        for start in range(first, rows, BATCH):
            db.session.execute(
                sa.insert(ReviewEvent),
                [
                    {
                        "event_id": f"grown-{number}",
                        "learner_id": 1 + number % LEARNERS,
                        "card_id": cards[number // LEARNERS % len(cards)],
                        "source": "review",
                        "rating": 3,
                        "at": now,
                        "day": day - number // LEARNERS,
                        "recorded_at": now,
                        "was_new": False,
                    }
                    for number in range(start, min(start + BATCH, rows))
                ],
            )
            db.session.commit()


def rate(app: Flask, label: str) -> float:
    """Rate cards of new learners through the service and return the median milliseconds of a rating with its commit."""
    took = []
    with app.app_context():
        cards = list(db.session.scalars(sa.select(Card.id)))
        db.session.rollback()
        learner = Learner(1, rules_of_app(app))
        for number in range(RATINGS):
            start = time.perf_counter()
            event = Event(f"{label}-{number}", utcnow())
            record_review(db.session(), learner, cards[number % len(cards)], Rating.GOOD, event, now=utcnow())
            db.session.commit()
            took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took)


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as small_folder, tempfile.TemporaryDirectory() as large_folder:
        small, large = make_app(Path(small_folder)), make_app(Path(large_folder))
        for app, rows in ((small, SMALL), (large, LARGE)):
            make_browsers(app, LEARNERS)
            grow(app, rows)
        pairs = [(rate(small, f"small-{n}"), rate(large, f"large-{n}")) for n in range(ROUNDS + 1)][1:]
    ratios = [b / a for a, b in pairs]
    print_row(
        f"(c) a rating, {LARGE:,} against {SMALL:,} log rows",
        f"small ms {spread([a for a, _ in pairs], 2)}",
        f"large ms {spread([b for _, b in pairs], 2)}",
        f"ratio {spread(ratios, 2)} {verdict(statistics.median(ratios), 1.5, at_least=False)}",
    )


if __name__ == "__main__":
    main()
