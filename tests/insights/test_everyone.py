from __future__ import annotations

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.insights.everyone import FEWEST_LEARNERS, everyone
from quizapp.memory.access import rules_of_app
from quizapp.memory.fits import begin_fit, finish_fit
from quizapp.scheduling.held_out import HeldOut
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from quizapp.scheduling.trial import Trial

FIGURES = HeldOut(20_000, 120, "learner", 12, 0.5, 0.48, 0.52, 0.53, -0.03, -0.01)


@pytest.fixture
def shown(app, small_bank, make_person):
    """What is shown after a fit over so many learners, that somebody asked for."""

    def shown(learners):
        by_id = make_person()
        with app.app_context():
            session = db.session()
            fit = begin_fit(session, by_id=by_id, now=utcnow())
            finish_fit(session, fit, Trial(learners, 900, DEFAULT_WEIGHTS, FIGURES), DEFAULT_WEIGHTS, now=utcnow())
            return everyone(session, rules_of_app(app))

    return shown


@pytest.mark.longer
def test_figures_of_a_fit_are_shown_from_five_learners_on(shown):
    (few,) = shown(FEWEST_LEARNERS - 1).tried
    assert (few.figures, few.is_hidden) == (None, True)
    enough = shown(FEWEST_LEARNERS)
    assert (enough.tried[0].figures, enough.tried[0].is_hidden) == (FIGURES, False)
    assert enough.in_force is enough.tried[0].fit
    assert enough.tried[0].by.startswith("student")


def test_without_answers_nothing_is_predicted(app, small_bank):
    with app.app_context():
        found = everyone(db.session(), rules_of_app(app))
    assert (found.prediction, found.learners, found.tried, found.in_force, found.unsettled) == (None, 0, [], None, 0)
