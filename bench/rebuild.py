"""(l) Rebuilding all memories from the log: events a second, the replay alone and with the database."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from bench.data import make_app, make_browsers
from bench.sized import add_reviews, filling
from bench.table import print_row, spread, verdict
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.scheduling.replaying import Logged, Replayer

EVENTS, LEARNERS, CARDS, DAYS, ROUNDS, BOUND = 300_000, 60, 400, 700, 5, 100_000
ON_ONE_CARD = 20
RATINGS = (3, 3, 4, 1, 3, 3, 2, 3)


def main() -> None:
    """Print two rows."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(Path(folder))
        make_browsers(app, LEARNERS)
        with filling(app) as connection:
            add_reviews(connection, EVENTS, range(1, LEARNERS + 1), CARDS, DAYS)
        with app.app_context():
            rebuild_memories(db.session(), rules_of_app(app))
            db.session.commit()
            rows = {
                "the replay alone": _per_second(lambda: _replay(app)),
                "with the database": _per_second(lambda: rebuild_memories(db.session(), rules_of_app(app))),
            }
            db.session.rollback()
    for what, speeds in rows.items():
        print_row(
            f"(l) rebuilding memories from {EVENTS:,} events, {what}",
            f"{spread(speeds)} events/s",
            verdict(statistics.median(speeds), BOUND, at_least=True),
        )


def _replay(app: Flask) -> None:
    replayer = Replayer(rules_of_app(app))
    events: list[Logged] = [
        (0, f"{2024 + place // 12}-{1 + place % 12:02}-05 12:00:00.000000", place, rating, "review", None, None, None)
        for place, rating in enumerate(RATINGS[place % len(RATINGS)] for place in range(ON_ONE_CARD))
    ]
    for card_id in range(EVENTS // ON_ONE_CARD):
        replayer.replay(card_id, events)


def _per_second(work: Callable[[], object]) -> list[float]:
    work()
    speeds = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        speeds.append(EVENTS / (time.perf_counter() - begun))
    return speeds


if __name__ == "__main__":
    main()
