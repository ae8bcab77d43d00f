"""A generated class in the database, for tests of fitting: the classes of bench/, made once for a run."""

from __future__ import annotations

import functools

import pytest
import sqlalchemy as sa

from bench import classes
from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import LOG


@functools.cache
def answers(true, plan, seed):
    return classes.answers_of_class(true, plan, seed)


USUAL = classes.ClassPlan()


def forgetful(plan=USUAL, seed=1):
    return answers(classes.forgetful_weights(), plan, seed)


def as_by_default(plan=USUAL, seed=1):
    return answers(classes.DEFAULT_WEIGHTS, plan, seed)


@pytest.fixture
def studied(app, load, practice):
    """Put a class's answers into the log, bring its memories up to date, and return who its learners are."""

    def studied(answers):
        load(practice.many_questions(40))
        with app.app_context():
            session = db.session()
            cards = list(session.scalars(sa.select(Card.id).order_by(Card.id)))
            begin = answers[0].at
            people = [create_guest(session, now=begin).id for _ in range(max(one.learner for one in answers) + 1)]
            session.connection().execute(sa.insert(LOG), classes.log_rows(answers, people, cards))
            rebuild_memories(session, rules_of_app(app))
            session.commit()
        return people

    return studied
