from __future__ import annotations

import pytest

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.db import db
from quizapp.memory import weights
from quizapp.memory.fits import Outcome
from quizapp.memory.models import MemoryFit
from quizapp.scheduling.state import DEFAULT_WEIGHTS


@pytest.fixture
def fit(session, small_bank, start):
    """Weights in force for everyone."""
    fit = MemoryFit(begun_at=start, outcome=Outcome.ADOPTED, weights=[w * 1.01 for w in DEFAULT_WEIGHTS])
    session.add(fit)
    session.flush()
    return fit


def test_the_weights_of_a_fit_are_read_once(session, fit, learner, statements):
    rules = weights.rules_following(session, learner.rules, fit.id)
    assert rules.parameters.weights == tuple(fit.weights)
    assert rules.parameters.version == f"fsrs-6-fit-{fit.id}"
    with statements() as sent:
        assert weights.rules_following(session, learner.rules, fit.id) == rules
    assert sent == []


def test_without_a_fit_the_rules_stay_as_they_are(session, learner):
    assert weights.rules_following(session, learner.rules, None) is learner.rules


def test_the_way_back_leads_to_the_models_own_weights(session, fit, learner):
    fitted = weights.rules_following(session, learner.rules, fit.id)
    assert weights.own_rules(fitted) == learner.rules


def test_a_visitor_who_follows_a_fit_costs_no_statement_more(app, client, cards_of, statements, practice):
    """Rating a card and answering a question, before and after weights are adopted."""
    card = cards_of("premier")[0]

    def counted():
        with statements() as sent:
            event = practice.new_event()
            assert client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": event}).status_code == 302
        return len(sent)

    counted(), counted()
    before = counted()
    with app.app_context():
        fit = MemoryFit(
            begun_at=db.session.get_one(Person, 1).created_at, outcome=Outcome.ADOPTED, weights=list(DEFAULT_WEIGHTS)
        )
        db.session.add(fit)
        db.session.flush()
        db.session.get_one(Person, 1).weights_id = fit.id
        db.session.commit()
    counted()  # the weights are read once in a process
    assert counted() == before


def test_everyones_rules_are_told_by_one_statement(session, fit, learner, start, statements):
    guests = [create_guest(session, now=start).id for _ in range(3)]
    weights.weights_of_fit(session, fit.id)
    with statements() as sent:
        rules = weights.rules_of_learners(session, learner.rules, None)
    assert len(sent) == 1
    versions = {learner_id: one.parameters.version for learner_id, one in rules.items()}
    assert versions[learner.id] == f"fsrs-6-fit-{fit.id}"  # made after the fit
    assert set(guests) < set(rules)
    assert set(weights.rules_of_learners(session, learner.rules, guests[:2])) == set(guests[:2])
