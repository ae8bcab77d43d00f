from __future__ import annotations

import importlib.util

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import fits
from quizapp.memory.fits import Outcome
from quizapp.memory.models import MemoryFit
from quizapp.web import background

PAGE = "/progress/everyone"


@pytest.fixture
def instructor(app, small_bank, browse, make_person):
    return browse(make_person(Role.INSTRUCTOR))


@pytest.mark.longer
def test_a_fit_of_too_few_reviews_is_recorded_and_says_so(app, instructor, stored):
    reply = instructor.post(f"{PAGE}/fits", follow_redirects=True)
    assert "The fit has begun" in reply.text
    background.wait(app)
    assert [row[:1] for row in stored("memory_fits", "outcome", "by_id")] == [(Outcome.TOO_FEW,)]
    page = instructor.get(PAGE).text
    assert "Not adopted: too few reviews" in page
    assert "Take the fitted weights back" not in page


@pytest.mark.longer
def test_only_one_fit_is_made_at_a_time_and_one_that_was_cut_off_gives_way(app, instructor):
    with app.app_context():
        fits.begin_fit(db.session(), by_id=None, now=utcnow())
        db.session.commit()
    assert "A fit is being made already." in instructor.post(f"{PAGE}/fits", follow_redirects=True).text
    page = instructor.get(PAGE).text
    assert "A fit is being made since" in page
    assert "Fit the weights" not in page
    with app.app_context():
        db.session.execute(sa.update(MemoryFit).values(begun_at=utcnow() - 2 * fits.STALE))
        db.session.commit()
    instructor.post(f"{PAGE}/fits")
    background.wait(app)
    page = instructor.get(PAGE).text
    assert "Broken off" in page
    assert "Not adopted: too few reviews" in page


@pytest.mark.longer
def test_what_is_not_in_force_cannot_be_taken_back(app, instructor):
    with app.app_context():
        fit = fits.begin_fit(db.session(), by_id=None, now=utcnow())
        fits.fail_fit(db.session(), fit, now=utcnow())
        db.session.commit()
        number = fit.id
    reply = instructor.post(f"{PAGE}/fits/{number}/revert", follow_redirects=True)
    assert "It was not adopted, or was taken back before." in reply.text
    assert instructor.post(f"{PAGE}/fits/{number + 9}/revert").status_code == 404


@pytest.mark.longer
def test_a_learners_own_fit_is_not_to_be_taken_back_by_its_number(app, instructor, make_person):
    learner = make_person()
    with app.app_context():
        fit = fits.begin_fit(db.session(), by_id=None, learner_id=learner, now=utcnow())
        fit.outcome, fit.weights = Outcome.ADOPTED, [1.0] * 21
        db.session.commit()
        number = fit.id
    assert instructor.post(f"{PAGE}/fits/{number}/revert").status_code == 404
    page = instructor.get(PAGE).text
    assert "A few learners follow weights of their own." in page
    reply = instructor.post(f"{PAGE}/fits/own/revert", follow_redirects=True)
    assert "1 learner follows the weights of all again." in reply.text
    background.wait(app)
    assert "weights of their own." not in instructor.get(PAGE).text.split("Take back what")[0].split("rule.")[1]


@pytest.mark.longer
def test_predictions_are_worked_out_anew_on_wish(app, instructor, stored):
    assert "It is being worked out" in instructor.post(f"{PAGE}/predictions", follow_redirects=True).text
    background.wait(app)
    assert len(stored("prediction_summaries", "id")) == 1


@pytest.mark.longer
def test_without_scipy_the_page_and_the_button_say_how_to_get_it(app, instructor, stored, monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        "quizapp.scheduling.fitting.find_spec", lambda name: None if name == "scipy" else find_spec(name)
    )
    page = instructor.get(PAGE).text
    assert "pip install scipy" in page
    assert "Fit the weights" not in page
    reply = instructor.post(f"{PAGE}/fits", follow_redirects=True)
    assert reply.text.count("pip install scipy") == 2
    assert stored("memory_fits", "id") == []
