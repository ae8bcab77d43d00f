"""(c) Rating a card with a small and a large review log, and with few and many cards: it may cost 1.5× at most."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random

import sqlalchemy as sa
from flask import Flask

from bench.data import make_app, make_browsers
from bench.sized import add_deck, add_memories, add_reviews, filling
from bench.table import print_row, spread, verdict
from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating

FEW_ROWS, MANY_ROWS = 1_000, 5_000_000
FEW_CARDS, MANY_CARDS = 10, 100_000
LEARNERS, DAYS, BOUND = 500, 700, 1.5
ROUNDS = 7
RATINGS = 300


def with_rows(app: Flask, rows: int) -> Learner:
    """Fill the log with reviews of LEARNERS; return the first of them."""
    made = make_browsers(app, LEARNERS)
    with app.app_context():
        cards = db.session.scalar(sa.select(sa.func.count(Card.id))) or 0
    with filling(app) as connection:
        add_reviews(connection, rows, range(made[0].person_id, made[-1].person_id + 1), cards, DAYS)
    return Learner(made[0].person_id, rules_of_app(app))


def with_cards(app: Flask, cards: int) -> Learner:
    """Add a deck of so many cards and return a learner who has met them all."""
    (browser,) = make_browsers(app, 1)
    rules = rules_of_app(app)
    with filling(app) as connection:
        add_deck(connection, cards)
        add_memories(connection, browser.person_id, cards, rules.day(utcnow()))
    return Learner(browser.person_id, rules)


def rate(app: Flask, learner: Learner, cards: Sequence[int], label: str) -> float:
    """Rate cards through the service and return the median milliseconds of a rating with its commit."""
    took, chance = [], Random(label)
    with app.app_context():
        for number in range(RATINGS):
            card = chance.choice(cards)
            start = time.perf_counter()
            event = Event(f"{label}-{number}", utcnow())
            record_review(db.session(), learner, card, Rating.GOOD, event, now=utcnow())
            db.session.commit()
            took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took)


def compare(what: str, few: int, many: int, fill: Callable[[Flask, int], Learner], newest: bool) -> None:
    """Print a row that compares ratings with little and with much of something."""
    with ExitStack() as folders:
        contestants, made = [], 0.0
        for count in (few, many):
            app = make_app(Path(folders.enter_context(tempfile.TemporaryDirectory())))
            begun = time.perf_counter()
            learner = fill(app, count)
            made = time.perf_counter() - begun
            with app.app_context():
                cards = list(db.session.scalars(sa.select(Card.id).order_by(Card.id.desc())))
            contestants.append((app, learner, cards[:count] if newest else cards))
        pairs = [
            tuple(rate(*contestant, f"rated-{number}") for contestant in contestants) for number in range(ROUNDS + 1)
        ][1:]
    ratios = [large / small for small, large in pairs]
    print_row(
        f"(c) a rating, {many:,} {what} against {few:,}",
        f"small ms {spread([small for small, _ in pairs], 2)}",
        f"large ms {spread([large for _, large in pairs], 2)}",
        f"ratio {spread(ratios, 2)} {verdict(statistics.median(ratios), BOUND, at_least=False)}, made in {made:.0f} s",
    )


def main() -> None:
    """Print two rows."""
    compare("log rows", FEW_ROWS, MANY_ROWS, with_rows, newest=False)
    compare("cards", FEW_CARDS, MANY_CARDS, with_cards, newest=True)


if __name__ == "__main__":
    main()
