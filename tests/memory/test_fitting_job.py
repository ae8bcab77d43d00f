from __future__ import annotations

import dataclasses
import threading

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory import fits
from quizapp.memory.access import rules_of_app
from quizapp.memory.fits import Outcome, figures_of
from quizapp.memory.fitting_job import Wish, make_fits, settle_everybody
from quizapp.memory.models import MemoryFit, ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.rows import STATE
from quizapp.memory.services import Event, learner_by_id, record_review
from quizapp.memory.summaries import newest_summary
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Rating

pytestmark = pytest.mark.slow
CLASS_ALONE = Wish(each_learner=False)


@pytest.fixture
def make_fit(app):
    """Make a fit as the command and the button do, and return its row."""

    def make_fit(wish=CLASS_ALONE):
        with app.app_context():
            session = db.session()
            fit_id = fits.begin_fit(session, by_id=wish.by_id, now=utcnow()).id
            session.commit()
            make_fits(session, rules_of_app(app), fit_id, wish, utcnow)
            return session.get_one(MemoryFit, fit_id)

    return make_fit


def differences(app):
    with app.app_context():
        total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.rollback()
    assert total > 0
    return differing


def states(app):
    with app.app_context():
        return db.session.execute(sa.select(STATE).order_by(STATE.c.learner_id, STATE.c.card_id)).all()


def test_a_class_that_forgets_sooner_gets_its_weights_and_gives_them_back(app, studied, generated, make_fit):
    people = studied(generated.forgetful())
    before = states(app)
    fit = make_fit()
    figures = figures_of(fit)
    assert fit.outcome == Outcome.ADOPTED
    assert figures.after < figures.before
    assert figures.low < figures.high < 0
    assert (figures.drawn, figures.clusters, fit.learners) == ("learner", 12, 12)
    assert tuple(fit.weights_before) == DEFAULT_WEIGHTS != tuple(fit.weights)
    after = states(app)
    assert {row.parameters for row in after} == {f"fsrs-6-fit-{fit.id}"}
    assert [row.stability for row in after] != [row.stability for row in before]
    assert differences(app) == []
    with app.app_context():
        session = db.session()
        assert create_guest(session, now=utcnow()).weights_id == fit.id  # who is new begins with them
        assert newest_summary(session).summary.learners == len(people)
        fits.revert_fit(session, session.get_one(MemoryFit, fit.id), by_id=None, now=utcnow())
        session.commit()
        assert settle_everybody(session, rules_of_app(app)) == len(people)
        with pytest.raises(fits.NotInForceError):
            fits.revert_fit(session, session.get_one(MemoryFit, fit.id), by_id=None, now=utcnow())
    assert states(app) == before


def test_a_class_as_the_model_has_it_keeps_the_models_own_weights(app, studied, generated, make_fit):
    studied(generated.as_by_default())
    before = states(app)
    fit = make_fit()
    assert fit.outcome == Outcome.NOT_BETTER
    assert figures_of(fit).high >= 0
    assert states(app) == before


def test_below_four_hundred_reviews_nothing_is_tried_unless_somebody_insists(app, studied, generated, make_fit):
    studied([one for one in generated.forgetful() if one.learner == 0])
    fit = make_fit()
    assert (fit.outcome, fit.weights, fit.learners) == (Outcome.TOO_FEW, None, 1)
    assert 0 < fit.reviews < 400
    insisted = make_fit(dataclasses.replace(CLASS_ALONE, fewest=50))
    assert insisted.outcome in {Outcome.ADOPTED, Outcome.NOT_BETTER}
    assert figures_of(insisted).drawn == "day"


def test_answers_given_while_weights_are_fitted_and_adopted_are_kept_and_count(app, studied, generated, make_fit):
    people = studied(generated.forgetful())
    kept, done = [], threading.Event()

    def answer_on_and_on():
        with app.app_context():
            while not done.wait(0.01):  # a class answers; a flood would be most of what is fitted
                number = len(kept)
                now = utcnow()
                learner = learner_by_id(db.session(), people[number % len(people)], rules_of_app(app))
                event = Event(f"meanwhile-{number}", now)
                record_review(db.session(), learner, 1 + number % 30, Rating.GOOD, event, now=now)
                db.session.commit()
                kept.append(event.event_id)

    student = threading.Thread(target=answer_on_and_on)
    student.start()
    outcome = make_fit().outcome
    done.set()
    student.join()
    assert outcome == Outcome.ADOPTED
    assert len(kept) > 5
    assert differences(app) == []
    with app.app_context():
        logged = db.session.scalars(sa.select(ReviewEvent.event_id).where(ReviewEvent.event_id.like("meanwhile-%")))
        assert set(logged) == set(kept)


def test_a_group_of_learners_gets_weights_and_the_others_keep_theirs(app, studied, generated):
    people = studied(generated.forgetful(generated.classes.ClassPlan(learners=16), seed=5))
    group = people[:12]
    with app.app_context():
        session = db.session()
        fit_id = fits.begin_fit(session, by_id=None, group=group, now=utcnow()).id
        session.commit()
        make_fits(session, rules_of_app(app), fit_id, CLASS_ALONE, utcnow)
        fit = session.get_one(MemoryFit, fit_id)
        assert (fit.outcome, fit.learners) == (Outcome.ADOPTED, 12)
        followed = dict(session.execute(sa.select(Person.id, Person.weights_id).where(Person.id.in_(people))).all())
        assert followed == {one: fit_id if one in group else None for one in people}
        assert create_guest(session, now=utcnow()).weights_id is None
        session.rollback()
    assert differences(app) == []


def test_learners_with_enough_answers_get_weights_of_their_own(app, studied, generated, make_fit):
    plan = generated.classes.ClassPlan(learners=2, cards=40, days=400, new_per_day=20, attendance=0.95)
    people = studied(generated.forgetful(plan, seed=5))
    make_fit(Wish())
    with app.app_context():
        session = db.session()
        own = session.scalars(sa.select(MemoryFit).where(MemoryFit.learner_id.is_not(None))).all()
        assert [fit.learner_id for fit in own] == people
        for fit in own:
            assert (fit.outcome == Outcome.ADOPTED) == (figures_of(fit).high is not None and figures_of(fit).high < 0)
            followed = session.get_one(Person, fit.learner_id).weights_id
            assert (followed == fit.id) == (fit.outcome == Outcome.ADOPTED)
    assert differences(app) == []
    with app.app_context():
        session = db.session()
        count = fits.learners_with_own(session)
        assert fits.revert_own_fits(session, by_id=None, now=utcnow()) == count
        session.commit()
        assert settle_everybody(session, rules_of_app(app)) == count
    assert differences(app) == []
