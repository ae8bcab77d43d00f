from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.forecasts.recall import learners_with_curves
from quizapp.memory.access import rules_of_app
from quizapp.memory.fits import begin_fit
from quizapp.memory.rows import STATE
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from tests.forecasts.conftest import BEGUN, memory

OTHER = (*DEFAULT_WEIGHTS[:20], 0.4)
DAYS = ((100, 1.0), (97, 1.0), (80, 10.0), (0, 3.7), (103, 5.0))
"""Days of the last answer, the last one to come, and stabilities."""


@pytest.fixture
def recalls(app, session, cards_of):
    """Return a function that has the database compute what people recall on day 100."""
    cards = sorted(cards_of("offices") + cards_of("premier"))

    def recalls(*people):
        for person in people:
            rows = [memory(person, card, *one) for card, one in zip(cards, DAYS, strict=True)]
            session.execute(sa.insert(STATE), rows)
        learners = learners_with_curves(session, rules_of_app(app), people)
        chosen = sa.select(STATE.c.learner_id, learners.recall_on(100)).where(learners.are_meant())
        found = session.execute(chosen.order_by(STATE.c.learner_id, STATE.c.card_id)).all()
        return {person: [share for who, share in found if who == person] for person in people}

    return recalls


def expected(weights):
    return [pytest.approx(formulas(weights).recall(stability, max(100 - last, 0))) for last, stability in DAYS]


def test_the_database_recalls_as_the_formulas_do(make_person, recalls):
    person = make_person()
    assert recalls(person) == {person: expected(DEFAULT_WEIGHTS)}
    assert formulas(DEFAULT_WEIGHTS).recall(1.0, 3) == pytest.approx(0.8093881)  # the second one, by the reference


@pytest.mark.longer
def test_each_learner_is_reckoned_with_at_their_own_weights(app, session, make_person, recalls):
    one, other, third = make_person(), make_person(), make_person()
    fit = begin_fit(session, by_id=None, now=BEGUN)
    fit.weights, fit.outcome = list(OTHER), "adopted"
    session.flush()
    session.get_one(Person, other).weights_id = fit.id
    session.flush()
    usual = expected(DEFAULT_WEIGHTS)
    assert recalls(one, other, third) == {one: usual, other: expected(OTHER), third: usual}


def test_nobody_has_no_memories(recalls):
    assert recalls() == {}
