from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.db import db
from quizapp.forecasts.calibration import calibration_of
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.summaries import summary_of_group
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from tests.forecasts.conftest import BEGUN, memory

MODEL = formulas(DEFAULT_WEIGHTS)


@pytest.fixture
def log(app, remember):
    """Have people rate cards on days from the beginning on, the first time as easy."""

    def log(person, card, *ratings):
        rows = [
            {
                "event_id": f"e-{card}-{day}",
                "learner_id": person,
                "card_id": card,
                "source": "review",
                "rating": rating,
                "at": BEGUN + timedelta(days=day),
                "day": 20_697 + day,
                "was_new": day == 0,
                "recorded_at": BEGUN,
            }
            for day, rating in ratings
        ]
        remember(memory(person, card, 20_697, reps=len(rows)))
        with app.app_context():
            db.session.execute(sa.insert(ReviewEvent), rows)
            db.session.commit()

    return log


@pytest.mark.longer
def test_what_was_predicted_is_held_against_what_came(app, session, make_person, cards_of, log):
    """Easy gives a stability of 8.2956 days: after eight days recall is expected at just above 0.9, by hand 0.9029."""
    one, other, stranger = make_person(), make_person(), make_person()
    log(one, cards_of("premier")[0], (0, 4), (8, 3))
    log(other, cards_of("surname")[0], (0, 4), (8, 1))
    log(stranger, cards_of("surname")[0], (0, 4), (8, 1))
    found = calibration_of(session, rules_of_app(app), [one, other])
    assert (found.summary.answers, found.one_in) == (2, 1)
    assert found.predicted == pytest.approx(MODEL.recall(8.2956, 8))
    assert found.recalled == 0.5
    assert found.summary.model is None  # too few to say


@pytest.mark.longer
def test_of_a_short_log_it_is_what_the_page_about_everyone_works_out(app, session, make_person, cards_of, log):
    people = [make_person(), make_person()]
    for place, card in enumerate([*cards_of("offices"), *cards_of("csto"), *cards_of("premier")]):
        log(people[place % 2], card, (0, 4), (8, 3 - place % 3), (16 + place, 3), (30 + place, 1 + place % 4))
    rules = rules_of_app(app)
    assert calibration_of(session, rules, people).summary == summary_of_group(session, rules, people)


def test_of_a_long_log_every_so_many_th_card_is_looked_at(app, session, make_person, cards_of, log):
    person, cards = make_person(), [*cards_of("offices"), *cards_of("csto"), *cards_of("premier")]
    for card in cards:
        log(person, card, (0, 4), (8, 3))
    found = calibration_of(session, rules_of_app(app), [person], most=5)
    assert found.one_in == 3  # of fourteen answers
    assert found.summary.answers == sum(card % 3 == 0 for card in cards)


def test_nobody_was_predicted_nothing(app, session, small_bank):
    assert calibration_of(session, rules_of_app(app), []).summary.answers == 0
