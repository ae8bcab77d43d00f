"""Makes a class whose students remember cards of the small bank as a test says."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask_login import login_user

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.asked import asked_version
from quizapp.bank.models import Question, QuestionVersion
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.models import MemoryState
from quizapp.quizzes.models import Attempt, Quiz, Slot
from quizapp.scheduling.day import day_of
from tests.practice import browse, cards_of, load, player, small_bank, statements, stored

__all__ = ["browse", "cards_of", "load", "player", "small_bank", "statements", "stored"]

BEGUN = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def today():
    """The learner-day of now, in UTC."""
    return day_of((utcnow() - timedelta(hours=4)).date())


@pytest.fixture
def teacher(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Hakobyan")


@pytest.fixture
def make_class(app, make_person, teacher):
    """Make a class of the teacher's with students of some names; return its id and theirs."""

    def make(names=(), name="10 b", teacher_id=None, **settings):
        people = [make_person() for _name in names]
        with app.app_context():
            terms = ClassSettings(name, **({"time_zone": "UTC"} | settings))
            made = create_class(db.session(), teacher_id or teacher, terms, now=BEGUN)
            for person, roster_name in zip(people, names, strict=True):
                enrol_student(db.session(), made, person, roster_name, now=BEGUN)
            db.session.commit()
            return made.id, people

    return make


def memory(learner_id, card_id, last_day, stability=10.0, reps=1, due_day=None):
    """Return a row of what somebody remembers."""
    moment = BEGUN
    return {
        "learner_id": learner_id,
        "card_id": card_id,
        "phase": "review",
        "step": 0,
        "stability": stability,
        "difficulty": 5.0,
        "last_at": moment,
        "last_day": last_day,
        "due_at": moment,
        "interval_days": 10,
        "due_day": last_day + 10 if due_day is None else due_day,
        "reps": reps,
        "lapses": 0,
        "parameters": "fsrs-6-default",
    }


@pytest.fixture
def remember(app):
    """Keep rows of what people remember."""

    def remember(*rows):
        with app.app_context():
            db.session.execute(sa.insert(MemoryState), list(rows))
            db.session.commit()

    return remember


@pytest.fixture
def sit(app, small_bank):
    """Keep an attempt of somebody's with answers to some questions: the rows alone, in a moment."""
    moments = (BEGUN + timedelta(days=day) for day in itertools.count())

    def sit(person, finish=True, **answers):
        with app.app_context():
            session, now = db.session(), next(moments)
            quiz = session.scalar(sa.select(Quiz)) or Quiz(
                fingerprint="f", title="Quiz", selection={}, feedback="at_end", created_at=now
            )
            attempt = Attempt(
                event_id=f"attempt-{now}", quiz=quiz, learner_id=person, size=len(answers), dropped=0, started_at=now
            )
            attempt.finished_at = now if finish else None
            session.add(attempt)
            session.flush()
            for position, (key, said) in enumerate(answers.items(), start=1):
                version_id = session.scalar(sa.select(QuestionVersion.id).join(Question).where(Question.key == key))
                score = asked_version(session, version_id).content.grade(said).score
                slot = Slot(attempt_id=attempt.id, position=position, version_id=version_id, arrangement=[])
                slot.answers, slot.score, slot.answered_at = list(said), score, now
                session.add(slot)
            session.commit()

    return sit


@pytest.fixture
def as_person(app):
    """Return a function that asks something as somebody, within a request."""

    def ask(person_id, question, address="/"):
        with app.test_request_context(address):
            login_user(visitor_of(db.session().get_one(Person, person_id)))
            answer = question()
            db.session.rollback()
        return answer

    return ask
