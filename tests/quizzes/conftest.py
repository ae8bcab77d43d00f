"""Shares the small bank and the player of tests/practice.py with the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Origin, Question, QuestionVersion
from quizapp.bank.versions import Authorship, add_version, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.kinds import registry
from quizapp.quizzes.models import Attempt, Quiz, Slot
from tests import given
from tests import practice as shared

HERE = Authorship(Origin.BROWSER)
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)

load, small_bank, browse = shared.load, shared.small_bank, shared.browse
player, stored, statements, give = shared.player, shared.stored, shared.statements, given.give


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def asked(app, small_bank):
    """Return the id of a question."""

    def asked(key):
        with app.app_context():
            return db.session.scalars(sa.select(Question.id).where(Question.key == key)).one()

    return asked


@pytest.fixture
def edit(app, asked):
    """Save a new version of a question: fields of its draft, and of its content."""

    def edit(key, **changes):
        with app.app_context():
            session = db.session()
            question = session.get_one(Question, asked(key))
            draft = draft_of(key, question.current)
            common = {name: changes.pop(name) for name in ("explanation", "level") if name in changes}
            content = registry.load(draft.kind, registry.dump(draft.content) | changes)
            add_version(session, question, replace(draft, content=content, **common), HERE, now=utcnow())
            session.commit()

    return edit


@pytest.fixture
def answered(app, player, asked):
    """Answer one question in an attempt that is finished then, and return the attempt; an old one is of version 1."""

    def answered(key, answers, *, old=False):
        attempt = player.start(topics=f"about-{key}")
        if old:
            with app.app_context():
                first = sa.select(QuestionVersion.id).where(
                    QuestionVersion.question_id == asked(key), QuestionVersion.number == 1
                )
                size = 4 if key == "premier" else 0
                order = [list(range(size))] if size else []
                db.session.execute(
                    sa.update(Slot)
                    .where(Slot.attempt_id == attempt)
                    .values(version_id=first.scalar_subquery(), arrangement=order)
                )
                db.session.commit()
        player.answer(attempt, key, answers)
        player.finish(attempt)
        return attempt

    return answered


@pytest.fixture
def learner_id(session):
    return create_guest(session, now=NOW).id


@pytest.fixture
def quiz(session):
    def quiz(name="one"):
        row = Quiz(fingerprint=name, title=name, selection={}, feedback="at_once", created_at=NOW)
        session.add(row)
        session.flush()
        return row

    return quiz


@pytest.fixture
def attempt(session, learner_id):
    def attempt(quiz, hour, score=None, size=4, learner=None):
        started = NOW + timedelta(hours=hour)
        row = Attempt(
            event_id=f"event-{quiz.id}-{hour}",
            quiz_id=quiz.id,
            learner_id=learner or learner_id,
            size=size,
            score=score,
            started_at=started,
            finished_at=None if score is None else started,
        )
        session.add(row)
        session.flush()
        return row

    return attempt
